"""Does with another value, another file, or as a copy what was just asked or done, for who corrects
it: *no, make it 30 GB*, *I meant the slides*, *actually make that a copy*.
"""

from dataclasses import replace
from typing import Final

from bot.cards import Card
from bot.dispatch.corrected import asked_about, corrected, corrects
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.known_names import AskersNames
from bot.dispatch.meant_another import meant_another, renamed_otherwise
from bot.dispatch.offer_filled import filled
from bot.dispatch.waiting import is_answer
from bot.files.row_names import names_with
from bot.language import copies_instead
from bot.messages import Command
from bot.reading.shown_files import FILE_PARTS, file_of
from bot.routing import Match, Routes
from bot.services import Services
from bot.sessions import LastAnswer, Offering

_MOVE, _COPY, _RENAME = "file move", "file copy", "file rename"
_SET_ANEW: Final = frozenset(
    {"quota set", "quota levels", "alert snooze", "alert mute", "alert levels", "alert quiet"}
)
"""What is done once more with another value where the first was wrong."""


class Correcting:
    """Finds what a message corrects."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        names: AskersNames,
        heard_runner: HeardRunner,
    ) -> None:
        self._routes = routes
        self._services = services
        self._names = names
        self._heard_runner = heard_runner

    async def on(
        self,
        text: str,
        match: Match[Services] | None,
        topic: LastAnswer | None,
        command: Command,
    ) -> Card | None:
        """Answer what corrects the last answer; None for anything else."""
        return (
            await self._meant(text, topic, command)
            or await self._copied(text, topic, command)
            or (await self._last(text, topic, command) if match is None else None)
        )

    async def asked(
        self,
        text: str,
        state: object,
        match: Match[Services] | None,
        topic: LastAnswer | None,
        command: Command,
    ) -> Card | None:
        """Ask anew about an open question with another value that somebody says is meant; None
        where nobody does.
        """
        about = self._routes.goes_on(state)
        if about is not None and about.words == _MOVE and copies_instead(text):
            return await self._copied(text, topic, replace(command, waiting=False))
        asked = asked_about(state, self._services.now(), self._routes)
        is_said = asked is not None and not is_answer(text, state, self._routes)
        if asked is None or not is_said or not corrects(text, typed=match is not None):
            return None
        command, (words, raw) = replace(command, waiting=False), asked
        names = await self._names.kept(command)
        route = self._routes.named(words)
        takes = tuple(each.name for each in route.takes) if route else ()
        other = corrected(words, raw, text, names.spaces, takes)
        is_rounded = not isinstance(state, Offering) and "time" in raw
        if route is None or other is None or (is_rounded and other["time"] == raw["time"]):
            return None  # for an end that is only known in days would move
        card = await self._heard_runner.run(route, other, command)
        is_readable = not any(each.startswith("file:") for each in other.values())
        return card if is_readable else replace(card, heard="")

    async def filled(
        self, text: str, state: object, match: Match[Services] | None, command: Command
    ) -> Card | None:
        """Ask about a request anew, with what was added to it; None where nothing was."""
        if match is not None and match.raw.get("space"):
            return None  # which names its own
        names = [each.name for each in (await self._names.kept(command)).spaces]
        words, raw = filled(state, text, names) or ("", {})
        route = self._routes.named(words)
        return await self._heard_runner.run(route, raw, command) if route else None

    async def _last(self, text: str, topic: LastAnswer | None, command: Command) -> Card | None:
        """Show or ask about what was just done with another value that somebody says is meant;
        None where nobody does, and for what is not set anew.
        """
        route = self._routes.named(topic.words) if topic else None
        if topic is None or route is None or not corrects(text, typed=False):
            return None
        raw: dict[str, str] | None = None
        if route.words == _RENAME:
            name = corrected(_RENAME, {"name": topic.raw.get("name", "")}, text, ())
            raw = {"file": file_of(topic), **name} if name else None
        elif route.words in _SET_ANEW or (route.looks and "space" in topic.raw):
            names = await self._names.kept(command)
            raw = corrected(route.words, topic.raw, text, names.spaces)
        return await self._heard_runner.run(route, raw, command) if raw else None

    async def _meant(self, text: str, topic: LastAnswer | None, command: Command) -> Card | None:
        """Do with another file of the last list what was done with one; what changes is asked."""
        said = meant_another(text)
        route = self._routes.named(topic.words) if topic else None
        part = (
            next((each.name for each in route.takes if each.name in FILE_PARTS), "")
            if route
            else ""
        )
        if not said or topic is None or route is None or not topic.raw.get(part):
            return None
        names = await names_with(self._services, command.last_list, said)
        plural = said.removesuffix("s")
        names = names or await names_with(self._services, command.last_list, plural)
        other = renamed_otherwise(said, topic, command.at) if not names else None
        if other is not None:
            return await self._heard_runner.run(route, other, command)
        if len(names) != 1:
            return None
        above, sign, _ = topic.raw[part].rpartition("/")
        name = f"{above}{sign}{names[0]}" if not above.startswith("file:") else names[0]
        return await self._heard_runner.run(route, {**topic.raw, part: name}, command)

    async def _copied(self, text: str, topic: LastAnswer | None, command: Command) -> Card | None:
        """Ask about a copy of what was asked about to be moved; None where nobody wants one."""
        route = self._routes.named(_COPY)
        if topic is None or topic.words != _MOVE or route is None or not copies_instead(text):
            return None
        return await self._heard_runner.run(route, topic.raw, command)
