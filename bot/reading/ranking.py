"""Ranks what may be wanted with a sentence whose parts are known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final

from bot.access import Role
from bot.reading import following
from bot.reading.cautions import SPOKEN, cues, has_cues, pieces
from bot.reading.contexts import behind, wish_at
from bot.reading.features import about, elements, features
from bot.reading.filling import Filled, filled
from bot.reading.forbidding import may_be_several, means_it
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
LEAST: Final = 0.02
"""What is less likely is not wanted."""
_FAINT: Final = 0.002
_KEPT: Final = 0.01
"""All that is not what a kept sentence means is so likely together."""
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
    only spoken of; ``about`` is the first space that was named, and ``caution`` says why
    a change is not wanted, though it sounds so.
    """

    wishes: tuple[Wish, ...]
    none: float = 1.0
    beyond: str = ""
    spoken: float = 0.0
    about: str = ""
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
        found = self._found(cut(said.copy, parts), cut(rest, rest_parts))
        means_something = any(each.startswith("=") for each in found)
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
            elif chance >= _FAINT and (means_something or kept is not None or name in self.shows):
                sentence = Sentence(said, parts, self.spelling, why=why)
                gives = kept.gives if kept is not None and number == place else None
                other = self._of_files(name, asker.topic) if of_files else None
                if other is not None:
                    wish = self._wish(other, {}, sentence, asker, None)
                else:
                    wish = self._wish(route, fixed, sentence, asker, gives)
                wish = replace(wish, score=chance * wish.score)
                known = wishes.get(wish.words)
                wishes[wish.words] = wish if known is None else _joined(known, wish)
        ranked = _scaled(wishes.values(), **beside)
        names = (part.text for part in parts if part.kind == "space")
        ranked = replace(ranked, about=next(names, ""), beyond=beyond)
        if kept is not None:
            return replace(ranked, caution=_as_kept(kept), kept=True)
        change = max(self._changes, key=lambda place: chances[place], default=None)
        changed = "none" if change is None else self._wanted[change][0]
        caution = self._caution(found, core, ranked, changed)
        if not caution and ranked.best and ranked.wishes[0].words not in self.shows:
            wish = ranked.wishes[0]
            goes_on = asker.topic if of_files else None
            caution = against(core, rest_parts, wish) or self._several(
                cut(rest, rest_parts), wish.words, goes_on
            )
            if means_it(said.copy, wish.words, caution):
                caution = ""
        return replace(ranked, caution=caution)

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

    def _of_files(self, words: str, topic: Topic | None) -> Route[Any] | None:
        """Give the command that does to files what another does to spaces, if there is one."""
        instead = route_of_files(words, topic) if topic else words
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

    def _caution(self, found: set[str], said: Said, ranked: RankedWishes, change: str) -> Caution:
        """Tell why a change that a sentence sounds like is not wanted."""
        is_spoken = ranked.spoken > max(ranked.best, ranked.none)
        best = ranked.wishes[0] if ranked.wishes else None
        if not is_spoken and (best is None or best.words in self.shows):
            return ""
        words = change if best is None or best.words in self.shows else best.words
        likely = self._table.careful(found | cues(said.copy, words))
        share = ranked.spoken / (ranked.spoken + ranked.best)
        enough = CAREFUL_OF_CUES if has_cues(said.copy) else CAREFUL
        if max(1 - likely.get("", 0.0), share) >= enough:
            caution = max((each for each in _CAUTIONS if each in likely), key=likely.__getitem__)
            is_meant = best is not None and means_it(said.copy, best.words, caution)
            one = caution == "several" and not may_be_several(said.copy)
            return "" if is_meant or one else caution
        return ""

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
            if chances[best] >= _CLEAR and name not in {"none", SPOKEN, "cancel", "help"}
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
    args = filled(route, fixed, sentence, gives)
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
