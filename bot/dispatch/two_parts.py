"""Answers a sentence of two parts: the first part, and then the second, or names it."""

import re
from dataclasses import replace
from typing import Final

from bot.cards import About, Card
from bot.dispatch.following import following
from bot.dispatch.part_wishes import PartWishes
from bot.dispatch.sizes_said import is_its_size
from bot.dispatch.small_talk import small_talk
from bot.dispatch.two_wishes import (
    ALONE,
    ASKS_ADMINS,
    CREATE,
    GRAVE,
    LIKELY,
    TAKE,
    asks_admins,
    halves,
    is_added,
    may_wish,
    of_its_space,
    only_shows,
)
from bot.dispatch.utterance import Utterance
from bot.dispatch.wish_answers import WishAnswers
from bot.drive.naming import is_called
from bot.language import trim
from bot.messages import Command
from bot.reading import Understood, Wish
from bot.reading.beside import is_beside
from bot.reading.clauses import is_talk, wants_to_see
from bot.reading.contexts import begins_wish
from bot.reading.given import only_ends
from bot.reading.said import Said
from bot.services import Services
from bot.sessions import LastAnswer

_SETS: Final = re.compile(
    "[提升调降改设压减缩加扩](?:高|低|大|小)?[到成为至] ?[0-9]|(?<![a-z])to [0-9]", re.IGNORECASE
)
"""Words of who sets a number, which is no talk: B的降到80."""
_DIGESTS: Final = frozenset({"digest weekly", "digest daily"})
_MAKES: Final = frozenset({CREATE, "app space create", "request space"})
_GRANT: Final = "grant"
_OFF: Final = "digest off"
_BUDGET: Final = "budget"
_LASTS: Final = re.compile(
    "(?:and |but |so )*(?:is|will|does|do|are|can|should) (?:it|that|they|this|those|we have)"
    "(?! space)[^,.;!?]{0,12}? ?"
    "(?:be )?(?:enough|last|suffice|ok|okay|do|run out|hold|make it|sufficient)(?![a-z])"
    "|(?:and |but |so )*(?:will|do|are) we (?:run out|make it|going to run out"
    "|have enough)(?![a-z])"
    "|(?:这个月|本月|月底|到月底|还|能不能|会不会|够不够|能|会)*(?:够不够|够[用吗么]"
    "|撑[得到]|用完|超)"
)
"""Asks whether the calls of the month will do, which their card tells."""
_USAGE: Final = frozenset({"quota", "space", "spaces"})
"""What shows how full spaces are."""


