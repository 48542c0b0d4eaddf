"""Roles on files in sentences, by what a command calls them in the language that was spoken."""

import re
from typing import Final

_ROLES: Final[tuple[tuple[str, str, re.Pattern[str]], ...]] = (
    (
        "owner",
        "所有者",
        re.compile("所有者|拥有者|转给|转让|(?<![a-z])(?:owners?|own|transfer)(?![a-z])"),
    ),
    (
        "manager",
        "可管理",
        re.compile("管理者|[可能]管理|可以管理|管理权限?|(?<![a-z])(?:managers?|manage)(?![a-z])"),
    ),
    (
        "can edit",
        "可编辑",
        re.compile(
            "编辑|修改|[能可]以?改|可写|改的权限|[让能要想得来]改(?![名成叫到为])|改一?下|上传|传(?:文件|东西|资料|图)|(?<![a-z])(?:edit|upload|uploading|editors?|editing|write|writing|change|modify)(?![a-z])"
        ),
    ),
    ("can download", "可下载", re.compile("下载|(?<![a-z])download[a-z]*(?![a-z])")),
    (
        "can view",
        "可查看",
        re.compile(
            "查看|只读|[能可给让](?:以)?看|看得?到|打开|浏览|阅读|看(?!看|下|一)"
            "|(?<![a-z])(?:view|viewers?|viewing|read|readers?|reading|see|look|looking|open)(?![a-z])"
        ),
    ),
)
"""From the one that may most, since whoever may edit may view."""
_UNWANTED: Final = re.compile(
    "(?<![能可有])(?:不用|不必|不需要|无需|不能|不可以?|不要|不让|不许|不准|不会|别|勿|禁止|没有?)(?:让|再|去|给|有|他|她|它|们|要)*"
    "(?:编辑|修改|改动?|上传|下载|管理|删除?|写)(?:权限?)?|只看不[改写动]"
    "|(?<![a-z])(?:not?|never|without|don'?t|doesn'?t|can'?t|cannot|shouldn'?t|mustn'?t|"
    "won'?t|needn'?t)"
    "(?: (?:be able to|have to|need to|needs to|want to|to|any|the|let (?:him|her|them)|"
    "allow(?:ed)?(?: to)?|right to))*"
    " (?:edit|editing|change|changing|changes|upload|uploading|download|downloading|manage|write|"
    "writing|modify|delete)"
)
"""What somebody is not to do there."""
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LATIN: Final = re.compile("(?<![a-z])(?:give|let|make|can|may|is|does|to|access|rights?)(?![a-z])")


def role_said(copy: str) -> str:
    """Give the role that a sentence names, as it would be typed; empty for none."""
    copy = _UNWANTED.sub(" ", copy)
    chinese = _HAN.search(copy) is not None and not _LATIN.search(copy)
    for english, zh, said in _ROLES:
        if found := said.search(copy):
            return zh if chinese and not found[0].isascii() else english
    return ""
