"""Deleting a space."""

from dataclasses import replace

import pytest

from bot.cards import Card
from bot.errors import NoSuchSpace, Stale, Unavailable
from bot.holds import Hold, Undo
from bot.journal import Journal
from bot.sessions import Cancel
from handlers.delete import TRIES, ConfirmDelete, SpaceDeletion, TypingName
from tests.assembly import Assembly
from tests.handlers.calling import answers, takes, trail, types

DELETE = "DELETE /v1.0/drive/spaces/{spaceId}"
LIST = "GET /v1.0/drive/spaces"
QUERY = "POST /v1.0/drive/managements/spaces/query"


async def plan_of(bot: Assembly, name: str) -> SpaceDeletion:
    space = await bot.space(name)
    assert space is not None
    return SpaceDeletion(space["spaceId"], name, space["usedQuota"])


async def test_an_empty_space_is_confirmed_by_a_button(bot: Assembly) -> None:
    card = await types(bot, "space delete Legal 法务")

    confirm = ConfirmDelete(await plan_of(bot, "Legal 法务"))
    assert card.template == "delete_confirm_empty"
    assert card.actions == {"delete": confirm, "cancel": Cancel()}
    assert card.then == confirm


async def test_a_space_that_is_not_empty_is_confirmed_by_its_name(bot: Assembly) -> None:
    card = await types(bot, "delete Finance")

    assert card.template == "delete_type_name"
    assert card.then == TypingName(await plan_of(bot, "Finance"))
    assert card.actions == {"cancel": Cancel()}
    assert card.data["hold"] == 600


async def unsaid(bot: Assembly, name: str, members: str = "") -> SpaceDeletion:
    """Let DingTalk no longer say how much a space holds, though the asker's list did."""
    await types(bot, "spaces")
    plan = replace(await plan_of(bot, name), used=None)
    row = f'{{"spaceId":"{plan.space_id}","spaceName":"{name}"{members}}}'
    await bot.sandbox.fault("respond", QUERY, status=200, message=f'{{"spaces":[{row}]}}')
    return plan


@pytest.mark.parametrize("members", ["", ',"usedQuota":null', ',"usedQuota":-1'])
async def test_a_space_of_unknown_use_is_not_empty(bot: Assembly, members: str) -> None:
    plan = await unsaid(bot, "Legal 法务", members)

    card = await types(bot, "space delete Legal 法务")

    assert card.template == "delete_type_name"
    assert card.then == TypingName(plan)


async def test_the_numbers_are_those_of_now(bot: Assembly) -> None:
    """The list that a name is found in may be a minute old."""
    await types(bot, "spaces")
    plan = await plan_of(bot, "Finance")
    now = (plan.used or 0) + 1
    await bot.sandbox.change_space(plan.space_id, usedQuota=now)

    card = await types(bot, "space delete Finance")

    assert card.then == TypingName(replace(plan, used=now))


async def test_a_space_that_is_gone_by_now_is_not_there(bot: Assembly) -> None:
    await types(bot, "spaces")
    await bot.sandbox.delete_space((await plan_of(bot, "Finance")).space_id)

    with pytest.raises(NoSuchSpace):
        await types(bot, "space delete Finance")


async def test_a_confirmed_deletion_waits(bot: Assembly) -> None:
    plan = await plan_of(bot, "Legal 法务")

    card = await takes(bot, ConfirmDelete(plan))

    [hold] = await bot.services.holds.waiting()
    assert (card.template, card.data["ends_at"]) == ("holding", hold.ends)
    assert card.actions == {"undo": Undo(hold.id, str(getattr(hold.plan, "space_id", "")))}
    assert (hold.plan, hold.state) == (plan, "waiting")
    assert await trail(bot) == [("space delete", "Legal 法务", "planned")]
    assert await bot.space("Legal 法务")


async def test_a_turn_that_runs_twice_waits_once(bot: Assembly) -> None:
    plan = await plan_of(bot, "Legal 法务")

    cards = [await takes(bot, ConfirmDelete(plan)) for _ in range(2)]

    assert cards[0] == cards[1]
    assert len(await bot.services.holds.waiting()) == 1
    assert len(await trail(bot)) == 1


async def test_a_word_confirms_an_empty_space(bot: Assembly) -> None:
    confirm = ConfirmDelete(await plan_of(bot, "Legal 法务"))

    with pytest.raises(Stale):
        await answers(bot, confirm, "hm")
    assert (await answers(bot, confirm, confirm.says("zh"))).template == "holding"
    assert confirm.expects(confirm.says("en"))


async def test_the_exact_name_starts_the_wait(bot: Assembly) -> None:
    typing = TypingName(await plan_of(bot, "Finance"))

    assert (await answers(bot, typing, "Finance")).template == "holding"


async def test_a_wrong_name_may_be_typed_three_times(bot: Assembly) -> None:
    state: object = TypingName(await plan_of(bot, "Finance"))
    for left in range(TRIES - 1, -1, -1):
        card = await answers(bot, state, f"finanze {left}")
        assert card.template == "delete_wrong_name"
        assert card.data["left"] == left
        state = card.then

    assert state is None
    assert card.actions == {}
    assert await bot.services.holds.waiting() == ()


