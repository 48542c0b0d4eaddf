"""Spaces as people know them: in the order of a list, and by what they are called."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.drive.both_languages import halves_of
from bot.drive.spaces import Space
from bot.errors import AmbiguousSpace, NoSuchSpace
from bot.language import are_called_alike, near

NEAR = 60
ALIKE = 80
NEAR_COUNT = 3
CLOSE_COUNT = 20
"""So many may be meant, of which some may be hidden from whoever asks."""
LEAST_PART = 2
"""A part of a name has so many characters."""
NAME_LENGTH = 300
"""No more characters are compared with names that come close."""
NUMBER_LENGTH = 6
TYPED_LENGTH = 40
"""Nobody types more of a name."""
ROW_LENGTH = 3
"""A number of more digits, a year for example, may be meant for a part of a name."""


def fullest_first(spaces: Iterable[Space]) -> tuple[Space, ...]:
    """Order spaces: those with a quota of their own by used/quota, then the rest by used bytes.

    Those of which nothing is known come last.
    """
    return tuple(sorted(spaces, key=_fullness))


def find(
    text: str, spaces: Sequence[Space], numbered: Sequence[str] = (), unread: int = 0
) -> Space:
    """Find the one space that ``text`` means.

    By id, by exact name, by a name that reads the same, by the number it had in the last list
    (``numbered``, ids in order), or by a prefix that only one name has, or half of one in both
    languages. What people say around a name (*the … space*, …空间) may stand around it. A number
    that is also a name is not guessed at. ``unread`` spaces are missing from ``spaces``. Raises
    NoSuchSpace, AmbiguousSpace.
    """
    asked = text.strip()
    found = _answering(asked, spaces, numbered)
    if not found:
        raise _none(asked, spaces, numbered, unread)
    if len(found) > 1:
        raise AmbiguousSpace(asked, tuple((space.id, space.name, space.used) for space in found))
    return found[0]


def candidates(text: str, spaces: Sequence[Space], numbered: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the ids of all spaces that :func:`find` might find, those it would prefer first: of some
    it may turn out that whoever asks does not see them. A long number may be an id.
    """
    asked = text.strip()
    plain = _plain(asked)
    ids = [space.id for space in spaces if space.id == asked]
    if asked.isdecimal():
        is_row = len(asked) <= NUMBER_LENGTH and 0 < int(asked) <= len(numbered)
        ids += [numbered[int(asked) - 1]] if is_row else []
        ids += [asked] if len(asked) > NUMBER_LENGTH else []
    if plain:
        said = [each for each in (plain, _bare(plain), *_said_twice(plain)) if each]
        begun = [each for each in spaces if any(_begins(_plain(each.name), one) for one in said)]
        begun.sort(key=lambda each: (each.name != asked, _plain(each.name) != plain))
        ids += [space.id for space in begun]
    return tuple(dict.fromkeys(ids))


