"""Who decided on a request or changed a limit, which the change log tells: *who approved the extra
room for Finance*, 扩容是谁批的.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import Wish

_WHO: Final = re.compile(
    "(?<![a-z])who(?: has| had| was it that|'s| was the one (?:that|who))?(?: just| actually|"
    " already)? "
    "(?:approved|accepted|declined|rejected|refused|signed off(?: on)?|ok'?d|granted|gave|allowed)"
    "(?: us| them| me)? (?:the |this |that |our |my |all )?(?:extra |more |new )?"
    "(?:room|space|storage|quota|limit|capacity|request|gigs?|gb)(?![a-z])"
    "|谁(?:给|来)?(?:批|同意|批准|拒绝|驳回|通过)(?:了|的|过)?[^,.;!?]{0,10}?"
    "(?:扩容|容量|申请|上限|配额|额度|空间)"
    "|(?:扩容|申请|容量|上限|配额|额度)[^,.;!?]{0,4}?(?:是)?(?:被)?谁(?:给)?(?:批|同意|驳|拒|通过)"
)
_FUTURE: Final = re.compile(
    "(?<![a-z])(?:can|could|should|may|will|must)(?![a-z])|能|可以|该|会|要找|找谁"
)


def who_did(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the change log of what somebody asks about; None for anything else."""
    found = _WHO.search(said.copy)
    if found is None or _FUTURE.search(said.copy[: found.end()]):
        return None
    spaces = list(dict.fromkeys(part.text for part in parts if part.kind == "space"))
    return Wish("audit", {"space or person": spaces[0]} if len(spaces) == 1 else {}, 1.0)
