"""Counts stream and webhook messages, beside the way that they take.

A message may be lost from the count when a process dies, but never because of it.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator

import structlog

from bot.budget.ledger import Ledger
from bot.budget.payer import purse
from bot.scripts import ScriptPart
from bot.storage import RedisError, Store

log = structlog.get_logger()

AGAIN_SECONDS = 1.0

FREE_EVENTS = frozenset({"user_add_org", "user_leave_org"})
"""Events about contacts, which are free (page `dingtalk-application-development-platform-billing-
model`); of any other that is not sure."""


class Tally:
    """Takes notes at once, and writes them down in the background."""

    def __init__(self, store: Store, now: Callable[[], int]) -> None:
        """``now`` gives milliseconds since 1970."""
        self._ledger = Ledger(store, {})
        self._now = now
        self._notes: asyncio.Queue[tuple[str, ...]] = asyncio.Queue()

    def stream(self, kind: str, person: str = "", conversation: str = "") -> None:
        """Note a frame that came: a ``message``, a ``click`` or an ``event``, repeated or not."""
        self._notes.put_nowait(_fields(kind, person, conversation))

    def frame(self, kind: str, person: str, conversation: str) -> ScriptPart:
        """Give what counts a frame along with what stores it; where that fails, :meth:`stream`."""
        counts = dict.fromkeys(_fields(kind, person, conversation), 1)
        return self._ledger.saying(counts, self._now())

    def event(self, kind: str) -> None:
        """Note an event; ``kind`` is DingTalk's eventType."""
        if kind not in FREE_EVENTS:
            self.stream("event")

    def webhook(self) -> None:
        """Note a message by session webhook, sent for whoever is paying."""
        payer = purse().payer
        self._notes.put_nowait(_fields("webhook", payer.person, payer.conversation))

    async def run(self) -> None:
        """Write until cancelled, and then what is left."""
        try:
            while not _is_cancelled():
                first = await self._notes.get()
                await self._write(Counter([*first, *self._rest()]))
        finally:
            await self._try(Counter(self._rest()))

    def _rest(self) -> Iterator[str]:
        while not self._notes.empty():
            yield from self._notes.get_nowait()

    async def _write(self, counts: Counter[str]) -> None:
        """Write for as long as it takes: after an error it may count twice, never too little."""
        try:
            while not await self._try(counts):  # noqa: ASYNC110 - Redis has no event
                await asyncio.sleep(AGAIN_SECONDS)
        except asyncio.CancelledError:
            await self._try(counts)
            raise

    async def _try(self, counts: Counter[str]) -> bool:
        if not counts:
            return True
        try:
            await self._ledger.say(counts, self._now())
        except RedisError as trouble:
            log.warning("messages_not_counted", error=type(trouble).__name__)
            return False
        return True


def _is_cancelled() -> bool:
    """Tell whether this task was cancelled although nothing was raised: where Redis answers in the
    same moment, its client loses the cancellation (`asyncio.wait_for` before Python 3.12).
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _fields(kind: str, person: str, conversation: str) -> tuple[str, ...]:
    who = {"person": person, "conversation": conversation}
    return ("total", f"kind:{kind}", *(f"{part}:{name}" for part, name in who.items() if name))
