"""Somebody who is to be let into the space of the last answer: 把员工乙加进去，让她能编辑就成,
*add Ann to it as editor*.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.people import several_people
from bot.reading.roles import role_said
from bot.reading.said import Said
from bot.reading.understood import Topic, Wish

_INTO: Final = re.compile(
    "^(?:(?:再|也|顺便|另外|然后|麻烦|请|帮我|那就?|还有|对了|哦)[ ,]*)*(?:把|将"
    "|给)?(?P<zh>[^,.!?的]{1,24}?)(?:也|都|一起|一块儿?)?"
    "(?:加|拉|放|添|请)(?:进去|进来|进|上去|到(?:里面|里头|里边|这个空间|空间里?"
    "|这里))(?:吧|呗|一下|了)*"
    "(?:[ ,.]+(?P<behind>.*))?$"
    "|^(?:(?:please|pls|and|also|then|now|can you|could you)[ ,]+)*(?:add|invite|let"
    "|put) (?P<en>[^,.!?]{1,40}?) "
    "(?:to it|into it|in(?: there)?|to (?:that|this|the) (?:space|one))(?P<tail>(?:[ ,.].*)?)$"
)
_TURNS: Final = re.compile("[?吗]|如果|要是|算了|别|(?<![a-z])(?:if|not|don't|how)(?![a-z])")


def let_into(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give the permission for the space of the last answer; None where none was shown, or a space
    or a file is named.
    """
    space = topic.raw.get("space", "") if topic is not None else ""
    if not space or any(part.kind in {"space", "file", "ordinal", "quoted"} for part in parts):
        return None
    found = _INTO.match(said.copy)
    if found is None or _TURNS.search(said.copy):
        return None
    typed = said.typed(*found.span("zh" if found["zh"] else "en")).strip()
    person = several_people(typed) or (typed if typed[:1].isupper() else "")
    if not person:
        return None
    role = role_said(found["behind"] or found["tail"] or "")
    raw = {"person": person, "role": role, "place": space}
    return Wish("grant", {name: text for name, text in raw.items() if text}, 1.0)
