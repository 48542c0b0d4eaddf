"""Tells a file or folder from a space where a command that takes spaces was typed with its name.

Who has just been shown a folder's files and says *delete Material* means the folder that is listed,
and no space of a like name.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from bot.dispatch.known_names import AskersNames
from bot.dispatch.numbering import list_meant
from bot.drive.naming import bare, in_part, is_called
from bot.errors import PlatformError
from bot.files.meaning import is_among_last
from bot.files.placed import placed
from bot.language import is_number, normalise, unquoted
from bot.messages import Command
from bot.reading.file_names import is_file_name
from bot.recent_lists import FILES
from bot.routing import Match, Routes
from bot.services import Services

_INSTEAD: Final[Mapping[str, str]] = {"space": "file", "space delete": "file delete"}
_THING: Final = re.compile(
    r"(?:(?:the|that|this) )?(?:(?:folder|file) )?(?P<name>.+?)(?: (?:folder|file)| ?(?:这个|"
    r"那个)?文件夹?)?",
    re.IGNORECASE,
)


class FileNamed:
    """Finds what does to files what a command does to spaces."""

    def __init__(self, routes: Routes[Services], services: Services, names: AskersNames) -> None:
        self._routes = routes
        self._services = services
        self._names = names

    async def instead(
        self, match: Match[Services], command: Command
    ) -> tuple[Match[Services], ...]:
        """Give what is meant: the command itself, the one about the file that is called so, or both
        where a deletion may be of either.
        """
        route = self._routes.named(_INSTEAD.get(match.route.words, ""))
        said = next(iter(match.raw.values()), "")
        if route is None or not said:
            return (match,)
        if is_number(normalise(said).removeprefix("#")):
            is_row = not route.looks and self._is_row_of_files(match, command)
            return (Match(route, {route.takes[0].name: said}, match.language) if is_row else match,)
        here = replace(command, last_list=list_meant(route, command, self._services.now()))
        spaces = (await self._names.kept(command)).spaces
        named = await self._listed(here, said, anew=not (route.looks or is_called(said, spaces)))
        is_file = is_file_name(unquoted(said)) or any(placed(said))
        name = named or (said if is_file else "")
        if not name and await self._may_be_no_space(match, said, command):
            name = unquoted(said)
        if not name:
            return (match,)
        of_file = Match(route, {route.takes[0].name: name}, match.language)
        if not is_called(unquoted(said), spaces):
            return (of_file,)
        return (of_file, match) if named and not route.looks else (match,)

    def _is_row_of_files(self, match: Match[Services], command: Command) -> bool:
        """Whether a number to delete is a row of the list of files that was shown."""
        files, _ = command.lists.get(FILES, ("", 0))
        return bool(files) and list_meant(match.route, command, self._services.now()) == files

    async def _may_be_no_space(self, match: Match[Services], said: str, command: Command) -> bool:
        """Whether somebody who may delete no space names none: they mean a file of their own."""
        role = await self._services.access.role(command.sender)
        if role >= match.route.needs(group=command.conversation.is_group):
            return False
        names = await self._names.kept(command)  # a refusal costs no look
        return names.known and not (
            is_called(bare(said), names.spaces) or in_part(said, names.spaces)
        )

    async def _listed(self, command: Command, said: str, *, anew: bool) -> str:
        """Give what is called so in the last list of files, as it was said, empty for nothing."""
        found = _THING.fullmatch(said)
        with suppress(PlatformError):
            for name in dict.fromkeys((unquoted(said), unquoted(found["name"]) if found else "")):
                if name and await is_among_last(self._services, command, name, anew=anew):
                    return name
        return ""
