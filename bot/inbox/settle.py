"""Cards whose last click may show something else than was decided: put right once Redis answers."""

import asyncio

import structlog

from bot.budget import Payer, Purpose, paying
from bot.delivery import Delivery
from bot.errors import PlatformError
from bot.inbox.box import TURNS
from bot.retries import MINUTE
from bot.storage import RedisError
from bot.tasks import Tasks
from bot.unasked import Unasked

log = structlog.get_logger()

AGAIN_SECONDS = 1.0
MOST = 20
"""So many cards are looked at in one sweep; the others in the next."""


class Settler:
    """Works through such cards in the background, and sweeps up those that nobody settled."""

    def __init__(self, delivery: Delivery, tasks: Tasks, unasked: Unasked) -> None:
        self._delivery = delivery
        self._tasks = tasks
        self._unasked = unasked
        self._cards: asyncio.Queue[str] = asyncio.Queue()

    def begin(self, seconds: float) -> None:
        """Sweep once in so many seconds, on one of the replicas."""
        self._tasks.every(seconds, "unpainted", self.sweep)

    async def sweep(self) -> None:
        """Paint the cards of which nothing has told that they show what their record says.

        Whoever was to tell has died, or was frozen; while nobody has, nothing is asked of DingTalk.
        """
        now = await self._unasked.retries.clock()
        for out_track_id in await self._delivery.records.unpainted.due(now, MOST):
            await self._sweep(out_track_id)

    async def _sweep(self, out_track_id: str) -> None:
        records = self._delivery.records
        record = await records.load(out_track_id)
        if record is None or await records.outcome(out_track_id) != "sent":
            await records.unpainted.forget(out_track_id)
            return
        if record.box:
            await self._tasks.add(TURNS, record.box, key=record.turn)
        with paying(Payer(Purpose.PEOPLE, record.asker, record.nick, record.conversation.id)):
            sent = await self._unasked.repaint(record)
        log.info("card_swept", card=out_track_id, fate=sent.fate)
        if sent.fate == "dropped":
            await records.unpainted.forget(out_track_id)
        elif sent.fate == "waits":
            failing = await self._unasked.retries.failing(out_track_id)
            later = await self._unasked.retries.clock() + MINUTE
            await records.unpainted.put_off(out_track_id, failing.again if failing else later)

    def settle(self, out_track_id: str) -> None:
        """Put a card on the list."""
        self._cards.put_nowait(out_track_id)

    async def run(self) -> None:
        """Settle cards until cancelled; a cancellation may get lost in a call that just ends."""
        me = asyncio.current_task()
        while me is None or not me.cancelling():
            out_track_id = await self._cards.get()
            while not await self._settled(out_track_id):  # noqa: ASYNC110 - Redis has no event
                await asyncio.sleep(AGAIN_SECONDS)

    async def _settled(self, out_track_id: str) -> bool:
        """Queue the click that was stored, or show what the record says; ``False``: not yet."""
        try:
            record = await self._delivery.records.load(out_track_id)
            if record is None:
                return True
            if record.box:
                await self._tasks.add(TURNS, record.box, key=record.turn)
            place = record.conversation.id
            with paying(Payer(Purpose.PEOPLE, record.asker, record.nick, place)):
                await self._delivery.repaint(out_track_id)
        except RedisError:
            return False
        except PlatformError as trouble:
            log.warning("card_not_repainted", card=out_track_id, code=trouble.code)
            await self._delivery.look_again(out_track_id)
        except Exception:
            log.exception("card_not_repainted", card=out_track_id)
        return True
