"""What is said of requests: that one is approved or declined, asked about, or taken back.

Pure: which request is meant is found by whoever knows those that are open.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.reading.request_sizes import ENOUGH, HALF_EN, HIM, IS_SIZE, ONLY, SIZES_GIVEN
from bot.reading.request_spoken import spoken_first
from bot.reading.said import Said
from bot.times import Unclear, read_span, read_until

RequestDeed = Literal["approve", "decline", "all", "waits", "wants", "answered", "withdraw"]


@dataclass(frozen=True, slots=True)
class RequestSaid:
    """What is to become of a request. ``target`` is what names it, in the copy that is understood,
    empty for *it*; ``number`` what it is called by. ``amount`` is given instead of what was asked
    for, as it was typed, ``more`` where it comes on top, ``whole`` where it is all there is to be,
    ``instead`` the number that it is given for, and ``why`` is the reason behind it.
    ``clear`` tells that nothing but a request can be meant, ``spoken`` that it was spoken of first,
    ``named`` that it is called one.
    """

    does: RequestDeed
    target: str = ""
    number: str = ""
    amount: str = ""
    more: bool = False
    why: str = ""
    clear: bool = False
    whole: bool = False
    instead: str = ""
    spoken: bool = False
    named: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing but *approved* is said, of whatever was asked for last."""
        return self == RequestSaid("approve", clear=self.clear, named=self.named)


