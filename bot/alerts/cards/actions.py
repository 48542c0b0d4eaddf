"""The buttons of alert cards, and the command that does the same as each.

``key`` names the card among those of its conversation. Which conversation that is, and who presses,
the platform tells and never the button, save for a request, which has left its conversation.
``which`` is how a command names what the card shows: a space's id, or the word for the
organisation.
"""

from dataclasses import dataclass

from bot.alerts.incident import Pressed
from bot.shared_buttons import said

_UNTIL = {
    "zh": {"hour": "1小时", "morning": "明早", "level": "下一级", "off": "关"},
    "en": {"hour": "1h", "morning": "tomorrow", "level": "next level", "off": "off"},
}


ALL = "all"
"""How a command names all that is open in a conversation."""


def _named(language: str, which: str) -> str:
    return "全部" if which == ALL and language == "zh" else which


@dataclass(frozen=True, slots=True)
class Take:
    """Take care of it, if whoever has it still is ``instead_of`` (their key, empty: nobody)."""

    key: str
    instead_of: str = ""
    which: str = ""
    page: int = 1

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "接手", "alert take", _named(language, self.which))


@dataclass(frozen=True, slots=True)
class Later:
    """Show whoever presses for how long they can snooze it."""

    key: str
    which: str = ""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "稍后提醒", "alert snooze", _named(language, self.which))


@dataclass(frozen=True, slots=True)
class ChooseOne:
    """Show whoever presses how to take one of several, on a page of them."""

    key: str
    page: int = 1

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "当前提醒", "alert open", page=self.page)


@dataclass(frozen=True, slots=True)
class SnoozeFor:
    """Snooze what stands on some cards, or ``only`` one subject of it; ``which`` names it."""

    keys: tuple[str, ...]
    until: Pressed
    only: str = ""
    which: str = ""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(
            language,
            "稍后提醒",
            "alert snooze",
            _named(language, self.which),
            _UNTIL[language][self.until],
        )


@dataclass(frozen=True, slots=True)
class Snooze:
    """Let nobody hear of it for a while: on cards of earlier releases, in one press."""

    key: str
    until: Pressed
    which: str = ""
    page: int = 1

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(
            language,
            "稍后提醒",
            "alert snooze",
            _named(language, self.which),
            _UNTIL[language][self.until],
        )


@dataclass(frozen=True, slots=True)
class PressSample:
    """Any button of a sample, which does nothing and says so."""


@dataclass(frozen=True, slots=True)
class SeeToIt:
    """Take what room was asked for, in the conversation that is told of it; by an admin, wherever
    the request reached them. ``asker`` and ``nick`` are who asked; ``only`` names one subject, and
    ``which`` what a command sees to.
    """

    conversation_id: str
    key: str
    asker: str
    nick: str
    only: str = ""
    which: str = ""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "受理扩容", "alert see", _named(language, self.which))


@dataclass(frozen=True, slots=True)
class AlertPage:
    """Show a page of the card as it is now."""

    key: str
    page: int = 1

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "当前提醒", "alert open", page=self.page)


@dataclass(frozen=True, slots=True)
class AlertShown:
    """Which page a card of many shows: kept with it, so that it is painted anew as it is."""

    page: int


@dataclass(frozen=True, slots=True)
class ShowTrend:
    """Draw how usage has grown."""

    key: str
    which: str = ""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "趋势", "alert trend", self.which)


@dataclass(frozen=True, slots=True)
class WhatFills:
    """Show whoever presses what fills a space, as they see it themselves."""

    key: str
    which: str = ""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "最大文件", "largest", self.which)


@dataclass(frozen=True, slots=True)
class ShowLevels:
    """Show which levels hold, and how to change them; on cards of earlier releases."""

    key: str

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "提醒级别", "alert levels")


@dataclass(frozen=True, slots=True)
class AskForRoom:
    """Ask the admins for more room."""

    key: str
    which: str = ""
    page: int = 1

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "申请扩容", "alert room", _named(language, self.which))


@dataclass(frozen=True, slots=True)
class OfferSoftQuota:
    """Show what a space's soft quota may become; on cards of earlier releases."""

    key: str
    subject: str

    def says(self, language: str) -> str:
        """Give the command that asks for the same."""
        return said(language, "设置容量", "quota set", self.subject)

    def parts(self, _now: int) -> dict[str, str]:
        """Give what would be typed for the same."""
        return {"space": self.subject}


@dataclass(frozen=True, slots=True)
class SetSoftQuota:
    """Count another size as full; ``shown`` is how a command writes it. It is typed only."""

    subject: str
    shown: str

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "设置容量", "quota set", self.subject, self.shown)


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Show a page of all that is open in a conversation."""

    page: int

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "当前提醒", "alert open", page=self.page)


@dataclass(frozen=True, slots=True)
class OpenAgain:
    """Ask DingTalk whether all that is open is still seen, and show that page of it."""

    page: int

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return OpenPage(self.page).says(language)


@dataclass(frozen=True, slots=True)
class OpenAlerts:
    """What a card shows that lists all that is open: kept with it, so that numbers mean it."""

    ids: tuple[str, ...]
