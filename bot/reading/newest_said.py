"""The newest files of a space, or of the list that was shown: *newest files in Finance*,
Finance这周传了啥. Files have an order for that, and no other list shows the same.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.cautions import is_chinese
from bot.reading.names import NameIndex
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.shown_files import shows_files
from bot.reading.space_meant import blanked, space_named
from bot.reading.understood import Topic, Wish

_THING_ZH: Final = (
    "(?:文件(?!夹)|文档|资料|东西|表格?|图片?|照片|视频|材料|附件|pdf|excel|word|ppt|zip|压缩包)"
)
_SINCE_ZH: Final = (
    "(?:刚刚?|刚才|最近|近期|近来|这几天|这两天|近几天|今天|昨天|前天|(?:这|本"
    "|上)个?(?:周|星期|礼拜|月)|"
    "今年|新|"
    "(?:最近|近|过去)?(?:一|两|三|几|[0-9]+)个?(?:天|周|星期|礼拜|月)(?:内|里|以来)?)"
)
_ADDED_ZH: Final = "(?:上传|新增|增加|添加|更新|修改|存|放|传|加|改|动)"
_ENDED_ZH: Final = "(?:过|了|上来|上去|进来|进去|的)*"
_ZH: Final = (
    re.compile(
        f"最[新近](?:更新|修改|上传|新增|添加|改动|传|加|改)?的?(?:那|这)?(?:一|两|几|"
        f"[0-9]+)?[个份些条]?{_THING_ZH}"
        f"|{_THING_ZH}.{{0,4}}(?:按(?:时间|日期)|最新的?(?:在前|在上|排前|排最前)|从新到旧)"
    ),
    re.compile(
        f"{_SINCE_ZH}[^,.;!?]{{0,6}}?新?{_ADDED_ZH}{_ENDED_ZH}"
        f"(?:些)?(?:啥|什么|哪些|哪几个|多少|(?:[^,.;!?]{{0,4}}?{_THING_ZH}))"
    ),
    re.compile(
        f"(?:哪些|什么|哪几个|有没有){_THING_ZH}?(?:是)?{_SINCE_ZH}[^,.;!?]{{0,4}}?新?{_ADDED_ZH}"
        f"|{_SINCE_ZH}(?:有没有|有啥|有什么|有哪些)(?:人)?新?(?:{_ADDED_ZH})?{_ENDED_ZH}{_THING_ZH}"
        f"|(?:有没有|有啥|有什么|有哪些|看看|列一?下|列出)新(?:{_ADDED_ZH})?{_ENDED_ZH}{_THING_ZH}"
        f"|{_SINCE_ZH}的{_THING_ZH}"
        f"|{_SINCE_ZH}[^,.;!?]{{0,6}}?{_ADDED_ZH}(?:到|进|在)[^,.;!?]{{1,40}}?的?{_THING_ZH}"
        "|按(?:修改|上传|更新)?(?:时间|日期)(?:先后|倒序|倒着|顺序|来)?(?:排|列|看)"
    ),
)
_WHO_ADDED: Final = re.compile(
    f"谁{_SINCE_ZH}?[^,.;!?]{{0,20}}?(?:上传|传|放|存|加)(?:过|了|进去|上去|来)*"
    f"(?:{_THING_ZH}|什么|啥|哪些)"
)
"""Who has put files there the list of the newest tells."""
_WHO_ADDED_EN: Final = re.compile(
    "(?<![a-z])(?:who|anyone|anybody|somebody|someone)(?: has| have|'s| had)?"
    "(?: just| recently| lately| been)* "
    "(?:added|adding|uploaded|uploading|put|putting|saved|dropped|stored|posted"
    "|dumped|stuck|placed)"
    "(?: up)?(?: new| some| any| more| the| those| these| all| other)* "
    "(?:files?|stuff|things?|something|anything|documents?|docs?|uploads?|pictures?"
    "|photos?|pdfs?|what)"
    "(?![a-z])"
)
_NOT_ZH: Final = re.compile(
    "版本|重复|同样|空间列表|哪个空间|哪些空间|谁|大家|往|爆|[放收存]进|放[到在]|存到|涨|增长|满|"
    "申请|提醒|告警|日志|记录|删|"
    "回收站|改名|权限|挪|移动|复制|恢复|"
    "新建|[没未]有?人?[动改碰]|没动|不[动用]|超过|以前|之前|以上|多[久大]|配额|容量|摘要|日报|"
    "周报|最[大旧老早久]|类型|怎么|如何"
)
_NOT_WHO: Final = re.compile("最多|谁[能可有]|权限|删|空间|版本|申请|提醒|排[名行]")
_NOT_WHO_EN: Final = re.compile(
    "(?<![a-z])(?:most|much|many|can|could|may|should|permissions?|access|versions?|delet[a-z]*|"
    "remov[a-z]*|alerts?|requests?|if|not|never|n't)(?![a-z])"
)
_THINGS_EN: Final = (
    "(?:files|documents|docs|uploads|stuff|things|additions|slides|photos|pictures|videos|pdfs|"
    "spreadsheets|presentations|file|document|upload|pdf|one|ones)"
)
_WHEN_EN: Final = (
    "(?:this|last|past|since|today|yesterday|recently|lately|newly|in the (?:last|past)|just)"
)
_EN: Final = (
    re.compile(
        "(?<![a-z])(?:newest|latest|most recent(?:ly [a-z]+)?|recently (?:added|uploaded|"
        "changed|modified|"
        f"created|updated|edited|saved)|freshest|recent)(?: [a-z0-9]+)? {_THINGS_EN}(?![a-z])"
    ),
    re.compile(
        f"(?<![a-z]){_THINGS_EN[:-1]}|picture|photo|video|spreadsheet|slide|presentation)"
        "(?: that| which)? (?:i|we|he|she|they|someone|somebody)(?:'ve| have| has)? "
        "(?:just|recently) (?:uploaded|put|added|saved) (?:in|into|to)(?![a-z])"
    ),
    re.compile(
        "(?<![a-z])(?:newest|latest|most recent)(?: ones?| files?)?(?: (?:on|at the))? (?:first|"
        "top)(?![a-z])"
        "|(?<![a-z])(?:sort(?:ed)?|order(?:ed)?) by (?:date|time|newest|age)(?![a-z])"
    ),
    re.compile(
        "(?<![a-z])(?:any|the|some|which|what|list|show) new (?:files|documents|docs|uploads|"
        "stuff|things)(?![a-z])"
        "|(?<![a-z])what(?:'s|s| is)(?: the)? (?:latest|newest)(?: (?:thing|stuff))? (?:in|"
        "inside|there)"
        "|(?<![a-z])(?:what(?:'s| is|s)|anything|something) new (?:in|inside|there|here|at|on)"
        "(?![a-z])"
    ),
)
_ADDED_EN: Final = re.compile(
    r"(?<![a-z])(?:what|which files?|files|documents|anything|something|everything|stuff|things)"
    r"(?: (?:that|files?|documents?|new|was|were|is|are|has|have|had|been|got|did|people|somebody|"
    r"someone|anyone|anybody|they|we|you|recently|newly|just|all|of us))* "
    r"(?:added|uploaded|upload|put|add|saved|came in|come in|dropped|posted)(?![a-z])"
)
_CHANGED_EN: Final = re.compile(
    r"(?<![a-z])(?:files?|documents?|docs?|slides|pdfs?|spreadsheets?|photos|videos|which ones|"
    r"(?:what|which)(?= (?:have|has|did) (?:we|i|you|they|somebody|someone|people)(?![a-z])))"
    r"(?![a-z])[^,.;!?]{0,40}? "
    r"(?:change[ds]?|changing|edit(?:ed)?|modif(?:y|ied)|update[ds]?|touch(?:ed)?|work(?:ed)? on|"
    r"upload(?:ed)?|add(?:ed)?|put|saved?|created?|made|new)(?![a-z])"
)
_BY_PEOPLE: Final = re.compile(
    "(?<![a-z])(?:what|which (?:files?|documents?|docs))(?: (?:all|exactly|stuff|else))?"
    "(?:'ve| (?:did|do|have|has|had))?(?: all)? "
    "(?:everybody|everyone|others|(?:the |my |our )?(?:[a-z]+ )?"
    "(?:people|folks|guys|team|teams|colleagues|members))"
    "(?: (?:have|has|been|just|recently|all|already))* "
    "(?:add(?:ed|ing)?|upload(?:ed|ing)?|put(?:ting)?|saved?|dropp?(?:ed|ing)?"
    "|dump(?:ed|ing)?|stor(?:e|ed|ing)|post(?:ed|ing)?|shared?)(?![a-z])"
    "(?!.*(?<![a-z])(?:most|least|much|many|rights?|where|if)(?![a-z]))"
)
"""What people have put somewhere, which is no question for who did the most."""
_SINCE_EN: Final = re.compile(f"(?<![a-z]){_WHEN_EN}(?![a-z])")
_NOT_EN: Final = re.compile(
    "(?<![a-z])(?:versions?|duplicates?|double|twice|deleted|removed|binned|requests?|alerts?|"
    "digests?|"
    "growth|growing|grown|rename|delete|remove|move|copy|restore|keep|who|people|least|spaces|"
    "quota|"
    "capacity|older|oldest|largest|biggest|not|nobody|no one|n't|permissions?|access|trash|bin|"
    "numbers|usage|settings?|members?|how (?:do|to|can))(?![a-z])"
)
_THERE: Final = re.compile(
    "那里|那儿|那边|里[面头边]|它|这里|这个空间|那个空间|其中"
    "|(?<![a-z])(?:there|in here|in it|in that|in this|that space|this space|its)(?![a-z])"
)
_FILES: Final = frozenset({"files", "file", "find", "versions", "read on"})
_NEWEST: Final = ("newest", "最新")


def newest_files(
    said: Said, parts: Sequence[Mention], topic: Topic | None, index: NameIndex
) -> Wish | None:
    """Give the list with the newest files first; None where they are not asked for, or nobody
    knows of which space.
    """
    copy = said.copy
    if any(part.kind in {"file", "ordinal"} for part in parts) or not _asked(copy):
        return None
    zh = is_chinese(blanked(copy, parts))
    order = _NEWEST[zh]
    space, place = space_named(copy, parts, index)
    if place and not space:
        return None
    is_shown = shows_files(topic) or _THERE.search(copy)
    if not space and not (is_shown and topic is not None):
        return None
    space = space or _space_of(topic)
    if not space and topic is not None and topic.words not in _FILES:
        return None
    return Wish("files", {"place": f"{space} {order}" if space else order}, 1.0)


def _space_of(topic: Topic | None) -> str:
    if topic is None or topic.words in _FILES:
        return ""
    return topic.raw.get("space", "")


def _asked(copy: str) -> bool:
    if _WHO_ADDED.search(copy) and not _NOT_WHO.search(copy):
        return True
    if _WHO_ADDED_EN.search(copy) and not _NOT_WHO_EN.search(copy):
        return True
    if any(each.search(copy) for each in _ZH):
        return not _NOT_ZH.search(copy)
    copy = _BY_PEOPLE.sub("what was recently uploaded", copy)
    is_added = _ADDED_EN.search(copy) or _CHANGED_EN.search(copy)
    is_added = is_added and _SINCE_EN.search(copy)
    return bool(is_added or any(each.search(copy) for each in _EN)) and not _NOT_EN.search(copy)
