"""What this person may ask for here, made from the routes."""

from dataclasses import dataclass
from typing import Literal

from bot.access import Role
from bot.cards import Card
from bot.i18n import N_
from bot.messages import Command, Conversation
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
    return _help(
        svc, "everybody", await svc.access.role(cmd.sender, needs=Role.MEMBER), cmd.conversation
    )


@router.command("help admin", "管理员帮助", role=Role.ADMIN)
async def show_admin_help(cmd: Command, svc: Services) -> Card:
    """Show what admins can ask me."""
    return _help(svc, "admins", Role.ADMIN, cmd.conversation)


@router.command("help alerts", "提醒帮助")
async def show_alert_help(cmd: Command, svc: Services) -> Card:
    """Show what you can ask me of alerts and digests."""
    return _help(
        svc, "alerts", await svc.access.role(cmd.sender, needs=Role.MEMBER), cmd.conversation
    )


@router.fast(HelpForAdmins)
async def turn_to_admins(_action: HelpForAdmins, press: Press, svc: Services) -> Card:
    """Turn the card to what only admins may ask for; who is none any more sees what they may."""
    mine = await _mine(press, svc, was_admin=True)
    page: Page = "admins" if mine is Role.ADMIN else "everybody"
    return _help(svc, page, mine, press.conversation)


@router.fast(HelpForEverybody)
async def turn_to_everybody(action: HelpForEverybody, press: Press, svc: Services) -> Card:
    """Turn the card back."""
    mine = await _mine(press, svc, was_admin=action.admin)
    return _help(svc, "everybody", mine, press.conversation)


@router.fast(HelpWithAlerts)
async def turn_to_alerts(action: HelpWithAlerts, press: Press, svc: Services) -> Card:
    """Turn the card to alerts and digests."""
    mine = await _mine(press, svc, was_admin=action.admin)
    return _help(svc, "alerts", mine, press.conversation)


async def _mine(press: Press, svc: Services, *, was_admin: bool) -> Role:
    """Tell the role that is known without a call, else that of when the button was made."""
    known = await svc.access.known_role(press.sender)
    then = Role.ADMIN if was_admin else Role.MEMBER
    return then if known is None else known


def _help(svc: Services, page: Page, mine: Role, where: Conversation) -> Card:
    offered = [route for route in svc.commands() if route.needs(group=where.is_group) <= mine]
    commands = [(route.usage, route.help) for route in offered if _page(route) == page]
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


def _page(route: Usage) -> Page:
    """Say where a command stands."""
    if route.usage.partition(" ")[0] in ALERTS:
        return "alerts"
    return "admins" if route.role is Role.ADMIN else "everybody"
