"""A folder or file said with the space it is in: *Material in Design*, Design里的资料文件夹."""

import re
from collections.abc import Iterator
from typing import Final

from bot.language import Reading, trim, unquoted

_PATTERNS: Final = (
    re.compile(r"(?P<place>[^/／\\]+)[/／\\](?P<name>[^/／\\]+)"),
    re.compile(
        r"(?:the |that |this )?(?P<name>.+?) (?:in|inside|from|of|at|under|within) (?P<place>.+)"
    ),
    re.compile("(?P<place>.+?)(?:空间|钉盘)?(?:里面?|里边|里头|下面?|[中内])的(?P<name>.+)"),
    re.compile("(?P<place>.+?)(?:空间|钉盘)?(?:里面?|里边|里头|的) ?(?P<name>.+)"),
)
_AROUND: Final = re.compile(
    "(?:(?:the )?(?:folder|file) |[这那]个)?(?P<bare>.+?)"
    "(?: (?:folder|file)| ?(?:[这那]个)?(?:文件夹?|目录))"
    "|(?:the )?(?:folder|file) (?P<led>.+)"
)


def inside(said: str) -> Iterator[tuple[str, str]]:
    """Give what may be a name and the space that it is said to be in, the likeliest first."""
    reading = Reading(said)
    for pattern in _PATTERNS:
        found = pattern.fullmatch(reading.copy)
        if found is None:
            continue
        name, place = (
            unquoted(trim(reading.raw_between(*found.span(each)))) for each in ("name", "place")
        )
        if name and place:
            yield name, place


def bare_name(said: str) -> str:
    """Give a name without the words that say what it is: 资料 of 资料文件夹."""
    reading = Reading(said)
    found = _AROUND.fullmatch(reading.copy)
    if found is None:
        return said
    group = "bare" if found["bare"] else "led"
    return unquoted(trim(reading.raw_between(*found.span(group))))
