"""What this person may ask for here, made from the routes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.access import Role
from bot.cards import Card
from bot.errors import BadArgument
from bot.i18n import N_
from bot.language import NOT_A_PAGE, normalise
from bot.messages import Command, Conversation
from bot.routing import Press, Router
from bot.services import Services, Usage
from bot.shared_buttons import said, turns

router = Router[Services]()

Page = Literal["everybody", "admins", "alerts"]

HEADINGS: dict[Page, str] = {
    "everybody": N_("For everyone"),
    "admins": N_("For admins"),
    "alerts": N_("Alerts and digests"),
}
ALERTS = ("alert", "digest")
"""Commands that begin with these words have a card of their own."""
MOST = 7
"""So many commands fit on a page with what each of them does, and a greeting before them."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a page, from 1; the first if none was said."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> int:
        """Give the number; BadArgument for anything else."""
        typed = normalise(text)
        if typed and not (typed.isdecimal() and len(typed) <= MOST):
            raise BadArgument(self.name, typed, NOT_A_PAGE)
        return int(typed or 1)


NUMBER = Number("page")


@dataclass(frozen=True, slots=True)
class HelpForAdmins:
    """Show what only admins may ask for."""

    number: int = 1

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return _said("管理员帮助", "help admin", self.number, language)


@dataclass(frozen=True, slots=True)
class HelpForEverybody:
    """Show what everybody may ask for; ``admin`` is the role that was asked when it was given."""

    admin: bool = True
    number: int = 1

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return _said("帮助", "help", self.number, language)


@dataclass(frozen=True, slots=True)
class HelpWithAlerts:
    """Show what may be asked of alerts and digests; ``admin`` as for everybody."""

    admin: bool = False
    number: int = 1

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return _said("提醒帮助", "help alerts", self.number, language)


def _said(chinese: str, english: str, number: int, language: str) -> str:
    return said(language, chinese, english, page=number if number > 1 else None)


@router.command(
    "help",
    "?",
    "帮助",
    "菜单",
    "你好",
    "hi",
    "hello",
    takes=(NUMBER,),
    bare=True,
    phrases=(
        "what can you do",
        "你能做什么",
        "help page {page}",
        "帮助 第{page}页",
        "帮助第{page}页",
    ),
)
async def show_help(cmd: Command, svc: Services) -> Card:
    """Show what you can do here."""
    mine = await svc.access.role(cmd.sender, needs=Role.MEMBER)
    return _help(svc, "everybody", mine, cmd.conversation, cmd[NUMBER])


@router.command(
    "help admin",
    "管理员帮助",
    takes=(NUMBER,),
    bare=True,
    phrases=("help admin page {page}", "管理员帮助 第{page}页", "管理员帮助第{page}页"),
    role=Role.ADMIN,
)
async def show_admin_help(cmd: Command, svc: Services) -> Card:
    """Show the commands for admins."""
    return _help(svc, "admins", Role.ADMIN, cmd.conversation, cmd[NUMBER])


@router.command(
    "help alerts",
    "提醒帮助",
    takes=(NUMBER,),
    bare=True,
    phrases=("help alerts page {page}", "提醒帮助 第{page}页", "提醒帮助第{page}页"),
)
async def show_alert_help(cmd: Command, svc: Services) -> Card:
    """Show the commands for alerts and digests."""
    mine = await svc.access.role(cmd.sender, needs=Role.MEMBER)
    return _help(svc, "alerts", mine, cmd.conversation, cmd[NUMBER])


@router.fast(HelpForAdmins)
async def turn_to_admins(action: HelpForAdmins, press: Press, svc: Services) -> Card:
    """Turn the card to what only admins may ask for; who is none any more sees what they may."""
    mine = await _mine(press, svc, was_admin=True)
    page: Page = "admins" if mine is Role.ADMIN else "everybody"
    return _help(svc, page, mine, press.conversation, action.number)


@router.fast(HelpForEverybody)
async def turn_to_everybody(action: HelpForEverybody, press: Press, svc: Services) -> Card:
    """Turn the card back."""
    mine = await _mine(press, svc, was_admin=action.admin)
    return _help(svc, "everybody", mine, press.conversation, action.number)


@router.fast(HelpWithAlerts)
async def turn_to_alerts(action: HelpWithAlerts, press: Press, svc: Services) -> Card:
    """Turn the card to alerts and digests."""
    mine = await _mine(press, svc, was_admin=action.admin)
    return _help(svc, "alerts", mine, press.conversation, action.number)


async def _mine(press: Press, svc: Services, *, was_admin: bool) -> Role:
    """Tell the role that is known without a call, else that of when the button was made."""
    known = await svc.access.known_role(press.sender)
    then = Role.ADMIN if was_admin else Role.MEMBER
    return then if known is None else known


def _help(svc: Services, page: Page, mine: Role, where: Conversation, number: int) -> Card:
    return help_card(svc.commands(), page, mine, number, group=where.is_group)


def help_card(routes: Iterable[Usage], page: Page, mine: Role, number: int, *, group: bool) -> Card:
    """Draw a page, the nearest there is, of what this role may ask for in a group or alone."""
    offered = [route for route in routes if route.needs(group=group) <= mine]
    commands = [(route.usage, route.help) for route in offered if _page(route) == page]
    pages = max(1, -(-len(commands) // MOST))
    number, size = min(max(number, 1), pages), -(-len(commands) // pages)
    data = {
        "heading": HEADINGS[page],
        "commands": commands[(number - 1) * size : number * size],
        "role": mine.name.lower(),
        "page": number,
        "pages": pages,
    }
    return Card("help", data, _actions(page, number, pages, is_admin=mine is Role.ADMIN))


def _actions(page: Page, number: int, pages: int, *, is_admin: bool) -> dict[str, object]:
    """Give the buttons that turn to the other commands, and to the pages beside this one."""
    parts = ["everybody", "alerts", *(["admins"] if is_admin else [])]
    others = {name: _turn(name, is_admin=is_admin) for name in parts if name != page}
    return others | turns(number, pages, lambda other: _turn(page, other, is_admin=is_admin))


def _turn(page: str, number: int = 1, *, is_admin: bool) -> object:
    if page == "admins":
        return HelpForAdmins(number)
    return (HelpWithAlerts if page == "alerts" else HelpForEverybody)(is_admin, number)


def _page(route: Usage) -> Page:
    """Say where a command stands."""
    if route.usage.partition(" ")[0] in ALERTS:
        return "alerts"
    return "admins" if route.needs(group=False) is Role.ADMIN else "everybody"
