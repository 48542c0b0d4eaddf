"""What all readers of times begin with: a copy in which numbers are digits."""

import re
from typing import Final

from bot.language import TOO_LONG, normalise, unquoted

LONGEST: Final = 100
_DIGITS = {**{sign: value for value, sign in enumerate("〇一二三四五六七八九")}, "零": 0, "两": 2}
_TENS = {"廿": 20, "卅": 30}
_NUMERAL = re.compile("(?<!周)(?<!星期)(?<!礼拜)[〇零一二两三四五六七八九十百廿卅]+")


class Unclear(ValueError):
    """This is no time, or could be several: ``reason`` is a message of the catalogue, ``values``
    what it names.
    """

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def spoken(text: str, most: int = LONGEST) -> str:
    """Give the copy that is matched: all alike is the same, and ``十点半`` is ``10点半``.

    Raises Unclear for what is longer than ``most`` characters.

    A numeral behind ``周`` is a day of the week. What is no number, such as ``三五`` for a few,
    stays as it is, so that nothing is read where it stands.
    """
    if len(text) > most:
        raise Unclear(TOO_LONG)
    return _NUMERAL.sub(_in_digits, normalise(unquoted(text)))


def _in_digits(found: re.Match[str]) -> str:
    numeral = found[0]
    if any(sign in numeral for sign in "十百廿卅"):
        value = _counted(numeral)
        return numeral if value is None else str(value)
    is_plain = len(numeral) in {1, 4} or numeral[0] in "〇零"
    return "".join(str(_DIGITS[sign]) for sign in numeral) if is_plain else numeral


_COUNTED = re.compile(
    "(?:(?P<hundreds>[一二两三四五六七八九])百零?)?"
    "(?:(?P<tens>[二三四五六七八九一]?)(?P<ten>十)|(?P<short>[廿卅]))?(?P<ones>[一二两三四五六七八九]?)"
)


def _counted(numeral: str) -> int | None:
    found = _COUNTED.fullmatch(numeral)
    if found is None:
        return None
    hundreds = 100 * _DIGITS[found["hundreds"]] if found["hundreds"] else 0
    tens = 10 * (_DIGITS[found["tens"]] if found["tens"] else 1) if found["ten"] else 0
    ones = _DIGITS[found["ones"]] if found["ones"] else 0
    return hundreds + tens + _TENS.get(found["short"] or "", 0) + ones
