"""Who tried to change what."""

from bot.access import Role
from bot.cards import Card
from bot.language import Person
from bot.messages import Command
from bot.routing import Router
from bot.services import Services

router = Router[Services]()

ABOUT = Person("space or person")
ROWS = 10


@router.command(
    "audit", "审计", "操作记录", usage="audit [space or person]", takes=(ABOUT,), role=Role.ADMIN
)
async def audit(cmd: Command, svc: Services) -> Card:
    """Show the last attempted changes, refused ones too."""
    about, shown = await _about(cmd, svc)
    kept = await svc.audit.last(ROWS, about)
    rows = [
        {
            "at": row.at,
            "who": row.entry.nick or row.entry.person,
            "command": row.entry.command,
            "target": row.entry.name or row.entry.target,
            "outcome": row.entry.outcome,
            "request_id": row.entry.request_id,
        }
        for row in kept
    ]
    return Card("audit", {"entries": rows, "filter": shown})


async def _about(cmd: Command, svc: Services) -> tuple[tuple[str, ...], str]:
    """Give the names and ids that are asked for, all for nothing in particular, and a title.

    Whoever was mentioned needs no name, and may be somebody who is not of this organisation.
    """
    if cmd.mentions_somebody:
        names = [await svc.people.name(user_id) for user_id in cmd.mentions]
        return (*cmd.mentions, *cmd.strangers), ", ".join(names)
    typed = cmd[ABOUT]
    return (typed, *await svc.people.called(typed)) if typed else (), typed
