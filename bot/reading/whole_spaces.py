"""What people want done to a space as a whole and nobody can do here: *rename the kitchen space to
pantry*, *copy the Finance space*, 给财务加个密码.

Commands about files begin alike, so what is meant is told by its form: a space that is called one,
or is named where no files were shown. Pure.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said

_SPACE: Final = "\ue0ff"
"""Stands for the name of a space while its form is looked at."""
_OTHER: Final = (
    rf"(?:(?!default| (?:in|from|of|to|into|as|on|at)(?![a-z])| files?(?![a-z])| folders?(?![a-z]))"
    rf"[^,.!?;:{_SPACE}]){{1,40}}?"
)
_KIND: Final = "(?:(?:team|shared) )?(?:space|workspace|drive)s?"
_NO_THING: Final = (
    r"(?! (?:files?|folders?|documents?|deck|report|card|list|alerts?|digest)(?![a-z]))"
)
_CALLED: Final = (
    f"(?:(?:the|our|my|this|that|whole|entire) )*(?:{_KIND} (?:called |named )?{_SPACE}"
    f"|{_SPACE} {_KIND}|{_KIND} (?:called|named) {_OTHER}"
    f"|(?:the|our|my) (?!whole|entire){_OTHER} {_KIND})"
    rf"(?![a-z]){_NO_THING}"
)
"""A space that is called one, whether there is such a space or not."""
_NAMED: Final = f"(?:(?:the|our|my|all of|whole|entire) )*{_SPACE}{_NO_THING}"
_LEAD: Final = (
    "^(?:(?:hi|hey|hello|ok(?:ay)?|so|well|um|please|pls|plz|kindly|now|and|then|also|just|can|could"
    "|would|will|may|shall|you|u|ya|we|i|someone|somebody|anyone|anybody|one|maybe|like|want|need|wanna|lets|let's"
    "|help|me|us|to|it|is|possible|do|how|think|there|way|a|any|i'd|id|love|gotta|have)[ ,]+)*"
)
_EN: Final[Mapping[str, tuple[str, ...]]] = {
    "rename": (
        "(?:re-?name|re-?label) {T}",
        "(?:change|edit|fix|correct) the name of {T}",
        "(?:call|name) {T} (?:something|differently|.{{1,40}} (?:instead|from now on))",
        "change {T}'s name",
        "(?:give|get) {T} (?:a|another) (?:new|different|better|other) name",
        "(?:copy|duplicate|clone|replicate) {T}",
        "make (?:me )?(?:a|an exact) (?:copy|duplicate|clone) of {T}",
        "(?:move|put|drag|nest) {T} (?:in|into|inside|under|below|to)(?![a-z])",
        "archive {T}",
        "split {T} (?:up|in two|in half|into (?:two|2|several|separate))",
    ),
    "access": (
        "(?:lock|password[- ]protect|encrypt|hide) {T}",
        "(?:put|set|add) (?:a |some )?(?:password|pin|lock) (?:on|for|to) {T}",
        "make {T} (?:read[- ]?only|private|public|invisible|hidden|view[- ]?only)",
        (
            "(?:give|send|get|make|create|generate|have|want|need|share)? ?(?:me |us )?"
            "(?:a |an |the )?(?:public |shared? |sharing |external |guest |download |invite )+"
            "link (?:to|for|of) {T}"
        ),
        (
            "(?:a |the )?link (?:to|for) (?:share )?{T} (?:for|with) (?:outsiders|people outside|"
            "external|a client|clients|customers)"
        ),
    ),
    "empty": (
        "(?:empty|clear|clean) (?:out )?{T}(?: out| completely)?",
        (
            "(?:delete|remove|erase|wipe|trash) (?:everything|all(?: (?:the )?(?:files|stuff))?)"
            " (?:in|inside|from|of) {T}"
        ),
    ),
}
_MERGES: Final = re.compile(
    f"{_LEAD}(?:merge|combine|unite|join) (?:together )?(?:{_NAMED}|{_CALLED}|.{{1,40}} {_KIND}$)"
)
_ZH_KIND: Final = "(?:这个|那个|整个)?(?:空间|钉盘|云盘|网盘|盘)"
_ZH_LEAD: Final = (
    "^(?:请|麻烦你?|你好|帮我|帮忙|给我|能不能|可不可以|可以|能|想|要|我们?|咱们?|你|先|再|那|就|"
    "[ ,])*"
)
_ZH_T: Final = (
    f"(?:(?:整个)?{_SPACE}(?:这个|整个)?(?:空间|钉盘|云盘|网盘|盘)|空间{_SPACE}|整个{_SPACE})"
)
_ZH_N: Final = f"(?:整个)?{_SPACE}"
_ZH_NEW: Final = "(?:重新)?(?:改名|改个名|重命名|换个?名|更名|命名)"
_ZH: Final[Mapping[str, tuple[str, ...]]] = {
    "rename": (
        f"(?:把|将|给)?{{T}}(?:的?名[字称])?(?:给我|帮我)?(?:{_ZH_NEW}|(?:改|换)叫|改[成为](?!.*[0-9%档级]))",
        f"{_ZH_NEW}(?:一下)?{{T}}",
        "(?:复制|克隆|拷贝|备份)(?:一[份个下])?{T}[吧了呗吗]?$",
        "(?:把|将)?{T}(?:复制|克隆|拷贝)(?:一[份个下])?[吧了呗吗]?$",
        "(?:把|将){T}(?:归档|存档|封存)",
        "(?:把|将){T}(?:合并|并)(?:到|进|入|成)",
    ),
    "access": (
        "(?:给|为|把|将)?{T}(?:加|设|上)(?:个|一个|上|置)*(?:密码|口令|锁)",
        "(?:把|将)?{T}(?:锁|加密|隐藏|藏)(?:起来|定|住|上|了)?[吧了]?$",
        (
            "(?:给|为|把|将)?{T}(?:的)?(?:生成|弄|搞|开|发|做|来)?(?:一?个|一下)?(?:外部|对外|公开)?"
            "(?:分享|共享)链接"
        ),
        "(?:把|将)?{T}(?:设|改|变)(?:成|为)?(?:只读|公开|私密)",
    ),
    "empty": (
        "(?:把|将)?{T}(?:给我|全部?|都)?清空",
        "清空(?:一下)?{T}[吧了呗]?$",
    ),
}
_ZH_MERGES: Final = re.compile(
    f"{_ZH_LEAD}(?:把|将)?(?:合并.*空间|合并{_SPACE}|{_SPACE}(?:和|跟|与|同){_SPACE}.{{0,4}}合并)"
)


_NAME_WRONG: Final = re.compile(
    "^(?:哎呀?|不好意思|那个|这个|刚才|刚刚|刚|新?建的?|我|的|[ ,])*"
    "(?:空间|钉盘|云盘|盘)的?(?:名[字称]?)?"
    "(?:起|打|写|取|输|弄)错"
)
"""The space that was just made is to be called otherwise."""


def _made(
    forms: Mapping[str, tuple[str, ...]], lead: str, thing: str
) -> dict[str, re.Pattern[str]]:
    return {
        about: re.compile(f"{lead}(?:{'|'.join(each.replace('{T}', thing) for each in said)})")
        for about, said in forms.items()
    }


_SURELY: Final = (
    _made(_EN, _LEAD.replace("^", "(?:^|[,.;:] )", 1), _CALLED),
    _made(_ZH, _ZH_LEAD, _ZH_T),
)
_WHERE_NO_FILES: Final = (_made(_EN, _LEAD, _NAMED), _made(_ZH, _ZH_LEAD, _ZH_N))


def beyond_whole(said: Said, parts: Sequence[Mention], *, shown: bool) -> tuple[str, str]:
    """Give what a sentence is about that nobody can do here to a space as a whole, and the space
    that it names, empty for none; ``shown`` tells that files were, which may be called so too.
    """
    spaces = [part for part in parts if part.kind == "space"]
    if any(part.kind in {"file", "ordinal"} for part in parts):
        return "", ""
    copy, named = _marked(said.copy, spaces), spaces[0].text if spaces else ""
    if _MERGES.search(copy) or _ZH_MERGES.search(copy) or _NAME_WRONG.search(copy):
        return "rename", named
    for forms in (*_SURELY, *(() if shown else _WHERE_NO_FILES)):
        for about, form in forms.items():
            if form.search(copy):
                return about, named
    return "", ""


def _marked(copy: str, spaces: Sequence[Mention]) -> str:
    for part in reversed(spaces):
        copy = f"{copy[: part.start]}{_SPACE}{copy[part.end :]}"
    return copy
