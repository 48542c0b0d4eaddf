"""Paints cards that stand already, each once for what it is to show.

A card that is marked is compared with what it surely shows: a call leaves only for a difference. Of
two runs that look at once only the one that has claimed a card paints it. A claim ends by itself,
and a mark is taken away only after the card shows what was decided, so a run that dies loses none.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from secrets import token_hex

from bot.alerts.cards import alert
from bot.alerts.ending import has_ended
from bot.alerts.memory import Memory, Situation
from bot.alerts.newest_numbers import NewestNumbers
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Delivery, Record
from bot.documents import Documents
from bot.fences import RELEASE
from bot.storage import Store
from bot.unasked import Sent

CLAIMED = 60_000
"""So long nobody else paints a card, if whoever paints it does not say that it is done."""

Edit = Callable[[Situation, str, Card], Awaitable[Sent]]
"""Paints a card of a conversation, by its key."""

Name = Callable[[str, str], str]
"""Names a card, by its key and the conversation's id."""


class Claims:
    """Lets one run at a time paint a card."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._release = store.script(RELEASE)

    @asynccontextmanager
    async def claimed(self, out_track_id: str) -> AsyncIterator[bool]:
        """Claim a card while the body runs; tells whether nobody else has."""
        key, own = self._store.key("alerts", "painting", out_track_id), token_hex(8)
        is_mine = bool(await self._store.redis.set(key, own, nx=True, px=CLAIMED))
        try:
            yield is_mine
        finally:
            if is_mine:
                await self._release([key], [own])


class Painter:
    """Paints what is marked in one conversation after the other."""

    def __init__(
        self,
        *,
        delivery: Delivery,
        memories: Documents[Memory],
        claims: Claims,
        newest: NewestNumbers,
        edit: Edit,
        name: Name,
        language: Callable[[Situation], Awaitable[str]],
    ) -> None:
        """``language`` gives the one a conversation is spoken to in."""
        self._delivery = delivery
        self._memories = memories
        self._claims = claims
        self._newest = newest
        self._edit = edit
        self._name = name
        self._language = language

    async def paint(self, situation: Situation) -> None:
        """Paint the cards that show something else by now.

        What is marked meanwhile is painted too: whoever marked it may have found the card claimed.
        """
        tried = set[tuple[str, int]]()
        while (each := _next(await self._memories.get(situation.id), tried)) is not None:
            tried.add(each)
            async with self._claims.claimed(self._name(each[0], situation.id)) as is_mine:
                if is_mine:
                    await self._paint(situation, each[0])

    async def _paint(self, situation: Situation, key: str) -> None:
        memory = await self._memories.get(situation.id)
        if memory is None or key not in memory.edits:
            return  # another run has painted it before this one had the claim
        situation = await self._newest(situation.after(memory))
        if any(key in outgoing.replaces for outgoing in memory.parcels):
            return  # it gives way to a newer message once that stands, and not while it waits
        is_to_come = any(key == outgoing.key for outgoing in memory.parcels)
        if is_to_come or await self._painted(situation, key):
            done = partial(_painted, key=key, version=memory.version)
            await self._memories.update(situation.id, done)

    async def _painted(self, situation: Situation, key: str) -> bool:
        record = await self._delivery.records.load(self._name(key, situation.id))
        if record is not None and record.box:
            return False  # somebody's button is being worked on, and its answer paints the card
        if record is None and has_ended(situation, key):
            return True  # it never stood
        if record is not None and record.surface != "card":
            return True  # words cannot be changed
        card = alert.card_of(situation, key, _page_of(record))
        if record is not None and await self._is_shown(record, card, situation):
            return True
        with paying(payer_of(situation, key)):
            sent = await self._edit(situation, key, card)
        return sent.fate != "waits"

    async def _is_shown(self, record: Record, card: Card, situation: Situation) -> bool:
        """Whether a card shows this already, so that no call is needed for it.

        An ack has shown a press, unless another press came at the same time, or the bot was killed
        in between.
        """
        if not self._delivery.is_shown(record, card, await self._language(situation)):
            return False
        return bool(record.by) or await self._delivery.records.is_shown(record)


def payer_of(situation: Situation, key: str) -> Payer:
    """Say who pays for painting a card: whoever has changed it, or nobody in particular."""
    by = situation.memory.edited_by.get(key)
    if by is None:
        return Payer(Purpose.ALERTS, conversation=situation.id)
    return Payer(Purpose.PEOPLE, by.key, by.nick, situation.id)


def _next(memory: Memory | None, tried: set[tuple[str, int]]) -> tuple[str, int] | None:
    marks = [(key, memory.version) for key in memory.edits] if memory else []
    return next((each for each in marks if each not in tried), None)


def _painted(memory: Memory | None, key: str, version: int) -> Memory | None:
    """Take a mark away, unless something has changed since the card was made."""
    if memory is None or memory.version != version:
        return memory
    return memory.unmarked(key)


def _page_of(record: Record | None) -> int:
    kept = record.kept if record else None
    page = kept.get("page") if kept else None
    return page if isinstance(page, int) else 1
