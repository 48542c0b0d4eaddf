"""The list of spaces."""

from typing import Any

import pytest

from bot.drive.card_list import ShownList
from bot.errors import Stale
from handlers.spaces import RefreshList, TurnPage
from tests.assembly import Assembly
from tests.handlers.calling import presses, takes, types
from tests.sweeping import sweep

LIST = "GET /v1.0/drive/spaces"


def names(card: Any) -> list[str]:
    return [space.name for space in card.data["rows"]]


async def test_the_fullest_come_first_and_those_without_a_quota_last(bot: Assembly) -> None:
    first = await types(bot, "spaces")
    second = await types(bot, "spaces page 2")

    assert names(first)[:2] == ["销售合同", "市场部"]
    assert names(second)[-1] == "会议录像"
    assert (first.data["total"], first.data["pages"], second.data["first"]) == (13, 2, 9)


async def test_words_narrow_the_list(bot: Assembly) -> None:
    card = await types(bot, "spaces ENG")

    assert names(card) == ["Engineering"]
    assert card.actions == {"refresh": RefreshList("ENG", 1)}


async def test_words_that_fit_nothing_say_so(bot: Assembly) -> None:
    card = await types(bot, "spaces 没有")

    assert (card.template, card.data["words"], card.kept) == ("no_spaces", "没有", None)


async def test_buttons_lead_to_the_pages_there_are(bot: Assembly) -> None:
    first, last = await types(bot, "spaces"), await types(bot, "空间列表 第2页")

    assert first.actions == {"refresh": RefreshList("", 1), "next": TurnPage(2, "")}
    assert last.actions == {"refresh": RefreshList("", 2), "previous": TurnPage(1, "")}


@pytest.mark.parametrize(("said", "page"), [("spaces page 99", 2), ("spaces page 0", 1)])
async def test_a_page_that_is_not_there_is_the_nearest(bot: Assembly, said: str, page: int) -> None:
    assert (await types(bot, said)).data["page"] == page


async def test_turning_pages_costs_no_call_and_keeps_the_age(bot: Assembly) -> None:
    first = await types(bot, "spaces")
    before = await bot.calls()

    second = await presses(bot, TurnPage(2), kept=first.kept)

    assert await bot.calls() == before
    assert second.data["at"] == first.data["at"]
    assert isinstance(second.kept, ShownList)
    assert second.kept.ids == (first.kept.ids if isinstance(first.kept, ShownList) else ())


async def test_a_list_that_is_not_kept_is_stale(bot: Assembly) -> None:
    with pytest.raises(Stale):
        await presses(bot, TurnPage(2), kept=None)


async def test_refreshing_asks_again_and_stays_on_the_page(bot: Assembly) -> None:
    await types(bot, "spaces")
    await bot.sandbox.make_space("新空间")

    card = await takes(bot, RefreshList("", 2))

    assert (await bot.calls()).count(LIST) == 2
    assert (card.data["total"], card.data["page"]) == (14, 2)


async def test_a_list_that_is_fresh_costs_no_second_call(bot: Assembly) -> None:
    await types(bot, "spaces")
    await types(bot, "spaces design")

    assert (await bot.calls()).count(LIST) == 1


@sweep(
    ("action", "zh", "en"),
    [
        (TurnPage(2, "a"), "空间列表 a 第2页", "spaces a page 2"),
        (TurnPage(1), "空间列表 第1页", "spaces page 1"),
        (RefreshList("", 1), "空间列表", "spaces"),
        (RefreshList("a b", 2), "空间列表 a b", "spaces a b"),
    ],
)
def test_every_button_has_a_command(action: TurnPage | RefreshList, zh: str, en: str) -> None:
    assert (action.says("zh"), action.says("en")) == (zh, en)
