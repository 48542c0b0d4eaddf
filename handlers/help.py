"""What this person may ask for here, made from the routes."""

from dataclasses import dataclass
from typing import Literal

from bot.access import Role
from bot.cards import Card
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Press, Router
from bot.services import Services, Usage

router = Router[Services]()

Page = Literal["everybody", "admins", "alerts"]

HEADINGS: dict[Page, str] = {
    "everybody": N_("For everybody"),
    "admins": N_("For admins"),
    "alerts": N_("Alerts and digests"),
}
ALERTS = ("alert", "digest")
"""Commands that begin with these words have a page of their own."""


@dataclass(frozen=True, slots=True)
class HelpForAdmins:
    """Show what only admins may ask for."""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return "管理员帮助" if language == "zh" else "help admin"


@dataclass(frozen=True, slots=True)
class HelpForEverybody:
    """Show what everybody may ask for; ``admin`` is the role that was asked when it was given."""

    admin: bool = True

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return "帮助" if language == "zh" else "help"


@dataclass(frozen=True, slots=True)
class HelpWithAlerts:
    """Show what may be asked of alerts and digests; ``admin`` as for everybody."""

    admin: bool = False

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return "提醒帮助" if language == "zh" else "help alerts"


@router.command(
    "help", "?", "帮助", "菜单", "你好", "hi", "hello", phrases=("what can you do", "你能做什么")
)
async def show_help(cmd: Command, svc: Services) -> Card:
    """Show what you can ask me."""
    return _help(svc, "everybody", await svc.access.role(cmd.sender, needs=Role.MEMBER))


@router.command("help admin", "管理员帮助", role=Role.ADMIN)
async def show_admin_help(_: Command, svc: Services) -> Card:
    """Show what admins can ask me."""
    return _help(svc, "admins", Role.ADMIN)


@router.command("help alerts", "提醒帮助")
async def show_alert_help(cmd: Command, svc: Services) -> Card:
    """Show what you can ask me of alerts and digests."""
    return _help(svc, "alerts", await svc.access.role(cmd.sender, needs=Role.MEMBER))


@router.fast(HelpForAdmins)
async def turn_to_admins(_action: HelpForAdmins, _press: Press, svc: Services) -> Card:
    """Turn the card to what only admins may ask for; only an admin was given the button."""
    return _help(svc, "admins", Role.ADMIN)


@router.fast(HelpForEverybody)
async def turn_to_everybody(action: HelpForEverybody, _press: Press, svc: Services) -> Card:
    """Turn the card back."""
    return _help(svc, "everybody", Role.ADMIN if action.admin else Role.MEMBER)


@router.fast(HelpWithAlerts)
async def turn_to_alerts(action: HelpWithAlerts, _press: Press, svc: Services) -> Card:
    """Turn the card to alerts and digests."""
    return _help(svc, "alerts", Role.ADMIN if action.admin else Role.MEMBER)


def _help(svc: Services, page: Page, mine: Role) -> Card:
    commands = [(route.usage, route.help) for route in svc.commands() if _page(route, mine) == page]
    is_admin = mine is Role.ADMIN
    turns: dict[Page, object] = {
        "everybody": HelpForEverybody(is_admin),
        "alerts": HelpWithAlerts(is_admin),
        "admins": HelpForAdmins(),
    }
    actions: dict[str, object] = {
        name: turn
        for name, turn in turns.items()
        if name != page and (name != "admins" or is_admin)
    }
    data = {"heading": HEADINGS[page], "commands": commands, "role": mine.name.lower()}
    return Card("help", data, actions)


def _page(route: Usage, mine: Role) -> Page | None:
    """Say where a command stands; nowhere for those who may not use it."""
    if route.role > mine:
        return None
    if route.usage.partition(" ")[0] in ALERTS:
        return "alerts"
    return "admins" if route.role is Role.ADMIN else "everybody"
