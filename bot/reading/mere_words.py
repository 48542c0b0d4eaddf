"""Words that space names begin with, said where no space is meant: *he has a meeting*, *for our
customer outside*, 发给客户.

What is only near to a name is taken for it where a name stands, and never from a reason.
"""

import re
from typing import Final

from bot.reading.beside import is_beside

_CLAUSE: Final = re.compile(r"[,;!?]|\.(?![0-9a-z])")
_SUBJECT: Final = (
    "(?:i|we|he|she|they|you|it|somebody|someone|everybody|everyone|people|nobody|"
    "(?:my|our|the|his|her) (?:boss|manager|customers?|clients?|colleagues?|team|guys|people|"
    "auditors?|"
    "meeting))"
)
_REASON: Final = re.compile(
    "^ *(?:(?:because|cos|cuz|coz|since|as|so that|but|and|that) )?"
    f"{_SUBJECT}(?:'?(?:m|s|re|ve|d|ll))?(?: (?:just|also|only|really|urgently|all))*(?:$| "
    "(?:am|is|are|was|were|has|have|had|got|need|needs|want|wants|will|must|wait|waits|waiting|"
    "going|"
    "coming|sitting|left|starting?|starts|asked|asks|said|says|put|leave|leaves)(?![a-z]))"
    "|^ *(?:because|cos|cuz|coz|in (?:a|the|my) (?:meeting|call|hurry|rush)|(?:at|from|"
    "off to) (?:a|the) )"
)
"""How a clause begins that tells who waits for it, and where somebody is."""
_ANY: Final = re.compile(
    "(?<![a-z])(?:any|which|what|all|every|each|some)(?: of (?:the|our|my|these|"
    "those))?(?: other)? "
    "(?:spaces?|drives?|ones?)(?![a-z])|哪(?:一?[个些几]|几个)个?(?:空间|盘|钉盘)|(?:所有|全部|"
    "每个|各个?|任何)的?空间"
)
"""What asks about any space names none."""
_MERE: Final = frozenset(
    {
        *("meeting", "meetings", "video", "videos", "recordings", "training", "trainings", "audit"),
        *("customer", "customers", "client", "clients", "designer", "designers", "engineers"),
        *("contract", "contracts", "docs", "documents", "documentation", "project", "projects"),
        *("data", "product", "products", "support", "backup", "backups", "newcomers", "law"),
        *("new hires", "new starters", "research", "development", "archive", "archives"),
        *(
            "会议",
            "客户",
            "合同",
            "文档",
            "文件",
            "项目",
            "数据",
            "产品",
            "培训",
            "审计",
            "视频",
            "录像",
        ),
    }
)
"""What people, things and times are called as well."""
_LEADS: Final = re.compile(
    "(?:(?<![a-z])(?:an?|his|her|their|your|my|our|some|any|no|another|next|last|this|has|have|"
    "had|having|"
    "got|after|before|during|by|with|for|to|all|more|new|old)(?: (?:a|an|the|our|my|next|last|"
    "this))? "
    "|[给跟和让被为向对有等请是开场次位名去去参加]|[一这那]个|个|发到|等着)$"
)
_NAMED: Final = re.compile(
    "^(?:'?s)? (?:spaces?|drives?|ones?|teams?|folders?|department|dept)(?![a-z])"
    "|^(?:部门?|组|团队)?(?:的|那个|这个)?(?:空间|盘|钉盘|云盘)"
)


def is_no_space(part: str, place: int, copy: str) -> bool:
    """Tell whether a part of a name that stands at a place of a sentence means no space there."""
    if _NAMED.match(copy[place + len(part) :]):
        return False
    clause = _clause_at(place, copy)
    if clause != copy.strip(" .!?") and (_REASON.search(clause) or is_beside(clause)):
        return True
    return part in _MERE and _LEADS.search(copy[:place]) is not None


def asks_about_any(copy: str) -> bool:
    """Tell whether a sentence asks about any space."""
    return _ANY.search(copy) is not None


def _clause_at(place: int, copy: str) -> str:
    start = max((each.end() for each in _CLAUSE.finditer(copy, 0, place)), default=0)
    end = _CLAUSE.search(copy, place)
    return copy[start : end.start() if end else len(copy)].strip()
