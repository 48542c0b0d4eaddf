"""Calls to DingTalk over HTTP, both API families.

What only reads is tried again for a while; what changes something is never repeated blindly. Each
attempt waits for the rate of its API and is booked by whoever ``books`` it before it leaves; what
came of it is told to ``hear``.
"""

import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import httpx
import stamina
from typing_extensions import override

from bot.consent import Consent, agreed
from bot.dingtalk.auth import TOKEN_PATH, TokenAsked, TokenAuth, Tokens, is_new_family
from bot.dingtalk.call_limit import CallLimit, Unsigned
from bot.dingtalk.codes import Answer
from bot.dingtalk.gate import Gate
from bot.errors import (
    NotAuthorized,
    OutcomeUnknown,
    PlatformError,
    Throttled,
    Unavailable,
    Unreached,
)
from bot.settings import Settings
from bot.storage import RedisError, Store

__all__ = ["Answer", "DingTalk", "Hear", "Upload", "open_dingtalk", "without_repeats"]


Hear = Callable[[str, PlatformError | None], Awaitable[None]]
"""Told of every attempt that was booked what came of it: None for an answer."""


Upload = tuple[str, bytes, str]
"""A file to send: its name, its bytes and their content type."""


Books = Callable[[str], Consent | None]
"""Gives what is asked before an attempt of ``METHOD /template`` leaves, None for nothing."""


Could = Callable[[Mapping[str, Any]], Awaitable[tuple[str, ...]]]
"""Gives what some people are called who could do what was refused, by the ids of the call."""


async def nobody(_ids: Mapping[str, Any]) -> tuple[str, ...]:
    """Name nobody."""
    return ()


def uncounted(_api: str) -> Consent | None:
    """Ask nothing."""
    return None


async def forget(_api: str, _failure: PlatformError | None) -> None:
    """Hear nothing."""


UNAVAILABLE_REPEATS = 2
_repeats: ContextVar[int] = ContextVar("repeats", default=UNAVAILABLE_REPEATS)
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

_retrying = stamina.AsyncRetryingCaller(
    # A rate penalty lasts a second; DingTalk advises 1, 2, 4 seconds
    # (page `how-to-process-api-throttling-on-the-dingtalk-server`).
    attempts=None,
    timeout=15,
    wait_initial=1,
    wait_max=4,
    wait_jitter=0.5,
)


@contextmanager
def without_repeats() -> Iterator[None]:
    """Try what is called in here once when DingTalk is unavailable: nobody waits for it, and it is
    tried again minutes later.
    """
    token = _repeats.set(0)
    try:
        yield
    finally:
        _repeats.reset(token)


@lru_cache(maxsize=1)
def trust() -> ssl.SSLContext:
    """Read whom this machine trusts once: every client that reads it anew takes 20 ms for it."""
    return httpx.create_ssl_context()


@asynccontextmanager
async def open_dingtalk(
    settings: Settings,
    store: Store,
    hear: Hear = forget,
    books: Books = uncounted,
) -> AsyncIterator["DingTalk"]:
    """Open the connections to DingTalk that ``settings`` describe.

    ``books`` are asked before each attempt leaves, along with all else.
    """
    gate = Gate(store, rate=settings.calls_per_second, block_seconds=settings.block_seconds)
    tokens = Tokens(
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        api_base=settings.api_base,
        store=store,
        gate=gate,
    )
    async with httpx.AsyncClient(timeout=settings.call_seconds, verify=trust()) as client:
        yield DingTalk(
            client=client,
            seconds=settings.call_seconds,
            tokens=tokens,
            gate=gate,
            api_base=settings.api_base,
            old_base=settings.old_base,
            store=store,
            hear=hear,
            books=books,
        )


