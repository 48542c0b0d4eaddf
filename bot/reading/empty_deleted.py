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
    "(?<![a-z])(?:if|unless|when|once|not yet|don't|says?|said)(?![a-z])|如果|要是|等|别|[吗么?]"
)
_OTHER: Final = frozenset({"file", "ordinal", "quoted"})


def deleted_as_empty(said: Said, parts: Sequence[Mention], index: NameIndex) -> Wish | None:
    """Give the deletion of a space of which it is told that nothing is in it; None else."""
    if any(part.kind in _OTHER for part in parts) or _NOT_SO.search(said.copy):
        return None
    found = next((each for form in _WISHED if (each := form.fullmatch(said.copy.strip()))), None)
    if found is None:
        return None
    named = next(each for each in found.groupdict().values() if each).strip()
    whole = index.called(named)
    if whole is not None:
        return Wish("space delete", {"space": whole}, 1.0)
    part, spaces = parts_said(named, index.names)
    is_all = len(spaces) == 1 and folded(part) == named
    return Wish("space delete", {"space": spaces[0]}, 1.0) if is_all else None
