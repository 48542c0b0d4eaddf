"""The buttons of alert cards, and the command that does the same as each.

``key`` names the card among those of its conversation. Which conversation that is, and who presses,
the platform tells and never the button, save for a request, which has left its conversation.
``which`` is how a command names what the card shows: a space's id, or the word for the
organisation.
"""

from dataclasses import dataclass

from typing_extensions import override

from bot.alerts.incident import Pressed
from bot.shared_buttons import CommandButton

_UNTIL = {
    "zh": {"hour": "1小时", "morning": "明早", "level": "下一级", "off": "关"},
    "en": {"hour": "1h", "morning": "tomorrow", "level": "next level", "off": "off"},
}


ALL = "all"
"""How a command names all that is open in a conversation."""


class _AlertButton(CommandButton):
    """One that may mean all that is open, or say until when."""

    __slots__ = ()

    @override
    def part(self, name: str, language: str) -> str:
        value = getattr(self, name)
        if name == "until":
            return _UNTIL[language][value]
        is_all = name == "which" and value == ALL and language == "zh"
        return "全部" if is_all else super().part(name, language)


@dataclass(frozen=True, slots=True)
class Take(_AlertButton):
    """Take care of it, if whoever has it still is ``instead_of`` (their key, empty: nobody)."""

    command = "接手", "alert take"
    follows = ("which",)
    key: str
    instead_of: str = ""
    which: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Later(_AlertButton):
    """Show whoever presses for how long they can snooze it."""

    command = "稍后提醒", "alert snooze"
    follows = ("which",)
    key: str
    which: str = ""


@dataclass(frozen=True, slots=True)
class ChooseOne(CommandButton):
    """Show whoever presses how to take one of several, on a page of them."""

    command = "当前提醒", "alert open"
    follows = ("page",)
    key: str
    page: int = 1


@dataclass(frozen=True, slots=True)
class SnoozeFor(_AlertButton):
    """Snooze what stands on some cards, or ``only`` one subject of it; ``which`` names it."""

    command = "稍后提醒", "alert snooze"
    follows = "which", "until"
    keys: tuple[str, ...]
    until: Pressed
    only: str = ""
    which: str = ""


@dataclass(frozen=True, slots=True)
class Snooze(_AlertButton):
    """Let nobody hear of it for a while: on cards of earlier releases, in one press."""

    command = "稍后提醒", "alert snooze"
    follows = "which", "until"
    key: str
    until: Pressed
    which: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class PressSample:
    """Any button of a sample, which does nothing and says so."""


@dataclass(frozen=True, slots=True)
class SeeToIt(_AlertButton):
    """Take what room was asked for, in the conversation that is told of it; by an admin, wherever
    the request reached them. ``asker`` and ``nick`` are who asked; ``only`` names one subject, and
    ``which`` what a command sees to.
    """

    command = "受理扩容", "alert see"
    follows = ("which",)
    conversation_id: str
    key: str
    asker: str
    nick: str
    only: str = ""
    which: str = ""


@dataclass(frozen=True, slots=True)
class AlertPage(CommandButton):
    """Show a page of the card as it is now."""

    command = "当前提醒", "alert open"
    follows = ("page",)
    key: str
    page: int = 1


@dataclass(frozen=True, slots=True)
class AlertShown:
    """Which page a card of many shows: kept with it, so that it is painted anew as it is."""

    page: int


@dataclass(frozen=True, slots=True)
class ShowTrend(CommandButton):
    """Draw how usage has grown."""

    command = "趋势", "alert trend"
    follows = ("which",)
    key: str
    which: str = ""


@dataclass(frozen=True, slots=True)
class WhatFills(CommandButton):
    """Show whoever presses what fills a space, as they see it themselves."""

    command = "最大文件", "largest"
    follows = ("which",)
    key: str
    which: str = ""


@dataclass(frozen=True, slots=True)
class ShowLevels(CommandButton):
    """Show which levels hold, and how to change them; on cards of earlier releases."""

    command = "提醒级别", "alert levels"
    key: str


@dataclass(frozen=True, slots=True)
class AskForRoom(_AlertButton):
    """Ask the admins for more room."""

    command = "申请扩容", "alert room"
    follows = ("which",)
    key: str
    which: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class OfferSoftQuota(CommandButton):
    """Show what a space's soft quota may become; on cards of earlier releases."""

    command = "设置容量", "quota set"
    follows = ("subject",)
    key: str
    subject: str

    def parts(self, _now: int) -> dict[str, str]:
        """Give what would be typed for the same."""
        return {"space": self.subject}


@dataclass(frozen=True, slots=True)
class SetSoftQuota(CommandButton):
    """Count another size as full; ``shown`` is how a command writes it. It is typed only."""

    command = "设置容量", "quota set"
    follows = "subject", "shown"
    subject: str
    shown: str


@dataclass(frozen=True, slots=True)
class OpenPage(CommandButton):
    """Show a page of all that is open in a conversation."""

    command = "当前提醒", "alert open"
    follows = ("page",)
    page: int


@dataclass(frozen=True, slots=True)
class OpenAgain(CommandButton):
    """Ask DingTalk whether all that is open is still seen, and show that page of it."""

    command = "当前提醒", "alert open"
    follows = ("page",)
    page: int


@dataclass(frozen=True, slots=True)
class OpenAlerts:
    """What a card shows that lists all that is open: kept with it, so that numbers mean it."""

    ids: tuple[str, ...]
