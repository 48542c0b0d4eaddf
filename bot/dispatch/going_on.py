"""Answers what goes on from what was before: about the last answer, or what was begun here."""

from collections.abc import Sequence
from dataclasses import replace

from bot.audit import DONE
from bot.cards import Card
from bot.dispatch import asking
from bot.dispatch.beyond import beyond_card
from bot.dispatch.command_line import line_of
from bot.dispatch.correcting import Correcting
from bot.dispatch.doubting import part_of
from bot.dispatch.following import Following, following
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.known_names import AskersNames, KnownNames
from bot.dispatch.misnamed import misnamed
from bot.dispatch.pointing import about, file_part, pointed, points
from bot.dispatch.retracting import (
    asks_to_delete,
    regretted,
    stops_deletion,
    taken_back,
    wants_back,
)
from bot.dispatch.runner import Runner
from bot.drive.naming import bare, find, in_part, is_called, typed_name
from bot.drive.spaces import Space
from bot.errors import AmbiguousSpace, NoSuchSpace
from bot.files.meaning import last_files, last_shown
from bot.i18n import N_
from bot.language import called_right, declines, is_yes, unquoted
from bot.messages import Command
from bot.reading.changed_mind import wants_name_back
from bot.reading.numbers import ordinals
from bot.reading.said import Said
from bot.reading.shown_files import (
    FILE_PARTS,
    file_of,
    goes_on_about_files,
    route_of_files,
)
from bot.reading.strange import is_strange
from bot.routing import Match, Route, Routes
from bot.services import CREATE, Services
from bot.sessions import LastAnswer, Offer

WHICH_OF_THEM = N_("Which of them? Send its number or its name.")
WHICH_SPACE = N_("Which space? Send its name.")
UNDO = "undo"
CANCEL = "cancel"
FILES, UP = "files", "up"
RESTORE, DELETED = "bin restore", "file delete"
_REASONED = 5
"""So many words decline something with a reason."""
_NOT_OF_SPACES = frozenset({"file rename", "file move", "file copy"})
_SPACE = "space"


