"""Spaces that a sentence names only as the place of something else: 市场部里的纪要, *the report in
Finance*. What is wished is done to that, and never to the space.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.reading.file_names import files
from bot.reading.kinds import has_kind
from bot.reading.parts import Mention

_OWN: Final = "(?:(?:这个|那个)?(?:团队|共享)?(?:空间|钉盘|云盘|网盘|盘))?"
_INSIDE: Final = "(?:里面?|里边|里头|[中内](?![国文心部容])|下面|上面|底下)"
_WITHIN_ZH: Final = re.compile(f"^ ?{_OWN} ?{_INSIDE}(?:的|那|这|有| |$|[^ ])")
_OF_ZH: Final = re.compile(f"^ ?{_OWN} ?(?:的|那[个份张]|这[个份张]|旧的?|老的?| )*")
_NO_THING_OF: Final = re.compile("^(?:整个)?(?:空间|钉盘|云盘|网盘|盘|容量|共享空间|团队空间)")
_IN_EN: Final = re.compile(
    r"(?<![a-z])(?:in|from|inside|within|out of|under|over in|into"
    r"|(?<!kill )(?<!shut )(?<!close )(?<!wipe )(?<!finish )off)"
    r"(?: (?:the|our|my|that|this))?(?: (?:space|drive|folder))? ?$"
)
_BEHIND_EN: Final = re.compile(r"^(?:'s|’s)? (?P<x>[^,.;!?]+)")
_HAS: Final = re.compile(r"^(?: (?:space|drive))? (?:has|contains|holds|still has) ")
_AT: Final = re.compile("(?:在|从|由) ?$")
_NOUN_ZH: Final = (
    "(?:报表|报告|合同|方案|纪要|清单|名单|文档|文件|资料|简历|发票|模板|素材|草稿|初稿|终稿|海报|"
    "表格|视频|录像|录屏|图片|照片|截图|压缩包|录音|幻灯片|课件|ppt|pdf|excel|word)"
)
_NOUN_EN: Final = (
    "(?:reports?|contracts?|minutes|notes|slides|deck|photos?|pictures?|images?|videos?|clips?|"
    "recordings?|drafts?|invoices?|spreadsheets?|files?|documents?|docs?|pdfs?|presentations?|"
    "screenshots?|templates?|budget|plan|proposal)"
)
_WITH_ALL: Final = (
    "(?!连|带着?|包括|包含|一起|一并|(?:和|跟|及|与|以及)(?:里|其|它|所有|全部)"
    "|(?:and|with|including|plus|along with|together with) (?:all|every|everything|its|whatever|"
    "(?:the )?(?:files|documents|stuff|contents) (?:in it|inside|in there))(?![a-z]))"
)
"""What goes with a space that is meant itself: *Finance and all files in it*."""
_STARTS_WITH_NOUN: Final = re.compile(
    f"^{_WITH_ALL}(?:[^,.;!?\\s没不删清空是都把]{{0,6}}?{_NOUN_ZH}"
    f"|(?:[a-z0-9-]+ ){{0,2}}?{_NOUN_EN}(?![a-z]))"
)
_ITSELF: Final = re.compile(
    "(?<![从在由到自往])(?:这个|那个|整个|该)(?:空间|钉盘|云盘|网盘|盘)(?:都|就|也|可以|可|给我|给|先|直接)*"
    "(?:删|清掉|撤|干掉|去掉|移除)|删[除掉]?了?(?:这个|那个|整个|该)(?:空间|钉盘|云盘|网盘|盘)"
    "(?![里内中的])"
    "|(?<![a-z])(?:delete|remove|erase|kill|drop|trash|scrap|get rid of|bin|ditch|close)"
    " (?:this|that|the)(?: whole| entire)? (?:space|drive)(?![a-z'])"
)
"""Who says so means the space that was named, wherever it was named."""
_DELETION: Final = re.compile(
    "(?:撤销|停止|取消|中止|终止|停下|停掉|撤回)(?:这个|这次|那个|那次|它的)?删除|删除(?:撤销|停|取消|中止)"
    "|(?<![a-z])(?:stop|halt|cancel|abort|undo|call off|revoke|withdraw|hold|pause)"
    " (?:the|that|this|its) (?:deletion|deleting|removal)(?![a-z])"
)
"""Who says so speaks of the deletion that waits, which is one of a space."""
_STORED_ZH: Final = re.compile(
    "(?:存|放|传|收|搁|塞|归档|归|丢|扔)(?:好|一下)?(?:[到进在入去往])? ?$"
)
_OF_INSIDE: Final = re.compile(f"^ ?{_OWN} ?(?:{_INSIDE}(?:的|那|这|有)|的)")
_POINTED_EN: Final = re.compile(
    "(?<![a-z])(?:stor(?:e|ing)|put(?:ting)?|keep|kept|sav(?:e|ing)|file|archive|drop|stash|upload|"
    "goes?|belongs?|add|place|stick|leave|pop|chuck|stored|saved|filed)(?![a-z]).*"
    "(?:in|into|under|to|inside)(?: (?:the|our|my|that|this))?(?: (?:space|drive|folder))? ?$"
)
_SENT: Final = (
    "附件|[我你]?刚刚?才?[发传](?!现)|我[发传]的"
    "|(?<![a-z])(?:(?:i|we)(?:'ve| have)?(?: just)? "
    "(?:sent|posted|uploaded|dropped|attached|shared)|my upload|attachments?|above)(?![a-z])"
)
"""What was sent to the bot, and is in no space yet."""
_DELETES: Final = re.compile(
    "删|移除|清[掉空除理]|(?<![a-z])(?:delet|remov|eras|get rid|trash|wip(?:e|ing)|purg)"
)
_POINTS: Final = re.compile(
    f"{_SENT}|(?<![a-z])(?:it|this|these|that|those|them)(?![a-z])(?! (?:is|was) )"
)


def is_stored_into(copy: str, space: Mention) -> bool:
    """Tell whether what was sent is to be kept in a space: 放财务里, *put what I sent into HR*."""
    if deletes(copy):
        return False
    before = copy[: space.start]
    if _STORED_ZH.search(before):
        return not _OF_INSIDE.match(copy[space.end :])
    return bool(_POINTED_EN.search(before) and _POINTS.search(before))


def is_itself(copy: str) -> bool:
    """Tell whether the space that was named is said to be what goes, or the deletion of it."""
    return bool(_ITSELF.search(copy) or _DELETION.search(copy))


def deletes(copy: str) -> bool:
    """Tell whether a sentence speaks of deleting, which stores nothing."""
    return bool(_DELETES.search(copy))


def is_place(copy: str, space: Mention, files_said: Sequence[Mention] = ()) -> bool:
    """Tell whether a space is named as the place of something else."""
    before, behind = copy[: space.start], copy[space.end :]
    if (
        _WITHIN_ZH.match(behind)
        or _IN_EN.search(before)
        or _AT.search(before)
        or _HAS.match(behind)
    ):
        return True
    led = _OF_ZH.match(behind)
    at = space.end + (led.end() if led else 0)
    if any(each.start in {at, space.end} for each in files_said):
        return True
    rest = copy[at:]
    own = _BEHIND_EN.match(behind)
    of_own = bool(own and _STARTS_WITH_NOUN.match(own["x"]))
    return not _NO_THING_OF.match(rest) and (of_own or bool(_STARTS_WITH_NOUN.match(rest)))


def only_a_place(copy: str, parts: Sequence[Mention], name: str) -> bool:
    """Tell whether a sentence names a space as a place, and never for itself; one that it does not
    name, where it names a file, is meant as no more.
    """
    found = [each for each in files(copy, shown=True) if "空间" not in each.text]
    named = [each for each in parts if each.kind == "space" and each.text == name]
    if not named:
        spaces = [each for each in parts if each.kind == "space"]
        is_file = any(all(not _overlap(each, space) for space in spaces) for each in found)
        return is_file or any(is_place(copy, each, found) for each in spaces)
    return all(is_place(copy, each, found) for each in named)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


@dataclass(frozen=True, slots=True)
class InPlace:
    """A thing that a sentence tells of from ``start`` to ``end``, and the ``space`` it is in."""

    space: Mention
    start: int
    end: int


_DONE: Final = (
    "删(?=除|掉|了|吧|去|$)|清(?=掉|了|理|除|空)|扔(?=掉|了|进|到|$)|丢(?=掉|了|进|到)|去掉|移除|"
    "干掉|处理掉|拿掉|撤掉|弄掉|改名|重命名|改个?名|改成|改叫|改为|换个?名|命名|名字|名称|"
    "挪|移动|移到|移去|移走|搬|转移|转到|放到|放进|归到|拷|复制|备份到|"
    "发(?=给|到|我|一|过|来|下|送)|传给|转发|转给|给(?=我|他|她|大家|群)|"
    "恢复|还原|找回|弄回|捞回|拿回|救回|撤回|分享|共享"
)
_WHY: Final = (
    "没什?么?用|没啥用|不要|不用|用不[着上到]|过期|过时|作废|没人|不需要|不再|旧了|太旧|重复了|太大|"
    "太占|是(?=旧|老|错|多余|重复|过|没|上)|传错|放错|弄错|发错|是错的|可以|已经|早就|早该|应该|该(?=删|清)|得(?=删|清)|需要|不小心|"
    "被|误|麻烦|请|帮我|帮忙|赶紧|赶快|直接|先(?=删|清|移|挪|发)|全部|全都|统统|一起|彻底|"
    "[看进]不[了到去]|打不开|访问不了|千万|别|勿|不(?=要|用|能|许|准|该|删|想)|"
    "我(?=要|想|不|急|现在|看不|打不|进不|访问不)|你(?=帮|给)|能(?=不|否|删|发|给)|在哪|放哪|哪去"
)
_END: Final = f"(?=(?: ?把它?)?(?:{_DONE}|{_WHY})|[,;:!?，。；！？]|\\.(?![a-z0-9])|$)"
_THING_ZH: Final = re.compile(
    f"^ ?{_OWN} ?(?P<in>{_INSIDE}的?|的|(?=[这那][个份张])|(?= ?[a-z]+[-_][0-9]))[ ]?"
    f"(?P<x>[^,;:!?，。；：！？]{{1,40}}?){_END}"
)
_LEAD_ZH: Final = re.compile(
    "^(?:(?:把|将|(?:删|去|扔|清|干|丢)掉|删除|移除|(?:is|are|was) (?:the |my |our )?|"
    "[这那](?:一?[个份张条段])|有?一[个份张条段]|"
    "有[个份张]?|我们?的?(?=[a-z0-9])|叫做?|名叫|名为| )+)"
)
_TAIL_ZH: Final = re.compile("(?:已经|也|都|还|就|的|文件| |把|吗|么|嘛|吧|呢|啊|呀)+$")
_PUT_EN: Final = re.compile(
    "(?: (?:away|out|off|up|please|pls|now))+$"
    "|(?: (?:that|which))? (?:i|we|you|he|she|they|someone|somebody)(?:'ve|'d| have| had)?"
    "(?: just)? (?:put|saved?|stored?|keep|kept|left|have|had|placed|filed)$"
)
_VERBS_EN: Final = (
    "delete|remove|erase|trash|bin|toss|dump|scrap|discard|ditch|chuck|wipe|purge|drop|get rid of|"
    "throw (?:away|out)|throw(?! (?:away|out))|rename|move|relocate|transfer|shift|copy|duplicate|"
    "send|forward|email|share|get|give|grab|fetch|restore|recover|bring back|undelete|need|want|"
    "find|locate|look for|is|are|there's|take|pull|put|have|has|did|where's"
)
_THING_EN: Final = re.compile(
    rf"^.*(?:^|[ ,.;!?])(?:{_VERBS_EN}|the|that|this|those|my|our|a|an|some|called|named)"
    r"(?: (?:me|us|the|that|my|our|a|an))* "
    r"(?P<x>(?:[^,.;!?]|\.(?=[a-z0-9])){2,50}?)(?: ?,)?"
    r"(?: (?:that is|that's|which is|sitting|lying|stored|somewhere))*"
    r" (?:in|from|inside|within|out of|under|over in)(?: (?:the|our|my|that))?"
    r"(?: (?:space|drive))? ?$"
)
_BEHIND_SPACE_EN: Final = re.compile(
    r"^(?: (?:space|drive))?(?:'s|’s|,? (?:there is|there's|i have|we have|has))?"
    r"(?: (?:a|an|the|some|my|our|old|this|that)| file| called| named)* "
    r"(?!(?:to|into|onto|in|from|over|under|and|or|for|with|by|at|as|on) )"
    r"(?P<x>[a-z0-9][^\s,.;!?]*(?:\.[a-z0-9]+)?(?: [^\s,.;!?]+){0,2}?)"
    r"(?=[,.;!?]| (?:file|is|isn't|to|into|please|pls|and|can|should|needs?|has|as|because|now)"
    r"(?![a-z])|$)"
)
_NO_THING: Final = re.compile(
    "空间|容量|提醒|告警|权限|级别|配额|大小|剩|满|成员|人员|管理员|谁|什么|哪|多少|几个|所有|全部|一切"
    f"|{_SENT}"
    "|最|重复|没人|第.{1,3}[个份条张]|前.个|它|回收站|更新|趋势|用量|怎么|如何|^(?:东西|文件|资料|文档|内容|素材|数据|材料)+$|^[存放保收]好?$|"
    f"^(?:{_DONE})[掉了除出去]*$|"
    "^[个份了吧呢吗啊的]*$|员工|同事|文件夹|目录"
    "|(?<![a-z])(?:it|them|they|those|these|this|that|one|ones|all|every|everything|anything|"
    "something|nothing|everyone|anyone|somebody|someone|nobody|biggest|largest|heaviest|oldest|"
    "newest|latest|duplicates?|first|second|third|last|storage|room|space|spaces|quota|limit|"
    "capacity|alerts?|levels?|digest|permissions?|access|members?|people|persons?|users?|rights?|"
    "requests?|versions?|trash|recycle|stuff|things?|what|who|which|how|me|us|him|her|folders?|"
    "someth|gb|gigs?|mb|tb|much|many|more|less)(?![a-z])|^(?:files?|documents?|docs?|bin|materials?|contents?|data|copies|copy)$"
    "|^(?:away|out|off|up|back|down|over|through|again)$"
    "|(?<![a-z])(?:[0-9]+|few|some) (?:minutes|hours|days|weeks)$"
)
"""What is no file, or none that its name tells."""


def thing_in(copy: str, parts: Sequence[Mention]) -> InPlace | None:
    """Find what a sentence tells of that is in a space, by its name or a part of it."""
    for space in (each for each in parts if each.kind == "space" and not each.near):
        if is_stored_into(copy, space):
            continue
        for span in _things(copy, space):
            start, end = _bare(copy, *span)
            text = copy[start:end]
            if len(text) > 1 and not _NO_THING.search(text):
                return InPlace(space, start, end)
    return None


def _things(copy: str, space: Mention) -> Iterator[tuple[int, int]]:
    behind = copy[space.end :]
    zh = _THING_ZH.match(behind)
    if zh is not None and (zh["in"].rstrip("的") or looks_like_file(zh["x"])):
        yield space.end + zh.start("x"), space.end + zh.end("x")
    en = _THING_EN.match(copy[: space.start])
    if en is not None:
        yield en.span("x")
    own = _BEHIND_SPACE_EN.match(behind)
    if own is not None and looks_like_file(own["x"]):
        yield space.end + own.start("x"), space.end + own.end("x")


def _bare(copy: str, start: int, end: int) -> tuple[int, int]:
    led = _LEAD_ZH.match(copy[start:end])
    start += led.end() if led else 0
    put = _PUT_EN.search(copy[start:end])
    end = start + put.start() if put else end
    tail = _TAIL_ZH.search(copy[start:end])
    if tail is not None:
        end = start + tail.start()
    return start, end


def looks_like_file(text: str) -> bool:
    """Tell whether a text speaks of a file: by its name, its kind, or what offices call files."""
    noun = re.search(f"{_NOUN_ZH}|(?<![a-z]){_NOUN_EN}(?![a-z])", text)
    return has_kind(text) or noun is not None or any(files(text, shown=True))
