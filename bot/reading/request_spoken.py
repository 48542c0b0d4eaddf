"""What is decided of a request that is spoken of first: 员工甲那个要扩容的我看到了，先给10个G.

What is said of the rest puts only that off, and takes nothing back. Pure.
"""

import re
from dataclasses import dataclass
from typing import Final

_WHO_ZH: Final = (
    "(?:关于|对于|至于)?(?P<who>(?!关于|对于|至于|给|帮|替|把|将|请|我|你|先|再|同意|批|[0-9])"
    "[^,.!?;:]{1,20}?)"
)
_SAYS_ZH: Final = (
    "(?:的|那|这|说|提交?|发来?|刚才?|昨天|今天|上午|下午|一?[条个份项笔件]|想要?|要|申请|请求)*"
)
_THING_ZH: Final = (
    "(?:(?:加|扩)?[0-9]+ ?个?[gt]b?(?=[ ,给批先就只同])"
    "|扩容|加容量|加空间|加盘|要容量|要空间|申请|请求"
    "|(?<=[要的])(?:新?空间|权限))"
    "(?:的)?(?:申请|请求|事儿?|那[条个]|那事儿?)?"
)
_SEEN_ZH: Final = (
    "(?P<seen>[, ]*(?:我们?|已经|都|刚刚?|这边|的)*"
    "(?:看[到过见]?了?|收到了?|知道了?|晓得了?|瞧[见过]?了?|了解了?))?"
)
_SO_ZH: Final = "(?P<ok>可以|同意|批了|行吧?|好的?吧?|成|没问题|ok|嗯+|我看|[ ,!])*"
_GIVES_ZH: Final = (
    "(?P<held>那就|那|我|就|先|只|最多|暂时|这次|这回|[ ,])*"
    "(?:给|批|加|拨|扩|放|准|提|同意)(?:他们?|她们?|它|ta|个|[给加])*(?P<to>到|成|至)? ?"
    r"(?P<amount>一半|[0-9]+(?:\.[0-9]+)? ?(?:个 ?)?(?:[kmgtp](?:i?bs?)?)?)(?![a-z0-9])"
    "(?:就行|就够了?|吧|就好|先?用着|先|了|的|给他们?|给她们?)*"
)
_DOES_ZH: Final = (
    "(?P<so>那就|那|我|就|先|都|[ ,])*"
    "(?:(?P<no>不批准?|不同意|不通过|拒绝?|驳回|打回去?|退回去?|否了)"
    "|(?P<yes>批准?|同意|通过|准))(?:了|掉|吧|他|她|给|一下|下)*(?!到|成|[0-9])"
)
_REST_ZH: Final = (
    "(?P<rest>[,.;!]+ ?(?:剩下|其余|余下|剩余|其他|别的|后面|不够|多的|差的|另外?|还差)"
    "[^,.;!?吗]{0,24})?"
)
_WHY_ZH: Final = "(?P<why>[,:;] ?[^?吗]{2,60})?"
_WHO_EN: Final = "(?P<who>[^,.!?;:]{1,40}?)"
_THING_EN: Final = (
    "(?:'?s?|s') (?:open |new |last )?(?:request|application|ask)"
    "(?: (?:for|about) (?:more )?(?:room|storage|space|quota|capacity))?"
)
_HEAD_EN: Final = (
    "(?:(?:ok|okay|hi|so|well),? )?(?:i(?:'ve| have)? (?:saw|seen|got|read|looked at|noticed)"
    "|about|regarding|as for|on|concerning) (?:that |the )?"
)
_GIVES_EN: Final = (
    "(?:(?:let's|lets|we(?:'ll| can)?|i(?:'ll| will)?|you can|just|only|please|and"
    "|so|ok|okay|fine|for now|first)[ ,]+)*"
    "(?:give|grant|allow|approve|let) (?:him|her|them|it|'em)?(?: have)? ?(?:only |just |up to )?"
    r"(?P<amount>[0-9]+(?:\.[0-9]+)? ?(?:[kmgtp](?:i?bs?|igs?|egs?|igabytes?"
    r"|egabytes?)?)?)(?![a-z0-9])"
    "(?: (?:for now|first|now|please|at first|only|this month|this week))*"
)
_REST_EN: Final = (
    "(?P<rest>[,.;!]+ ?(?:and )?(?:(?:we|i)(?:'ll| will)? (?:see|talk|decide) about )?(?:the )?"
    "(?:rest|remainder|remaining|others?|more)[^?]{0,50})?"
)
_HALF: Final = "一半"
_END: Final = "[ .,!]*"
_GIVEN: Final = (
    re.compile(f"{_WHO_ZH}{_SAYS_ZH}{_THING_ZH}{_SEEN_ZH}{_SO_ZH}{_GIVES_ZH}{_REST_ZH}{_END}"),
    re.compile(f"{_HEAD_EN}{_WHO_EN}{_THING_EN}(?P<seen>[ ,.;:-]+){_GIVES_EN}{_REST_EN}{_END}"),
)
_DONE: Final = re.compile(
    f"{_WHO_ZH}{_SAYS_ZH}{_THING_ZH}{_SEEN_ZH}{_SO_ZH}{_DOES_ZH}{_WHY_ZH}{_END}"
)
_UNLESS: Final = re.compile(
    "[?吗么]|如果|要是|除非|的话|别批|先别|等.{0,10}再|(?<![a-z])(?:if|unless|not"
    "|don't|once)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class SpokenFirst:
    """What is to become of the request of ``who``; ``amount`` is where the amount stands in the
    copy, ``why`` where the reason does. ``surely`` tells that nothing but a request can be meant.
    """

    does: str
    who: str
    amount: tuple[int, int] = (0, 0)
    why: tuple[int, int] = (0, 0)
    more: bool = False
    surely: bool = False


def spoken_first(copy: str) -> SpokenFirst | None:
    """Tell what is decided of a request that is spoken of first; None for anything else."""
    if _UNLESS.search(copy):
        return None
    for pattern in _GIVEN:
        found = pattern.fullmatch(copy)
        if found is not None:
            parts = found.groupdict()
            half = parts["amount"] == _HALF
            surely = bool(parts["seen"] or parts["rest"] or half)
            more = bool(parts["rest"] or parts.get("held")) and not parts.get("to")
            return SpokenFirst(
                "approve", found["who"].strip(), found.span("amount"), (0, 0), more, surely
            )
    found = _DONE.fullmatch(copy)
    if found is None or not (found["seen"] or found["so"] or found["ok"]):
        return None
    does = "decline" if found["no"] else "approve"
    why = found.span("why") if found["why"] else (0, 0)
    return SpokenFirst(does, found["who"].strip(), (0, 0), why, surely=bool(found["seen"]))
