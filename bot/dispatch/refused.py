"""How the trail tells that somebody was refused: once for each attempt, whatever way led to it.

An attempt is a message, or a press of one button of one face by one person, however often they
press it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.audit import Entry
from bot.errors import NotAllowed, NotStaff, Paused, UserError
from bot.errors.policy import ApprovalNeeded, NotSeenHere, NotYours, RuledOut
from bot.i18n import N_
from bot.messages import Command
from bot.services import Services

REASONS: Final[Mapping[type[UserError], str]] = {
    NotStaff: N_("only members of the organisation may"),
    NotAllowed: N_("only admins may"),
    ApprovalNeeded: N_("an admin has to approve it"),
    RuledOut: N_("a policy forbids it"),
    NotYours: N_("the card is somebody else's"),
    NotSeenHere: N_("they were not seen in this group"),
    Paused: N_("all changes are stopped"),
}
"""What the trail says of a refusal, of the most particular kind first."""


async def note(
    services: Services, command: Command, refused: UserError, about: object = None
) -> None:
    """Write down that somebody was refused, where it was by role, by a rule or as a stranger.

    Of what was typed nothing is written down; a button or a question, ``about``, may name the space
    it is for. Raises LeaseLost.
    """
    reason = reason_of(refused)
    if reason:
        words = command.words or str(getattr(about, "words", ""))
        named = replace(command, words=words)
        entry = Entry.of(named, f"refused: {reason}", *space_of(about))
        await services.audit.refuse(command.key, entry, command.fence)


def reason_of(refused: UserError) -> str:
    """Say as the trail does why; empty for what is no refusal of somebody."""
    if isinstance(refused, NotAllowed) and refused.needs == "member":
        return REASONS[NotStaff]
    return next((says for kind, says in REASONS.items() if isinstance(refused, kind)), "")


def space_of(asked: object) -> tuple[str, str]:
    """Give id and name of the space a button or a question is about, empty where it is of none."""
    plan = getattr(asked, "plan", asked)
    space_id = str(getattr(plan, "space_id", ""))
    return (space_id, str(getattr(plan, "name", ""))) if space_id else ("", "")
