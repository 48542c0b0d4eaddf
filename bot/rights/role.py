"""The roles DingTalk gives on a file (page `add-permissions-file`), and what people call them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from bot.i18n import N_
from bot.language import Reading, normalise, trim, unquoted

FileRole = Literal["OWNER", "MANAGER", "EDITOR", "DOWNLOADER", "READER"]
"""DingTalk's words, from the one that may all to the one that may least."""
ROLES: Final[tuple[FileRole, ...]] = get_args(FileRole)

CALLED: Final[Mapping[FileRole, str]] = MappingProxyType(
    {
        "OWNER": N_("owner"),
        "MANAGER": N_("manager"),
        "EDITOR": N_("can edit"),
        "DOWNLOADER": N_("can download"),
        "READER": N_("can view"),
    }
)
"""What DingTalk's client calls them: catalogue messages."""

ASKED_AS: Final[Mapping[FileRole, tuple[str, str]]] = MappingProxyType(
    {
        "MANAGER": ("可管理", "manager"),
        "EDITOR": ("可编辑", "can edit"),
        "DOWNLOADER": ("可下载", "can download"),
        "READER": ("可查看", "can view"),
    }
)
"""How each that can be asked for is said in Chinese and English; nobody becomes an owner so."""

RAISED: Final[frozenset[FileRole]] = frozenset({"OWNER", "MANAGER"})
"""Roles that can give roles to others: whoever gives one of them is asked twice."""

_WORDS: Final[Mapping[FileRole, tuple[str, ...]]] = MappingProxyType(
    {
        "OWNER": ("owner", "所有者", "拥有者", "所有人权限"),
        "MANAGER": (
            "manager",
            "manage",
            "can manage",
            "管理者",
            "管理",
            "可管理",
            "能管理",
            "可以管理",
        ),
        "EDITOR": (
            *("editor", "edit", "can edit", "write", "writer", "can write", "edit access"),
            *("可编辑", "能编辑", "可以编辑", "编辑者", "编辑权限", "编辑"),
        ),
        "DOWNLOADER": (
            *("downloader", "download", "can download", "view and download"),
            *(
                "可下载",
                "能下载",
                "可以下载",
                "可查看和下载",
                "可查看/下载",
                "下载者",
                "下载权限",
                "下载",
            ),
        ),
        "READER": (
            *("reader", "viewer", "read", "view", "can read", "can view", "view only", "only view"),
            *("read only", "view-only", "read-only", "read access", "view access"),
            *("可查看", "能查看", "可以查看", "仅查看", "仅可查看", "只能查看", "只能看", "能看"),
            *("可以看", "只看", "只读", "可阅读", "阅读者", "查看者", "查看权限", "查看"),
        ),
    }
)
_ROLE_OF: Final[Mapping[str, FileRole]] = MappingProxyType(
    {word: role for role, words in _WORDS.items() for word in words}
)
_ANY: Final = "|".join(re.escape(word) for word in sorted(_ROLE_OF, key=len, reverse=True))
_ALONE: Final = re.compile(rf"(?:(?:an?|as|the|as an?|为|成) ?)?(?P<role>{_ANY})(?: role|角色)?")
_WITHIN: Final = re.compile(
    rf"(?:^|(?<= ))(?:(?:as an?|as|an?|the|为) )?(?P<role>{_ANY})(?: role|角色)?(?=$| )"
)


def rank(role: str) -> int:
    """Tell how much a role may: 0 for none and for one that is not known, 5 for an owner."""
    return len(ROLES) - ROLES.index(role) if role in ROLES else 0


def role_of(said: str) -> FileRole | None:
    """Give the role that somebody calls so; None where it is none."""
    found = _ALONE.fullmatch(normalise(unquoted(said)))
    return _ROLE_OF[found["role"]] if found else None


@dataclass(frozen=True, slots=True)
class SaidRole:
    """A role within a text: what stands before it, and behind it."""

    before: str
    role: FileRole
    behind: str


def role_in(said: str) -> SaidRole | None:
    """Find the first role that is named between other words; None where none is."""
    reading = Reading(said)
    found = _WITHIN.search(reading.copy)
    if found is None:
        return None
    before = trim(reading.raw_between(0, found.start()))
    behind = trim(reading.raw_between(found.end(), len(reading.copy)))
    return SaidRole(before, _ROLE_OF[found["role"]], behind)


def asked_as(role: str) -> tuple[str, str]:
    """Say a role as whoever asks for it would, in Chinese and English; empty for others."""
    return next((said for each, said in ASKED_AS.items() if each == role), ("", ""))
