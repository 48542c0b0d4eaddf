"""Puts the only row of a search in the place of *it*: *ok send me that one pls*, where one file was
found. Where there are several, only the *ok* before it goes, and which is asked about.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from bot.files.paged import ReadInPart
from bot.language import Reading
from bot.messages import Message
from bot.sessions import Session

_LISTS: Final = frozenset({"find", "files", "largest", "oldest", "duplicates", "group files"})
_LEAD: Final = (
    "(?:(?:ok|okay|k|yes|yep|yeah|yup|great|cool|thanks|thank you|thx|perfect|good"
    "|nice|fine|alright"
    "|all right|right|ah|oh|aha|so|then|and|now|well|super|that's it|that's the one"
    "|found it|please|pls"
    "|plz|just|can you|could you|would you|can i(?= have| get)|could i(?= have| get))[ ,.!]+)*"
)
_IT: Final = "(?:that one|this one|the one|that file|this file|the file|that thing|that|this|it)"
_END: Final = (
    "(?:[ ,.!?]|please|pls|plz|over|here|now|then|thanks|thx|thank you|in private|privately)*"
)
_SENDS: Final = re.compile(
    f"{_LEAD}(?:(?:send|forward|give|dm|email|mail|get|pass|shoot|drop|have|ping)(?: over)?"
    f"(?: (?:me|us))? {_IT}(?: over)?(?: (?:to|for) (?:me|us))?"
    f"|let (?:me|us) have {_IT})(?![a-z']){_END}"
)
_DOES: Final = re.compile(
    f"{_LEAD}(?P<does>(?:delete|remove|bin|trash|get rid of|move|copy|rename|open|share|restore"
    f"|show me)) {_IT}(?![a-z'])(?P<rest> .+|[ .!?]*)$"
)
_SEND: Final = "send me the first one"
_WHICH: Final = "send me that one"


async def with_only_row(
    message: Message, session: Session, kept: Callable[[str | None], Awaitable[object]]
) -> Message:
    """Give a message about the first row where it points to what was found, and that is one file;
    any other as it is.
    """
    topic = session.topic
    if session.state is not None or topic is None or topic.words not in _LISTS:
        return message
    reading = Reading(message.text)
    sends = _SENDS.fullmatch(reading.copy)
    does = _DOES.fullmatch(reading.copy) if topic.words == "find" and not sends else None
    if not sends and not does:
        return message
    shown = await kept(session.last_list)
    is_one = isinstance(shown, ReadInPart) and len(shown.items) == 1 and not shown.more
    if does is not None and is_one:
        rest = reading.raw_between(*does.span("rest"))
        return replace(message, text=f"{does['does']} the first one{rest}")
    return replace(message, text=_SEND if is_one else _WHICH) if sends else message
