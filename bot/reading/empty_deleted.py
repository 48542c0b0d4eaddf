"""A space that is to go since nothing is in it, or nobody uses it: 行政里面啥都没有，删了吧, *Legal
has nothing in it, get rid of it*.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.names import NameIndex
from bot.reading.parts import Mention
from bot.reading.said import Said, folded
from bot.reading.strange import parts_said
from bot.reading.understood import Wish

_S: Final = "(?:the |our |my )?(?P<s{n}>[^,.;!?]{{1,40}}?)(?: space| drive| one)?"
_NOTHING: Final = (
    "(?:absolutely |practically |basically |literally )?"
    "(?:nothing|no files?|no data|zero files|not a single file|not a thing|no content)"
)
_SINCE: Final = "(?: (?:in it|in there|inside|left|there|at all|any ?more|any longer|now|anyway))*"
_STATES: Final = (
    "(?:completely |totally |all |just |now )?(?:empty|unused|dead|abandoned|obsolete|useless|"
    "not (?:used|needed)|no longer (?:used|needed|in use))"
)
_USES: Final = "(?:nobody|no one|none of us) (?:uses|needs|wants|opens|touches|looks at)"
_EN: Final = (
    f"{_S.format(n=1)} (?:has|have|has got|holds|contains) {_NOTHING}{_SINCE}",
    f"(?:there(?:'s|s| is| are) )?{_NOTHING}{_SINCE} (?:in|inside) {_S.format(n=2)}{_SINCE}",
    f"{_USES} {_S.format(n=3)}{_SINCE}",
    f"{_S.format(n=4)} (?:is|has been|looks|'s) {_STATES}{_SINCE}",
)
_LED: Final = (
    "(?:(?:please|pls|can you|could you|so|and|then|just|let's|you can|we can|ok|now|"
    "go ahead and)[ ,]+)*"
)
_DELETES: Final = (
    "(?:delete|remove|drop|bin|kill|trash|scrap|close|erase|get rid of|throw away|throw out|chuck|"
    "dump|ditch)(?: (?:it|that|this|that one|this one|the space|that space"
    "|this space|the whole thing))"
    "(?: (?:out|away))?(?:,? (?:please|pls|thanks|thank you|then|now))*"
)
_WISHED: Final = (
    *(
        re.compile(f"{_LED}{each}(?: ?[,.;!-]+ ?| so | and | then ){_LED}{_DELETES}[ .!]*")
        for each in _EN
    ),
    re.compile(
        "(?P<s1>[^,.;!?]{1,30}?)(?:这个|那个)?(?:空间|盘)?(?:里面|里头|里"
        "|中)?(?:现在|已经|早就|都|也)*"
        "(?:(?:什么|啥|一个文件|任何东西|任何文件)(?:东西|文件)?(?:都|也)?(?:没有?"
        "|不剩)(?:东西|文件)?|没有?(?:任何)?(?:东西|文件)"
        "|空(?:空的)?|是空的|没人(?:再)?(?:用|看|管)|没用)(?:了|啦|的)*[ ,.;]*"
        "(?:就|可以|请|帮我|帮忙|那就?|麻烦你?|你|给我|把(?:它|这个|这个空间|那个空间)|直接|[ ,])*"
        "(?:删除|删掉|删|清掉|去掉|撤掉)(?:它|了|掉|吧|这个空间|算了|谢谢|[ ,.!])*"
    ),
)
_NOT_SO: Final = re.compile(
    "(?<![a-z])(?:if|unless|when|once|not yet|don't|says?|said)(?![a-z])"
    "|如果|要是|等|别|吗|(?<!什)么|[?]"
)
_GOES: Final = "(?:删除|删掉|删了|删)"
_THIS: Final = "(?:这个?|那个?|整个|该)"
_STATED: Final = (
    re.compile(
        "(?P<s>[^,.;!?]{1,40}?)(?:里面|里头|里|中|内)?[^,.;!?]{0,30}[,.;!]+ ?"
        "(?:所以|那就?|就|请|麻烦|帮忙|帮我|可以|直接|你|[ ,])*+"
        f"(?:(?:把|将){_THIS}?(?:空间|盘)(?:给我|直接|也)*+{_GOES}"
        f"|{_THIS}?(?:空间|盘)(?:也|就|可以|直接|给我|都|请|帮我|[ ,])*+{_GOES}"
        f"|{_GOES}{_THIS}(?:空间|盘))(?:算了|它)?(?:[吧呗哈啦]|谢谢|辛苦了|[ ,.!])*+"
    ),
    re.compile(
        "(?:there(?:'s| is| are) )?[^,.;!?]{1,40}? (?:in|inside) (?:the |our )?"
        "(?P<s>[^,.;!?]{1,40}?)(?: any ?more| now| anyway)*+[,.;!-]+ ?"
        f"{_LED}(?:delete|remove|drop|bin|scrap|get rid of) (?:the|that|this) (?:whole |entire )?"
        "(?:space|drive)(?:,? (?:please|pls|thanks|then|now))*+[ .!]*"
    ),
)
"""The space is named with what is in it, and then *the space* is to go: what is told of it is no
file of that name.
"""
_UNLESS: Final = re.compile(
    "[^,.;!?]{1,60}[吗么呢][?,. ]+(?:如果|要是)?(?:没有?|没人)[^,.;!?就]{0,6}就"
    "(?:把|将)?(?:这个?|那个?|整个|该|它)?(?:空间|盘)(?:给我|直接|也)*+(?:删|清)"
    "[^,.;!?吗]{0,6}[ .!]*"
)
"""Asks first, and would delete the space by the answer, which the space itself shows."""
_STATED_NOT: Final = re.compile(
    "(?<![a-z])(?:who|how|why|what|will|would|could|should|might|yesterday|was|were|maybe|because)"
    "(?![a-z])|谁|怎么|为什么|为啥|昨天|上周|上次|准备|打算|可能|也许|考虑|不[要能用]|申请|移|搬|转|复制|备份|先"
)
_OTHER: Final = frozenset({"file", "ordinal", "quoted"})


def deleted_as_empty(said: Said, parts: Sequence[Mention], index: NameIndex) -> Wish | None:
    """Give the deletion of a space of which it is told that nothing is in it; None else."""
    seen = {part.text for part in parts if part.kind == "space" and not part.near}
    if len(seen) == 1 and _UNLESS.fullmatch(said.copy.strip()):
        return Wish("space", {"space": next(iter(seen))}, 1.0)
    other = [part for part in parts if part.kind in _OTHER and not _inside(said.copy, part)]
    if other or _NOT_SO.search(said.copy):
        return None
    found = next((each for form in _WISHED if (each := form.fullmatch(said.copy.strip()))), None)
    if found is None:
        return _stated(said, parts)
    named = next(each for each in found.groupdict().values() if each).strip()
    whole = index.called(named)
    if whole is not None:
        return Wish("space delete", {"space": whole}, 1.0)
    part, spaces = parts_said(named, index.names)
    is_all = len(spaces) == 1 and folded(part) == named
    return Wish("space delete", {"space": spaces[0]}, 1.0) if is_all else None


def _stated(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the deletion of the one space that is named, where *the space* is to go."""
    spaces = {part.text for part in parts if part.kind == "space" and not part.near}
    if len(spaces) != 1 or _STATED_NOT.search(said.copy):
        return None
    found = next((each for form in _STATED if (each := form.fullmatch(said.copy.strip()))), None)
    space = next(iter(spaces))
    is_first = found is not None and folded(space).startswith(found["s"].strip()[:1])
    return Wish("space delete", {"space": space}, 1.0) if is_first else None


def _inside(copy: str, part: Mention) -> bool:
    """Whether what looks like *the first one* is *not one inside*: 里头一个文件都没有."""
    return part.kind == "ordinal" and copy[: part.end].endswith("里头一个")
