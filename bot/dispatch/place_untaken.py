"""Says which place for alerts was named that cannot be had from a private chat: 在群里提醒.

Pure.
"""

import re
from typing import Final

from bot.language import normalise

_HERE: Final = "alert here"
_GROUP: Final = re.compile(
    "(?:在|发到?|往|到)?(?:本|这个?|那个?|我们的?|咱们?的?)?群(?:聊|组)?里面?"
    "|(?<![a-z])(?:in|to) (?:the|our|this|that) (?:group|channel|group chat)(?![a-z])"
)


def place_untaken(words: str, text: str, *, group: bool) -> str:
    """Give the group that alerts are wished in, as it was said; empty where that is here."""
    found = _GROUP.search(normalise(text)) if words == _HERE and not group else None
    return found[0] if found is not None else ""