def test_a_name_nobody_can_type_is_confirmed_by_the_id() -> None:
    typing = TypingName(SpaceDeletion("77", "a\u202eb", 1))

    assert typing.by_id
    assert typing.expects(" 77 ")
    assert not typing.expects("a\u202eb")


async def end(bot: Assembly, plan: SpaceDeletion, held: Hold | None = None) -> Card:
    """What the end of a hold leads to."""
    hold = held or await bot.services.holds.place(await bot.command("space delete"), plan)
    hold = await bot.services.holds.take(hold) or hold
    route = bot.routes.hold_for(SpaceDeletion)
    assert route is not None
    command = await bot.command(
        route.words, key=f"hold:{hold.id}", fence=bot.services.holds.fence(hold)
    )
    return await route.handler(plan, command, bot.services)


async def test_at_the_end_the_space_is_deleted(bot: Assembly) -> None:
    plan = await plan_of(bot, "Finance")

    card = await end(bot, plan)

    assert card == Card("deleted", {"space_name": "Finance", "used": plan.used})
    assert await bot.space("Finance") is None
    assert await trail(bot) == [("space delete", "Finance", "done")]


async def test_an_end_that_runs_twice_deletes_once(bot: Assembly) -> None:
    plan = await plan_of(bot, "Finance")
    hold = await bot.services.holds.place(await bot.command("space delete"), plan)

    first, second = await end(bot, plan, hold), await end(bot, plan, hold)

    assert first == second
    assert (await bot.calls()).count(DELETE) == 1


async def stopped(bot: Assembly, plan: SpaceDeletion) -> str:
    """Why the end of a hold did nothing."""
    card = await end(bot, plan)
    assert card.template == "delete_stopped"
    assert DELETE not in await bot.calls()
    [(_, name, outcome)] = await trail(bot)
    assert (name, outcome) == (plan.name, f"refused: {card.data['reason']}")
    return str(card.data["reason"])


async def test_who_is_no_admin_any_more_deletes_nothing(bot: Assembly) -> None:
    plan = await plan_of(bot, "Finance")
    await bot.sandbox.client.patch("/sandbox/users/manager01", json={"isAdmin": False})

    assert "no longer an admin" in await stopped(bot, plan)


async def test_who_left_the_organisation_deletes_nothing(bot: Assembly) -> None:
    plan = await plan_of(bot, "Finance")
    await bot.sandbox.client.delete("/sandbox/users/manager01")

    assert "has left the organisation" in await stopped(bot, plan)


async def test_a_space_that_changed_is_not_deleted(bot: Assembly) -> None:
    plan = await plan_of(bot, "Finance")
    await bot.sandbox.change_space(plan.space_id, usedQuota=(plan.used or 0) + 1)

    assert "has changed" in await stopped(bot, plan)


async def test_a_space_whose_use_is_not_said_any_more_is_not_deleted(bot: Assembly) -> None:
    plan = await plan_of(bot, "Legal 法务")
    await unsaid(bot, plan.name)

    assert "no longer reports" in await stopped(bot, plan)


async def test_a_space_whose_use_is_said_only_now_is_not_deleted(bot: Assembly) -> None:
    assert "now reports" in await stopped(bot, replace(await plan_of(bot, "Finance"), used=None))


async def test_a_space_whose_use_is_never_said_goes_by_its_typed_name(bot: Assembly) -> None:
    plan = await unsaid(bot, "Finance")

    card = await end(bot, plan)

    assert card == Card("deleted", {"space_name": "Finance", "used": None})
    assert await bot.space("Finance") is None


async def test_nothing_is_said_to_be_gone_from_a_list_that_cannot_be_read_whole(
    bot: Assembly,
) -> None:
    plan = await plan_of(bot, "Finance")
    for api in (LIST, QUERY):
        await bot.sandbox.fault("respond", api, status=200, message='{"spaces":[{}]}')

    with pytest.raises(Unavailable):
        await end(bot, plan)
    assert DELETE not in await bot.calls()


async def test_a_space_of_another_name_is_not_deleted(bot: Assembly) -> None:
    plan = await plan_of(bot, "Finance")
    await bot.sandbox.change_space(plan.space_id, name="Finance 2")

    assert "been renamed" in await stopped(bot, plan)


async def test_a_space_that_is_gone_is_told(bot: Assembly) -> None:
    plan = await plan_of(bot, "Finance")
    await bot.sandbox.delete_space(plan.space_id)

    assert "no longer exists" in await stopped(bot, plan)


async def test_a_deletion_that_has_begun_is_not_stopped_by_its_own_effect(bot: Assembly) -> None:
    """The process died after the call: the space is gone because of us."""
    plan = await plan_of(bot, "Finance")
    hold = await bot.services.holds.place(await bot.command("space delete"), plan)
    hold = await bot.services.holds.take(hold) or hold
    fence = bot.services.holds.fence(hold)
    await Journal(bot.store).intend(f"hold:{hold.id}", fence, {})
    await bot.sandbox.delete_space(plan.space_id)

    assert (await end(bot, plan, hold)).template == "deleted"
