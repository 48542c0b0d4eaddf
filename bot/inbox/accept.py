"""Takes messages off the wire: stored in Redis, then queued, and only then acknowledged."""

import time
from collections.abc import Awaitable, Callable

import structlog

from bot.access import Organisation
from bot.budget import Tally
from bot.inbox.box import TURNS, Boxes
from bot.inbox.outage import Outage
from bot.inbox.queued import Queued
from bot.inbox.taps import Taps
from bot.messages import Message, Tap
from bot.storage import RedisError
from bot.tasks import Tasks

log = structlog.get_logger()

Changed = Callable[[str, dict[str, object]], Awaitable[None]]


class Inbox:
    """What the listener hands messages, taps and events to."""

    def __init__(
        self,
        boxes: Boxes,
        tasks: Tasks,
        taps: Taps,
        organisation: Organisation,
        outage: Outage,
        *,
        tally: Tally,
        changed: Changed,
    ) -> None:
        """``changed`` is told of events: their kind and what they carry."""
        self._boxes = boxes
        self._tasks = tasks
        self._taps = taps
        self._organisation = organisation
        self._outage = outage
        self._tally = tally
        self._changed = changed
        self._queued = Queued(time.monotonic)
        self._learnt: set[str] = set()

    async def message(self, message: Message) -> None:
        """Store a message and queue its box.

        Raises when Redis did not confirm both, so that the listener does not acknowledge; DingTalk
        may then deliver again, and the marker keeps it one message.
        """
        try:
            await self._store(message)
        except RedisError:
            self._tally.stream("message", message.sender.key, message.conversation.id)
            self._outage.trouble(message)
            raise
        self._outage.over()

    async def tap(self, tap: Tap) -> dict[str, object]:
        """Answer a pressed button inside its ack."""
        self._tally.stream("click", tap.user_id)
        return await self._taps.answer(tap)

    async def left(self, tap: Tap, *, in_time: bool) -> None:
        """Hear that the ack of a press has left, and whether DingTalk still waited for it."""
        await self._taps.left(tap, in_time=in_time)

    async def event(self, kind: str, event_id: str, data: dict[str, object]) -> None:
        """Pass an event on. It is but a hint that something has changed, so one that cannot be
        kept is lost, rather than sent again at the price of another message.
        """
        self._tally.event(kind)
        log.info("event", kind=kind, event_id=event_id, members=sorted(data))
        try:
            await self._changed(kind, data)
        except RedisError as unreachable:
            log.warning("event_lost", event_id=event_id, error=type(unreachable).__name__)

    async def _store(self, message: Message) -> None:
        if message.corp_id not in self._learnt:
            await self._organisation.learn(message.corp_id)
            self._learnt.add(message.corp_id)
        if await self._organisation.is_another(message.corp_id):
            log.warning("message_of_another_organisation", turn=message.key)
            self._organisation.count_other("message")
        frame = self._tally.frame("message", message.sender.key, message.conversation.id)
        waiting = await self._boxes.accept(message, frame)
        box = self._boxes.name(message.place)
        # Queued on every redelivery too: the first time may have died between the two steps.
        if waiting <= 1 or not self._queued.lately(box):
            await self._tasks.add(TURNS, box, key=message.key)
            self._queued.note(box)
        log.info("accepted", turn=message.key, kind=message.kind, again=not waiting)
