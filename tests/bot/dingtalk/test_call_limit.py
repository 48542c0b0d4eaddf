"""A call is bounded as a whole, over a real socket: however steadily an answer trickles in."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

import httpx
import pytest
from typing_extensions import override

from bot.dingtalk.http import DingTalk
from bot.dingtalk.opening import ask_for_address
from bot.errors import OutcomeUnknown, PlatformError, Unavailable
from bot.storage import Store
from tests.bot.dingtalk.calls import create_space, list_spaces
from tests.dingtalk import calling
from tests.sandbox_server import SandboxHandle

SECONDS = 0.4
BETWEEN = 0.1
"""Between two bytes: far less than what a single read may take."""

HEAD = (
    b"HTTP/1.1 200 OK\r\nx: y\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n"
)


class Trickle(asyncio.Protocol):
    """Answers with a head, then a byte at a time for ever."""

    def __init__(self, head: bytes) -> None:
        self._head = head

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # What the quick loop gives is one without saying so.
        self._transport = cast("asyncio.Transport", transport)

    @override
    def data_received(self, data: bytes) -> None:
        self._transport.write(self._head)
        self._next = asyncio.get_running_loop().call_later(BETWEEN, self._drip)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._next.cancel()

    def _drip(self) -> None:
        self._transport.write(b" ")
        self._next = asyncio.get_running_loop().call_later(BETWEEN, self._drip)


@asynccontextmanager
async def trickling(head: bytes) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    async with await loop.create_server(lambda: Trickle(head), "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        yield f"http://{host}:{port}"


@pytest.mark.parametrize("head", [HEAD[:20], HEAD], ids=["head", "body"])
@pytest.mark.parametrize(
    ("call", "kind"), [(list_spaces, Unavailable), (create_space, OutcomeUnknown)]
)
@pytest.mark.usefixtures("impatient")
async def test_a_trickling_answer_is_no_answer(
    sandbox: SandboxHandle,
    store: Store,
    head: bytes,
    call: Callable[[DingTalk, str], Awaitable[object]],
    kind: type[PlatformError],
) -> None:
    await store.redis.set(store.key("token"), "kept", px=60_000)
    async with (
        trickling(head) as base,
        asyncio.timeout(20),
        calling(sandbox, store, call_seconds=SECONDS, api_base=base, oapi_base=base) as dingtalk,
    ):
        with pytest.raises(kind) as caught:
            await call(dingtalk, "viewer")
    assert caught.value.message == "ReadTimeout"


@pytest.mark.usefixtures("impatient")
async def test_a_trickling_token_is_nothing_that_happened(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with (
        trickling(HEAD) as base,
        asyncio.timeout(20),
        calling(sandbox, store, call_seconds=SECONDS, api_base=base, oapi_base=base) as dingtalk,
    ):
        with pytest.raises(Unavailable) as caught:
            await create_space(dingtalk, "viewer")
    assert not isinstance(caught.value, OutcomeUnknown)


async def test_a_trickling_gateway_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.dingtalk.opening.SECONDS", SECONDS)
    async with trickling(HEAD) as base, httpx.AsyncClient() as client, asyncio.timeout(20):
        with pytest.raises(httpx.ReadTimeout):
            await ask_for_address(client, base, {})
