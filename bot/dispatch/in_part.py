"""Finds the spaces of which a sentence says only a part of the name: 财务 for 财务共享盘.

Such a name is never dropped, and never acted on: it is asked about, or chosen among several.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.drive.spaces import Space
from bot.reading import Understood, Wish
from bot.reading.strange import parts_said, strange_name

MOST: Final = 3
LIKELY: Final = 0.2
"""How likely what is meant with a space must be; else it is the space that is shown."""
_JOINED: Final = re.compile(
    r"(?:\.|(?<![a-z]))(?: or| and| vs\.?| versus| with|[和跟与]|还是|或) ?(?:the )?$",
    re.IGNORECASE,
)
"""Words that join a name to one before it."""
_CHECKS: Final = re.compile(
    "(?<![a-z])(?:check|look|see|have a look|take a look)(?![a-z])|看|查", re.IGNORECASE
)
_ABOUT_ALL: Final = frozenset(
    {"spaces", "space", "quota", "quota top", "alert open", "digest", "alert levels"}
)
"""Commands that answer a sentence whose space was not understood."""


@dataclass(frozen=True, slots=True)
class InPart:
    """What is meant if ``said`` stands for the first of some ``spaces``."""

    said: str
    spaces: Sequence[Space]
    understood: Understood


async def named_in_part(
    text: str,
    understood: Understood,
    spaces: Sequence[Space],
    reread: Callable[[str], Awaitable[Understood]],
) -> InPart | None:
    """Read a sentence that names no space again, with the whole name where a part of it stands."""
    first = understood.wishes[0] if understood.wishes else None
    is_one = first is not None and bool(first.raw.get("space"))
    if is_one and first is not None and first.words not in _ABOUT_ALL:
        return None
    is_plain = understood.certainty == "half" and not understood.caution
    is_faint = is_plain and first is not None and first.score < LIKELY
    of_all = first is None or first.words in _ABOUT_ALL or is_faint or _checks(text, first)
    if understood.certainty != "unsure" and not of_all:
        return None
    rest = _without_names(text, [space.name for space in spaces])
    said, called = parts_said(rest, [space.name for space in spaces])
    place = rest.casefold().find(said)
    if is_one and not _JOINED.search(rest[: max(place, 0)]):
        return None
    if not called or place < 0 or _is_new(said, understood.wishes):
        return None
    name = called[0]
    again = await reread(f"{text[:place]}“{name}”{text[place + len(said) :]}")
    if any(name in each.raw.get("name", "") for each in again.wishes):
        return None  # a new name, which has nothing of what is called otherwise
    wishes = tuple(
        replace(each, near=True)
        for each in again.wishes
        if name in " ".join(each.raw.values()) and each.score >= LIKELY
    )
    if again.certainty == "unsure" or not wishes:
        wishes = (Wish("space", {"space": name}, LIKELY, near=True),)
    found = [space for space in spaces if space.name in called]
    return InPart(said, found, Understood("half", wishes[:MOST], again.caution))


def says_a_name(text: str, spaces: Sequence[Space]) -> bool:
    """Tell whether a sentence has a part of a space's name, or of one that is not there."""
    _, called = parts_said(text, [space.name for space in spaces])
    return bool(called or strange_name(text))


def _checks(text: str, wish: Wish) -> bool:
    """Tell whether *check … for me* was taken for the question who somebody is."""
    return wish.words == "whoami" and _CHECKS.search(text) is not None


def _without_names(text: str, names: Sequence[str]) -> str:
    """Put dots for the whole names in a sentence: no part of them means another space."""
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1:
            dots = "." * len(name)
            text = re.sub(re.escape(name), dots, text, flags=re.IGNORECASE)
    return text


def _is_new(said: str, wishes: Sequence[Wish]) -> bool:
    """Tell whether what is likeliest takes these words as they are, as the name of a new space."""
    likeliest = max(wishes, key=lambda each: each.score, default=None)
    if likeliest is None or likeliest.words in _ABOUT_ALL:
        return False
    return said in likeliest.raw.values()
