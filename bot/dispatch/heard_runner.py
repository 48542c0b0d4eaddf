"""Does what was understood, though nobody has typed it: what changes something is asked about."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, Protocol, runtime_checkable

from bot.cards import Card
from bot.dispatch.alerts_meant import alerts_meant
from bot.dispatch.command_line import line_of
from bot.dispatch.doubting import part_of
from bot.dispatch.instead import INSTEAD, standing
from bot.dispatch.levels_now import levels_now
from bot.dispatch.limit_known import limit_known
from bot.dispatch.offers import did_you_mean
from bot.dispatch.runner import Runner
from bot.dispatch.spoken_files import Spoken, SpokenFiles
from bot.dispatch.wishes import about_of, wish_of
from bot.errors import Stale
from bot.files.paths import SIGNS
from bot.files.row_names import row_names
from bot.language import is_number, normalise
from bot.messages import Command
from bot.reading.kinds import has_kind
from bot.reading.shown_files import FILE_PARTS
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import Cancel, Offer, Offering
from bot.shared_buttons import said

_UNDO: Final = "undo"
_STORE: Final = "store"
MOST: Final = 3
"""So many files are offered where several may be meant, and the list of all of them."""


@runtime_checkable
class AsksItself(Protocol):
    """A part of a command with which it sometimes asks before it acts."""

    def asks(self, text: str) -> bool:
        """Whether it does, with this for the part."""
        ...


class HeardRunner:
    """Runs commands that were understood, with a line that says how."""

    def __init__(self, routes: Routes[Services], runner: Runner, services: Services) -> None:
        self._routes = routes
        self._runner = runner
        self._services = services
        self._spoken_files = SpokenFiles(services)

    async def run(
        self,
        route: Route[Services],
        raw: Mapping[str, str],
        command: Command,
        *,
        heard: bool = True,
        typed: bool = False,
    ) -> Card:
        """Run a command; one that would change something at once is shown, and asked about.

        One that was not only ``heard`` but typed needs no line that says how it was understood; one
        that stands for another that was ``typed`` does.
        """
        command = replace(command, heard=True)
        spoken = await self._spoken(route, raw, command, typed=typed or not heard)
        if isinstance(spoken, Card):
            return spoken
        raw = spoken
        line = line_of(self._routes, route, raw, command.language)
        at_once = not (route.looks or route.confirms or _asks(route, raw))
        at_once = at_once and not (route.words == _UNDO and await self._nothing_waits())
        at_once = at_once and not (route.words == _STORE and await self._nothing_sent(command))
        is_asked = at_once and await self._runner.is_ready(route, raw, command)
        if is_asked or _says_kind(route, raw):
            whole = await self._runner.with_whole_name(route, raw, command)
            if isinstance(whole, Card):
                return whole
            raw, line = whole, line_of(self._routes, route, whole, command.language)
        if is_asked:
            return await self._asked(route, raw, command)
        if not heard:
            return await self._runner.said(route, dict(raw), command)
        card = await standing(
            "" if raw else route.words, self._runner.said(route, dict(raw), command)
        )
        other = self._routes.named(INSTEAD)
        if card is None and other is not None:
            return await self.run(other, {}, command)
        shown = card or Card("digest_none")
        return replace(shown, heard=shown.heard or line)

    async def _asked(
        self, route: Route[Services], raw: Mapping[str, str], command: Command
    ) -> Card:
        """Ask about what would be done at once; who may not, and what cannot be, is not asked."""
        if route.own:
            await self._services.check_own(command)
        wanted = self.wanted(route, raw, command)
        refused = await limit_known(route.words, raw, command, self._services)
        if refused is not None:
            return replace(refused, heard=wanted.line)
        named = await self._with_names(route, wanted, command)
        now = await levels_now(route.words, raw, command, self._services)
        about = await alerts_meant(route.words, raw, command, self._services)
        data = {"line": wanted.line, **now, **about, **wish_of(route, named, command.language)}
        actions = {"do": wanted, "cancel": Cancel()}
        return Card("do_this", data, actions, then=Offering((wanted,), asks=True))

    async def _spoken(
        self, route: Route[Services], raw: Mapping[str, str], command: Command, *, typed: bool
    ) -> Mapping[str, str] | Card:
        """Give what was said with the path of the file that is told of in it; a card where that may
        be none or several. What was typed in vain, of no place, is left to the command, which does
        not repeat it. Raises what refuses whoever asks.
        """
        part = self._spoken_files.may_be(route, raw)
        if not part:
            return raw
        await self._runner.is_ready(route, raw, command)
        command = replace(command, last_list=self._runner.list_meant(route, command))
        spoken = await self._spoken_files.of(part, raw[part], command)
        if spoken is None or (typed and not (spoken.space or spoken.found.paths)):
            return raw
        if spoken.found.sure:
            return {**raw, part: spoken.found.paths[0]}
        return self._which_spoken(spoken, route, raw, command)

    def _which_spoken(
        self, spoken: Spoken, route: Route[Services], raw: Mapping[str, str], command: Command
    ) -> Card:
        """Offer the files that may be meant, or say that there is none."""
        find, files = self._routes.named("find"), self._routes.named("files")
        if find is None or files is None:
            raise Stale
        inside = said(
            command.language,
            f"{spoken.space}里的{spoken.words}",
            f"{spoken.words} in {spoken.space}",
        )
        if spoken.found.paths:
            ways = [(route, {**raw, spoken.part: each}) for each in spoken.found.paths[:MOST]]
            more = (find, {"words": inside if spoken.space else spoken.words})
            return self.offered(
                [*ways, *([more] if len(spoken.found.paths) > MOST else [])], command
            )
        actions: dict[str, object] = {"find": self.wanted(find, {"words": spoken.words}, command)}
        if spoken.space:
            actions["files"] = self.wanted(files, {"place": spoken.space}, command)
        return Card("no_file_so", {"words": spoken.words, "space": spoken.space}, actions)

    async def _nothing_waits(self) -> bool:
        """Whether there is no deletion to undo, which is said without asking first."""
        return not any(each.state == "waiting" for each in await self._services.holds.waiting())

    async def _nothing_sent(self, command: Command) -> bool:
        """Whether nobody has sent a file that could be stored, which is said without asking."""
        return await self._services.transfers.store.offered(command) is None

    async def about(self, name: str, command: Command) -> Card:
        """Show a space by its name, or by its number."""
        route = self.by_number
        return await self.run(route, {part_of(route): name}, command)

    def wanted(self, route: Route[Services], raw: Mapping[str, str], command: Command) -> Offer:
        """Offer a command as it was said, with the list and the people that it was said of."""
        line = line_of(self._routes, route, raw, command.language)
        people = (command.mentions, command.strangers)
        last_list = self._runner.list_meant(route, command)
        return Offer(route.words, dict(raw), line, last_list, *people)

    def besides(
        self, ways: Iterable[tuple[Route[Services], Mapping[str, str]]], command: Command
    ) -> dict[str, object]:
        """Offer what a sentence wished besides, by what would be typed for each."""
        wanted = (self.wanted(route, raw, command) for route, raw in ways)
        return {each.line: each for each in wanted}

    async def _with_names(
        self, route: Route[Services], wanted: Offer, command: Command
    ) -> Mapping[str, str]:
        """Give what was said with the names of files, or of a space, for their numbers, as far as
        they are kept.
        """
        number = wanted.raw.get("space", "").removeprefix("#")
        if is_number(number):
            return {**wanted.raw, "space": await self._row_called(int(number[:9]), wanted, command)}
        part = next((each.name for each in route.takes if each.name in FILE_PARTS), "")
        names = await row_names(self._services, wanted.last_list, wanted.raw.get(part, ""))
        between = "、" if command.language == "zh" else ", "
        return {**wanted.raw, part: between.join(names)} if names else wanted.raw

    async def _row_called(self, number: int, wanted: Offer, command: Command) -> str:
        """Give what the space is called that has a number in a list; the number where that is not
        kept.
        """
        ids = await self._services.listed(wanted.last_list)
        listing = await self._services.kept_listing(command)
        row = ids[number - 1] if 0 < number <= len(ids) else ""
        spaces = listing.spaces if listing is not None else ()
        return next((each.name for each in spaces if each.id == row), wanted.raw["space"])

    def offered(
        self, ways: Iterable[tuple[Route[Services], Mapping[str, str]]], command: Command
    ) -> Card:
        """Ask which of some commands is meant, the likeliest first."""
        found = [(route, self.wanted(route, raw, command)) for route, raw in ways]
        return did_you_mean(found, command.language)

    def with_button(
        self, card: Card, route: Route[Services], raw: Mapping[str, str], command: Command
    ) -> Card:
        """Put a button below an explanation that does what was asked about."""
        wanted = self.wanted(route, raw, command)
        offered = {
            **wish_of(route, raw, command.language),
            "line": wanted.line,
            "label": route.label,
            "about": about_of(route, raw, command.language),
            "said": "",
        }
        data = {**card.data, "offer": offered}
        return replace(card, data=data, actions={**card.actions, "do": wanted})

    @property
    def by_number(self) -> Route[Services]:
        """The command that a number alone means."""
        return next(route for route in self._routes if route.number)


def _asks(route: Route[Services], raw: Mapping[str, str]) -> bool:
    """Whether a command asks itself before it does what was said."""
    return any(
        isinstance(each, AsksItself) and each.asks(raw.get(each.name, "")) for each in route.takes
    )


def _says_kind(route: Route[Services], raw: Mapping[str, str]) -> bool:
    """Whether a file is meant by its kind, which only people use for a name."""
    said = (raw.get(each.name, "") for each in route.takes if each.name in FILE_PARTS)
    return any(has_kind(normalise(SIGNS.split(each)[-1])) for each in said)
