"""Times of day, in minutes since midnight, and the hours between two of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.i18n import N_
from bot.times.words import Unclear, spoken

NOT_A_TIME = N_("Write a time like 09:00 or 9:30 pm.")
NO_SUCH_TIME = N_("There is no such time: hours go to 23, minutes to 59.")
NOT_THEN = N_("That hour does not fit the part of the day. Write it like 22:00.")
EITHER = N_("This could be before or after noon. Write it like 02:00 or 14:00.")
NOT_HOURS = N_("Write hours like 22:00-8:00 or 10pm to 8am.")
TWO_READINGS = N_("This could be %(one)s or %(other)s. Please write it like one of these.")
ONE_SPAN = N_("There can only be one period of quiet hours, such as 22:00-8:00.")
NEVER_END = N_("These hours start and end at the same time.")

AN_HOUR: Final = 60
A_DAY: Final = 24 * AN_HOUR
"""In minutes, as times of day are."""
_HALF: Final = 12 * AN_HOUR
_NOON: Final = 12


def _hours(said: range, add: int, **more: int) -> dict[int, int]:
    """Say what hours of a part of the day are: those said, and others by name (``h12``)."""
    named = {int(name.removeprefix("h")): hour for name, hour in more.items()}
    return {**{hour: hour + add for hour in said}, **named}


_MORNING = _hours(range(1, 12), 0, h12=12)
_AFTERNOON = _hours(range(1, 8), 12, h12=12) | _hours(range(13, 20), 0)
_EVENING = _hours(range(5, 12), 12, h12=0, h24=0, h0=0) | _hours(range(17, 24), 0)
_NIGHT = _hours(range(8, 12), 12, h12=0, h24=0) | _hours(range(6), 0) | _hours(range(20, 24), 0)

PARTS: Final[Mapping[str, Mapping[int, int]]] = {
    "凌晨": _hours(range(7), 0, h12=0, h24=0),
    **dict.fromkeys(("清晨", "早晨", "早上", "上午", "早"), _MORNING),
    **dict.fromkeys(("中午", "正午", "午间"), _hours(range(11, 15), 0, h1=13, h2=14)),
    **dict.fromkeys(("下午", "午后"), _AFTERNOON),
    **dict.fromkeys(("傍晚", "晚上", "夜晚", "晚间", "晚"), _EVENING),
    **dict.fromkeys(("半夜", "深夜", "夜里", "夜间", "午夜"), _NIGHT),
    "am": _hours(range(1, 12), 0, h12=0),
    "pm": _hours(range(1, 12), 12, h12=12),
    "in the morning": _MORNING,
    "in the afternoon": _AFTERNOON,
    "in the evening": _EVENING,
    "at night": _EVENING,
}
"""The hour that is meant, by part of the day and hour said. What a part lacks it does not have."""

_AMBIGUOUS = frozenset({("晚上", 1), ("晚上", 2), ("晚上", 3), ("晚上", 4)}) | {
    (part, hour)
    for part in ("晚", "晚间", "夜晚", "in the evening", "at night")
    for hour in range(1, 5)
}

_WORDS = {
    **dict.fromkeys(("noon", "midday", "正午", "中午", "12 noon"), _HALF),
    **dict.fromkeys(("midnight", "半夜", "午夜", "12 midnight"), 0),
}
_AFTER = {"am": "am", "a.m.": "am", "a.m": "am", "pm": "pm", "p.m.": "pm", "p.m": "pm"}
_BEFORE = "|".join(sorted((part for part in PARTS if not part.isascii()), key=len, reverse=True))
_BEHIND = "|".join(
    re.escape(part) for part in sorted((*PARTS, *_AFTER), key=len, reverse=True) if part.isascii()
)
_CLOCK = re.compile(
    rf"(?:at )?(?P<before>{_BEFORE})? ?(?P<hour>[0-9]{{1,2}})"
    r"(?:[:.h ](?P<minute>[0-9]{2})|"
    r"(?: ?[点时](?: ?(?:(?P<half>半)钟?|(?P<quarters>[13])刻|(?P<spoken>[0-9]{1,2})分?|[钟整]))?"
    r"| o'clock))?"
    rf" ?(?P<behind>{_BEHIND})?"
)
_DASH = r"(?:-+|[–—~〜至到]+|(?<= )(?:to|till|until|and)(?= ))"
_BESIDE = re.compile(
    r"(?:at )?(?P<what>half|a quarter|quarter|[0-9]{1,2}(?: min(?:ute)?s?)?)"
    r" (?P<side>past|to) (?P<rest>.+)"
    rf"|(?P<before>{_BEFORE})?差(?P<lack>1刻|[0-9]{{1,2}}分?)钟?到?(?P<hour>[0-9]{{1,2}}点)"
)
"""An hour, and what is missing to it or already over."""
_PARTS_OF_HOUR: Final = {"half": 30, "a quarter": 15, "quarter": 15, "1刻": 15}
_RANGE = re.compile(
    r"(?:(?:every day|daily|每天|每日|每晚|from|between|从|由) ?)*"
    rf"(?P<first>.+?) ?{_DASH} "
    r"?(?:次日|第2天|翌日|隔天|明天)? ?(?P<last>.+?)(?:之间)?"
)


_SEVERAL = re.compile(rf".*[0-9].*?{_DASH}.*[0-9].*{_DASH}.*[0-9].*")
_IN_FULL = re.compile(r"[0-9]{2}[:.][0-9]{2}")


@dataclass(frozen=True, slots=True)
class _Said:
    """A time as it was said.

    ``has_part`` tells that its part of the day was said; without it ``is_open`` is one that may be
    meant before or after noon, and ``is_full`` one written as a clock of 24 hours shows it.
    """

    minute: int
    has_part: bool = False
    is_open: bool = False
    is_full: bool = False


def read_clock(text: str) -> int:
    """Read a time of day, 0 for midnight; raises Unclear."""
    return _said(spoken(text)).minute


def read_hours(text: str) -> tuple[int, int]:
    """Read from when to when; raises Unclear.

    Where one end tells which half of the day it is in and the other does not, that one is the
    nearest: ``2pm-5`` ends at five in the afternoon, ``10pm-8`` in the morning. Where neither does,
    as in ``12-1``, and half a day is taken off the hours by another reading, it is Unclear.
    """
    said = spoken(text)
    found = _RANGE.fullmatch(said)
    if found is None:
        raise Unclear(NOT_HOURS)
    try:
        first, last = _said(found["first"]), _said(found["last"])
    except Unclear:
        if _SEVERAL.fullmatch(said):
            raise Unclear(ONE_SPAN) from None
        raise
    begins, ends = _nearest(first, last)
    if begins == ends:
        raise Unclear(NEVER_END)
    _check_one_reading(first, last)
    return begins, ends


def write_clock(minute: int) -> str:
    """Write a time of day as every reader reads it: ``09:05``."""
    return f"{minute // AN_HOUR:02}:{minute % AN_HOUR:02}"


def write_hours(begins: int, ends: int) -> str:
    """Write hours as every reader reads them: ``22:00-08:00``."""
    return f"{write_clock(begins)}-{write_clock(ends)}"


def _nearest(first: _Said, last: _Said) -> tuple[int, int]:
    if last.is_open and first.has_part:
        return first.minute, (first.minute + 1 + (last.minute - first.minute - 1) % _HALF) % A_DAY
    if first.is_open and last.has_part:
        return (last.minute - 1 - (last.minute - first.minute - 1) % _HALF) % A_DAY, last.minute
    return first.minute, last.minute


def _check_one_reading(first: _Said, last: _Said) -> None:
    """Refuse hours that are longer than half a day only because no end says which half it means."""
    if not (first.is_open and last.is_open) or (first.is_full and last.is_full):
        return
    if (last.minute - first.minute) % A_DAY <= _HALF:
        return
    length = (last.minute - first.minute) % _HALF
    one, other = (
        write_hours(begins, (begins + length) % A_DAY)
        for begins in (first.minute, (first.minute + _HALF) % A_DAY)
    )
    raise Unclear(TWO_READINGS, one=one, other=other)


def _said(said: str) -> _Said:
    if said.removeprefix("at ") in _WORDS:
        return _Said(_WORDS[said.removeprefix("at ")], has_part=True)
    if beside := _BESIDE.fullmatch(said):
        return _beside(beside)
    found = _CLOCK.fullmatch(said)
    if found is None:
        raise Unclear(NOT_A_TIME)
    return _of(found)


def _beside(found: re.Match[str]) -> _Said:
    """Read ``half past 9``, ``a quarter to 9 pm`` and ``差1刻9点``."""
    is_before = found["side"] != "past"
    rest = _said(found["rest"] or f"{found['before'] or ''}{found['hour']}")
    away = found["what"] or found["lack"]
    minutes = _PARTS_OF_HOUR.get(away) or int(re.findall("[0-9]+", away)[0])
    if rest.minute % AN_HOUR or minutes >= AN_HOUR or (is_before and away == "half"):
        raise Unclear(NOT_A_TIME)
    minute = (rest.minute + (-minutes if is_before else minutes)) % A_DAY
    return replace(rest, minute=minute)


def _of(found: re.Match[str]) -> _Said:
    hour, minute = int(found["hour"]), _minute(found)
    behind = found["behind"] and _AFTER.get(found["behind"], found["behind"])
    if found["before"] and behind:
        raise Unclear(NOT_A_TIME)
    part = found["before"] or behind
    if minute >= AN_HOUR or hour > 24 or (hour == 24 and minute):  # noqa: PLR2004 - the day's end
        raise Unclear(NO_SUCH_TIME)
    if part is None:
        is_open = 1 <= hour <= _NOON and not found["hour"].startswith("0")
        is_full = _IN_FULL.fullmatch(found[0]) is not None
        return _Said(hour % 24 * AN_HOUR + minute, is_open=is_open, is_full=is_full)
    if (part, hour) in _AMBIGUOUS:
        raise Unclear(EITHER)
    if hour not in PARTS[part]:
        raise Unclear(NOT_THEN)
    return _Said(PARTS[part][hour] * AN_HOUR + minute, has_part=True)


def _minute(found: re.Match[str]) -> int:
    if found["half"]:
        return 30
    if found["quarters"]:
        return 15 * int(found["quarters"])
    return int(found["minute"] or found["spoken"] or 0)
