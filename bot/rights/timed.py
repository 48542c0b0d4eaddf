"""For how long, where somebody says it behind a file: `plan.docx 7 days`, `设计稿 到周五`."""

from typing import Final

from bot.language import trim
from bot.rights.lasting import HowLong
from bot.times import Unclear, read_span

_HOW_LONG: Final = HowLong("time")
_UNTIL: Final = ("until ", "till ", "直到", "到", "至")
_QUOTES: Final = ('"', "”", "'", "’", "』", "」", "》")
_MOST_WORDS: Final = 6
"""Nobody says a time in more words."""


def without_time(said: str) -> tuple[str, str]:
    """Part a file from the time behind it, which is empty for none; what is quoted is the file."""
    words = trim(said).split()
    if not words or words[-1].endswith(_QUOTES):
        return trim(said), ""
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        time = " ".join(words[-count:])
        if _is_time(time):
            return " ".join(words[:-count]), time
    return trim(said), ""


def _is_time(said: str) -> bool:
    """A span, or a moment that is said to be the end: a bare number or date may be a name."""
    try:
        read_span(said)
    except Unclear:
        return said.lower().startswith(_UNTIL) and _HOW_LONG.could_be(said)
    return True
