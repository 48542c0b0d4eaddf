"""Answers what is no command by what it means: a space's name, or a sentence.

What only shows something is shown at once, with a line that says how it was understood. What
changes something is done only once somebody has pressed or said so: its own confirmation, or one
from here. What is less than sure is offered, and what is not understood is answered with things
that can be done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.access import Role
from bot.cards import Card
from bot.dispatch import asking
from bot.dispatch.doing import Doing
from bot.dispatch.doubting import (
    is_free,
    is_same,
    is_sentence,
    names_a_space,
    part_of,
    reads_on,
    rest_of,
    says_it,
)
from bot.dispatch.examples import NEAR, things
from bot.dispatch.following import following
from bot.dispatch.in_part import named_in_part, says_a_name
from bot.dispatch.instead import are_one
from bot.dispatch.known_names import AskersNames, KnownNames, nearly
from bot.dispatch.outside import Outside
from bot.dispatch.second_opinion import SecondOpinion
from bot.dispatch.small_talk import besides
from bot.dispatch.spans import span_left_out
from bot.dispatch.spelling import line_of
from bot.dispatch.two_wishes import ALONE, CREATE, halves, may_wish, new_names
from bot.dispatch.works_here import idle_here
from bot.drive.naming import find, is_called
from bot.drive.spaces import Space
from bot.errors import AmbiguousSpace, BadArgument, NoSuchSpace
from bot.language import is_yes, plain, unquoted
from bot.messages import Command
from bot.reading import SURE, Reader, Understood, Wish
from bot.reading.strange import strange_name
from bot.routing import Match, Route, Routes
from bot.services import Services
from bot.sessions import LastAnswer


class Understanding:
    """Finds out what is meant, and answers it."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        names: AskersNames,
        doing: Doing,
        *,
        reader: Reader,
        second: SecondOpinion | None = None,
    ) -> None:
        """``second`` is asked where the reader is not sure, if there is one."""
        self._routes = routes
        self._services = services
        self._names = names
        self._doing = doing
        self._reader = reader
        self._second = second
        self._outside = Outside(routes, services)

    async def answer(self, text: str, topic: LastAnswer | None, command: Command) -> Card:
        """Answer what nobody said in a command's own words."""
        names, understood = await self._read_with_names(text, topic, command)
        name = unquoted(plain(text))
        called = next(
            (each for each in (unquoted(text), name) if is_called(each, names.spaces)), None
        )
        if called is not None:
            return await self._doing.about(called, command)
        other = (
            await self._two(text, understood, topic, names, command)
            or await self._outside.of(text, command)
            or await self._outside.beyond(understood, command)
        )
        if other is not None:
            return other
        if understood.certainty == "unsure" and (close := nearly(name, names)):
            understood = Understood("half", tuple(self._show(each) for each in close))
            return await self._decided(understood, text, command)
        if _is_lent(understood, topic) and says_a_name(text, names.spaces):
            understood = await self._read(text, None, names, command)
        unnamed = await self._unnamed(text, understood, names, command)
        if unnamed is not None:
            return unnamed
        opinion = await self._opinion(understood, text, names, command)
        if opinion is None and await self._is_nothing(understood, text, names, command):
            return await self._outside.nothing(command)
        return opinion or await self._decided(understood, text, command)

    async def _two(
        self,
        text: str,
        understood: Understood,
        topic: LastAnswer | None,
        names: KnownNames,
        command: Command,
    ) -> Card | None:
        """Answer the first of two wishes, and name the other; None where there is one."""
        if understood.kept or understood.caution not in {"", "several"} or _is_slashed(text):
            return None
        create, called = self._routes.named(CREATE), new_names(text)
        if called and create is not None:
            card = await self._doing.run(create, {"name": called[0]}, command)
            return replace(
                card, others=self._lines([(create, {"name": each}) for each in called[1:]], command)
            )
        for first, second, is_clear in halves(text):
            one = await self._read(first, topic, names, command)
            wish = self._sure(one)
            if wish is None or following(first) or is_called(second, names.spaces):
                continue
            other = await self._read(second, self._about(wish, command), names, command)
            also = self._sure(other)
            if also is not None and also.words == wish.words and also.raw == wish.raw:
                continue
            if also is not None:
                route = self._routes.named(also.words)
                card = await self._decided(one, first, command)
                lines = self._lines([(route, also.raw)], command) if route else ()
                return replace(card, others=lines)
            if is_clear and also is None and may_wish(other):
                card = await self._decided(one, first, command)
                return replace(card, unanswered=second)
        return None

    def _sure(self, understood: Understood) -> Wish | None:
        """Give what a part of a sentence surely wishes; a deletion is no first of two."""
        wish = understood.wishes[0] if understood.wishes else None
        if wish is None or wish.near or understood.certainty != "sure" or understood.caution:
            return None
        route = self._routes.named(wish.words)
        asks = route is None or any(
            each.ask and not wish.raw.get(each.name) for each in route.takes
        )
        is_bare = route is not None and route.number and not wish.raw
        return None if wish.words in ALONE or asks or is_bare else wish

    def _lines(
        self, wished: Iterable[tuple[Route[Services], Mapping[str, str]]], command: Command
    ) -> tuple[str, ...]:
        return tuple(line_of(self._routes, route, raw, command.language) for route, raw in wished)

    def _about(self, wish: Wish, command: Command) -> LastAnswer:
        """Give what the second of two wishes goes on about: the space of the first, or the one that
        it makes.
        """
        space = wish.raw.get("space") or wish.raw.get("name", "")
        raw = {"space": space} if space else dict(wish.raw)
        return LastAnswer(wish.words, raw, self._services.now(), command.card, command.last_list)

    async def _is_nothing(
        self, understood: Understood, text: str, names: KnownNames, command: Command
    ) -> bool:
        """Whether a sentence is surely not for this bot, with a greeting in it or without."""
        group = command.conversation.is_group
        if is_yes(text):
            return False  # to what, is not known any more
        if len(text.split()) == 1 and self._routes.near(text, Role.ADMIN, group=group):
            return False  # a command that somebody misspelt
        rest = besides(text)
        if rest and not understood.nothing and understood.certainty == "unsure":
            understood = await self._read(rest, None, names, command)
        return understood.nothing and not understood.caution and not _is_slashed(text)

    async def doubted(
        self,
        text: str,
        match: Match[Services],
        wrong: BadArgument | NoSuchSpace,
        command: Command,
    ) -> Card | None:
        """Answer a sentence that begins like a command, and whose rest is nothing that it takes;
        None where it is not surely another, so that what is ``wrong`` is told.

        The last answer does not help to read it: what was named and is not there is no other space.
        """
        names = await self._names.kept(command)
        if not match.raw or not names.known or _is_slashed(text):
            return None
        understood = await self._read(text, None, names, command)
        wish = understood.wishes[0] if understood.wishes else None
        route = self._routes.named(wish.words) if wish else None
        if wish is None or route is None or wish.near or understood.certainty != "sure":
            return None
        if any(each.ask is not None and not wish.raw.get(each.name) for each in route.takes):
            return None
        if not wish.raw.get("space") and strange_name(text):
            return None
        if names_a_space(match):
            rest = await self._read(rest_of(match), None, names, command)
            meant = says_it(rest, wish, route, match)
        elif isinstance(wrong, NoSuchSpace):
            meant = False
        else:
            meant = reads_on(text, wish, match, wrong, same=route is match.route)
        return await self._decided(understood, text, command) if meant else None

    async def _unnamed(
        self, text: str, understood: Understood, names: KnownNames, command: Command
    ) -> Card | None:
        """Ask about a space of which only a part was named, and tell that one is not there."""
        if not names.known or _is_slashed(text):
            return None

        async def reread(whole: str) -> Understood:
            return await self._read(whole, None, names, command)

        part = await named_in_part(text, understood, names.spaces, reread)
        if part is not None:
            wish = part.understood.wishes[0]
            route = self._routes.named(wish.words)
            if len(part.spaces) == 1 or route is None or part.understood.caution:
                return await self._decided(part.understood, text, command)
            rows = tuple((space.id, space.name, space.used) for space in part.spaces)
            return asking.which(AmbiguousSpace(part.said, rows), route, dict(wish.raw))
        wish = next(iter(understood.wishes), Wish(""))
        if understood.certainty == "unsure" or wish.words == "help" or wish.raw.get("space"):
            return None
        name = "" if understood.caution or is_free(wish, self._routes) else strange_name(text)
        if name:
            find(name, names.spaces)  # which says what is near
        return None

    async def instead_of_answer(self, text: str, command: Command) -> Card | None:
        """Show what a sentence surely asks for that was no answer to a question; None for what
        may be a wrong answer.
        """
        names = await self._names.kept(command)
        if not names.known or not is_sentence(text):
            return None
        understood = await self._read(text, None, names, command)
        wish = understood.wishes[0] if understood.wishes else None
        route = self._routes.named(wish.words) if wish else None
        if wish is None or route is None or not route.looks or wish.near:
            return None
        if understood.certainty != "sure" or wish.words in {"cancel", "help"}:
            return None
        return await self._decided(understood, text, replace(command, waiting=False))

    async def swallowed(self, text: str, match: Match[Services], command: Command) -> Card | None:
        """Answer a sentence that a list took for words of names, and found none with; None for what
        may be such words.
        """
        names = await self._names.kept(command)
        if not names.known or _is_slashed(text) or not is_sentence(rest_of(match)):
            return None
        understood = await self._read(text, None, names, command)
        wish = understood.wishes[0] if understood.wishes else None
        if wish is None or wish.near or understood.certainty == "unsure":
            return None
        if wish.words == match.route.words and dict(wish.raw) == dict(match.raw):
            return None
        two = await self._two(text, understood, None, names, command)
        return two or await self._decided(understood, text, command)

    async def remembered(
        self, match: Match[Services], text: str, topic: LastAnswer | None, command: Command
    ) -> Card | None:
        """Answer what begins like a command, and is kept as meaning something else, or has another
        wish behind it that was taken for a part of a name; else None.
        """
        if not match.raw or _is_slashed(text):
            return None
        names = await self._names.kept(command)
        may_be_two = names_a_space(match) and match.route.looks and any(halves(text))
        if not names.known and may_be_two:
            names = await self._names.listed(text, command)
        if not names.known:
            return None
        understood = await self._read(text, topic, names, command)
        if may_be_two and not is_called(rest_of(match), names.spaces):
            two = await self._two(text, understood, topic, names, command)
            if two is not None:
                return two
        wish = understood.wishes[0] if understood.wishes else None
        is_kept = understood.kept and understood.certainty != "unsure"
        if wish is None or not is_kept or wish.near or is_same(wish, match):
            return None
        return await self._decided(understood, text, command)

    async def _opinion(
        self, understood: Understood, text: str, names: KnownNames, command: Command
    ) -> Card | None:
        """Answer by what the organisation's model takes a sentence for; what changes something is
        only offered, and under caution not even that.
        """
        if self._second is None or understood.certainty == "sure" or _is_slashed(text):
            return None
        role = await self._services.access.role(command.sender)
        found = await self._second.of(text, role, names, command)
        if found is None:
            return None
        route, wish = found
        if route.looks:
            return await self._doing.run(route, wish.raw, command)
        return None if understood.caution else self._doing.offered([(route, wish.raw)], command)

    # What is meant

    async def _decided(self, understood: Understood, text: str, command: Command) -> Card:
        """Do, offer or say what may be meant."""
        role = await self._services.access.role(command.sender)
        group = command.conversation.is_group
        found = [(self._routes.named(each.words), each) for each in understood.wishes]
        wishes = [(route, each) for route, each in found if route is not None]
        one = understood.certainty == "half" and are_one(each.words for each in understood.wishes)
        sure = (understood.certainty == "sure" or one) and not _is_slashed(text)
        if wishes and sure and not wishes[0][1].near:
            route, wish = wishes[0]
            if route.looks or not understood.caution:
                card = await self._doing.run(route, wish.raw, command)
                span = span_left_out(card.about.words, wish.raw, text) if card.about else ""
                return replace(card, span=span)
        idle = await self._idle(wishes, command)
        if wishes and wishes[0][0].words in idle and wishes[0][1].score >= SURE:
            return await self._doing.run(wishes[0][0], wishes[0][1].raw, command)  # says why not
        wishes = [(route, wish) for route, wish in wishes if route.words not in idle]
        may = [(route, wish) for route, wish in wishes if route.needs(group=group) <= role]
        shown = [(route, wish) for route, wish in may if route.looks or not understood.caution]
        is_help = bool(understood.caution) and {route.words for route, _ in shown} == {"help"}
        if understood.certainty == "unsure" or not shown or len(shown) < len(may) or is_help:
            spelt = () if understood.caution else self._routes.near(text, role, group=group)
            likely = (*spelt, *(route for route, each in may if each.score >= NEAR))
            near = tuple(route for route in likely if route.words not in idle)
            about = next((each.raw["space"] for _, each in may if each.raw.get("space")), "")
            rows = things(self._routes, near, role, command.language, group=group, about=about)
            is_change = any(not route.looks for route, _ in wishes)
            caution = bool(understood.caution) and is_change
            return Card("not_understood", {"things": rows, "caution": caution})
        return self._doing.offered([(route, wish.raw) for route, wish in shown], command)

    async def _idle(
        self, wishes: Sequence[tuple[Route[Services], Wish]], command: Command
    ) -> frozenset[str]:
        """Give the commands of which nothing would come here."""
        words = (route.words for route, _ in wishes)
        return await idle_here(words, command.conversation.id, self._services)

    # What is known

    async def _read_with_names(
        self, text: str, topic: LastAnswer | None, command: Command
    ) -> tuple[KnownNames, Understood]:
        """Read a sentence with the names that are kept, or with those that it may need."""
        names = await self._names.kept(command)
        understood = await self._read(text, topic, names, command)
        if not names.known and self._needs_names(understood):
            names = await self._names.listed(text, command)
            understood = await self._read(text, topic, names, command)
        return names, understood

    async def _read(
        self, text: str, topic: LastAnswer | None, names: KnownNames, command: Command
    ) -> Understood:
        """Read a sentence as whoever said it; one that surely only an admin may say, as that."""
        group = command.conversation.is_group
        if topic is not None and topic.is_over(self._services.now()):
            topic = None
        role = await self._services.access.role(command.sender)
        understood = self._reader.read(text, role=role, group=group, names=names, topic=topic)
        if understood.certainty == "sure" or role is Role.ADMIN:
            return understood
        as_admin = self._reader.read(text, role=Role.ADMIN, group=group, names=names, topic=topic)
        return as_admin if as_admin.certainty == "sure" else understood

    def _needs_names(self, understood: Understood) -> bool:
        """Whether it might be understood better, were the names of spaces known."""
        best = self._routes.named(understood.wishes[0].words) if understood.wishes else None
        return understood.certainty != "sure" or best is None or bool(part_of(best))

    def _show(self, space: Space) -> Wish:
        route = self._doing.by_number
        return Wish(route.words, {part_of(route): space.name}, near=True)


def _is_lent(understood: Understood, topic: LastAnswer | None) -> bool:
    """Whether the space that is meant is that of the last answer."""
    space = understood.wishes[0].raw.get("space") if understood.wishes else None
    return bool(space) and topic is not None and topic.raw.get("space") == space


def _is_slashed(text: str) -> bool:
    """Whether it was typed as a command."""
    return text.lstrip().startswith(("/", "／"))
