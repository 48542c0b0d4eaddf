"""Who may press is asked at each press: their role as it is now, and whether they are there."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.delivery import Record
from bot.inbox import Pressers
from bot.messages import Conversation, Sender
from bot.sessions import Cancel
from tests.bot.inbox.pressing import (
    PATIENCE,
    Desk,
    ForAdmins,
    ForAll,
    ForAnyAdmin,
    ForMembers,
    More,
    Slowly,
    SlowlyForAll,
    aside,
)
from tests.parts import ANN, BOB

CAT = Sender("staff02", "$:LWCP_v1:$cat", "Cat")
GUEST = Sender("guest01", "$:LWCP_v1:$guest", "Guest")
GONE = Sender("left01", "$:LWCP_v1:$gone", "Gone")
PERSON = "POST /topapi/v2/user/get"


async def changed(desk: Desk, record: Record, **members: Any) -> Record:
    """A card that is remembered otherwise."""
    other = replace(record, **members)
    assert await desk.bot.delivery.records.save(other, instead_of=record.face)
    return other


async def untouched(desk: Desk, record: Record, sender: Sender) -> bool:
    """Whether a card stands as it did, and nothing waits for a turn."""
    same = await desk.bot.record(record.out_track_id) == record
    return same and await desk.waiting(sender) == []


@pytest.mark.parametrize("is_admin", [False, True])
async def test_a_role_that_is_unknown_is_asked_for_within_the_ack(
    desk: Desk, is_admin: Any
) -> None:
    """At no call that counts: a turn would show its answer by one."""
    record = await desk.card(ForAdmins())
    changed = {"isAdmin": is_admin}
    (await desk.bot.sandbox.client.patch("/sandbox/users/staff01", json=changed)).raise_for_status()
    before = await desk.bot.calls()

    answer = await desk.press(record, by=ANN)

    assert aside(answer) is not is_admin
    assert await desk.waiting(ANN) == []
    assert (await desk.bot.calls())[len(before) :] == [PERSON]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("action", [ForAdmins(), ForMembers()])
@pytest.mark.parametrize("fault", ["server-error", "timeout-before", "no-scope"])
async def test_while_dingtalk_does_not_say_whoever_presses_is_told_so(
    desk: Desk, action: object, fault: str
) -> None:
    """A turn would ask no better, and tell it by a call that counts, at each press."""
    record = await desk.card(action)
    await desk.bot.sandbox.fault(fault, PERSON)
    desk.pressers = Pressers(desk.bot.services.access, 0.2 if fault == "timeout-before" else 20)
    asking = asyncio.get_running_loop().create_task(desk.pressers.run())
    before = await desk.bot.calls()

    for _ in range(3):
        assert aside(await desk.press(record, by=ANN))

    asking.cancel()
    await asyncio.wait({asking})
    assert await untouched(desk, record, ANN)
    assert set((await desk.bot.calls())[len(before) :]) <= {PERSON}


async def test_who_asked_as_an_admin_is_shown_no_more_once_they_are_none(desk: Desk) -> None:
    record = await changed(desk, await desk.card(More()), for_admins=True)
    await desk.bot.services.access.note(replace(BOB, is_admin=False))

    assert aside(await desk.press(record))
    assert await untouched(desk, record, BOB)


async def test_what_an_admin_turns_to_stays_for_admins(desk: Desk) -> None:
    record = await changed(desk, await desk.card(More()), for_admins=True)
    await desk.bot.services.access.note(replace(BOB, is_admin=True))

    assert not aside(await desk.press(record))
    assert (await desk.bot.record(record.out_track_id)).for_admins


async def test_who_has_left_is_shown_no_more_of_their_own_card(desk: Desk) -> None:
    record = await changed(desk, await desk.card(More()), asker=GONE.key, asker_user_id=GONE.key)

    assert aside(await desk.press(record, by=GONE))
    assert await untouched(desk, record, GONE)


@pytest.mark.parametrize("for_admins", [False, True])
async def test_whoever_asked_may_always_cancel(desk: Desk, for_admins: Any) -> None:
    record = await changed(desk, await desk.card(Cancel()), for_admins=for_admins)
    await desk.bot.services.access.note(replace(BOB, is_admin=False))

    assert not aside(await desk.press(record))


async def test_a_turn_asks_its_own_asker_and_writes_down_the_refusal(desk: Desk) -> None:
    record = await desk.card(Slowly())
    await desk.bot.services.access.note(replace(BOB, is_admin=False))

    await desk.press(record)

    assert len(await desk.waiting()) == 1


@pytest.mark.parametrize("action", [ForAll(), ForMembers(), SlowlyForAll()])
@pytest.mark.parametrize("owner", ["", BOB.key])
async def test_who_was_never_seen_in_a_group_presses_nothing_of_others_there(
    desk: Desk, action: object, owner: str
) -> None:
    """Whether they are a member is asked once, however often they press: that is not counted."""
    record = await changed(desk, await desk.card(action), asker=owner)
    before = await desk.bot.calls()

    for _ in range(3):
        answer = await desk.press(record, by=CAT)
        assert "Mention me here once" in str(answer["userPrivateData"])

    assert await untouched(desk, record, CAT)
    assert await desk.bot.calls() == [*before, PERSON]


async def test_once_they_have_written_there_they_may(desk: Desk) -> None:
    record = await desk.card(ForAll())
    elsewhere = Conversation("another group", "group")
    await desk.bot.services.access.note(CAT, elsewhere)
    assert aside(await desk.press(record, by=CAT))

    await desk.bot.services.access.note(CAT, desk.bot.group)

    assert not aside(await desk.press(record, by=CAT))


async def test_a_known_admin_may_press_in_every_group(desk: Desk) -> None:
    record = await desk.card(ForMembers())
    await desk.bot.services.access.note(replace(CAT, is_admin=True))

    assert not aside(await desk.press(record, by=CAT))


@pytest.mark.parametrize("action", [ForAnyAdmin(), ForAdmins()])
async def test_what_takes_an_admin_asks_for_one_and_nothing_else(
    desk: Desk, action: object
) -> None:
    record = await desk.card(action)
    changed = {"isAdmin": True}
    (await desk.bot.sandbox.client.patch("/sandbox/users/staff02", json=changed)).raise_for_status()

    assert not aside(await desk.press(record, by=CAT))


async def test_a_card_in_a_single_chat_is_pressed_by_nobody_else(desk: Desk) -> None:
    single = Conversation("alone", "single")
    made = await desk.card(ForMembers())
    record = await changed(desk, made, conversation=single, asker="", asker_user_id=BOB.key)
    await desk.bot.services.access.note(replace(BOB, is_admin=False))
    await desk.bot.services.access.note(replace(ANN, is_admin=True))

    assert aside(await desk.press(record, by=ANN))
    assert await desk.bot.record(record.out_track_id) == record
    assert not aside(await desk.press(record, by=BOB))


async def test_somebody_from_outside_is_asked_for_once(desk: Desk) -> None:
    record = await desk.card(ForMembers())
    await desk.bot.services.access.note(GUEST, desk.bot.group)
    before = (await desk.bot.calls()).count(PERSON)

    for _ in range(5):
        await desk.press(record, by=GUEST)

    assert (await desk.bot.calls()).count(PERSON) == before + 1


async def test_who_was_from_outside_and_speaks_as_one_of_the_staff_is_believed(desk: Desk) -> None:
    record = await desk.card(ForMembers())
    await desk.bot.services.access.note(GUEST, desk.bot.group)
    assert aside(await desk.press(record, by=GUEST))

    await desk.bot.services.access.note(replace(GUEST, is_admin=False))

    assert not aside(await desk.press(record, by=GUEST))


async def test_however_often_somebody_presses_they_are_asked_for_once_at_a_time(desk: Desk) -> None:
    record = await desk.card(ForMembers())
    before = (await desk.bot.calls()).count(PERSON)

    responses = await asyncio.gather(*(desk.press(record, by=ANN) for _ in range(20)))

    assert not any(aside(each) for each in responses)
    assert (await desk.bot.calls()).count(PERSON) == before + 1


async def test_who_is_told_of_too_late_is_known_at_the_next_press(desk: Desk) -> None:
    """DingTalk answers after the ack has left, and is not asked a second time."""
    services, record = desk.bot.services, await desk.card(ForMembers())
    before = (await desk.bot.calls()).count(PERSON)
    desk.pressers = hasty = Pressers(services.access, 0)
    asking = asyncio.get_running_loop().create_task(hasty.run())

    first = await desk.press(record, by=ANN)
    async with asyncio.timeout(PATIENCE):
        while await services.access.known_role(ANN) is None:
            pass  # each look waits for Redis
    second = await desk.press(record, by=ANN)

    asking.cancel()
    await asyncio.wait({asking})
    assert (aside(first), aside(second)) == (True, False)
    assert (await desk.bot.calls()).count(PERSON) == before + 1
