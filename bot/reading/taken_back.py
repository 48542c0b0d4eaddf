"""Takes back a permission that was just given: *take it away from him again*, 收回来; or gives
another in its place: *actually she should only be able to look at them*, 只让他看就行.
"""

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
    "(?:[把将]?(?:他|她|它|[这那刚]个?|刚才|刚刚)的?(?:那个|给的?)?(?:编辑|查看|下载"
    "|管理)?(?:权限)?(?:再|又|给)?"
    "(?:收回(?:来|去)?|撤回(?:来)?|收走|撤掉|拿回来|取消掉?)|(?:再)?收回(?:来|去)"
    "|(?:把)?权限(?:再)?收回(?:来|去)?)"
    "(?:吧|了|啊|一下| |[.!。])*"
)
_ANOTHER: Final = re.compile(
    "(?:(?:actually|no|wait|sorry|hm+|oops|ok(?:ay)?|on second thoughts?|well)[ ,.]+)*"
    "(?:(?P<who>[^,.;?!]{1,30}?) (?:should|shall|must|may|can|needs?)(?: really)? (?:only"
    "|just)(?: to)?(?: be able to| be allowed to)?"
    "|(?:let|give) (?:him|her|them) (?:only|just)|only|just|make it) "
    "(?P<role>look|view|see|read|viewing|reading|download|edit|editing|can view|can edit"
    "|can download|"
    "viewer|editor)(?: at)?(?: access| permission)?(?: it| them| that| there| the files?)?"
    "(?:[ ,]+(?:and )?(?:not|nothing|no)(?: to)? (?:[a-z]+ ?){1,3})?(?: please| then"
    "| is enough)*[ .!]*"
    "|(?:等等|不对|算了|还是|那|哦|其实|不|应该是?|[ ,])*(?:(?:只|就)?(?:让|给|要)?(?:他|她"
    "|它)们?|(?P<zh>[^,.?!]{2,8}?))?"
    "(?:应该|其实)?(?:只|就|只要|仅)(?:让|给|要|能)?(?:他|她|它)?们?(?:能|可以|用)?"
    "(?P<role_zh>查看|看|只读|下载|编辑|改)(?:权限)?(?:就行了?|就好了?|就够了?|够了|吧|了|的"
    "|[ ,]*(?:不|别)(?:能|要|让)?[^,.?!]{0,8}|[ .!])*"
)
_ROLES: Final = (
    ("can edit", "可编辑", re.compile("edit|编辑|改")),
    ("can download", "可下载", re.compile("download|下载")),
    ("can view", "可查看", re.compile("")),
)
_GIVES: Final = frozenset({"grant"})
_PARTS: Final = ("person", "place")


def taken_back(copy: str, topic: Topic) -> Wish | None:
    """Give the wish to take back what the last answer gave; None where nobody says so."""
    raw = {name: topic.raw[name] for name in _PARTS if topic.raw.get(name)}
    if topic.words not in _GIVES or len(raw) != len(_PARTS):
        return None
    if _AWAY.fullmatch(copy):
        return Wish("revoke", raw, 1.0)
    return _another(copy, topic, raw)


def _another(copy: str, topic: Topic, raw: dict[str, str]) -> Wish | None:
    """Give the wish for another permission in the place of the one that was given."""
    found = _ANOTHER.fullmatch(copy)
    if found is None:
        return None
    person = raw["person"].casefold()
    who = (found["who"] or found["zh"] or "").strip()
    if who and who not in {"he", "she", "they", "it", person, "他", "她", "他们"}:
        return None
    said = found["role"] or found["role_zh"] or ""
    chinese = said[:1] >= "\u4e00"
    role = next(zh if chinese else en for en, zh, pattern in _ROLES if pattern.search(said))
    time = {"time": topic.raw["time"]} if topic.raw.get("time") else {}
    return Wish(
        "grant", {"person": raw["person"], "role": role, "place": raw["place"], **time}, 1.0
    )
