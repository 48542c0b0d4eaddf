"""Who decided on a request, changed a limit or deleted something in a space, which the change log
tells: *who approved the extra room for Finance*, 扩容是谁批的.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.in_places import is_place
from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Wish

_WHO: Final = re.compile(
    "(?<![a-z])who(?: has| had| was it that|'s| was the one (?:that|who))?(?: just| actually|"
    " already)? "
    "(?:approved|accepted|declined|rejected|refused|signed off(?: on)?|ok'?d|granted|gave|allowed)"
    "(?: us| them| me)? (?:the |this |that |our |my |all )?(?:extra |more |new )?"
    "(?:room|space|storage|quota|limit|capacity|request|gigs?|gb)(?![a-z])"
    "|(?<![a-z])who(?: has| had)?(?: just| actually)? (?:said (?:yes|no|ok) to|answered"
    "|decided(?: on)?|handled|dealt with|replied to|looked at) "
    "(?:the |my |our |this |that )*(?:request|application)"
    "|(?<![a-z])who(?: has| had)?(?: just| actually)? (?:gave|given|granted|took"
    "|taken|added|invited|removed|let|changed) "
    "[^,.;!?]{1,40}? (?:access|permissions?|rights?)(?![a-z])"
    "|谁(?:给|来)?(?:批|同意|批准|拒绝|驳回|通过)(?:了|的|过)?[^,.;!?]{0,10}?"
    "(?:扩容|容量|申请|上限|配额|额度|空间)"
    "|(?:扩容|申请|容量|上限|配额|额度)[^,.;!?]{0,4}?(?:是)?(?:被)?谁(?:给)?(?:批|同意|驳|拒|通过)"
)
_DELETED: Final = re.compile(
    "(?<![a-z])who(?: has| had| was it that|'s| was the one (?:that|who))?(?: just| actually|"
    " already)? (?:deleted|removed|binned|trashed|erased|wiped|threw away|got rid of)(?![a-z])"
    "|谁(?:把|给|将)?[^,.;!?]{0,30}?(?:删|移除|清|扔|弄丢)(?:除|掉|没|空)?了"
    "|(?:被谁|是谁|谁给?)(?:删|移除|清|扔)(?:除|掉|空)?(?:的|了)"
)
_ONE: Final = "(?:delet|remov|creat|made|add|renam|set up|start|open)(?:e?d)?"
_SPACES: Final = "(?:(?:the|any|new|some|all|our|team|shared|which|what) )*(?:spaces|drives)"
_OF_SPACES: Final = re.compile(
    f"(?<![a-z])who(?: has| had|'s)?(?: just| recently| lately| ever)? {_ONE}"
    f"(?:(?: {_SPACES})?(?: ?/ ?|,? (?:and|or) (?:who )?){_ONE})* (?:{_SPACES}|some|any)(?![a-z])"
    f"|(?<![a-z])(?:what|which) {_SPACES}?(?:spaces|drives)(?: (?:were|was|got"
    f"|have been|has been))? {_ONE}"
    f"(?: ?/ ?|,? (?:and|or) ){_ONE}(?![a-z])"
    f"|(?<![a-z])(?:log|history|record|list|trail) of (?:{_ONE}(?:,? (?:and|or) {_ONE})* {_SPACES}"
    f"|{_SPACES} (?:(?:that|which) )?(?:(?:were|was|got) )?{_ONE}(?:,? (?:and"
    f"|or) {_ONE})*)(?![a-z])"
    "|(?:谁|什么人|哪个人)(?:最近|这几天|这周|今天|昨天|上周|近期|都|又)*(?:新建|创建|建|删除?)"
    "(?:了|过|掉)?(?:或者?|和|跟|、|还是|以及)(?:新建|创建|建|删除?)(?:了|过|掉)?"
    "(?:哪些|什么|些|新的?)?空间"
    "|(?:最近|这几天|这周|上周|近期|今天|昨天|这两天)(?:都|又)?(?:新建|创建|删除)"
    "(?:或者?|和|跟|、|以及)(?:新建|创建|删除)(?:了|过)?(?:哪些|什么|些)?空间"
)
"""Who made spaces or deleted some, which the whole log tells."""
_OF_ONE: Final = re.compile(
    "^(?:(?:hi|hey|please|ok|so|and|tell me|do you know)[ ,]+)*"
    "who(?: has| had)?(?: just| actually)? "
    "(?:deleted|removed|created|made) (?:the |that |our |this )?"
    f"(?:{PLACES['space']}(?: space| drive)?|(?:space|drive))"
    "(?: (?:yesterday|today|last week|this week|recently|lately|again))*[ ?!.]*$"
)
_FUTURE: Final = re.compile(
    "(?<![a-z])(?:can|could|should|may|will|must)(?![a-z])|能|可以|该|会|要找|找谁"
)


def who_did(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the change log of what somebody asks about; None for anything else."""
    named = [part for part in parts if part.kind == "space"]
    found = _WHO.search(said.copy) or (None if named else _OF_SPACES.search(said.copy))
    spaces = list(dict.fromkeys(part.text for part in named))
    if found is None and len(spaces) == 1 and is_place(said.copy, named[0]):
        found = _DELETED.search(said.copy)
    found = found or _OF_ONE.search(cut(said.copy, named))
    if found is None or _FUTURE.search(said.copy[: found.end()]):
        return None
    return Wish("audit", {"space or person": spaces[0]} if len(spaces) == 1 else {}, 1.0)
