"""A listener at work, and what it accepted."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
from pydantic import SecretStr

from bot.dingtalk.stream import Accept, Listener
from bot.messages import Message, Tap

CLIENT_ID = "dingtestclient"
CLIENT_SECRET = "secret-of-the-tests"


class Accepted:
    """Keeps what it is given. A message whose text is a key of `gates` first waits for that gate."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.taps: list[Tap] = []
        self.acks: list[tuple[str, bool]] = []
        self.events: list[tuple[str, str, dict[str, Any]]] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.refusals = 0
        self.running = 0
        self.most_running = 0
        self._changed = asyncio.Condition()

    async def message(self, message: Message) -> None:
        """Take a message, or raise as often as `refusals` says."""
        await self._note_running(1)
        try:
            await self._pass_gate(message.text)
            self._refuse()
            self.messages.append(message)
        finally:
            await self._note_running(-1)

    async def tap(self, tap: Tap) -> dict[str, object]:
        """Take a tap; the card then shows which button it was. `odd` gets what JSON cannot say."""
        self._refuse()
        self.taps.append(tap)
        if tap.action_id == "odd":
            return {"not": object()}
        return {"cardData": {"cardParamMap": {"pressed": tap.action_id}}}

    async def left(self, tap: Tap, *, in_time: bool) -> None:
        """Hear of an ack that has left."""
        self.acks.append((tap.action_id, in_time))

    async def event(self, kind: str, event_id: str, data: dict[str, Any]) -> None:
        """Take an event."""
        self._refuse()
        self.events.append((kind, event_id, data))

    @property
    def texts(self) -> list[str]:
        """The texts of the messages, in the order of acceptance."""
        return [message.text for message in self.messages]

    async def until_running(self, count: int) -> None:
        """Wait until so many messages are being taken at the same time."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.running >= count)

    async def until_idle(self) -> None:
        """Wait until nothing is being taken."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self.running)

    async def until(self, *texts: str) -> None:
        """Wait until messages with all of these texts were taken."""
        async with self._changed:
            await self._changed.wait_for(lambda: set(texts) <= set(self.texts))

    async def _note_running(self, step: int) -> None:
        self.running += step
        self.most_running = max(self.most_running, self.running)
        async with self._changed:
            self._changed.notify_all()

    async def _pass_gate(self, text: str) -> None:
        if text in self.gates:
            await self.gates[text].wait()

    def _refuse(self) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionError("the store is away, said https://oapi.dingtalk.com/?session=1")


def listener(
    api_base: str,
    accept: Accept,
    client: httpx.AsyncClient,
    *,
    client_id: str = CLIENT_ID,
    client_secret: str = CLIENT_SECRET,
    **pace: Any,
) -> Listener:
    """A listener that tries again at once, and gives slow machines time to accept."""
    return Listener(
        client_id,
        SecretStr(client_secret),
        client=client,
        api_base=api_base,
        accept=accept,
        **{"retry_seconds": 0.01, "accept_seconds": 30.0, **pace},
    )


@contextlib.asynccontextmanager
async def listening(
    api_base: str, accept: Accept, *, client: httpx.AsyncClient | None = None, **how: Any
) -> AsyncIterator[Listener]:
    """A listener that is connected, until the end of the block."""
    async with contextlib.AsyncExitStack() as stack:
        if client is None:
            client = await stack.enter_async_context(httpx.AsyncClient())
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        one = listener(api_base, accept, client, **how)
        running = tasks.create_task(one.run())
        stack.callback(running.cancel)
        await one.ready.wait()
        yield one
