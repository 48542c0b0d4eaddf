"""Who tried to change what."""

from bot.access import Role
from bot.cards import Card
from bot.language import Text
from bot.messages import Command
from bot.routing import Router
from bot.services import Services

router = Router[Services]()

ABOUT = Text("space or person")
ROWS = 10


@router.command(
    "audit", "审计", "操作记录", usage="audit [space or person]", takes=(ABOUT,), role=Role.ADMIN
)
async def audit(cmd: Command, svc: Services) -> Card:
    """Show the last attempted changes, refused ones too."""
    about = cmd[ABOUT]
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
    return Card("audit", {"entries": rows, "filter": about})
