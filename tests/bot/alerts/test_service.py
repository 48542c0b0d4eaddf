"""Alerts over the real wire: one live card an incident, however often anything dies."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.access import Place
from bot.alerts.errors import TakenBefore
from bot.alerts.memory import Memory
from bot.alerts.sending import out_track_id
from bot.cards import Card
from bot.documents import Documents
from bot.errors import Stale
from bot.messages import Conversation
from bot.quota.samples import DAY, HOUR, MINUTE
from bot.quota.space_card import Subscribers
from bot.storage import RedisError, Store, open_store
from tests.bot.alerts.telling import ANN, BOB, SHOW, UPDATE, UPLOAD, Telling, tell_of, telling
from tests.bot.quota.watching import watching
from tests.placing import place
from tests.sandbox_server import SandboxHandle

SAY = "POST /v1.0/robot/groupMessages/send"


@pytest.fixture
async def told(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Telling]:
    async with telling(sandbox, store) as put_together:
        yield put_together


async def filling(told: Telling, *names: str) -> list[str]:
    """Spaces that were calm when they were seen first, and are nearly full now."""
    ids = [await told.fill(name, 10) for name in names]
    await tell_of(told, *ids)
    await told.look(*ids)
    told.bot.clock.at += DAY
    for name in names:
        await told.fill(name, 91)
    await told.look(*ids)
    return ids


async def test_a_level_becomes_one_card(told: Telling) -> None:
    await filling(told, "Marketing")

    (card,) = (await told.cards()).values()
    assert "Marketing" in card["title"] + card["markdown"]
    assert "91%" in card["markdown"] or "91 %" in card["markdown"]
    assert (await told.calls()).count(SHOW) == 1


async def test_a_new_alert_costs_at_most_two_calls(told: Telling) -> None:
    await filling(told, "Marketing")

    assert await told.calls() == [UPLOAD, SHOW]


async def test_looking_again_costs_nothing(told: Telling) -> None:
    ids = await filling(told, "Marketing")
    spent = await told.calls()
    await told.look(*ids)
    await told.look_after()

    assert await told.calls() == spent


async def test_getting_worse_is_a_fresh_message_and_the_old_card_says_so(told: Telling) -> None:
    ids = await filling(told, "Marketing")
    (first,) = await told.cards()
    await told.fill("Marketing", 96)
    await told.look(*ids)

    cards = await told.cards()
    assert len(cards) == 2
    assert cards[first]["buttons"] == []


async def test_what_falls_is_said_on_the_same_card(told: Telling) -> None:
    ids = await filling(told, "Marketing")
    await told.fill("Marketing", 60)
    await told.look(*ids)
    (falling,) = (await told.cards()).values()
    await told.look(*ids)

    (card,) = (await told.cards()).values()
    assert "60%" in falling["markdown"]
    assert card["buttons"] == []
    assert (await told.memory()).incidents == {}
    assert (await told.calls()).count(UPDATE) == 2


async def test_many_at_once_make_one_card(told: Telling) -> None:
    names = [f"Space {each}" for each in range(5)]
    await filling(told, *names)

    (card,) = (await told.cards()).values()
    assert all(name in card["markdown"] for name in names)
    assert await told.calls() == [SHOW]


async def test_killed_between_deciding_and_sending_it_is_sent_once(told: Telling) -> None:
    (space_id,) = await filling_decided(told)
    assert await told.cards() == {}
    await told.look_after()

    assert len(await told.cards()) == 1
    assert (await told.incident(space_id)).messages == 1


async def test_killed_between_sending_and_noting_the_same_card_is_edited(told: Telling) -> None:
    await filling_decided(told)
    before = await told.memory()
    await told.look_after()
    await told.bot.alerts.memories.change(told.here.id, lambda _: before)
    await told.look_after()

    assert len(await told.cards()) == 1
    assert (await told.calls()).count(SHOW) == 1


async def filling_decided(told: Telling) -> list[str]:
    """A level that was crossed and decided on, and nothing sent."""
    space_id = await told.fill("Marketing", 10)
    await tell_of(told, space_id)
    await told.look(space_id)
    await told.fill("Marketing", 91)
    told.bot.clock.at += MINUTE
    await told.bot.watch.now(space_id)
    situation = await told.bot.alerts.situation(told.here.id)
    assert situation is not None
    decided = await told.bot.alerts.evaluated(situation)
    assert len(decided.memory.parcels) == 1
    return [space_id]


async def test_two_replicas_tell_it_once(
    told: Telling, sandbox: SandboxHandle, store: Store
) -> None:
    await filling_decided(told)
    async with watching(sandbox, store, told.bot.clock) as other:
        await asyncio.gather(told.look_after(), other.alerts.look_after(told.here.id))

    assert len(await told.cards()) == 1


async def test_a_replica_cut_off_from_redis_after_sending_doubles_nothing(
    told: Telling, sandbox: SandboxHandle, store: Store
) -> None:
    await filling_decided(told)
    async with (
        open_store("unix:///nowhere/at/all.sock", "cut off") as nowhere,
        watching(sandbox, store, told.bot.clock) as cut_off,
    ):
        cut_off.alerts.sender.memories = Documents(nowhere, "states", Memory)
        with pytest.raises(RedisError):
            await cut_off.alerts.look_after(told.here.id)
    await told.look_after()

    assert len(await told.cards()) == 1
    assert (await told.calls()).count(SHOW) == 1


async def test_a_snooze_can_be_ended_and_what_it_held_back_is_said(told: Telling) -> None:
    (space_id,) = ids = await filling(told, "Marketing")
    key = (await told.incident(space_id)).card
    asleep = await told.bot.alerts.acknowledgements.snooze(told.here.id, key, ANN, "hour")
    assert "wake" in asleep.actions
    await told.fill("Marketing", 96)
    await told.look(*ids)
    assert len(await told.cards()) == 1

    awake = await told.bot.alerts.acknowledgements.snooze(told.here.id, key, BOB, "off")
    assert "hour" in awake.actions
    await told.look_after()
    assert len(await told.cards()) == 2


async def test_snoozed_across_a_restart_it_still_reminds(
    told: Telling, sandbox: SandboxHandle, store: Store
) -> None:
    (space_id,) = await filling(told, "Marketing")
    key = (await told.incident(space_id)).card
    await told.bot.alerts.acknowledgements.snooze(told.here.id, key, ANN, "hour")
    told.bot.clock.at += HOUR + MINUTE
    async with watching(sandbox, store, told.bot.clock) as started_again:
        await started_again.alerts.look_after(told.here.id)

    assert len(await told.cards()) == 2


async def test_taking_it_costs_no_call_and_is_on_the_card(told: Telling) -> None:
    (space_id,) = await filling(told, "Marketing")
    key = (await told.incident(space_id)).card
    spent = await told.calls()
    card = await told.bot.alerts.acknowledgements.take(told.here.id, key, ANN)
    await acked(told, key, card)
    await told.look_after()

    assert card.data["taken"] is not None
    assert await told.calls() == spent
    assert (await told.memory()).edits == ()
    taken = (await told.incident(space_id)).taken
    assert taken is not None
    assert taken.by == ANN


async def acked(told: Telling, key: str, card: Card) -> None:
    """Let the ack of a press have shown a card."""
    record = await told.bot.delivery.records.load(out_track_id(key, told.here.id))
    assert record is not None
    after = told.bot.delivery.face_after(record, card, "a press", ANN.key)
    assert await told.bot.delivery.records.save(after, instead_of=record.face)


async def test_a_press_that_no_ack_has_shown_is_painted(told: Telling) -> None:
    """The bot was killed in between, or a second press came at once and was shown alone."""
    (space_id,) = await filling(told, "Marketing")
    key = (await told.incident(space_id)).card
    taken = await told.bot.alerts.acknowledgements.take(told.here.id, key, ANN)
    await told.bot.alerts.acknowledgements.snooze(told.here.id, key, BOB, "level")
    await acked(told, key, taken)
    spent = len(await told.calls())
    await told.look_after()
    await told.look_after()

    assert (await told.calls())[spent:] == [UPDATE]
    (card,) = (await told.cards()).values()
    assert "Ann" in card["markdown"]
    assert "Bob" in card["markdown"]


async def test_of_two_who_take_it_at_once_the_first_has_it(told: Telling) -> None:
    (space_id,) = await filling(told, "Marketing")
    key = (await told.incident(space_id)).card
    await told.bot.alerts.acknowledgements.take(told.here.id, key, ANN)
    with pytest.raises(TakenBefore):
        await told.bot.alerts.acknowledgements.take(told.here.id, key, BOB)

    taken = (await told.incident(space_id)).taken
    assert taken is not None
    assert taken.by == ANN


async def test_what_was_typed_is_painted_with_one_call(told: Telling) -> None:
    (space_id,) = await filling(told, "Marketing")
    key = (await told.incident(space_id)).card
    spent = len(await told.calls())
    await told.bot.alerts.acknowledgements.take_by_word(told.here.id, {key: ""}, ANN)
    await told.look_after()

    assert (await told.calls())[spent:] == [UPDATE]
    (card,) = (await told.cards()).values()
    assert "Ann" in card["markdown"]


async def test_a_card_nothing_stands_on_cannot_be_taken(told: Telling) -> None:
    with pytest.raises(Stale):
        await told.bot.alerts.acknowledgements.take(told.here.id, "no such card", ANN)


async def test_snoozed_for_an_hour_it_is_silent_and_then_reminds(told: Telling) -> None:
    (space_id,) = await filling(told, "Marketing")
    key = (await told.incident(space_id)).card
    await told.bot.alerts.acknowledgements.snooze(told.here.id, key, ANN, "hour")
    told.bot.clock.at += HOUR - 2 * MINUTE
    await told.look_after()
    assert len(await told.cards()) == 1

    told.bot.clock.at += 3 * MINUTE
    await told.look_after()
    assert len(await told.cards()) == 2


async def test_not_taken_it_is_reminded_of_then_told_to_the_admins_then_silent(
    told: Telling,
) -> None:
    admins = await told.sandbox.group(1)
    await tell_admins_in(told, admins)
    await filling(told, "Marketing")
    for _ in range(10):
        told.bot.clock.at += DAY
        await told.look_after()

    assert len(await told.cards()) == 2  # the alert and one reminder
    assert len(await told.cards(admins)) == 1


async def tell_admins_in(told: Telling, conversation_id: str) -> None:
    here = Conversation(conversation_id, "group", "Admins")
    await told.bot.organisation.tell_admins_in(Place(here))


async def test_whoever_took_it_is_called_by_name(told: Telling) -> None:
    (space_id,) = await filling(told, "Marketing")
    key = (await told.incident(space_id)).card
    await told.bot.alerts.acknowledgements.take(told.here.id, key, ANN)
    told.bot.clock.at += 2 * DAY
    await told.look_after()

    calls = [call for call in await told.sandbox.calls() if call["template"].endswith("Deliver")]
    assert calls[-1]["body"]["imGroupOpenDeliverModel"]["atUserIds"] == {"staff01": "Ann"}


async def test_what_somebody_took_who_has_left_is_nobodys_again(told: Telling) -> None:
    (space_id,) = await filling(told, "Marketing")
    key = (await told.incident(space_id)).card
    await told.bot.alerts.acknowledgements.take(told.here.id, key, ANN)
    (await told.sandbox.client.delete("/sandbox/users/staff01")).raise_for_status()
    told.bot.clock.at += 2 * DAY
    await told.look_after()

    assert (await told.incident(space_id)).taken is None
    calls = [call for call in await told.sandbox.calls() if call["template"].endswith("Deliver")]
    assert "atUserIds" not in calls[-1]["body"]["imGroupOpenDeliverModel"]


async def test_refused_by_one_conversation_the_admins_are_told_once(told: Telling) -> None:
    admins = await told.sandbox.group(1)
    await tell_admins_in(told, admins)
    ids = [await told.fill("Marketing", 10)]
    await tell_of(told, *ids)
    await told.look(*ids)
    await told.sandbox.fault("deliver-failed", SHOW, times=1)
    await told.sandbox.fault(
        "respond",
        "POST /v1.0/robot/groupMessages/send",
        times=1,
        status=400,
        code="conversation.notExist",
        message="gone",
    )
    await told.fill("Marketing", 91)
    await told.look(*ids)
    subscription = await told.bot.alerts.subscription(told.here.id)
    assert subscription is not None
    assert subscription.refused is not None
    assert len(await told.cards(admins)) == 1

    told.bot.clock.at += MINUTE - 1
    await told.look_after()
    assert len((await told.memory()).parcels) == 1  # not tried again so soon

    told.bot.clock.at += 1
    await told.look_after()
    subscription = await told.bot.alerts.subscription(told.here.id)
    assert subscription is not None
    assert subscription.refused is None
    assert len(await told.cards(admins)) == 1


async def test_a_picture_that_cannot_be_uploaded_holds_nothing_up(told: Telling) -> None:
    await told.sandbox.fault("no-scope", UPLOAD)
    await filling(told, "Marketing")

    assert len(await told.cards()) == 1


async def test_a_card_that_cannot_be_drawn_is_said_in_words(told: Telling) -> None:
    await told.sandbox.fault("deliver-failed", SHOW)
    await filling(told, "Marketing")

    (said,) = (await told.cards()).values()
    assert "Marketing" in said["text"] + said["title"]


async def test_no_allowance_left_the_alert_waits_and_is_not_lost(told: Telling) -> None:
    report = await told.bot.governor.report()
    ids = [await told.fill("Marketing", 10)]
    await tell_of(told, *ids)
    await told.look(*ids)
    await told.fill("Marketing", 91)
    told.bot.clock.at += MINUTE
    await told.bot.watch.now(ids[0])
    await told.bot.governor.state_used(report.calls.share)
    await told.look_after()
    assert len((await told.memory()).parcels) == 1

    await told.bot.governor.state_used(0)
    await told.look_after()
    assert len(await told.cards()) == 1


async def test_at_most_fifteen_messages_leave_in_a_minute(told: Telling) -> None:
    ids = [await told.fill(f"Space {each}", 10) for each in range(20)]
    await tell_of(told, *ids)
    await told.look(*ids)
    for each, space_id in enumerate(ids):
        told.bot.clock.at += 1
        await told.fill(f"Space {each}", 91)
        await told.bot.watch.now(space_id)
        situation = await told.bot.alerts.situation(told.here.id)
        assert situation is not None
        await told.bot.alerts.evaluated(situation)
    await told.look_after()

    assert len(await told.cards()) == 15
    told.bot.clock.at += 2 * MINUTE
    await told.look_after()
    assert len(await told.cards()) == 20


async def test_while_muted_nothing_is_said_and_afterwards_once(told: Telling) -> None:
    until = told.bot.clock.at + 2 * DAY
    await told.bot.alerts.place(told.here.id, lambda now: now and replace(now, muted_until=until))
    await filling(told, "Marketing")
    assert await told.cards() == {}

    told.bot.clock.at = until + MINUTE
    await told.look_after()
    assert len(await told.cards()) == 1


async def test_a_dropped_conversation_is_told_nothing_more(told: Telling) -> None:
    ids = await filling(told, "Marketing")
    assert await told.bot.alerts.place(told.here.id, lambda _: None)
    await told.fill("Marketing", 97)
    await told.look(*ids)

    assert len(await told.cards()) == 1
    assert await told.bot.alerts.subscriptions() == {}


async def test_memory_lost_it_is_told_once_more_and_marked(told: Telling, store: Store) -> None:
    ids = await filling(told, "Marketing")
    keys = [key async for key in store.redis.scan_iter(f"{store.prefix}*") if ":alerts:" in key]
    subscription = await told.bot.alerts.subscription(told.here.id)
    assert subscription is not None
    await store.redis.delete(*keys)
    told.bot.clock.at += 2 * HOUR
    await place(told.bot.alerts, subscription)
    await told.look(*ids)
    await told.look(*ids)

    assert (await told.incident(ids[0])).doubtful
    assert len(await told.cards()) == 2


async def test_a_sample_takes_the_real_way(told: Telling) -> None:
    await told.bot.alerts.test(told.here, None, "turn 1")

    (card,) = (await told.cards()).values()
    assert card["outTrackId"] == out_track_id("sample:turn 1", told.here.id)


async def test_more_room_is_asked_of_the_admins(told: Telling) -> None:
    (space_id,) = await filling(told, "Marketing")
    key = (await told.incident(space_id)).card
    assert not await told.bot.alerts.ask_for_room(told.here.id, key, ANN, "turn")

    admins = await told.sandbox.group(1)
    await tell_admins_in(told, admins)
    assert (await told.bot.alerts.ask_for_room(told.here.id, key, ANN, "turn")).together
    (card,) = (await told.cards(admins)).values()
    assert "Ann" in card["markdown"] + card["title"]


async def test_when_calls_are_scarce_an_alert_costs_one(told: Telling) -> None:
    ids = [await told.fill("Marketing", 10)]
    await tell_of(told, *ids)
    await told.look(*ids)
    await told.fill("Marketing", 91)
    told.bot.clock.at += MINUTE
    await told.bot.watch.now(ids[0])
    share = (await told.bot.governor.report()).calls.share
    await told.bot.governor.state_used(share * 93 // 100)
    await told.look_after()

    assert await told.calls() == [SHOW]


async def test_a_space_knows_where_it_is_told_of(told: Telling) -> None:
    (space_id,) = await filling(told, "Marketing")
    alerts = told.bot.alerts

    assert await alerts.subscribers_of(space_id, told.here.id, titles=True) == Subscribers(
        here=True
    )
    assert await alerts.subscribers_of(space_id, "other", titles=True) == Subscribers(
        titles=("Team",)
    )
    assert await alerts.subscribers_of(space_id, "other", titles=False) == Subscribers(others=1)
    assert await alerts.subscribers_of("404", told.here.id, titles=True) == Subscribers()


async def test_what_was_seen_for_less_than_a_day_is_no_trend(told: Telling) -> None:
    await filling_decided(told)
    await told.look_after()

    assert await told.calls() == [SHOW]
