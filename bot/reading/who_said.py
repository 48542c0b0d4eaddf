"""Who can get at a space, or a file in it, in more words than the command has: *who exactly can get
into the Finance space? The auditor is asking*, *who can edit report-02.pdf in Finance*.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Wish

_S: Final = PLACES["space"]
_F: Final = PLACES["file"]
_O: Final = PLACES["ordinal"]
_DOES: Final = (
    "(?:see|open|read|access|view|enter|edit|use|download from|look (?:at|into|inside)|"
    "get (?:at|in|into|inside|to)|have access to|be in)"
)
_WHO: Final = re.compile(
    "^(?:(?:hi|hey|hello|please|pls|ok(?:ay)?|so|and|tell me|show me|list|check|can you|could you|"
    "i (?:need|want) to know|do you know|quick question|just)[ ,:]+)*"
    "who(?: (?:exactly|else|all|actually|really|precisely|currently|now|of us|on earth))*"
    f" (?:(?:can|could|may|is able to|is allowed to|gets to)(?: (?:actually|really|currently|also|"
    f"now|all))* {_DOES}|has (?:edit |write |read |view )?(?:access|rights?|permissions?) "
    f"(?:in|on|for|to)) (?:(?:the|our|all of|whole|entire|file|my|that|this) )*"
    f"(?:(?P<file>{_F}|{_O})(?: (?:one|file|document))?(?: (?:in|from|of|inside) (?:the )?{_S})?"
    f"|(?P<space>{_S}))(?: space| drive| folder)?(?: right now| at the moment| these days|"
    "| now)*(?: ?[?!.,;]|$)"
)


def who_said(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the question who can get at what is named or counted; None for anything else."""
    spaces = [part for part in parts if part.kind == "space" and not part.near]
    files = [part for part in parts if part.kind in {"file", "ordinal"}]
    if len(spaces) > 1 or len(files) > 1:
        return None
    found = _WHO.search(cut(said.copy, sorted([*spaces, *files], key=lambda part: part.start)))
    if found is None or not (files if found["file"] else spaces):
        return None
    if not found["file"]:
        return Wish("who", {"place": spaces[0].text}, 1.0)
    file = files[0].text
    within = f"{spaces[0].text}/" if spaces and files[0].kind == "file" and "/" not in file else ""
    return Wish("who", {"place": f"{within}{file}"}, 1.0)
