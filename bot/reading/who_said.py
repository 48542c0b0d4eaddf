"""Who can get at a space or a folder of it, in more words than the command has: *who exactly can
get into the Finance space? The auditor is asking*.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Wish

_S: Final = PLACES["space"]
_DOES: Final = (
    "(?:see|open|read|access|view|enter|edit|use|download from|look (?:at|into|inside)|"
    "get (?:at|in|into|inside|to)|have access to|be in)"
)
_WHO: Final = re.compile(
    "^(?:(?:hi|hey|hello|please|pls|ok(?:ay)?|so|and|tell me|show me|list|check|can you|could you|"
    "i (?:need|want) to know|do you know|quick question|just)[ ,:]+)*"
    "who(?: (?:exactly|else|all|actually|really|precisely|currently|now|of us|on earth))*"
    f" (?:(?:can|could|may|is able to|is allowed to|gets to)(?: (?:actually|really|currently|also|"
    f"now|all))* {_DOES}|has access to|has rights (?:in|on|for|to)) (?:(?:the|our|all of|whole|"
    f"entire) )*(?P<space>{_S})(?: space| drive| folder)?(?: right now| at the moment| these days|"
    "| now)*(?: ?[?!.,;]|$)"
)


def who_said(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the question who can get at what is named; None for anything else."""
    spaces = [part for part in parts if part.kind == "space" and not part.near]
    if len(spaces) != 1 or _WHO.search(cut(said.copy, spaces)) is None:
        return None
    return Wish("who", {"place": spaces[0].text}, 1.0)
