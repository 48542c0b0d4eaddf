"""WhichMembers and what somebody names in a command about roles.

A mention may stand anywhere in the text or nowhere, a name may have several words, and so may a
role. So each part is taken as it was cut, and the whole is parted anew by :func:`parted`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from bot.language import Person, named_or_row, normalise, trim, unquoted
from bot.rights.role import FileRole, role_in, role_of


@dataclass(frozen=True, slots=True)
class WhichPlace:
    """A file, a folder or a space, in any way that names one; the folder shown last for none."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        """Give what was typed, and the number of a row in digits."""
        return named_or_row(text)


@dataclass(frozen=True, slots=True)
class WhichMembers(Person):
    """People, a department, this group or everybody, as they were named or mentioned."""

    @override
    def mentioned(self, text: str) -> str:
        """Give the text: what is no mention in it is another part."""
        return trim(text)


@dataclass(frozen=True, slots=True)
class SomeWords:
    """A part of what was said, as it was cut; it may have been left out."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        return trim(text)


@dataclass(frozen=True, slots=True)
class SaidRight:
    """Who, which role and where, as they were said, each empty (None) for nothing."""

    who: str = ""
    role: FileRole | None = None
    place: str = ""


def parted(who: str, role: str, place: str) -> SaidRight:
    """Part what was said into who, which role and where, its quotes kept: the role stands between
    the others.

    What was parted before is taken as it is.
    """
    if who and place and (known := role_of(role)) and role_in(who) is None:
        return SaidRight(_unmarked(who), known, trim(place))
    whole = " ".join(filter(None, (who, role, place)))
    found = role_in(whole)
    if found is None:
        return SaidRight(_unmarked(who))
    return SaidRight(_unmarked(found.before), found.role, found.behind)


def taken_from(who: str, place: str, names: Sequence[str]) -> SaidRight:
    """Part what was said into from whom and where; ``names`` are those of who was mentioned, and a
    role that is named besides is no part of either.
    """
    if not names:
        found = role_in(place)
        behind = found.behind if found and not found.before and found.behind else place
        return SaidRight(_unmarked(who), None, unquoted(_without_from(behind)))
    whole = without_mentions(" ".join(filter(None, (who, place))), names)
    found = role_in(whole)
    behind = found.behind if found and not found.before and found.behind else whole
    return SaidRight("", None, unquoted(_without_from(behind)))


def _without_from(said: str) -> str:
    for word in ("from ", "on ", "of ", "for "):
        if said.lower().startswith(word) and len(said) > len(word):
            return trim(said[len(word) :])
    return said


def without_mentions(said: str, names: Sequence[str]) -> str:
    """Give what is left of a text without the people who were mentioned in it by these names."""
    for name in sorted(names, key=len, reverse=True):
        for mark in ("@", "＠", ""):
            if name and f"{mark}{name}" in said:
                said = said.replace(f"{mark}{name}", " ", 1)
                break
    words = (word for word in said.split() if not word.startswith(("@", "＠")))
    return trim(" ".join(words))


def _unmarked(who: str) -> str:
    return unquoted(trim(who).lstrip("@＠"))


def is_one_of(said: str, words: frozenset[str]) -> bool:
    """Tell whether a text is one of some words, however they are written."""
    return normalise(unquoted(said)).rstrip(" .!?~。") in words
