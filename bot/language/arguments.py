"""The arguments of commands: what each kind of them may be, and how its text is read."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import ByteSize, TypeAdapter

from bot.errors import BadArgument, MissingArgument, NotAChoice
from bot.language.typed import normalise, unquoted
from bot.sizes import EB

TOO_LONG = "This is too long."
NOT_A_CHOICE = "This is not one of the choices."
NOT_A_PAGE = "A page is asked for like this: page 2."
NOT_A_SIZE = "This is no size. One looks like 500 GB; a name with blanks before it needs quotes."
NO_UNIT = "The unit is missing: write 500 GB or 2 TB, for example."
TOO_SMALL = "A size is more than nothing."
TOO_LARGE = "This is more than any drive holds."

_PAGE = re.compile(r"(?:^|\s)(?:page ([0-9]{1,6})|第 ?([0-9]{1,6}) ?页)$", re.IGNORECASE)


def paged(said: str) -> tuple[str, int]:
    """Part the words of a list from the page that was asked for behind them; the first, if none."""
    found = _PAGE.search(said)
    if found is None:
        return said, 1
    return said[: found.start()].rstrip(), int(found[1] or found[2])


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
class Which:
    """A space as somebody names it: id, name, beginning of a name, or number in the last list."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        """Give what was typed; a number typed in full width is a number."""
        value = _given(self.name, self.ask, text)
        return unicodedata.normalize("NFKC", value) if value.isdecimal() else value


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
        words = {normalise(word): option for word, option in self._words().items()}
        if value and normalise(value) not in words:
            raise NotAChoice(self.name, value, NOT_A_CHOICE, self.options)
        return words[normalise(value)] if value else ""

    def _words(self) -> dict[str, str]:
        return {**self.aliases, **{option: option for option in self.options}}


_SIZE = re.compile(
    r"(?P<minus>-?) ?(?P<number>[0-9]{0,100}\.?[0-9]{1,100}) ?(?:个 ?)?"
    r"(?P<unit>[kmgtpe](?:i?b)?|b|bytes?|兆(?:字节)?)?"
)
_BYTES: Final[TypeAdapter[int]] = TypeAdapter(ByteSize)


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
        if found is None:
            raise BadArgument(self.name, value, NOT_A_SIZE)
        if found["unit"] is None:
            raise BadArgument(self.name, value, NO_UNIT)
        size = _bytes(found["number"], found["unit"])
        if found["minus"] or size == 0:
            raise BadArgument(self.name, value, TOO_SMALL)
        if size < self.least:
            raise BadArgument(self.name, value, self.too_small)
        if size > self.most:
            raise BadArgument(self.name, value, TOO_LARGE)
        return size


def _bytes(number: str, unit: str) -> int:
    """Count in powers of 1,024: what people call a GB is to the library a GiB."""
    power = unit[0].replace("兆", "m")
    return _BYTES.validate_python(number + ("b" if power == "b" else f"{power}ib"))


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
