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
from bot.quota.space_card import Subscribers
from bot.storage import RedisError, Store, open_store
from bot.times.spans import DAY, HOUR, MINUTE
from tests.bot.alerts.alerted import ANN, BOB, SHOW, UPDATE, UPLOAD, Alerted, alert_of, alerted
from tests.bot.quota.watching import watching
from tests.placing import place
from tests.sandbox_server import SandboxHandle

SAY = "POST /v1.0/robot/groupMessages/send"


@pytest.fixture
async def team(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Alerted]:
    async with alerted(sandbox, store) as put_together:
        yield put_together


async def filling(team: Alerted, *names: str) -> list[str]:
    """Spaces that were calm when they were seen first, and are nearly full now."""
    ids = [await team.fill(name, 10) for name in names]
    await alert_of(team, *ids)
    await team.look(*ids)
    team.bot.clock.at += DAY
    for name in names:
        await team.fill(name, 91)
    await team.look(*ids)
    return ids


async def test_a_level_becomes_one_card(team: Alerted) -> None:
    await filling(team, "Marketing")

    (card,) = (await team.cards()).values()
    assert "Marketing" in card["title"] + card["markdown"]
    assert "91%" in card["markdown"] or "91 %" in card["markdown"]
    assert (await team.calls()).count(SHOW) == 1


async def test_a_new_alert_costs_at_most_two_calls(team: Alerted) -> None:
    await filling(team, "Marketing")

    assert await team.calls() == [UPLOAD, SHOW]


async def test_looking_again_costs_nothing(team: Alerted) -> None:
    ids = await filling(team, "Marketing")
    spent = await team.calls()
    await team.look(*ids)
    await team.look_after()

    assert await team.calls() == spent


async def test_getting_worse_is_a_fresh_message_and_the_old_card_says_so(
    team: Alerted,
) -> None:
    ids = await filling(team, "Marketing")
    (first,) = await team.cards()
    await team.fill("Marketing", 96)
    await team.look(*ids)

    cards = await team.cards()
    assert len(cards) == 2
    assert cards[first]["buttons"] == []


async def test_what_falls_is_said_on_the_same_card(team: Alerted) -> None:
    ids = await filling(team, "Marketing")
    await team.fill("Marketing", 60)
    await team.look(*ids)
    (falling,) = (await team.cards()).values()
    await team.look(*ids)

    (card,) = (await team.cards()).values()
    assert "60%" in falling["markdown"]
    assert card["buttons"] == []
    assert (await team.memory()).incidents == {}
    assert (await team.calls()).count(UPDATE) == 2


async def test_many_at_once_make_one_card(team: Alerted) -> None:
    names = [f"Space {each}" for each in range(5)]
    await filling(team, *names)

    (card,) = (await team.cards()).values()
    assert all(name in card["markdown"] for name in names)
    assert await team.calls() == [SHOW]


async def test_killed_between_deciding_and_sending_it_is_sent_once(team: Alerted) -> None:
    (space_id,) = await filling_decided(team)
    assert await team.cards() == {}
    await team.look_after()

    assert len(await team.cards()) == 1
    assert (await team.incident(space_id)).messages == 1


async def test_killed_between_sending_and_noting_the_same_card_is_edited(
    team: Alerted,
) -> None:
    await filling_decided(team)
    before = await team.memory()
    await team.look_after()
    await team.bot.alerts.memories.change(team.here.id, lambda _: before)
    await team.look_after()

    assert len(await team.cards()) == 1
    assert (await team.calls()).count(SHOW) == 1


async def filling_decided(team: Alerted) -> list[str]:
    """A level that was crossed and decided on, and nothing sent."""
    space_id = await team.fill("Marketing", 10)
    await alert_of(team, space_id)
    await team.look(space_id)
    await team.fill("Marketing", 91)
    team.bot.clock.at += MINUTE
    await team.bot.watch.now(space_id)
    situation = await team.bot.alerts.situation(team.here.id)
    assert situation is not None
    decided = await team.bot.alerts.evaluated(situation)
    assert len(decided.memory.parcels) == 1
    return [space_id]


async def test_two_replicas_tell_it_once(
    team: Alerted, sandbox: SandboxHandle, store: Store
) -> None:
    await filling_decided(team)
    async with watching(sandbox, store, team.bot.clock) as other:
        await asyncio.gather(team.look_after(), other.alerts.look_after(team.here.id))

    assert len(await team.cards()) == 1


