"""Times of the day that may be of either half: *a digest fridays at 5* is for 17:00."""

import re
from dataclasses import replace
from typing import Final

from bot.reading.filling import Filled

_DIGESTS: Final = frozenset({"digest daily", "digest weekly"})
_EN: Final = re.compile("(?<= at )[1-6](?::[0-5][0-9])?$|^[1-6]$")
_ZH: Final = re.compile("(?<![0-9:早晨上午晚傍夜里间十])([1-6一二两三四五六])(?=点)")


def of_working_hours(text: str) -> str:
    """Give a time from 1 to 6 that is said without its half of the day as that of working hours."""
    return _ZH.sub(r"下午\1", _EN.sub(lambda found: f"{found[0]} pm", text))


def at_work(words: str, args: Filled) -> Filled:
    """Give what a digest takes with its time so; all else as it is."""
    if words not in _DIGESTS:
        return args
    return replace(args, raw={name: of_working_hours(text) for name, text in args.raw.items()})
