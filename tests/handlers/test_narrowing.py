"""Lists of spaces that are narrowed by what somebody says."""

from dataclasses import replace
from typing import Any

import pytest

from bot.audit import Entry
from bot.drive.card_list import ShownList
from handlers.quota import ShowTop, TurnRanking
from handlers.spaces import RefreshList, TurnPage
from tests.assembly import Assembly
from tests.handlers.calling import body, presses, says, takes
from tests.parts import ANN, BOB

GB = 1 << 30
LIST = "GET /v1.0/drive/spaces"


def names(card: Any) -> list[str]:
    return [space.name for space in card.data["rows"]]


async def made(bot: Assembly) -> None:
    """Spaces beside those of the sandbox, of which one is full and one was made last month."""
    await bot.sandbox.make_space("Brim", quota=GB, usedQuota=GB)
    await bot.sandbox.make_space("Nearly", quota=100 * GB, usedQuota=95 * GB)
    await bot.sandbox.make_space("Nothing in it", quota=GB, usedQuota=0)


@pytest.mark.parametrize(
    "said", ["over 90%", "超过九成", "90%以上", "at least ninety percent", "full", "满了的"]
)
async def test_a_share_narrows_the_list(bot: Assembly, said: str) -> None:
    await made(bot)

    card = await says(bot, f"spaces {said}")

    assert {"销售合同", "市场部", "Brim", "Nearly"} <= set(names(card))
    assert all((space.ratio or 0) >= 0.9 for space in card.data["rows"])


async def test_nearly_full_is_not_full(bot: Assembly) -> None:
    await made(bot)

    found = names(await says(bot, "spaces 快满的"))

    assert "Nearly" in found
    assert "Brim" not in found


async def test_what_is_empty_is_found_in_either_language(bot: Assembly) -> None:
    await made(bot)

    assert "Nothing in it" in names(await says(bot, "spaces empty"))
    assert names(await says(bot, "空间列表 空的")) == names(await says(bot, "spaces empty"))


async def test_sizes_words_and_an_order_go_together(bot: Assembly) -> None:
    await made(bot)

    card = await says(bot, "spaces larger than 90 GB n sorted by name")

    assert names(card) == sorted(names(card), key=str.casefold)
    assert all(
        space.used >= 90 * GB and "n" in space.name.casefold() for space in card.data["rows"]
    )
    assert "Nearly" in names(card)


async def test_pages_and_the_refresh_keep_what_narrows(bot: Assembly) -> None:
    for number in range(10):
        await bot.sandbox.make_space(f"Full {number}", quota=GB, usedQuota=GB)
    first = await says(bot, "spaces over 90% full")
    since = len(await bot.calls())

    second = await presses(bot, TurnPage(2, "over 90% full"), kept=first.kept)

    assert first.actions["next"] == TurnPage(2, "over 90% full")
    assert first.actions["refresh"] == RefreshList("over 90% full", 1)
    assert len(await bot.calls()) == since
    assert (second.data["least_share"], second.data["total"]) == (90.0, first.data["total"])
    assert names(await says(bot, "spaces over 90% full page 2")) == names(second)


@pytest.mark.parametrize(
    "said", ["", "over 90%", "mine", "growing", "new this month", "sorted by growth", "empty"]
)
async def test_a_narrowed_list_costs_what_the_whole_does(bot: Assembly, said: str) -> None:
    await says(bot, f"spaces {said}")

    drive = [call for call in await bot.calls() if "/v1.0/drive/" in call]
    assert drive == [LIST]


async def test_a_space_called_like_a_condition_is_told_of(bot: Assembly) -> None:
    await bot.sandbox.make_space("full", quota=GB, usedQuota=0)

    card = await says(bot, "spaces full")

    assert "full" not in names(card)
    assert card.data["called"] == 1
    assert 'spaces "full"' in body(card)
    assert names(await says(bot, 'spaces "full"')) == ["full"]
    assert (await says(bot, "space full")).data["space"].name == "full"


