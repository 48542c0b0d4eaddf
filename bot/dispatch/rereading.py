"""Reads what begins like a command once more, as the sentence that it may be."""

from bot.cards import Card
from bot.dispatch.both_wishes import BothWishes
from bot.dispatch.doubting import (
    is_prose,
    is_same,
    is_sentence,
    is_slashed,
    is_verb_of_it,
    names_a_space,
    reads_on,
    rest_of,
    says_it,
)
from bot.dispatch.known_names import KnownNames
from bot.dispatch.listening import Listening
from bot.dispatch.loose import is_loose, says_the_same
from bot.dispatch.outside import Outside
from bot.dispatch.two_wishes import halves
from bot.dispatch.utterance import Utterance
from bot.dispatch.wish_answers import WishAnswers
from bot.drive.naming import is_called
from bot.errors import BadArgument, NoSuchSpace
from bot.messages import Command
from bot.reading import Understood, Wish
from bot.reading.changed_mind import wants_name_back
from bot.reading.strange import strange_name
from bot.routing import Match, Routes
from bot.services import Services
from bot.sessions import LastAnswer


class Rereading:
    """Doubts commands; each answer is None where the command stands."""

    def __init__(
        self,
        routes: Routes[Services],
        listening: Listening,
        wish_answers: WishAnswers,
        both: BothWishes,
        outside: Outside,
    ) -> None:
        self._routes = routes
        self._listening = listening
        self._wish_answers = wish_answers
        self._both = both
        self._outside = outside

    async def remembered(
        self, match: Match[Services], text: str, topic: LastAnswer | None, command: Command
    ) -> Card | None:
        """Answer what begins like a command, and is kept as meaning something else, or is about a
        whole space where the command is for files, or has another wish behind it that was taken for
        a part of a name, or more of a sentence in its parts; else None.
        """
        if not match.raw or is_slashed(text):
            return None
        names = await self._listening.kept(command)
        changes = not match.route.looks
        may_be_two = (changes or names_a_space(match)) and any(halves(text))
        doubtful = is_prose(text, match) or wants_name_back(text, topic)
        if not names.known and (may_be_two or doubtful):
            names = await self._listening.listed(text, command)
        if not (names.known or doubtful):
            return None
        understood = await self._listening.read(text, topic, names, command)
        if doubtful or (understood.kept and understood.beyond):
            return await self._in_prose(understood, match, text, names, command)
        if may_be_two and not is_called(rest_of(match), names.spaces):
            whole = Wish(match.route.words, match.raw) if changes else None
            said = Utterance(text, understood, topic, names, command)
            two = await self._both.of(said, whole)
            if two is not None:
                return two
        wish = understood.wishes[0] if understood.wishes else None
        is_kept = understood.kept and understood.certainty != "unsure"
        is_kept = is_kept or (is_loose(match, names.spaces) and says_the_same(understood, match))
        is_kept = is_kept or (understood.certainty == "sure" and is_verb_of_it(match))
        if wish is None or not is_kept or wish.near or is_same(wish, match):
            return None
        return await self._wish_answers.decided(understood, text, command)

    async def _in_prose(
        self,
        understood: Understood,
        match: Match[Services],
        text: str,
        names: KnownNames,
        command: Command,
    ) -> Card | None:
        """Do nothing at once of what was typed in prose: say that nobody can do it here, or ask for
        what was understood, or else for what was typed.
        """
        if understood.kept and understood.beyond:
            return await self._outside.beyond(understood, command)
        two = await self._both.of(Utterance(text, understood, None, names, command))
        if two is not None:
            return two
        if understood.wishes and understood.certainty != "unsure":
            return await self._wish_answers.decided(understood, text, command)
        return await self._wish_answers.heard_runner.run(match.route, match.raw, command)

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
        names = await self._listening.kept(command)
        if not match.raw or not names.known or is_slashed(text):
            return None
        understood = await self._listening.read(text, None, names, command)
        two = await self._both.of(Utterance(text, understood, None, names, command))
        if two is not None:
            return two
        wish = understood.wishes[0] if understood.wishes else None
        route = self._routes.named(wish.words) if wish else None
        if wish is None or route is None or wish.near or understood.certainty != "sure":
            return None
        if any(each.ask is not None and not wish.raw.get(each.name) for each in route.takes):
            return None
        if not wish.raw.get("space") and strange_name(text):
            return None
        if names_a_space(match):
            rest = await self._listening.read(rest_of(match), None, names, command)
            meant = says_it(rest, wish, route, match)
        elif isinstance(wrong, NoSuchSpace):
            meant = False
        else:
            meant = reads_on(text, wish, match, wrong, same=route is match.route)
        return await self._wish_answers.decided(understood, text, command) if meant else None

    async def swallowed(self, text: str, match: Match[Services], command: Command) -> Card | None:
        """Answer a sentence that a list took for words of names, and found none with; None for what
        may be such words.
        """
        names = await self._listening.kept(command)
        if not names.known or is_slashed(text) or not is_sentence(rest_of(match)):
            return None
        understood = await self._listening.read(text, None, names, command)
        wish = understood.wishes[0] if understood.wishes else None
        if wish is None or wish.near or understood.certainty == "unsure":
            return None
        if wish.words == match.route.words and dict(wish.raw) == dict(match.raw):
            return None
        two = await self._both.of(Utterance(text, understood, None, names, command))
        return two or await self._wish_answers.decided(understood, text, command)
