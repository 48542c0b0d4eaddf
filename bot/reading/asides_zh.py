"""What Chinese says around a wish and is no part of it: 先别动，就给我看看是啥 only looks, and
把压缩包都找出来，我要写清理方案 wishes no cleaning up.
"""

import re
from typing import Final

from bot.language import Reading

_HOLDS: Final = re.compile(
    "^(?:(?:哎+呀?|等等|等下|等一下|慢着|不急|不忙)[ ,.!]*)?(?:先|都)*(?:别"
    "|不要|不用|不必|甭)(?:着?急着?|忙着?)?"
    "(?:重命名|改名|移动|复制|清[理空]|恢复|动|删除?|改|挪|移|碰|管|处理|操作"
    "|执行)(?:它们?|[这那]个|[这那]些|文件)?(?:先)?[ ,.!;]+"
    "(?=(?:就|先|只|仅|请|麻烦|你|我|再|帮我|想)*(?:给我看|让我看|看|瞧|瞅|查|告诉|说说|列))"
)
_DOES: Final = re.compile(
    "删|移|挪|发[给到我]|改[成为名]|复制|拷|恢复|还原|授权|权限|批|拒|建|设|调|申请|提醒|停|关|清"
)
_PURPOSE: Final = re.compile(
    "[,;.?!]+ ?(?:我|我们|咱们?)(?:这边|今天|明天|下午|晚上|等下|一会儿?|月底|正|也)*"
    "(?:要|好|得|准备|打算|想|去|需要|正在)(?:去|来|好|跟|和|向|给)*"
    "(?:(?:着|急)?用(?=[一,.! ]|$)|写|做(?!主)|开会|汇报|对账|对一?下账|盘点|打印"
    "|交差|出差|报告|统计|归档|讲"
    "|演示|找(?:他|她|人|领导|老板)"
    "|(?:他|她|人|大家|领导|老板|客户|同事)(?:们)?(?:商量|说|聊|讲|沟通|汇报|看|解释|交代))"
    "[^,;?把将]{0,20}[.! ]*$"
)
_LEAST: Final = 5


def without_asides(text: str) -> str:
    """Give what is wished without what only puts a change off before a look, and without what
    somebody is going to do with the answer.
    """
    reading = Reading(text)
    start, end = 0, len(reading.copy)
    holds = _HOLDS.match(reading.copy)
    if holds is not None and not _DOES.search(reading.copy, holds.end()):
        start = holds.end()
    purpose = _PURPOSE.search(reading.copy, start)
    if purpose is not None and purpose.start() - start >= _LEAST:
        end = purpose.start() + purpose[0].startswith("?")
    return text if (start, end) == (0, len(reading.copy)) else reading.raw_between(start, end)