async def test_a_replica_cut_off_from_redis_after_sending_doubles_nothing(
    team: Alerted, sandbox: SandboxHandle, store: Store
) -> None:
    await filling_decided(team)
    async with (
        open_store("unix:///nowhere/at/all.sock", "cut off") as nowhere,
        watching(sandbox, store, team.bot.clock) as cut_off,
    ):
        cut_off.alerts.notifier.memories = Documents(nowhere, "states", Memory)
        with pytest.raises(RedisError):
            await cut_off.alerts.look_after(team.here.id)
    await team.look_after()

    assert len(await team.cards()) == 1
    assert (await team.calls()).count(SHOW) == 1


async def test_a_snooze_can_be_ended_and_what_it_held_back_is_said(team: Alerted) -> None:
    (space_id,) = ids = await filling(team, "Marketing")
    key = (await team.incident(space_id)).card
    asleep = await team.bot.alerts.acknowledgements.snooze(team.here.id, key, ANN, "hour")
    assert asleep.data["snoozed"]
    await team.fill("Marketing", 96)
    await team.look(*ids)
    assert len(await team.cards()) == 1

    awake = await team.bot.alerts.acknowledgements.snooze(team.here.id, key, BOB, "off")
    assert not awake.data["snoozed"]
    await team.look_after()
    assert len(await team.cards()) == 2


async def test_snoozed_across_a_restart_it_still_reminds(
    team: Alerted, sandbox: SandboxHandle, store: Store
) -> None:
    (space_id,) = await filling(team, "Marketing")
    key = (await team.incident(space_id)).card
    await team.bot.alerts.acknowledgements.snooze(team.here.id, key, ANN, "hour")
    team.bot.clock.at += HOUR + MINUTE
    async with watching(sandbox, store, team.bot.clock) as started_again:
        await started_again.alerts.look_after(team.here.id)

    assert len(await team.cards()) == 2


async def test_taking_it_costs_no_call_and_is_on_the_card(team: Alerted) -> None:
    (space_id,) = await filling(team, "Marketing")
    key = (await team.incident(space_id)).card
    spent = await team.calls()
    card = await team.bot.alerts.acknowledgements.take(team.here.id, key, ANN)
    await acked(team, key, card)
    await team.look_after()

    assert card.data["taken"] is not None
    assert await team.calls() == spent
    assert (await team.memory()).edits == ()
    taken = (await team.incident(space_id)).taken
    assert taken is not None
    assert taken.by == ANN


async def acked(team: Alerted, key: str, card: Card) -> None:
    """Let the ack of a press have shown a card."""
    record = await team.bot.delivery.records.load(out_track_id(key, team.here.id))
    assert record is not None
    after = team.bot.delivery.face_after(record, card, "a press", ANN.key)
    assert await team.bot.delivery.records.save(after, instead_of=record.face)


async def test_a_press_that_no_ack_has_shown_is_painted(team: Alerted) -> None:
    """The bot was killed in between, or a second press came at once and was shown alone."""
    (space_id,) = await filling(team, "Marketing")
    key = (await team.incident(space_id)).card
    taken = await team.bot.alerts.acknowledgements.take(team.here.id, key, ANN)
    await team.bot.alerts.acknowledgements.snooze(team.here.id, key, BOB, "level")
    await acked(team, key, taken)
    spent = len(await team.calls())
    await team.look_after()
    await team.look_after()

    assert (await team.calls())[spent:] == [UPDATE]
    (card,) = (await team.cards()).values()
    assert "Ann" in card["markdown"]
    assert "Bob" in card["markdown"]


async def test_of_two_who_take_it_at_once_the_first_has_it(team: Alerted) -> None:
    (space_id,) = await filling(team, "Marketing")
    key = (await team.incident(space_id)).card
    await team.bot.alerts.acknowledgements.take(team.here.id, key, ANN)
    with pytest.raises(TakenBefore):
        await team.bot.alerts.acknowledgements.take(team.here.id, key, BOB)

    taken = (await team.incident(space_id)).taken
    assert taken is not None
    assert taken.by == ANN


async def test_what_was_typed_is_painted_with_one_call(team: Alerted) -> None:
    (space_id,) = await filling(team, "Marketing")
    key = (await team.incident(space_id)).card
    spent = len(await team.calls())
    await team.bot.alerts.acknowledgements.take_by_word(team.here.id, {key: ""}, ANN)
    await team.look_after()

    assert (await team.calls())[spent:] == [UPDATE]
    (card,) = (await team.cards()).values()
    assert "Ann" in card["markdown"]