class DingTalk:
    """DingTalk's two hosts, called as one app."""

    def __init__(
        self,
        *,
        client: httpx.AsyncClient,
        seconds: float,
        tokens: Tokens,
        gate: Gate,
        api_base: str,
        old_base: str,
        store: Store,
        hear: Hear,
        books: Books,
    ) -> None:
        """Take a client that adds no authentication of its own and follows no redirects.

        A call may take ``seconds`` from its connection to the end of its answer.
        """
        self._client = client
        self._seconds = seconds
        self._tokens = tokens
        self._gate = gate
        self._bases = {True: api_base, False: old_base}
        self._store = store
        self._books = books
        self._hear = hear
        self.could: Could = nobody
        logging.getLogger("httpx").addFilter(_WITHOUT_QUERY)

    async def call(
        self,
        method: str,
        template: str,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        files: Mapping[str, Upload] | None = None,
        changes: bool = False,
        hurried: bool = False,
        along: Consent | None = None,
    ) -> Answer:
        """Call ``method`` on ``template``, such as ``/v1.0/drive/spaces/{spaceId}``.

        What is sent is a ``body`` of JSON, or ``files`` as parts of a form.

        A refusal for going too fast did nothing and is waited out, up to 15 seconds. A call that
        only reads is also tried twice more when DingTalk is unavailable, unless it is made
        :func:`without_repeats`. One that ``changes``
        something raises OutcomeUnknown when it left and no usable answer came. A ``hurried`` call
        is tried once. What is asked ``along`` is written with the first attempt that leaves, or
        keeps the call from leaving. Raises the PlatformError that DingTalk's code means.
        """
        api = f"{method} {template}"
        address = self._address(template, path or {})
        request = self._client.build_request(method, address, params=query, json=body, files=files)
        asked = [] if along is None else [along]
        try:
            if hurried:
                return await self._attempt(api, request, asked, changes=changes)
            return await _retrying(_Patience(), self._attempt, api, request, asked, changes=changes)
        except NotAuthorized as refused:
            refused.could = await self.could({**(body or {}), **(query or {}), **(path or {})})
            raise

    def names(self, could: Could) -> None:
        """Let all refusals name who could, where that is known."""
        self.could = could

    async def post(self, address: str, body: Mapping[str, Any]) -> Answer:
        """Post once to an address that DingTalk handed out: without the token.

        The caller has checked the host. Raises as a call that changes something.
        """
        with suppress(RedisError):  # an outage of Redis is one of the things told this way
            await self._gate.check()
        request = self._client.build_request("POST", address, json=body)
        limit = CallLimit(self._seconds)
        return await self._exchange(request, limit, auth=Unsigned(limit), changes=True)

    async def _attempt(
        self, api: str, request: httpx.Request, along: list[Consent], *, changes: bool
    ) -> Answer:
        booked = False

        async def leave(token: TokenAsked | None) -> None:
            nonlocal booked
            asked = [self._gate.entrance(api), token, self._books(api), *along]
            await agreed(self._store, *(each for each in asked if each is not None))
            along.clear()
            booked = True

        try:
            limit = CallLimit(self._seconds)
            auth = TokenAuth(self._tokens, leave, limit)
            answer = await self._exchange(request, limit, auth=auth, changes=changes)
        except PlatformError as failure:
            if booked:
                await self._say_outcome(api, failure)
            raise
        await self._say_outcome(api, None)
        return answer

    async def _say_outcome(self, api: str, failure: PlatformError | None) -> None:
        """Tell what came of an attempt; that nobody can hear it changes nothing about it."""
        with suppress(RedisError):
            await self._hear(api, failure)

    async def _exchange(
        self, request: httpx.Request, limit: CallLimit, *, auth: httpx.Auth, changes: bool
    ) -> Answer:
        # `from None`: what httpx raises carries the request, and with it the token.
        try:
            async with limit.bound():
                response = await self._client.send(request, auth=auth, follow_redirects=False)
        except NEVER_LEFT as error:
            raise Unreached(message=type(error).__name__) from None
        except httpx.RequestError as error:
            is_token = error.request.url.path == TOKEN_PATH
            kind = OutcomeUnknown if changes and not is_token else Unavailable
            raise kind(message=type(error).__name__) from None
        try:
            return await self._gate.read(response)
        except Unavailable as error:
            if changes:
                raise OutcomeUnknown(error.code, error.message, error.request_id) from error
            raise

    def _address(self, template: str, path: Mapping[str, str]) -> str:
        # What follows the host begins with a slash, so it can be no part of a host.
        if not template.startswith("/"):
            raise ValueError("a call would leave for another host")
        base = self._bases[is_new_family(template)]
        return base + template.format_map({name: _segment(path[name]) for name in path})


class _Patience:
    """Decides whether a failed attempt is followed by another."""

    def __init__(self) -> None:
        self._repeats = _repeats.get()

    def __call__(self, error: Exception) -> bool:
        match error:
            case Throttled():
                return True
            case Unavailable() if not isinstance(error, OutcomeUnknown):
                self._repeats -= 1
                return self._repeats >= 0
            case _:
                return False


class _WithoutQuery(logging.Filter):
    """Cuts the query off the addresses that httpx logs: tokens and sessions travel there."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_bare(argument) for argument in record.args)
        return True


_WITHOUT_QUERY = _WithoutQuery()


def _bare(argument: object) -> object:
    return argument.copy_with(query=None) if isinstance(argument, httpx.URL) else argument


def _segment(value: str) -> str:
    """Encode one part of a path; an empty one, `.` and `..` would name another resource."""
    if not value.strip("."):
        raise ValueError("this id cannot stand in a path")
    return quote(value, safe="")
