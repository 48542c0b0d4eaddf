"""A failure nobody foresaw: a card with a number that the log has too, and life goes on."""

import asyncio
import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.cards import Card
from bot.messages import Command
from bot.routing import Press, Router
from bot.services import Services
from handlers import ROUTERS
from tests.conversations.stage import Seen, Stage

Logs = Sequence[MutableMapping[str, Any]]

SECRET = "what a failure quotes"


@dataclass(frozen=True, slots=True)
class Slowly:
    """A button whose turn fails."""


@dataclass(frozen=True, slots=True)
class Fast:
    """A button whose answer inside the ack fails."""


def failing() -> Router[Services]:
    """Commands and buttons that fail in every way a handler can."""
    router = Router[Services]()

    @router.command("stumble", looks=True)
    async def stumble(_: Command, _svc: Services) -> Card:
        """Fail."""
        raise RuntimeError(SECRET)

    @router.command("misprint", looks=True)
    async def misprint(_: Command, _svc: Services) -> Card:
        """Fail while the card is drawn."""
        return Card("created", {})

    @router.command("dawdle", looks=True)
    async def dawdle(_: Command, _svc: Services) -> Card:
        """Never end."""
        never: asyncio.Future[Card] = asyncio.get_running_loop().create_future()
        return await never

    @router.command("buttons", looks=True)
    async def buttons(_: Command, _svc: Services) -> Card:
        """Show both buttons."""
        return Card(
            "create_confirm",
            {"name": "X", "alike": (), "unread": 0, "size": "", "here": False, "shares": True},
            {"create": Slowly(), "cancel": Fast()},
        )

    @router.action(Slowly)
    async def slowly(_: Slowly, _cmd: Command, _svc: Services) -> Card:
        raise RuntimeError(SECRET)

    @router.fast(Fast)
    async def fast(_: Fast, _press: Press, _svc: Services) -> Card:
        raise RuntimeError(SECRET)

    return router


ALL = (*ROUTERS, failing())


@pytest.mark.parametrize("text", ["stumble", "misprint"])
async def test_a_failure_is_told_by_a_number_that_the_log_has(stage: Stage, text: str) -> None:
    with capture_logs() as logs:
        async with stage.bot(ALL):
            ann = await stage.in_group("staff01")

            told = await ann.says(text)
            after = await ann.says("whoami")

    assert _number(told) in _numbers(logs)
    assert SECRET not in told.text
    assert after.title == "员工甲"


@pytest.mark.parametrize("label", ["Create", "Cancel"])
async def test_a_button_that_fails_is_told_by_a_number_too(stage: Stage, label: str) -> None:
    with capture_logs() as logs:
        async with stage.bot(ALL):
            ann = await stage.in_group("staff01")
            shown = await ann.says("buttons")

            told = await ann.presses(shown, label)

    assert _number(told) in _numbers(logs)
    assert told.buttons == ()


async def test_what_takes_too_long_is_given_up_and_the_next_is_answered(stage: Stage) -> None:
    async with stage.bot(ALL, turn_seconds=0.3):
        ann = await stage.in_group("staff01")

        given_up = await ann.says("dawdle")

        assert given_up.title == "That took too long"
        assert (await ann.says("whoami")).title == "员工甲"


async def test_a_card_of_a_release_that_knew_other_buttons_is_answered(stage: Stage) -> None:
    """A rolling upgrade or a step back: what the button meant is not known any more."""
    async with stage.bot(ALL):
        ann = await stage.in_group("staff01")
        shown = await ann.says("buttons")
    async with stage.bot():
        after = await ann.presses(shown, "Create")

    assert after.title == "This card has expired"


def _number(told: Seen) -> str:
    assert told.title == "Something went wrong"
    found = re.search(r"\*\*([0-9a-f]{8})\*\*", told.text)
    assert found, told
    return found[1]


def _numbers(logs: Logs) -> set[str]:
    return {entry["number"] for entry in logs if entry["event"] == "unexpected"}
