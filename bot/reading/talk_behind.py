"""Talk behind a wish, in a sentence of its own: *delete old.zip. Nobody needs it anymore.*

It only says why, so that the first sentence is read as if it stood alone. Whatever takes the wish
back, or wishes anything itself, is no such talk.
"""

import re
from typing import Final

from bot.language import Reading

_ANY_MORE: Final = "(?: any ?more| any longer| now| these days)?"
_SO: Final = "(?: (?:just|only|really|very|pretty|totally|all|completely|a|an))*"
_TALK: Final = (
    rf"(?:(?:it|they|these|those)(?:'?s|'?re| is| are){_SO} "
    "(?:old|outdated|obsolete|stale|unused|useless|out of date)"
    "(?: (?:one|ones|version|versions|file|files|draft|drafts|stuff))?"
    "|(?:nobody|no ?one|none of us) (?:really |ever )?(?:needs?|uses?|reads?|opens?) (?:it|them)"
    f"{_ANY_MORE}"
    "|(?:nobody|no ?one) wants? (?:it|them) any ?more"
    f"|we (?:don'?t|do not|no longer) (?:really )?(?:need|use) (?:it|them){_ANY_MORE}"
    "|(?:(?:i think|i guess|i believe|i'm afraid|im afraid|it seems|it looks like|looks like) )?"
    "(?:that )?(?:somebody|someone|a colleague|he|she|they) "
    "(?:has |have |may have |might have |must have |just )*"
    "(?:overwr[io]tes?|overwritten|overrode|changed?|edited|messed up|broken?|replaced?|"
    "saved over) "
    "(?:it|(?:all )?(?:my|our|the) (?:changes?|edits?|works?|versions?|file)))"
)
_BEHIND: Final = re.compile(
    rf"(?P<end>(?<![ .?!,;])[.?!]+|,)(?= ) (?:sorry,? )?{_TALK}(?:(?:,? and|,? so|,|[.!]) {_TALK})*"
    "(?:[,.!]* (?:thanks|thank you|thx|pls|please))?[ .!]*$"
)
_SHORTEST: Final = 6
"""So much is wished before it at least."""


def without_talk(text: str) -> str:
    """Give what is wished without the sentence behind it that only says why."""
    reading = Reading(text)
    found = _BEHIND.search(reading.copy)
    if found is None or found.start() < _SHORTEST:
        return text
    is_asked = found["end"].startswith("?")
    return reading.raw_between(0, found.start() + is_asked)
