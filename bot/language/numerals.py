"""Numbers as people write and say them: ``1,500``, ``一点五``, ``3千``, ``a hundred and five``.

The expressions are for the matching copy (:class:`bot.language.typed.Reading`), in which all forms
of a sign are one.
"""

import re
from decimal import Decimal
from typing import Final

_ONES: Final = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_WORDS: Final = {**_ONES, **_TENS, "a": 1, "an": 1, "hundred": 100, "thousand": 1000}
_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_LOW = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_ONE}))?|{_ONE})"
_HUNDREDS = rf"(?:an?|{_LOW}) hundred(?:(?: and)? {_LOW})?"

_BEHIND = rf"(?:,?(?: and)? (?:{_HUNDREDS}|{_LOW}))?"
ENGLISH: Final = rf"(?:(?:an?|{_LOW}) thousand{_BEHIND}|{_HUNDREDS}|{_LOW})(?![a-z])"
"""A number in English words; ``a`` alone is none."""

ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
"""In English words, as far as people say them of a list."""

_SIGNS: Final = {**{sign: n for n, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SHORT: Final = {"廿": 20, "卅": 30}
CHINESE: Final = "[〇零一二两三四五六七八九十百千万亿廿卅]+"
"""A whole number in Chinese signs."""

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,100})?|[0-9]{0,100}\.?[0-9]{1,100}"
NUMBER: Final = rf"(?:(?:{_DIGITS})[百千万亿]?|{CHINESE}(?:点{CHINESE})?|(?<![a-z]){ENGLISH})"
"""A number in any of these forms."""

_FRACTION = re.compile(rf"({CHINESE})点({CHINESE})")
_SCALED = re.compile(rf"({_DIGITS})([百千万亿])")


def number(text: str) -> Decimal | None:
    """Give the number that a NUMBER says; None for signs that say none, such as ``三五``."""
    plain = text.strip()
    if re.fullmatch(_DIGITS, plain):
        return Decimal(plain.replace(",", ""))
    if scaled := _SCALED.fullmatch(plain):
        return Decimal(scaled[1].replace(",", "")) * _PLACES[scaled[2]]
    if fraction := _FRACTION.fullmatch(plain):
        return _with_fraction(fraction[1], fraction[2])
    if re.fullmatch(CHINESE, plain):
        whole = in_digits(plain)
        return None if whole is None else Decimal(whole)
    return Decimal(_english(plain)) if re.fullmatch(ENGLISH, plain) else None


def english_in_digits(text: str) -> str:
    """Write the numbers in English words in a copy in digits."""
    return _SPOKEN.sub(lambda found: str(_english(found[0])), text)


_SPOKEN = re.compile(rf"(?<![a-z]){ENGLISH}")


def in_digits(numeral: str) -> str | None:
    """Write Chinese signs in digits, ``三千二`` as people mean it; None for what is no number.

    Without a place, one sign is a number, and so are four, a year, and those that begin with a
    nought, as in ``十点零五``: ``三五`` is a few.
    """
    if any(sign in _PLACES or sign in _SHORT for sign in numeral):
        count = _counted(numeral)
        return None if count is None else str(count)
    is_plain = len(numeral) in {1, 4} or numeral[0] in "〇零"
    return "".join(str(_SIGNS[sign]) for sign in numeral) if is_plain else None


def _counted(numeral: str) -> int | None:
    total = 0
    for place in ("亿", "万"):
        above, found, numeral = numeral.rpartition(place)
        if found:
            many = _below(above) if above else None
            if many is None or (numeral and place in numeral):
                return None
            total += many * _PLACES[place]
            numeral = _with_place(numeral, _PLACES[place])
    rest = _below(numeral.removeprefix("零") if total else numeral) if numeral else 0
    return None if rest is None else total + rest


def _with_place(rest: str, place: int) -> str:
    """Say the place that is left out behind another: ``一万二`` is ``一万二千``."""
    below = {10_000: "千", 100_000_000: "千万"}[place]
    return rest + below if len(rest) == 1 and rest in _SIGNS and rest not in "〇零" else rest


_BELOW = re.compile(
    "(?:(?P<thousands>[一二两三四五六七八九])千(?P<gap>零?))?"
    "(?:(?P<hundreds>[一二两三四五六七八九])百零?)?"
    "(?:(?P<tens>[二三四五六七八九一]?)(?P<ten>十)|(?P<short>[廿卅]))?"
    "零?(?P<ones>[一二两三四五六七八九]?)"
)


def _below(numeral: str) -> int | None:
    """Count what is below ten thousand."""
    found = _BELOW.fullmatch(numeral)
    if found is None:
        return _SIGNS.get(numeral)
    ones = _SIGNS[found["ones"]] if found["ones"] else 0
    total = 1000 * _SIGNS.get(found["thousands"] or "零", 0)
    total += 100 * _SIGNS.get(found["hundreds"] or "零", 0)
    if found["ten"]:
        total += 10 * _SIGNS[found["tens"] or "一"]
    total += _SHORT.get(found["short"] or "", 0)
    return total + ones * _left_out(numeral, found)


def _left_out(numeral: str, found: re.Match[str]) -> int:
    """Give the place of the last sign: after ``三千`` or ``两百`` it is said without its own."""
    before = numeral[-2:-1]
    return _PLACES[before] // 10 if found["ones"] and before in {"百", "千"} else 1


def _with_fraction(whole: str, digits: str) -> Decimal | None:
    signs = [_SIGNS.get(sign) for sign in digits]
    above = in_digits(whole)
    if above is None or None in signs:
        return None
    return Decimal(f"{above}.{''.join(map(str, signs))}")


def _english(text: str) -> int:
    total = section = 0
    for word in re.findall("[a-z]+", text):
        match _WORDS.get(word):
            case None:  # and
                continue
            case 1000:
                total, section = section * 1000, 0
            case 100:
                section *= 100
            case value:
                section += value
    return total + section
