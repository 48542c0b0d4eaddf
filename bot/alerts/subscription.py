"""Where somebody wants to be told: a conversation, of which spaces, at which levels, and when."""

from dataclasses import dataclass
from datetime import date

from bot.alerts.hours import Care, Hours, Quiet
from bot.errors import ChangedMeanwhile
from bot.messages import Conversation
from bot.quota.limits import NO_OVERRIDE, Level, Override
from bot.quota.observations.model import Observation
from bot.times.china import NONE_OFF, calendar

FOR_EVER = 1 << 62
"""A mute without an end."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The conversation takes no messages ``since`` then; it refused ``last`` then (milliseconds),
    with DingTalk's ``code``.
    """

    since: int
    last: int = 0
    code: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """A summary that comes ``daily``, or ``weekly`` on a weekday (0 is Monday), at ``minute`` of
    the day; ``last`` is the moment the last one was for, in milliseconds since 1970.
    """

    every: str
    minute: int
    weekday: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Subscription:
    """One conversation that is told unasked.

    ``user_id`` is whom a single chat is with, ``by`` who placed it. ``spaces`` are spaceIds, None
    for all that is watched, the organisation's capacity included. A ``personal`` one is of a
    member: only what their own list shows is told, as it was ``checked`` last; one that ``follows``
    takes in what that list shows later. ``holidays`` are days off and ``worked`` weekend days that
    are worked, besides those of ``china``'s calendar where it holds. ``levels`` and
    ``patience`` (milliseconds of working days) are None where the organisation's hold.
    ``whose`` is the userId of the admin under whose right it is told, empty where an older release
    did not keep it; it ``ended`` then (milliseconds since 1970) when they were none any more.
    """

    conversation: Conversation
    by: str
    at: int
    user_id: str | None = None
    language: str | None = None
    spaces: frozenset[str] | None = None
    personal: bool = False
    follows: bool = False
    checked: int = 0
    levels: tuple[Level, ...] | None = None
    quiet: Quiet | None = None
    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    china: bool = False
    patience: int | None = None
    muted_until: int = 0
    refused: Refusal | None = None
    digest: Digest | None = None
    alerts: bool = True
    whose: str = ""
    ended: int = 0

    @property
    def is_active(self) -> bool:
        """Whether it is told of what fills up, under somebody's right."""
        return self.alerts and not self.ended

    def alerts_of(self, space_id: str) -> bool:
        """Tell whether a space, or the organisation, is told of here when it fills up."""
        return self.alerts and self.covers(space_id)

    def covers(self, space_id: str) -> bool:
        """Tell whether a space, or the organisation, may be named here: in a digest too."""
        return not self.ended and (self.spaces is None or space_id in self.spaces)

    def shows(self, seen: Observation) -> bool:
        """Tell whether what was seen may be named here. All there is means all that is watched:
        what only others than the operator see is named where it was chosen.
        """
        return self.covers(seen.space_id) and (seen.watched or self.spaces is not None)

    @property
    def override(self) -> Override:
        """What this conversation wants different."""
        return NO_OVERRIDE if self.levels is None else Override(levels=self.levels)

    def check_same_owner(self, now: "Subscription") -> None:
        """Raise ChangedMeanwhile when it is somebody else's by now, who may not let this happen."""
        if (self.personal, self.user_id) != (now.personal, now.user_id):
            raise ChangedMeanwhile

    def is_silenced(self, now: int) -> bool:
        return now < self.muted_until

    def care(self, zone: str) -> Care:
        """Say when people here may be disturbed, and how long they have."""
        off = calendar() if self.china else NONE_OFF
        holidays, worked = self.holidays | off.holidays, self.worked | off.worked
        hours = Hours(zone, self.quiet, holidays, worked)
        return Care(hours) if self.patience is None else Care(hours, self.patience)