async def test_a_card_nothing_stands_on_cannot_be_taken(team: Alerted) -> None:
    with pytest.raises(Stale):
        await team.bot.alerts.acknowledgements.take(team.here.id, "no such card", ANN)


async def test_snoozed_for_an_hour_it_is_silent_and_then_reminds(team: Alerted) -> None:
    (space_id,) = await filling(team, "Marketing")
    key = (await team.incident(space_id)).card
    await team.bot.alerts.acknowledgements.snooze(team.here.id, key, ANN, "hour")
    team.bot.clock.at += HOUR - 2 * MINUTE
    await team.look_after()
    assert len(await team.cards()) == 1

    team.bot.clock.at += 3 * MINUTE
    await team.look_after()
    assert len(await team.cards()) == 2


async def test_not_taken_it_is_reminded_of_then_told_to_the_admins_then_silent(
    team: Alerted,
) -> None:
    admins = await team.sandbox.group(1)
    await name_admins_place(team, admins)
    await filling(team, "Marketing")
    for _ in range(10):
        team.bot.clock.at += DAY
        await team.look_after()

    assert len(await team.cards()) == 2  # the alert and one reminder
    assert len(await team.cards(admins)) == 1


async def name_admins_place(team: Alerted, conversation_id: str) -> None:
    here = Conversation(conversation_id, "group", "Admins")
    await team.bot.organisation.name_admins_place(Place(here))


async def test_whoever_took_it_is_called_by_name(team: Alerted) -> None:
    (space_id,) = await filling(team, "Marketing")
    key = (await team.incident(space_id)).card
    await team.bot.alerts.acknowledgements.take(team.here.id, key, ANN)
    team.bot.clock.at += 2 * DAY
    await team.look_after()

    calls = [call for call in await team.sandbox.calls() if call["template"].endswith("Deliver")]
    assert calls[-1]["body"]["imGroupOpenDeliverModel"]["atUserIds"] == {"staff01": "Ann"}


async def test_what_somebody_took_who_has_left_is_nobodys_again(team: Alerted) -> None:
    (space_id,) = await filling(team, "Marketing")
    key = (await team.incident(space_id)).card
    await team.bot.alerts.acknowledgements.take(team.here.id, key, ANN)
    (await team.sandbox.client.delete("/sandbox/users/staff01")).raise_for_status()
    team.bot.clock.at += 2 * DAY
    await team.look_after()

    assert (await team.incident(space_id)).taken is None
    calls = [call for call in await team.sandbox.calls() if call["template"].endswith("Deliver")]
    assert "atUserIds" not in calls[-1]["body"]["imGroupOpenDeliverModel"]


async def test_refused_by_one_conversation_the_admins_are_told_once(team: Alerted) -> None:
    admins = await team.sandbox.group(1)
    await name_admins_place(team, admins)
    ids = [await team.fill("Marketing", 10)]
    await alert_of(team, *ids)
    await team.look(*ids)
    await team.sandbox.fault("deliver-failed", SHOW, times=1)
    await team.sandbox.fault(
        "respond",
        "POST /v1.0/robot/groupMessages/send",
        times=1,
        status=400,
        code="conversation.notExist",
        message="gone",
    )
    await team.fill("Marketing", 91)
    await team.look(*ids)
    subscription = await team.bot.alerts.subscription(team.here.id)
    assert subscription is not None
    assert subscription.refused is not None
    assert len(await team.cards(admins)) == 1

    team.bot.clock.at += MINUTE - 1
    await team.look_after()
    assert len((await team.memory()).parcels) == 1  # not tried again so soon

    team.bot.clock.at += 1
    await team.look_after()
    subscription = await team.bot.alerts.subscription(team.here.id)
    assert subscription is not None
    assert subscription.refused is None
    assert len(await team.cards(admins)) == 1


async def test_a_picture_that_cannot_be_uploaded_holds_nothing_up(team: Alerted) -> None:
    await team.sandbox.fault("no-scope", UPLOAD)
    await filling(team, "Marketing")

    assert len(await team.cards()) == 1


async def test_a_card_that_cannot_be_drawn_is_said_in_words(team: Alerted) -> None:
    await team.sandbox.fault("deliver-failed", SHOW)
    await filling(team, "Marketing")

    (said,) = (await team.cards()).values()
    assert "Marketing" in said["text"] + said["title"]


