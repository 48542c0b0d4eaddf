"""Bounds a call as a whole: connecting, sending, and reading to the end.

httpx bounds each read by itself, so an answer that trickles in would hold a turn for as long as it
pleases the other side.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
from typing_extensions import override

LEAVES = (".send_request_headers.started", ".send_connection_init.started")
"""Ends of the names of httpcore's events from which on a server may know of a call."""


class CallLimit:
    """The bound of one call, which may take several trips: for a token, with it, and once more.

    What a call waits for in between, such as its turn, is not counted.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._limit = asyncio.timeout(None)
        self._left: httpx.Request | None = None

    @asynccontextmanager
    async def bound(self) -> AsyncIterator[None]:
        """Raise httpx's ConnectTimeout for a trip that did not leave in time, else ReadTimeout."""
        try:
            async with self._limit:
                yield
        except TimeoutError:
            kind = httpx.ConnectTimeout if self._left is None else httpx.ReadTimeout
            raise kind("the call took too long", request=self._left) from None

    @contextmanager
    def trip(self, request: httpx.Request) -> Iterator[httpx.Request]:
        """Let a request go and its answer be read within the bound."""

        async def trace(event: str, _info: Any) -> None:
            if event.endswith(LEAVES):
                self._left = request

        self._left = None
        request.extensions = {**request.extensions, "trace": trace}
        self._limit.reschedule(asyncio.get_running_loop().time() + self._seconds)
        yield request
        self._limit.reschedule(None)


class Unsigned(httpx.Auth):
    """Lets a request go as it is, within a bound."""

    def __init__(self, limit: CallLimit) -> None:
        self._limit = limit

    @override
    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        with self._limit.trip(request) as going:
            response = yield going
            await response.aread()
