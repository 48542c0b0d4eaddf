"""Names the space that somebody has just made where they speak of it so: 刚建的那个不要了,
*give Ann access to the space I just created*.

It is told from the trail, so that whatever was shown in between is not taken for it.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final, Protocol

from bot.audit import DONE, Kept
from bot.language import Reading, language_of
from bot.messages import Message
from bot.sessions import Session

_CREATE: Final = "space create"
_DELETES: Final = {"zh": "删除空间", "en": "space delete"}
_MILLIS: Final = 24 * 3600 * 1000
"""Nobody calls an older one just made."""
_MADE: Final = re.compile(
    "(?:我|我们)?(?:刚刚?|刚才|方才)(?:新)?(?:建|创建|新建|开|弄)(?:好|出来|成)?了?的?"
    "(?:[那这]个(?:新?(?:空间|盘))?|新?(?:空间|盘))"
    "|(?:the|that) (?:new )?(?:space|drive|one) (?:that )?(?:(?:i|we)(?:'ve"
    "| have)? just|(?:that was )?just) "
    "(?:made|created|set up)"
)
_UNWANTED: Final = re.compile(
    " ?(?:就|也|我们?|已经|现在)*(?:(?:不要|用不着|不用|不需要|不想要|没用|多余)了?"
    "|建错了?|建重复了|建重了|多建了|重复了|(?:给我|帮我)?(?:删|撤|去)(?:了|掉|除))"
    "(?:吧|哈|啊|呢)?(?P<tail>(?:[ ,.;!].*)?)"
    "|,? (?:is|was) (?:not needed|no longer needed|a mistake"
    "|useless)(?: any ?more)?(?P<more>(?:[ ,.;!].*)?)"
)
_LEADS: Final = re.compile(
    "(?:(?:哦|啊|对了|那个?|算了|唉|麻烦|请|把|将|给|哎)[ ,]*)*|(?:delete|remove) "
)
_TURNS: Final = re.compile(
    "[?吗]|但|不过|先别|等|如果|要是|再(?!.{0,8}也)|(?<![a-z])(?:but|if|wait|not"
    "|before|or)(?![a-z])"
)


class Trail(Protocol):
    """What was done, newest first."""

    def newest_first(self) -> AsyncIterator[Kept]: ...


async def with_made(message: Message, session: Session, trail: Trail, now: int) -> Message:
    """Give a message with the name of the space that its sender has just made in the place of what
    points to it; one that is not wanted any more is one to be deleted, which is asked about, as is
    which it is where nobody knows.
    """
    reading = Reading(message.text)
    found = _MADE.search(reading.copy) if message.text and session.state is None else None
    name = await _made_by(message.sender.user_id, trail, now - _MILLIS) if found else ""
    if found is None:
        return message
    before = reading.raw_between(0, found.start())
    behind = reading.raw_between(found.end(), len(reading.copy))
    unwanted = _UNWANTED.fullmatch(reading.copy, found.end())
    tail = (unwanted["tail"] or unwanted["more"] or "") if unwanted else ""
    if unwanted and _LEADS.fullmatch(reading.copy, 0, found.start()) and not _TURNS.search(tail):
        deletes = _DELETES.get(language_of(message.text) or "", "删除空间")
        return replace(message, text=f"{deletes} “{name}”" if name else deletes)
    return replace(message, text=f"{before}“{name}”{behind}") if name else message


async def _made_by(user_id: str | None, trail: Trail, since: int) -> str:
    """Give what the space is called that somebody made last; empty for none of late."""
    async for kept in trail.newest_first():
        entry = kept.entry
        if kept.at < since:
            break
        if (entry.person, entry.command, entry.outcome) == (user_id, _CREATE, DONE):
            return entry.name
    return ""
