"""What the buttons of one space's card do: each is a command about that space, as it is typed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.drive.spaces import Space
from bot.sessions import Offer
from bot.shared_buttons import said

_COMMANDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "room": ("request room", "申请容量"),
        "largest": ("largest", "最大文件"),
        "quota": ("quota", "容量"),
        "trend": ("alert trend", "趋势"),
        "me": ("alert me", "提醒我"),
        "here": ("alert here", "在此提醒"),
        "delete": ("space delete", "删除空间"),
    }
)

SHORT: Final = 0.9
"""How full a space is, as a part of 1, that is short of storage."""


def space_buttons(
    space: Space, language: str, *, group: bool, admin: bool, but: str = ""
) -> dict[str, object]:
    """Give them by their names in the templates, for somebody in a group or in a single chat;
    ``but`` is what the card shows itself. Of a space that is short of storage, what fills it and,
    for who is no admin, how to ask for more.
    """
    alerts = ("here" if admin else "") if group else "me"
    is_short = space.ratio is not None and space.ratio >= SHORT
    short = ("" if admin else "room", "largest") if is_short else ()
    names = (*short, "quota", "trend", alerts, "delete" if admin else "")
    return {name: _offer(name, space, language) for name in names if name and name != but}


def _offer(name: str, space: Space, language: str) -> Offer:
    """Mean the space by its id, which no other has; say it by its name."""
    english, chinese = _COMMANDS[name]
    called = f"“{space.name}”" if language == "zh" else f'"{space.name}"'
    return Offer(english, {"space": space.id}, said(language, chinese, english, called))
