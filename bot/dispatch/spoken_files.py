"""Finds the file that a sentence tells of without its whole name, before anything is asked about
it: *the report pdf in Finance*, 销售合同里的photo-08.

What is asked then names the file in full; where several may be meant they are offered, and where
none is that is said at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.drive.naming import is_called
from bot.drive.space import Space
from bot.errors import AmbiguousSpace, NoSuchSpace
from bot.files.meaning import last_files, number_said, reference
from bot.files.placed import placed
from bot.files.row_names import names_with
from bot.files.spoken_of import FoundSpoken, find_spoken
from bot.language import numbers_said, unquoted
from bot.messages import Command
from bot.reading.file_names import is_file_name
from bot.reading.kinds import SpokenFile, spoken_file
from bot.reading.shown_files import FILE_PARTS
from bot.routing import Route
from bot.services import Services

_OF_FILES: Final = frozenset(
    {"file", "versions", "file delete", "file rename", "file move", "file copy"}
    | {"file send", "file send here"}
)
_REFERENCE: Final = reference("", "").rstrip("/")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was found for what was told: ``part`` is the part of the command that is the file,
    ``words`` what was said of it, and ``space`` where, empty for anywhere.
    """

    part: str
    words: str
    space: str
    found: FoundSpoken


class SpokenFiles:
    """Looks for files that are told of."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def may_be(self, route: Route[Services], raw: Mapping[str, str]) -> str:
        """Name the part of a command that may tell of a file so; empty for none."""
        part = next((each.name for each in route.takes if each.name in FILE_PARTS), "")
        said = raw.get(part, "")
        if route.words not in _OF_FILES or not said or unquoted(said) != said:
            return ""
        is_row = numbers_said(said) is not None or number_said(said) is not None
        is_whole = is_file_name(said.rpartition("/")[2]) or any(placed(said))
        return "" if is_row or is_whole or said.startswith(_REFERENCE) else part

    async def of(self, part: str, said: str, command: Command) -> Spoken | None:
        """Look for what was said; None where that is no file of a space, or stands in the list that
        was shown last.
        """
        place, sign, words = said.partition("/")
        space = await self._space(place if sign else command.about or "", command)
        if sign and (space is None or "/" in words):
            return None
        words = words if sign else said
        if not sign and await self._is_listed(words, command):
            return None
        spoken = spoken_file(words)
        found = await self._found(spoken, space, command, anywhere=not sign)
        if found is None:
            return None
        return Spoken(part, words, space.name if sign and space else "", found)

    async def _found(
        self, spoken: SpokenFile, space: Space | None, command: Command, *, anywhere: bool
    ) -> FoundSpoken | None:
        """Look in the space that is meant, and anywhere where none was named; None where nothing
        tells which file.
        """
        if not spoken.keyword or (anywhere and not spoken.words):
            return None
        viewer = await self._services.viewer(command)
        found = await find_spoken(self._services, viewer, spoken, space) if space else FoundSpoken()
        if found.paths or not anywhere:
            return found
        return await find_spoken(self._services, viewer, spoken, None)

    async def _space(self, name: str, command: Command) -> Space | None:
        if not name:
            return None
        kept = await self._services.kept_listing(command)
        if kept is not None and not is_called(name, kept.spaces):
            return None
        try:
            return await self._services.space(command, name)
        except (NoSuchSpace, AmbiguousSpace):
            return None

    async def _is_listed(self, words: str, command: Command) -> bool:
        if await last_files(self._services, command) is None:
            return False
        return bool(await names_with(self._services, command.last_list, words))