async def test_what_is_not_known_is_counted_and_not_decided(bot: Assembly) -> None:
    await bot.sandbox.fault("malform", LIST, message="spaces.0.usedQuota", code="null")

    card = await says(bot, "spaces over 90%")

    assert card.data["unjudged"] == 1
    assert all(space.used is not None for space in card.data["rows"])
    assert "1 more space" in body(card)


async def test_growth_that_nobody_has_seen_is_not_known(bot: Assembly) -> None:
    card = await says(bot, "spaces growing")

    assert (card.template, card.data["unjudged"]) == ("no_spaces", 13)


async def test_only_what_was_made_through_the_bot_is_known_to_be_mine(bot: Assembly) -> None:
    mine = (await bot.sandbox.make_space("Mine"))["spaceId"]
    theirs = (await bot.sandbox.make_space("Theirs"))["spaceId"]
    await note_made(bot, BOB, mine)
    await note_made(bot, ANN, theirs)

    card = await says(bot, "spaces mine")

    assert names(card) == ["Mine"]
    assert card.data["unjudged"] == 13
    assert "created through me" in body(card)


async def note_made(bot: Assembly, sender: Any, space_id: str) -> None:
    command = replace(await bot.command("space create", sender), words="space create")
    await bot.services.audit.append(f"made:{space_id}", Entry.of(command, "done", space_id, "x"))


async def test_this_month_is_that_of_the_clock_here(bot: Assembly) -> None:
    await bot.sandbox.make_space("Fresh")

    assert "Fresh" in names(await says(bot, "spaces new this month"))


async def test_the_ranking_is_narrowed_too(bot: Assembly) -> None:
    for number in range(10):
        await bot.sandbox.make_space(
            f"Part {number}", quota=100 * GB, usedQuota=(95 - number // 9 * 40) * GB
        )

    card = await says(bot, "quota top part over 90%")

    assert [row["name"] for row in card.data["rows"]] == [f"Part {n}" for n in range(8)]
    assert card.data["total"] == 9
    assert card.actions["next"] == TurnRanking(2, "full", "part over 90%")
    assert card.actions["growing"] == ShowTop("growing", words="part over 90%")
    turned: Any = await takes(bot, ShowTop("full", 2, "part over 90%"))
    assert [row["name"] for row in turned.data["rows"]] == ["Part 8"]


async def test_the_order_of_a_ranking_is_not_among_its_conditions(bot: Assembly) -> None:
    card = await says(bot, "quota top growing finance")

    assert (card.data["order"], card.data["words"], card.data["kinds"]) == (
        "growing",
        "finance",
        [],
    )
    assert ShowTop("growing", 1, "finance").says("en") == "quota top finance growing"


async def test_the_emptiest_and_those_with_most_room_come_first(bot: Assembly) -> None:
    await made(bot)

    emptiest = (await says(bot, "spaces emptiest first")).data["rows"]
    roomy = (await says(bot, "quota top 剩余最多")).data["rows"]
    smallest = (await says(bot, "spaces 用得最少 前三")).data["rows"]

    shares = [space.ratio for space in emptiest if space.ratio is not None]
    assert shares == sorted(shares)
    left = [space.quota - space.used for space in roomy if space.quota is not None]
    assert left == sorted(left, reverse=True)
    assert roomy[0].name == "Engineering"
    assert [space.used for space in smallest] == sorted(space.used for space in smallest)
    assert len(smallest) == 3


async def test_so_many_rows_are_shown_as_were_asked_for(bot: Assembly) -> None:
    await made(bot)

    spaces, ranking = await says(bot, "spaces top 2"), await says(bot, "quota top 前三")

    assert (len(names(spaces)), spaces.data["total"]) == (2, 2)
    assert names(spaces) == names(await says(bot, "spaces"))[:2]
    assert len(ranking.data["rows"]) == 3


async def test_two_that_were_named_stand_beside_each_other(bot: Assembly) -> None:
    card = await says(bot, 'spaces "市场部" or "Finance"')

    assert names(card) == ["市场部", "Finance"]


def test_a_list_of_an_earlier_release_is_read() -> None:
    assert ShownList((), "full", 0).unjudged == 0
