"""Takes back a permission that was just given: *take it away from him again*, 收回来."""

import re
from typing import Final

from bot.reading.understood import Topic, Wish

_AWAY: Final = re.compile(
    "(?:(?:ok(?:ay)?|now|and|please|actually|then|so|no|wait)[ ,]+)*"
    "(?:can you |could you )?(?:please )?(?:"
    "(?:take|get) (?:it|that|this|(?:his|her|their|the) (?:access|rights?|permissions?)) "
    "(?:away|back|off)"
    "|(?:revoke|withdraw) (?:it|that|this|(?:his|her|their|the) (?:access|rights?|permissions?))"
    "|take away (?:it|that|(?:his|her|their|the) (?:access|rights?|permissions?))"
    ")(?: from (?:him|her|them))?(?: again| now| please)*[ .!]*"
    "|(?:好的?|那么?|算了|不对|还是|请|再|帮我|麻烦|[ ,，])*"
    "(?:[把将]?(?:他|她|它|[这那刚]个?|刚才|刚刚)的?(?:那个|给的?)?(?:编辑|查看|下载|管理)?(?:权限)?(?:再|又|给)?"
    "(?:收回(?:来|去)?|撤回(?:来)?|收走|撤掉|拿回来|取消掉?)|(?:再)?收回(?:来|去)|(?:把)?权限(?:再)?收回(?:来|去)?)"
    "(?:吧|了|啊|一下| |[.!。])*"
)
_GIVES: Final = frozenset({"grant"})
_PARTS: Final = ("person", "place")


def taken_back(copy: str, topic: Topic) -> Wish | None:
    """Give the wish to take back what the last answer gave; None where nobody says so."""
    raw = {name: topic.raw[name] for name in _PARTS if topic.raw.get(name)}
    if topic.words not in _GIVES or len(raw) != len(_PARTS) or not _AWAY.fullmatch(copy):
        return None
    return Wish("revoke", raw, 1.0)
