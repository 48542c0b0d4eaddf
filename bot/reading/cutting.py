"""Cuts a sentence into what it is about and the rest."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.reading.file_names import begins_at, files
from bot.reading.names import NameIndex
from bot.reading.numbers import numbers, ordinals, pages, percents, sizes
from bot.reading.parts import Mention, apart
from bot.reading.said import Said, folded
from bot.reading.times import times

_QUOTED = re.compile(
    r"\"([^\"]{1,120})\"|(?<![a-z0-9])'([^']{1,120})'(?![a-z0-9])|\[([^\]]{1,120})\]"
)
_WITHIN: Final = re.compile(
    "(?:这个|那个)?(?:空间|钉盘|盘)?(?:(?:里面?|里边|里头|[中内下]面?)?的|里面?|里边|里头|那个|这个)"
    "(?:有一?[个份])?(?:[那这][个份])?(?:文件)?(?=[^.])"
)
"""What stands between a space and the file in it."""
_MOST_DOUBTS: Final = 3


def parts_of(said: Said, index: NameIndex, *, shown: bool = False) -> list[Mention]:
    """Find all parts of a sentence, none inside another; ``shown`` tells that files were."""
    names = [*_files(said, index, shown=shown), *index.all_in(said.copy)]
    return apart([*_quoted(said, index), *names, *_counted(said.copy)])


def without(
    said: Said, index: NameIndex, doubtful: frozenset[str], *, shown: bool = False
) -> list[Mention]:
    """Find all parts, where some names are no names of spaces but words."""
    names = [part for part in index.all_in(said.copy) if part.text not in doubtful]
    files_said = _files(said, index, shown=shown)
    return apart([*_quoted(said, index), *files_said, *names, *_counted(said.copy)])


def _files(said: Said, index: NameIndex, *, shown: bool) -> Iterator[Mention]:
    spaces = list(index.all_in(said.copy))
    for found in files(said.copy, shown=shown):
        if not shown and any(_holds(space, found) for space in spaces):
            continue
        start = _behind_space(said, index, found) or _begins(said, found)
        yield replace(found, start=start, text=said.typed(start, found.end).strip())


def _holds(space: Mention, file: Mention) -> bool:
    """Whether what is numbered as files are is the name of a space."""
    return space.start <= file.start and file.end <= space.end


def _behind_space(said: Said, index: NameIndex, file: Mention) -> int:
    """Give where the name of a file begins that stands behind its space without a blank, 0 where
    none does: 市场部的纪要.docx.
    """
    spaces = (each for each in index.all_in(said.copy[: file.end]) if each.start == file.start)
    space = next(spaces, None)
    within = _WITHIN.match(said.copy, space.end, file.end) if space else None
    return within.end() if within else 0


def _begins(said: Said, file: Mention) -> int:
    """Give where a name of several words begins: who is named before a file in small letters is
    no part of it (*give Bob plan.docx*).
    """
    start = begins_at(said.copy, file.start)
    before = said.typed(start, file.start).split()
    small = said.typed(file.start, file.start + 1).islower()
    capital = small and any(word[:1].isupper() for word in before)
    return file.start if capital else start


def _counted(copy: str) -> Iterator[Mention]:
    yield from pages(copy)
    yield from sorted(
        [*sizes(copy), *percents(copy), *times(copy), *ordinals(copy)],
        key=lambda part: part.start - part.end,
    )
    yield from numbers(copy)


def _quoted(said: Said, index: NameIndex) -> Iterator[Mention]:
    for found in _QUOTED.finditer(said.copy):
        start, end = next(found.span(group) for group in (1, 2, 3) if found[group] is not None)
        name = index.called(folded(said.copy[start:end]).strip())
        typed = said.typed(start, end).strip()
        if name is not None:
            yield Mention("space", found.start(), found.end(), name)
        elif typed:
            yield Mention("quoted", found.start(), found.end(), typed)
