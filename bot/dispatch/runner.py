"""Runs a command that was found: checks role and pause, reads its parts, calls its handler."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from bot.access import Role
from bot.cards import About, Card, Waits
from bot.dispatch import asking
from bot.dispatch.allowed import Allowed
from bot.dispatch.beyond import beyond_card
from bot.dispatch.command_line import line_of
from bot.dispatch.misspelt import misspelt
from bot.dispatch.numbering import list_meant
from bot.dispatch.stepping import Stepping
from bot.dispatch.way_on import WayOn
from bot.dispatch.whole_space import of_folders
from bot.drive.naming import is_called
from bot.errors import (
    AmbiguousPerson,
    AmbiguousSpace,
    BadArgument,
    ListOffered,
    MissingArgument,
    NoRightsOfSpace,
    NoSuchFile,
    NoSuchSpace,
    PlatformError,
    Stale,
    UserError,
)
from bot.files.whole_names import whole_name, whole_place
from bot.guided import STEP_MILLIS, Given, Guided
from bot.language import is_yes, normalise, unquoted
from bot.messages import Command
from bot.reading.file_names import is_file_name
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import Asking, Cancel
from bot.shared_buttons import WatchAsMe

_FIND: Final = "find"
_VERSIONS: Final = "versions"
_OF_VERSIONS: Final = frozenset({_VERSIONS, "version restore"})
_DELETE: Final = "file delete"
_NOT_WATCHED: Final = "not_watched"
_OPERATOR: Final = "operator "
_OF_FILES: Final = {"file rename": "file", "file move": "files", "file copy": "files"}
"""What is done to files and cannot be to spaces, and the part that is the file."""

_NAMED_FILES: Final = frozenset({"file", "files"})
_FOLDERS: Final = ("文件夹", "目录", " folder")
_GOES: Final = frozenset({"file move", "file copy"})


class Runner:
    """Runs commands, once for all ways that lead to one."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        allowed: Allowed,
        way_on: WayOn,
    ) -> None:
        self._routes = routes
        self._services = services
        self._allowed = allowed
        self._way_on = way_on
        self.stepping = Stepping(routes, services, self._check)

    async def named(
        self, route: Route[Services] | None, raw: Mapping[str, str], command: Command
    ) -> Card:
        """Run a command that was chosen; raises Stale for one that is not known any more."""
        if route is None:
            raise Stale
        return await self.said(route, dict(raw), command)

    async def said(self, route: Route[Services], raw: dict[str, str], command: Command) -> Card:
        try:
            return await self.run(route, raw, command)
        except BadArgument as wrong:
            return asking.bad(wrong, route)
        except NoSuchSpace as none:
            return misspelt(none, route, raw, command, self._routes)

    async def answered(
        self, state: Asking, text: str, route: Route[Services], command: Command
    ) -> Card:
        """Run the command that asked; a wrong answer leaves its question open.

        What was said is taken at its word first, and then without its polite words.
        """
        *others, last = asking.spoken(state, text, route)
        for said in others:
            with suppress(*asking.WILL_NOT_DO):
                return await self._part_said(state, said, route, command)
        try:
            return await self._part_said(state, last, route, command)
        except asking.WILL_NOT_DO as wrong:
            return asking.asked_again(wrong, state, last, route, command.language)

    async def _part_said(
        self, state: Asking, said: str, route: Route[Services], command: Command
    ) -> Card:
        asking.check_offered(state, said)
        return await self.run(route, state.answered(said), command)

    async def stepped(self, state: Guided, said: str | tuple[Given, ...], command: Command) -> Card:
        """Go on with a command that is built step by step, by a text or by what a button gives; run
        it once it was shown and somebody says yes.
        """
        route = self._routes.named(state.words)
        if route is None or route.guide is None:
            raise Stale
        called = route.called(command.language)
        command = replace(command, last_list=self.list_meant(route, command))
        if command.at > state.until:
            return Card("steps_over", {"command": called})
        offer = self.stepping.offer(route, state, command.language)
        await self._check(route, offer.raw, replace(command, words=route.words))
        if not state.asked and (said == () or (isinstance(said, str) and is_yes(said))):
            command = replace(
                command,
                last_list=offer.last_list,
                mentions=offer.mentions,
                strangers=offer.strangers,
            )
            return await self.said(route, offer.raw, command)
        try:
            if isinstance(said, str):
                return await self.stepping.said(route, state, said, command)
            return await self.stepping.taken(route, state, said, command)
        except PlatformError as trouble:
            waits = Waits(called, route.guide.called(state.asked))
            again = replace(state, until=command.at + STEP_MILLIS)
            return Card(
                trouble.template, trouble.data(), {"cancel": Cancel()}, then=again, waits=waits
            )

    async def is_ready(
        self, route: Route[Services], raw: Mapping[str, str], command: Command
    ) -> bool:
        """Whether a command would be done now, and not ask for a part, or refuse one.

        Raises what refuses whoever asks.
        """
        await self._check(route, raw, replace(command, words=route.words))
        return _is_whole(route, raw, command)

    def list_meant(self, route: Route[Services], command: Command) -> str | None:
        """Give the list whose numbers a command means."""
        return list_meant(route, command, self._services.now())

    async def run(self, route: Route[Services], raw: dict[str, str], command: Command) -> Card:
        try:
            return await self._run(route, raw, command)
        except NoRightsOfSpace as none:
            return await of_folders(
                none, route, raw, command, routes=self._routes, services=self._services
            )

    async def _run(self, route: Route[Services], raw: dict[str, str], command: Command) -> Card:
        command = replace(command, words=route.words, last_list=self.list_meant(route, command))
        await self._check(route, raw, command)
        try:
            values = await self._read(route, raw, command)
            card = await route.handler(replace(command, values=values), self._services)
            if card.template == _NOT_WATCHED:
                card = await self._watched_first(card, route, raw, command)
            about = About(route.words, raw, self._services.now(), command.last_list)
            return replace(card, about=card.about or about)
        except MissingArgument as missing:
            return await self._asked_for(missing, route, raw, command)
        except ListOffered as offered:
            return asking.priced(offered, route.words, raw, command.last_list)
        except AmbiguousSpace as several:
            return asking.which(several, route, raw)
        except AmbiguousPerson as several:
            return asking.who(several, route, raw)
        except (NoSuchFile, NoSuchSpace) as none:
            return await self._not_there(none, raw, command)

    async def with_whole_name(
        self, route: Route[Services], raw: Mapping[str, str], command: Command
    ) -> Mapping[str, str] | Card:
        """Give what was said with the whole name of its file, and the path of where it goes; the
        answer where there is none.
        """
        part = next((each.name for each in route.takes if each.name in _NAMED_FILES), "")
        if not raw.get(part):
            return raw
        command = replace(command, words=route.words, last_list=self.list_meant(route, command))
        place = raw.get("place", "") if route.words in _GOES else ""
        whole = dict(raw)
        try:
            whole[part] = await whole_name(self._services, command, raw[part])
            if place:
                whole["place"] = await self._place(whole[part], place, command)
        except (NoSuchFile, NoSuchSpace) as none:
            return await self._not_there(none, raw, command)
        return whole

    async def _place(self, file: str, place: str, command: Command) -> str:
        """Give where a file goes: into a folder beside it, where its space was said and that place
        is said to be a folder.
        """
        above = file.rpartition("/")[0]
        if above and normalise(place).endswith(_FOLDERS):
            with suppress(NoSuchFile, NoSuchSpace):
                return await whole_place(self._services, command, f"{above}/{place}")
        return await whole_place(self._services, command, place)

    async def _not_there(
        self, none: NoSuchFile | NoSuchSpace, raw: Mapping[str, str], command: Command
    ) -> Card:
        """Show where else it is, or that a space cannot be meant; raise ``none`` for neither."""
        found = await self._no_file(none, raw, command)
        found = found or await self._found_elsewhere(none, command)
        if found is None:
            raise none
        return replace(found, others=found.others or self._with_row(found, none, raw, command))

    def _with_row(
        self, found: Card, none: NoSuchFile | NoSuchSpace, raw: Mapping[str, str], command: Command
    ) -> dict[str, object]:
        """Give what was wished, for the first file found in place of what is not there: nobody has
        to say it all again. It has no button, as another of those may be meant.
        """
        route, name = self._routes.named(command.words), _file_name(none)
        part = next((each for each, said in raw.items() if _last_name(said) == name), "")
        if route is None or route.looks or not (name and part) or found.kept is None:
            return {}
        if command.words in _OF_VERSIONS or (command.words == _DELETE and "/" in raw[part]):
            return {}  # where a number would be that of a version, or delete what lies elsewhere
        return {line_of(self._routes, route, {**raw, part: "1"}, command.language): None}

    async def _watched_first(
        self, card: Card, route: Route[Services], raw: dict[str, str], command: Command
    ) -> Card:
        """Let an admin become the operator, and go on with what needs one."""
        if await self._services.access.role(command.sender) < Role.ADMIN:
            return card
        words = "" if route.words.startswith(_OPERATOR) else route.words
        watch = WatchAsMe(words, raw if words else {}, command.last_list)
        return replace(card, actions={"operator": watch})

    async def _asked_for(
        self,
        missing: MissingArgument,
        route: Route[Services],
        raw: dict[str, str],
        command: Command,
    ) -> Card:
        """Ask for what is missing, by the steps of a command that has some."""
        if route.guide is not None:
            return await self.stepping.begin(route, raw, command)
        numbers = bool(await self._services.listed(command.last_list))
        return asking.question(missing, route, raw, numbers=numbers)

    async def _no_file(
        self, none: NoSuchFile | NoSuchSpace, raw: Mapping[str, str], command: Command
    ) -> Card | None:
        """Say that a space cannot be renamed, moved or copied, where one was named for a file."""
        name = unquoted(raw.get(_OF_FILES.get(command.words, ""), ""))
        if not name or not isinstance(none, NoSuchFile):
            return None
        try:
            spaces = (await self._services.called(command, [name])).spaces
        except PlatformError:
            return None
        if not is_called(name, spaces):
            return None
        role = await self._services.access.role(command.sender)
        return beyond_card("rename", self._routes, role, command, name)

    async def _found_elsewhere(
        self, none: NoSuchFile | NoSuchSpace, command: Command
    ) -> Card | None:
        """Look everywhere for a file that is not where it was looked for: the list of what is found
        shows where it is, and numbers it; None where nothing is.
        """
        find, name = self._routes.named(_FIND), _file_name(none)
        if find is None or not name or command.words == _FIND:
            return None
        raw = {find.takes[0].name: name}
        try:
            card = await self.run(find, raw, command)
        except (UserError, PlatformError):
            return None
        if card.kept is None:
            return None
        choose = _VERSIONS if command.words in _OF_VERSIONS else ""
        heard = line_of(self._routes, find, raw, command.language)
        return replace(card, heard=heard, choose=choose)

    async def _check(
        self, route: Route[Services], raw: Mapping[str, str], command: Command
    ) -> None:
        """Raise what refuses whoever asks; where an admin may do it, with what asks for it."""
        try:
            await self._allowed.check(route, command)
        except UserError as refused:
            # What is not whole may be anything, and a button would keep it.
            whole = raw if _is_whole(route, raw, command) else {}
            await self._way_on.lead(refused, whole, command)
            raise

    async def _read(
        self, route: Route[Services], raw: dict[str, str], command: Command
    ) -> dict[str, object]:
        """Read the parts; who may not do it with them is asked for none that is missing."""
        try:
            return route.read(raw, mentioned=command.mentions_somebody)
        except (MissingArgument, BadArgument):
            if route.own:
                await self._services.check_own(command)
            raise


def _is_whole(route: Route[Services], raw: Mapping[str, str], command: Command) -> bool:
    """Whether no part of a command is missing, or cannot be read."""
    try:
        route.read(raw, mentioned=command.mentions_somebody)
    except (MissingArgument, BadArgument):
        return False
    return True


def _last_name(said: str) -> str:
    return unquoted(said).rpartition("/")[2]


def _file_name(none: NoSuchFile | NoSuchSpace) -> str:
    """Give what is to be looked for everywhere: a file that was named, with nothing near there."""
    if isinstance(none, NoSuchFile):
        return "" if none.near or none.numbers is not None else none.asked
    return none.asked if is_file_name(none.asked) else ""
