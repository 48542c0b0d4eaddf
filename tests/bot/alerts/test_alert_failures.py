"""Alerts over the real wire, when it is most needed: many at once, at night, to people who left."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time

import pytest

from bot.access import Place
from bot.alerts.hours import Quiet
from bot.alerts.subscription import WEEK, Subscription
from bot.messages import Conversation
from bot.quota.samples import DAY, HOUR, MINUTE, ORGANISATION
from bot.storage import Store
from sandbox.app import build_app
from sandbox.server import serving
from sandbox.spaces import Space
from tests.bot.alerts.telling import ANN, GIB, SHOW, Telling, tell_of, telling
from tests.placing import place
from tests.sandbox_server import Json, SandboxHandle, handled

NIGHT = Quiet(time(22), time(8))
EVENING_OF_TUESDAY = 20_045 * DAY + 15 * HOUR
"""Eleven at night in China."""


@pytest.fixture
async def told(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Telling]:
    async with telling(sandbox, store) as put_together:
        yield put_together


async def calm(told: Telling, *names: str) -> list[str]:
    ids = [await told.fill(name, 10) for name in names]
    await tell_of(told, *ids)
    await told.look(*ids)
    return ids


async def changed(told: Telling, **members: object) -> None:
    await told.bot.alerts.place(told.here.id, lambda now: now and replace(now, **members))  # type: ignore[arg-type] # a test names real members


def words(card: Json) -> str:
    return str(card["title"]) + str(card["markdown"])


class TestQuietHours:
    """Fresh messages wait for their end, all together; what is full waits for nothing."""

    async def test_what_comes_at_night_is_said_in_the_morning_at_once(self, told: Telling) -> None:
        ids = await calm(told, "A", "B", "C", "D")
        await changed(told, quiet=NIGHT)
        told.bot.clock.at = EVENING_OF_TUESDAY
        for name in "ABCD":
            told.bot.clock.at += HOUR
            await told.fill(name, 91)
            await told.look(*ids)
        assert await told.cards() == {}

        told.bot.clock.at = EVENING_OF_TUESDAY + 9 * HOUR + MINUTE
        await told.look_after()
        (card,) = (await told.cards()).values()
        assert all(f"{name}" in words(card) for name in "ABCD")

    async def test_what_is_full_breaks_through(self, told: Telling) -> None:
        ids = await calm(told, "A")
        await changed(told, quiet=NIGHT)
        told.bot.clock.at = EVENING_OF_TUESDAY
        await told.fill("A", 100)
        await told.look(*ids)

        assert len(await told.cards()) == 1

    async def test_snoozed_across_the_night_it_reminds_in_the_morning(self, told: Telling) -> None:
        (space_id,) = ids = await calm(told, "A")
        await told.fill("A", 91)
        await told.look(*ids)
        await changed(told, quiet=NIGHT)
        told.bot.clock.at = EVENING_OF_TUESDAY
        key = (await told.incident(space_id)).card
        await told.bot.alerts.acknowledgements.snooze(told.here.id, key, ANN, "hour")
        told.bot.clock.at += 2 * HOUR
        await told.look_after()
        assert len(await told.cards()) == 1

        told.bot.clock.at = EVENING_OF_TUESDAY + 9 * HOUR + MINUTE
        await told.look_after()
        assert len(await told.cards()) == 2


class TestTheOrganisation:
    """When it is full, its spaces are silent."""

    async def test_full_it_is_told_alone(self, sandbox: SandboxHandle, store: Store) -> None:
        async with telling(sandbox, store) as told:
            await changed(told, spaces=None)
            await told.look_after()
            before = set(await told.cards())
            state = await sandbox.state()
            free = 100 * GIB - sum(space["usedQuota"] for space in state["spaces"])
            await sandbox.make_space("Huge", usedQuota=free)
            told.bot.clock.at += DAY
            await told.bot.tick()
            await told.look_after()

            fresh = [each for each in (await told.memory()).incidents.values() if each.full]
            assert ORGANISATION in {each.subject for each in fresh}
            assert len(set(await told.cards()) - before) == 1


async def test_500_spaces_in_five_conversations_make_five_cards_that_name_all(
    store: Store,
) -> None:
    sandbox = build_app(1)
    async with (
        serving(sandbox) as url,
        handled(url) as handle,
        telling(handle, store) as told,
    ):
        sandbox.world.org.capacity = 1 << 50
        spaces = [Space(str(9000 + n), f"Space {n:03}", "", 1000 * GIB, 0, 0) for n in range(500)]
        for space in spaces:
            sandbox.world.org.spaces.add(space)
        places = [told.here.id, *[await group(handle, place) for place in range(4)]]
        for each, conversation_id in enumerate(places):
            here = Conversation(conversation_id, "group", f"Team {each}")
            mine = frozenset(space.space_id for space in spaces[each * 100 : (each + 1) * 100])
            await place(told.bot.alerts, Subscription(here, "Bob", 0, language="en", spaces=mine))
        for _ in range(4):  # each day's sweep goes twice as far as the last one
            await the_next_day(told)
        shown = {each: set(await told.cards(each)) for each in places}
        for space in spaces:
            sandbox.world.org.spaces.set_used(space, 910 * GIB)
        await the_next_day(told)

        for each, group_id in enumerate(places):
            assert len(set(await told.cards(group_id)) - shown[group_id]) == 1
            names = {space.name for space in spaces[each * 100 : (each + 1) * 100]}
            assert await pages(told, group_id) == names


async def the_next_day(told: Telling) -> None:
    """Look at everything, and do what the alerts then do."""
    told.bot.clock.at += DAY
    await told.bot.tick()
    await told.look_after()


async def group(sandbox: SandboxHandle, place: int) -> str:
    """Make one more group; gives its id."""
    body = {"type": "2", "title": f"More {place}", "members": ["manager01"]}
    answer = await sandbox.client.post("/sandbox/conversations", json=body)
    answer.raise_for_status()
    return str(answer.json()["conversationId"])


async def pages(told: Telling, conversation_id: str) -> set[str]:
    """Turn all pages of the one card of many; gives the names on them."""
    situation = await told.bot.alerts.situation(conversation_id)
    assert situation is not None
    (key,) = {each.card for each in situation.memory.incidents.values()}
    found, page = set[str](), 1
    while True:
        card = await told.bot.alerts.card(conversation_id, key, page)
        rows = card.data["rows"]
        assert isinstance(rows, list)
        found |= {str(row["name"]) for row in rows}
        if page == card.data["pages"]:
            return found
        page += 1


async def test_one_conversation_of_five_refuses_and_the_others_are_told(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with telling(sandbox, store) as told:
        (space_id,) = await calm(told, "A")
        places = [told.here.id, *[await group(sandbox, place) for place in range(4)]]
        for conversation_id in places:
            here = Conversation(conversation_id, "group", "Team")
            spaces = frozenset({space_id})
            await place(told.bot.alerts, Subscription(here, "Bob", 0, language="en", spaces=spaces))
        await told.look(space_id)
        (await sandbox.client.delete(f"/sandbox/conversations/{places[2]}")).raise_for_status()
        await told.fill("A", 91)
        await told.look(space_id)

        subscriptions = await told.bot.alerts.subscriptions()
        assert [subscriptions[each].refused is None for each in places] == [
            True,
            True,
            False,
            True,
            True,
        ]


async def test_admins_who_cannot_be_told_are_no_fault_of_the_conversation(told: Telling) -> None:
    admins = Conversation(await group(told.sandbox, 9), "group", "Admins")
    await told.bot.organisation.tell_admins_in(Place(admins))
    ids = await calm(told, "A")
    await told.fill("A", 91)
    await told.look(*ids)
    (await told.sandbox.client.delete(f"/sandbox/conversations/{admins.id}")).raise_for_status()
    for _ in range(6):
        told.bot.clock.at += DAY
        await told.look_after()

    subscription = await told.bot.alerts.subscription(told.here.id)
    assert subscription is not None
    assert subscription.refused is None
    assert (await told.memory()).parcels == ()


@pytest.mark.parametrize("fault", ["no-scope", "count-limit"])
async def test_what_dingtalk_refuses_the_app_is_no_fault_of_a_conversation(
    told: Telling, fault: str
) -> None:
    ids = await calm(told, "A")
    await told.sandbox.fault(fault, SHOW)
    await told.sandbox.fault(fault, "POST /v1.0/robot/groupMessages/send")
    await told.fill("A", 91)
    await told.look(*ids)
    subscription = await told.bot.alerts.subscription(told.here.id)
    assert subscription is not None
    assert subscription.refused is None

    await told.sandbox.clear_faults()
    told.bot.clock.at += MINUTE
    await told.look_after()
    assert len(await told.cards()) == 1


async def test_a_conversation_that_refuses_for_a_week_is_dropped(told: Telling) -> None:
    ids = await calm(told, "A")
    await told.sandbox.fault("deliver-failed", SHOW)
    await told.sandbox.fault("deliver-failed", "POST /v1.0/card/instances/deliver")
    gone = {"status": 400, "code": "invalidParameter.conversation", "message": "gone"}
    await told.sandbox.fault("respond", "POST /v1.0/robot/groupMessages/send", **gone)
    await told.fill("A", 91)
    await told.look(*ids)
    for _ in range(6):
        told.bot.clock.at += DAY
        await told.look_after()
    assert told.here.id in await told.bot.alerts.subscriptions()
    tries = (await told.calls()).count(SHOW)
    assert tries <= 8

    for _ in range(3):
        told.bot.clock.at += DAY
        await told.look_after()
    assert await told.bot.alerts.subscriptions() == {}


async def test_what_was_refused_is_tried_at_once_where_somebody_speaks(told: Telling) -> None:
    ids = await calm(told, "A")
    for call in (SHOW, "POST /v1.0/robot/groupMessages/send"):
        await told.sandbox.fault("respond", call, status=400, code="gone", message="gone")
    await told.fill("A", 91)
    await told.look(*ids)
    await told.sandbox.clear_faults()
    await told.look_after()
    assert await told.cards() == {}

    await told.bot.alerts.heard(told.here.id)
    told.bot.clock.at += MINUTE
    await told.look_after()
    assert len(await told.cards()) == 1


async def test_a_conversation_that_takes_messages_again_is_told_what_it_missed(
    told: Telling,
) -> None:
    ids = await calm(told, "A")
    for call in (SHOW, "POST /v1.0/robot/groupMessages/send"):
        await told.sandbox.fault("respond", call, status=400, code="gone", message="gone")
    await told.fill("A", 91)
    await told.look(*ids)
    told.bot.clock.at += DAY
    await told.look_after()
    assert (await told.memory()).parcels == ()

    await told.sandbox.clear_faults()
    told.bot.clock.at += DAY
    await told.look_after()
    told.bot.clock.at += MINUTE
    await told.look_after()
    subscription = await told.bot.alerts.subscription(told.here.id)
    assert subscription is not None
    assert subscription.refused is None
    assert [card for card in (await told.cards()).values() if "here again" in words(card)]


async def test_a_deleted_card_comes_back_with_the_next_news(told: Telling) -> None:
    ids = await calm(told, "A")
    await told.fill("A", 91)
    await told.look(*ids)
    missing = {"status": 404, "code": "param.cardNotExist", "message": "gone"}
    await told.sandbox.fault("respond", "PUT /v1.0/card/instances", times=1, **missing)
    await told.fill("A", 60)
    await told.look(*ids)
    await told.look(*ids)

    assert (await told.memory()).edits == ()
    assert (await told.memory()).incidents == {}


class TestMembers:
    """A member is told of what they see, checked again once a week."""

    async def placed(self, told: Telling, *ids: str, follows: bool = False) -> Conversation:
        here = Conversation(await told.sandbox.single("staff01"), "single")
        await place(
            told.bot.alerts,
            Subscription(
                here,
                "Ann",
                told.bot.clock.at,
                user_id="staff01",
                language="en",
                spaces=frozenset(ids),
                personal=True,
                follows=follows,
                checked=told.bot.clock.at,
            ),
        )
        return here

    async def test_what_they_lost_is_dropped_and_said(self, told: Telling) -> None:
        first, second = await calm(told, "A", "B")
        here = await self.placed(told, first, second)
        await told.sandbox.delete_space(second)
        told.bot.clock.at += WEEK
        await told.bot.alerts.look_after(here.id)

        subscription = await told.bot.alerts.subscription(here.id)
        assert subscription is not None
        assert subscription.spaces == frozenset({first})
        (card,) = (await told.cards(here.id)).values()
        assert "B" in words(card)

    async def test_who_wants_to_hear_of_all_is_told_of_what_comes_later(
        self, told: Telling
    ) -> None:
        (space_id,) = await calm(told, "A")
        here = await self.placed(told, space_id, follows=True)
        later = await told.fill("B", 10)
        told.bot.clock.at += WEEK
        await told.bot.alerts.look_after(here.id)

        subscription = await told.bot.alerts.subscription(here.id)
        assert subscription is not None
        assert subscription.spaces is not None
        assert {space_id, later} <= subscription.spaces

    async def test_checked_within_a_week_nothing_is_asked(self, told: Telling) -> None:
        (space_id,) = await calm(told, "A")
        here = await self.placed(told, space_id)
        spent = len(await told.sandbox.calls())
        told.bot.clock.at += WEEK - DAY
        await told.bot.alerts.look_after(here.id)

        lists = [call for call in (await told.sandbox.calls())[spent:] if "drive" in call["path"]]
        assert lists == []

    async def test_a_member_who_left_is_told_nothing_more(self, told: Telling) -> None:
        (space_id,) = await calm(told, "A")
        here = await self.placed(told, space_id)
        (await told.sandbox.client.delete("/sandbox/users/staff01")).raise_for_status()
        told.bot.clock.at += WEEK
        await told.bot.alerts.look_after(here.id)

        assert await told.bot.alerts.subscription(here.id) is None