async def test_no_allowance_left_the_alert_waits_and_is_not_lost(team: Alerted) -> None:
    report = await team.bot.governor.report()
    ids = [await team.fill("Marketing", 10)]
    await alert_of(team, *ids)
    await team.look(*ids)
    await team.fill("Marketing", 91)
    team.bot.clock.at += MINUTE
    await team.bot.watch.now(ids[0])
    await team.bot.governor.state_used(report.calls.share)
    await team.look_after()
    assert len((await team.memory()).parcels) == 1

    await team.bot.governor.state_used(0)
    await team.look_after()
    assert len(await team.cards()) == 1


async def test_at_most_fifteen_messages_leave_in_a_minute(team: Alerted) -> None:
    ids = [await team.fill(f"Space {each}", 10) for each in range(20)]
    await alert_of(team, *ids)
    await team.look(*ids)
    for each, space_id in enumerate(ids):
        team.bot.clock.at += 1
        await team.fill(f"Space {each}", 91)
        await team.bot.watch.now(space_id)
        situation = await team.bot.alerts.situation(team.here.id)
        assert situation is not None
        await team.bot.alerts.evaluated(situation)
    await team.look_after()

    assert len(await team.cards()) == 15
    team.bot.clock.at += 2 * MINUTE
    await team.look_after()
    assert len(await team.cards()) == 20


async def test_while_muted_nothing_is_said_and_afterwards_once(team: Alerted) -> None:
    until = team.bot.clock.at + 2 * DAY
    await team.bot.alerts.place(team.here.id, lambda now: now and replace(now, muted_until=until))
    await filling(team, "Marketing")
    assert await team.cards() == {}

    team.bot.clock.at = until + MINUTE
    await team.look_after()
    assert len(await team.cards()) == 1


async def test_a_dropped_conversation_is_told_nothing_more(team: Alerted) -> None:
    ids = await filling(team, "Marketing")
    assert await team.bot.alerts.place(team.here.id, lambda _: None)
    await team.fill("Marketing", 97)
    await team.look(*ids)

    assert len(await team.cards()) == 1
    assert await team.bot.alerts.subscriptions() == {}


async def test_memory_lost_it_is_told_once_more_and_marked(team: Alerted, store: Store) -> None:
    ids = await filling(team, "Marketing")
    keys = [key async for key in store.redis.scan_iter(f"{store.prefix}*") if ":alerts:" in key]
    subscription = await team.bot.alerts.subscription(team.here.id)
    assert subscription is not None
    await store.redis.delete(*keys)
    team.bot.clock.at += 2 * HOUR
    await place(team.bot.alerts, subscription)
    await team.look(*ids)
    await team.look(*ids)

    assert (await team.incident(ids[0])).doubtful
    assert len(await team.cards()) == 2


async def test_a_sample_takes_the_real_way(team: Alerted) -> None:
    await team.bot.alerts.test(team.here, None, "turn 1")

    (card,) = (await team.cards()).values()
    assert card["outTrackId"] == out_track_id("sample:turn 1", team.here.id)


async def test_when_calls_are_scarce_an_alert_costs_one(team: Alerted) -> None:
    ids = [await team.fill("Marketing", 10)]
    await alert_of(team, *ids)
    await team.look(*ids)
    await team.fill("Marketing", 91)
    team.bot.clock.at += MINUTE
    await team.bot.watch.now(ids[0])
    share = (await team.bot.governor.report()).calls.share
    await team.bot.governor.state_used(share * 93 // 100)
    await team.look_after()

    assert await team.calls() == [SHOW]


async def test_a_space_knows_where_it_is_told_of(team: Alerted) -> None:
    (space_id,) = await filling(team, "Marketing")
    alerts = team.bot.alerts

    assert await alerts.subscribers_of(space_id, team.here.id, titles=True) == Subscribers(
        here=True
    )
    assert await alerts.subscribers_of(space_id, "other", titles=True) == Subscribers(
        titles=("Team",)
    )
    assert await alerts.subscribers_of(space_id, "other", titles=False) == Subscribers(others=1)
    assert await alerts.subscribers_of("404", team.here.id, titles=True) == Subscribers()


async def test_what_was_seen_for_less_than_a_day_is_no_trend(team: Alerted) -> None:
    await filling_decided(team)
    await team.look_after()

    assert await team.calls() == [SHOW]
