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
    "(?:[能可]以?(?:看|改|编辑|下载|管理|查看|修改)|对|把|开(?:一?下|通一?下?|放|个)|加[上个]"
    "|授予|分配)(?!第|这|那|哪|新|我|他|她|它)"
    "(?P<x>[^,.!?的]{1,30}?) ?(?:这个|那个|的)?文件夹"
)
_NUMBER_ZH: Final = "(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,3})"
WHEN_ZH: Final = (
    f"(?:{_NUMBER_ZH}个?(?:天|周|星期|礼拜|月|小时|钟头)|半个?(?:天|月|年)"
    "|(?:这|本|下+)?个?(?:周|星期|礼拜)[一二三四五六日天末]"
    "|(?:这|本|下+)?个?(?:月|季度?|年)[底末]|明天|大?后天"
    f"|(?:{_NUMBER_ZH}月)?{_NUMBER_ZH}[号日])"
)
_ENDS: Final = re.compile(
    f"(?P<front>[,，;；。 ]+)(?:等|过|用)?(?P<till>到|至|截止到?)?(?P<when>{WHEN_ZH})"
    "(?:下班)?(?:之后|以后|后|的?时候?|前)?(?:你|我|请|帮我?|麻烦|记得|就|再|要|会|自动|给|把|将"
    "|[他她它]们?|的|权限)*"
    "(?:收回|收走|收掉|撤回|撤掉|撤销|取消|关掉|关闭|关|停掉|失效|到期|结束|作废|为止|终止)"
    "(?:来|去|权限|了|掉|吧|啊|哈|就行|即可|就好|谢谢|[!！。~ ])*(?=[,，;；]|$)"
)
_GIVES: Final = re.compile(
    f"(?:[给让帮为替]|授权|允许|开放).*?(?:权限|编辑|修改|下载|访问|看|{_MAY.pattern})"
)
_TAKES: Final = re.compile("收回|取消|去掉|拿掉|撤|关掉|停掉|提醒|摘要|汇总|如果|要是|[别不]")


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


def with_end(text: str) -> str:
    """Give what gives a permission with its end said as a time alone, which a part of its own tells
    of: 给员工甲看合同，月底就收回 is as 给员工甲看合同，到月底.
    """
    found = _ENDS.search(text)
    if found is None or _TAKES.search(text, 0, found.start()):
        return text
    if not _GIVES.search(text, 0, found.start()):
        return text
    return f"{text[: found.start()]}，到{found['when']}{text[found.end() :]}"


def only_ends(part: str) -> bool:
    """Tell whether all of a part of a sentence says when a permission ends: 到月底就收回."""
    return _ENDS.fullmatch(f",{part}") is not None
