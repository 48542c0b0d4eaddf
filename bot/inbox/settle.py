"""Cards whose last click may show something else than was decided: put right once Redis answers."""

import asyncio

import structlog

from bot.budget import Payer, Purpose, paying
from bot.delivery import Delivery
from bot.errors import PlatformError
from bot.inbox.box import TURNS
from bot.storage import RedisError
from bot.tasks import Tasks

log = structlog.get_logger()

AGAIN_SECONDS = 1.0


class Settler:
    """Works through such cards in the background."""

    def __init__(self, delivery: Delivery, tasks: Tasks) -> None:
        self._delivery = delivery
        self._tasks = tasks
        self._cards: asyncio.Queue[str] = asyncio.Queue()

    def settle(self, out_track_id: str) -> None:
        """Put a card on the list."""
        self._cards.put_nowait(out_track_id)

    async def run(self) -> None:
        """Settle cards until cancelled."""
        while True:
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
        except Exception:
            log.exception("card_not_repainted", card=out_track_id)
        return True
