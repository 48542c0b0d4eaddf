"""What this person may ask for here, made from the routes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from typing_extensions import override

from bot.access import Role
from bot.cards import Card
from bot.errors import BadArgument
from bot.i18n import N_
from bot.language import NOT_A_PAGE, Choice, normalise
from bot.messages import Command, Conversation
from bot.routing import Press, Router, WishTexts
from bot.services import Services, Usage
from bot.shared_buttons import CommandButton, page_said, said, turns

router = Router[Services]()

Topic = Literal["full", "space", "files", "alerts", "act", "change", "digest"]


@dataclass(frozen=True, slots=True)
class Explained:
    """Something people do: how it goes, sentences that do it, and who may; all are messages of
    the catalogue.
    """

    title: str
    text: str
    examples: tuple[str, ...]
    role: Role = Role.MEMBER


TOPICS: dict[Topic, Explained] = {
    "full": Explained(
        N_("See what is full"),
        N_("I list the spaces you can see, the fullest first. Words of a name narrow the list."),
        (N_("what is nearest to full"), N_("how full is everything")),
    ),
    "space": Explained(
        N_("Look at one space"),
        N_(
            "Send its name, or its number in the last list. You see how much is left and "
            "when it will be full."
        ),
        (N_("how full is Finance"), N_("when will Finance be full")),
    ),
    "files": Explained(
        N_("Look at files"),
        N_(
            "You see what is in a space or a folder, as far as DingTalk shows it to you. "
            "Send a number to open a folder or a file."
        ),
        (N_("files Finance"), N_("which files are in Finance")),
    ),
    "alerts": Explained(
        N_("Get alerts"),
        N_(
            "In a private chat you get alerts about your own spaces. In a group, an admin "
            "turns them on. Each nearly full space has one card that stays up to date."
        ),
        (N_("alert me"), N_("alert list")),
    ),
    "act": Explained(
        N_("Act on an alert"),
        N_(
            "Take it so that others know, snooze it, or ask the admins for more storage: "
            "press a button of its card, or send a command."
        ),
        (N_("alert take Finance"), N_("alert room Finance")),
    ),
    "change": Explained(
        N_("Create or delete a space"),
        N_(
            "I show what will happen and wait for your confirmation. A deletion can be "
            "undone for a while."
        ),
        (N_("create a space called Finance"), N_("delete Finance")),
        Role.ADMIN,
    ),
    "digest": Explained(
        N_("Get a digest"),
        N_(
            "What is full, what grows, what is new and what was changed, once a day or a "
            "week. In a group, an admin turns it on."
        ),
        (N_("digest"), N_("digest weekly mon 09:00")),
    ),
}
"""What people do, in the order in which help shows it."""

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
TOPIC = Choice(
    N_("topic"),
    tuple(TOPICS),
    ask=N_("Which topic: full, space, files, alerts, act, change or digest?"),
    aliases={
        "用量": "full",
        "已满": "full",
        "空间": "space",
        "文件": "files",
        "提醒": "alerts",
        "处理": "act",
        "新建": "change",
        "摘要": "digest",
    },
)


@dataclass(frozen=True, slots=True)
class HelpContents(CommandButton):
    """Show what people do; ``admin`` is the role that was asked when it was given."""

    command = "帮助", "help"
    admin: bool = False


@dataclass(frozen=True, slots=True)
class HelpOn:
    """Explain one of these; ``admin`` as for the contents."""

    topic: Topic
    admin: bool = False

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        chinese = next(word for word, topic in TOPIC.aliases.items() if topic == self.topic)
        return said(language, f"帮助主题 {chinese}", f"help on {self.topic}")


class _HelpButton(CommandButton):
    """One that shows a page of help; the first is not said."""

    __slots__ = ()
    follows = ("number",)

    @override
    def part(self, name: str, language: str) -> str:
        number = getattr(self, name)
        return page_said(number, language) if number > 1 else ""


@dataclass(frozen=True, slots=True)
class HelpForAdmins(_HelpButton):
    """Show what only admins may ask for."""

    command = "管理员帮助", "help admin"
    number: int = 1


@dataclass(frozen=True, slots=True)
class HelpForEverybody(_HelpButton):
    """Show what everybody may ask for; ``admin`` is the role that was asked when it was given."""

    command = "全部命令", "help more"
    admin: bool = True
    number: int = 1


@dataclass(frozen=True, slots=True)
class HelpWithAlerts(_HelpButton):
    """Show what may be asked of alerts and digests; ``admin`` as for everybody."""

    command = "提醒帮助", "help alerts"
    admin: bool = False
    number: int = 1


@router.command(
    "help",
    "?",
    "帮助",
    "菜单",
    "你好",
    "hi",
    "hello",
    phrases=("what can you do", "你能做什么"),
    looks=True,
    label=N_("Help"),
)
async def show_help(cmd: Command, svc: Services) -> Card:
    """Show what you can ask me."""
    return contents_card(await svc.access.role(cmd.sender, needs=Role.MEMBER))


@router.command(
    "help on",
    "帮助主题",
    usage="help on <topic>",
    takes=(TOPIC,),
    looks=True,
    label=N_("Explain it"),
    wish=WishTexts(value=N_("Explain this: %(value)s.")),
)
async def show_topic(cmd: Command, svc: Services) -> Card:
    """Explain one thing people do, with examples."""
    mine = await svc.access.role(cmd.sender, needs=Role.MEMBER)
    topic = next(name for name in TOPICS if name == cmd[TOPIC])
    return topic_card(topic, mine)


@router.command(
    "help more",
    "全部命令",
    "所有命令",
    takes=(NUMBER,),
    bare=True,
    phrases=(
        "help more page {page}",
        "help page {page}",
        "全部命令 第{page}页",
        "全部命令第{page}页",
        "帮助 第{page}页",
        "帮助第{page}页",
    ),
    looks=True,
    label=N_("All commands"),
)
async def show_more(cmd: Command, svc: Services) -> Card:
    """Show all commands."""
    mine = await svc.access.role(cmd.sender, needs=Role.MEMBER)
    return _help(svc, "everybody", mine, cmd.conversation, cmd[NUMBER])


@router.command(
    "help admin",
    "管理员帮助",
    takes=(NUMBER,),
    bare=True,
    phrases=("help admin page {page}", "管理员帮助 第{page}页", "管理员帮助第{page}页"),
    role=Role.ADMIN,
    looks=True,
    label=N_("Admin commands"),
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
    looks=True,
    label=N_("Alert commands"),
)
async def show_alert_help(cmd: Command, svc: Services) -> Card:
    """Show the commands for alerts and digests."""
    mine = await svc.access.role(cmd.sender, needs=Role.MEMBER)
    return _help(svc, "alerts", mine, cmd.conversation, cmd[NUMBER])


@router.fast(HelpContents, words="help")
async def turn_to_contents(action: HelpContents, press: Press, svc: Services) -> Card:
    """Turn the card back to what people do."""
    return contents_card(await _mine(press, svc, was_admin=action.admin))


@router.fast(HelpOn, words="help on")
async def turn_to_topic(action: HelpOn, press: Press, svc: Services) -> Card:
    """Turn the card to one of these."""
    return topic_card(action.topic, await _mine(press, svc, was_admin=action.admin))


@router.fast(HelpForAdmins, words="help admin")
async def turn_to_admins(action: HelpForAdmins, press: Press, svc: Services) -> Card:
    """Turn the card to what only admins may ask for; who is none any more sees what they may."""
    mine = await _mine(press, svc, was_admin=True)
    page: Page = "admins" if mine is Role.ADMIN else "everybody"
    return _help(svc, page, mine, press.conversation, action.number)


@router.fast(HelpForEverybody, words="help more")
async def turn_to_everybody(action: HelpForEverybody, press: Press, svc: Services) -> Card:
    """Turn the card back."""
    mine = await _mine(press, svc, was_admin=action.admin)
    return _help(svc, "everybody", mine, press.conversation, action.number)


@router.fast(HelpWithAlerts, words="help alerts")
async def turn_to_alerts(action: HelpWithAlerts, press: Press, svc: Services) -> Card:
    """Turn the card to alerts and digests."""
    mine = await _mine(press, svc, was_admin=action.admin)
    return _help(svc, "alerts", mine, press.conversation, action.number)


async def _mine(press: Press, svc: Services, *, was_admin: bool) -> Role:
    """Tell the role that is known without a call, else that of when the button was made."""
    known = await svc.access.known_role(press.sender)
    then = Role.ADMIN if was_admin else Role.MEMBER
    return then if known is None else known


def contents_card(mine: Role) -> Card:
    """Show what somebody of this role does with me, each with a sentence for it."""
    topics = {name: each for name, each in TOPICS.items() if each.role <= mine}
    is_admin = mine is Role.ADMIN
    actions: dict[str, object] = {name: HelpOn(name, is_admin) for name in topics}
    rows = [(each.title, each.examples[0]) for each in topics.values()]
    data = {"topics": rows, "role": mine.name.lower()}
    return Card("help_contents", data, {**actions, "more": HelpForEverybody(is_admin)})


def topic_card(topic: Topic, mine: Role) -> Card:
    """Explain one of these, to whom it is not for as well: it says who may."""
    each, is_admin = TOPICS[topic], mine is Role.ADMIN
    data = {
        "title": each.title,
        "text": each.text,
        "examples": each.examples,
        "for_admins": each.role > mine,
    }
    more: dict[Topic, object] = {
        "alerts": HelpWithAlerts(is_admin),
        "act": HelpWithAlerts(is_admin),
        "digest": HelpWithAlerts(is_admin),
    }
    commands = more.get(topic, HelpForEverybody(is_admin))
    if topic == "change" and is_admin:
        commands = HelpForAdmins()
    return Card("help_topic", data, {"contents": HelpContents(is_admin), "more": commands})


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
    beside = turns(number, pages, lambda other: _turn(page, other, is_admin=is_admin))
    return {**others, **beside, "contents": HelpContents(is_admin)}


def _turn(page: str, number: int = 1, *, is_admin: bool) -> object:
    if page == "admins":
        return HelpForAdmins(number)
    return (HelpWithAlerts if page == "alerts" else HelpForEverybody)(is_admin, number)


def _page(route: Usage) -> Page:
    """Say where a command stands."""
    if route.usage.partition(" ")[0] in ALERTS:
        return "alerts"
    return "admins" if route.needs(group=False) is Role.ADMIN else "everybody"
