"""The one clause of a sentence that wishes something, where the others only tell why.

*The sales people are shouting, their space is full, so give them 16 GB please*: read whole, such a
sentence may sound like anything. Its clauses are read one by one where it was not understood; what
one of them surely wishes is wished, with the space or the file that the others name, if no other
clause wishes anything else or takes it back.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.reading.beside import is_beside, may_not_mean_it
from bot.reading.cautions import does, is_chinese, takes_back
from bot.reading.contexts import begins_wish
from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import MOST_WISHES, Topic, Understood, Wish
from bot.reading.wished import against

_BETWEEN: Final = re.compile(
    r" *(?:[,;!?~]+|\.(?= |$)|[.]{2,}|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])"
    r"|(?<![a-z])(?:so|because|cause|since|cos|coz) (?=[a-z]))+ *"
)
_MOST: Final = 6
_SHORTEST: Final = 3
_LIKELY: Final = 0.35
"""So likely another clause has to be a change before the sentence wishes several things."""
_FIRST: Final = re.compile(
    "^(?:那就?|就|所以|因此|要不|不如)?先(?=[给帮把将替])|^(?:so|and|but|then) "
)
"""How a clause begins that comes to the point."""
_IT: Final = re.compile(
    "[他她它]们?(?:那边|那里|的盘|的空间)?|这个?(?:盘|空间|文件)|那个?(?:盘|空间|文件)"
    "|(?<![a-z])(?:it|them|there|their space|that space|this space|that one|this one)(?![a-z])",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    "[吗么谁哪啥几?看查列找搜显示]|了没|什么|多少|多久|怎|咋|有没有|[是够能]不|告诉|说说|还剩"
    "|(?<![a-z])(?:what|which|who|whose|where|when|why|how|whats|show|list|find|search|see|look"
    "|tell|"
    "give|want|need|check|any|is there|are there|is it|does|do you|did|can|could|open|display|"
    "where's|what's|who's|how's|let me)(?![a-z])"
)
"""Words of who asks, or wants to see."""
_ALSO: Final = re.compile(
    "^(?:然后|接着|顺便|顺带|另外|还有|同时|并且|以及|再(?=把|给|帮)|最后)|也"
    "(?=[删停关撤建加改设批移收发给])"
    "|^(?:and then|then|and also|also|plus|after that)(?![a-z])"
)
"""Words that lead to one more wish."""
_NOT_NOW: Final = re.compile(
    "(?<![a-z])(?:but (?:not|later|first|only|wait|keep|leave)|not (?:yet|now|today)|later)"
    "(?![a-z])"
    "|先等|等会|回头再|以后再|晚点"
)
"""Words that put a wish off."""
ALONE: Final = frozenset(
    {"help", "cancel", "space delete", "undo", "pause", "resume", "admin remove", "admin add"}
)
"""What no clause wishes alone: what stands for nothing, or weighs too much."""
Read = Callable[[str, Topic | None], Understood]
Bounds = Sequence[tuple[int, int]]
"""Where clauses begin and end."""


@dataclass(frozen=True, slots=True)
class _Clauses:
    """Some ``inside`` clauses of a sentence that may be its wish, and the ``others``."""

    said: Said
    parts: Sequence[Mention]
    inside: Bounds
    others: Bounds

    @property
    def own(self) -> str:
        return self.said.copy[self.inside[0][0] : self.inside[-1][1]]

    @property
    def rest(self) -> list[str]:
        return [self.said.copy[start:end] for start, end in self.others]

    def alone(self) -> str:
        """Give what they say as it would be said alone: with the space or the file by its name that
        only the others name.
        """
        typed = self.said.typed(self.inside[0][0], self.inside[-1][1]).strip()
        text = _FIRST.sub("", typed)
        kinds = {part.kind for part in self._named_in(self.inside)}
        thing, space = self._other("file") or self._other("ordinal"), self._other("space")
        if thing and not kinds & {"file", "ordinal"}:
            return _put(text, thing) if is_chinese(text) or _IT.search(text) else text
        return _put(text, f"“{space}”") if space and not kinds & {"space", "ordinal"} else text

    def _other(self, kind: str) -> str:
        """Give the only one of this kind that the others name; empty for none or several."""
        named = {
            part.text if kind == "space" else self.said.typed(part.start, part.end)
            for part in self._named_in(self.others)
            if part.kind == kind
        }
        return named.pop() if len(named) == 1 else ""

    def _named_in(self, bounds: Bounds) -> list[Mention]:
        return [part for part in self.parts if any(a <= part.start < b for a, b in bounds)]


def is_talk(text: str) -> bool:
    """Tell whether a part of a sentence neither asks nor wants anything to be done or seen."""
    copy = Said(text).copy
    return not (_ASKS.search(copy) or _may_do(copy))


def wants_to_see(text: str) -> bool:
    """Tell whether a part of a sentence asks something, or wants to see it."""
    return _ASKS.search(Said(text).copy) is not None


def _may_do(copy: str) -> bool:
    """Whether a clause may want something done."""
    return begins_wish(copy) or (is_chinese(copy) and does(copy) and not is_beside(copy))


@dataclass(frozen=True, slots=True)
class OfClauses:
    """What the clauses of a sentence wish: ``read`` reads one of them, after ``topic`` or alone,
    and ``shows`` are the commands that only show something.
    """

    text: str
    index: NameIndex
    topic: Topic | None
    read: Read
    shows: frozenset[str]

    def one(self) -> Understood | None:
        """Give what the only clauses that wish anything wish; None where that is not one thing.

        A clause that neither asks nor wants to see anything only tells how things stand, though
        alone it may sound like a command that only shows something.
        """
        wished: dict[str, Understood] = {}
        for clauses in self._ways():
            understood = self.read(clauses.alone(), self.topic)
            wish = _sure(understood)
            if wish is None or not self._may_wish(clauses, wish):
                continue
            if _speaks_against(clauses, wish, self.shows) or self._wishes_more(clauses, wish):
                return None
            wished.setdefault(wish.words, Understood("sure", understood.wishes))
        return next(iter(wished.values())) if len(wished) == 1 else None

    def offered(self, understood: Understood) -> Understood:
        """Offer what single clauses likely wish where the whole is not surely ``understood``: what
        only shows something first, and no change that another clause puts off. What *it* is, is not
        guessed at by the last answer.
        """
        found: dict[str, Wish] = {}
        for clauses in self._ways():
            wish = _likely(self.read(clauses.alone(), None))
            if wish is None or not self._may_wish(clauses, wish):
                continue
            if wish.words in self.shows or not _is_put_off(clauses, wish):
                found.setdefault(wish.words, wish)
        if not found:
            return understood
        shown = [each for each in understood.wishes if each.words in self.shows]
        first = shown[:1] if next(iter(found)) not in self.shows else []
        rest = (each for each in understood.wishes if each.words not in found)
        wishes = {each.words: each for each in (*first, *found.values(), *rest)}
        return replace(understood, certainty="half", wishes=tuple(wishes.values())[:MOST_WISHES])

    def _may_wish(self, clauses: _Clauses, wish: Wish) -> bool:
        """Whether some clauses may wish this: what is shown was asked for, and nothing is grave."""
        if wish.words in ALONE or takes_back(clauses.own):
            return False
        return wish.words not in self.shows or _ASKS.search(clauses.own) is not None

    def _wishes_more(self, clauses: _Clauses, wish: Wish) -> bool:
        """Whether another clause may wish another change."""
        for each in clauses.rest:
            changes = [one for one in self.read(each, None).wishes if one.words not in self.shows]
            if any(one.words != wish.words and one.score >= _LIKELY for one in changes[:1]):
                return True
        return False

    def _ways(self) -> Iterator[_Clauses]:
        """Give which clauses may be the wish together: the more of them the sooner, never all."""
        said = Said(self.text)
        parts = parts_of(said, self.index)
        bounds = list(_parted(said.copy, parts))
        if len(bounds) > _MOST:
            return
        for length in range(len(bounds) - 1, 0, -1):
            for first in range(len(bounds) - length, -1, -1):
                last = first + length
                yield _Clauses(said, parts, bounds[first:last], [*bounds[:first], *bounds[last:]])


def _likely(understood: Understood) -> Wish | None:
    """Give what is clear enough to be offered."""
    wish = max(understood.wishes, key=lambda each: each.score, default=None)
    if wish is None or understood.caution or wish.near:
        return None
    return wish if understood.certainty == "sure" or wish.score >= _LIKELY else None


def _is_put_off(clauses: _Clauses, wish: Wish) -> bool:
    """Whether another clause says that a change is not wished, or not now."""
    if any(takes_back(each) or _NOT_NOW.search(each) for each in clauses.rest):
        return True
    return against(clauses.said, clauses.parts, wish) == "quotation"


def _sure(understood: Understood) -> Wish | None:
    wish = understood.wishes[0] if understood.wishes else None
    if wish is None or understood.certainty != "sure" or understood.caution or wish.near:
        return None
    return wish


def _speaks_against(clauses: _Clauses, wish: Wish, shows: frozenset[str]) -> bool:
    """Whether another clause says that nobody wishes it now, or that it is one of two wishes."""
    if any(takes_back(each) or _NOT_NOW.search(each) for each in clauses.rest):
        return True
    if wish.words in shows:
        return False
    if any(_ALSO.search(each) for each in (*clauses.rest, clauses.own)):
        return True
    if any(map(_may_do, clauses.rest)):
        return True
    quotes = against(clauses.said, clauses.parts, wish) == "quotation"
    return quotes or any(map(may_not_mean_it, clauses.rest))


def _parted(copy: str, parts: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Give where clauses begin and end; nothing that is named is parted."""
    start = 0
    for sign in _BETWEEN.finditer(copy):
        if any(part.start < sign.end() and sign.start() < part.end for part in parts):
            continue
        if sign.start() - start >= _SHORTEST:
            yield start, sign.start() + sign[0].startswith("?")
            start = sign.end()
        elif sign.start() == start:
            start = sign.end()
    if len(copy) - start >= _SHORTEST:
        yield start, len(copy)


def _put(text: str, name: str) -> str:
    """Put a name where a clause points to it, or else before it or behind it."""
    pointed = _IT.search(text)
    if pointed is not None:
        return text[: pointed.start()] + name + text[pointed.end() :]
    return f"{name}{text}" if is_chinese(text) else f"{text.rstrip('?!. ')} in {name}"