class GoingOn:
    """Finds what a message goes on about."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        runner: Runner,
        names: AskersNames,
        heard_runner: HeardRunner,
    ) -> None:
        self._routes = routes
        self._services = services
        self._runner = runner
        self._names = names
        self._heard_runner = heard_runner
        self.correcting = Correcting(routes, services, names, heard_runner)

    async def on(
        self,
        text: str,
        match: Match[Services] | None,
        topic: LastAnswer | None,
        command: Command,
    ) -> Card | None:
        """Answer what goes on from what was before; None for what stands for itself, as a command
        without any argument does.
        """
        if match is not None and not match.raw:
            return None
        if topic is not None and topic.is_over(self._services.now()):
            topic = None
        may_point = not wants_name_back(text, topic)  # which gives no file the name "back"
        return (
            await self._follows(text, topic, command)
            or await self._misnamed(text, topic, command)
            or await self._agreed(text, topic, command)
            or await self._taken_back(text, command)
            or await self._file_back(text, topic, command)
            or await self.correcting.on(text, match, topic, command)
            or (await self._pointed(text, match, topic, command) if match and may_point else None)
            or (await self._declined(text, command) if match is None else None)
        )

    async def _declined(self, text: str, command: Command) -> Card | None:
        """Say that nothing is open to whoever takes something back with a reason; None for less."""
        route = self._routes.named(CANCEL)
        if route is None or len(text.split()) < _REASONED or not declines(text):
            return None
        return await self._heard_runner.run(route, {}, command)

    async def stopped(self, text: str, state: object, command: Command) -> Card | None:
        """Stop a deletion that waits where somebody says that nothing is to be deleted, whatever
        is asked meanwhile; None where nothing waits, or where that answers what is asked.
        """
        if stops_deletion(text) and asks_to_delete(state, self._routes):
            return None
        return await self._taken_back(text, command)

    async def _misnamed(self, text: str, topic: LastAnswer | None, command: Command) -> Card | None:
        name = called_right(text, made=True) if topic is not None else ""
        if topic is None or not name:
            return None
        if not called_right(text) and not await self._just_made(topic, command):
            return None
        role = await self._services.access.role(command.sender)
        return misnamed(name, topic, self._routes, self._heard_runner, role=role, command=command)

    async def _just_made(self, topic: LastAnswer, command: Command) -> bool:
        """Whether the last that somebody changed was to make the space of the last answer."""
        newest = await self._services.audit.last(1, {command.sender.key})
        made = [each for each in newest if each.entry.command == CREATE]
        return topic.words == _SPACE and bool(made) and made[0].entry.outcome == DONE

    async def _agreed(self, text: str, topic: LastAnswer | None, command: Command) -> Card | None:
        """Set the limit that the card of a new space offers, where somebody says yes to it."""
        buttons = await self._services.buttons(topic.card) if topic and is_yes(text) else None
        offer = (buttons or {}).get("limit")
        route = self._routes.named(offer.words) if isinstance(offer, Offer) else None
        if route is None or not isinstance(offer, Offer):
            return None
        return await self._runner.said(route, dict(offer.raw), command)

    async def _file_back(
        self, text: str, topic: LastAnswer | None, command: Command
    ) -> Card | None:
        """Ask whether to restore those of the files just deleted that somebody counts and wants
        back (*I still need the first of those*); None where nobody says so.
        """
        route = self._routes.named(RESTORE)
        is_other = topic is not None and topic.words != DELETED
        rows = " ".join(each.text for each in ordinals(Said(text).copy))
        if is_other or route is None or not rows or not wants_back(text):
            return None
        viewer, here = await self._services.viewer(command), command.conversation.id
        latest = await self._services.deletions.latest(viewer, here)
        if latest is None or latest.what != "delete":
            return None
        part = route.takes[0].name
        return await self._heard_runner.run(route, {part: rows}, command)

    async def _follows(self, text: str, topic: LastAnswer | None, command: Command) -> Card | None:
        """Answer what goes on about the last answer."""
        follows = following(text)
        if follows is None or follows.kind == "up":
            return await self._up(command) if follows else None
        match follows.kind:
            case "number":
                return await self._row(follows.number, command)
            case "same":
                return await self._same(follows, topic, command)
            case "page" | "next" | "previous":
                return await self._turned(follows, topic, command)
            case "that":
                return await self._that(topic, command)
            case "again":
                return await self._again(topic, command)

    async def _up(self, command: Command) -> Card | None:
        """Show the folder above the one that was listed last; None where none was."""
        route = self._routes.named(FILES)
        if route is None:
            return None
        last_list = self._runner.list_meant(route, command)
        shown = await last_files(self._services, replace(command, last_list=last_list))
        if shown is None:
            return None
        return await self._heard_runner.run(route, {route.takes[0].name: UP}, command)

    def _files_meant(
        self, text: str, match: Match[Services], topic: LastAnswer | None
    ) -> tuple[Route[Services], dict[str, str]] | None:
        """Give a command about *it* with the file that was shown last, or without one, so that it
        is asked for; None for what is about no file.
        """
        route, part, raw = match.route, file_part(match), dict(match.raw)
        if not part and topic is not None and points(match, ()):
            instead = self._routes.named(route_of_files(route.words, topic))
            if instead is not route and instead and goes_on_about_files(topic, Said(text).copy, ()):
                route, raw = instead, {}
                part = next((each.name for each in route.takes if each.name in FILE_PARTS), "")
        if not part:
            return None
        raw.pop(part, None)
        said = file_of(topic) if topic is not None else ""
        return route, {part: said, **raw} if said else raw

    async def _pointed(
        self, text: str, match: Match[Services], topic: LastAnswer | None, command: Command
    ) -> Card | None:
        """Answer a command about *it* with the space of the last answer, or ask which is meant;
        None where it points to none.
        """
        if match.route.words == UNDO and points(match, ()):
            return await self._runner.said(match.route, {}, command)
        of_files = self._files_meant(text, match, topic)
        said = of_files[1] if of_files else {}
        if of_files is not None and topic is not None and not any(map(said.get, FILE_PARTS)):
            space = about(topic, self._routes)
            if space and of_files[0].words in _NOT_OF_SPACES:
                role = await self._services.access.role(command.sender)
                return beyond_card("rename", self._routes, role, command, unquoted(space))
        if of_files is not None:
            return await self._heard_runner.run(*of_files, command)
        part = part_of(match.route)
        if not part or not points(match, (await self._names.kept(command)).spaces):
            return None
        if topic is None or not about(topic, self._routes):
            rest = {name: text for name, text in match.raw.items() if name != part}
            return asking.which_of_them(match.route, WHICH_SPACE, rest)
        found, command = pointed(match, topic, self._routes, command)
        return await self._heard_runner.run(found.route, found.raw, command)

    async def _taken_back(self, text: str, command: Command) -> Card | None:
        """Undo the deletion that somebody thinks better of; None where nobody says so."""
        name = await taken_back(text, command, self._services)
        route = self._routes.named(UNDO)
        if route is None:
            return None
        if name is None:
            regret = await regretted(text, command, self._services)
            if regret is None:
                return None
            name, only_asks = regret
            if only_asks:
                return self._heard_runner.offered([(route, {part_of(route): name})], command)
        raw = {part_of(route): name}
        card = await self._runner.said(route, raw, command)
        return replace(card, heard=line_of(self._routes, route, raw, command.language))

    async def _row(self, number: int, command: Command) -> Card:
        files = await last_shown(self._services, command)
        ids = () if files else await self._services.listed(command.last_list)
        count = len(files.items) if files else len(ids)
        if not count:
            return Card("nothing_to_follow", {"over": command.last_list is not None})
        row = count if number < 0 else number
        name = await self._name_of(ids[row - 1 : row], command)
        return await self._heard_runner.about(name or str(row), command)

    async def _name_of(self, ids: Sequence[str], command: Command) -> str:
        """Give the name of the space that a row is, by which it may be spoken of whatever list is
        shown then; empty for one that is not known, or not told from others by its name.
        """
        names = {space.id: space.name for space in (await self._names.kept(command)).spaces}
        return next((typed_name(each, names[each], names) for each in ids if each in names), "")

    async def _turned(self, follows: Following, topic: LastAnswer | None, command: Command) -> Card:
        """Show another page of the list that was shown last, as its buttons would."""
        buttons = await self._services.buttons(topic.card) if topic is not None else None
        if topic is None or buttons is None:
            return Card("nothing_to_follow", {"over": topic is not None})
        name = follows.kind
        if name == "page":
            name = "next" if "next" in buttons else "previous"
        if name not in buttons:
            return Card("no_other_page", {"back": name == "previous"})
        action = buttons[name]
        if follows.kind == "page" and hasattr(action, "page"):
            action = replace(action, page=follows.number)  # type: ignore[type-var]  # a button is a dataclass
        says = getattr(action, "says", None)
        match = self._routes.find(says(command.language)) if says else None
        if match is None:
            return Card("nothing_to_follow", {"over": True})
        return await self._heard_runner.run(match.route, match.raw, command, heard=False)

    async def _that(self, topic: LastAnswer | None, command: Command) -> Card:
        """Show the one space that the last answer was about, or ask which."""
        route = self._routes.named(topic.words) if topic else None
        if topic is None or route is None:
            return Card("nothing_to_follow", {"over": False})
        if part_of(route) in topic.raw:
            return await self._again(topic, command)
        ids = await self._services.listed(topic.card)
        if len(ids) > 1:
            return asking.which_of_them(self._heard_runner.by_number, WHICH_OF_THEM, {})
        return await (self._row(1, command) if ids else self._again(topic, command))

    async def _same(
        self, follows: Following, topic: LastAnswer | None, command: Command
    ) -> Card | None:
        """Ask the last thing again about another space, which is called so or begins so."""
        row = following(follows.name)
        name = str(row.number) if row and row.kind == "number" else unquoted(follows.name)
        if row and row.number > 0:
            return await self._heard_runner.run(*self._instead(name, topic), command)
        names = await self._names.of(name, command)
        called = _called(name, names.spaces)
        if called is not None:
            return await self._heard_runner.run(*self._instead(called, topic), command)
        return self._half_called(name, topic, names, command)

    def _half_called(
        self, name: str, topic: LastAnswer | None, names: KnownNames, command: Command
    ) -> Card | None:
        """Ask about what has this as a part of its name, or is called so in the other language, and
        tell that there is no such space; None for words that are no name.
        """
        spaces = in_part(name, names.spaces)
        if not names.known or not (spaces or is_strange(bare(name))):
            return None
        if not spaces:
            find(name, names.spaces)  # which says what is near
        route, raw = self._instead(spaces[0].name, topic)
        if len(spaces) == 1:
            return self._heard_runner.offered([(route, raw)], command)
        rows = tuple((space.id, space.name, space.used) for space in spaces)
        return asking.which(AmbiguousSpace(name, rows), route, raw)

    def _instead(
        self, name: str, topic: LastAnswer | None
    ) -> tuple[Route[Services], dict[str, str]]:
        """Give what the last answer was about, of this space; else the command that shows one."""
        route = self._routes.named(topic.words) if topic else None
        part = part_of(route) if route else ""
        if topic is None or route is None or not part or part not in topic.raw:
            route = self._heard_runner.by_number
            return route, {part_of(route): name}
        return route, {**topic.raw, part: name}

    async def _again(self, topic: LastAnswer | None, command: Command) -> Card:
        route = self._routes.named(topic.words) if topic else None
        if topic is None or route is None:
            return Card("nothing_to_follow", {"over": False})
        return await self._heard_runner.run(
            route, topic.raw, replace(command, last_list=topic.last_list)
        )


def _called(name: str, spaces: Sequence[Space]) -> str | None:
    """Give the name of the one space that is called so, or whose name begins so; None for none."""
    if is_called(name, spaces):
        return name
    try:
        return find(name, spaces).name if len(name) > 1 else None
    except (NoSuchSpace, AmbiguousSpace):
        return None
