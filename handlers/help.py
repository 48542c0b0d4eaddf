"""What this person may ask for here, made from the routes."""

from bot.access import Role
from bot.cards import Card
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Router
from bot.services import Services

router = Router[Services]()

HEADINGS = {Role.MEMBER: N_("For everybody"), Role.ADMIN: N_("For admins")}


@router.command(
    "help", "?", "帮助", "菜单", "你好", "hi", "hello", phrases=("what can you do", "你能做什么")
)
async def show_help(cmd: Command, svc: Services) -> Card:
    """Show what you can ask me."""
    mine = await svc.access.role(cmd.sender)
    groups = [
        (heading, [(route.usage, route.help) for route in svc.commands() if route.role == role])
        for role, heading in HEADINGS.items()
        if role <= mine
    ]
    return Card("help", {"groups": groups, "role": mine.name.lower()})
