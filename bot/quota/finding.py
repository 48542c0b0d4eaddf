"""Finds the one space that somebody means, and asks DingTalk for it as them.

A name is found in what is known; then what it may mean is asked for, and only what DingTalk gives
is told of, in *did you mean* too.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.drive.naming import candidates, close, find
from bot.drive.own_lists import calls_of
from bot.drive.space import Listing, Space
from bot.drive.spaces import QUERY_BATCH
from bot.errors import NoSuchSpace
from bot.quota.sight import Sight, listed_at


@dataclass(frozen=True, slots=True)
class Found:
    """A space that DingTalk has given somebody, with numbers of ``at``, maybe in their own list of
    ``listed`` (both in milliseconds since 1970; 0 for a list that takes one call). ``now`` is what
    DingTalk has said of it just now, and no more, if it has.
    """

    space: Space
    at: int
    listed: int = 0
    now: Space | None = None


@dataclass(frozen=True, slots=True)
class _Meant:
    """What somebody has said, the ids of their last ``numbered`` list, and the ``others`` that they
    may see besides.
    """

    which: str
    numbered: Sequence[str]
    others: Sequence[Space]

    def among(self, spaces: Collection[Space], unread: int) -> Space:
        """Find it among these and the others."""
        own = {each.id for each in spaces}
        besides = [each for each in self.others if each.id not in own]
        return find(self.which, (*spaces, *besides), self.numbered, unread)


class Finder:
    """Finds what people mean."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight

    async def find(
        self,
        viewer: str,
        which: str,
        numbered: Sequence[str],
        others: Sequence[Space] = (),
    ) -> Found:
        """Find the space that somebody means, with its numbers of this moment.

        ``others`` are spaces that they may see besides, whatever DingTalk gives them; ``numbered``
        the ids of their last list. Raises NoSuchSpace and AmbiguousSpace, which name nothing but
        what they may see.
        """
        meant = _Meant(which, numbered, others)
        known = await self._sight.to_ask(viewer)
        if known is None:
            return await self._in_list(viewer, meant)
        is_short, in_vain = await self._sight.is_by_list(viewer), False
        for choose in (candidates,) if is_short else (candidates, close):
            ids = choose(which, known.spaces, numbered)[:QUERY_BATCH]
            given = await self._sight.ask(viewer, ids) if ids else {}
            if given is None:
                return await self._in_list(viewer, meant)
            try:
                return await self._among(given, meant, known.unread)
            except NoSuchSpace as none:
                missing, in_vain = none, in_vain or bool(ids)
        if known.own is not None:
            _dated(missing, known.own)
        if is_short:
            # How the query answers for an id that is gone is not documented: the list says.
            return await self._in_list(viewer, meant, anew=in_vain)
        raise missing

    async def _among(self, given: Mapping[str, Space], meant: _Meant, unread: int) -> Found:
        space = meant.among(given.values(), unread)
        if space.id not in given:
            return Found(space, 0)
        (shown,) = await self._sight.completed([space])
        return Found(shown, await self._sight.clock(), now=space)

    async def _in_list(self, viewer: str, meant: _Meant, *, anew: bool = False) -> Found:
        """Find a space in somebody's own list, which is read ``anew`` where DingTalk has just been
        asked for it in vain.
        """
        before = await self._sight.clock()
        listing = await (self._sight.read(viewer) if anew else self._sight.own_list(viewer))
        try:
            space = meant.among(listing.spaces, listing.unread)
        except NoSuchSpace as none:
            _dated(none, listing)
            raise
        if space.id not in {each.id for each in listing.spaces}:
            return Found(space, 0)
        now = await self._sight.said_now(viewer, space.id) if listing.read >= before else None
        return Found(space, listing.age(space.id), listed_at(listing), now)


def _dated(none: NoSuchSpace, listing: Listing) -> None:
    """Say in which list it was looked for, where reading that again takes several calls."""
    if calls_of(listing) > 1:
        none.listed, none.calls = listing.read, calls_of(listing)
