"""How large a space may become, said in a few words of one that is named or was just spoken of:
*actually bump it to 30*, 人力资源的降到80.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Topic, Understood, Wish

_S: Final = PLACES["space"]
_Z: Final = (
    f"(?P<size>[{PLACES['size']}{PLACES['number']}])(?P<gigs> ?(?:gigs?|gb|g|个g)(?![a-z]))?"
)
_IT: Final = (
    f"(?P<space>{_S}|it|this|that|its (?:quota|limit)|the (?:quota|limit)|它|上限|配额|容量)"
)
_SET: Final = re.compile(
    "^(?:(?:actually|ok(?:ay)?|and|no|hm+|wait|sorry|please|pls|so|then|oh|better)[ ,.]*)*"
    "(?:bump|raise|make|set|change|put|increase|lower|reduce|cut|push|take|bring)"
    f"(?: up| down)? {_IT}(?: (?:up|down))? (?:to |at |down to |up to )?{_Z}(?=$|[,.;!? ])"
)
_SET_ZH: Final = re.compile(
    "^(?:还是|那就|那|再|请|麻烦|帮我|把|将|给|也|,| )*"
    f"{_IT}(?:空间)?的?(?:上限|软?配额|容量|额度)?(?:也|就|给我|再)*"
    "(?:提|升|调|降|改|设|压|减|缩|加|上调|下调|放)(?:高|低|大|小|升|降)?(?:到|成|为|至) ?"
    f"{_Z}(?=$|[,.;!? 吧])"
)
_POLITE: Final = (
    "^(?:(?:actually|ok(?:ay)?|and|also|no|hm+|wait|sorry|please|pls|so|then|oh|better|just|now|hey|hi|hello"
    "|(?:can|could|would|will) (?:you|we)|let's|lets|we should|i want to|we want to|we need to"
    "|i'd like to|kindly|maybe|yes|well)[ ,.]+)*"
)
_LIMIT: Final = "(?:(?:soft |storage )?(?:quota|limit|cap|ceiling|maximum|max)(?: size)?)"
_CHANGES: Final = (
    "(?:set|change|put|make|raise|lower|reduce|increase|bump|adjust|fix|bring)(?: up| down)?"
)
_NOT_PAST: Final = (
    "(?:(?:get|grow|go|become|be|run) (?:any )?(?:past|over|beyond|above|bigger than|larger than"
    "|more than|further than)|exceed|take (?:up )?more than|use (?:up )?more than|pass)"
)
_END: Final = (
    "(?: (?:in total|max|maximum|tops|at most|at the most|from now on|for now|please|pls|then|now"
    "|while you're at it|while you are at it|while we're at it|as well|too|again|instead"
    "|thanks|ok))*"
    "(?=$|[,.;!? ]*$|[,;] |[.!] )"
)
_CAPPED: Final = tuple(
    re.compile(f"{_POLITE}{form}{_END}")
    for form in (
        (
            f"(?:cap|limit|restrict)(?: the)? (?P<space>{_S})(?:'s (?:size|storage|growth))?"
            f"(?: (?:to|at|down to))? (?:a max(?:imum)? of )?{_Z}"
        ),
        (f"{_CHANGES} (?:the )?(?P<space>{_S})(?:'s?)? {_LIMIT}(?: up| down)? (?:to|at|=|as) {_Z}"),
        (
            f"{_CHANGES} the {_LIMIT} (?:of|for|on|in) (?P<space>{_S})(?: up| down)?"
            f" (?:to|at|=|as) {_Z}"
        ),
        f"(?:set|put|place) (?:a|the) {_LIMIT} of {_Z} (?:on|for|in|to) (?P<space>{_S})",
        f"(?:give|set) (?P<space>{_S}) (?:a |the )?(?:new )?{_LIMIT} (?:of )?{_Z}",
        f"(?:don't|do not|never) (?:let|allow) (?P<space>{_S})(?: to)? {_NOT_PAST} {_Z}",
        (
            f"(?P<space>{_S}) (?:should|may|must|can|shall|is)(?:n't| not|not)"
            f"(?: allowed to| supposed to)? {_NOT_PAST} {_Z}"
        ),
        f"(?:keep|hold) (?P<space>{_S}) (?:under|below|at|to) (?:a max(?:imum)? of )?{_Z}",
        (
            f"(?P<space>{_S})(?:'s)?(?: should| must| shall| is to| can| gets?| may| to)*"
            f"(?: be| have)? (?:cap(?:ped)?|limit(?:ed)?|restricted) (?:to|at|of) {_Z}"
        ),
        f"make (?P<space>{_S}) {_Z} (?:max|maximum|at most|tops)",
    )
)
"""A limit in words that nothing else is said with: a bare number is one of gigabytes, and what is
asked about then names it so."""
_NOT_SO: Final = re.compile(
    "(?<![a-z])(?:but|if|unless|later|not yet|until|till|after|when|once|maybe|jok"
    "|kidding|lol|or)(?![a-z])"
)
"""What takes such a limit back, or puts it off."""
_SHARES: Final = 100
"""So small a bare number behind *keep under* may as well be percent."""
_LIMITED: Final = frozenset({"quota set", "space create"})
"""After these a bare number is one of gigabytes."""
_LEAST: Final = 2


_P: Final = f"[{PLACES['percent']}]"
_SHARE: Final = re.compile(
    "(?:上限|软?配额|容量|额度|空间大小)[^,.;!?]{0,12}?(?:"
    "(?P<twice>翻一?(?:倍|番)|加倍|增加一倍|[提扩加]一倍)|"
    "(?P<up>[调提抬放](?:高|大|升)|上调|增加|加大|扩大|扩容|往上[调提加]|多给|[扩提加涨])"
    "|(?P<down>[调降压](?:低|小)|下调|减少|缩小|缩减|压缩|砍掉?|往下[调降]"
    "|[降减缩压]))(?:个|了|上)? ?"
    f"(?P<by>{_P})?(?!以上)"
    f"|(?:再|多|加)给(?P<give>{_P})(?:的?(?:空间|容量|额度))"
    "|(?<![a-z])(?:(?P<more>raise|increase|bump|extend|expand|grow|lift)|(?P<less>lower|reduce|cut"
    "|decrease|shrink))(?: up)?(?![a-z])[^.;!?]{0,40}?(?:limit|quota|capacity|storage)"
    f"[^.;!?]{{0,30}}? by (?P<share>{_P})"
)
"""By how much of itself a limit is to change."""
_MORE_OF_IT: Final = re.compile(
    "(?:再|还要?|那就?|不够|继续|[ ,])*(?:(?P<up>[提加涨扩]|调高|提高)"
    "|(?P<down>[降减缩]|调低|降低))(?:个|了)?"
    f"(?P<by>{_P})(?:吧|就好|就行|[ .!])*"
)
"""Said of a limit that was just set."""
_LEVELS: Final = re.compile(
    "提醒|预警|告警|报警|级别|如果|要是|假如|万一|够不够|(?<![a-z])(?:alert|warn"
    "|level|notif|if(?![a-z]))"
)


def share_said(
    said: Said, parts: Sequence[Mention], topic: Topic | None
) -> Wish | Understood | None:
    """Give the limit that is to be raised or lowered by a share of what it is: 上限调高两成. Its
    size is such as ``+20%``, and worked out by whoever knows the limit. Of several spaces the
    others are not answered; None for anything else.
    """
    kept = [part for part in parts if part.kind in {"space", "percent"}]
    copy = cut(said.copy, kept)
    follows = topic is not None and topic.words in _LIMITED
    found = _SHARE.search(copy) or (_MORE_OF_IT.fullmatch(copy) if follows else None)
    spaces = list(dict.fromkeys(part.text for part in kept if part.kind == "space"))
    if found is None or _LEVELS.search(copy):
        return None
    space = next(iter(spaces), topic.raw.get("space", "") if topic else "")
    groups = found.groupdict()
    by = next((name for name in ("by", "give", "share") if groups.get(name)), "")
    if not by and not groups.get("twice"):
        return None
    at = sum(sign in PLACES.values() for sign in copy[: found.start(by)]) if by else 0
    share = kept[at].text if by else "100"
    if not space or not share.isdecimal():
        return None
    sign = "-" if groups.get("down") or groups.get("less") else "+"
    wish = _of(space, f"{sign}{share}%")
    others = "、".join(spaces[1:])
    return Understood("sure", (wish,), kept=True, unanswered=others) if others else wish


_NO_LIMIT: Final = re.compile(
    "(?:改|设|调|变|换|弄|搞)(?:成|为|到|置)?(?:一个)?"
    "(?:无上限|无限(?:制|大|量)?|不限(?:制|量|容量|大小)?|没有?上限)"
    "(?:吧|了|就行|就好|好了|谢谢|[ .!])*$"
    "|[,; ](?:就|请|都|先|以后)*(?:别|不要|不用|不必|无需|不再)(?:再|给它|对它)*"
    "(?:限制|设限|设?上限|限容量?|限量)(?:它|了|吧|就行|大小|容量|谢谢|[ .!])*$"
)
"""Who says so wants no limit, whatever size is told of before."""
_NO_WISH: Final = re.compile(
    "[?？吗谁哪]|如果|要是|假如|怎么|能不能|别改|不要改|别设|说|调用|提醒|上传|下载|权限"
)


def _unlimited(copy: str, kept: Sequence[Mention]) -> Wish | None:
    """Give the end of a limit; None for anything else."""
    space = next((part.text for part in kept if part.kind == "space" and not part.near), "")
    is_wished = _NO_LIMIT.search(copy) is not None and _NO_WISH.search(copy) is None
    return Wish("quota set", {"space": space, "size": "off"}, 1.0) if space and is_wished else None


def limit_said(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give the limit that is wished; None for anything else."""
    kept = [part for part in parts if part.kind in {"space", "size", "number"}]
    if len({part.text for part in kept if part.kind == "space"}) > 1:
        return None
    copy = cut(said.copy, kept)
    if (said_so := _unlimited(copy, kept) or _capped(copy, kept)) is not None:
        return said_so
    found = _SET.match(copy) or _SET_ZH.match(copy)
    if found is None:
        return None
    follows = topic is not None and topic.words in _LIMITED
    about = (topic.raw.get("space") or topic.raw.get("name", "")) if topic and follows else ""
    space = next((part.text for part in kept if part.kind == "space"), about)
    size = kept[sum(sign in PLACES.values() for sign in copy[: found.start("size")])]
    if not space:
        return None
    if size.kind == "number":
        is_size = follows or bool(found["gigs"])
        is_some = size.text.isdecimal() and int(size.text) >= _LEAST
        return _of(space, f"{size.text} GB") if is_size and is_some else None
    return _of(space, size.text) if follows or "上限" in copy or "配额" in copy else None


def _capped(copy: str, kept: Sequence[Mention]) -> Wish | None:
    """Give the limit that is set in words which say that it is one."""
    found = next((each for form in _CAPPED if (each := form.match(copy))), None)
    space = next((part.text for part in kept if part.kind == "space" and not part.near), "")
    if found is None or not space or _NOT_SO.search(copy, found.end()):
        return None
    size = kept[sum(sign in PLACES.values() for sign in copy[: found.start("size")])]
    if size.kind != "number":
        return _of(space, size.text)
    is_whole = size.text.isdecimal() and int(size.text) >= _LEAST
    may_be_share = re.search("(?:keep|hold) .{1,3} ", found[0]) and int(size.text) <= _SHARES
    return _of(space, f"{size.text} GB") if is_whole and not may_be_share else None


def _of(space: str, size: str) -> Wish:
    return Wish("quota set", {"space": space, "size": size}, 1.0)
