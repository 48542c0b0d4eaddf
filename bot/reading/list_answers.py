"""What is answered to a list of requests: *the first is ok, second one no, we have no budget*.

Pure: each clause decides on one row or more, and what follows a no is its reason.
"""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.language import CHINESE, ORDINALS, number
from bot.reading.said import Said

Which = Literal["row", "it", "other", "named"]
Does = Literal["approve", "decline", "leave"]


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """What is to become of a row of the list, of *it*, of the one that is ``called`` so, or of
    those that nothing was said of: it stays open for *leave*. ``why`` is said behind a no.
    """

    does: Does
    which: Which
    row: int = 0
    why: str = ""
    called: str = ""


_CUT: Final = re.compile(
    "[,，;；。!！\n]+|[.](?![0-9])|(?<=[^,， ])(?=剩下|其余|其他|另[一外])| (?:and|but|then)(?= )"
    "| (?=(?:because|since|cos|cause|coz) )"
)
_LEAD: Final = re.compile(
    "(?:(?:ok(?:ay)?|yes|yep|yeah|sure|fine|alright|good|and|but|so|then|please|pls|well|hm+|right)"
    "(?![a-z])[ ]*|(?:好的?|行|嗯+|那就|那|就|请|麻烦|可以)(?=第|头|另|剩|其|同意|批|给)[ ]*)*"
)
_ROW_EN: Final = (
    f"(?:the )?(?:(?P<en{{0}}>{'|'.join(ORDINALS)}|last)"
    "|(?:request |number |no[.]? ?|#)+(?P<no{0}>[0-9]{{1,6}})"
    "|(?P<other{0}>other|others|rest|remaining))(?: ones?| requests?)?(?: of them)?"
)
_IT_EN: Final = "(?:it|that|this|them|him|her)"
_ROW_ZH: Final = (
    f"(?:第 ?(?P<zh{{0}}>[0-9]{{{{1,3}}}}|{CHINESE})(?:个|条|项|份)?"
    "|(?P<end{0}>最后)一?(?:个|条|项)"
    "|(?P<rest{0}>另外?一?个|另外的?|其他的?|其余的?|剩下的?|余下的?|后面的))(?:的)?(?:申请)?"
)
_GO: Final = (
    "(?:ok(?:ay)?|fine|good|approved?|accepted|granted|alright|all right|yes|can go|go ahead)"
)
_STOP: Final = "(?:no|not ok(?:ay)?|not approved|declined?|rejected?|denied|refused?|nope|out)"
_YES_TO: Final = (
    "(?:(?:(?:i'm|i am|we're|we are|that's|is|am) )?(?:fine|ok(?:ay)?|good|happy|cool|alright)"
    " (?:with|for|on|by)|(?:yes|yep|ok(?:ay)?|approval|green light|go|go ahead)"
    " (?:to|for|with|on)|say (?:yes|ok(?:ay)?) (?:to|for)|tell (?:them|him|her|that one)"
    " (?:yes|ok(?:ay)?) (?:for|to|on|about|with)|approve|accept|green-?light|agree (?:to|with)"
    "|sign off(?: on)?)"
)
_NO_TO: Final = (
    "(?:(?:no|nope|not) (?:to|for|on)|say no (?:to|for)|tell (?:them|him|her) (?:no|nope"
    "|that's a no)"
    " (?:for|to|on|about|with|regarding)|decline|reject|refuse|deny|turn down|knock back"
    "|don't approve|do not approve|can't approve|cannot approve|won't approve|not fine with"
    "|not ok(?:ay)? with|not happy with)"
)
_CALLED: Final = "(?:the |that |this )?(?P<called{0}>[^,.;:!?]{{2,50}}?)"
_ONE: Final = "(?: (?:one|ones|request|thing|ask|bit|application))?"
_PATTERNS: Final[tuple[tuple[Does, re.Pattern[str]], ...]] = (
    (
        "approve",
        re.compile(
            f"(?:approve|accept|grant|allow|ok|yes to|ok to|say yes to|agree to|fine with|take) "
            f"{_ROW_EN.format(1)}"
            f"|{_ROW_EN.format(2)}(?: is|'s| are| can be| looks)? {_GO}"
            f"|(?P<it>(?:give|grant) {_IT_EN} (?:to )?{_IT_EN}|(?:give|let) {_IT_EN} have {_IT_EN}"
            f"|(?:they|he|she) can have {_IT_EN}"
            f"|give {_IT_EN} what (?:they|he|she) (?:wants?|needs?))"
            f"|{_ROW_ZH.format(3)}(?:我|先|就|也|都|可以)*"
            "(?:批准?|同意|通过|准|可以|没问题|行|ok|给他们?|给她们?)(?:了|吧|过)*"
            f"|(?:同意|批准?|通过){_ROW_ZH.format(4)}(?:了|吧)*"
            "|(?:approve|accept|grant|yes to|ok to) (?P<no5>[0-9]{1,6})"
        ),
    ),
    (
        "decline",
        re.compile(
            "(?:decline|reject|refuse|deny|no to|no for|not|turn down|say no to) "
            f"{_ROW_EN.format(1)}"
            f"|{_ROW_EN.format(2)}(?: is|'s| are| can be| must be)? {_STOP}"
            f"|{_ROW_ZH.format(3)}(?:我|先|就|也|都)*"
            "(?:不行|不批准?|不同意|不通过|驳回|拒绝?|不给|不要|否|no|打回)(?:了|吧|掉|去)*"
            f"|(?:驳回|拒绝|不同意|不批){_ROW_ZH.format(4)}(?:了|吧)*"
            "|(?:decline|reject|refuse|deny|no to|turn down) (?P<no5>[0-9]{1,6})"
        ),
    ),
    (
        "leave",
        re.compile(
            f"(?:leave|keep|hold|park) {_ROW_EN.format(1)}(?: open| waiting| for now| for later)*"
            f"|{_ROW_EN.format(2)}(?: can| must| should| has to)? (?:wait|later|stays?(?: open)?)"
            f"(?: for now)?|{_ROW_ZH.format(3)}(?:都|就|也|先|再)*"
            "(?:放着|放一放|等等|等一等|搁着|不动|再说|不管|留着|缓一缓)(?:吧|了)*"
        ),
    ),
)
_NAMED: Final[tuple[tuple[Does, re.Pattern[str]], ...]] = (
    (
        "leave",
        re.compile(
            f"(?:leave|keep|hold|park) {_CALLED.format(1)}{_ONE}(?: open| waiting| for now"
            "| for later)+"
            f"|{_CALLED.format(2)}{_ONE} (?:can|must|should|has to) (?:wait|stay open)(?: for now)?"
        ),
    ),
    (
        "decline",
        re.compile(
            f"{_NO_TO} {_CALLED.format(1)}{_ONE}"
            f"|{_CALLED.format(2)}{_ONE}(?: is| 's|'s| are| gets| must be)?(?: a)? {_STOP}"
            f"|(?P<not>)(?:not|don't give) {_CALLED.format(3)}{_ONE}|{_CALLED.format(4)}{_ONE} not"
        ),
    ),
    (
        "approve",
        re.compile(
            f"{_YES_TO} {_CALLED.format(1)}{_ONE}"
            f"|{_CALLED.format(2)}{_ONE}(?: is|'s| are| can be| looks| gets)?(?: a)? {_GO}"
            f"|(?:give|let) {_CALLED.format(4)} (?:have )?(?:it|what (?:they|he|she)"
            " (?:wants?|needs?|asked for)"
            "|(?:the|their) (?:room|storage|space|gigs))"
        ),
    ),
)
"""Of which request something is said that is told by what it is about: that it is one is found by
whoever knows those that are open."""
_LED: Final = re.compile(
    "^(?:because|since|cos|cause|coz|as|so that|tell (?:him|her|them)(?: that| to)?"
    "|let (?:him|her|them) know(?: that)?"
    "|理由(?:是|写|为)?|原因(?:是)?|因为|告诉[他她]们?|跟[他她]们?说)[ :：]*"
)
_CONDITION: Final = re.compile(
    "[0-9?？吗]|如果|要是|除非|只|最多|等|(?<![a-z])(?:if|unless|only|when|once|until|after|maybe)(?![a-z])"
)
_ASKED: Final = re.compile("[?？]")
_NO_NAME: Final = re.compile(
    "[0-9]|^(?:is|are|was|does|do|did|can|could|should|if) |^(?:it|that|this|them|they"
    "|him|her|he|she|there|i|we|you|one|all|both|everything|which|what"
    "|who)$|(?<![a-z])(?:first|second|third|fourth|fifth|last|not|if|unless|when|only|files?|how|why)(?![a-z])"
)
_MOST: Final = 160


