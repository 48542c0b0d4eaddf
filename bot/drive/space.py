"""What DingTalk says of spaces: one, a page of them, and all that one person sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.drive.fullness import share

NO_LIMIT = -1
"""What DingTalk writes for the quota of a space that has none of its own."""


@dataclass(frozen=True, slots=True)
class Space:
    """A space. Sizes are bytes; ``used`` is None where DingTalk did not say.

    ``quota`` is None where the space has no limit of its own, and where DingTalk did not say:
    ``quota_known`` tells which. An unknown number is not zero, and no limit is not an unknown one.
    ``said`` is when DingTalk last said numbers that it does not say now (ms since 1970).
    """

    id: str
    name: str
    kind: str
    used: int | None
    quota: int | None = None
    created: datetime | None = None
    modified: datetime | None = None
    quota_known: bool = True
    said: int | None = None

    @property
    def is_nameless(self) -> bool:
        """Whether DingTalk did not say its name, so that its id stands in for it."""
        return self.name == self.id

    @property
    def ratio(self) -> float | None:
        """How full it is, as :func:`bot.drive.fullness.share` says."""
        return share(self.used, self.quota)


@dataclass(frozen=True, slots=True)
class SpacePage:
    """One answer of spaces; ``following`` is the token of the next one, "" at the end.

    ``unread`` counts rows that could not be read: what is missing from such an answer may be there.
    """

    spaces: tuple[Space, ...]
    following: str = ""
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """All spaces of one viewer as they were at ``at``, in milliseconds since 1970.

    ``unread`` counts rows that could not be read, or is CUT_OFF where the list did not end: what is
    missing from such a list may be there. ``ages`` are those of single spaces where they are known;
    ``at`` is the oldest of them. DingTalk was ``read`` then, whoever has looked since, in so many
    ``calls`` (0: nobody has counted).
    """

    spaces: tuple[Space, ...]
    at: int
    unread: int = 0
    ages: Mapping[str, int] = field(default_factory=dict)
    read: int = 0
    calls: int = 0

    def age(self, space_id: str) -> int:
        """Give how old the numbers of one space are, in milliseconds since 1970."""
        return self.ages.get(space_id, self.at)