_OPENING: Final = re.compile(
    "(?:(?:ok(?:ay)?|yes|yep|yeah|sure|fine|alright|all right|good|right|well|hm+|please|pls|then|"
    "so|and|but|no|nope|sorry|hi|hey|hello|just|can you|could you|would you|you can|you may|"
    "go ahead and|let's|i guess|we can|i|actually|never mind|nevermind|nah"
    "|wait)(?![a-z])[ ,.!:;-]*"
    "|(?:行|好的?|可以的?|嗯+|没问题|没毛病|没事|小事|小意思|应该的|不算事"
    "|知道了|看到了?|收到|妥|那就|那|就|先(?=[批同通拒驳])|成|对|哦|唉|哎呀?|算了"
    "|不用了|麻烦|请|帮我|但是|但"
    "|不过|你|我)"
    "(?:[ ,.!啊吧呀哈]|了(?=[,. ]))*)+"
)
_YES: Final = re.compile(
    "(?<![a-z])(?:ok(?:ay)?|yes|yep|yeah|sure|fine|alright|all right|good)(?![a-z])"
    "|^(?:行|好|可以|嗯|没问题|没毛病|小事|小意思|应该的|成|同意|准)"
)
_IT: Final = (
    "(?:it|that|this|them|him|her|that one|this one|(?:the|that|this|his|her|their)"
    "(?: last| latest| open| only| new)? (?:request|application|ask|wish))"
)
_NUMBER: Final = "(?:request |number |no[.]? ?|#)+ ?(?P<n{0}>[0-9]{{1,9}})|(?P<m{0}>[0-9]{{1,9}})"
_VERB: Final = (
    "(?:(?P<yes>approve|accept|green-?light|agree to|say yes to|sign off(?: on)?)"
    "|(?P<no>decline|reject|refuse|deny|turn down|say no to|don't approve|do not approve))"
)
_ALL: Final = re.compile(
    "(?:approve|accept|decline|reject|refuse|deny) (?:everything|all|them all|it all"
    "|all of (?:them|it|those)|"
    "(?:all|both|every)(?: of)?(?: the| those| these| my)?(?: open| waiting)? requests?"
    "|both)(?: at once| now| please|[.! ])*"
    "|(?:把|将)?(?:它们|这些|那些|所有的?|全部的?)?(?:申请)?(?:全部?|都|统统|通通|一起|一块儿?"
    "|一次性?)(?:都|给|我)*"
    "(?:批准?|同意|通过|拒绝?|驳回)(?:了|掉|吧|啊|[.! ])*"
    "|(?:把|将)?(?:所有的?|全部的?)(?:申请)(?:都|给|我)*(?:批准?|同意|通过|拒绝?|驳回)(?:了|掉"
    "|吧|[.! ])*"
    "|(?:批准?|同意|通过|拒绝|驳回)(?:所有|全部)的?(?:申请)?(?:吧|了|[.! ])*"
)
_SIZES: Final = re.compile(
    r"[0-9]+(?:\.[0-9]+)? ?(?:个 ?)?(?:[kmgtp](?:i?bs?|igs?|igabytes?|egs?)?)?(?![a-z0-9])"
)
_AMOUNT: Final = "(?P<amount>[^,;!?]{1,40}?)"
_TAIL_EN: Final = re.compile(
    f"[ ,]*(?:but |and )?(?:(?:{ONLY}|with|for|at|to|give {HIM}|make it|let {HIM} have) ?)*"
    f"(?:(?P<to>(?<=to )))?{_AMOUNT}(?P<more> (?:more|extra|on top))?(?P<all> in all| in total)?"
    f"(?: {ONLY}|{ENOUGH}| please| for now| then|[.! ])*"
    "(?:,? ?(?:and )?(?:not|instead of|rather than) (?:the )?(?P<instead>[0-9][0-9.]* ?[a-z]*)"
    "(?: please|[.! ])*)?"
)
_TAIL_ZH: Final = re.compile(
    "[ ,]*(?:但|不过|但是)?(?:[0-9.]* ?个? ?[gt]?b?(?:是|有点|实在|也)*太[多大高]了?[ ,]*)?"
    "(?:(?P<more>再|多)|只|就|最多|先|给|加|批|到|扩|能|他们?|她们?|它|期限)*"
    f" ?{_AMOUNT}(?:就行|就够了?|够了|吧|了|就好|以内|[.! ])*"
    "(?:,? ?(?:而?不是|别给|不要) ?[0-9][0-9.]* ?[a-z]*[吧了.! ]*)?"
)
_PATTERNS: Final = (
    re.compile(
        f"{_VERB}(?: (?:{_IT}|{_NUMBER.format(1)}|(?P<who>[^,.;:!?]{{1,60}}?)))?"
        "(?P<tail>(?:[,.;:-]| (?:but|because|since|with|for|until|till|only|at|as)(?![a-z])|$).*)"
    ),
    re.compile(
        "(?P<yes>approved|accepted|granted)(?P<tail>[,.;! ].*|$)"
        "|(?P<no>declined|rejected|denied|not approved)(?P<tail2>[,.;! ].*|$)"
    ),
    re.compile(f"(?:give|let|grant) {HIM}(?: have)? {IS_SIZE}(?P<tail>.*)(?P<yes>)"),
    *SIZES_GIVEN,
    re.compile(
        f"(?P<led>)(?:(?:give|let) (?P<who>{HIM}|[^,.;:!?]{{1,30}}?)(?: have| get)?"
        "|(?P<who2>he|she|they|[^,.;:!?]{1,30}?) (?:can|may|could|should) have) "
        "(?:it|that|the (?:storage|room|space|access|permissions?|rights?)|access|more (?:room"
        "|storage)"
        "|what (?:he|she|they) (?:wants?|needs?|asked for|asks for))(?P<yes>)(?P<tail>[,.;! ].*|$)"
    ),
    re.compile(
        "(?:把|给|将)?(?P<who>[^,.!?]{0,30}?)(?:的|那|这)*(?:一?[条个份项单])?的?(?:申请"
        "|请求)?(?:我|就|先|给)*"
        "(?:(?P<no>不批准?|不同意|不通过|不准|拒绝?|驳回|打回去?|退回去?|否)"
        "|(?P<yes>批准?|同意|通过|准))(?:了|掉|吧|他|她|啊|呀|这个|那个|一下|下|[.! ])*"
        "(?P<tail>(?:[,:;].*|(?:因为|但|不过|只|最多).*)?)"
    ),
    re.compile(
        "(?:那就|就|先|都)*(?P<yes>批准?|同意|通过)(?:一下|给|了)*(?P<who>[^,.!?0-9第]{1,16}?)"
        "(?:(?:的|那[个条份]?|这[个条份]?)(?:申请|请求))?"
        r"(?P<tail>[ ,]*(?:先|只|就|给|加|到)*[0-9]+ ?个? ?[gt]b?(?![a-z0-9])[^,;!?]*)"
    ),
    re.compile(
        "(?:(?P<no>不批准?|不同意|拒绝|驳回)|(?P<yes>批准|同意|通过|批|准))(?:一下|给|掉|了)?"
        "(?:第? ?(?P<n2>[0-9]{1,9}) ?(?:号|条)|(?P<who>[^,.!?第]{0,30}?))(?:的|那"
        "|这)*(?:一?[条个份项])?的?"
        "(?:申请|请求)?(?:吧|了|啊|[.! ])*(?P<tail>(?:[,:;].*|(?:因为|但|不过|只|最多).*)?)"
    ),
    re.compile(
        "(?:给|帮|替|让)(?P<who>他们?|她们?|它|ta|人家)"
        "(?P<yes>)(?:加|开|批|扩|办|弄|建|通过|用|看|改|同意)(?:了|上|一下|下|通|权限|容量|空间"
        "|吧|[.! ])*"
        "(?P<tail>(?:[,].*|[0-9].*)?)"
    ),
    re.compile(
        "(?P<led>)(?:给|批给|准了)(?P<who>他们?|她们?|它|ta|人家)?(?P<yes>)"
        "(?:吧|呗|就是了?|好了|了|得了|[.! ])*(?P<tail>)"
    ),
    re.compile(
        "(?:就|都|先)*(?:给|批给)(?P<who>他们?|她们?|ta|人家)(?P<yes>)(?:吧|呗"
        "|就是了?|得了|好了|[.! ])+(?P<tail>)"
    ),
    re.compile(
        "(?P<led>)(?:给|帮|替|让)(?P<who>[^,.!?]{1,12}?)(?P<yes>)(?:加|开|批|扩|通过)"
        "(?:了|上|一下|下|通|吧|[.! ])*(?P<tail>)"
    ),
    re.compile(
        "(?P<yes>)(?P<tail>(?:给|加|批)?(?:他们?|她们?|它|ta)?(?:只|最多|就只?)(?:能|给|加"
        "|批)*(?:他们?|她们?|它)?"
        "(?:加|批|到)? ?[0-9一二两三四五六七八九十半].*)"
    ),
    re.compile(
        "(?P<led>)(?P<yes>)(?P<tail>(?:就|先)*(?:给|帮|替)?(?:他们?|她们?|它|ta)?(?:加|批|扩|给)"
        "(?:到|成)? ?[0-9一二两三四五六七八九十半].*)"
    ),
)
_TAKES_BACK: Final = re.compile(
    "(?<![a-z])(?:but|if|unless|not yet|later|wait|once|when|after|maybe|instead|then"
    "|first ask)(?![a-z])"
    "|[吗么?]|没有?$|但|不过|如果|要是|等|再说|先别|以后|然后|除非|的话"
)
_COURTESY: Final = re.compile(
    "^(?:[ ,.;:!-]|(?:please|pls|because|since|as|cos|thanks|thank you|tell (?:him|her"
    "|them)(?: that)?)(?![a-z])"
    "|因为|由于|理由是?|原因是?|告诉[他她]们?|跟[他她]们?说|让[他她]们?知道|谢谢)+"
)
_WAITS_EN: Final = (
    "(?:(?:what|which requests?|whose request|who)(?:'s| is| are)?(?: all| else"
    "| still)* (?:waiting|waits|open|pending)"
    "(?: still)?(?: for (?:me|my (?:ok|okay|approval|decision|answer)|us|approval|an answer"
    "|a decision))?"
    "|(?:is|are) (?:there )?any(?:thing|body|one| requests?)(?: still| else)* (?:waiting|waits"
    "|open|pending) ?"
    "(?:for (?:me|us|my (?:ok|approval|decision|answer)|approval))?"
    "|what (?:do|must|should) i (?:still )?(?:have to |need to )?(?:decide|approve|sign off)"
    "|(?:do i have |is there |have i got )?anything (?:for me )?(?:left )?to (?:approve|decide"
    "|sign off)"
    "|what (?:still )?needs my (?:ok|approval|decision|answer))"
)
_WANTS_EN: Final = (
    "(?:who(?:'s| is)?(?: still| else| all)* (?:wants?|needs?|asks?|asked|waiting"
    "|asking)(?: for)? ?(?:something|anything)?"
    "(?: for)?(?: from)? (?:me|us|my (?:ok|approval|decision|answer))"
    "|(?:does|did) any(?:body|one)(?: still| else)* (?:want|need|ask)(?: for)? (?:something"
    "|anything)(?: from| of) (?:me|us)"
    "|what do (?:they|people|others) (?:still )?want from me"
    "|(?:are there|do i have|any)(?: any)?(?: new| open| more| waiting)* requests?(?: left"
    "| for me| to (?:approve|decide))*)"
)
_WAITS_ZH: Final = (
    "(?:还?有?(?:什么|啥|哪些|几个|几条|多少)?(?:人|东西|申请|事)?(?:还|正|在)*等着?我(?:批|审"
    "|处理|同意|决定|拍板|回复|答复)?[批准]?的?"
    "(?:申请|事)?(?:吗|么|呢)?)"
)
_WANTS_ZH: Final = (
    "(?:(?:还?有)?(?:谁|哪些人|什么人|哪个)(?:还|又|在|正)*(?:等着?我|找我|向我|跟我|问我)(?:批"
    "|审批?|要|申请)[^,.!?]{0,8}"
    "|(?:还?有)?(?:什么|啥|哪些|几个|几条|多少)?(?:申请|东西|事)?(?:还|是|都)*(?:要|需要|该|等"
    "|归)(?:我|咱们?)(?:来)?(?:批准?|审批?|处理|同意|决定|拍板)的?"
    "(?:申请)?(?:吗|么|呢)?"
    "|我(?:这|这儿|这边|这里)?(?:还)?有(?:什么|啥|哪些|几个|几条|多少|没有)(?:没批|待批|要批"
    "|待审批|没处理|没审)的?(?:申请)?(?:吗|呢)?)"
)
_ANSWERED_EN: Final = (
    "(?:(?:did|have|has|was|is|were)n?'?t? (?:they|anybody|anyone|somebody|someone|an admin"
    "|the admins?|it|my (?:request|application)|"
    "the request|that|he|she)(?: already| been| ever| yet)*(?: (?:answer(?:ed)?|approved?"
    "|decided?|repl(?:y|ied)|react(?:ed)?|"
    "agreed?|accept(?:ed)?|declined?|rejected?|looked at|handled?|done|through|granted?|say"
    "|said))+(?: (?:to|of))?(?: (?:me|us|it|yes|no|my request|anything))*"
    "(?: (?:on|about|to|for|with|of) [^,.;?!]{1,60}?)?(?: yet| already| now| or not"
    "| in the meantime)*"
    "|(?:any|is there any|have you any) (?:news|answer|word|decision|reply)(?: yet)?(?: (?:on"
    "|about|from|to|for) [^,.;?!]{1,60}?)?(?: yet)?"
    "|what(?:'s| is| happened| became| has become| about)(?: the status)?(?: (?:to|with"
    "|of))? (?:my|our) (?:request|application)(?: [^,.;?!]{1,60})?"
    "|(?:how is|where is) my (?:request|application)(?: [^,.;?!]{1,60})?)"
)
_NEEDS_ZH: Final = (
    "[^,.!?]*(?:要|需|得|用|须)(?:不|先|经过?|走|谁|有?人|你们?|管理员|领导|上面)*审?批准?[吗么]"
)
"""Who asks whether something needs approval asks about no request: 删除市场部要审批吗."""
_ANSWERED_ZH: Final = (
    "(?:(?:我|我们|咱们?)(?:的|之前|昨天|刚才|那个|提的?|要的?|发的?)*[^,.!?]{0,16}?(?:申请"
    "|请求|扩容)(?:的?(?:事|那个))?(?:到底|现在|究竟|后来)*"
    "(?:批(?:准|下来|了|过)*(?:没有?|了?吗|了?没|了吗)|通过(?:了?没有?|了?吗)|怎么?样了?"
    "|咋样了?|有(?:结果|消息|回音|答复|回复|下文)(?:了?吗|没有?|了?没)"
    "|处理(?:了?吗|了?没有?|到哪)|到哪(?:一步|儿|里)?了?)(?:呢|啊)?"
    "|(?:我|我们|咱们?)(?:刚|之前|昨天|上周)?申请的[^,.!?]{1,12}?(?:下来|批了?"
    "|批下来|好|办好|开好|开通|建好)(?:了)?"
    "(?:没有?|了?吗|么)(?:呢|啊)?"
    "|(?:他们|管理员|领导|上面|那边)(?:到底|现在)?(?:回复?|答复?|批|同意|审|处理)(?:我|准|了|完"
    "|过)*[^,.!?]{0,16}?(?:了?吗|了?没有?|了没)"
    f"|(?!{_NEEDS_ZH})[^,.!?]{{0,16}}?(?:批下来|批准|审批?下来|批)(?:了)?(?:没有?"
    f"|了?吗|没|了没)(?:啊|呀)?)"
)
_WITHDRAW_EN: Final = (
    "(?:forget|cancel|withdraw|drop|scrap|take back|retract|call off|revoke|pull)(?: about)? "
    "(?:(?:that|my|the|this|our)(?: last| latest| open)?|(?:what i asked(?: for)?)) ?(?:request"
    "|application|ask)?"
    "(?: (?:number |no[.]? |#)?(?P<wn>[0-9]{1,9}))?(?: (?:about|for|of"
    "|to) (?P<what>[^,.;?!]{1,60}?))?(?: again| then| please| after all)*"
)
_WITHDRAW_ZH: Final = (
    "(?:把|将)?(?:我|我们)?(?:的|刚才|刚刚|之前|那个|这个|那条|提的?"
    "|发的?)*(?P<what2>[^,.!?]{0,16}?)的?(?:申请|请求)(?:我|就|给)*"
    "(?:不要了?|撤了|撤回来?|取消|撤掉|撤销|作废|不用了?|算了|收回)(?:吧|掉|了|啊)*"
    "|(?:撤回|取消|撤掉|撤销|收回)(?:一下)?(?:我|我们)?(?:的|刚才|刚刚|之前|那个|这个|那条"
    "|提的?|发的?)*(?P<what3>[^,.!?]{0,16}?)的?(?:申请|请求)(?:吧|了|啊)*"
)
_END: Final = "(?:[ ,.!?]|please|pls|thanks|谢谢|啊|呀|呢)*"
_ASKED: Final[tuple[tuple[RequestDeed, re.Pattern[str]], ...]] = (
    ("waits", re.compile(f"(?:{_WAITS_EN}|{_WAITS_ZH}){_END}")),
    ("wants", re.compile(f"(?:{_WANTS_EN}|{_WANTS_ZH}){_END}")),
    ("answered", re.compile(f"(?:{_ANSWERED_EN}|{_ANSWERED_ZH}){_END}")),
)
_WITHDRAW: Final = re.compile(f"(?:{_WITHDRAW_EN}|{_WITHDRAW_ZH}){_END}(?P<tail>(?:(?<=[ ,.]).*)?)")
_SAYS_REQUEST: Final = re.compile(
    "request|application|(?<![a-z])(?:approve|decline|reject)|申请|请求|批|驳回"
)
_NAMED: Final = re.compile("(?:的|那[个条份笔]?|这[个条份笔]?)(?:申请|请求)")
_ORDINAL: Final = re.compile("第|(?<![a-z])(?:first|second|third|fourth|fifth|last)(?![a-z])")
_NO_TARGET: Final = re.compile("别|删|就|(?<![a-z])(?:not|don't|how|what|which|why|or)(?![a-z])")
_MOST: Final = 160