def list_answers(text: str) -> tuple[ListAnswer, ...]:
    """Give what is decided on a list, in the order it is said in; nothing for anything else."""
    said = Said(text)
    if len(said.copy) > _MOST or _ASKED.search(said.copy):
        return ()
    found: list[ListAnswer] = []
    start = 0
    for begin, end in _clauses(said.copy):
        clause = said.copy[begin:end].strip(" .'\"")
        lead = _LEAD.match(clause)
        bare = clause[lead.end() if lead else 0 :].strip()
        if not bare:
            continue
        answer = _answer(bare) or _named(clause) or _named(bare)
        if answer is not None:
            found.append(answer)
        elif not found or not _follows(found, clause, said.typed(begin, end)):
            return ()
        start = end
    return tuple(found) if start and any(each.does != "leave" for each in found) else ()


def decides_rows(text: str) -> bool:
    """Tell whether several rows of a list are decided on, each in words of its own."""
    answers = list_answers(text)
    return len(answers) > 1 and all(each.which == "row" for each in answers)


def _clauses(copy: str) -> list[tuple[int, int]]:
    cuts = [each.span() for each in _CUT.finditer(copy)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(copy)]
    return [
        (start, end) for start, end in zip(starts, ends, strict=True) if copy[start:end].strip()
    ]