class TwoParts:
    """Reads both parts of such a sentence."""

    def __init__(self, services: Services, parts: PartWishes, wish_answers: WishAnswers) -> None:
        self._services = services
        self._parts = parts
        self._wish_answers = wish_answers

    async def of(self, said: Utterance, whole: Wish | None) -> Card | None:
        """Answer the first of two wishes, and the other after it, or name it; None where there is
        one, as where the sentence is surely one ``whole`` wish, unless that has taken words of
        another for its own.
        """
        for first, second, is_clear in halves(said.text):
            parts = (first, second)
            if await self._is_besides(parts, said, typed=whole is not None):
                continue
            if whole is None:
                begins = said.understood.certainty != "sure" and begins_wish(Said(second).copy)
                found = await self._of_two(parts, said, clear=is_clear or begins)
            else:
                found = await self._out_of_one(whole, parts, said)
            if found is not None:
                return found
        return None

    async def _is_besides(self, parts: tuple[str, str], said: Utterance, *, typed: bool) -> bool:
        """Whether one of two parts wishes nothing: it tells why, or only how the other is meant. A
        command that is ``typed`` may sound like talk: *space create Q3 and …*.
        """
        first, second = parts
        if is_its_size(second, said.understood) or is_called(second, said.names.spaces):
            return True
        if following(first) or any(
            is_beside(Said(each).copy) or only_shows(each) for each in parts
        ):
            return True
        is_led = is_added(said.text, second) or _SETS.search(second)
        if is_talk(second) and not is_led and not await self._parts.changes(second, said):
            return True
        if typed or not is_talk(first):
            return False
        change = await self._parts.changes(first, said)
        return not change or (self._surely_changes(said.understood) and change != TAKE)

    def _surely_changes(self, understood: Understood) -> bool:
        """Whether the whole surely wishes a change: what tells why is no wish of its own then."""
        wish = understood.wishes[0] if understood.wishes else None
        route = self._parts.routes.named(wish.words) if wish and not wish.near else None
        is_sure = understood.certainty == "sure" and not understood.caution
        return is_sure and route is not None and not route.looks

    async def _of_two(self, parts: tuple[str, str], said: Utterance, *, clear: bool) -> Card | None:
        """Answer the first of two parts of a sentence; None where they are not two wishes."""
        first, second = parts
        one = await self._parts.read(first, said, said.topic)
        wish = self._parts.sure(one) or _grave(one)
        if wish is None:
            return await self._after_half(one, parts, said)
        if wish.words == _BUDGET and _LASTS.match(Said(second).copy):
            return await self._wish_answers.decided_or_wrong(one, first, said.command)
        # What is to come otherwise is not to end.
        is_changed = wish.words == _OFF and _is_digest(said.understood)
        other = await self._parts.read(second, said, self._about(wish, said.command))
        also = of_its_space(wish, self._parts.sure(other))
        left_over = clear and is_added(said.text, second) and not small_talk(second)
        is_one = (
            is_changed
            or _is_same(wish, also, second)
            or _is_whole(said.understood, wish, also, second)
            or (_is_lent(wish, said) and not wants_to_see(first))
        )
        if is_one or (also is None and not (clear and may_wish(other, added=left_over))):
            return None
        if wish.words in ALONE:
            is_two = also is not None or left_over
            return self._one_by_one(wish, also, second, said.command) if is_two else None
        if also is not None and _is_shown_by(wish, also):
            return await self._wish_answers.decided_or_wrong(other, second, said.command)
        card = await self._wish_answers.decided_or_wrong(one, first, said.command)
        card = replace(card, about=card.about or self._spoken_of(wish, said.command))
        wished = [also] if also else []
        clear = also is not None or _is_likely(other)
        return self._parts.with_next(card, second, wished, said.command, clear=clear)

    def _spoken_of(self, wish: Wish, command: Command) -> About | None:
        """Say what a card is about that tells why a wish cannot be had: more may be said of it."""
        about = self._about(wish, command)
        named = bool(about.raw.get("space"))
        return About(wish.words, about.raw, about.at, about.last_list) if named else None

    async def _out_of_one(
        self, whole: Wish, parts: tuple[str, str], said: Utterance
    ) -> Card | None:
        """Answer the first of two parts where the sentence was read as one ``whole`` wish of that
        command; None where the second part is no wish of its own.
        """
        first, second = parts
        one = await self._parts.read(first, said)
        one = one if self._parts.sure(one) else self._typed(first, whole) or one
        wish = self._parts.sure(one)
        if wish is None or wish.words != whole.words:
            return None
        other = await self._parts.read(second, said, self._about(wish, said.command))
        also = self._parts.sure(other)
        is_taken = any(trim(second) in each for each in whole.raw.values())
        if also is None and is_taken and self._is_left_out(wish, second, other, said):
            card = await self._wish_answers.decided_or_wrong(one, first, said.command)
            return self._parts.with_next(card, second, [], said.command, clear=False)
        if also is None or not (is_taken or (wish.raw == whole.raw and also.raw)):
            return None
        if _is_same(wish, also, second):
            return None
        card = await self._wish_answers.decided_or_wrong(one, first, said.command)
        return self._parts.with_next(card, second, [also], said.command)

    def _typed(self, first: str, whole: Wish) -> Understood | None:
        """Give a part that is typed as the command which the whole was taken for; None for none."""
        match = self._parts.routes.find(first)
        if match is None or match.route.words != whole.words or not match.raw:
            return None
        return Understood("sure", (Wish(match.route.words, dict(match.raw), 1.0),))

    def _is_left_out(self, wish: Wish, second: str, other: Understood, said: Utterance) -> bool:
        """Whether a part that is no sure wish may change another space, so that it is no part of
        the name of the new one that the first makes.
        """
        named = {each.name for each in said.names.spaces}
        about = [each for each in other.wishes if not named.isdisjoint(each.raw.values())]
        routes = (self._parts.routes.named(each.words) for each in about)
        copy = Said(second).copy
        names_one = bool(about) or any(Said(each).copy in copy for each in named)
        does = begins_wish(copy) or any(r and not r.looks for r in routes)
        return wish.words in _MAKES and names_one and does

    async def _after_half(
        self, one: Understood, parts: tuple[str, str], said: Utterance
    ) -> Card | None:
        """Ask what the first part means, and name the second, which is sure; None where the first
        may be anything.
        """
        first, second = parts
        likeliest = max(one.wishes, key=lambda each: each.score, default=None)
        if one.certainty != "half" or one.caution or likeliest is None:
            return None
        route = self._parts.routes.named(likeliest.words)
        if route is None or route.looks or likeliest.words in ALONE:
            return None
        also = self._parts.sure(await self._parts.read(second, said))
        if also is None or also.words in {each.words for each in one.wishes}:
            return None
        card = await self._wish_answers.decided_or_wrong(one, first, said.command)
        return replace(card, others=self._parts.offers([also], said.command))

    def _one_by_one(self, wish: Wish, also: Wish | None, second: str, command: Command) -> Card:
        """Name two wishes of which the first is too grave to be begun by half a sentence."""
        lines = tuple(self._parts.offers([wish, also] if also else [wish], command))
        return Card("one_by_one", {"lines": lines, "said": "" if also else second})

    def _about(self, wish: Wish, command: Command) -> LastAnswer:
        """Give what the second of two wishes goes on about: the space of the first, or the one that
        it makes.
        """
        made = wish.raw.get("name", "") if wish.words in _MAKES else ""
        space = wish.raw.get("space") or made
        raw = {"space": space} if space else dict(wish.raw)
        return LastAnswer(wish.words, raw, self._services.now(), command.card, command.last_list)


