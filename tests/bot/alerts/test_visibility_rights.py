"""What one member is told in their own chat: only what they still see, asked just before."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.alerts.subscription import Subscription
from bot.messages import Conversation
from bot.storage import Store
from bot.times.spans import HOUR, MINUTE
from tests.bot.alerts.alerted import GIB, Alerted, alerted
from tests.placing import place
from tests.sandbox_server import Json, SandboxHandle

LIST = "GET /v1.0/drive/spaces"
QUERY = "POST /v1.0/drive/managements/spaces/query"


@pytest.fixture
async def team(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Alerted]:
    async with alerted(sandbox, store) as put_together:
        yield put_together


async def ann(team: Alerted, *ids: str) -> Conversation:
    """A member who is told of some spaces, and saw them a moment ago."""
    here = Conversation(await team.sandbox.single("staff01"), "single")
    now = team.bot.clock.at
    mine = Subscription(here, "Ann", now, user_id="staff01", language="en", spaces=frozenset(ids))
    await place(team.bot.alerts, replace(mine, personal=True, checked=now))
    return here


async def first_and_another(team: Alerted) -> list[Json]:
    """The space that comes first in everybody's list, and the next."""
    spaces = (await team.sandbox.state())["spaces"][:2]
    for each in spaces:
        await team.sandbox.change_space(each["spaceId"], quota=100 * GIB, usedQuota=50 * GIB)
        await team.bot.watch.now(each["spaceId"])
    return list(spaces)


async def calm(team: Alerted, here: Conversation) -> set[str]:
    """Let what was told of the time before come to rest; gives the cards of that time."""
    for _ in range(4):
        team.bot.clock.at += MINUTE
        await team.bot.alerts.look_after(here.id)
    return set(await team.cards(here.id))


async def fill(team: Alerted, spaces: list[Json]) -> None:
    for each in spaces:
        await team.sandbox.change_space(each["spaceId"], usedQuota=91 * GIB)
        team.bot.clock.at += MINUTE
        await team.bot.watch.now(each["spaceId"])


async def texts(team: Alerted, here: Conversation, before: set[str]) -> list[str]:
    """What the cards say that came after those of before."""
    cards = await team.cards(here.id)
    return [
        f"{card['title']} {card['markdown']}" for key, card in cards.items() if key not in before
    ]


async def asked(team: Alerted) -> list[str]:
    calls = [f"{call['method']} {call['template']}" for call in await team.sandbox.calls()]
    return [call for call in calls if call in {LIST, QUERY}]


@pytest.mark.parametrize("members_may_query", [True, False], ids=["query", "list"])
async def test_what_they_do_not_see_any_more_is_not_told_but_said_to_be_lost(
    team: Alerted,
    store: Store,
    members_may_query: bool,  # noqa: FBT001 - a test's parameter
) -> None:
    await team.sandbox.settings(managementForMembers=members_may_query)
    lost, kept = await first_and_another(team)
    here = await ann(team, lost["spaceId"], kept["spaceId"])
    before = await calm(team, here)
    await fill(team, [lost, kept])
    for call in (QUERY, LIST):
        await team.sandbox.fault("omit-id", call)  # the first of each answer
    async for key in store.redis.scan_iter(store.key("spaces", "*")):
        await store.redis.delete(key)  # no list of the last minute
    await team.bot.alerts.look_after(here.id)
    [said] = await texts(team, here, before)
    await team.sandbox.clear_faults()
    team.bot.clock.at += MINUTE
    await team.bot.alerts.look_after(here.id)
    news = [each for each in await texts(team, here, set()) if "91" in each]

    assert lost["spaceName"] in said
    assert "91" not in said
    assert any(kept["spaceName"] in each for each in news)
    assert not any(lost["spaceName"] in each for each in news)
    subscription = await team.bot.alerts.subscription(here.id)
    assert subscription is not None
    assert subscription.spaces == frozenset({kept["spaceId"]})