def _follows(found: list[ListAnswer], clause: str, typed: str) -> bool:
    """Take a clause for the reason of the last no; what is said behind a yes may be a condition."""
    last = found[-1]
    if last.does != "decline":
        return _CONDITION.search(clause) is None
    why = _LED.sub("", typed.strip(' ,，.。!！"“”'), count=1).strip(' "“”:：')
    found[-1] = replace(last, why=", ".join(filter(None, (last.why, why))))
    return True


def _answer(clause: str) -> ListAnswer | None:
    for does, pattern in _PATTERNS:
        match = pattern.fullmatch(clause)
        if match is None:
            continue
        parts = {name.rstrip("12345"): text for name, text in match.groupdict().items() if text}
        if "it" in parts:
            return ListAnswer(does, "it")
        if "other" in parts or "rest" in parts:
            return ListAnswer(does, "other")
        return ListAnswer(does, "row", _row(parts))
    return None


def _named(clause: str) -> ListAnswer | None:
    for does, pattern in _NAMED:
        match = pattern.fullmatch(clause)
        called = (
            next((v for k, v in match.groupdict().items() if v and k != "not"), "") if match else ""
        )
        if called and not _NO_NAME.search(called):
            return ListAnswer(does, "named", called=called)
    return None


def _row(parts: dict[str, str]) -> int:
    """Give the row, -1 for the last; the number of a request is one below zero by as much."""
    if "no" in parts:
        return -1 - int(parts["no"])
    if "end" in parts or parts.get("en") == "last":
        return -1
    if "en" in parts:
        return ORDINALS.index(parts["en"]) + 1
    return int(number(parts["zh"]) or 0)
