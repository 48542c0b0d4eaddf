"""The last search, or the last list of files, in one space alone: *only those from Finance*, *just
the ones in Legal*, 只看市场部的.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.shown_files import shows_files
from bot.reading.space_meant import VIEWS
from bot.reading.understood import Topic, Wish

_S: Final = PLACES["space"]
_LEAD: Final = (
    "^(?:(?:and|ok|okay|no|now|then|so|but|please|pls|can i see|can you|could you|i want|i need"
    "|i meant|show|list|give|me|see|to|sorry|actually|hm+|let's)(?![a-z])[ ,.]*)*"
)
_ONES: Final = (
    "(?:those|these|them|the ones|ones|the files|files|that|what is|what's|the results|results"
    "|everything|all)"
)
_WITHIN: Final = (
    "(?: (?:that are|which are|that lie|that's|lying|stored|saved))?"
    f" ?(?:in|from|inside|of|within|under|at) (?:the )?(?P<space>{_S})(?: space| drive)?"
)
_ONLY: Final = re.compile(
    f"{_LEAD}(?:only|just) (?:{_ONES})?{_WITHIN}(?:,? (?:please|pls|only|thanks))*[ .!?]*$"
    f"|{_LEAD}(?:the ones|those|{_ONES})?{_WITHIN.replace('?P<space>', '?P<space2>')}"
    " (?:only|alone)(?:,? (?:please|pls))*[ .!?]*$"
    f"|^(?:那|那就|请|麻烦|帮我|我)*(?:只|仅|就)(?:要|看|想?看|列|找|查)(?P<space3>{_S})"
    "(?:空间)?(?:里面?|中)?的?(?:文件|就行|就好|吧|[ .!])*$"
)
_FIND: Final = "find"
_IN: Final = re.compile(" in .+$|^.+[里中]的?", re.IGNORECASE)


def narrowed(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give what was shown last for the one space that is named; None for anything else."""
    spaces = [part for part in parts if part.kind == "space" and not part.near]
    is_list = topic is not None and (shows_files(topic) or topic.words in {_FIND, *VIEWS})
    if topic is None or not is_list or len(spaces) != 1:
        return None
    if _ONLY.search(cut(said.copy, spaces)) is None:
        return None
    space = spaces[0].text
    if topic.words == _FIND and (words := _IN.sub("", topic.raw.get("words", "")).strip()):
        return Wish(_FIND, {"words": f"{words} in {space}"}, 1.0)
    if topic.words in VIEWS:
        return Wish(topic.words, {"space": space}, 1.0)
    return Wish("files", {"place": space}, 1.0)
