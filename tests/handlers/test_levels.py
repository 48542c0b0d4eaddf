"""Levels of all spaces, and of one."""

from typing import Any

import pytest

from bot.errors import BadArgument, MissingArgument, NoSuchSpace
from bot.quota.limits import DEFAULT_LEVELS, Free, Percent
from bot.quota.samples import ORGANISATION
from tests.assembly import Assembly
from tests.handlers.calling import says, trail
from tests.handlers.watching import GB, learns


@pytest.fixture(autouse=True)
async def _known(bot: Assembly) -> None:
    await learns(bot)


async def held(bot: Assembly, space_id: str) -> tuple[Any, ...]:
    return (await bot.services.watch.limits.overrides()).limits(space_id).levels


@pytest.mark.parametrize("said", ["quota levels all 70 90", "容量级别 全部 70% 90%"])
async def test_the_levels_of_all_spaces_are_set_and_taken_back(bot: Assembly, said: str) -> None:
    card = await says(bot, said)
    assert await held(bot, "1") == await held(bot, ORGANISATION) == (Percent(70), Percent(90))
    assert (card.template, card.data["name"], card.data["own"]) == ("quota_levels", "", True)

    usual = await says(bot, "quota levels all default")
    assert await held(bot, "1") == DEFAULT_LEVELS
    assert not usual.data["own"]
    assert [row[2] for row in await trail(bot)] == ["done", "done"]


async def test_one_space_has_levels_of_its_own(bot: Assembly) -> None:
    finance = await bot.space("Finance")
    assert finance is not None

    card = await says(bot, "quota levels Finance 50%, 1 GB free")

    assert await held(bot, finance["spaceId"]) == (Percent(50), Free(GB))
    assert await held(bot, "1") == DEFAULT_LEVELS
    assert card.data["name"] == "Finance"


async def test_one_level_takes_the_place_of_another_and_the_others_stay(bot: Assembly) -> None:
    finance = await bot.space("Finance")
    assert finance is not None

    await says(bot, "quota levels Finance 85% instead of 90%")

    expected = tuple(map(Percent, (80, 85, 95, 100)))
    assert await held(bot, finance["spaceId"]) == expected


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("quota levels", MissingArgument),
        ("quota levels all", MissingArgument),
        ("quota levels all high", BadArgument),
        ("quota levels all 85 instead of high", BadArgument),
        ("quota levels Nowhere 80", NoSuchSpace),
    ],
)
async def test_what_cannot_be_read_changes_nothing(
    bot: Assembly, said: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await says(bot, said)

    assert await held(bot, "1") == DEFAULT_LEVELS
