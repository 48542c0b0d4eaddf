"""A desk with a few commands, for tests of which handler answers what."""

from dataclasses import dataclass

from bot.access import Role
from bot.cards import Card
from bot.language import Choice, Text, Which
from bot.messages import Command, Conversation, Sender
from bot.routing import Press, Router, Routes


@dataclass(frozen=True, slots=True)
class Desk:
    """The services of these tests: something a handler can look at."""

    spaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmCreate:
    name: str


@dataclass(frozen=True, slots=True)
class TurnPage:
    page: int


@dataclass(frozen=True, slots=True)
class Page:
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deletion:
    space_id: str


NAME = Text("name", ask="What should the new space be called?")
SIZE = Text("size", ask="How large?")
WHICH = Which("which", ask="Which space?")
WORDS = Text("words")
LANGUAGE = Choice("language", ("zh", "en"), ask="Which language?", aliases={"中文": "zh"})

ANN = Sender("ann", "$:ann", "Ann")
SINGLE = Conversation("cid1", "single")

router = Router[Desk]()
admins = Router[Desk]()


@router.command("spaces", "空间列表", "空间", usage="spaces [words]", takes=(WORDS,), looks=True)
async def list_spaces(cmd: Command, svc: Desk) -> Card:
    """List spaces, fullest first.

    This is for whoever reads the program.
    """
    return Card("spaces", {"names": [name for name in svc.spaces if cmd[WORDS] in name]})


@router.command(
    "space",
    "查看空间",
    takes=(WHICH,),
    number=True,
    phrases=("how full is {which}", "{which}还剩多少空间"),
    looks=True,
)
async def show_space(cmd: Command, _: Desk) -> Card:
    """Show one space."""
    return Card("space", {"which": cmd[WHICH]})


@router.command(
    "space create",
    "新建空间",
    usage="space create <name>",
    takes=(NAME,),
    role=Role.ADMIN,
    phrases=("建一个叫{name}的空间", "create a space called {name}"),
    changes=True,
)
async def create(cmd: Command, _: Desk) -> Card:
    """Make a new space."""
    return Card("create_confirm", {"name": cmd[NAME]})


@router.command("space delete", "删除空间", "删除", takes=(WHICH,), role=Role.ADMIN, changes=True)
async def delete(cmd: Command, _: Desk) -> Card:
    """Delete a space."""
    return Card("delete_confirm", {"which": cmd[WHICH]})


@router.command("lang", "语言", takes=(LANGUAGE,), looks=True)
async def lang(cmd: Command, _: Desk) -> Card:
    """Choose the language of this conversation."""
    return Card("lang", {"language": cmd[LANGUAGE]})


@router.command("help", "帮助", "?", role=Role.OUTSIDER, looks=True)
async def show_help(_cmd: Command, _: Desk) -> Card:
    """Show what you can ask me."""
    return Card("help")


@admins.command("/pause", "暂停", role=Role.ADMIN, looks=True)
async def pause(_cmd: Command, _: Desk) -> Card:
    """Stop all changes."""
    return Card("paused")


@admins.command("quota", "配额", takes=(WHICH, SIZE), role=Role.ADMIN, looks=True)
async def quota(cmd: Command, _: Desk) -> Card:
    """Set the soft quota of a space."""
    return Card("quota", {"which": cmd[WHICH], "size": cmd[SIZE]})


@router.action(ConfirmCreate, role=Role.ADMIN, destructive=True, words="space create", changes=True)
async def confirm_create(action: ConfirmCreate, _cmd: Command, _: Desk) -> Card:
    return Card("created", {"name": action.name})


@router.fast(TurnPage, whose="anybody")
async def turn_page(action: TurnPage, press: Press, _: Desk) -> Card:
    return Card("spaces", {"page": action.page, "kept": press.kept})


@router.state(ConfirmCreate, role=Role.ADMIN, words="space create", changes=True)
async def name_it(state: ConfirmCreate, text: str, _cmd: Command, _: Desk) -> Card:
    return Card("created", {"name": state.name, "said": text})


@router.hold(Deletion, words="space delete")
async def finish(plan: Deletion, _cmd: Command, _: Desk) -> Card:
    return Card("deleted", {"id": plan.space_id})


router.keeps(Page)
keeps_too = Router[Desk]()
keeps_too.keeps(Page)

ROUTES = Routes([router, admins])


def command(**values: object) -> Command:
    return Command("", ANN, SINGLE, "en", "robot:msg1", 1, values)
