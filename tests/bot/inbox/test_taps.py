"""Pressed buttons, answered inside their acknowledgement."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs
from typing_extensions import override

from bot.access import Organisation
from bot.budget import Payer, Purpose
from bot.budget.governor import PRESSES
from bot.delivery import StoreMarks
from bot.inbox.taps import ACK_MILLIS
from bot.messages import Sender
from bot.sessions import Cancel
from bot.storage import open_store
from tests.bot.inbox.pressing import (
    GAP,
    Beaten,
    Desk,
    Fails,
    ForAdmins,
    ForAll,
    ForAnyAdmin,
    ForMembers,
    Hasty,
    Slowly,
    SlowlyForAll,
    TooOld,
    aside,
    title,
)
from tests.parts import ANN, BOB, queued

GUEST = Sender("guest01", "$:guest", "")
DAN = Sender("staff02", "$:dan", "")

PERSON = "POST /topapi/v2/user/get"


async def test_a_fast_button_is_answered_in_its_ack(desk: Desk) -> None:
    record = await desk.card(Cancel())
    before = await desk.bot.calls()

    response = await desk.press(record)

    after = await desk.bot.record(record.out_track_id)
    assert title(response) == after.shown.title
    assert (after.face, after.actions) == (2, {})
    assert await desk.bot.calls() == before
    quiet = await desk.bot.delivery.records.quiet_until(record.out_track_id)
    assert quiet == desk.bot.clock() + ACK_MILLIS + GAP
    assert await desk.waiting() == []


async def test_of_many_taps_at_once_one_is_taken(desk: Desk) -> None:
    record = await desk.card(Cancel(), Slowly())

    responses = await asyncio.gather(*(desk.press(record, n % 2) for n in range(10)))

    after = await desk.bot.record(record.out_track_id)
    assert after.face == 2
    assert {title(response) for response in responses} == {after.shown.title}
    assert len(await desk.waiting()) == (1 if after.box else 0)


async def test_a_slow_button_becomes_a_turn_of_who_pressed(desk: Desk) -> None:
    record = await desk.card(Slowly())

    response = await desk.press(record)

    [turn] = await desk.waiting()
    assert turn["sender"]["user_id"] == "manager01"
    assert turn["action"] == {"is": "Slowly"}
    assert (turn["out_track_id"], turn["face"]) == (record.out_track_id, 1)
    assert "⏳" in response["cardData"]["cardParamMap"]["msgContent"]
    assert await queued(desk.bot.store) == [f"{record.out_track_id}:1:10"]


async def test_a_second_tap_is_the_same_turn(desk: Desk) -> None:
    record = await desk.card(Slowly())
    first = await desk.press(record)
    second = await desk.press(record)

    assert first == second
    assert len(await desk.waiting()) == 1


async def test_a_tap_finds_a_turn_whose_task_was_never_added(desk: Desk) -> None:
    record = await desk.card(Slowly())
    working = replace(record, face=2, box="some box", turn="the click")
    await desk.bot.delivery.records.save(working, instead_of=1)

    await desk.press(working)

    assert await queued(desk.bot.store) == ["the click"]


async def test_a_button_of_an_older_face_shows_the_card_as_it_is(desk: Desk) -> None:
    record = await desk.card(Cancel())
    await desk.press(record)

    again = await desk.press(record)

    assert title(again) == (await desk.bot.record(record.out_track_id)).shown.title
    assert (await desk.bot.record(record.out_track_id)).face == 2


async def test_a_tap_of_another_organisation_does_nothing(desk: Desk) -> None:
    record = await desk.card(Cancel())

    with capture_logs() as logs:
        answer = await desk.press(record, corp="corp2")

    assert aside(answer)
    assert desk.bot.store.counts.foreign == {"press": 1}
    assert [each["event"] for each in logs] == ["tap_of_another_organisation"]
    assert (await desk.bot.record(record.out_track_id)).face == 1


async def test_until_the_organisation_is_known_taps_do_nothing(desk: Desk) -> None:
    record = await desk.card(Cancel())
    await desk.bot.store.redis.delete(desk.bot.store.key("org"))

    with capture_logs():
        answer = await desk.press(record, organisation=Organisation(desk.bot.store))

    assert aside(answer)


async def test_of_a_card_of_another_store_only_whoever_pressed_is_told_so(desk: Desk) -> None:
    """The other bot has its record; what it shows here must not change."""
    record = await desk.card(Cancel())

    with capture_logs() as logs:
        answer = await desk.press(replace(record, mark="0ther"))

    assert aside(answer)
    assert [each["event"] for each in logs] == ["another_bot_uses_this_app"]
    assert desk.bot.store.counts.foreign == {"card": 1}


async def test_a_card_with_the_mark_of_this_store_is_ours(desk: Desk) -> None:
    record = await desk.card(Cancel())
    own = await StoreMarks(desk.bot.store).own()

    assert not aside(await desk.press(replace(record, mark=own)))
    assert desk.bot.store.counts.foreign == {}


@pytest.mark.parametrize("known", [False, True])
async def test_a_card_that_is_gone_or_over_has_expired(desk: Desk, known: Any) -> None:
    record = await desk.card(Cancel())
    if known:
        desk.bot.clock.at = record.expires
    else:
        await desk.bot.store.redis.delete(desk.bot.delivery.records.key(record.out_track_id))

    response = await desk.press(record)

    assert response == desk.bot.delivery.expired("en" if known else "zh")


@pytest.mark.parametrize("meaning", [{"is": "Unheard"}, {"is": "Orphan"}])
async def test_a_button_of_another_release_has_expired(
    desk: Desk, meaning: dict[str, object]
) -> None:
    record = replace(await desk.card(Cancel()), face=2)
    record = replace(record, actions={record.id_of(0): meaning})
    await desk.bot.delivery.records.save(record, instead_of=1)

    assert await desk.press(record) == desk.bot.delivery.expired("en")


@pytest.mark.parametrize("action", [Cancel(), Slowly()])
async def test_somebody_elses_button_leaves_the_card_as_it_is(desk: Desk, action: object) -> None:
    record = await desk.card(action)

    assert aside(await desk.press(record, by=ANN))
    assert await desk.bot.record(record.out_track_id) == record


async def test_a_member_may_not_press_what_admins_may(desk: Desk) -> None:
    record = await desk.card(ForAdmins())
    await desk.bot.services.access.note(replace(ANN, is_admin=False))

    assert aside(await desk.press(record, by=ANN))
    assert await desk.bot.record(record.out_track_id) == record


@pytest.mark.parametrize("is_admin", [False, True])
async def test_what_is_anybodys_takes_the_role_of_its_own_route(desk: Desk, is_admin: Any) -> None:
    await desk.bot.services.access.note(replace(ANN, is_admin=is_admin))
    for action in (ForMembers(), ForAll()):
        assert not aside(await desk.press(await desk.card(action), by=ANN))
    assert aside(await desk.press(await desk.card(ForAnyAdmin()), by=ANN)) is not is_admin


async def test_what_is_anybodys_asks_nobody_for_a_role_it_does_not_need(desk: Desk) -> None:
    record = await desk.card(ForAll())
    before = await desk.bot.calls()

    assert not aside(await desk.press(record, by=ANN))

    assert await desk.bot.calls() == before
    assert await desk.waiting(ANN) == []


async def test_an_admin_presses_in_the_fast_lane(desk: Desk) -> None:
    record = await desk.card(ForAdmins())
    await desk.bot.services.access.note(replace(ANN, is_admin=True))

    assert not aside(await desk.press(record, by=ANN))
    assert (await desk.bot.record(record.out_track_id)).box == ""


async def test_what_a_card_keeps_too_long_is_worked_on_in_a_turn(desk: Desk) -> None:
    record = await desk.card(TooOld())

    response = await desk.press(record)

    [turn] = await desk.waiting()
    assert turn["action"] == {"is": "Slowly"}
    assert "⏳" in response["cardData"]["cardParamMap"]["msgContent"]


@pytest.mark.parametrize("kind", [Slowly, SlowlyForAll, TooOld])
async def test_a_press_too_many_is_refused_alone_until_a_minute_has_passed(
    desk: Desk, kind: type
) -> None:
    for _ in range(PRESSES):
        await desk.bot.services.budget.press(Payer(Purpose.PEOPLE, BOB.key))
    record = await desk.card(kind())

    refused = await desk.press(record)
    fast = await desk.press(await desk.card(Cancel()))

    assert aside(refused)
    assert await desk.waiting() == []
    assert not aside(fast)
    await desk.bot.store.redis.delete(desk.bot.store.key("presses", BOB.key))
    assert not aside(await desk.press(await desk.card(kind())))


async def test_what_a_fast_handler_raises_is_shown(desk: Desk) -> None:
    for how, buttons in (("stale", 0), ("not allowed", 1)):
        record = await desk.card(Fails(how))

        await desk.press(record)

        shown = await desk.bot.record(record.out_track_id)
        assert shown.face == record.face + 1
        assert len(shown.actions) == buttons
        assert desk.settled == []


@pytest.mark.parametrize("how", ["bug", "drawing"])
async def test_an_unexpected_failure_shows_the_number_of_the_log(desk: Desk, how: str) -> None:
    record = await desk.card(Fails(how))

    with capture_logs() as logs:
        response = await desk.press(record)

    [unexpected] = [each for each in logs if each["event"] == "unexpected"]
    text = response["cardData"]["cardParamMap"]["staticMsgContent"]
    assert unexpected["number"] in text


@pytest.mark.parametrize("action", [Slowly(), ForMembers(), Cancel()])
@pytest.mark.parametrize("conversation", ["group", "single"])
async def test_an_outsider_is_told_that_only_members_may_and_nothing_to_try(
    desk: Desk, action: object, conversation: str
) -> None:
    record = await desk.card(action)
    here = replace(record.conversation, kind=conversation)
    record = replace(record, face=2, actions={"20": record.actions["10"]}, conversation=here)
    assert await desk.bot.delivery.records.save(record, instead_of=1)

    answer = await desk.press(record, by=GUEST)

    assert aside(answer)
    assert "Only for members" in str(answer)


@pytest.mark.parametrize("who", [GUEST, DAN])
@pytest.mark.parametrize("worked_on", [False, True])
async def test_what_a_card_does_not_offer_is_shown_only_to_who_may_press(
    desk: Desk, who: Sender, *, worked_on: bool
) -> None:
    record = await desk.card(ForMembers())
    record = replace(record, face=2, actions={}, box="box" if worked_on else "")
    assert await desk.bot.delivery.records.save(record, instead_of=1)

    assert aside(await desk.press(record, by=who))
    assert await queued(desk.bot.store) == []
    assert not aside(await desk.press(record, by=ANN))


@pytest.mark.parametrize("action", [Cancel(), Slowly()])
async def test_who_comes_second_sees_the_card_as_it_is(desk: Desk, action: object) -> None:
    record = await desk.card(action)
    desk.bot.delivery.records = Beaten(desk.bot.store, 3600)

    response = await desk.press(record)

    assert title(response) == record.shown.title
    assert await desk.bot.record(record.out_track_id) == record
    assert await desk.waiting() == []


@pytest.mark.parametrize("action", [Cancel(), Slowly()])
async def test_an_ack_that_is_late_shows_nothing_and_is_settled(desk: Desk, action: object) -> None:
    record = await desk.card(action)

    assert await desk.press(record, now=Hasty(desk.bot.clock())) == {}

    assert (await desk.bot.record(record.out_track_id)).face == 2
    assert desk.settled == [record.out_track_id]


class Hanging(Organisation):
    """A store that takes the question and never answers."""

    @override
    async def corp_id(self) -> str | None:
        await asyncio.Event().wait()
        return None


async def hanging() -> Organisation:
    async with open_store("unix:///nowhere/at/all.sock", "app") as store:
        return Hanging(store)


async def unreachable() -> Organisation:
    async with open_store("unix:///nowhere/at/all.sock", "app") as store:
        return Organisation(store)


@pytest.mark.parametrize("trouble", [hanging, unreachable])
async def test_without_redis_the_ack_is_empty_and_the_card_is_settled(
    desk: Desk, trouble: Callable[[], Any]
) -> None:
    record = await desk.card(Cancel())
    desk.seconds = 0.05

    with capture_logs() as logs:
        assert await desk.press(record, organisation=await trouble()) == {}

    assert desk.settled == [record.out_track_id]
    assert [each["event"] for each in logs] == ["tap_undecided"]


async def test_a_press_that_the_listener_gives_up_is_in_doubt_too(desk: Desk) -> None:
    """Where a process has stood still, both limits are over, and the outer one ends it."""
    record = await desk.card(Cancel())

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await desk.press(record, organisation=await hanging())

    assert desk.settled == [record.out_track_id]
