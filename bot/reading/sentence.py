"""A sentence and its parts, from which the arguments of a command are taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.reading.parts import Kind, Mention
from bot.reading.said import Said
from bot.reading.spelling import Spelling


@dataclass(slots=True)
class Sentence:
    """A sentence and its parts, from which arguments are taken; ``why`` is the reason that was said
    behind it, and ``goes`` whether what is wanted takes files to another place, ``several``
    whether it may be for several people. ``paths`` are those
    of files that were taken with their space.
    """

    said: Said
    parts: Sequence[Mention]
    spelling: Spelling
    why: str = ""
    goes: bool = False
    several: bool = False
    used: set[Mention] = field(default_factory=set)
    paths: dict[Mention, str] = field(default_factory=dict)

    def take(self, *kinds: Kind) -> Mention | None:
        """Take the first part of the first kind that there is."""
        for kind in kinds:
            for part in self.parts:
                if part.kind == kind and part not in self.used:
                    self.used.add(part)
                    return part
        return None

    def every(self, *kinds: Kind) -> Iterator[Mention]:
        """Give all parts of some kinds that are not used yet."""
        return (part for part in self.parts if part.kind in kinds and part not in self.used)
