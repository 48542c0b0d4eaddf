"""Alerts over the real wire, when it is most needed: many at once, at night, to people who left."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time

import pytest

from bot.access import Place
from bot.alerts.hours import Quiet
from bot.alerts.subscription import Subscription
from bot.messages import Conversation
from bot.quota.samples import ORGANISATION
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE, WEEK
from sandbox.app import build_app
from sandbox.server import serving
from sandbox.spaces import Space
from tests.bot.alerts.alerted import ANN, GIB, SHOW, Alerted, alert_of, alerted
from tests.placing import place
from tests.sandbox_server import Json, SandboxHandle, handled

NIGHT = Quiet(time(22), time(8))
EVENING_OF_TUESDAY = 20_045 * DAY + 15 * HOUR
"""Eleven at night in China."""


@pytest.fixture
async def team(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Alerted]:
    async with alerted(sandbox, store) as put_together:
        yield put_together


async def calm(team: Alerted, *names: str) -> list[str]:
    ids = [await team.fill(name, 10) for name in names]
    await alert_of(team, *ids)
    await team.look(*ids)
    return ids


async def changed(team: Alerted, **members: object) -> None:
    await team.bot.alerts.place(team.here.id, lambda now: now and replace(now, **members))  # type: ignore[arg-type] # a test names real members


def words(card: Json) -> str:
    return str(card["title"]) + str(card["markdown"])


class TestQuietHours:
    """Fresh messages wait for their end, all together; what is full waits for nothing."""

    async def test_what_comes_at_night_is_said_in_the_morning_at_once(self, team: Alerted) -> None:
        ids = await calm(team, "A", "B", "C", "D")
        await changed(team, quiet=NIGHT)
        team.bot.clock.at = EVENING_OF_TUESDAY
        for name in "ABCD":
            team.bot.clock.at += HOUR
            await team.fill(name, 91)
            await team.look(*ids)
        assert await team.cards() == {}

        team.bot.clock.at = EVENING_OF_TUESDAY + 9 * HOUR + MINUTE
        await team.look_after()
        (card,) = (await team.cards()).values()
        assert all(f"{name}" in words(card) for name in "ABCD")

    async def test_what_is_full_breaks_through(self, team: Alerted) -> None:
        ids = await calm(team, "A")
        await changed(team, quiet=NIGHT)
        team.bot.clock.at = EVENING_OF_TUESDAY
        await team.fill("A", 100)
        await team.look(*ids)

        assert len(await team.cards()) == 1

    async def test_snoozed_across_the_night_it_reminds_in_the_morning(self, team: Alerted) -> None:
        (space_id,) = ids = await calm(team, "A")
        await team.fill("A", 91)
        await team.look(*ids)
        await changed(team, quiet=NIGHT)
        team.bot.clock.at = EVENING_OF_TUESDAY
        key = (await team.incident(space_id)).card
        await team.bot.alerts.acknowledgements.snooze(team.here.id, key, ANN, "hour")
        team.bot.clock.at += 2 * HOUR
        await team.look_after()
        assert len(await team.cards()) == 1

        team.bot.clock.at = EVENING_OF_TUESDAY + 9 * HOUR + MINUTE
        await team.look_after()
        assert len(await team.cards()) == 2


class TestTheOrganisation:
    """When it is full, its spaces are silent."""

    async def test_full_it_is_told_alone(self, sandbox: SandboxHandle, store: Store) -> None:
        async with alerted(sandbox, store) as team:
            await changed(team, spaces=None)
            await team.look_after()
            before = set(await team.cards())
            state = await sandbox.state()
            free = 100 * GIB - sum(space["usedQuota"] for space in state["spaces"])
            await sandbox.make_space("Huge", usedQuota=free)
            team.bot.clock.at += DAY
            await team.bot.tick()
            await team.look_after()

            fresh = [each for each in (await team.memory()).incidents.values() if each.full]
            assert ORGANISATION in {each.subject for each in fresh}
            assert len(set(await team.cards()) - before) == 1


async def test_500_spaces_in_five_conversations_make_five_cards_that_name_all(
    store: Store,
) -> None:
    sandbox = build_app(1)
    async with (
        serving(sandbox) as url,
        handled(url, sandbox) as handle,
        alerted(handle, store) as team,
    ):
        sandbox.world.org.capacity = 1 << 50
        spaces = [Space(str(9000 + n), f"Space {n:03}", "", 1000 * GIB, 0, 0) for n in range(500)]
        for space in spaces:
            sandbox.world.org.spaces.add(space)
        places = [team.here.id, *[await group(handle, place) for place in range(4)]]
        for each, conversation_id in enumerate(places):
            here = Conversation(conversation_id, "group", f"Team {each}")
            mine = frozenset(space.space_id for space in spaces[each * 100 : (each + 1) * 100])
            await place(team.bot.alerts, Subscription(here, "Bob", 0, language="en", spaces=mine))
        for _ in range(4):  # each day's sweep goes twice as far as the last one
            await the_next_day(team)
        shown = {each: set(await team.cards(each)) for each in places}
        for space in spaces:
            sandbox.world.org.spaces.set_used(space, 910 * GIB)
        await the_next_day(team)

        for each, group_id in enumerate(places):
            assert len(set(await team.cards(group_id)) - shown[group_id]) == 1
            names = {space.name for space in spaces[each * 100 : (each + 1) * 100]}
            assert await pages(team, group_id) == names


async def the_next_day(team: Alerted) -> None:
    """Look at everything, and do what the alerts then do."""
    team.bot.clock.at += DAY
    await team.bot.tick()
    await team.look_after()


async def group(sandbox: SandboxHandle, place: int) -> str:
    """Make one more group; gives its id."""
    body = {"type": "2", "title": f"More {place}", "members": ["manager01"]}
    answer = await sandbox.client.post("/sandbox/conversations", json=body)
    answer.raise_for_status()
    return str(answer.json()["conversationId"])


async def pages(team: Alerted, conversation_id: str) -> set[str]:
    """Turn all pages of the one card of many; gives the names on them."""
    situation = await team.bot.alerts.situation(conversation_id)
    assert situation is not None
    (key,) = {each.card for each in situation.memory.incidents.values()}
    found, page = set[str](), 1
    while True:
        card = await team.bot.alerts.card(conversation_id, key, page)
        rows = card.data["rows"]
        assert isinstance(rows, list)
        found |= {str(row["name"]) for row in rows}
        if page == card.data["pages"]:
            return found
        page += 1


async def test_one_conversation_of_five_refuses_and_the_others_are_told(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with alerted(sandbox, store) as team:
        (space_id,) = await calm(team, "A")
        places = [team.here.id, *[await group(sandbox, place) for place in range(4)]]
        for conversation_id in places:
            here = Conversation(conversation_id, "group", "Team")
            spaces = frozenset({space_id})
            await place(team.bot.alerts, Subscription(here, "Bob", 0, language="en", spaces=spaces))
        await team.look(space_id)
        (await sandbox.client.delete(f"/sandbox/conversations/{places[2]}")).raise_for_status()
        await team.fill("A", 91)
        await team.look(space_id)

        subscriptions = await team.bot.alerts.subscriptions()
        assert [subscriptions[each].refused is None for each in places] == [
            True,
            True,
            False,
            True,
            True,
        ]


async def test_admins_who_cannot_be_told_are_no_fault_of_the_conversation(
    team: Alerted,
) -> None:
    admins = Conversation(await group(team.sandbox, 9), "group", "Admins")
    await team.bot.organisation.name_admins_place(Place(admins))
    ids = await calm(team, "A")
    await team.fill("A", 91)
    await team.look(*ids)
    (await team.sandbox.client.delete(f"/sandbox/conversations/{admins.id}")).raise_for_status()
    for _ in range(6):
        team.bot.clock.at += DAY
        await team.look_after()

    subscription = await team.bot.alerts.subscription(team.here.id)
    assert subscription is not None
    assert subscription.refused is None
    assert (await team.memory()).parcels == ()


@pytest.mark.parametrize("fault", ["no-scope", "count-limit"])
async def test_what_dingtalk_refuses_the_app_is_no_fault_of_a_conversation(
    team: Alerted, fault: str
) -> None:
    ids = await calm(team, "A")
    await team.sandbox.fault(fault, SHOW)
    await team.sandbox.fault(fault, "POST /v1.0/robot/groupMessages/send")
    await team.fill("A", 91)
    await team.look(*ids)
    subscription = await team.bot.alerts.subscription(team.here.id)
    assert subscription is not None
    assert subscription.refused is None

    await team.sandbox.clear_faults()
    team.bot.clock.at += MINUTE
    await team.look_after()
    assert len(await team.cards()) == 1


async def test_a_conversation_that_refuses_for_a_week_is_dropped(team: Alerted) -> None:
    ids = await calm(team, "A")
    await team.sandbox.fault("deliver-failed", SHOW)
    await team.sandbox.fault("deliver-failed", "POST /v1.0/card/instances/deliver")
    gone = {"status": 400, "code": "invalidParameter.conversation", "message": "gone"}
    await team.sandbox.fault("respond", "POST /v1.0/robot/groupMessages/send", **gone)
    await team.fill("A", 91)
    await team.look(*ids)
    for _ in range(6):
        team.bot.clock.at += DAY
        await team.look_after()
    assert team.here.id in await team.bot.alerts.subscriptions()
    tries = (await team.calls()).count(SHOW)
    assert tries <= 8

    for _ in range(3):
        team.bot.clock.at += DAY
        await team.look_after()
    assert await team.bot.alerts.subscriptions() == {}


async def test_what_was_refused_is_tried_at_once_where_somebody_speaks(team: Alerted) -> None:
    ids = await calm(team, "A")
    for call in (SHOW, "POST /v1.0/robot/groupMessages/send"):
        await team.sandbox.fault("respond", call, status=400, code="gone", message="gone")
    await team.fill("A", 91)
    await team.look(*ids)
    await team.sandbox.clear_faults()
    await team.look_after()
    assert await team.cards() == {}

    await team.bot.alerts.heard(team.here.id)
    team.bot.clock.at += MINUTE
    await team.look_after()
    assert len(await team.cards()) == 1


async def test_a_conversation_that_takes_messages_again_is_told_what_it_missed(
    team: Alerted,
) -> None:
    ids = await calm(team, "A")
    for call in (SHOW, "POST /v1.0/robot/groupMessages/send"):
        await team.sandbox.fault("respond", call, status=400, code="gone", message="gone")
    await team.fill("A", 91)
    await team.look(*ids)
    team.bot.clock.at += DAY
    await team.look_after()
    assert (await team.memory()).parcels == ()

    await team.sandbox.clear_faults()
    team.bot.clock.at += DAY
    await team.look_after()
    team.bot.clock.at += MINUTE
    await team.look_after()
    subscription = await team.bot.alerts.subscription(team.here.id)
    assert subscription is not None
    assert subscription.refused is None
    assert [card for card in (await team.cards()).values() if "here again" in words(card)]


async def test_a_deleted_card_comes_back_with_the_next_news(team: Alerted) -> None:
    ids = await calm(team, "A")
    await team.fill("A", 91)
    await team.look(*ids)
    missing = {"status": 404, "code": "param.cardNotExist", "message": "gone"}
    await team.sandbox.fault("respond", "PUT /v1.0/card/instances", times=1, **missing)
    await team.fill("A", 60)
    await team.look(*ids)
    await team.look(*ids)

    assert (await team.memory()).edits == ()
    assert (await team.memory()).incidents == {}


class TestMembers:
    """A member is told of what they see, checked again once a week."""

    async def placed(self, team: Alerted, *ids: str, follows: bool = False) -> Conversation:
        here = Conversation(await team.sandbox.single("staff01"), "single")
        await place(
            team.bot.alerts,
            Subscription(
                here,
                "Ann",
                team.bot.clock.at,
                user_id="staff01",
                language="en",
                spaces=frozenset(ids),
                personal=True,
                follows=follows,
                checked=team.bot.clock.at,
            ),
        )
        return here

    async def test_what_they_lost_is_dropped_and_said(self, team: Alerted) -> None:
        first, second = await calm(team, "A", "B")
        here = await self.placed(team, first, second)
        await team.sandbox.delete_space(second)
        team.bot.clock.at += WEEK
        await team.bot.alerts.look_after(here.id)

        subscription = await team.bot.alerts.subscription(here.id)
        assert subscription is not None
        assert subscription.spaces == frozenset({first})
        (card,) = (await team.cards(here.id)).values()
        assert "B" in words(card)

    async def test_who_wants_to_hear_of_all_is_told_of_what_comes_later(
        self, team: Alerted
    ) -> None:
        (space_id,) = await calm(team, "A")
        here = await self.placed(team, space_id, follows=True)
        later = await team.fill("B", 10)
        team.bot.clock.at += WEEK
        await team.bot.alerts.look_after(here.id)

        subscription = await team.bot.alerts.subscription(here.id)
        assert subscription is not None
        assert subscription.spaces is not None
        assert {space_id, later} <= subscription.spaces

    async def test_checked_within_a_week_nothing_is_asked(self, team: Alerted) -> None:
        (space_id,) = await calm(team, "A")
        here = await self.placed(team, space_id)
        spent = len(await team.sandbox.calls())
        team.bot.clock.at += WEEK - DAY
        await team.bot.alerts.look_after(here.id)

        lists = [call for call in (await team.sandbox.calls())[spent:] if "drive" in call["path"]]
        assert lists == []

    async def test_a_member_who_left_is_told_nothing_more(self, team: Alerted) -> None:
        (space_id,) = await calm(team, "A")
        here = await self.placed(team, space_id)
        (await team.sandbox.client.delete("/sandbox/users/staff01")).raise_for_status()
        team.bot.clock.at += WEEK
        await team.bot.alerts.look_after(here.id)

        assert await team.bot.alerts.subscription(here.id) is None
