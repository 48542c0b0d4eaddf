"""Ranks what may be wanted with a sentence whose parts are known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final

from bot.access import Role
from bot.reading import following
from bot.reading.at_work import at_work
from bot.reading.beside import bare
from bot.reading.cautions import (
    SPOKEN,
    asks_to_see,
    cues,
    does,
    has_cues,
    is_chinese,
    joins,
    may_be_said,
    may_be_spoken,
    pieces,
)
from bot.reading.contexts import behind, wish_at
from bot.reading.features import about, elements, features
from bot.reading.filling import Filled, filled
from bot.reading.forbidding import may_be_several, means_it
from bot.reading.given import GRANT, is_given, may_give
from bot.reading.memory import KnownMeaning
from bot.reading.parts import Kind, Mention, cut
from bot.reading.reasons import reason_at
from bot.reading.said import Said
from bot.reading.sentence import Sentence
from bot.reading.shown_files import goes_on_about_files, route_of_files, with_file
from bot.reading.spelling import Spelling
from bot.reading.table import Table
from bot.reading.understood import Caution, Topic, Wish
from bot.reading.wished import against
from bot.routing import Route, Routes

CAREFUL: Final = 0.2
"""So likely it is that a sentence only sounds like a change."""
CAREFUL_OF_CUES: Final = 0.1
"""So likely, where words say so too: *if*, *yesterday*, *he said*, *how*, *not*."""
NOTHING: Final = "none"
"""What is wanted where nothing is that the bot does."""
_ABOUT: Final = 0.4
"""So likely it has to be about something beyond the bot before that is said."""
_DELETES: Final = frozenset({"space delete", "file delete", "bin remove"})
_DELETE: Final = "=delete"
LEAST: Final = 0.02
"""What is less likely is not wanted."""
_FAINT: Final = 0.002
_KEPT: Final = 0.01
"""All that is not what a kept sentence means is so likely together."""
_GIVEN: Final = 9.0
"""So much likelier than all else is what words say by themselves."""
_NOT_ALLOWED: Final = 0.05
_MISSING: Final = 0.35
_SPARE: Final[Mapping[Kind, float]] = {
    "space": 0.1,
    "size": 0.1,
    "ordinal": 0.3,
    "percent": 0.3,
    "hours": 0.2,
}
_SPARE_TIME: Final = 0.5
_CLEAR: Final = 0.35
_CLEARLY_CHANGE: Final = 0.6
_MAYBE: Final = 0.2
"""So likely a part of a sentence has to be another change before it is one wish of several."""
_SHORT: Final = 40
"""No longer sentence leaves out what it is about."""
_CAUTIONS: Final[tuple[Caution, ...]] = (
    "negation",
    "condition",
    "past",
    "quotation",
    "question",
    "several",
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who says something: their role, whether in a group, and what the last answer was about."""

    role: Role
    group: bool
    topic: Topic | None = None

    def may(self, route: Route[Any]) -> bool:
        """Whether they may run a command here."""
        return route.needs(group=self.group) <= self.role


@dataclass(frozen=True, slots=True)
class RankedWishes:
    """What may be wanted, the likeliest first.

    ``kept`` says that the sentence is kept; ``none`` is how likely it is nothing, ``beyond`` what
    that is about, if it is something that nobody can do here, ``spoken`` how likely a change is
    only spoken of; ``about`` is the first of the ``named`` spaces, and ``caution`` says why
    a change is not wanted, though it sounds so.
    """

    wishes: tuple[Wish, ...]
    none: float = 1.0
    beyond: str = ""
    spoken: float = 0.0
    about: str = ""
    named: int = 0
    caution: Caution = ""
    kept: bool = False

    @property
    def best(self) -> float:
        """How likely the likeliest is."""
        return self.wishes[0].score if self.wishes else 0.0


