"""Which alerts are meant where nobody says of which space: whoever agrees sees them all."""

from collections.abc import Mapping
from typing import Final

from bot.alerts.cards.rows import name_of
from bot.alerts.meant import meant_by
from bot.errors import UserError
from bot.messages import Command
from bot.quota.samples import ORGANISATION
from bot.services import Services

_CARES: Final = frozenset({"alert snooze", "alert take"})


async def alerts_meant(
    words: str, raw: Mapping[str, str], command: Command, services: Services
) -> dict[str, object]:
    """Give the names of the alerts that a command is about, and whether one is the organisation's;
    nothing where a space was said, and where it is not clear which are meant.
    """
    if words not in _CARES or raw.get("space"):
        return {}
    situation = await services.alerts.situation(command.conversation.id)
    if situation is None:
        return {}
    try:
        meant = meant_by("", situation).incidents
    except UserError:
        return {}
    spaces = [name_of(each, situation) for each in meant if each.subject != ORGANISATION]
    return {"alerts": spaces, "organisation": len(spaces) < len(meant)}
