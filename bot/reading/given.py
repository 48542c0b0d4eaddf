"""Permissions that Chinese gives to somebody who is named: 让员工甲能看财务，到下周五为止.

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
)
_NOT: Final = re.compile(
    "收回|取消|去掉|拿掉|撤|[吗么][?]?$|[?]|能不能|可不可以|是不是|有没有|谁|为什么|为啥|怎么|如何"
    "|不[许准让能要得可]|别|没|申请|[说问讲](?!一?声)|如果|要是|发[给到个]"
)
_FOLDER: Final = re.compile(
    "(?:[能可]以?(?:看|改|编辑|下载|管理|查看|修改)|对|把)(?!第|这|那|哪|新|我|他|她|它)"
    "(?P<x>[^,.!?的]{1,30}?) ?(?:这个|那个|的)?文件夹"
)


def is_given(copy: str, wish: Wish) -> bool:
    """Tell whether a sentence gives somebody who is named a permission that it names."""
    person = folded(wish.raw.get("person", ""))
    if wish.words != GRANT or not person or not wish.raw.get("role") or _NOT.search(copy):
        return False
    led = re.search(_LEADS + re.escape(person), copy)
    return led is not None and _MAY.search(copy, led.end()) is not None


def folder_said(copy: str) -> tuple[int, int] | None:
    """Give where a sentence says what a folder is called; None where it does not."""
    found = _FOLDER.search(copy)
    return None if found is None else found.span("x")
