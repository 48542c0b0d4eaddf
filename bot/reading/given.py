"""Permissions that are given to somebody who is named: 让员工甲能看财务，到下周五为止, *let "
"Ann edit
Finance until Friday*, *Ann should be able to read it*.

Who is named is whom it is for, so that it is no request for oneself.
"""

import re
from typing import Final

from bot.reading.said import folded
from bot.reading.understood import Wish

GRANT: Final = "grant"
_LEADS: Final = "(?:让|给|允许|准许?|开放给|授权给?)(?:一?下)? ?"
_MAY: Final = re.compile(
    "[能可]以?(?:看|改|编辑|下载|管理|查看|修改|读|写)"
    "|(?:看|改|编辑|下载|管理|查看|修改|读|写|只读|可[看改读写])(?:的)?权限"
    "|(?:往|向|在)[^,.!?]{1,40}?(?:上传|传|放|存)|上传|传(?:文件|东西|资料|图)"
)
_LET: Final = "(?:let|give|allow|permit|grant) "
_BEHIND: Final = (
    "(?: also| too)?(?: (?:may|shall|should(?: be able to)?|(?:needs?|has|have) to be able to"
    "|gets? to|"
    "is allowed to|are allowed to|is to)(?![a-z])"
    "|(?:也|还|都|现在)*(?:要|得|需要|应该?)?(?:能够?|可以))"
)
_MAY_EN: Final = re.compile(
    "(?<![a-z])(?:edit|view|see|read|look at|look into|look|download|manage|open|write|upload"
    "|change|"
    "access|rights?|permissions?)(?![a-z])"
)
_NOT_EN: Final = re.compile(
    "[?]|^(?:can|could|may|should|is|are|does|do|did|who|what|why|how|when|where)(?![a-z])"
    "|(?<![a-z])"
    "(?:if|unless|don't|do not|never|no longer|whether|maybe|perhaps|nobody|request|says?|said"
    "|asked|"
    "was|were|yesterday|imagine|suppose|joke|lol|mail|send|alerts?)(?![a-z])"
)
_NOT: Final = re.compile(
    "收回|取消|去掉|拿掉|撤|[吗么][?]?$|[?]|能不能|可不可以|是不是|有没有|谁|为什么|为啥|怎么|如何"
    "|不[许准让能要得可]|别|没|申请|[说问讲](?!一?声)|如果|要是|发[给到个]"
)
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_FOLDER: Final = re.compile(
    "(?:[能可]以?(?:看|改|编辑|下载|管理|查看|修改)|对|把)(?!第|这|那|哪|新|我|他|她|它)"
    "(?P<x>[^,.!?的]{1,30}?) ?(?:这个|那个|的)?文件夹"
)


def is_given(copy: str, wish: Wish) -> bool:
    """Tell whether a sentence gives somebody who is named a permission that it names."""
    person = folded(wish.raw.get("person", ""))
    if wish.words != GRANT or not person or not wish.raw.get("role") or _NOT.search(copy):
        return False
    name = re.escape(person)
    led = re.search(_LEADS + name, copy)
    if led is None and _HAN.search(copy.replace(person, "")):
        led = re.search(f"(?:^|[,;.] ?|把|请){name}(?={_BEHIND})", copy)
    if led is not None and _MAY.search(copy, led.end()):
        return True
    led = re.search(f"(?<![a-z]){_LET}(?:also )?{name}|(?:^|[,;.] ?){name}(?={_BEHIND})", copy)
    is_said = led is not None and _MAY_EN.search(copy, led.end()) is not None
    return is_said and _NOT_EN.search(copy) is None


def may_give(copy: str) -> bool:
    """Tell whether a sentence may give somebody a permission, by the words it has."""
    return (_MAY.search(copy) or _MAY_EN.search(copy)) is not None and (
        re.search(f"{_LEADS}|{_BEHIND}|(?<![a-z]){_LET}", copy) is not None
    )


def folder_said(copy: str) -> tuple[int, int] | None:
    """Give where a sentence says what a folder is called; None where it does not."""
    found = _FOLDER.search(copy)
    return None if found is None else found.span("x")
