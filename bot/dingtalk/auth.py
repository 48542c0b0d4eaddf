"""The access token: fetched once for all replicas, renewed early, renewed once more when refused.

The token is the app's; asking again within its life gives the same one, its life renewed (page
`obtain-the-access-token-of-an-internal-app`). The new API family takes it in a header, the old one
in the query (page `download-the-server-side-sdk`).
"""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
from pydantic import SecretStr
from typing_extensions import override

from bot.dingtalk.call_limit import CallLimit
from bot.dingtalk.gate import Gate, decoded
from bot.dingtalk.payload import size, words
from bot.errors import PlatformError, TokenRefused, Unavailable
from bot.scripts import ScriptPart
from bot.storage import Store

TOKEN_PATH = "/v1.0/oauth2/accessToken"  # noqa: S105 - an address, not a token
HEADER = "x-acs-dingtalk-access-token"

EARLY_SECONDS = 300
UNSAID_SECONDS = 120
"""How long a token is taken to live of which that was not said: it is kept half as long."""
LONGEST_SECONDS = 7 * 24 * 3600
"""Tokens live for two hours; a life far beyond that is a mistake."""
Leave = Callable[["TokenAsked | None"], Awaitable[None]]
"""Awaited before a call leaves, with what asks for its token where that is still to be had."""

FETCH_SECONDS = 10.0
"""How long one replica may take to fetch while the others wait."""
POLL_SECONDS = 0.05


_KEPT = """
local token = redis.call('GET', KEYS[1])
if not token or token == ARGV[1] then return '', true end
return token
"""


class NoToken(Exception):
    """None is kept that was not refused."""


class TokenAsked:
    """Asks for the token in use."""

    def __init__(self, step: ScriptPart) -> None:
        self._step = step
        self.token = ""

    def step(self) -> ScriptPart:
        return self._step

    async def stopped(self, _: Any) -> None:
        """Raise NoToken: it has to be fetched."""
        raise NoToken

    def granted(self, answer: Any) -> None:
        self.token = str(answer)


class Tokens:
    """The one token of the app, kept in Redis until shortly before its end."""

    def __init__(
        self, *, client_id: str, client_secret: SecretStr, api_base: str, store: Store, gate: Gate
    ) -> None:
        self._credentials = (client_id, client_secret)
        self._address = api_base + TOKEN_PATH
        self._store = store
        self._gate = gate

    async def kept(self, *, but: str | None) -> str | None:
        """Give the token in use, unless it is the one that was just refused."""
        token = await self._store.redis.get(self._store.key("token"))
        return None if token is None or token == but else str(token)

    def asking(self, *, but: str | None) -> "TokenAsked":
        """Give what asks for the token in use along with all else, as :meth:`kept` does."""
        return TokenAsked(ScriptPart(_KEPT, [self._store.key("token")], [but or ""]))

    async def keep(self, response: httpx.Response) -> str:
        """Keep the token of an answer for five minutes less than it lives.

        One whose life was not said is kept for a minute; one that is over is refused and renewed.
        """
        answer = await self._gate.read(response)
        token = words(answer.body.get("accessToken"))
        if not token:
            raise Unavailable("", "no token in the answer", answer.request_id)
        seconds = min(size(answer.body.get("expireIn")) or UNSAID_SECONDS, LONGEST_SECONDS)
        life = max(seconds - EARLY_SECONDS, seconds / 2)
        await self._store.redis.set(self._store.key("token"), token, px=max(1, int(life * 1000)))
        return token

    def ask(self, before: httpx.Request) -> httpx.Request:
        """Ask for the token; needs the app's id and secret. Waits no longer than ``before`` may."""
        client_id, secret = self._credentials
        return httpx.Request(
            "POST",
            self._address,
            headers={"accept": "application/json"},
            json={"appKey": client_id, "appSecret": secret.get_secret_value()},
            extensions=before.extensions,
        )

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Let one replica fetch while the others wait; Unavailable when that takes too long."""
        lock = self._store.redis.lock(
            self._store.key("token-lock"),
            timeout=FETCH_SECONDS,
            sleep=POLL_SECONDS,
            blocking_timeout=FETCH_SECONDS,
            raise_on_release_error=False,
        )
        if not await lock.acquire():
            raise Unavailable(message="somebody else is fetching the token for too long")
        try:
            await self._gate.check()
            yield
        finally:
            await lock.release()


class TokenAuth(httpx.Auth):
    """Signs one call, and repeats it once with a renewed token when the token is refused."""

    def __init__(self, tokens: Tokens, leave: Leave, limit: CallLimit) -> None:
        """Take what is awaited before each attempt leaves, and what bounds each trip."""
        self._tokens = tokens
        self._leave = leave
        self._limit = limit

    @override
    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        refused: str | None = None
        for _ in range(2):
            token = await self._left(refused)
            if token is None:
                async with self._tokens.alone():
                    token = await self._tokens.kept(but=refused)
                    if token is None:
                        with self._limit.trip(self._tokens.ask(request)) as asking:
                            response = yield asking
                            await response.aread()
                        token = await self._tokens.keep(response)
                await self._leave(None)
            with self._limit.trip(signed(request, token)) as signing:
                response = yield signing
                await response.aread()
            if not await refuses_token(response):
                return
            refused = token

    async def _left(self, refused: str | None) -> str | None:
        """Let the call leave with the token in use, and give it; None where there is none."""
        asked = self._tokens.asking(but=refused)
        try:
            await self._leave(asked)
        except NoToken:
            return None
        return asked.token


def signed(request: httpx.Request, token: str) -> httpx.Request:
    """Put the token where the request's API family looks for it."""
    if is_new_family(request.url.path):
        request.headers[HEADER] = token
    else:
        request.url = request.url.copy_set_param("access_token", token)
    return request


def is_new_family(path: str) -> bool:
    """Whether a path belongs to the new API family, which numbers its versions."""
    return path.startswith(("/v1.0/", "/v2.0/"))


async def refuses_token(response: httpx.Response) -> bool:
    """Whether an answer says that the token is wrong or has expired, whatever its status."""
    await response.aread()
    try:
        decoded(response)
    except TokenRefused:
        return True
    except PlatformError:
        return False
    return False
