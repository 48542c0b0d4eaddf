"""Puts the only row of a search in the place of *it*: *ok send me that one pls*, where one file was
found. Where there are several, only the *ok* before it goes, and which is asked about.

So does it with a row that is told of by where it stands: *the last one*, and *the biggest one* of
the largest files, which come first there.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.files.paged import ROWS, PagedRows, ReadInPart
from bot.files.shown import ShownFiles
from bot.language import Reading
from bot.messages import Message
from bot.sessions import Session

_LISTS: Final = frozenset({"find", "files", "largest", "oldest", "duplicates", "group files"})
_LEAD: Final = (
    "(?:(?:ok|okay|k|yes|yep|yeah|yup|great|cool|thanks|thank you|thx|perfect|good"
    "|nice|fine|alright"
    "|all right|right|ah|oh|aha|so|then|and|also|now|well|super|that's it|that's the one"
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
_COPIES: Final = re.compile(
    f"{_LEAD}(?:put|make|drop|save|stick|place|keep|leave|store|create|file)(?: me| us)? "
    f"(?:a|another|one) copy(?: of {_IT})?(?: over)? (?:in|into|to|at|inside|for) "
    "(?P<rest>[^,.;!?]+?)(?:,? (?:as well|too|also|please|pls|instead|thanks|thank you))*+[ .!?]*"
)
"""A copy of it that goes somewhere: *can you put a copy of it into Legal as well*."""
_BEHIND: Final = (
    "(?= *(?:[,.;!?]|$)| (?:to|into|over|please|pls|plz|too|as|away|out|back|for me|now"
    "|then|with|as well"
    "|and|again|instead|last|since|because|so|called|is|was)(?![a-z]))"
)
_FOOT: Final = re.compile(
    "(?<![a-z])(?:the )?(?:(?:very )?last|bottom|final) (?:one|file|row|entry|of them)"
    f"(?: (?:on|in|of) (?:the|this|that) (?:list|page))?{_BEHIND}",
    re.IGNORECASE,
)
_HEAD: Final[Mapping[str, re.Pattern[str]]] = {
    words: re.compile(f"(?<![a-z])(?:the )?(?:{ends}) (?:one|file|of them){_BEHIND}", re.IGNORECASE)
    for words, ends in (
        ("largest", "biggest|largest|heaviest|fattest|top"),
        ("oldest", "oldest|most outdated|longest untouched|top"),
    )
}
_DOES_ROW: Final = re.compile(
    "(?<![a-z])(?:delete|remove|bin|trash|erase|get rid|chuck|toss|ditch|throw|send"
    "|forward|move|copy|rename"
    "|open|share|restore|show|drop|put|stick|pop|who|when|give|get|lose|scrap|dump|call|see|need|want"
    "|sling|take|duplicate|where|how)(?![a-z])",
    re.IGNORECASE,
)
"""What is done with a row, or asked of one."""
_WHO_ZH: Final = re.compile(
    "(?:那么?|请问|[ ,])*+(?:(?P<newest>最[新近](?:更新|上?传|修?改)?的(?:[那这]?一?[个份条])?"
    "(?:文件|文档)?)|[这那](?:一?[个份条])?(?:文件|文档)?|它|上面那?[个份])?"
    "(?P<who>(?:是|被)?谁(?:给)?(?:上?传|放|建|创建|存|弄|改|加|搞|发|更新)"
    "(?:的|过|了|上[去来]|进[去来])*+[啊呀呢吗? .!]*)"
)
_WHO_EN: Final = re.compile(
    "(?:and |so |ok |hey |[ ,])*+(?P<who>who(?:'s| is| was| has)?(?: last)? "
    "(?:uploaded|added|made|created|changed|edited|put|saved|wrote))"
    "(?: (?P<newest>(?:the )?(?:newest|latest|most recent)(?: one| file)?)| it| that| this"
    "| that one| this one)[ ?.!]*"
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
    message = await _with_row(message, session, topic.words, kept)
    message = await _with_asked(message, session, kept)
    reading = Reading(message.text)
    sends = _SENDS.fullmatch(reading.copy)
    is_search = topic.words == "find" and not sends
    does = _DOES.fullmatch(reading.copy) if is_search else None
    copies = _COPIES.fullmatch(reading.copy) if is_search else None
    if not sends and not does and not copies:
        return message
    shown = await kept(session.last_list)
    is_one = isinstance(shown, ReadInPart) and len(shown.items) == 1 and not shown.more
    if copies is not None and is_one:
        place = reading.raw_between(*copies.span("rest"))
        return replace(message, text=f"copy the first one to {place} as well")
    if does is not None and is_one:
        rest = reading.raw_between(*does.span("rest"))
        return replace(message, text=f"{does['does']} the first one{rest}")
    return replace(message, text=_SEND if is_one else _WHICH) if sends else message


async def _with_row(
    message: Message,
    session: Session,
    words: str,
    kept: Callable[[str | None], Awaitable[object]],
) -> Message:
    """Give a message about the row that is told of by where it stands in this list, by its number:
    what is done with it names the file before anything is done.
    """
    text, head = message.text, _HEAD.get(words)
    at_head = head.search(text) if head is not None else None
    row_said = at_head or _FOOT.search(text)
    if row_said is None or not _DOES_ROW.search(text[: row_said.start()]):
        return message
    shown = await kept(session.last_list)
    if not isinstance(shown, PagedRows) or not shown.items:
        return message
    row = 1 if at_head else min(shown.page * ROWS, len(shown.items))
    return replace(message, text=f"{text[: row_said.start()]}number {row}{text[row_said.end() :]}")


async def _with_asked(
    message: Message, session: Session, kept: Callable[[str | None], Awaitable[object]]
) -> Message:
    """Give a question of who changed the only row, or the newest file where the newest come first,
    by its number.
    """
    reading = Reading(message.text)
    zh, en = _WHO_ZH.fullmatch(reading.copy), _WHO_EN.fullmatch(reading.copy)
    found = zh or en
    if found is None:
        return message
    shown = await kept(session.last_list)
    if not isinstance(shown, ReadInPart):
        return message
    row = 1 if len(shown.items) == 1 and not shown.more else 0
    if not row and found["newest"] and isinstance(shown, ShownFiles) and shown.order == "newest":
        row = next((n for n, each in enumerate(shown.items, 1) if not each.is_folder), 0)
    if not row:
        return message
    return replace(message, text=f"{row}{found['who']}" if zh else f"{found['who']} number {row}")
