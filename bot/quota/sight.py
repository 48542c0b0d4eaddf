"""What one person is shown of the spaces there are.

What is looked for is found in what is known: numbers and names are one store, fed by every look
anybody makes. Whether somebody may see what was found is asked of DingTalk, as them and for just
that, 30 ids a call; nothing else is shown. Whom DingTalk refuses that question is shown from their
own list, and so is everybody whose list takes one call.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.budget.payer import purse
from bot.budget.priced import Prices
from bot.drive.naming import called, said_in
from bot.drive.own_lists import LARGE_PAGE, believed_seconds, calls_of
from bot.drive.paging import CUT_OFF, price
from bot.drive.space import Listing, Space
from bot.drive.spaces import QUERY_BATCH, Spaces
from bot.quota.card_lists import space_of
from bot.quota.narrowing import NarrowedSpaces
from bot.quota.observations.model import completed as _last_said
from bot.quota.observations.model import newest
from bot.quota.observations.store import Observations
from bot.quota.samples import ORGANISATION
from bot.times.spans import HOUR

SWEPT = 36 * HOUR
"""A sweep of the watch that is older tells of no list: one is due every day."""
CALLS = 2
"""So many times a question is asked on, where fewer rows than a page come back."""
TURNS = 200
"""Of so many turns a process remembers what was given in them."""

Rank = Callable[[Iterable[Space]], NarrowedSpaces]
"""Puts spaces in the order in which they are shown, and leaves out what does not belong there."""


@dataclass(frozen=True, slots=True)
class Known:
    """The spaces that a question is about. Where ``listing`` is None they are only known, and
    nothing of them is shown before DingTalk has given it; else they are that list of the person's
    own, which was read just now if it ``is_new``. ``unread`` is that of their list, and ``own``
    the list from which they are only known: what that lacks may be there.
    """

    spaces: tuple[Space, ...]
    listing: Listing | None = None
    unread: int = 0
    is_new: bool = False
    own: Listing | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The first of a ranking, as far as they were asked for.

    Of the ``asked`` ids DingTalk has given ``spaces``; there are ``more`` to be asked for. Where
    nothing had to be asked it ``is_whole``: all of the person's own list. That list was read at
    ``listed`` where it takes several calls, also if the ids were only taken from it. ``at`` is how
    old the oldest numbers are and ``read`` when DingTalk has given them.
    """

    spaces: tuple[Space, ...] = ()
    at: int = 0
    read: int = 0
    listed: int = 0
    unread: int = 0
    unjudged: int = 0
    called: int = 0
    asked: tuple[str, ...] = ()
    more: bool = False
    is_whole: bool = True


