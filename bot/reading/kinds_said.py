"""Only the files of one kind, in a space or of the list that was shown: *just the pdfs*,
客户支持里有没有压缩包. They are looked for by their kind; a size or an order is not.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.cautions import is_chinese
from bot.reading.kinds import spoken_file
from bot.reading.names import NameIndex
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.space_meant import blanked, space_meant, space_named
from bot.reading.understood import Topic, Wish

_KIND: Final = re.compile(
    "压缩包|压缩文件|视频|录像|录屏|图片|照片|截图|电子表格|excel表格?|表格|幻灯片|演示文稿|课件|"
    "word文档|录音|音频"
    "|(?<![a-z])(?P<en>pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|zip|rar|csv|txt|psd|mp[34]|mov|svg|"
    "dwg|word|excel|ppt"
    "|powerpoint|video|picture|image|photo|screenshot|spreadsheet|slide|presentation|"
    "recording)s?(?![a-z0-9._-])"
)
_ONLY: Final = re.compile(
    "只|仅|就看|单看|光看|筛|过滤|(?<![a-z])(?:only|just|filter|nothing but)(?![a-z])"
)
_PICKED: Final = re.compile(
    "this is not what i asked(?: for)?|that's not what i (?:asked|meant)(?: for)?|不是我要的|"
    "我要的是|不对"
    "|(?:比较|挺|很|特别)?大(?:一点|点)?的那种|按(?:大小|体积|时间|名称|名字)(?:倒着|从大到小|"
    "从小到大|降序|升序|倒序)*(?:排列|排序|排)?"
    "|(?<![a-z])(?:that are )?older (?:than|then) (?:[0-9]+|a|one|two|three|half a) (?:years?|"
    "months?|weeks?)"
    "|(?:倒着|从大到小|从小到大|降序|升序|倒序)(?:排列|排序|排)?"
    "|(?:大于|超过|大过|不小于|小于|比)|(?<![a-z])(?:(?:sorted|sort|order|ordered|ranked)(?: (?:it|"
    "them))?(?: (?:by|with|after|on))?"
    "(?: (?:the|their))?(?: (?:size|date|name))?(?: (?:first|descending|desc))?|by (?:size|date|"
    "name)|(?:biggest|largest|newest) first"
    "|(?:bigger|larger|smaller|more|less) than|over|above|under)(?![a-z])"
)
"""How they are to be picked or put in order, which a search does not know."""
_ALL_GONE: Final = re.compile(
    "(?<![a-z])(?:delete|remove|bin|trash|erase|clean up|clear|get rid of|throw away) (?:all|"
    "every)(?![a-z])"
)
"""Files of a kind are deleted by their numbers alone, which the list gives them."""
_FILLER: Final = re.compile(
    "只看|只要|只想看|只|仅看|仅|就看|单看|光看|筛选|筛|过滤|看看|看一下|看|给我|帮我|请|麻烦|你|"
    "我|想|要|列一下|列出来|列出|列|"
    "找出来|找一下|找|搜一下|搜|查一下|查|都|把|里面|里头|里边|里|中|内|有没有|有哪些|有什么|"
    "有啥|哪些|有|吗|么|呢|吧|"
    "个|格式|类型|类|全部|所有|显示|出来|一下|那些|这些|那种|这种|空间|下面|文件夹?|文档|是|的|"
    "了|传|上传|新|最近"
    "|(?<![a-z])(?:i|we|only|just|want|wanna|show|me|us|see|can|could|you|please|pls|the|a|all|"
    "any|are|is|there|"
    "do|does|have|has|got|files?|documents?|in|from|of|inside|within|list|find|get|which|what|"
    "and|that|need|now|"
    "here|give|filter|on|to|for|ones|those|these|hi|hey|hello|ok|okay|so|then|kind|"
    "type|space|uploaded|added|"
    "with|my|our|it|this|them|thanks|nothing|but|display|look|let|no|not|sorry)(?![a-z])"
    "|[\\s,.;:!?~。，；、！？…'\"“”()]"
)
_SPANS: Final = re.compile(
    "(?:最近|过去|近)?(?:一|两|三|几|[0-9]+)个?(?:天|周|星期|礼拜|月|年)(?:内|里)?|"
    "[上这本]个?(?:周|星期|礼拜|月)|今天|昨天|今年|去年"
    "|(?<![a-z])(?:last|this|past) (?:week|month|year)|(?<![a-z])(?:today|yesterday)|"
    "(?<![a-z])[0-9.]+ ?[kmgt]b?(?![a-z])"
)


def of_one_kind(
    said: Said, parts: Sequence[Mention], topic: Topic | None, index: NameIndex
) -> Wish | None:
    """Give the search for files of the one kind that is said, everywhere where no place is known;
    None where more is said of them.
    """
    if any(part.kind in {"file", "quoted", "ordinal"} for part in parts):
        return None
    named, place = space_named(said.copy, parts, index)
    rest = blanked(said.copy, [part for part in parts if part.kind == "space"])
    rest = rest.replace(place, " ") if place else rest
    found = list(_KIND.finditer(rest))
    kinds = {each["en"] or each[0] for each in found}
    if len(kinds) != 1:
        return None
    space = named or space_meant(said.copy, parts, topic, index)
    if not (named or _ONLY.search(rest)):
        return None
    rest = _ALL_GONE.sub(" ", _KIND.sub(" ", rest))
    for pattern in (_PICKED, _SPANS, _FILLER):
        rest = pattern.sub(" ", rest)
    if rest.strip():
        return None
    kind = kinds.pop()
    kind = spoken_file(kind).kind or kind
    if not space:
        return Wish("find", {"words": kind}, 1.0)
    zh = is_chinese(blanked(said.copy, parts))
    return Wish("find", {"words": f"{space}里的{kind}" if zh else f"{kind} in {space}"}, 1.0)
