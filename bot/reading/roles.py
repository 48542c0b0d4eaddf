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
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LATIN: Final = re.compile("(?<![a-z])(?:give|let|make|can|may|is|does|to|access|rights?)(?![a-z])")


def role_said(copy: str) -> str:
    """Give the role that a sentence names, as it would be typed; empty for none."""
    chinese = _HAN.search(copy) is not None and not _LATIN.search(copy)
    for english, zh, said in _ROLES:
        if found := said.search(copy):
            return zh if chinese and not found[0].isascii() else english
    return ""
