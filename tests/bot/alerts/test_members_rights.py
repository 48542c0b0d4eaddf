"""What one member is told in their own chat: only what they still see, asked just before."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.alerts.subscription import Subscription
from bot.messages import Conversation
from bot.quota.samples import HOUR, MINUTE
from bot.storage import Store
from tests.bot.alerts.telling import GIB, Telling, telling
from tests.placing import place
from tests.sandbox_server import Json, SandboxHandle

LIST = "GET /v1.0/drive/spaces"
QUERY = "POST /v1.0/drive/managements/spaces/query"


@pytest.fixture
async def told(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Telling]:
    async with telling(sandbox, store) as put_together:
        yield put_together


async def ann(told: Telling, *ids: str) -> Conversation:
    """A member who is told of some spaces, and saw them a moment ago."""
    here = Conversation(await told.sandbox.single("staff01"), "single")
    now = told.bot.clock.at
    mine = Subscription(here, "Ann", now, user_id="staff01", language="en", spaces=frozenset(ids))
    await place(told.bot.alerts, replace(mine, personal=True, checked=now))
    return here


async def first_and_another(told: Telling) -> list[Json]:
    """The space that comes first in everybody's list, and the next."""
    spaces = (await told.sandbox.state())["spaces"][:2]
    for each in spaces:
        await told.sandbox.change_space(each["spaceId"], quota=100 * GIB, usedQuota=50 * GIB)
        await told.bot.watch.now(each["spaceId"])
    return list(spaces)


async def calm(told: Telling, here: Conversation) -> set[str]:
    """Let what was told of the time before come to rest; gives the cards of that time."""
    for _ in range(4):
        told.bot.clock.at += MINUTE
        await told.bot.alerts.look_after(here.id)
    return set(await told.cards(here.id))


async def fill(told: Telling, spaces: list[Json]) -> None:
    for each in spaces:
        await told.sandbox.change_space(each["spaceId"], usedQuota=91 * GIB)
        told.bot.clock.at += MINUTE
        await told.bot.watch.now(each["spaceId"])


async def texts(told: Telling, here: Conversation, before: set[str]) -> list[str]:
    """What the cards say that came after those of before."""
    cards = await told.cards(here.id)
    return [
        f"{card['title']} {card['markdown']}" for key, card in cards.items() if key not in before
    ]


async def asked(told: Telling) -> list[str]:
    calls = [f"{call['method']} {call['template']}" for call in await told.sandbox.calls()]
    return [call for call in calls if call in {LIST, QUERY}]


@pytest.mark.parametrize("members_may_query", [True, False], ids=["query", "list"])
async def test_what_they_do_not_see_any_more_is_not_told_but_said_to_be_lost(
    told: Telling,
    store: Store,
    members_may_query: bool,  # noqa: FBT001 - a test's parameter
) -> None:
    await told.sandbox.settings(managementForMembers=members_may_query)
    lost, kept = await first_and_another(told)
    here = await ann(told, lost["spaceId"], kept["spaceId"])
    before = await calm(told, here)
    await fill(told, [lost, kept])
    for call in (QUERY, LIST):
        await told.sandbox.fault("omit-id", call)  # the first of each answer
    async for key in store.redis.scan_iter(store.key("spaces", "*")):
        await store.redis.delete(key)  # no list of the last minute
    await told.bot.alerts.look_after(here.id)
    [said] = await texts(told, here, before)
    await told.sandbox.clear_faults()
    told.bot.clock.at += MINUTE
    await told.bot.alerts.look_after(here.id)
    news = [each for each in await texts(told, here, set()) if "91" in each]

    assert lost["spaceName"] in said
    assert "91" not in said
    assert any(kept["spaceName"] in each for each in news)
    assert not any(lost["spaceName"] in each for each in news)
    subscription = await told.bot.alerts.subscription(here.id)
    assert subscription is not None
    assert subscription.spaces == frozenset({kept["spaceId"]})


async def test_while_nobody_can_say_what_they_see_nothing_is_told(told: Telling) -> None:
    await told.sandbox.settings(managementForMembers=True)
    spaces = await first_and_another(told)
    here = await ann(told, *(each["spaceId"] for each in spaces))
    before = await calm(told, here)
    await fill(told, spaces)
    for call in (QUERY, LIST):
        await told.sandbox.fault("server-error", call)
    for _ in range(3):
        told.bot.clock.at += MINUTE
        await told.bot.alerts.look_after(here.id)
    silent = await texts(told, here, before)
    await told.sandbox.clear_faults()
    told.bot.clock.at += HOUR
    await told.bot.alerts.look_after(here.id)
    news = "".join(await texts(told, here, before))

    assert silent == []
    assert all(each["spaceName"] in news for each in spaces)


async def test_asking_costs_one_call_a_message_and_none_while_nothing_is_told(
    told: Telling,
) -> None:
    await told.sandbox.settings(managementForMembers=True)
    spaces = await first_and_another(told)
    here = await ann(told, *(each["spaceId"] for each in spaces))
    before = await calm(told, here)
    rest = len(await asked(told))
    await calm(told, here)
    quiet = len(await asked(told))
    await fill(told, spaces)
    looked = await asked(told)
    await told.bot.alerts.look_after(here.id)
    news = "".join(await texts(told, here, before))

    assert quiet == rest
    assert (await asked(told))[len(looked) :] == [QUERY]
    assert all(each["spaceName"] in news for each in spaces)


async def test_a_members_digest_names_only_what_they_see_when_it_is_sent(
    told: Telling, store: Store
) -> None:
    lost, kept = await first_and_another(told)
    here = await ann(told, lost["spaceId"], kept["spaceId"])
    situation = await told.bot.alerts.situation(here.id)
    assert situation is not None
    for call in (QUERY, LIST):
        await told.sandbox.fault("omit-id", call)

    allowed = await told.bot.alerts.members.allowed(situation, situation.subscription.spaces or ())

    assert allowed is not None
    assert allowed.spaces == frozenset({kept["spaceId"]})
    assert allowed.checked == situation.subscription.checked  # of all the others nothing was asked
    await told.sandbox.clear_faults()
    for call in (QUERY, LIST):
        await told.sandbox.fault("server-error", call)
    async for key in store.redis.scan_iter(store.key("spaces", "*")):
        await store.redis.delete(key)
    assert await told.bot.alerts.members.allowed(situation, allowed.spaces) is None