class WishRanking:
    """Ranks by a table."""

    def __init__(self, routes: Routes[Any], table: Table) -> None:
        self._routes = routes
        self._table = table
        self.spelling = Spelling(table.words)
        self.shows = frozenset(route.words for route in routes if route.looks)
        """Commands that only show; nothing else may come of what is only spoken of."""
        self._wanted = tuple(_wanted(routes, table.labels))
        self._grant = routes.named(GRANT)
        self._changes = [
            place
            for place, (name, route, _) in enumerate(self._wanted)
            if route is not None and name not in self.shows
        ]

    def rank(self, said: Said, parts: Sequence[Mention], asker: Asker) -> RankedWishes:
        """Rank what may be wanted with a sentence of these parts."""
        topic = asker.topic.words if asker.topic is not None else ""
        kept = self._table.memory.of(said, parts, topic)
        end, begins = reason_at(said.copy)
        why = said.typed(begins, len(said.copy)).strip(" .!")
        said, parts = said.before(end), [part for part in parts if part.end <= end]
        rest, rest_parts = behind(said.copy, parts, wish_at(said.copy))
        core = said.saying(rest)
        wished = bare(cut(rest, rest_parts))
        found = self._found(bare(cut(said.copy, parts)), wished)
        if asker.topic is not None:
            found |= about(asker.topic.words, found)
        place = -1 if kept is None else self._table.place(kept.label)
        chances = _certainly(self._table.wanted(found), place)
        beside = {NOTHING: 0.0, SPOKEN: 0.0}
        wishes: dict[str, Wish] = {}
        beyond = ""
        of_files = goes_on_about_files(asker.topic, said.copy, parts)
        for number, (name, route, fixed) in enumerate(self._wanted):
            chance = chances[number]
            if route is None:
                beside[name if name in beside else NOTHING] += chance
                if name == NOTHING and chance >= _ABOUT:
                    beyond = fixed.get("about", beyond)
            elif chance >= _FAINT and (kept is not None or self._may_mean(name, found)):
                sentence = Sentence(said, parts, self.spelling, why=why)
                gives = kept.gives if kept is not None and number == place else None
                other = self._of_files(name, asker.topic, parts) if of_files else None
                if other is not None:
                    wish = self._wish(other, {}, sentence, asker, None)
                else:
                    wish = self._wish(route, fixed, sentence, asker, gives)
                wish = replace(wish, score=chance * wish.score)
                known = wishes.get(wish.words)
                wishes[wish.words] = wish if known is None else _joined(known, wish)
        spoken = beside[SPOKEN] if may_be_spoken(bare(core.copy)) else _FAINT
        given = kept is None and self._gives(
            wishes, core.copy, Sentence(said, parts, self.spelling, why=why), asker, spoken
        )
        ranked = _scaled(wishes.values(), beside[NOTHING], spoken)
        names = [part.text for part in parts if part.kind == "space"]
        about_it = next(iter(names), "")
        ranked = replace(ranked, about=about_it, named=len({*names}), beyond=beyond)
        if kept is not None:
            return replace(ranked, caution=_as_kept(kept), kept=True)
        if given:
            return replace(ranked, caution=against(core, rest_parts, wishes[GRANT]))
        change = max(self._changes, key=lambda place: chances[place], default=None)
        changed = "none" if change is None else self._wanted[change][0]
        caution = self._caution(found, core, wished, ranked, changed)
        if not caution and ranked.best and ranked.wishes[0].words not in self.shows:
            goes_on = asker.topic if of_files else None
            caution = self._against(core, rest_parts, wished, ranked.wishes[0], goes_on)
        return replace(ranked, caution=caution)

    def _may_mean(self, name: str, found: set[str]) -> bool:
        """Whether a command may be meant by words that mean something; nobody who does not speak
        of deleting wants anything deleted.
        """
        if name in _DELETES:
            return _DELETE in found
        return name in self.shows or any(each.startswith("=") for each in found)

    def _against(
        self, said: Said, parts: Sequence[Mention], core: str, wish: Wish, topic: Topic | None
    ) -> Caution:
        """Tell what else of a sentence speaks against the change that it sounds like."""
        caution = against(said, parts, wish) or self._several(core, wish.words, topic)
        return "" if means_it(bare(said.copy), wish.words, caution) else caution

    def _wish(
        self,
        route: Route[Any],
        fixed: Mapping[str, str],
        sentence: Sentence,
        asker: Asker,
        gives: Sequence[str] | None,
    ) -> Wish:
        """Fill a command's arguments; the score is how well they fit, and who may run it."""
        args = _arguments(route, fixed, sentence, asker.topic, gives)
        score = _fit(args) * (1.0 if asker.may(route) else _NOT_ALLOWED)
        return Wish(route.words, args.raw, score, args.near)

    def _gives(
        self,
        wishes: dict[str, Wish],
        copy: str,
        sentence: Sentence,
        asker: Asker,
        spoken: float,
    ) -> bool:
        """Make likeliest a permission that is given by its words, though it was thought of as
        unlikely; tells whether one is.
        """
        grant = wishes.get(GRANT)
        if grant is None and self._grant is not None and may_give(copy):
            grant = self._wish(self._grant, {}, sentence, asker, None)
        if grant is None or not is_given(copy, grant):
            return False
        wishes[GRANT] = replace(grant, score=_GIVEN * (1.0 + spoken))
        return True

    def _of_files(
        self, words: str, topic: Topic | None, parts: Sequence[Mention]
    ) -> Route[Any] | None:
        """Give the command that does to files what another does to spaces, if there is one."""
        counted = any(part.kind in {"ordinal", "file"} for part in parts)
        instead = route_of_files(words, topic, counted=counted) if topic else words
        return None if instead == words else self._routes.named(instead)

    def _plain(self, said: str) -> list[str]:
        return self.spelling.corrected(elements(said))

    def _found(self, whole: str, wish: str) -> set[str]:
        """Give the features of a sentence: of the wish alone, where what is told before it only
        hides a change.
        """
        behind_it = self._features(wish) if len(wish) < len(whole) else set()
        return behind_it if behind_it and self._is_change(behind_it) else self._features(whole)

    def _features(self, text: str) -> set[str]:
        return features(self._plain(text), self._table.meanings)

    def _is_change(self, found: set[str]) -> bool:
        """Whether these features clearly want a change, whatever was told before."""
        chances = self._table.wanted(found)
        best = max(range(len(chances)), key=chances.__getitem__)
        return best in self._changes and chances[best] >= _CLEARLY_CHANGE

    def _caution(
        self, found: set[str], said: Said, core: str, ranked: RankedWishes, change: str
    ) -> Caution:
        """Tell why a change that a sentence sounds like is not wanted."""
        is_spoken = ranked.spoken > max(ranked.best, ranked.none)
        best = ranked.wishes[0] if ranked.wishes else None
        if not is_spoken and (best is None or best.words in self.shows):
            return ""
        words = change if best is None or best.words in self.shows else best.words
        copy = bare(said.copy)
        likely = self._table.careful(found | cues(copy, words))
        share = ranked.spoken / (ranked.spoken + ranked.best)
        enough = CAREFUL_OF_CUES if has_cues(copy) else CAREFUL
        if max(1 - likely.get("", 0.0), share) < enough:
            return ""
        likeliest = sorted((each for each in _CAUTIONS if each in likely), key=lambda x: -likely[x])
        if best is not None and means_it(copy, best.words, likeliest[0]):
            return ""
        may_be = [each for each in likeliest if self._may_be(each, core, copy, words)]
        if is_spoken:
            return (may_be or likeliest)[0]
        if may_be[:1] == likeliest[:1]:
            return likeliest[0]
        return may_be[0] if sum(likely[each] for each in may_be) >= CAREFUL else ""

    def _may_be(self, caution: Caution, core: str, copy: str, words: str) -> bool:
        """Tell whether a sentence has what it takes to be no wish in this way."""
        if caution == "several":
            return self._may_be_several(core, copy, words)
        return may_be_said(copy, caution)

    def _may_be_several(self, core: str, copy: str, words: str) -> bool:
        """Tell whether anything else may be wished besides: not what only says how and for whom."""
        if not may_be_several(copy):
            return False
        parted = [each for each in core.split(",") if each.strip()]
        alone = len(parted) < 2 and not is_chinese(copy)  # noqa: PLR2004 - one part
        return joins(copy) or alone or self._wishes_more(parted, words)

    def _wishes_more(self, parted: Sequence[str], words: str) -> bool:
        return any(self._changes_in(piece, words) for piece in parted)

    def _changes_in(self, piece: str, words: str) -> bool:
        """Tell whether a part of a sentence may want another change."""
        if not does(piece):
            return False
        chances = self._table.wanted(features(self._plain(piece), self._table.meanings))
        best = max(self._changes, key=chances.__getitem__)
        return chances[best] >= _MAYBE and self._wanted[best][0] != words

    def _several(self, said: str, words: str, topic: Topic | None) -> Caution:
        """Tell whether another part of the sentence clearly wants something else."""
        parted = pieces(said)
        if len(parted) < 2:  # noqa: PLR2004 - one piece is one wish, whatever it is likeliest
            return ""
        others = (self._clearly(piece) for piece in parted)
        if topic is not None:
            others = (route_of_files(each, topic) for each in others)
        return "several" if any(each not in {"", words} for each in others) else ""

    def _clearly(self, piece: str) -> str:
        plain = self._plain(piece)
        if len(plain) < 2:  # noqa: PLR2004 - one word alone wants nothing
            return ""
        chances = self._table.wanted(features(plain, self._table.meanings))
        best = max(range(len(chances)), key=chances.__getitem__)
        name = self._wanted[best][0]
        return (
            name
            if chances[best] >= _CLEAR
            and name not in {"none", SPOKEN, "cancel", "help"}
            and (not is_chinese(piece) or does(piece) or asks_to_see(piece))
            else ""
        )


