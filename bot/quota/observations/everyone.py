"""Takes in what everybody's looks show, people's as well as the bot's own changes.

A number that was shown to anybody is known everywhere at once. What it means for who may see the
space is nothing: what only a member sees is kept for their sake, and named to nobody else.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence

from bot.drive.capacity import Capacity
from bot.drive.spaces import Listing, Space
from bot.quota.observations.intake import Intake
from bot.quota.observations.model import Change
from bot.quota.observations.store import Sightings
from bot.quota.samples import ORGANISATION

Stir = Callable[[Collection[str]], Awaitable[None]]
"""Looks at once whether spaces are to be told of, by id; asks nothing of DingTalk."""


async def _nobody(_: Collection[str]) -> None:
    """Stir nobody."""


class Everyone:
    """Hears of all that DingTalk shows to anybody; the watch's own rounds it need not hear of."""

    def __init__(
        self,
        intake: Intake,
        sightings: Sightings,
        operator: Callable[[], Awaitable[str | None]],
    ) -> None:
        """``operator`` gives the operator's unionId, None where there is none to be had."""
        self._intake = intake
        self._sightings = sightings
        self._operator = operator
        self.stir: Stir = _nobody
        """Set by whoever tells conversations."""

    async def saw(self, viewer: str, spaces: Sequence[Space]) -> None:
        """Take in some spaces as they are now, read as ``viewer`` (a unionId)."""
        if spaces:
            watched = viewer == await self._operator()
            await self._stirred(await self._intake.spaces(spaces, watched=watched))

    async def listed(self, viewer: str, listing: Listing) -> None:
        """Take in all that ``viewer`` sees. What is missing there says something only where the
        operator looks, since others do not see all there is, and where all of it could be read.
        """
        watched = viewer == await self._operator()
        absent = await self._watched() if watched and not listing.unread else ()
        await self._stirred(await self._intake.spaces(listing.spaces, absent, watched=watched))

    async def measured(self, capacity: Capacity) -> None:
        """Take in the organisation's capacity."""
        await self._stirred(await self._intake.capacity(capacity))

    async def made(self, space: Space) -> None:
        """Take in a space that the bot has made; the watch will find it."""
        await self._stirred(await self._intake.spaces([space]))

    async def lost(self, space_id: str) -> None:
        """Take in that a space is not there any more: one that the bot has deleted, or of which
        DingTalk says so in words.
        """
        await self._stirred(await self._intake.lost(space_id))

    async def _watched(self) -> Sequence[str]:
        seen = await self._sightings.all()
        return [
            each.space_id for each in seen.values() if each.watched and _is_space(each.space_id)
        ]

    async def _stirred(self, changes: Sequence[Change]) -> None:
        if news := {change.seen.space_id for change in changes if change.is_news}:
            await self.stir(news)


def _is_space(space_id: str) -> bool:
    return space_id != ORGANISATION
