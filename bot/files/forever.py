"""Files that go for ever: they wait, once a name was typed, and what is as it was shown goes."""

from dataclasses import dataclass
from typing import Final

from bot.files.fates import FilePlan

_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class ForEver:
    """A confirmed deletion that nothing brings back."""

    plan: FilePlan

    @property
    def name(self) -> str:
        """Give the names of the first of them, as they are told."""
        names = [each.name for each in self.plan.targets]
        return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


@dataclass(frozen=True, slots=True)
class FileDeletion(ForEver):
    """Files of a space that has no recycle bin."""


@dataclass(frozen=True, slots=True)
class BinRemoval(ForEver):
    """What the recycle bin was shown to hold."""
