"""Has the trail show deletions alone where somebody asks who deleted something."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.reading import Understood, Wish
from bot.reading.file_names import files
from bot.reading.said import Said

TRAIL: Final = "audit"
ABOUT: Final = "space or person"
WORDS: Final = {"zh": "删除", "en": "deletions"}
"""What is said before a name for deletions alone."""
_DELETED: Final = re.compile(
    "(?<![a-z])(?:delet(?:ed?|ions?|es|ing)|remov(?:ed?|es|ing)|trashed)(?![a-z])|删"
)
_MADE: Final = re.compile(
    "(?<![a-z])(?:creat(?:ed?|ions?|es|ing)|made|added|renamed|moved"
    "|set up)(?![a-z])|新建|创建|建了|改名|移动|新增"
)
"""Asks for more than what was deleted."""
_WHO: Final = re.compile("(?<![a-z])who(?![a-z])|谁|哪个人|什么人")


def of_deletions(understood: Understood, text: str) -> Understood:
    """Give what was understood, with the trail narrowed to deletions where these are asked about;
    who deleted a file that is named is surely that.
    """
    said = Said(text)
    if not _DELETED.search(said.copy) or _MADE.search(said.copy):
        return understood
    wishes = tuple(_narrowed(each, said) for each in understood.wishes)
    trail = next((each for each in wishes if each.words == TRAIL), None)
    if trail is None or not _WHO.search(said.copy) or not _file(said):
        return replace(understood, wishes=wishes)
    return replace(
        understood, wishes=(replace(trail, near=False), *_besides(wishes)), certainty="sure"
    )


def _besides(wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    return tuple(each for each in wishes if each.words != TRAIL)


def _narrowed(wish: Wish, said: Said) -> Wish:
    if wish.words != TRAIL:
        return wish
    language = "en" if said.copy.isascii() else "zh"
    about = f"{WORDS[language]} {_file(said) or wish.raw.get(ABOUT, '')}".strip()
    return replace(wish, raw={**wish.raw, ABOUT: about})


def _file(said: Said) -> str:
    """Give the file that is named, as it was typed."""
    found = next(files(said.copy), None)
    return said.typed(found.start, found.end) if found else ""
