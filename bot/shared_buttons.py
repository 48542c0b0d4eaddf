"""What buttons of many cards share: the words that do the same, and the pages beside a page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.language import is_yes

TURNS: Final = frozenset({"previous", "next"})
"""What a card may offer still that is over: its other pages."""


def said(language: str, chinese: str, english: str, *parts: str, page: int | None = None) -> str:
    """Give a command in ``zh`` or ``en``, what follows its name, and the page it asks for, if any.

    Parts that are empty are left out; without a name the page alone answers a question.
    """
    number = "" if page is None else page_said(page, language)
    return " ".join(filter(None, (chinese if language == "zh" else english, *parts, number)))


def page_said(page: int, language: str) -> str:
    """Give what asks for a page, in ``zh`` or ``en``."""
    return f"第{page}页" if language == "zh" else f"page {page}"


def turns(
    page: int, pages: int, turn: Callable[[int], object], *, more: bool = False
) -> dict[str, object]:
    """Give the buttons that lead to the pages beside this one; ``turn`` makes one for a page. There
    may be ``more`` behind the last.
    """
    beside, last = {"previous": page - 1, "next": page + 1}, pages + more
    return {name: turn(other) for name, other in beside.items() if 1 <= other <= last}


class CommandButton:
    """A button that does what a command, or an answer, does that can be typed instead.

    ``command`` is its name in Chinese and in English, both empty where what follows answers a
    question; ``follows`` are the fields whose values follow it, in this order.
    """

    __slots__ = ()
    command: ClassVar[tuple[str, str]]
    follows: ClassVar[tuple[str, ...]] = ()

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, *self.command, *(self.part(each, language) for each in self.follows))

    def part(self, name: str, language: str) -> str:
        """Give how the value of a field is said."""
        value = getattr(self, name)
        return page_said(value, language) if name == "page" else str(value)


class Agreed(CommandButton):
    """A question that a yes answers, pressed or typed; ``does`` is what a yes may say to do."""

    __slots__ = ()
    command = "确认", "yes"
    does: ClassVar[str] = ""

    def expects(self, text: str) -> bool:
        """Whether a message is the answer this waits for."""
        return is_yes(text, self.does)


@dataclass(frozen=True, slots=True)
class ReadList(Agreed):
    """The asker's own list may be read, at ``calls`` that were named, for a command that asked."""

    words: str
    raw: dict[str, str]
    calls: int
    last_list: str | None = None


@dataclass(frozen=True, slots=True)
class WatchAsMe(CommandButton):
    """Whoever presses becomes the operator, and gets what they wanted that needs one: the command
    ``words``, empty for none, with its parts ``raw`` and the list that it was said of.
    """

    words: str
    raw: dict[str, str]
    last_list: str | None = None
    command = "由我监控", "operator me"
