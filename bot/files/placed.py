"""A file said with its place, and words that lead to one: *a.pdf in Material*, 资料里的a.pdf."""

import re
from collections.abc import Iterator
from typing import Final

from bot.language import Reading, trim, unquoted
from bot.reading.file_names import is_file_name

_IN_EN: Final = re.compile(
    r"(?:(?:the|that|this) )?(?:file )?(?P<file>.+?) (?:in|inside|from|of|at|under) (?P<place>.+)"
)
_IN_ZH: Final = tuple(
    re.compile(rf"(?P<place>.+?)(?:{within}) ?(?:文件 ?)?(?P<file>.+)")
    for within in ("(?:里面?|里边|里头)的", "里面?|里边|里头", "[中内]的", "的")
)
"""What says most stands first: 中 and 的 are parts of many names."""
_FOLDER_EN: Final = re.compile(
    r"(?:(?:to|into|under|in) )?(?:(?:the|that|its) )?(?:folder )?(?P<name>.+?)(?: folder)?"
    r" (?:in|of|under|inside) (?:the )?(?P<place>.+?)(?: space| drive)?"
)
_FOLDER_ZH: Final = re.compile(
    "[到进]?(?P<place>.+?)(?:空间|钉盘|盘)?(?:里面?|里边|里头|[中内下]面?)?的(?P<name>.+?)(?:[这那]个)?"
    "(?:文件夹|目录)?(?:里面?)?去?[吧呗]?"
)
_PLACE: Final = re.compile(
    r"(?:in|inside|of|from|at|under) (?:the )?(?P<en>.+)"
    r"|(?P<zh>.+?) ?(?:(?:里面?|里边|里头|[中内])的?|的)"
)


def placed(said: str) -> Iterator[tuple[str, str]]:
    """Give what may be a file's name and its place, the likeliest first; nothing for no file."""
    reading = Reading(said)
    for pattern in (_IN_EN, *_IN_ZH):
        found = pattern.fullmatch(reading.copy)
        if found is None:
            continue
        name = unquoted(reading.raw_between(*found.span("file")))
        place = unquoted(reading.raw_between(*found.span("place")))
        if name and place and is_file_name(name.split()[-1]):
            yield name, place


def placed_folder(said: str) -> Iterator[tuple[str, str]]:
    """Give what may be a place and a folder in it: *the folder Archive in Finance*."""
    reading = Reading(said)
    for pattern in (_FOLDER_EN, _FOLDER_ZH):
        found = pattern.fullmatch(reading.copy)
        if found is not None:
            place, name = (reading.raw_between(*found.span(each)) for each in ("place", "name"))
            yield unquoted(trim(place)), unquoted(trim(name))


def bare_place(said: str) -> str:
    """Give a place without the words that lead to it or follow it: *in Finance*, 资料里."""
    reading = Reading(said)
    found = _PLACE.fullmatch(reading.copy)
    if found is None:
        return said
    return unquoted(trim(reading.raw_between(*found.span("en" if found["en"] else "zh"))))
