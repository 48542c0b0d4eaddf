"""Numbers that one reading lacks: the last known ones stand everywhere, and say how old they are."""

import re
from typing import Any

import pytest

from bot.app import TEMPLATES
from bot.cards import Cards
from handlers.spaces import RefreshList, TurnPage
from tests.assembly import Assembly
from tests.handlers.calling import presses, says, takes
from tests.handlers.watching import GB, swept
from tests.parts import ANN

LIST = "GET /v1.0/drive/spaces"
QUERY = "POST /v1.0/drive/managements/spaces/query"
CARDS = Cards(TEMPLATES)


def body(card: Any) -> str:
    return CARDS.render(card, "en", now=1).body.replace("\u00a0", " ")


def line(card: Any, name: str) -> str:
    return next(each for each in body(card).splitlines() if name in each)


async def unsaid(bot: Assembly, name: str = "Tight") -> None:
    """Let a reading of the list, and every look, lack how much is in this space."""
    listed = await bot.services.read_listing(await bot.command("spaces"))
    place = [space.name for space in listed.spaces].index(name)
    await bot.sandbox.fault("malform", LIST, message=f"spaces.{place}.usedQuota", code="null")
    await bot.sandbox.fault("malform", QUERY, message="spaces.*.usedQuota", code="null")


@pytest.fixture(autouse=True)
async def _tight(bot: Assembly) -> None:
    await bot.sandbox.make_space("Tight", quota=100 * GB, usedQuota=99 * GB)


async def test_numbers_that_one_reading_lacks_are_the_last_known_everywhere(bot: Assembly) -> None:
    await swept(bot)
    await unsaid(bot)

    card = await takes(bot, RefreshList("", 1))

    shown = re.escape("99% · 99 GB of 100 GB · last known ")
    first: Any = card
    tight = next(each for each in first.data["rows"][:2] if each.name == "Tight")
    assert (first.data["unknown"], first.data["at"] > tight.said) == (0, True)
    turned = await presses(bot, TurnPage(1), kept=card.kept)
    mine, theirs = await says(bot, "quota top"), await says(bot, "quota top", ANN)
    for each in (card, turned, mine, theirs, await says(bot, "quota")):
        assert re.search(shown, line(each, "Tight"))
    assert re.search(shown, body(await says(bot, "space Tight")))
    one = await says(bot, "quota Tight")
    assert (one.data["ratio"], one.data["unsaid"]) == (0.99, True)


async def test_a_usage_that_was_never_known_is_counted(bot: Assembly) -> None:
    rows = '{"spaces":[{"spaceId":"1","spaceName":"Mute","quota":100},{"spaceId":"2"}]}'
    await bot.sandbox.fault("respond", LIST, status=200, message=rows)

    card = await says(bot, "spaces")

    assert card.data["unknown"] == 2
    assert "DingTalk does not report the usage of 2 spaces." in body(card)
    assert "usage unknown" in line(card, "Mute")


async def test_a_deletion_judges_by_what_is_said_now(bot: Assembly) -> None:
    await bot.sandbox.make_space("Bare", quota=100 * GB, usedQuota=0)
    await swept(bot)
    await unsaid(bot, "Bare")

    card = await says(bot, "space delete Bare")

    assert (card.template, card.data["space"].used) == ("delete_type_name", None)
