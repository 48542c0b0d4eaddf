"""Several files that are named one behind the other: 把a.docx和b.mp4都发我."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.reading.cutting import parts_of
from bot.reading.file_names import ENDINGS
from bot.reading.names import index_of
from bot.reading.said import Said
from bot.reading.understood import Wish

_AND: Final = re.compile(" ?(?:[和与跟及、,&+]|以及|还有|(?<![a-z])(?:and|plus)(?![a-z])|, and) ?")


def joined_files(text: str, first: str, spaces: Sequence[str]) -> tuple[str, ...]:
    """Give the files that are named together with the ``first``; empty where it stands alone."""
    said = Said(text)
    files = [part for part in parts_of(said, index_of(tuple(spaces))) if part.kind == "file"]
    gaps = [said.copy[a.end : b.start] for a, b in pairwise(files)]
    if len(files) < 2 or not all(map(_AND.fullmatch, gaps)):  # noqa: PLR2004 - one is alone
        return ()
    rest = tuple(part.text for part in files if not first.endswith(part.text))
    return rest if len(rest) == len(files) - 1 else ()


_BOTH: Final = re.compile(
    rf"(?P<first>.*?\.(?:{ENDINGS})) ?(?:[和与跟及、,&+]|以及|还有| and ) ?[^/]*\.(?:{ENDINGS})",
    re.IGNORECASE,
)


def with_first(wish: Wish) -> Wish:
    """Give a wish for one file with the first of several that were taken for its name together."""
    found = _BOTH.fullmatch(wish.raw.get("file", ""))
    return replace(wish, raw={**wish.raw, "file": found["first"]}) if found else wish
