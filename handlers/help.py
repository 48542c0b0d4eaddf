"""What this person may ask for here, made from the routes."""

from dataclasses import dataclass

from bot.access import Role
from bot.cards import Card
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Press, Router
from bot.services import Services

router = Router[Services]()

HEADINGS = {Role.MEMBER: N_("For everybody"), Role.ADMIN: N_("For admins")}


@dataclass(frozen=True, slots=True)
class HelpForAdmins:
    """Show what only admins may ask for."""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return "管理员帮助" if language == "zh" else "help admin"


@dataclass(frozen=True, slots=True)
class HelpForEverybody:
    """Show what everybody may ask for."""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return "帮助" if language == "zh" else "help"


@router.command(
    "help", "?", "帮助", "菜单", "你好", "hi", "hello", phrases=("what can you do", "你能做什么")
)
async def show_help(cmd: Command, svc: Services) -> Card:
    """Show what you can ask me."""
    return _help(svc, Role.MEMBER, await svc.access.role(cmd.sender))


@router.command("help admin", "管理员帮助", role=Role.ADMIN)
async def show_admin_help(_: Command, svc: Services) -> Card:
    """Show what admins can ask me."""
    return _help(svc, Role.ADMIN, Role.ADMIN)


@router.fast(HelpForAdmins)
async def turn_to_admins(_action: HelpForAdmins, _press: Press, svc: Services) -> Card:
    """Turn the card to what only admins may ask for; only an admin was given the button."""
    return _help(svc, Role.ADMIN, Role.ADMIN)


@router.fast(HelpForEverybody)
async def turn_to_everybody(_action: HelpForEverybody, _press: Press, svc: Services) -> Card:
    """Turn the card back."""
    return _help(svc, Role.MEMBER, Role.ADMIN)


def _help(svc: Services, shown: Role, mine: Role) -> Card:
    commands = [(route.usage, route.help) for route in svc.commands() if route.role == shown]
    actions: dict[str, object] = {}
    if mine is Role.ADMIN:
        turn = ("everybody", HelpForEverybody()) if shown is mine else ("admins", HelpForAdmins())
        actions = dict([turn])
    data = {"heading": HEADINGS[shown], "commands": commands, "role": mine.name.lower()}
    return Card("help", data, actions)
