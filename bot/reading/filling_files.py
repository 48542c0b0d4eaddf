"""Fills the arguments of a command that are files, places or rows of the last list."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.language import english_in_digits
from bot.reading.given import folder_said
from bot.reading.holding import held
from bot.reading.limits import is_limit
from bot.reading.numbers import digits
from bot.reading.parts import Kind, Mention
from bot.reading.roles import role_said
from bot.reading.sentence import Sentence

_FIRST_ROWS: Final = re.compile(
    "(?<![a-z])(?:first|top) (?P<en>[2-9])(?![0-9])|[前头](?P<zh>[2-9两二三四五六七八九])[个份条]"
)
_MOST_OF: Final = re.compile(
    "(?<![a-z])(?P<en>[2-9]) (?:biggest|largest|heaviest|oldest)(?![a-z])"
    "|(?<![a-z])(?:biggest|largest|heaviest|oldest) (?P<en2>[2-9])(?![0-9])"
    "|最(?:大|占地方|占空间|旧|老|早|久)的?[那这]?(?P<zh>[2-9两二三四五六七八九])[个份条]"
)
"""How many are meant of a ranking: which ones they are, only a list in that order says."""
_ROW: Final = "[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_BETWEEN: Final = re.compile(
    f"第?(?P<first>{_ROW})(?:个|份|条|项|号)?(?:到|至|-|~)第?(?P<last>{_ROW})(?:个|份|条|项|号|都|全|$)"
)
_MOST_ROWS: Final = 50
_COUNTED: Final = re.compile(
    "(?:(?<![a-z])(?:those|these|them|all|both|other|last|remaining)|[这那]|全部|最后|后) ?$"
)
"""What stands before how many there are, and not before which."""
_LEADS_TO_NAME: Final = re.compile(
    "(?<![a-z])(?:to|into|as|be|called|named|(?<=(?:the|new|its) )name|"
    "(?:call|rename|name|title) (?:it|that|this|that one))"
    "(?: be| the name)? ?$|(?:改成|改为|改名|改叫|叫做?|命名为|成|为) ?$"
)


def small(sentence: Sentence) -> Mention | None:
    """A number that nothing else took may be that of a space in the last list."""
    part = next(sentence.every("number"), None)
    if part is None or len(part.text) > 2 or not part.text.isdecimal():  # noqa: PLR2004 (99 rows)
        return None
    if is_limit(sentence.said.copy, part):
        return None
    return sentence.take("number")


def file_said(sentence: Sentence) -> str:
    """Give the file that was named, with its space, or its number in the last list."""
    return _named(sentence, "file", "ordinal", "quoted") or text_of(small(sentence))


def _named(sentence: Sentence, *kinds: Kind) -> str:
    """Give the first file that was named by a part of these kinds, with the space that holds it."""
    part = sentence.take(*kinds)
    return held(sentence, part) if part else ""


def files_said(sentence: Sentence) -> str:
    """Give the file that was named, or the numbers of several in the last list."""
    if named := _named(sentence, "file"):
        return named
    if some := rows_between(sentence.said.copy):
        sentence.used.update(_rows(sentence))
        return some
    rows = [part for part in _rows(sentence) if not _is_count(sentence, part)]
    if most_of(sentence.said.copy):
        sentence.used.update(_rows(sentence))
        return ""
    first = _FIRST_ROWS.search(english_in_digits(sentence.said.copy))
    if first is not None:
        sentence.used.update(_rows(sentence))
        count = int(digits(first["en"] or first["zh"]))
        return " ".join(map(str, range(1, count + 1)))
    sentence.used.update(rows)
    if not rows and next(_rows(sentence), None) is not None:
        return ""  # so many are meant, and not those of this number
    return " ".join(part.text for part in rows) or file_said(sentence)


def rows_between(copy: str) -> str:
    """Give all rows from one to another, as they would be typed: 第2到第4个 is ``2 3 4``."""
    found = _BETWEEN.search(copy)
    if found is None:
        return ""
    first, last = (int(digits(found[each])) for each in ("first", "last"))
    return " ".join(map(str, range(first, min(last, first + _MOST_ROWS) + 1)))


def most_of(copy: str) -> int:
    """Give how many of the biggest, or the oldest, are meant; 0 where no number is said."""
    found = _MOST_OF.search(english_in_digits(copy))
    return int(digits(next(filter(None, found.groups())))) if found else 0


def _rows(sentence: Sentence) -> Iterator[Mention]:
    found = (part for part in sentence.every("ordinal", "number") if part.text.isdecimal())
    return (part for part in found if not is_limit(sentence.said.copy, part))


def _is_count(sentence: Sentence, part: Mention) -> bool:
    """Whether a number says how many are meant: *those two*."""
    before = sentence.said.copy[: part.start]
    return part.kind == "number" and _COUNTED.search(before) is not None


def renamed(sentence: Sentence, taken: Mapping[str, str]) -> dict[str, str]:
    """Give which file gets which name, where the name ends as files do; what of it was said.

    A file alone that nothing leads to is the one that gets a name, and not the name that was
    ``taken``: no other file gets it then.
    """
    files = [part for part in sentence.parts if part.kind == "file"]
    if not files:
        return {}
    new = files[-1]
    before = sentence.said.copy[: new.start]
    rows = [part for part in sentence.parts if part.kind in {"ordinal", "number"}]
    row = next((part for part in rows if part.end <= new.start), None)
    if len(files) == 1 and row is not None:
        return {"file": row.text, "name": new.text}
    if len(files) > 1 and not sentence.said.copy[files[0].end : new.start].strip():
        return {"file": held(sentence, files[0]), "name": new.text}
    if _LEADS_TO_NAME.search(before) is None:
        return _named_first(sentence, new, taken) if len(files) == 1 else {}
    return {"file": held(sentence, files[0]) if len(files) > 1 else "", "name": new.text}


def _named_first(sentence: Sentence, file: Mention, taken: Mapping[str, str]) -> dict[str, str]:
    name = taken.get("name", "")
    if taken.get("file", file.text) != file.text or not name.startswith(file.text):
        return {}
    return {"file": held(sentence, file), "name": name.removeprefix(file.text).strip()}


def access_said(sentence: Sentence) -> str:
    """Give to what access is asked, which and how long, as one argument."""
    place = place_said(sentence)
    role = role_said(sentence.said.copy)
    time = text_of(sentence.take("span", "moment", "days")) if role else ""
    return " ".join(filter(None, (place, role, time))) if place else ""


def versioned(sentence: Sentence) -> str:
    """Give the file of a version: a number alone is that of the version."""
    rows = list(_rows(sentence))
    named = _named(sentence, "file", "quoted")
    return named or text_of(sentence.take("ordinal", "number") if len(rows) > 1 else None)


def version_said(sentence: Sentence) -> str:
    return text_of(sentence.take("number", "ordinal"))


def text_of(part: Mention | None) -> str:
    return part.text if part else ""


def place_said(sentence: Sentence) -> str:
    """Give the space, folder or file that was named, or its number in the last list; a file that
    was named with its space by its path.
    """
    if (file := sentence.take("file")) is not None:
        return held(sentence, file)
    part = sentence.take("space", "file", "quoted", "ordinal")
    if part is None and (span := folder_said(sentence.said.copy)):
        return sentence.said.typed(*span).strip()
    part = part or small(sentence)
    return part.text if part else ""


def shared_said(sentence: Sentence) -> str:
    place = place_said(sentence)
    return f"{place} {role_said(sentence.said.copy) or 'can view'}" if place else ""
