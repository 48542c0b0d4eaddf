"""Reads a *don't* that is no sign that nothing is wished: *don't bother me between 8pm and 7am* is
quiet hours, and *don't forget to alert me* wishes just that.
"""

import re
from typing import Final

from bot.language import Reading

_NOT_NOW: Final = re.compile(
    "(?:please )?(?:don'?t|don’t|do not|never) (?:"
    "(?:bother|disturb|alert|ping|notify|wake|page) (?:me|us)(?: up)?"
    "(?: with (?:the |any |your )?(?:alerts?|messages?|notifications?|warnings?|pings?))?"
    "|send (?:me |us )?(?:the |any |your )?(?:alerts?|notifications?|warnings?)(?: to (?:me|us))?"
    r")(?: here)? (?P<hours>(?:between|from) .{0,4}\d.*)"
)


_REMEMBERS: Final = re.compile(
    "(?:千万|可|请)?(?:别|不要|勿)忘(?:了|记了?)(?=[^,，。.!！吧啊呀 ])"
    "|(?:please )?(?:don'?t|don’t|do not|never) forget to "
    "|(?:please )?(?:remember|make sure|be sure) to ",
    re.IGNORECASE,
)


def remembered(text: str) -> str:
    """Give a sentence without the words that ask to remember what it wishes."""
    return _REMEMBERS.sub("", text, count=1)


def quiet_said(text: str) -> str:
    """Give a sentence as it says the same without its *don't*; any other text as it is."""
    reading = Reading(text)
    found = _NOT_NOW.fullmatch(reading.copy)
    if found is None:
        return text
    return f"no alerts {reading.raw_between(*found.span('hours'))}"
