"""How sentences are read, counted: ``make phrases``. ``--failed seen`` lists which of *seen* are not."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.access import Role
from bot.dispatch.doubting import is_only_spoken_of
from bot.dispatch.following import following
from bot.drive.spaces import Space
from bot.errors import UserError
from bot.language import Narrowed, Narrowing, Which, normalise
from bot.messages import Argument
from bot.reading import Reader, Understood, Wish
from bot.reading.described import describes
from bot.reading.shown_files import FILE_PARTS
from bot.routing import Route, Routes
from bot.times import Unclear, nearest, read_days
from handlers import ROUTERS
from tests.phrases.rows import HERE, SHOWS, Row, argument, rows_of, seen

ROUTES: Final = Routes(ROUTERS)
TODAY: Final = date(2026, 11, 2)


LEARNT: Final[Mapping[str, frozenset[str]]] = {
    "access": frozenset({"who", "my rights", "can", "grant", "revoke", "request access", "share"}),
}
"""What could not be done when the measured sentences were written, and what does it now."""


@dataclass(frozen=True)
class Known:
    spaces: Sequence[Space]
    known: bool = True


@dataclass(frozen=True)
class About:
    words: str
    raw: Mapping[str, str]
    page: int = 1


@dataclass(frozen=True)
class Result:
    """How one sentence was read: ``right`` at once, ``offered`` too, ``changes`` what must not."""

    row: Row
    read: Understood
    right: bool
    offered: bool
    changes: bool


class Measure:
    """Reads sentences as the dispatcher does."""

    def __init__(self, reader: Reader, spaces: Sequence[str]) -> None:
        self._reader = reader
        self._names = Known(
            [Space(f"id{place}", name, "custom", 1) for place, name in enumerate(spaces)]
        )

    def of(self, row: Row) -> Result:
        """Read a sentence, and compare with what it means."""
        read = self._read(row)
        first = read.wishes[0] if read.wishes else None
        at_once = first is not None and read.certainty == "sure"
        if row.command == "none":
            about = row.arguments.get("about", "")
            if about in LEARNT and first is not None and first.words in LEARNT[about]:
                return Result(row, read, at_once, offered=True, changes=_changes(first))
            quiet = not at_once and read.beyond == about
            return Result(row, read, quiet, quiet, _changes(first))
        right = at_once and _means(first, row)
        offered = right or any(_means(wish, row) for wish in read.wishes)
        if row.caution and offered and not _changes(first):
            right = True
        return Result(row, read, right, offered, _changes(first))

    def _read(self, row: Row) -> Understood:
        if row.after == "spaces" and (page := _page(row)):
            return Understood("sure", (Wish("spaces", {"words": f"page {page}"}, 1.0),))
        match = ROUTES.find(row.say)
        role = Role.MEMBER if row.member else Role.ADMIN
        read = self._reader.read(
            row.say, role=role, group=row.group, names=self._names, topic=topic(row)
        )
        if match is None or not _makes_sense(match.route, match.raw, self._names):
            return read
        if (match.raw and read.kept) or is_only_spoken_of(row.say, match):
            return read
        return Understood("sure", (Wish(match.route.words, match.raw, 1.0),))


def topic(row: Row) -> About | None:
    """Give what the last answer was about."""
    if not row.after:
        return None
    match = ROUTES.find(row.about)
    if match is None:
        return About(row.after, {})
    page = match.raw.get("words", "page 1").removeprefix("page ")
    return About(match.route.words, dict(match.raw), int(page) if page.isdecimal() else 1)


def _page(row: Row) -> int:
    """Give the page of a list that a sentence turns to; 0 where it turns to none."""
    about = topic(row)
    follows = following(row.say)
    if about is None or follows is None:
        return 0
    match follows.kind:
        case "page":
            return follows.number
        case "next":
            return about.page + 1
        case "previous":
            return max(1, about.page - 1)
        case _:
            return 0


def _makes_sense(route: Route[Any], raw: Mapping[str, str], names: Known) -> bool:
    try:
        route.read(raw)
    except UserError:
        return False
    for part in route.takes:
        said = raw.get(part.name, "")
        if said and isinstance(part, Which):
            called = normalise(said).strip(" \"'")
            known = {normalise(space.name) for space in names.spaces}
            if not (called.lstrip("#").isdecimal() or called in known or called in {"all", "off"}):
                return False
        elif (said and part.name in {"words", "name", "growing"} and len(said) > 12) or (
            said and part.name in {*_NAMED, *FILE_PARTS} and describes(said)
        ):
            return False
    return True


_NAMED: Final = frozenset({"space", "place", "space or person"})


def _changes(wish: Wish | None) -> bool:
    return wish is not None and wish.words not in SHOWS


def _means(wish: Wish | None, row: Row) -> bool:
    if wish is None or wish.words not in {row.command, *row.also}:
        return False
    route = ROUTES.named(wish.words)
    return route is not None and all(
        _same(part, wish.raw.get(part.name, ""), row) for part in route.takes
    )


def _same(part: Argument[object], said: str, row: Row) -> bool:
    expected = argument(row, part.name)
    if isinstance(part, Narrowed) and not expected and _only_orders(part.read(said)):
        return True
    if normalise(said) == normalise(expected):
        return True
    if not said or not expected:
        return not said and part.name not in row.arguments and row.command in row.also
    read = getattr(part, "meaning", part.read)
    try:
        if part.name == "dates":
            return _days(said) == _days(expected)
        return bool(read(said) == read(expected)) or _plain(read(said)) == _plain(read(expected))
    except (UserError, Unclear):
        return False


def _only_orders(narrowing: Narrowing) -> bool:
    """Whether a list is only in the order that was said, or of so many rows: the sentences were
    written when a list had neither.
    """
    growing = narrowing.sorting == "growth" or narrowing.kinds
    return not (narrowing.has_conditions or narrowing.words or growing)


def _plain(value: object) -> object:
    return normalise(value) if isinstance(value, str) else _morning(value)


def _morning(value: object) -> object:
    """Two ways to say until tomorrow morning are one."""
    until = getattr(getattr(value, "wanted", value), "until", None)
    return (getattr(until, "day", None), getattr(until, "minute", None)) if until else value


def _days(text: str) -> object:
    return [nearest(first, last, TODAY) for first, last in read_days(text)]


def sets() -> Iterator[tuple[str, list[str], list[Row]]]:
    """Give the sets: their name, the spaces, the sentences."""
    yield ("seen", *seen())
    for name in ("fresh", "wrong"):
        yield (name, *rows_of(HERE / f"{name}.yaml"))


def counted(reader: Reader) -> Iterator[tuple[str, str, Counter[str]]]:
    """Count by set and language."""
    for name, spaces, rows in sets():
        measure = Measure(reader, spaces)
        for language in ("zh", "en"):
            found = [measure.of(row) for row in rows if row.language == language]
            yield name, language, _count(name, found)


def _count(name: str, found: Sequence[Result]) -> Counter[str]:
    wrong = [each.changes if name == "wrong" else not each.offered for each in found]
    right = [not each.changes if name == "wrong" else each.right for each in found]
    at_once = [each.read.certainty == "sure" and not each.right for each in found]
    return Counter(
        sentences=len(found),
        right=sum(right),
        offered=sum(each.offered for each in found),
        wrong=sum(wrong),
        misled=sum(at_once),
    )


def failed() -> Iterator[str]:
    """Say which of the sentences that are learnt from are not read right."""
    spaces, rows = seen()
    measure = Measure(Reader(ROUTES), spaces)
    for row in rows:
        result = measure.of(row)
        if not result.right:
            wishes = [
                (wish.words, dict(wish.raw), round(wish.score, 2)) for wish in result.read.wishes
            ]
            mark = "offered" if result.offered else "WRONG"
            yield f"{mark} {row.say!r} {row.command} {dict(row.arguments)} after={row.about!r} {row.caution} -> {result.read.certainty} {wishes}"


if __name__ == "__main__":
    if sys.argv[1:] == ["--failed", "seen"]:
        print(*failed(), sep="\n")
    else:
        for name, language, count in counted(Reader(ROUTES)):
            print(
                name,
                language,
                {
                    key: (value, round(100 * value / count["sentences"], 1))
                    for key, value in count.items()
                },
            )
