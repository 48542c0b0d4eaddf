"""What somebody typed, and the copy of it that is matched.

Matching uses a copy in which everything that looks the same is the same. Arguments keep the
characters that were typed: the usual normal form would turn ``空间①`` into ``空间1``.
:class:`Reading` holds both and leads from a place in the copy back to what was typed there.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_BLANKS = "".join(chr(n) for n in range(0x3001) if chr(n).isspace())
_CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
_HIDDEN_AT_EDGES = _CONTROLS + (
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_HIDDEN_MARKS = frozenset(
    "\u034f\u115f\u1160\u2800\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
)
_ALIKE = str.maketrans("“”„‟«»「」『』《》‘’‚‛。、", '""""""""""""' + "''''" + ".,")
_QUOTES = (
    ('"“”„＂', '"“”„＂'),
    ("'‘’＇", "'‘’＇"),
    ("「｢", "」｣"),
    ("『", "』"),
    ("《", "》"),
)
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The Chinese characters, for a class of an expression."""


@lru_cache(maxsize=4096)
def _form(character: str) -> str:
    """Give what stands for one character in the copy: nothing for what cannot be seen.

    The decomposed form, unlike the composed one, never joins neighbours, so that every character
    of the copy belongs to exactly one that was typed.
    """
    if character.isspace():
        return " "
    folded = unicodedata.normalize("NFKD", character).casefold()
    plain = unicodedata.normalize("NFKD", folded).translate(_ALIKE)
    return "".join(sign for sign in plain if not (sign.isspace() or _is_hidden(sign)))


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf"} or sign in _HIDDEN_MARKS


_MARKS: Final = "、。《》「」『』“”‘’"
_PLAIN: Final = f"[!-~！-～{_MARKS}一-鿿]"
_IN_PLACE: Final = re.compile(f"{_PLAIN}+(?: {_PLAIN}+)*")
"""Nearly all that people type: each character has one of the copy, so none is looked at alone."""
_CHANGED: Final = "".join(map(chr, (*range(0x41, 0x5B), *range(0xFF01, 0xFF5F)))) + _MARKS
_FORMS: Final = {ord(sign): _form(sign) for sign in _CHANGED}


class Reading:
    """What somebody typed (``raw``), and the copy that is matched (``copy``)."""

    __slots__ = ("_origin", "copy", "raw")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.copy: str
        self._origin: Sequence[int]
        if _IN_PLACE.fullmatch(raw):
            self.copy, self._origin = raw.translate(_FORMS), range(len(raw))
        else:
            self.copy, self._origin = _read(raw)

    def raw_between(self, start: int, end: int) -> str:
        """Give what was typed between two places in the copy, h"
        "idden characters around included."""
        if start >= end and end < len(self.copy):
            return ""
        first = self._origin[start - 1] + 1 if start > 0 else 0
        last = self._origin[end] if end < len(self.copy) else len(self.raw)
        return self.raw[first:last]


def _read(raw: str) -> tuple[str, list[int]]:
    """Give the copy, and of each of its characters which one it comes from."""
    signs: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(raw):
        form = _form(character)
        if form == " " and (not signs or signs[-1] == " "):
            continue
        signs += form
        origin += [index] * len(form)
    if signs and signs[-1] == " ":
        signs.pop()
        origin.pop()
    return "".join(signs), origin


def normalise(text: str) -> str:
    """Give the matching copy: forms of characters, case, quotes and blanks are all made equal.

    It is for comparing only; nobody should see it, or find it in a name.
    """
    return Reading(text).copy


def trim(text: str) -> str:
    """Take blanks, zero-width spaces and direction marks off both ends; what is inside stays."""
    return text.strip(_BLANKS + _HIDDEN_AT_EDGES)


def unquoted(text: str) -> str:
    """Give the argument in what was typed: trimmed, and without one pair of quotes around it."""
    text = trim(text)
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        around = len(text) > 1 and text[0] in opening and text[-1] in closing
        if around and not any(quote in inner for quote in opening + closing):
            return trim(inner)
    return text


_QUOTED = "|".join(f"[{opening}][^{opening}{closing}]*[{closing}]" for opening, closing in _QUOTES)
_PART = re.compile(rf"\s*({_QUOTED}|\S+)")


