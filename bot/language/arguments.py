"""The arguments of commands: what each kind of them may be, and how its text is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from typing_extensions import override

from bot.errors import BadArgument, MissingArgument, NotAChoice
from bot.language.numerals import NUMBER, ORDINALS, number
from bot.language.quantities import SIZE, size_of
from bot.language.rows import named_or_row
from bot.language.typed import Reading, normalise, trim, unquoted
from bot.sizes import EB

TOO_LONG = "This is too long."
NOT_A_CHOICE = "This is not one of the choices."
NOT_A_PAGE = "Write a page like this: page 2."
NOT_A_SIZE = "This is not a size. Write it like 500 GB, and put a name with spaces in quotes."
NO_UNIT = "The unit is missing. For example: 500 GB or 2 TB."
TOO_SMALL = "A size must be more than zero."
TOO_LARGE = "This is too large."

_PAGE = re.compile(
    rf"(?:(?:^|(?<=[ ,]))(?:page (?:no\.? ?|number )?(?P<en>{NUMBER})"
    rf"|(?:the )?(?P<nth>{'|'.join(ORDINALS)}) page)|第 ?(?P<zh>{NUMBER}) ?页)$"
)
_MOST_DIGITS = 6
_PAGE_CHARACTERS = 60
"""Nobody says a page in more characters."""


def paged(said: str) -> tuple[str, int]:
    """Part the words of a list from the page that was asked for behind them; the first, if none."""
    reading = Reading(said)
    found = _PAGE.search(reading.copy, max(0, len(reading.copy) - _PAGE_CHARACTERS))
    page = _page(found) if found else None
    if found is None or page is None:
        return said, 1
    return trim(reading.raw_between(0, found.start())).rstrip(",，"), page


def _page(found: re.Match[str]) -> int | None:
    if found["nth"]:
        return ORDINALS.index(found["nth"]) + 1
    page = number(found["en"] or found["zh"])
    return int(page) if page is not None and page == int(page) < 10**_MOST_DIGITS else None


def _given(name: str, ask: str | None, text: str) -> str:
    """Give an argument's text; MissingArgument if it was left out and has a question."""
    value = unquoted(text)
    if normalise(value):
        return value
    if ask is not None:
        raise MissingArgument(name, ask)
    return ""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text, a name for example. ``max_bytes`` bounds its UTF-8."""

    name: str
    ask: str | None = None
    max_bytes: int | None = None

    def read(self, text: str) -> str:
        """Give the text, ``""`` if it may be left out and was; BadArgument when it is too long."""
        value = _given(self.name, self.ask, text)
        size = len(value.encode("utf-8", "surrogatepass"))
        if self.max_bytes is not None and size > self.max_bytes:
            raise BadArgument(self.name, value, TOO_LONG)
        return value


@dataclass(frozen=True, slots=True)
class AskedLater(Text):
    """A text that its command asks for itself, once it knows that there is something to do."""

    @override
    def read(self, text: str) -> str:
        """Give the text, empty where nothing was said."""
        return _given(self.name, None, text)


@dataclass(frozen=True, slots=True)
class Formed(Text):
    """A text of several words that is known by the last, though it may begin as a command does."""

    ends: tuple[str, ...] = ()

    def offers(self, text: str) -> bool:
        """Whether a text has that form."""
        _, *more = normalise(text).split() or [""]
        return len(more) > 1 and more[-1].endswith(self.ends)


@dataclass(frozen=True, slots=True)
class Which:
    """A space as somebody names it: id, name, beginning of a name, or number in the last list."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        """Give what was typed, and the number of a row in digits."""
        _given(self.name, self.ask, text)
        return named_or_row(text)


@dataclass(frozen=True, slots=True)
class Person:
    """One person or more, by ``@`` mention; or one, by name or userId.

    Who was mentioned is in the command, and then the text does not matter.
    """

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        """Give the name or userId that was typed, without an ``@``; ``""`` if none was."""
        return _given(self.name, self.ask, unquoted(text).lstrip("@＠"))

    def mentioned(self, text: str) -> str:  # noqa: ARG002 - what another kind may read
        """Give what is read of the text where somebody was mentioned: nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; ``aliases`` are other words for them, in another language for example.

    The options are shown as the catalogue has them, so the words it gives must be among both.
    """

    name: str
    options: tuple[str, ...]
    ask: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> str:
        """Give the option that was meant; BadArgument when it is none of them."""
        value = _given(self.name, self.ask, text)
        words = self._normalised()
        if value and normalise(value) not in words:
            raise NotAChoice(self.name, value, NOT_A_CHOICE, self.options)
        return words[normalise(value)] if value else ""

    def offers(self, text: str) -> bool:
        """Whether a text is one of the words, and nothing more."""
        return normalise(text) in self._normalised()

    def _normalised(self) -> dict[str, str]:
        return {normalise(word): option for word, option in self._words().items()}

    def _words(self) -> dict[str, str]:
        return {**self.aliases, **{option: option for option in self.options}}


_SIZE, _NUMBER = re.compile(SIZE), re.compile(NUMBER)


@dataclass(frozen=True, slots=True)
class Size:
    """A size from ``least`` to ``most`` bytes, its unit a power of 1,024 as DingTalk shows it.

    ``nothing`` are words that say that there is none; ``too_small`` is the catalogue message for
    less than ``least``.
    """

    name: str
    ask: str | None = None
    least: int = 1
    most: int = EB
    nothing: tuple[str, ...] = ()
    too_small: str = TOO_SMALL

    def read(self, text: str) -> int | None:
        """Give bytes, None for one of the words or a part left out; BadArgument for all else."""
        value = _given(self.name, self.ask, text)
        said = normalise(value).rstrip(" .!?~")
        if not said or said in self.nothing:
            return None
        found = _SIZE.fullmatch(said)
        size = size_of(found) if found else None
        if size is None and _NUMBER.fullmatch(said):
            raise BadArgument(self.name, value, NO_UNIT)
        if size is None:
            raise BadArgument(self.name, value, NOT_A_SIZE)
        if size <= 0:
            raise BadArgument(self.name, value, TOO_SMALL)
        if size < self.least:
            raise BadArgument(self.name, value, self.too_small)
        if size > self.most:
            raise BadArgument(self.name, value, TOO_LARGE)
        return size


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list and nothing besides: ``page 2``."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> int:
        """Give the page, the first if none was said; BadArgument for any other words."""
        words, page = paged(_given(self.name, self.ask, text))
        if words:
            raise BadArgument(self.name, words, NOT_A_PAGE)
        return page