def _is_digest(understood: Understood) -> bool:
    """Whether a sentence as a whole surely says when a digest is to come."""
    first = understood.wishes[0] if understood.wishes else Wish("")
    return understood.certainty == "sure" and first.words in _DIGESTS and bool(first.raw)


def _is_same(wish: Wish, also: Wish | None, second: str) -> bool:
    """Whether a second part only says once more what the first wishes."""
    if wish.words in ASKS_ADMINS and asks_admins(second):
        return True
    if also is None:
        return False
    if wish.words == CREATE and also.words == _GRANT:
        return True  # whom a new space is to let in is named on its own card
    return (also.words, also.raw) == (wish.words, wish.raw) or _shows_too(wish, also)


def _is_whole(understood: Understood, wish: Wish, also: Wish | None, second: str) -> bool:
    """Whether the sentence was surely read as what its first part wishes, with what its second part
    adds: when an alert rings again, or when a permission ends.
    """
    whole = understood.wishes[0] if understood.certainty == "sure" else None
    if whole is None or whole.words != wish.words or not wish.raw.items() <= whole.raw.items():
        return False
    if whole.words == _GRANT and "time" in whole.raw and "time" not in wish.raw:
        return only_ends(second)
    is_more = also is not None and also.words == whole.words and also.raw != wish.raw
    return is_more and also is not None and also.raw.items() <= whole.raw.items()


def _is_likely(understood: Understood) -> bool:
    """Whether it is clear enough what is meant to ask about it."""
    best = max((each.score for each in understood.wishes), default=0.0)
    return understood.certainty == "half" and not understood.caution and best >= LIKELY


def _is_lent(wish: Wish, said: Utterance) -> bool:
    """Whether a part sounds like a question after the space of the last answer only because of
    that answer.
    """
    space = said.topic.raw.get("space") if said.topic is not None else None
    return wish.words in _USAGE and bool(space) and wish.raw.get("space") == space


def _shows_too(wish: Wish, also: Wish) -> bool:
    """Whether the answer to the first of two shows the second: which spaces are the fullest; or
    both ask the admins for the same.
    """
    if {wish.words, also.words} <= _DIGESTS:
        return True  # of which the second half only says when
    if {wish.words, also.words} <= ASKS_ADMINS:
        return also.raw.get("space") in {None, wish.raw.get("space")}
    if also.words in _USAGE and wish.words in _USAGE and not also.raw:
        return True  # of spaces that were named: how full are they?
    is_all = wish.words in {"quota", "digest"} and not wish.raw
    fullest = also.words == "quota top" or (also.words == "spaces" and not also.raw.get("words"))
    return is_all and fullest


def _is_shown_by(wish: Wish, also: Wish) -> bool:
    """Whether the answer to the second of two shows the first: how much is left, and how long."""
    is_same = bool(wish.raw.get("space")) and wish.raw.get("space") == also.raw.get("space")
    return is_same and (wish.words, also.words) == ("space", "quota")


def _grave(understood: Understood) -> Wish | None:
    """Give what a part of a sentence surely wishes that is never begun as one of two."""
    wish = understood.wishes[0] if understood.wishes else None
    if wish is None or wish.near or understood.certainty != "sure" or understood.caution:
        return None
    return wish if wish.words in GRAVE and wish.raw else None
