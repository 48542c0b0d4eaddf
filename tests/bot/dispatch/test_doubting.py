"""A command about a space that is not found is refused, and never read as another without it.

The sweep is over all commands that take a space, in all their words, by the reader of the product.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from bot.cards import Card
from bot.dispatch import Replies, Rereading
from bot.dispatch.doubting import part_of
from bot.dispatch.hearing import heard
from bot.errors import BadArgument, NoSuchSpace
from bot.messages import Command
from bot.reading import Reader
from bot.routing import Routes
from bot.sessions import Session
from bot.storage import Store
from handlers import ROUTERS
from tests.assembly import Assembly, assembled
from tests.parts import BOB
from tests.sandbox_server import SandboxHandle

ROUTES = Routes(ROUTERS)
NOT_THERE = ("Atlantis", "old reports", "研发三部", "备份2024", '"Atlantis"', "「档案 馆」")
SPACES_NOT_THERE = ("不存在的空间", "火星空间")
"""Behind a command that shows a space these may be words for all of them."""
NAMED = [(route.words, name) for route in ROUTES if part_of(route) for name in route.names]


@dataclass(frozen=True)
class Doubting:
    """The bot with the reader of the product, and the names of spaces known."""

    bot: Assembly
    rereading: Rereading
    replies: Replies
    corp_id: str

    async def says(self, text: str) -> Card:
        message = replace(self.bot.message(text, BOB, msg_id=text), corp_id=self.corp_id)
        command = await self.bot.command("", BOB, key=message.key)
        match = heard(message, self.bot.routes)
        return await self.replies.to_message(message, Session(), command, match)

    async def doubted(self, text: str, wrong: NoSuchSpace | BadArgument) -> Card | None:
        match = self.bot.routes.find(text)
        assert match is not None, text
        command: Command = await self.bot.command("", BOB)
        return await self.rereading.doubted(text, match, wrong, command)


@pytest.fixture
async def doubting(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Doubting]:
    async with assembled(sandbox, store, language="en") as bot:
        deciding = bot.reading(Reader(ROUTES))
        await bot.services.access.note(BOB, bot.group)
        here = Doubting(
            bot, deciding.rereading, deciding.replies, (await sandbox.state())["corpId"]
        )
        await here.says("spaces")
        yield here


async def test_a_space_that_is_not_found_is_never_left_out(doubting: Doubting) -> None:
    assert len(NAMED) > 20
    told = []
    for route, name in NAMED:
        for space in NOT_THERE + (() if route == "space" else SPACES_NOT_THERE):
            card = await doubting.doubted(f"{name} {space}", NoSuchSpace(space))
            told += [f"{name} {space}: {card.heard or card.template}"] if card else []
    assert told == []


@pytest.mark.parametrize("said", ["quota Atlantis", "容量 研发三部", "alert trend Atlantis"])
async def test_the_refusal_is_what_people_get(doubting: Doubting, said: str) -> None:
    with pytest.raises(NoSuchSpace):
        await doubting.says(said)


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("alert here old reports", "levels"),
        ("alert quiet 25:00-8:00", "hours"),
        ("digest weekly mon 13pm", "day and time"),
        ("alert holidays 2020-10-01", "dates"),
        ("alert levels 200", "levels"),
        ("免打扰 晚上2点到5点", "hours"),
        ("周报 周八9点", "day and time"),
    ],
)
async def test_what_cannot_be_is_not_read_as_less(doubting: Doubting, said: str, part: str) -> None:
    assert await doubting.doubted(said, BadArgument(part, said, "no")) is None


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("show admins pls", "admin list"),
        ("show me what I can undo", "pending"),
        ("查看管理员", "admin list"),
        ("show where alerts go", "alert list"),
        ("show the digest", "quota top"),
        ("提醒名单", "alert list"),
    ],
)
async def test_a_sentence_that_begins_like_a_command_is_still_read(
    doubting: Doubting, said: str, means: str
) -> None:
    card = await doubting.says(said)
    assert card.about is not None
    assert card.about.words == means


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("list of admins", "admin list"),
        ("audit trail for Finance", "audit Finance"),
        ("audit log please", "audit"),
        ("list all admins please", "admin list"),
    ],
)
async def test_what_is_kept_as_meaning_something_else_is_no_command_with_free_words(
    doubting: Doubting, said: str, heard: str
) -> None:
    card = await doubting.says(said)

    assert card.heard == heard


@pytest.mark.parametrize("said", ["spaces Fin", "space Finance", "list Finance", "容量 Finance"])
async def test_what_is_a_command_as_it_stands_is_run_as_typed(
    doubting: Doubting, said: str
) -> None:
    assert not (await doubting.says(said)).heard
