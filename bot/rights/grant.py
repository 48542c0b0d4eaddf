"""What the bot remembers of a role that it gave: who has it, until when, and who answers for it."""

import hashlib
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.messages import Conversation
from bot.rights.member import Member
from bot.rights.plan import RightsPlace
from bot.times.spans import DAY, HOUR

LONGEST: Final = 366 * DAY
"""A role that is to end ends within a year."""

GrantState = Literal["recorded", "given", "ended", "changed", "gone", "kept"]
"""``recorded`` before it is given, then ``given``. It is over as ``ended`` by the bot, as
``changed`` by somebody else, as ``gone`` with its file, or as ``kept``: nobody else would manage
the file.
"""
Audience = Literal["giver", "receiver"]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a member was given on a file itself. Times are milliseconds since 1970.

    ``giver`` is a userId, ``by`` that of whoever answers for it now. It ends at ``until``, None for
    never; then the member has again what they had ``before``. ``turn`` wrote it, in the place of
    ``earlier``. ``unheard`` are who is yet to be told what comes next, or how it ended; nothing is
    tried before ``retry``, after so many ``tries``. ``found`` is the role that was there instead.
    """

    id: str
    place: RightsPlace
    member: Member
    member_name: str
    role: str
    giver: str
    giver_name: str
    by: str
    conversation: Conversation
    language: str
    turn: str
    given: int
    until: int | None = None
    before: str = ""
    state: GrantState = "recorded"
    reminded: bool = False
    ended: int = 0
    found: str = ""
    unheard: tuple[Audience, ...] = ()
    retry: int = 0
    tries: int = 0
    lost: bool = False
    earlier: "Grant | None" = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be ended."""
        return self.state not in {"recorded", "given"}

    @property
    def reminds_at(self) -> int | None:
        """When a reminder is due: a day before the end, of what lasts longer than that."""
        if self.until is None or self.reminded or self.until - DAY < self.given + HOUR:
            return None
        return self.until - DAY

    @property
    def due(self) -> int | None:
        """When something is to be done about it; None for never."""
        if self.unheard or self.is_over:
            return self.retry
        if self.until is None:
            return None
        return max(self.retry, self.reminds_at or self.until)

    @property
    def reserved_at(self) -> int | None:
        """For when its end has calls reserved, None for none."""
        return None if self.is_over else self.until

    @property
    def was_late(self) -> bool:
        """Whether it was ended more than an hour after its time."""
        return self.until is not None and self.ended > self.until + HOUR

    @property
    def audience(self) -> tuple[Audience, ...]:
        """Who can be told of it: whoever gave it, and a person or a group that has it."""
        if self.member.kind == "USER" and self.member.id == self.giver:
            return ("giver",)
        return ("giver", "receiver") if self.member.kind in {"USER", "CONVERSATION"} else ("giver",)

    def concerns(self, user_id: str) -> bool:
        """Whether somebody gave it, answers for it or has it."""
        is_theirs = self.member.kind == "USER" and self.member.id == user_id
        return is_theirs or user_id in {self.giver, self.by}

    def but_for(self, user_id: str) -> tuple[Audience, ...]:
        """Give who is yet to be told, but for somebody who knows already."""
        gave = user_id == self.giver
        has = self.member.kind == "USER" and self.member.id == user_id
        return tuple(each for each in self.unheard if not (gave if each == "giver" else has))

    def over(self, state: GrantState, at: int, found: str = "") -> "Grant":
        """Give it as it is once it is over; a role that nobody saw there is over without a word."""
        unheard = () if self.state == "recorded" and state != "ended" else self.audience
        return replace(
            self,
            state=state,
            ended=at,
            found=found,
            unheard=unheard,
            retry=at,
            tries=0,
            lost=False,
            earlier=None,
        )


def grant_id(uuid: str, member: Member) -> str:
    """Name the one grant of a member on a file."""
    return hashlib.sha256(f"{uuid}:{member.key}".encode()).hexdigest()[:12]
