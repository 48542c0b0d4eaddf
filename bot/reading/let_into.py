"""Somebody who is to be let into the space of the last answer: 把员工乙加进去，让她能编辑就成,
*add Ann to it as editor*; or to whom something is to be shown: 方案.docx给员工乙也看看，别让他改.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.bared import bared
from bot.reading.beside import is_beside
from bot.reading.given import WHEN_ZH
from bot.reading.marked import FILE, NAMED, QUOTED, SPACE, Marked
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


_PLACE: Final = (
    f"(?:(?P<s>{SPACE})(?:空间|盘)?(?:[里中内]面?)?(?:的|[那这][个份]|/| )*)?"
    f"(?P<x>(?:{FILE}|{QUOTED})?)(?:这个?|那个?)?(?:文件|空间|盘)?"
)
_WHO: Final = f"(?P<p>[^,.;!?: 的我你{NAMED}]{{1,12}}?)"
_ALSO: Final = "(?:也|都|请|麻烦|帮我|先|就|能不能|可以|再|顺便|,)*"
_SEES: Final = (
    "(?P<verb>看(?:看|一?[下眼])?|瞧瞧|过目|查看|浏览|打开|编辑|改一?改"
    "|[开用](?=一?下|[ ,.]|$)|开放|共享)"
    "(?:一?下|到|吧|呗)*"
)
_BEHIND: Final = "(?P<tail>(?:[ ,.]+.*)?)"
_SHOWN_TO: Final = (
    re.compile(f"(?:把|将)? ?{_PLACE} ?{_ALSO}[给让] ?{_WHO}{_ALSO}(?:能|可以)?{_SEES}{_BEHIND}"),
    re.compile(f"[给让] ?{_WHO}{_ALSO}(?:能|可以)?{_SEES} ?{_PLACE}{_BEHIND}"),
    re.compile(
        f"(?P<s>)[给让] ?{_WHO}{_ALSO}(?:能|可以)?{_SEES} ?"
        f"(?P<x>(?!第|新|哪|所有|全部|[0-9])[^,.;!?:的了吗吧呢给让我你它他她这那{NAMED}]{{2,24}}?)(?:文件夹|目录){_BEHIND}"
    ),
    re.compile(
        f"(?P<s>)[给让] ?{_WHO}{_ALSO}(?:能|可以)?{_SEES} ?"
        f"(?P<x>(?!第|新|哪|所有|全部|[0-9])[^,.;!?:的了吗吧呢给让我你它他她这那{NAMED}]{{2,24}}?)"
        f"(?P<tail>[ ,.]+(?:[^,.]+[ ,.]+)?(?:看|用)?(?:到|至){WHEN_ZH}.*)"
    ),
)
_UNTIL: Final = re.compile(
    f"(?:[看用]|权限|期限|[是为先就])*(?:到|至)?(?P<when>{WHEN_ZH})(?:为止|结束|止|吧|就行|即可)*"
)
_MANY: Final = re.compile("群|大家|所有|全[员体部]|各位")
_LIMITS: Final = re.compile(
    "(?:只|就|仅|先|他|她|它|们|[能可]以?|让|给|要|不|别|许|准|用|再|有)*"
    "(?:只读|查看|看看?|下载|编辑|改动?|动|删除?|修改|上传|传|管理)(?:的?权限)?"
    "(?:就?[行好够可成]以?了?|吧|哈|啊|哦|呀|的|了|不[能让要许]?(?:下载|编辑|改动?|动|删除?|修改|上传|传))*"
)
"""What they may do there, and may not."""


def shown_to(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the permission of somebody who is to see what is named; None where more is wished."""
    marked = Marked(said, parts)
    start, end = bared(marked.copy)
    forms = (form.fullmatch(marked.copy, start, end) for form in _SHOWN_TO)
    found = next((each for each in forms if each and (each["s"] or each["x"])), None)
    if found is None or _TURNS.search(found["p"]) or _MANY.search(found["p"]):
        return None
    tail = [each for each in re.split("[ ,.]+", found["tail"]) if each]
    ends = [until["when"] for each in tail if (until := _UNTIL.fullmatch(each))]
    tail = [each for each in tail if not _UNTIL.fullmatch(each)]
    if len(ends) > 1 or not all(_LIMITS.fullmatch(each) or is_beside(each) for each in tail):
        return None
    typed = said.typed(*found.span("p")).strip()
    person = several_people(typed) or (typed if typed[:1].isupper() else "")
    if not person:
        return None
    limits = " ".join(each for each in tail if _LIMITS.fullmatch(each))
    role = role_said(limits) or role_said(f"给{found['verb']}")
    space, file = (marked.named(found.span(each)) if found[each] else "" for each in ("s", "x"))
    is_whole = not space or file.casefold().startswith(f"{space.casefold()}/")
    place = file if is_whole else f"{space}/{file}" if file else space
    raw = {"person": person, "role": role, "place": place, "time": "".join(ends)}
    return Wish("grant", {name: text for name, text in raw.items() if text}, 1.0)
