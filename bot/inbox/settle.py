"""Cards whose last click may show something else than was decided: put right once Redis answers."""

import asyncio
from dataclasses import replace
from functools import partial

import structlog

from bot.access import Access
from bot.budget import Governor, Payer, Purpose, paying
from bot.delivery import Delivery, Record
from bot.errors import NoAllowance, PlatformError
from bot.inbox.box import TURNS
from bot.storage import RedisError
from bot.tasks import Tasks
from bot.times.spans import MINUTE
from bot.unasked import Unasked

log = structlog.get_logger()

AGAIN_SECONDS = 1.0
MOST = 20
"""So many cards are looked at in one sweep; the others in the next."""


class Settler:
    """Works through such cards in the background, and sweeps up those that nobody settled."""

    def __init__(
        self,
        delivery: Delivery,
        tasks: Tasks,
        unasked: Unasked,
        budget: Governor,
        access: Access,
    ) -> None:
        """``budget`` keeps what one person's presses cost; ``access`` tells for whom a day's part
        is no limit.
        """
        self._delivery = delivery
        self._tasks = tasks
        self._unasked = unasked
        self._budget = budget
        self._access = access
        self._cards: asyncio.Queue[str] = asyncio.Queue()
        self._surely: dict[str, bool] = {}

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
        if not await self._may_paint(record):
            return
        with paying(self._payer(record)):
            sent = await self._unasked.repaint(record)
        log.info("card_swept", card=out_track_id, fate=sent.fate)
        if sent.fate == "dropped":
            await records.unpainted.forget(out_track_id)
        elif sent.fate == "waits":
            failing = await self._unasked.retries.failing(out_track_id)
            later = await self._unasked.retries.clock() + MINUTE
            await records.unpainted.put_off(out_track_id, failing.again if failing else later)

    def settle(self, out_track_id: str) -> None:
        """Paint a card, once for all who ask for it until then."""
        self._put(out_track_id, surely=True)

    def doubt(self, out_track_id: str) -> None:
        """Paint a card, unless it surely shows what its record says."""
        self._put(out_track_id, surely=False)

    def _put(self, out_track_id: str, *, surely: bool) -> None:
        if out_track_id not in self._surely:
            self._cards.put_nowait(out_track_id)
        self._surely[out_track_id] = surely or self._surely.get(out_track_id, False)

    async def run(self) -> None:
        """Settle cards until cancelled; a cancellation may get lost in a call that just ends."""
        me = asyncio.current_task()
        while me is None or not me.cancelling():
            out_track_id = await self._cards.get()
            surely = self._surely.pop(out_track_id)
            while not await self._settled(out_track_id, surely=surely):  # noqa: ASYNC110 - Redis has no event
                await asyncio.sleep(AGAIN_SECONDS)

    async def _settled(self, out_track_id: str, *, surely: bool) -> bool:
        """Queue the click that was stored, or show what the record says; ``False``: not yet."""
        try:
            record = await self._delivery.records.load(out_track_id)
            if record is None:
                return True
            if record.box:
                await self._tasks.add(TURNS, record.box, key=record.turn)
            if not surely and await self._delivery.records.is_shown(record):
                return True
            if await self._may_paint(record):
                with paying(self._payer(record)):
                    await self._delivery.repaint(out_track_id)
        except RedisError:
            return False
        except PlatformError as trouble:
            log.warning("card_not_repainted", card=out_track_id, code=trouble.code)
            await self._delivery.look_again(out_track_id)
        except Exception:
            log.exception("card_not_repainted", card=out_track_id)
        return True

    async def _may_paint(self, record: Record) -> bool:
        """Whether whoever pressed has some of their part left; else the card is put off until then.

        Meanwhile it shows an older face, and the next press of it, by whomever, is told the newest.
        """
        payer = replace(self._payer(record), conversation="")
        try:
            if payer.person:
                await self._budget.press(payer)
        except NoAllowance as refused:
            if refused.why not in {"person", "presses"}:
                return True
            log.info("card_put_off", card=record.out_track_id, why=refused.why)
            await self._delivery.records.unpainted.put_off(record.out_track_id, refused.until)
            return False
        return True

    def _payer(self, record: Record) -> Payer:
        """Say who pays for a paint: whose press led to the face, else whose card it is."""
        person = record.by or record.asker
        name = record.nick if person == record.asker else ""
        is_admin = partial(self._access.is_admin, person)
        return Payer(Purpose.PEOPLE, person, name, record.conversation.id, goes_on=is_admin)
