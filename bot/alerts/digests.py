"""Sends digests when they are due: each once, late rather than never.

The moment a digest is for names its card, and is noted only after the card has arrived. Whoever
dies in between leaves a card that is painted again, and not a second one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import structlog

from bot.alerts.pages import card_of
from bot.alerts.placement import Digest, Placement
from bot.alerts.report import Report
from bot.alerts.reports import Reports
from bot.alerts.schedule import Due, asked, due
from bot.alerts.sending import OURS
from bot.alerts.standing import Standing
from bot.alerts.state import State
from bot.budget import Payer, Purpose, paying
from bot.delivery import Delivery, Target, card_id
from bot.documents import Documents
from bot.errors import (
    DeliveryFailed,
    Overtaken,
    PlatformError,
    Refused,
)
from bot.quota.looks import Clock
from bot.quota.samples import DAY, HOUR, MINUTE
from bot.sessions import Conversations
from bot.storage import Store
from bot.tasks import Tasks

log = structlog.get_logger()

DIGEST = "digest"
"""The task; its argument is an openConversationId."""
SOONEST = 5 * MINUTE
"""A digest that could not be sent is tried again after so long, then after twice as long, …"""
NoteRefusal = Callable[[Standing, PlatformError], Awaitable[None]]


class Digests:
    """Knows which digests are due, and sends them."""

    def __init__(
        self,
        *,
        store: Store,
        tasks: Tasks,
        reports: Reports,
        placements: Documents[Placement],
        conversations: Conversations,
        delivery: Delivery,
        note_refusal: NoteRefusal,
        clock: Clock,
        zone: str,
        language: str,
    ) -> None:
        """``note_refusal`` notes that a conversation takes no messages; ``language`` is spoken
        where it has chosen none.
        """
        self._store = store
        self._tasks = tasks
        self._reports = reports
        self._placements = placements
        self._conversations = conversations
        self._delivery = delivery
        self._note_refusal = note_refusal
        self._clock = clock
        self.zone = zone
        self._language = language

    def begin(self, seconds: float) -> None:
        """Ask once in so many seconds which digests are due."""
        self._tasks.register(DIGEST, self.send)
        self._tasks.every(seconds, "digests", self.tick)

    async def tick(self) -> None:
        """Queue the digests that are due, one task each."""
        now = await self._clock()
        for conversation_id, placement in (await self._placements.all()).items():
            found = self._due(placement, now)
            if found is not None and not await self._is_put_off(conversation_id, now):
                key = f"{DIGEST}:{conversation_id}:{found.moment}"
                await self._tasks.add(DIGEST, conversation_id, key=key)

    async def send(self, conversation_id: str) -> None:
        """Send a conversation's digest if it is due; what fails is tried again later."""
        now, placement = await self._clock(), await self._placements.get(conversation_id)
        found = placement and self._due(placement, now)
        if not placement or not found or await self._is_put_off(conversation_id, now):
            return
        if await self._delivered(placement, found, now):
            noted = partial(_noted, digest=placement.digest, moment=found.moment)
            await self._placements.update(conversation_id, noted)

    async def now(self, placement: Placement, language: str) -> Report:
        """Make a digest for somebody who asks for it; its picture is paid by them."""
        now = await self._clock()
        made = await self._reports.report(placement, asked(placement.digest, self.zone, now), now)
        return await self._reports.illustrated(made, language)

    def _due(self, placement: Placement, now: int) -> Due | None:
        if placement.digest is None or self._standing(placement, now).is_refusing:
            return None
        return due(placement.digest, placement.care(self.zone).hours, now)

    def _standing(self, placement: Placement, now: int) -> Standing:
        return Standing(placement, State(), now, self.zone)

    async def _delivered(self, placement: Placement, found: Due, now: int) -> bool:
        try:
            with paying(Payer(Purpose.DIGESTS, conversation=placement.conversation.id)):
                await self._show(placement, found, now)
        except Overtaken:
            return False  # another run shows the same, or somebody has pressed: seen at the next
        except OURS as waits:
            await self._put_off(placement, found, waits, now, least=HOUR)
            return False
        except (DeliveryFailed, Refused) as refused:
            await self._note_refusal(self._standing(placement, now), refused)
            return False
        except PlatformError as silent:
            await self._put_off(placement, found, silent, now)
            return False
        return True

    async def _show(self, placement: Placement, found: Due, now: int) -> None:
        """Build the card and show it: at most a picture's upload, a card, and words for one that
        is refused.
        """
        here = placement.conversation
        chosen = await self._conversations.language(here.id) or placement.language
        language = chosen or self._language
        made = await self._reports.report(placement, found, now)
        name = f"{DIGEST}:{found.moment}"
        target = Target(
            out_track_id=card_id(name, DIGEST, here.id),
            conversation=here,
            asker="",
            asker_user_id=placement.user_id,
            language=language,
            turn=name,
        )
        card = card_of(await self._reports.illustrated(made, language))
        await self._delivery.show(card, target)

    async def _is_put_off(self, conversation_id: str, now: int) -> bool:
        until = int(await self._store.get(self._later(conversation_id)) or 0)
        return now < until <= now + DAY

    async def _put_off(
        self,
        placement: Placement,
        found: Due,
        why: PlatformError,
        now: int,
        *,
        least: int = SOONEST,
    ) -> None:
        """Wait as long as it has been waited already, within bounds: fewer and fewer tries."""
        here = placement.conversation.id
        log.warning("digest_waits", conversation=here, code=why.code)
        wait = min(max(now - found.moment, least), DAY)
        await self._store.redis.set(self._later(here), now + wait, px=2 * DAY)

    def _later(self, conversation_id: str) -> str:
        return self._store.key("digest-later", conversation_id)


def _noted(placement: Placement | None, *, digest: Digest | None, moment: int) -> Placement | None:
    """Note what was sent, unless the digest was changed meanwhile."""
    if placement is None or digest is None or placement.digest != digest:
        return None
    return replace(placement, digest=replace(digest, last=moment), refused=None)