async def test_while_nobody_can_say_what_they_see_nothing_is_told(team: Alerted) -> None:
    await team.sandbox.settings(managementForMembers=True)
    spaces = await first_and_another(team)
    here = await ann(team, *(each["spaceId"] for each in spaces))
    before = await calm(team, here)
    await fill(team, spaces)
    for call in (QUERY, LIST):
        await team.sandbox.fault("server-error", call)
    for _ in range(3):
        team.bot.clock.at += MINUTE
        await team.bot.alerts.look_after(here.id)
    silent = await texts(team, here, before)
    await team.sandbox.clear_faults()
    team.bot.clock.at += HOUR
    await team.bot.alerts.look_after(here.id)
    news = "".join(await texts(team, here, before))

    assert silent == []
    assert all(each["spaceName"] in news for each in spaces)


async def test_asking_costs_one_call_a_message_and_none_while_nothing_is_told(
    team: Alerted,
) -> None:
    await team.sandbox.settings(managementForMembers=True)
    spaces = await first_and_another(team)
    here = await ann(team, *(each["spaceId"] for each in spaces))
    before = await calm(team, here)
    rest = len(await asked(team))
    await calm(team, here)
    quiet = len(await asked(team))
    await fill(team, spaces)
    looked = await asked(team)
    await team.bot.alerts.look_after(here.id)
    news = "".join(await texts(team, here, before))

    assert quiet == rest
    assert (await asked(team))[len(looked) :] == [QUERY]
    assert all(each["spaceName"] in news for each in spaces)


async def test_a_members_digest_names_only_what_they_see_when_it_is_sent(
    team: Alerted, store: Store
) -> None:
    lost, kept = await first_and_another(team)
    here = await ann(team, lost["spaceId"], kept["spaceId"])
    situation = await team.bot.alerts.situation(here.id)
    assert situation is not None
    for call in (QUERY, LIST):
        await team.sandbox.fault("omit-id", call)

    allowed = await team.bot.alerts.visibility.allowed(
        situation, situation.subscription.spaces or ()
    )

    assert allowed is not None
    assert allowed.spaces == frozenset({kept["spaceId"]})
    assert allowed.checked == situation.subscription.checked  # of all the others nothing was asked
    await team.sandbox.clear_faults()
    for call in (QUERY, LIST):
        await team.sandbox.fault("server-error", call)
    async for key in store.redis.scan_iter(store.key("spaces", "*")):
        await store.redis.delete(key)
    assert await team.bot.alerts.visibility.allowed(situation, allowed.spaces) is None


async def test_what_they_see_again_and_ask_for_is_told_anew_at_once(
    team: Alerted, store: Store
) -> None:
    await team.sandbox.settings(managementForMembers=True)
    lost, kept = await first_and_another(team)
    here = await ann(team, lost["spaceId"], kept["spaceId"])
    await fill(team, [lost])
    await team.bot.alerts.look_after(here.id)
    [card] = [key for key, each in (await team.cards(here.id)).items() if "91%" in str(each)]
    for call in (QUERY, LIST):
        await team.sandbox.fault("omit-id", call)  # the first of each answer
    async for key in store.redis.scan_iter(store.key("spaces", "*")):
        await store.redis.delete(key)
    situation = await team.bot.alerts.situation(here.id)
    assert situation is not None
    await team.bot.alerts.visibility.allowed(situation, [lost["spaceId"]])
    await calm(team, here)
    ended = (await team.cards(here.id))[card]
    await team.sandbox.clear_faults()
    await ann(team, lost["spaceId"], kept["spaceId"])
    cards = await calm(team, here) - {card}
    fresh = [each for key, each in (await team.cards(here.id)).items() if key in cards]

    assert "lerts are off here" in ended["title"]
    assert ended["buttons"] == []
    assert any("91%" in each["markdown"] and each["buttons"] for each in fresh)
