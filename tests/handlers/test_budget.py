"""The month's allowance, as admins see and correct it."""

import pytest

from bot.budget import Payer, Purpose, paying
from bot.errors import BadArgument, MissingArgument
from handlers.budget import MOST_CALLS
from tests.assembly import Assembly
from tests.bot.budget.spending import book
from tests.handlers.calling import trail, types

LIST = "GET /v1.0/drive/spaces"


async def spends(bot: Assembly, person: str, times: int) -> None:
    for _ in range(times):
        with paying(Payer(Purpose.PEOPLE, person, f"Name of {person}", bot.group.id)):
            await book(bot.store, bot.services.budget, LIST)


async def test_the_budget_tells_what_was_used_and_by_whom(bot: Assembly) -> None:
    await spends(bot, "staff01", 2)
    await spends(bot, "staff02", 3)
    with paying(Payer(Purpose.SWEEPS)):
        await book(bot.store, bot.services.budget, LIST)

    card = await types(bot, "/budget")

    assert card.template == "budget"
    assert card.data["calls"] == {"used": 6, "assumed": 0, "share": 3000, "allowance": 5000}
    assert card.data["people"] == (("Name of staff02", 3), ("Name of staff01", 2))
    purposes = card.data["purposes"]
    assert isinstance(purposes, dict)
    assert {name: used for name, (used, _) in purposes.items()} == {
        "people": 5,
        "alerts": 0,
        "digests": 0,
        "looks": 0,
        "sweeps": 1,
    }


@pytest.mark.parametrize(
    "text", ["/budget used 1,200", "用量已用 1200", "已用调用量 1200", "budget used １２００"]
)
async def test_an_admin_says_what_the_month_has_had(bot: Assembly, text: str) -> None:
    await spends(bot, "staff01", 2)

    card = await types(bot, text)

    assert card.template == "budget_used"
    assert card.data == {"said": 1200, "used": 1200, "share": 3000}
    assert (await bot.services.budget.report()).before == 1198
    [kept] = await bot.services.audit.last(1)
    assert (kept.entry.before, kept.entry.after) == ("used=2 assumed=0", "used=1200")
    assert await trail(bot) == [("budget used", "", "done")]


async def test_what_was_counted_is_not_talked_down(bot: Assembly) -> None:
    await spends(bot, "staff01", 5)

    card = await types(bot, "budget used 3")

    assert card.data == {"said": 3, "used": 5, "share": 3000}


@pytest.mark.parametrize("number", ["10000001", "99999999", "9" * 200])
async def test_a_number_that_is_too_large_is_told_the_largest(bot: Assembly, number: str) -> None:
    with pytest.raises(BadArgument) as refused:
        await types(bot, f"budget used {number}")

    assert f"{MOST_CALLS:,}" in refused.value.reason
    assert (await types(bot, f"budget used {MOST_CALLS}")).data["said"] == MOST_CALLS


async def test_another_share_is_tried_and_not_set(bot: Assembly) -> None:
    card = await types(bot, "/budget share 80%")

    assert card.template == "budget_share"
    assert card.data["calls"] == {"used": 0, "assumed": 0, "share": 4000, "allowance": 5000}
    assert (card.data["share"], card.data["now"]) == (80, 60)
    assert (await bot.services.budget.report()).share == 60


@pytest.mark.parametrize(
    "text",
    [
        "budget used many",
        "budget used -1",
        "budget used 12.5",
        "budget used 123456789",
        "budget share 0",
        "budget share 101",
    ],
)
async def test_what_is_no_such_number_is_said_to_be_none(bot: Assembly, text: str) -> None:
    with pytest.raises(BadArgument):
        await types(bot, text)

    assert (await bot.services.budget.report()).before == 0


@pytest.mark.parametrize("text", ["budget used", "用量份额", "调用份额"])
async def test_a_number_that_is_missing_is_asked_for(bot: Assembly, text: str) -> None:
    with pytest.raises(MissingArgument):
        await types(bot, text)
