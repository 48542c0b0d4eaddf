"""Which space is meant by what only shows something: the one that is named, be it by a part of its
name, or else the one whose files were shown.
"""

from collections.abc import Sequence
from typing import Final

from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
from bot.reading.parts import Mention
from bot.reading.said import Said, folded
from bot.reading.shown_files import shows_files
from bot.reading.strange import parts_said
from bot.reading.understood import Topic, Understood

VIEWS: Final = frozenset({"largest", "oldest", "duplicates", "by kind", "biggest folders"})
"""Lists of what fills a space."""


def space_named(copy: str, parts: Sequence[Mention], index: NameIndex) -> tuple[str, str]:
    """Give the only space that is named and what was said for it; an empty name for none, and with
    that what is said where several may be meant.
    """
    spaces = {part.text for part in parts if part.kind == "space" and not part.near}
    if spaces:
        several = next(iter(spaces))
        return (several, several) if len(spaces) == 1 else ("", several)
    said, called = parts_said(blanked(copy, parts), index.names)
    return (called[0], said) if len(called) == 1 else ("", said)


def space_meant(copy: str, parts: Sequence[Mention], topic: Topic | None, index: NameIndex) -> str:
    """Give the space that is named, else the one whose files were shown; empty for none."""
    space, said = space_named(copy, parts, index)
    return space or ("" if said else listed_in(topic, index))


def is_lent(understood: Understood, said: Said, topic: Topic | None, index: NameIndex) -> bool:
    """Tell whether a wish took the space of the last answer where a part of another's name was
    said: *who can edit Legal?* is about Legal 法务, whatever was shown before.
    """
    first = understood.wishes[0] if understood.wishes else None
    if first is None or topic is None:
        return False
    lent = set(first.raw.values()) & set(topic.raw.values()) & set(index.names)
    if not lent:
        return False
    named, _ = space_named(said.copy, parts_of(said, index), index)
    return bool(named) and named not in lent


def listed_in(topic: Topic | None, index: NameIndex) -> str:
    """Give the one space whose files the last list showed; empty for none."""
    if topic is None or not (shows_files(topic) or topic.words in VIEWS):
        return ""
    copies = map(folded, topic.raw.values())
    named = {part.text for copy in copies for part in index.all_in(copy)}
    return named.pop() if len(named) == 1 else ""


def blanked(copy: str, parts: Sequence[Mention]) -> str:
    """Give a copy with blanks where its parts are."""
    for part in parts:
        copy = copy[: part.start] + " " * (part.end - part.start) + copy[part.end :]
    return copy
