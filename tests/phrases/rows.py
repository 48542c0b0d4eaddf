"""Sentences kept as data, each with what it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from bot.language import Narrowed, language_of
from bot.reading import table
from bot.routing import Routes
from handlers import ROUTERS

SEEN: Final = table.HERE / "sentences"
HERE: Final = Path(__file__).parent
SHOWS: Final = frozenset(route.words for route in Routes(ROUTERS) if route.looks)
FIXED: Final = frozenset(
    {"off", "all", "default", "next level", "growing", "new", "changed", "china", "zh", "en"}
    | {"full", "mine", "empty", "new this month"}
    | {"space", "digest", "alerts", "change", "act", "idle"}
    | {"files", "access", "storage", "restore", "rename", "reminder", "chart", "still"}
)
"""Arguments that are said in words of all kinds, so that they belong to what is wanted."""


_COUNT: Final = re.compile(" ?top [0-9]+$")
"""How many rows of a list are wanted, which is read where it stands."""


@dataclass(frozen=True)
class Row:
    """A sentence: who says it where, the command it means, and its arguments as written there.

    ``after`` is the command that the last answer was about, ``about`` all that was typed for it.
    """

    say: str
    command: str
    member: bool
    group: bool
    language: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict, hash=False)
    also: tuple[str, ...] = ()
    after: str = ""
    about: str = ""
    caution: str = ""
    kind: str = ""

    @property
    def unknown(self) -> tuple[str, ...]:
        """What nobody could know before it was said."""
        free = [self.arguments.get(name, "") for name in ("name", "person")]
        return tuple(each for each in free if each)


def read_of_itself(words: str) -> bool:
    """Whether words narrow a list by an order, a number of rows or names, which are read where they
    stand in a sentence.
    """
    narrowing = Narrowed("words").read(words)
    return bool(narrowing.sorting or narrowing.most or narrowing.named)


def label(row: Row) -> str:
    """Name what is wanted: the command, and arguments that are no parts of the sentence."""
    said = {name: _COUNT.sub("", value) for name, value in row.arguments.items()}
    fixed = [f"{name}={value}" for name, value in sorted(said.items()) if value in FIXED]
    words = row.arguments.get("words", "")
    if read_of_itself(words):
        words = ""
    if words and words not in FIXED:
        kinds = {"over": "over", "page": "page"}
        fixed.append(f"words={kinds.get(words.split()[0], 'search')}")
    return "|".join([row.command, *fixed])


def argument(row: Row, part: str) -> str:
    """Give what a sentence says for a part of its command, empty for nothing."""
    given = row.arguments
    match part:
        case "growing":
            return given.get("by", "")
        case "day and time":
            return f"{given.get('day', '')} {given.get('time', '')}".strip()
        case "space or person":
            return given.get("space") or given.get("person", "")
        case "page":
            return given.get("words", "").removeprefix("page ")
        case name:
            return given.get(name, "")


def rows_of(path: Path, language: str = "") -> tuple[list[str], list[Row]]:
    """Read a file: the spaces there are, and the sentences."""
    stored = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    return stored["spaces"], [_row(each, language) for each in stored["phrases"]]


def seen() -> tuple[list[str], list[Row]]:
    """Give the sentences that are learnt from."""
    spaces: dict[str, None] = {}
    rows: dict[str, Row] = {}
    for path in sorted(SEEN.rglob("*.yaml")):
        names, found = rows_of(path, path.stem if len(path.stem) == 2 else "")
        spaces.update(dict.fromkeys(names))
        rows.update({f"{row.after}:{row.say}": row for row in found})
    return list(spaces), list(rows.values())


def _row(row: dict[str, Any], language: str) -> Row:
    about = row.get("after") or ""
    commands = row["command"]
    several = commands if isinstance(commands, list) else [commands]
    return Row(
        say=row["say"],
        command=several[0],
        member=row["role"] == "member",
        group=row["where"] == "group",
        language=row.get("lang") or language or language_of(row["say"]) or "en",
        arguments={name: str(value) for name, value in row.get("arguments", {}).items()},
        also=tuple(each for each in (*several[1:], *row.get("also", ()))),
        after=_command(about),
        about=about,
        caution=row.get("caution") or "",
        kind=row.get("kind", ""),
    )


def _command(about: str) -> str:
    two = " ".join(about.split()[:2])
    return two if two in _TWO else about.split(" ", maxsplit=1)[0] if about else ""


_TWO: Final = frozenset(route.words for route in Routes(ROUTERS) if " " in route.words)