class Sight:
    """Finds and ranks what people ask for, and asks DingTalk as them for what will be shown."""

    def __init__(
        self,
        spaces: Spaces,
        observations: Observations,
        swept: Callable[[], Awaitable[int]],
        *,
        prices: Prices,
        fresh_seconds: float,
        clock: Callable[[], Awaitable[int]],
    ) -> None:
        """``swept`` gives when the watch has read its whole list, 0 for never or without one."""
        self._prices = prices
        self._spaces = spaces
        self._observations = observations
        self._swept = swept
        self._fresh_seconds = fresh_seconds
        self.clock = clock
        self._memories: OrderedDict[tuple[str, str], dict[str, Space | None]] = OrderedDict()

    async def known(self, viewer: str) -> Known:
        """Give what somebody's question may be about; this reads their own list where that takes
        one call, where DingTalk refuses them the query, and where no operator has looked at all
        there is: what others were shown lacks what only this person sees.
        """
        if await self.is_by_list(viewer):
            return await self.listed(viewer)
        return await self._only_known(viewer, however_old=False) or await self.listed(viewer)

    async def to_ask(self, viewer: str) -> Known | None:
        """Give what somebody's words may mean, to be asked for, however old it is; None where they
        cannot be asked for, or nothing is known.
        """
        if await self.is_refused(viewer):
            return None
        return await self._only_known(viewer, however_old=True)

    async def _only_known(self, viewer: str, *, however_old: bool) -> Known | None:
        own = await self._spaces.own.of(viewer)
        if own is not None and await self._is_believed(own, self._fresh_seconds):
            return await self._of_list(own)
        if await self._is_swept():
            return Known(await self._all())
        return await self._of_list(own) if own is not None and however_old else None

    async def is_by_list(self, viewer: str) -> bool:
        """Tell whether somebody's own list answers them, and no question about ids."""
        own = await self._spaces.own.of(viewer)
        calls = calls_of(own) if own else await self._price()
        return calls <= 1 or await self._spaces.own.is_refused(viewer)

    async def is_at_hand(self, viewer: str) -> bool:
        """Tell whether a ranking costs somebody no call, or their first list."""
        own = await self._spaces.own.of(viewer)
        if own is None:
            return await self.is_by_list(viewer) or not await self._is_swept()
        is_believed = await self.names(viewer, self._fresh_seconds) is not None
        return is_believed and await self.is_by_list(viewer)

    async def listed(self, viewer: str) -> Known:
        """Give somebody's own list, as long as it is believed."""
        before = await self.clock()
        listing = await self.own_list(viewer)
        return Known(listing.spaces, listing, listing.unread, is_new=listing.read >= before)

    async def own_list(self, viewer: str) -> Listing:
        """Give somebody's own list, as :meth:`listed` does. Raises ListOffered."""
        own = await self._spaces.own.of(viewer)
        is_long = own is None or calls_of(own) > 1
        if is_long and not (own and await self._is_believed(own, self._fresh_seconds)):
            await self.agree(viewer)
        return await self._numbered(await self._spaces.own_list(viewer, self._fresh_seconds))

    async def agree(self, viewer: str) -> None:
        """Ask for what reading somebody's own list costs, where they have to agree to that; raises
        ListOffered.
        """
        own = await self._spaces.own.of(viewer)
        known = await self._spaces.lengths.longest() or len(await self._all())
        calls = calls_of(own) if own else price(known, LARGE_PAGE)
        is_cut_off = own is not None and own.unread == CUT_OFF
        await self._prices.check(2 * calls if is_cut_off else calls)

    async def _numbered(self, listing: Listing) -> Listing:
        """Give a list with the newest numbers."""
        return newest(listing, *await self._observations.latest())

    async def read(self, viewer: str) -> Listing:
        """Read somebody's own list anew. Raises ListOffered."""
        await self.agree(viewer)
        return await self._numbered(await self._spaces.listing(viewer, 0))

    async def names(self, viewer: str, seconds: float) -> Listing | None:
        """Give somebody's own list as it is kept, without a call; None for none, and for one that
        takes one call after so many ``seconds``.
        """
        own = await self._spaces.own.of(viewer)
        return own if own is not None and await self._is_believed(own, seconds) else None

    async def _is_believed(self, own: Listing, seconds: float) -> bool:
        return await self.clock() - own.read < believed_seconds(own, seconds) * 1000

    async def names_in(self, viewer: str, text: str, seconds: float) -> Listing:
        """Give the names of somebody's own spaces that may be meant in a text: of their list where
        it is kept or takes one call, else those that DingTalk gives them now.
        """
        return await self._chosen(viewer, seconds, lambda spaces: said_in(text, spaces))

    async def called(self, viewer: str, names: Sequence[str], seconds: float) -> Listing:
        """Give the names of those that are called so, likewise."""
        return await self._chosen(viewer, seconds, lambda spaces: called(names, spaces))

    async def _chosen(
        self, viewer: str, seconds: float, choose: Callable[[Sequence[Space]], Sequence[str]]
    ) -> Listing:
        kept = await self.names(viewer, seconds)
        if kept is not None:
            return kept
        known = await self.known(viewer)
        if known.listing is not None:
            return known.listing
        ids = choose(known.spaces)[:QUERY_BATCH]
        given = await self.ask(viewer, ids) if ids else {}
        if given is None:
            return await self.own_list(viewer)
        return Listing(tuple(given.values()), await self.clock())

    async def ask(self, viewer: str, ids: Iterable[str]) -> dict[str, Space] | None:
        """Ask DingTalk for spaces as somebody; None where it refuses them that. What was asked in
        the same turn is not asked again.
        """
        wanted = tuple(dict.fromkeys(ids))
        memory = self._memory(viewer)
        new = [each for each in wanted if each not in memory]
        if new:
            answered = await self._spaces.ask(new, viewer)
            if answered is None:
                return None
            memory |= {each: answered.get(each) for each in new}
        return {each: space for each in wanted if (space := memory[each]) is not None}

    async def window(
        self,
        viewer: str,
        rank: Rank,
        least: int,
        asked: Sequence[str] = (),
    ) -> Window:
        """Rank what is known, and ask for its first, but for those that were ``asked`` for before:
        so many that ``least`` come back, unless two calls bring fewer.
        """
        known = await self.known(viewer)
        if known.listing is not None:
            return whole(known.listing, rank)
        ranked, before = rank(known.spaces), set(asked)
        order = dict.fromkeys(each.id for each in (*ranked.spaces, *ranked.doubtful))
        queue = [each for each in order if each not in before]
        listed = listed_at(known.own) if known.own else 0
        window = Window(unread=known.unread, listed=listed, is_whole=False)
        for _ in range(CALLS):
            batch, queue = queue[:QUERY_BATCH], queue[QUERY_BATCH:]
            given = await self.ask(viewer, batch) if batch else {}
            if given is None:
                return whole(await self.own_list(viewer), rank)
            now = await self.clock()
            ranked = rank(await self.completed(given.values()))
            window = _longer(window, ranked, batch, now, more=bool(queue))
            if not queue or len(window.spaces) >= least:
                break
        return window

    async def alike(
        self, viewer: str, choose: Callable[[Sequence[Space]], Sequence[Space]]
    ) -> tuple[tuple[Space, ...], int]:
        """Give what ``choose`` takes of what somebody may see, and ``unread`` of their list."""
        known = await self.known(viewer)
        chosen = choose(known.spaces)
        if known.listing is not None or not chosen:
            return tuple(chosen), known.unread
        given = await self.ask(viewer, [each.id for each in chosen[:QUERY_BATCH]])
        if given is None:
            listed = await self.listed(viewer)
            return tuple(choose(listed.spaces)), listed.unread
        return tuple(choose(list(given.values()))), known.unread

    async def known_before(self, viewer: str, name: str) -> tuple[tuple[str, ...], int]:
        """Give all spaces that are known to be called so, or to have no name, before another is
        made, and 1 where there may be others; without a call.
        """
        own = await self._spaces.own.of(viewer)
        there = (*(own.spaces if own else ()), *await self._all())
        known = {each.id for each in there if each.name == name or each.is_nameless}
        is_new = own is not None and await self.clock() - own.read < self._fresh_seconds * 1000
        return tuple(known), 0 if is_new and own and not own.unread else 1

    async def said_now(self, viewer: str, space_id: str) -> Space | None:
        """Give what a list that was read just now says of a space, and no more."""
        own = await self._spaces.own.of(viewer)
        return next((each for each in own.spaces if each.id == space_id), None) if own else None

    async def is_refused(self, viewer: str) -> bool:
        """Tell whether DingTalk refuses somebody the query of spaces by id."""
        return await self._spaces.own.is_refused(viewer)

    async def completed(self, spaces: Iterable[Space]) -> list[Space]:
        """Give spaces with what was said of them last, where nothing is said now."""
        given = list(spaces)
        seen = await self._observations.some([each.id for each in given])
        return [_last_said(each, seen.get(each.id)) for each in given]

    async def _of_list(self, own: Listing) -> Known:
        """Give a list that is only known of, with what the watch has found since it was read."""
        seen, gone = await self._observations.latest()
        listing = newest(own, seen, gone)
        ids = {each.id for each in listing.spaces}
        since = [
            space_of(each)
            for each in seen.values()
            if each.first > own.read and each.space_id not in ids | {ORGANISATION}
        ]
        return Known((*listing.spaces, *since), None, own.unread, own=own)

    async def _all(self) -> tuple[Space, ...]:
        seen, _ = await self._observations.latest()
        there = [space_of(each) for each in seen.values() if each.space_id != ORGANISATION]
        return (*there, *await self._observations.silent.all())

    async def _is_swept(self) -> bool:
        swept = await self._swept()
        return bool(swept) and await self.clock() - swept < SWEPT

    async def _price(self) -> int:
        """Tell how many calls the longest list takes that anybody has read; many while none has."""
        return price(rows, LARGE_PAGE) if (rows := await self._spaces.lengths.longest()) else CALLS

    def _memory(self, viewer: str) -> dict[str, Space | None]:
        turn = purse().payer.turn
        if not turn:
            return {}
        memory = self._memories.setdefault((turn, viewer), {})
        while len(self._memories) > TURNS:
            self._memories.popitem(last=False)
        return memory


def listed_at(listing: Listing) -> int:
    """Say when a list was read that is believed for longer than a minute."""
    return listing.read if calls_of(listing) > 1 else 0


def whole(listing: Listing, rank: Rank) -> Window:
    """Rank all of somebody's own list."""
    chosen = rank(listing.spaces)
    return Window(
        chosen.spaces,
        listing.at,
        listing.read,
        listed_at(listing),
        listing.unread,
        chosen.unjudged,
        chosen.called,
    )


def _longer(
    window: Window, given: NarrowedSpaces, batch: Sequence[str], now: int, *, more: bool
) -> Window:
    return replace(
        window,
        spaces=(*window.spaces, *given.spaces),
        at=now,
        read=now,
        unjudged=window.unjudged + given.unjudged,
        called=window.called + given.called,
        asked=(*window.asked, *batch),
        more=more,
    )
