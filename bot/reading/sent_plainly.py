"""Who plainly wants to be sent a file of a space: 设计资料里那个PPT发我一下, *send me the slides in
Finance*.

A file is named, or is the only one of a kind: which one that is, whoever knows the files finds.
What is called otherwise is looked for.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.beside import is_beside
from bot.reading.file_names import files
from bot.reading.kinds import has_kind
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.shown_files import shows_files
from bot.reading.understood import Topic, Wish

_POLITE: Final = (
    "(?:请|麻烦你?|劳驾|帮我|帮个?忙|能不能|能否|可不可以|可否|可以|能|你|快|先|那就|就|把|将|你好"
    "|谁能?|哪位能?|[, ])*"
)
_MINE: Final = "(?:我们?|俺|咱们?)"
_HERE: Final = "(?:群里?面?|群聊|这里|这儿|大家|这个群)"
_DO: Final = "(?:发送?|传|转|甩|丢|推|拿)"
_MORE: Final = (
    "(?:一?[下份个]|[看瞧]一?[看瞧下眼]?|用一?下|过来|来|吧|呗|啊|呀|呢|吗|么|谢谢|谢了|好吗|行吗|行不行?"
    "|可以吗|急用|急|[,.!?~ ])*"
)
_BEHIND: Final = re.compile(
    f"(?:给{_MINE}{_DO}(?=[一下份个看来过]|$)|{_DO}(?:一?[下份个])?(?:(?:给|到)?{_MINE}|[给到](?P<here>{_HERE})|过来|来看看|来一下))"
    f"(?:这里|这儿|这边|手机上?)?{_MORE}$"
)
"""How what is to be sent ends in Chinese."""
_BEFORE: Final = re.compile(
    f"^{_POLITE}(?:给{_MINE}{_DO}|{_DO}给?{_MINE})(?:一?[下份个])*(?:看看)?(?=.)"
)
_WITHIN: Final = re.compile(
    "(?:这个|那个)?(?:空间|钉盘|盘)?(?:(?:里[面边头]?|[中内下]面?)的?|的)?(?:一?[份个])?"
    "(?:[那这]一?[个份张])?"
)
_BEFORE_SPACE: Final = re.compile(
    "^(?:hi|hey|please|pls|can|could|would|you|u|just|then|[, ])*"
    "(?:send|give|get|forward|dm|mail|pass|shoot) (?:me|us|(?P<here>the group|everyone)) "
    "(?:(?:the|that|this|a copy of|over|my|our) )*(?P<x>[^,.;!?]{1,60}?),? "
    "(?:in|from|of|inside|out of|that is in|which is in|that's in) (?:the )?$"
)
_END_EN: Final = re.compile(
    r"(?: (?:space|drive|please|pls|thanks|thank you|asap|now|for me)|[,.!?])*$"
)
_NO_FILE: Final = re.compile(
    "最|多少|谁|什么|哪|第|几|不|别|没|周报|日报|月报|汇总|摘要|提醒|告警|链接|趋势|报表|用量|容量|情况"
    "|清单|列表|数据$|权限|申请|重复|每|以后|今后|全部|所有|都"
    "|(?<![a-z])(?:summary|digest|alerts?|reminders?|links?|trend|usage|numbers|list|all|every|each"
    "|which|what|who|first|second|third|last|biggest|largest|oldest|news|updates?)(?![a-z])"
)
"""What is sent by no file, or is said of more than one."""


def sent_plainly(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give the file that is to be sent, None for whatever has to be weighed."""
    spaces = [part for part in parts if part.kind == "space"]
    if len(spaces) > 1 or any(part.near for part in spaces):
        return None
    space = spaces[0] if spaces else None
    found = _english(said, space) or _chinese(said, space)
    if found is None:
        return None
    words, (start, end) = found
    name = said.typed(start, end).strip(" ,，\"“”‘’「」'")
    copy = said.copy[start:end].strip()
    return _wish(words, name, copy, space, topic) if name and not _NO_FILE.search(copy) else None


def _wish(
    words: str, name: str, copy: str, space: Mention | None, topic: Topic | None
) -> Wish | None:
    """Give what is sent, or looked for where no file is called so."""
    above, within = (f"{space.text}/", f"{space.text}里的") if space else ("", "")
    is_kind = has_kind(copy)
    if space is None and (not is_kind or _is_named(copy)):
        return None  # which is known by its name alone, or is not
    if (space or shows_files(topic)) and (is_kind or _is_named(copy)):
        return Wish(words, {"file": f"{above}{name}"}, 1.0)
    is_english = space is not None and copy.isascii()
    wanted = f"{name} in {space.text}" if is_english and space else f"{within}{name}"
    return Wish("find", {"words": wanted}, 1.0)


def _chinese(said: Said, space: Mention | None) -> tuple[str, tuple[int, int]] | None:
    copy = _wish_alone(said.copy)
    behind, before = _BEHIND.search(copy), _BEFORE.match(copy)
    if behind is None and before is None:
        return None
    start = before.end() if before and behind is None else _opening(said.copy)
    end = behind.start() if behind else _closing(copy)
    if space is not None:
        if said.copy[start : space.start].strip(" 把将从在,的"):
            return None
        start = space.end
    within = _WITHIN.match(said.copy, start, end)
    start = within.end() if within and (space is None or within.end() > start) else start
    if space is not None and start == space.end and not _is_named(said.copy[start:end].strip()):
        return None  # the name goes on: 市场部方案 is no file of 市场部
    words = "file send here" if behind and behind["here"] else "file send"
    return (words, (start, end)) if start < end else None


def _wish_alone(copy: str) -> str:
    """Give what is wished without why, where that stands behind it."""
    wish, sign, why = copy.partition(",")
    return wish if sign and is_beside(why) else copy


def _opening(copy: str) -> int:
    found = re.compile(_POLITE).match(copy)
    return found.end() if found else 0


def _closing(copy: str) -> int:
    found = re.compile(f"{_MORE}$").search(copy)
    return found.start() if found else len(copy)


def _english(said: Said, space: Mention | None) -> tuple[str, tuple[int, int]] | None:
    found = _BEFORE_SPACE.match(said.copy[: space.start]) if space else None
    if space is None or found is None or not _END_EN.match(said.copy, space.end):
        return None
    return "file send here" if found["here"] else "file send", found.span("x")


def _is_named(copy: str) -> bool:
    """Whether it is called as files are."""
    named = next((each for each in files(copy, shown=True)), None)
    return named is not None and (named.start, named.end) == (0, len(copy))
