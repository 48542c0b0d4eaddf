"""Spans of time, in milliseconds."""

import re
from typing import Final

from bot.i18n import N_
from bot.times.words import Unclear, spoken

NOT_A_SPAN = N_("Write a duration like 30 min, 1.5 h or 2 days.")
MONTHS = N_("Months differ in length. Please use days or weeks.")
TWICE = N_("The same unit of time appears twice. Write one duration, such as 4 h.")

MINUTE: Final = 60 * 1000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY

_UNITS = (
    ("m|mins?|minutes?|分钟?", MINUTE),
    ("h|hrs?|hours?|小时|钟头|钟", HOUR),
    ("d|days?|天|日", DAY),
    ("w|wks?|weeks?|周|星期|礼拜", WEEK),
    ("刻钟?|(?:quarters? of an hour|quarter hours?)", 15 * MINUTE),
    ("fortnights?", 2 * WEEK),
)
_HALVES = {
    "半": 0.5,
    "half a": 0.5,
    "half an": 0.5,
    "half of an": 0.5,
    "half": 0.5,
    "a": 1,
    "an": 1,
    "a couple of": 2,
}
_WORD = "|".join(
    f"{word}(?= )" if word.isascii() else word for word in sorted(_HALVES, key=len, reverse=True)
)
_UNIT = "|".join(f"(?:{words})(?![a-z])" for words, _ in _UNITS)
_PART = (
    rf"(?P<number>[0-9]{{1,6}}(?:\.[0-9]{{1,3}})?|{_WORD}) ?个? ?(?P<half>半 ?|and a half )?"
    rf"(?P<unit>{_UNIT})(?P<more>半| and a half)?"
)
_BARE = r"(?<=[h时] |.[h时])(?P<minutes>[0-9]{1,2})$"
"""``1h30``: what follows hours without a unit are minutes."""
_SPAN = re.compile(rf"{_PART}|{_BARE}")
_WHOLE = re.compile(
    rf"(?:{re.sub('[?]P<[a-z]+>', '?:', _PART)}(?:[ ,]|and |零|又)*)+"
    rf"(?:{re.sub('[?]P<[a-z]+>', '?:', _BARE)})?"
)
_WRITTEN = {"h": HOUR, "min": MINUTE, "s": 1000, "ms": 1}
_EXACT = re.compile("(?P<number>[0-9]{1,12}) ?(?P<unit>h|min|s|ms)")
_LEAD = re.compile("^(?:for |in |within |接下来的? ?|未来 ?|再?过 ?)?(?:the )?(?:next )?")
_TAIL = re.compile("(?: ?(?:之内|以内|之后|以后|内|后|from now))?[ .!?~]*$")
_A_MONTH = re.compile(r".*(?:months?|个月)")


def write_span(millis: int) -> str:
    """Write a span of time in the largest unit of which it is a whole number: ``90 min``."""
    unit = next(name for name, length in _WRITTEN.items() if millis % length == 0)
    return f"{millis // _WRITTEN[unit]} {unit}"


def read_span(text: str, *, exact: bool = False) -> int:
    """Read a span of time; ``exact`` also takes the seconds and milliseconds that are written where
    minutes are not whole. Raises Unclear.
    """
    if exact and (written := _EXACT.fullmatch(text)):
        return int(written["number"]) * _WRITTEN[written["unit"]]
    said = _TAIL.sub("", _LEAD.sub("", spoken(text)))
    if not _WHOLE.fullmatch(said):
        raise Unclear(MONTHS if _A_MONTH.fullmatch(said) else NOT_A_SPAN)
    parts = tuple(_SPAN.finditer(said))
    if len({_unit(part) for part in parts}) < len(parts):
        raise Unclear(TWICE)
    return round(sum(_length(part) for part in parts))


def _unit(part: re.Match[str]) -> int:
    if part["minutes"]:
        return MINUTE
    return next(length for words, length in _UNITS if re.fullmatch(words, part["unit"]))


def _length(part: re.Match[str]) -> float:
    if part["minutes"]:
        return int(part["minutes"]) * MINUTE
    number = _HALVES[part["number"]] if part["number"] in _HALVES else float(part["number"])
    return _unit(part) * (number + (0.5 if part["half"] or part["more"] else 0))