def request_said(text: str) -> RequestSaid | None:
    """Tell what somebody says of a request; None for anything else."""
    if len(text) > _MOST:
        return None
    said = Said(text)
    opening = _OPENING.match(said.copy)
    begins = {opening.end() if opening else 0: None, 0: None}
    for begin in begins:
        if (found := _asked(said, begin) or _withdrawn(said, begin)) is not None:
            return found
    for begin in begins:
        if (found := _spoken_first(said, begin) or _decided(said, begin)) is not None:
            return found
    return None


def _spoken_first(said: Said, begin: int) -> RequestSaid | None:
    """Take what is decided of a request that is spoken of first."""
    known = spoken_first(said.copy[begin:])
    if known is None:
        return None
    amount, why = (
        said.typed(begin + start, begin + end).strip(" ,:;，：；。.")
        for start, end in (known.amount, known.why)
    )
    does: RequestDeed = "decline" if known.does == "decline" else "approve"
    why = why if does == "decline" else ""
    return RequestSaid(
        does, known.who, "", amount, known.more, why, clear=known.surely, spoken=known.surely
    )


def _asked(said: Said, begin: int) -> RequestSaid | None:
    for does, pattern in _ASKED:
        if pattern.fullmatch(said.copy, begin):
            return RequestSaid(does, said.copy)
    return None