def close(text: str, spaces: Sequence[Space], _: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the ids of the spaces whose names come close, the closest first."""
    asked = text.strip()
    if asked.isdecimal() and len(asked) <= ROW_LENGTH:
        return ()
    names = _near(asked, spaces, CLOSE_COUNT)
    return tuple(space.id for name in names for space in spaces if space.name == name)


def said_in(text: str, spaces: Sequence[Space]) -> tuple[str, ...]:
    """Give the ids of the spaces whose names stand in a text, the longest first, then of those that
    it may be a misspelt name of.
    """
    said = _plain(text)
    tight = said.replace(" ", "")
    named = [(plain, space.id) for space in spaces if (plain := _plain(space.name))]
    inside = [each for each in named if each[0] in said or each[0].replace(" ", "") in tight]
    inside.sort(key=lambda each: -len(each[0]))
    begun = [each for each in named if each[0].startswith(said)] if said else []
    ids = [*(space_id for _, space_id in inside), *(space_id for _, space_id in begun)]
    return tuple(dict.fromkeys([*ids, *close(text, spaces)]))


def typed_name(space_id: str, name: str, names: Mapping[str, str]) -> str:
    """Give the name by which a space can be typed, "" where its id is safer: it is long, reads like
    a number, or another of ``names`` (by id) reads the same.
    """
    plain = _plain(name)
    alike = {each for each, other in names.items() if _plain(other) == plain}
    is_clear = plain and not plain.isdecimal() and len(name) <= TYPED_LENGTH
    return name if is_clear and alike <= {space_id} else ""


def called(names: Iterable[str], spaces: Sequence[Space]) -> tuple[str, ...]:
    """Give the ids of all spaces that have one of these names, or one that reads the same."""
    wanted = {_plain(name) for name in names}
    return tuple(space.id for space in spaces if _plain(space.name) in wanted)


def in_part(text: str, spaces: Sequence[Space]) -> tuple[Space, ...]:
    """Find the spaces whose names have what was said as a part, or begin with it in the other
    language: 财务 for *Finance*.
    """
    part = _bare(_plain(text)) or _plain(text)
    if len(part) < LEAST_PART:
        return ()
    return tuple(each for each in spaces if _has(_plain(each.name), part))


def _has(name: str, part: str) -> bool:
    inside = rf"(?<![a-z]){re.escape(part)}(?![a-z])" if part.isascii() else re.escape(part)
    return re.search(inside, name) is not None or are_called_alike(part, name)


def bare(text: str) -> str:
    """Give what was said without the words that stand around a space's name."""
    return _bare(_plain(text)) or text


def is_called(text: str, spaces: Sequence[Space]) -> bool:
    """Tell whether some space has just this name, or one that reads the same."""
    plain = _plain(text)
    return any(_plain(space.name) == plain for space in spaces)


def alike(name: str, spaces: Sequence[Space]) -> tuple[Space, ...]:
    """Find the spaces whose name is the same or nearly the same, the closest first."""
    names = [_plain(space.name) for space in spaces]
    close = process.extract(_plain(name), names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    return tuple(spaces[place] for _, _, place in close)


def _answering(asked: str, spaces: Sequence[Space], numbered: Sequence[str]) -> list[Space]:
    """All spaces that answer to ``asked`` in the strongest way that any does."""
    if by_id := [space for space in spaces if space.id == asked]:
        return by_id
    plain = _plain(asked)
    by_number = _by_number(asked, spaces, numbered)
    for by_name in (
        [space for space in spaces if space.name == asked],
        [space for space in spaces if _plain(space.name) == plain],
    ):
        if by_name:
            return by_name + [space for space in by_number if space not in by_name]
    if by_number or not plain:
        return by_number
    begun = [space for space in spaces if _begins(_plain(space.name), plain)]
    bare = _bare(plain)
    called = [space for space in spaces if bare and _plain(space.name) == bare]
    if begun or called or not bare:
        whole = begun + [space for space in called if space not in begun]
    else:
        whole = [space for space in spaces if _plain(space.name).startswith(bare)]
    named = _said_twice(plain)
    return whole or [space for space in spaces if _plain(space.name) in named]


def _begins(name: str, said: str) -> bool:
    """Whether a name begins so, or has this as its half in one language."""
    return name.startswith(said) or said in halves_of(name)


_DRIVE = "(?:team |shared )?(?:space|drive|folder)"
_LEADS = (
    "(?:(?:all )?(?:the )?(?:files?|documents?|docs|stuff|things) )?"
    "(?:of|in|inside|within|for|from|about|on|into|to|regarding|at) |(?:关于|对于|针对) ?"
)
_AROUND = re.compile(
    rf"(?:{_LEADS})?(?:(?:the|our|a|my) )?(?:{_DRIVE}s? (?:called |named |of |for )?)?(?P<bare>.+?)"
    rf"(?:'s)?(?: (?:{_DRIVE}|one)s?"
    r"| ?的?(?:这个|那个|这一个|的)?(?:空间|钉盘|云盘|网盘|共享盘|盘|文件夹))?"
)
"""Words that people say around a space's name."""


def _bare(plain: str) -> str:
    """Give a name without the words around it; empty where there are none, or nothing else."""
    found = _AROUND.fullmatch(plain)
    bare = found["bare"] if found else plain
    return "" if bare == plain else bare


_TWICE = re.compile(r"(?P<a>[^()\[\]【】]+?) ?[(\[【] ?(?P<b>[^()\[\]【】]+?) ?[)\]】]")


def _said_twice(plain: str) -> set[str]:
    """Give what may be the name where it stands in brackets behind other words for it, or has such
    words behind it: *the design assets space (设计资料)*.
    """
    found = _TWICE.fullmatch(plain)
    return {found["b"], found["a"], _bare(found["a"])} - {""} if found else set()


def _by_number(asked: str, spaces: Sequence[Space], numbered: Sequence[str]) -> list[Space]:
    if not (asked.isdecimal() and len(asked) <= NUMBER_LENGTH and 0 < int(asked) <= len(numbered)):
        return []
    return [space for space in spaces if space.id == numbered[int(asked) - 1]]


def _none(asked: str, spaces: Sequence[Space], numbered: Sequence[str], unread: int) -> NoSuchSpace:
    """Say that there is none; no name comes close to a number that means a row of a list."""
    if not (asked.isdecimal() and len(asked) <= ROW_LENGTH):
        return NoSuchSpace(asked, _near(asked, spaces), unread)
    return NoSuchSpace(asked, (), unread, len(numbered))


def _near(asked: str, spaces: Sequence[Space], most: int = NEAR_COUNT) -> tuple[str, ...]:
    """Name what may be meant: one that is misspelt first, then what has it as a part, or only
    something of it.
    """
    said, names = asked[:NAME_LENGTH], [space.name for space in spaces]
    part = _bare(_plain(said)) or _plain(said)
    having = [
        name
        for name in names
        if len(part) >= LEAST_PART
        and (part in _plain(name) or are_called_alike(part, _plain(name)))
    ]
    misspelt = tuple(dict.fromkeys((*near(names, said), *having[:NEAR_COUNT])))
    plain = {name: _plain(name) for name in names if name not in misspelt}
    close = process.extract(_plain(said), plain, scorer=fuzz.WRatio, score_cutoff=NEAR, limit=most)
    like = [name for _, _, name in close]
    return (*misspelt, *like[: max(0, most - len(misspelt))])


def _plain(name: str) -> str:
    """What is left of a name when width, case, blanks and invisible marks do not count."""
    wide = unicodedata.normalize("NFKC", name)
    seen = "".join(char for char in wide if unicodedata.category(char) != "Cf")
    return " ".join(seen.casefold().split())


def _fullness(space: Space) -> tuple[bool, bool, float, int, str, str]:
    used = space.used or 0
    if space.quota is None or space.used is None:
        return space.used is None, True, 0.0, -used, space.name, space.id
    return False, False, -(space.ratio or 0.0), -used, space.name, space.id