def split(text: str, parts: int) -> tuple[str, ...]:
    """Cut into as many parts: each is one word, or one quoted part; the last is all the rest."""
    found: list[str] = []
    place = 0
    while len(found) < parts - 1 and (part := _PART.match(text, place)):
        found.append(part[1])
        place = part.end()
    return (*found, trim(text[place:]), *[""] * (parts - 1 - len(found)))


_ASKS_EN = re.compile(
    r"\s*(?:and|what|how|when|is|are|who|which|where|same|for|the|but|or|now|then|also|please|can|"
    r"could|will|does|do|any|got|have|has|i|we|no|sorry|oops|oh|wait|actually|not)(?![A-Za-z])",
    re.IGNORECASE,
)
_ASKS_ZH = re.compile("[的吗呢了多少么什怎哪几把给请帮看查删建有在能是和跟也再还就满剩]")

_NAME: Final = f'["“「]?[{HAN}](?:[{HAN}A-Za-z0-9_.·-]*[{HAN}A-Za-z0-9])?["”」]?'
_NAMES_ZH: Final = re.compile(
    rf"(?<![^ ]){_NAME}(?: (?:to|from|into|in|with|for|should|needs?|is|has|at|by)(?![A-Za-z]))"
    rf"|(?:^|(?<= ))(?:to|from|into|in|of|give|bump|raise|for) {_NAME}(?![^ ,.?!])",
    re.IGNORECASE,
)
"""A name that English words lead to, or go on behind."""
_WORDS_EN: Final = re.compile(
    "(?<![A-Za-z])(?:[Tt]he|an?|to|from|in|of|for|by|at|on|off|with|until|till|and|or|not|is|"
    "are|has|was|"
    "will|left|gone|again|now|back|please|pls|today|tomorrow|(?:mon|tues|wednes|thurs|fri|"
    "satur|sun)day|"
    "next|week|its?|her|his|their|my|our|me|us|spaces?|files?|quota|alerts?|"
    "(?:[Uu]n)?[Mm]ute|[Ss]nooze|[Rr]estore|[Dd]elete|[Rr]emove|[Rr]ename|[Mm]ove|[Cc]opy|[Ss]end|"
    "[Oo]pen|[Ff]ind|[Ss]how|[Ll]ist|[Nn]ew|[Cc]reate|[Mm]ake|[Ss]et|[Cc]ap|[Tt]rash|"
    "[Ww]atch)(?![A-Za-z])"
)
"""English words that sentences have, and names in Chinese have not."""
_WORDS_ZH: Final = re.compile("一下|全部|所有|[吧啊呀]")
_FILE_ZH: Final = re.compile(rf"[{HAN}][{HAN}A-Za-z0-9_-]*\.[a-z]{{2,4}}(?![A-Za-z])")


def language_of(text: str) -> str | None:
    """Tell ``zh`` if it is Chinese, ``en`` if all letters are Latin, else ``None``.

    With both it is Chinese, unless there are more English words than Chinese characters, or it
    begins with an English word that asks or binds, or has one right beside a name, or two that no
    name has, and has no Chinese one: then those characters are a name in an English sentence.
    """
    chinese, english = re.findall(f"[{HAN}]", text), re.findall("[A-Za-z][A-Za-z'’]*", text)
    if chinese:
        is_led = re.match("[A-Za-z]", text) is not None and _NAMES_ZH.search(text) is not None
        is_led = is_led or _ASKS_EN.match(text) is not None or _is_in_english(text)
        is_english = is_led and not _ASKS_ZH.search(text)
        return "en" if len(english) > len(chinese) or is_english else "zh"
    letters = {letter for letter in normalise(text) if letter.isalpha()}
    latin = all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return "en" if letters and latin else None


def _is_in_english(text: str) -> bool:
    """Tell whether so many English words stand around a name that they are the sentence."""
    words = [] if _WORDS_ZH.search(text) else _WORDS_EN.findall(text)
    return len(words) > 1 or (bool(words) and _FILE_ZH.search(text) is not None)


def is_number(text: str) -> bool:
    """Tell whether this is a number alone."""
    return re.fullmatch("#?[0-9]+", normalise(text)) is not None