def _withdrawn(said: Said, begin: int) -> RequestSaid | None:
    found = _WITHDRAW.fullmatch(said.copy, begin)
    if found is None or _TAKES_BACK.search(found["tail"] or ""):
        return None
    named = found["what"] or found["what2"] or found["what3"] or ""
    is_clear = _SAYS_REQUEST.search(said.copy) is not None
    if not is_clear:
        return None
    return RequestSaid("withdraw", named.strip(), found["wn"] or "", clear=True)


def _decided(said: Said, begin: int) -> RequestSaid | None:
    if _ALL.fullmatch(said.copy, begin):
        return RequestSaid("all", clear=True)
    for pattern in _PATTERNS:
        found = pattern.fullmatch(said.copy, begin)
        if found is None:
            continue
        parts = found.groupdict()
        if "led" in parts and not _YES.search(said.copy[:begin]):
            continue
        decided = _of(said, found, parts)
        if decided is not None and (decided.amount or "sized" not in parts):
            return decided
    return None


def _of(said: Said, found: re.Match[str], parts: dict[str, str | None]) -> RequestSaid | None:
    target = (parts.get("who") or parts.get("who2") or "").strip()
    if _ORDINAL.search(target) or _TAKES_BACK.search(target) or _NO_TARGET.search(target):
        return None
    number = next((parts[each] for each in ("n1", "m1", "n2") if parts.get(each)), "") or ""
    does: RequestDeed = "decline" if parts.get("no") else "approve"
    clear = _SAYS_REQUEST.search(found[0]) is not None
    if does == "approve" and not number and _SIZES.fullmatch(target):
        return RequestSaid(does, amount=target, clear=clear)
    named = _NAMED.search(found[0]) is not None
    known = RequestSaid(does, target, number, clear=clear, named=named)
    begins = found.start("tail2") if parts.get("tail2") else found.start("tail")
    return _with_tail(known, said, begins, found.end())


