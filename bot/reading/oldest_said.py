"""Files that nobody has touched for long, and how much the files of a list are together: the lists
of what fills a space tell both.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.names import NameIndex
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.space_meant import VIEWS, space_meant
from bot.reading.understood import Topic, Wish

_LONG_ZH: Final = (
    "(?:(?:[一两二三四五六七八九十几0-9]+|半)(?:年半?|个?多?月|个半月)|多年|很久|好久|"
    "长期)(?:以上|多)?"
)
_FILES_EN: Final = "(?:files?|documents?|docs?|anything|everything|stuff|things?|ones|what)"
_SPAN_EN: Final = (
    "(?:[0-9]+|an?|one|two|three|four|five|six|ten|twelve|half a|many|several) (?:[a-z]+ )?"
    "(?:years?|months?)"
)
_OLD: Final = (
    re.compile(
        f"{_LONG_ZH}(?:都|就|内|里|来)*(?:没有?人?|未|不曾|没被)(?:再|怎么)?(?:动|用|改|看|碰|"
        f"打开|更新|访问|编辑|修改)"
        f"|{_LONG_ZH}(?:以前|之前|前)的(?:老|旧)?(?:文件|文档|资料|东西)"
    ),
    re.compile(
        f"(?<![a-z]){_FILES_EN}(?: [^,.;!?]{{1,40}})?? (?:older|that old|not (?:used|touched|"
        f"opened|changed|"
        f"modified)|untouched|unused|unchanged)(?: (?:than|then|for|in|"
        f"since))* (?:more than )?{_SPAN_EN}(?![a-z])"
    ),
)
_TOGETHER: Final = re.compile(
    "加起来|总共|一共|合计|合起来|总计|总大小|(?<![a-z])(?:altogether|all together|in total|"
    "in sum|together|sum|"
    "total(?:ly)? size)(?![a-z])"
)
_MUCH: Final = re.compile(
    "多[大少]|几个?[gm]|大小|(?<![a-z])(?:how (?:big|much|large|heavy)|size)(?![a-z])"
)
_OF_SPACES: Final = re.compile(
    "空间|公司|组织|配额|容量|剩|满|余|申请|调用|(?<![a-z])(?:left|free|spaces?|quota|capacity|"
    "room|organi[sz]ation|"
    "company|calls|budget|limit|used)(?![a-z])"
)
_NO_LIST: Final = re.compile(
    "版本|权限|空间(?:列表)?没|哪个空间|哪些空间|提醒|申请|如果|自动|(?<![a-z])(?:spaces|"
    "versions?|if|alerts?|requests?|"
    "automatically|rule)(?![a-z])"
)


def long_untouched(
    said: Said, parts: Sequence[Mention], topic: Topic | None, index: NameIndex
) -> Wish | None:
    """Give the oldest files where it is asked what is older than so long; else None."""
    if not any(each.search(said.copy) for each in _OLD) or _NO_LIST.search(said.copy):
        return None
    if any(part.kind in {"file", "quoted"} for part in parts):
        return None
    space = space_meant(said.copy, parts, topic, index)
    return Wish("oldest", {"space": space}, 1.0) if space else None


def together(
    said: Said, parts: Sequence[Mention], topic: Topic | None, index: NameIndex
) -> Wish | None:
    """Give the list of which somebody asks how much its files are together: it tells that."""
    if topic is None or parts or not (_TOGETHER.search(said.copy) and _MUCH.search(said.copy)):
        return None
    space = space_meant(said.copy, parts, topic, index)
    if not space or _OF_SPACES.search(said.copy):
        return None
    return Wish(topic.words if topic.words in VIEWS else "by kind", {"space": space}, 1.0)
