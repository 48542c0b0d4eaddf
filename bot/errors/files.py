"""What is wrong with a file that somebody sent."""

from dataclasses import asdict, dataclass

from typing_extensions import override

from bot.errors import UserError


class FileUnusable(UserError):
    """A file that somebody sent cannot be read; ``reason`` is a catalogue message."""

    template = "file_unusable"
    prints = ("reason",)

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotSettings(FileUnusable):
    """A file that cannot be one of alert settings, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one place of a file.

    ``line`` counts from 1 and is 0 for the file as a whole, ``field`` and ``given`` are what stands
    there (empty where there is nothing to name), ``reason`` is a catalogue message.
    """

    line: int
    field: str
    given: str
    reason: str


class BadFile(UserError):
    """What a file says cannot be done, for all these reasons; so nothing of it is."""

    template = "bad_file"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    @override
    def data(self) -> dict[str, object]:
        return {"problems": [asdict(problem) for problem in self.problems]}