def _with_tail(known: RequestSaid, said: Said, begins: int, ends: int) -> RequestSaid | None:
    """Take what stands behind it for another amount, or for the reason."""
    tail = said.copy[begins:ends]
    if not tail.strip(" .!,"):
        return known
    tails = (pattern.fullmatch(tail) for pattern in (_TAIL_EN, _TAIL_ZH))
    amount = next((each for each in tails if each and _is_amount(each["amount"])), None)
    if amount is not None and known.does == "approve":
        return _sized(known, said, begins, amount)
    led = _COURTESY.match(tail)
    start = begins + (led.end() if led else 0)
    if known.does == "decline":
        why = said.typed(start, ends).strip(" ,，.。!！")
        return RequestSaid("decline", known.target, known.number, why=why, clear=known.clear)
    return None if _TAKES_BACK.search(tail) or _SIZES.search(tail) else known


def _sized(known: RequestSaid, said: Said, begins: int, found: re.Match[str]) -> RequestSaid:
    """Take another amount, and what is said of how it is meant."""
    start, end = found.span("amount")
    parts = found.groupdict()
    return replace(
        known,
        amount=said.typed(begins + start, begins + end).strip(),
        more=bool(parts["more"]),
        whole=bool(parts.get("all") or parts.get("to") is not None),
        instead=(parts.get("instead") or "").strip(),
    )


def _is_amount(text: str) -> bool:
    """Tell whether it is a size, or says how long."""
    if _SIZES.fullmatch(text) or re.fullmatch(HALF_EN, text):
        return True
    for reads in (read_span, read_until):
        with suppress(Unclear):
            reads(text)
            return True
    return False
