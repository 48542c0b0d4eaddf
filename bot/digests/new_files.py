"""The file that grew a space most, where whoever a digest is for has walked that space.

A digest of a group names none: its readers have rights of their own.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from bot.digests.report import Grown, Report
from bot.errors import PlatformError
from bot.files.walks import WalkedFile, Walks

LOOKED_AT: Final = 3
"""So many of the spaces that grew most: those on a digest's first page."""


class NewFiles:
    """Knows of walks that are kept, and of who walked."""

    def __init__(self, walks: Walks, viewer: Callable[[str], Awaitable[str]]) -> None:
        """``viewer`` gives the unionId of a userId."""
        self._walks = walks
        self._viewer = viewer

    async def named(self, made: Report, user_id: str | None) -> Report:
        """Name in a digest, for one person's single chat, the largest file of each space that came
        or changed since. A counted call for each space that was walked over ten minutes ago.
        """
        if not user_id or not made.growing:
            return made
        try:
            viewer = await self._viewer(user_id)
        except PlatformError:
            return made
        first = [await self._with_file(each, viewer) for each in made.growing[:LOOKED_AT]]
        return replace(made, growing=(*first, *made.growing[LOOKED_AT:]))

    async def _with_file(self, space: Grown, viewer: str) -> Grown:
        walk = await self._walks.kept(viewer, space.space_id) if space.space_id else None
        if walk is None:
            return space
        try:
            files = await self._walks.files(await self._walks.still(walk))
        except PlatformError:
            return space
        new = [each for each in files if _is_new(each, space.since)]
        largest = max(new, key=lambda each: each.size or 0, default=None)
        return replace(space, file=largest.name, file_size=largest.size) if largest else space


def _is_new(file: WalkedFile, since: int) -> bool:
    return bool(not file.is_folder and file.size and file.modified and file.modified >= since)
