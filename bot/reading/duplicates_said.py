"""Whether there are duplicates, and how much they take: 设计资料里有无重复的文件，一共白占了多少.

How much they take stands in the list of them, so that no other report is meant by it.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.names import NameIndex
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.space_meant import space_meant
from bot.reading.understood import Topic, Understood, Wish

_TWICE: Final = re.compile(
    "重复|传重|重了的|一模一样|重样|(?:一样|相同)的?(?:文件|东西|资料)"
    "|(?<![a-z])duplicat(?:e|es|ed)(?![a-z])"
)
_LOOKS: Final = re.compile(
    "有无|有没有|有多少|是否有|是不是有|看|查|列|找|统计|哪些|多少|[吗么]|白占"
    "|(?<![a-z])(?:any|are there|is there|which|find|show|list|check|how (?:much|many))(?![a-z])"
)
_DOES: Final = re.compile(
    "删|清[理掉除空]|去重|去掉|合并|移|挪|留|提醒|版本|名字|申请|权限|会议|工作"
    "|(?<![a-z])(?:cost|calls?(?![a-z])|delet|remov|clean|keep|merge|mov(?:e|ing)|send|names?(?![a-z]))"
)
_ROOM: Final = re.compile(
    "[,.;?!]+[^,.;?!]*(?:占|浪费|省|腾|多少|多大)[^,.;?!]*"
    "|[,.;?!]+[^,.;?!]*(?<![a-z])(?:how much|waste|space|save)(?![a-z])[^,.;?!]*"
)
_PARTED: Final = re.compile("[,.;?!]")


def duplicates_said(
    said: Said, parts: Sequence[Mention], topic: Topic | None, index: NameIndex
) -> Understood | None:
    """Give the list of duplicates that is asked for; None where anything is to be done to them."""
    copy = said.copy
    if not _TWICE.search(copy) or not _LOOKS.search(copy) or _DOES.search(copy):
        return None
    if any(part.kind in {"file", "ordinal", "size", "quoted"} for part in parts):
        return None
    space = space_meant(copy, parts, topic, index)
    asks_room = _ROOM.search(copy) is not None
    if not (space or asks_room):
        return None  # of a name that nobody knows
    wish = Wish("duplicates", {"space": space} if space else {}, 1.0)
    is_one = asks_room or _PARTED.search(copy.strip(" .,;?!")) is None
    return Understood("sure", (wish,), kept=is_one)
