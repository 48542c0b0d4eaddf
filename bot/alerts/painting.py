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
from bot.alerts.memory import Standing, State
from bot.alerts.newest import Newest
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Delivery, Record
from bot.documents import Documents
from bot.storage import Store
from bot.unasked import Sent

CLAIMED = 60_000
"""So long nobody else paints a card, if whoever paints it does not say that it is done."""

_GIVE_UP = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
"""

Edit = Callable[[Standing, str, Card], Awaitable[Sent]]
"""Paints a card of a conversation, by its key."""

Name = Callable[[str, str], str]
"""Names a card, by its key and the conversation's id."""


class Claims:
    """Lets one run at a time paint a card."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._give_up = store.script(_GIVE_UP)

    @asynccontextmanager
    async def claimed(self, out_track_id: str) -> AsyncIterator[bool]:
        """Claim a card while the body runs; tells whether nobody else has."""
        key, own = self._store.key("alerts", "painting", out_track_id), token_hex(8)
        is_mine = bool(await self._store.redis.set(key, own, nx=True, px=CLAIMED))
        try:
            yield is_mine
        finally:
            if is_mine:
                await self._give_up([key], [own])


class Painter:
    """Paints what is marked in one conversation after the other."""

    def __init__(
        self,
        *,
        delivery: Delivery,
        states: Documents[State],
        claims: Claims,
        newest: Newest,
        edit: Edit,
        name: Name,
        language: Callable[[Standing], Awaitable[str]],
    ) -> None:
        """``language`` gives the one a conversation is spoken to in."""
        self._delivery = delivery
        self._states = states
        self._claims = claims
        self._newest = newest
        self._edit = edit
        self._name = name
        self._language = language

    async def paint(self, standing: Standing) -> None:
        """Paint the cards that show something else by now.

        What is marked meanwhile is painted too: whoever marked it may have found the card claimed.
        """
        tried = set[tuple[str, int]]()
        while (each := _next(await self._states.get(standing.id), tried)) is not None:
            tried.add(each)
            async with self._claims.claimed(self._name(each[0], standing.id)) as is_mine:
                if is_mine:
                    await self._paint(standing, each[0])

    async def _paint(self, standing: Standing, key: str) -> None:
        state = await self._states.get(standing.id)
        if state is None or key not in state.edits:
            return  # another run has painted it before this one had the claim
        standing = await self._newest(standing.after(state))
        if any(key in parcel.replaces for parcel in state.parcels):
            return  # it gives way to a newer message once that stands, and not while it waits
        is_to_come = any(key == parcel.key for parcel in state.parcels)
        if is_to_come or await self._painted(standing, key):
            done = partial(_painted, key=key, version=state.version)
            await self._states.update(standing.id, done)

    async def _painted(self, standing: Standing, key: str) -> bool:
        record = await self._delivery.records.load(self._name(key, standing.id))
        if record is not None and record.box:
            return False  # somebody's button is being worked on, and its answer paints the card
        if record is not None and record.surface != "card":
            return True  # words cannot be changed
        card = alert.card_of(standing, key, _page_of(record))
        if record is not None and await self._is_shown(record, card, standing):
            return True
        with paying(payer_of(standing, key)):
            sent = await self._edit(standing, key, card)
        return sent.fate != "waits"

    async def _is_shown(self, record: Record, card: Card, standing: Standing) -> bool:
        """Whether a card shows this already, so that no call is needed for it.

        An ack has shown a press, unless another press came at the same time, or the bot was killed
        in between.
        """
        if not self._delivery.is_shown(record, card, await self._language(standing)):
            return False
        return bool(record.by) or await self._delivery.records.is_shown(record)


def payer_of(standing: Standing, key: str) -> Payer:
    """Say who pays for painting a card: whoever has changed it, or nobody in particular."""
    by = standing.state.edited_by.get(key)
    if by is None:
        return Payer(Purpose.ALERTS, conversation=standing.id)
    return Payer(Purpose.PEOPLE, by.key, by.nick, standing.id)


def _next(state: State | None, tried: set[tuple[str, int]]) -> tuple[str, int] | None:
    marks = [(key, state.version) for key in state.edits] if state else []
    return next((each for each in marks if each not in tried), None)


def _painted(state: State | None, key: str, version: int) -> State | None:
    """Take a mark away, unless something has changed since the card was made."""
    if state is None or state.version != version:
        return state
    return state.unmarked(key)


def _page_of(record: Record | None) -> int:
    kept = record.kept if record else None
    page = kept.get("page") if kept else None
    return page if isinstance(page, int) else 1