def _certainly(chances: list[float], place: int) -> list[float]:
    """Make certain what a sentence is kept with; what else it may mean is next to nothing."""
    if place < 0:
        return chances
    small = [_KEPT * each for each in chances]
    return [*small[:place], 1.0 - _KEPT, *small[place + 1 :]]


def _as_kept(kept: KnownMeaning) -> Caution:
    return next((each for each in _CAUTIONS if each == kept.caution), "")


Wanted = tuple[str, Route[Any] | None, Mapping[str, str]]


def _wanted(routes: Routes[Any], labels: Iterable[str]) -> Iterator[Wanted]:
    """Give the command and fixed arguments of each label; no command for what wants nothing."""
    for label in labels:
        words, *fixed = label.split("|")
        yield words, routes.named(words), dict(each.split("=", 1) for each in fixed)


def _arguments(
    route: Route[Any],
    fixed: Mapping[str, str],
    sentence: Sentence,
    topic: Topic | None,
    gives: Sequence[str] | None,
) -> Filled:
    args = at_work(route.words, filled(route, fixed, sentence, gives))
    if topic is None or len(sentence.said.copy) > _SHORT:
        return args
    args = with_file(route, args, topic, sentence.said.copy)
    return following.with_topic(route, args, topic, sentence.said.copy)


def _fit(args: Filled) -> float:
    fit = _MISSING if args.missing else 1.0
    for kind in args.spare:
        fit *= _SPARE.get(kind, _SPARE_TIME)
    return fit


def _joined(one: Wish, other: Wish) -> Wish:
    """Two ways to mean a command: the likelier, which is as likely as both."""
    first = max(one, other, key=attrgetter("score"))
    return replace(first, score=one.score + other.score)


def _scaled(wishes: Iterable[Wish], none: float, spoken: float) -> RankedWishes:
    order = sorted(wishes, key=attrgetter("score"), reverse=True)
    total = sum(wish.score for wish in order) + none + spoken
    scaled = tuple(replace(wish, score=wish.score / total) for wish in order)
    return RankedWishes(scaled, none / total, spoken=spoken / total)
