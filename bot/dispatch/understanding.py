"""Answers what is no command by what it means: a space's name, or a sentence.

What only shows something is shown at once, with a line that says how it was understood. What
changes something is done only once somebody has pressed or said so: its own confirmation, or one
from here. What is less than sure is offered, and what is not understood is answered with things
that can be done.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.access import Role
from bot.cards import Card
from bot.dispatch.asked_for import access_wanted
from bot.dispatch.both_wishes import BothWishes
from bot.dispatch.doubting import is_only_spoken_of, is_slashed, is_sure, part_of
from bot.dispatch.first_row import FirstRow
from bot.dispatch.grant_limits import limit_said
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.in_part import says_a_name
from bot.dispatch.known_names import KnownNames, nearly
from bot.dispatch.listening import Listening
from bot.dispatch.mistyped import mistyped
from bot.dispatch.outside import Outside
from bot.dispatch.owner_asked import OwnerAsked
from bot.dispatch.second_opinion import SecondOpinion
from bot.dispatch.sizes_said import new_space
from bot.dispatch.small_talk import besides
from bot.dispatch.two_wishes import is_parted
from bot.dispatch.unnamed import Unnamed
from bot.dispatch.utterance import Utterance
from bot.dispatch.wish_answers import WishAnswers
from bot.drive.naming import in_part, is_called
from bot.drive.spaces import Space
from bot.language import is_yes, plain, unquoted
from bot.messages import Command
from bot.reading import Understood, Wish
from bot.reading.cannot import weekend_apart
from bot.reading.described import asks, describes
from bot.reading.file_names import is_file_name
from bot.reading.shown_files import FILE_PARTS
from bot.reading.things import wishes_of_thing
from bot.rights.role import role_in
from bot.routing import Match, Routes
from bot.services import Services
from bot.sessions import LastAnswer

_ACCESS: Final = "request access"
_GRANT: Final = "grant"
_CREATE: Final = "space create"
_QUIET: Final = "alert quiet"
_ASKING: Final = frozenset({"request room", "alert room"})
_WITHIN: Final = re.compile(
    "[里中内的]|(?<![a-z])(?:in|from|inside|within|of)(?![a-z])|'s |-[0-9]", re.IGNORECASE
)
"""What is in every name that is told of by its place, or numbered as files are."""
_OF_DRIVE: Final = re.compile(
    "空间|网盘|云盘|钉盘|[这那哪个把]个?盘|文件|文档|容量|扩容|回收站|权限|删|改名|挪|移到|提醒我"
    "|(?<![a-z])(?:spaces?|drives?|files?|folders?|documents?|storage|quota|recycle bin|trash|"
    "delete|rename|restore|permissions?|access|alerts?)(?![a-z])",
    re.IGNORECASE,
)
"""What is not said of anything but Drive, to this bot."""


class Understanding:
    """Finds out what is meant, and answers it."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        heard_runner: HeardRunner,
        *,
        listening: Listening,
        wish_answers: WishAnswers,
        both: BothWishes,
        second: SecondOpinion | None = None,
    ) -> None:
        """``second`` is asked where the reader is not sure, if there is one."""
        self._routes = routes
        self._services = services
        self._heard_runner = heard_runner
        self._listening = listening
        self._wish_answers = wish_answers
        self._both = both
        self._second = second
        self._unnamed = Unnamed(routes, listening, wish_answers)
        self._first_row = FirstRow(routes, services)
        self._outside = Outside(routes, services)
        self._owner = OwnerAsked(routes, listening, heard_runner)

    async def answer(self, text: str, topic: LastAnswer | None, command: Command) -> Card:
        """Answer what nobody said in a command's own words."""
        names, understood = await self._listening.with_names(text, topic, command)
        understood = await self._first_row.of(text, understood, topic, names.spaces)
        name = unquoted(plain(text))
        called = next(
            (each for each in (unquoted(text), name) if is_called(each, names.spaces)), None
        )
        if called is not None:
            return await self._heard_runner.about(called, command)
        is_two = is_parted(text)  # then what goes before the question is not dropped silently
        owner = None if is_two else await self._owner.of(text, topic, command)
        other = (
            owner
            or await self._limited(text, names, command)
            or await self._mistyped(text, names, command)
            or await self._access(text, understood, names, command)
            or await self._sized(text, command)
            or await self._two(text, understood, topic, names, command)
            or (await self._owner.of(text, topic, command) if is_two else None)
            or await self._outside.of(text, command)
            or await self._outside.admin(text, command)
            or await self._outside.beyond(understood, command)
        )
        if other is not None:
            return other
        if understood.certainty == "unsure" and (close := nearly(name, names)):
            understood = Understood("half", tuple(self._show(each) for each in close))
            return await self._wish_answers.decided(understood, text, command)
        if _is_lent(understood, topic) and says_a_name(text, names.spaces):
            understood = await self._listening.read(text, None, names, command)
        unnamed = await self._unnamed.of(text, understood, names, command)
        if unnamed is not None:
            return unnamed
        opinion = await self._opinion(understood, text, names, command)
        if opinion is None and await self._is_nothing(understood, text, names, command):
            return await self._outside.nothing(command)
        return opinion or await self._wish_answers.decided(understood, text, command)

    async def _two(
        self,
        text: str,
        understood: Understood,
        topic: LastAnswer | None,
        names: KnownNames,
        command: Command,
    ) -> Card | None:
        """Answer two wishes in one sentence; a permission that is given for a time, which the rest
        of the sentence says, is one.
        """
        first = understood.wishes[0] if understood.wishes else None
        is_given = understood.certainty == "sure" and first is not None and first.words == _GRANT
        if is_given and first and first.raw.get("time") and first.raw.get("place"):
            return None
        is_access = understood.certainty == "sure" and first and first.words == _ACCESS
        if is_access and access_wanted(text):
            return None  # which is one wish, however it is parted
        return await self._both.of(Utterance(text, understood, topic, names, command))

    async def _limited(self, text: str, names: KnownNames, command: Command) -> Card | None:
        """Answer who is to be given a permission within a limit that DingTalk has not, which is
        named; None for anything else.
        """
        wished, limit = limit_said(text)
        if not limit:
            return await self._but_weekends(text, names, command)
        understood = await self._listening.read(wished, None, names, command)
        first = understood.wishes[0] if understood.wishes else None
        if first is None or first.words != _GRANT or understood.certainty != "sure":
            return None
        card = await self._wish_answers.decided(understood, wished, command)
        is_kept = "view" in first.raw.get("role", "") or "查看" in first.raw.get("role", "")
        return card if is_kept else replace(card, unanswered=limit)

    async def _but_weekends(self, text: str, names: KnownNames, command: Command) -> Card | None:
        """Ask about quiet hours, and name the weekends that are to be quiet too, which cannot be;
        None for anything else.
        """
        wished, weekends = weekend_apart(text)
        if not weekends:
            return None
        understood = await self._listening.read(wished, None, names, command)
        first = understood.wishes[0] if understood.wishes else Wish("")
        if first.words != _QUIET or understood.certainty != "sure" or not first.raw:
            return None
        card = await self._wish_answers.decided(understood, wished, command)
        return replace(card, untaken=weekends)

    async def _mistyped(self, text: str, names: KnownNames, command: Command) -> Card | None:
        """Run the command whose word was typed with a mistake before a name, if it only shows."""
        meant = mistyped(text, names.spaces, self._routes)
        return await self._heard_runner.run(meant.route, meant.raw, command) if meant else None

    async def _access(
        self, text: str, understood: Understood, names: KnownNames, command: Command
    ) -> Card | None:
        """Begin the request for access that somebody wants for themselves; None for no such one,
        and for one that was read with its place, permission and time.
        """
        first = understood.wishes[0] if understood.wishes else None
        if understood.certainty == "sure" and first and first.words == _ACCESS and first.raw:
            return None
        route, access = self._routes.named(_ACCESS), access_wanted(text)
        if route is None or not access or is_slashed(text):
            return None
        access = _in_full(access, names.spaces)
        return await self._heard_runner.run(route, {route.takes[0].name: access}, command)

    async def _sized(self, text: str, command: Command) -> Card | None:
        """Ask about a new space where only the size that it is to have tells that one is meant."""
        route, name = self._routes.named(_CREATE), new_space(text)
        if route is None or not name or is_slashed(text):
            return None
        return await self._heard_runner.run(route, {route.takes[0].name: name}, command)

    async def clearly(
        self, text: str, understood: Understood, names: KnownNames, command: Command
    ) -> Card | None:
        """Answer what is clear by its form: what nobody can do here, access or a space that is
        wanted, or two wishes in one sentence; None for anything else.
        """
        if understood.kept and understood.beyond:
            return await self._outside.beyond(understood, command)
        wanted = await self._access(text, understood, names, command) or await self._sized(
            text, command
        )
        if wanted is not None or understood.caution != "several":
            return wanted
        return await self._both.of(Utterance(text, understood, None, names, command))

    async def describes(self, text: str, match: Match[Services], command: Command) -> bool:
        """Whether what stands for a name in a command describes a file instead, or is the rest of a
        question, or of a sentence by which nobody wants the change.
        """
        if is_only_spoken_of(text, match):
            name = (match.typed or match).raw.get(part_of(match.route), "")
            whole = text.rstrip().endswith(name)
            return not (whole and is_called(name, (await self._listening.kept(command)).spaces))
        if is_sure(match):
            return False
        if await self._is_of_thing(text, match, command):
            return True
        parts = ("space", "place", "space or person", *FILE_PARTS)
        named = [match.raw[name] for name in parts if name in match.raw]
        is_asked = asks(text) and not match.route.looks
        meant = [each for each in named if is_asked or describes(each)]
        doubtful = [each for each in meant if unquoted(each) == each]
        if not doubtful:
            return False
        names = await self._listening.kept(command)
        return not any(is_called(each, names.spaces) for each in doubtful)

    async def _is_of_thing(self, text: str, match: Match[Services], command: Command) -> bool:
        """Whether a space, or a file, was taken for what a sentence tells of in a space."""
        parts = {part_of(match.route), *FILE_PARTS} - {""}
        named = [match.raw[each] for each in parts if match.raw.get(each)]
        if not named or is_slashed(text) or not any(map(_WITHIN.search, named)):
            return False
        if any(is_file_name(each) or unquoted(each) != each for each in named):
            return False
        names = await self._listing_names(text, command)
        called = [each.name for each in names.spaces]
        return not is_called(named[0], names.spaces) and wishes_of_thing(text, called)

    async def _listing_names(self, text: str, command: Command) -> KnownNames:
        names = await self._listening.kept(command)
        return names if names.known else await self._listening.listed(text, command)

    async def _is_nothing(
        self, understood: Understood, text: str, names: KnownNames, command: Command
    ) -> bool:
        """Whether a sentence is surely not for this bot, with a greeting in it or without."""
        group = command.conversation.is_group
        if is_yes(text) or _OF_DRIVE.search(text):
            return False  # to what, is not known any more; or it is about Drive all the same
        if len(text.split()) == 1 and self._routes.near(text, Role.ADMIN, group=group):
            return False  # a command that somebody misspelt
        rest = besides(text)
        if rest and not understood.nothing and understood.certainty == "unsure":
            understood = await self._listening.read(rest, None, names, command)
        return understood.nothing and not understood.caution and not is_slashed(text)

    async def _opinion(
        self, understood: Understood, text: str, names: KnownNames, command: Command
    ) -> Card | None:
        """Answer by what the organisation's model takes a sentence for; what changes something is
        only offered, and under caution not even that.
        """
        if self._second is None or understood.certainty == "sure" or is_slashed(text):
            return None
        role = await self._services.access.role(command.sender)
        found = await self._second.of(text, role, names, command)
        if found is None:
            return None
        route, wish = found
        if route.looks:
            return await self._heard_runner.run(route, wish.raw, command)
        return (
            None if understood.caution else self._heard_runner.offered([(route, wish.raw)], command)
        )

    def _show(self, space: Space) -> Wish:
        route = self._heard_runner.by_number
        return Wish(route.words, {part_of(route): space.name}, near=True)


def _is_lent(understood: Understood, topic: LastAnswer | None) -> bool:
    """Whether the space that is meant is that of the last answer."""
    first = understood.wishes[0] if understood.wishes else None
    if first is None or (first.words in _ASKING and understood.certainty == "sure"):
        return False  # which names the space before anything is asked for
    space = first.raw.get("space")
    return bool(space) and topic is not None and topic.raw.get("space") == space


def _in_full(access: str, spaces: Sequence[Space]) -> str:
    """Name the only space whose name has what was said for the place as a part."""
    said = role_in(access)
    place = unquoted(said.before) if said else access
    found = () if not place or is_called(place, spaces) else in_part(place, spaces)
    return access.replace(place, found[0].name, 1) if len(found) == 1 else access
