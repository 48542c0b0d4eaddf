"""Which names storage takes for files and folders, checked before a call is spent on one."""

import re
from typing import Final

from bot.errors import FileNameRefused
from bot.language import trim

_FORBIDDEN: Final = '\t*"<>|'
"""Page `add-folder`."""
_ENDING: Final = re.compile(
    r".(?P<ending>\.(?:[a-z][a-z0-9]{0,7}|7z|3gp))", re.IGNORECASE | re.DOTALL
)
"""A year or a version behind a dot, as in ``plan v1.2``, is no ending."""


def good_name(said: str) -> str:
    """Give a name as storage keeps it, without the blanks around it.

    Raises FileNameRefused for one that it does not take, with the sign that is at fault.
    """
    name = trim(said)
    sign = next((each for each in name if each in _FORBIDDEN or ord(each) < ord(" ")), "")
    if sign:
        raise FileNameRefused(name, "tab" if sign == "\t" else "line" if sign < " " else sign)
    if not name or name.endswith("."):
        raise FileNameRefused(name, "." if name else "")
    return name


def parted(path: str) -> tuple[str, str]:
    """Part a path in where it leads, empty for nowhere, and the name at its end."""
    above, sign, name = path.replace("／", "/").rpartition("/")
    return (above.strip(), name.strip()) if sign and above.strip() else ("", path)


def beside(name: str, *, is_folder: bool) -> str:
    """Give a name that may be free where this one is taken: ``plan (2).doc`` for ``plan.doc``."""
    stem, dot, suffix = name.rpartition(".")
    if is_folder or not stem:
        stem, dot, suffix = name, "", ""
    before, _, number = stem.removesuffix(")").rpartition(" (")
    if before and stem.endswith(")") and number.isascii() and number.isdecimal():
        return f"{before} ({int(number[:6]) + 1}){dot}{suffix}"
    return f"{stem} (2){dot}{suffix}"


def ending_of(name: str) -> str:
    """Give how a file's name ends, with the dot: ``.doc`` of ``plan.doc``, empty for no ending."""
    at = name.rfind(".")
    found = _ENDING.fullmatch(name, at - 1) if at > 0 else None
    return found["ending"] if found else ""


def other_ending(old: str, new: str) -> tuple[str, ...]:
    """Give how a file's name ended and how it ends now, where both say what is in it and differ."""
    ends = ending_of(old), ending_of(new)
    return ends if all(ends) and ends[0].casefold() != ends[1].casefold() else ()


def with_ending(name: str, old: str) -> str:
    """Give a file's new name with the ending of its old one, where the new one has none."""
    return name if ending_of(name) else name + ending_of(old)
