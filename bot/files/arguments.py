"""Files as somebody names them in a command."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from typing_extensions import override

from bot.errors import MissingArgument
from bot.files.naming import good_name, parted
from bot.language import Reading, Text, named_or_row, normalise, ranges_said, unquoted

_WAY: Final = re.compile(r"(?P<file>.+) (?:as (?:an? )?(?:(?P<copy>copy)|link)|(?P<zh>副本)|链接)")
"""What may be said behind a file that is sent."""


@dataclass(frozen=True, slots=True)
class FileName(Text):
    """A new name of a file or a folder."""

    @override
    def read(self, text: str) -> str:
        """Give it as storage keeps it; FileNameRefused for one that it does not take."""
        return good_name(Text.read(self, text))


@dataclass(frozen=True, slots=True)
class FolderPath(Text):
    """The name of a new folder, or its path: what stands before the last sign is where it goes."""

    @override
    def read(self, text: str) -> str:
        """Give the path; FileNameRefused where storage does not take its last part."""
        above, name = parted(Text.read(self, text))
        name = good_name(name)
        return f"{above}/{name}" if above else name


@dataclass(frozen=True, slots=True)
class WhichFile:
    """A file or folder as somebody names it: a number in the last list, a name, or a path."""

    name: str
    ask: str

    def read(self, text: str) -> str:
        """Give what was typed, and the number of a row in digits."""
        if not normalise(unquoted(text)):
            raise MissingArgument(self.name, self.ask)
        return named_or_row(text)


@dataclass(frozen=True, slots=True)
class WhichFiles(WhichFile):
    """Several files by their numbers, or one in any way; a phrase takes nothing but numbers."""

    def could_be(self, text: str) -> bool:
        """Tell whether these are numbers, which a phrase may have for it."""
        return ranges_said(text) is not None


@dataclass(frozen=True, slots=True)
class SaidFile:
    """A file as it was named, and how it is to be sent, None where nothing was said."""

    file: str
    way: Literal["copy", "link"] | None = None


@dataclass(frozen=True, slots=True)
class SendHere:
    """A file, then maybe ``as copy`` or ``as link``."""

    name: str
    ask: str

    def read(self, text: str) -> SaidFile:
        """Part both; MissingArgument for no file. What is quoted is the file alone."""
        which, reading = WhichFile(self.name, self.ask), Reading(text)
        found = _WAY.fullmatch(reading.copy)
        if found is None:
            return SaidFile(which.read(text))
        file = reading.raw_between(0, found.end("file"))
        return SaidFile(which.read(file), "copy" if found["copy"] or found["zh"] else "link")
