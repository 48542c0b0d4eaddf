"""What an admin chose for a conversation is told there while they see it: asked just before, where
the operator does not watch it.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.alerts.subscription import Digest, Subscription
from bot.storage import Store
from bot.times.spans import MINUTE
from tests.bot.alerts.alerted import GIB, Alerted, alerted
from tests.bot.alerts.test_visibility_rights import LIST, QUERY, asked, calm, texts
from tests.placing import place
from tests.sandbox_server import Json, SandboxHandle


async def looked_at(team: Alerted, spaces: Sequence[Json], used: int) -> None:
    """Let a member look at spaces that hold so much (GiB) by now."""
    ids = [each["spaceId"] for each in spaces]
    for each in ids:
        await team.sandbox.change_space(each, quota=100 * GIB, usedQuota=used * GIB)
    team.bot.clock.at += MINUTE
    member = (await team.bot.core.shared.who("staff01")).union_id
    await team.bot.core.shared.spaces.look(ids, member)


@asynccontextmanager
async def chosen(
    sandbox: SandboxHandle, store: Store, operator: str | None, **more: object
) -> AsyncIterator[tuple[Alerted, list[Json]]]:
    """A group that is told of the first two spaces, since an admin has chosen them."""
    await sandbox.settings(managementForMembers=True)
    async with alerted(sandbox, store, operator=operator) as team:
        spaces = list((await sandbox.state())["spaces"][:2])
        await looked_at(team, spaces, 50)
        ids = frozenset(each["spaceId"] for each in spaces)
        at = team.bot.clock.at
        mine = Subscription(team.here, "Cat", at, language="en", spaces=ids, whose="manager02")
        await place(team.bot.alerts, replace(mine, **more))  # type: ignore[arg-type] # members of it
        await calm(team, team.here)
        yield team, spaces


async def loses(team: Alerted, fault: str = "omit-id") -> None:
    """Take the first space away from whoever asks from now on."""
    for call in (QUERY, LIST):
        await team.sandbox.fault(fault, call)


async def look_after(team: Alerted, times: int = 2) -> None:
    for _ in range(times):
        team.bot.clock.at += MINUTE
        await team.bot.alerts.look_after(team.here.id)


async def test_what_the_admin_does_not_see_any_more_is_told_no_more(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with chosen(sandbox, store, None) as (team, [lost, kept]):
        await looked_at(team, [lost, kept], 91)
        before = await asked(team)
        await loses(team)
        await look_after(team, 1)
        [said] = await texts(team, team.here, set())
        paid = (await asked(team))[len(before) :]
        await sandbox.clear_faults()
        await look_after(team)
        news = [each for each in await texts(team, team.here, set()) if "91" in each]
        subscription = await team.bot.alerts.subscription(team.here.id)

        assert lost["spaceName"] in said
        assert "Cat" in said
        assert "91" not in said
        assert any(kept["spaceName"] in each for each in news)
        assert not any(lost["spaceName"] in each for each in news)
        assert paid == [QUERY, LIST]  # before an id that it left out counts as lost, the list
        assert subscription is not None
        assert subscription.spaces == frozenset({kept["spaceId"]})
        assert subscription.whose == "manager02"


async def test_what_the_operator_watches_is_told_at_no_call(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with chosen(sandbox, store, "manager01") as (team, spaces):
        await looked_at(team, spaces, 91)
        before = await asked(team)
        await loses(team)
        await look_after(team, 1)
        news = "".join(await texts(team, team.here, set()))

        assert await asked(team) == before
        for each in spaces:
            assert each["spaceName"] in news


async def test_while_nobody_can_say_what_the_admin_sees_it_is_told(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with chosen(sandbox, store, None) as (team, spaces):
        await looked_at(team, spaces, 91)
        await loses(team, "server-error")
        await look_after(team)
        news = "".join(await texts(team, team.here, set()))

        for each in spaces:
            assert each["spaceName"] in news


async def test_once_nobody_watches_as_an_operator_the_admin_is_asked(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with chosen(sandbox, store, "manager01") as (team, [lost, kept]):
        await team.bot.organisation.name_operator(None)
        await looked_at(team, [lost, kept], 91)
        await loses(team)
        await look_after(team)
        news = [each for each in await texts(team, team.here, set()) if "91" in each]

        assert not any(lost["spaceName"] in each for each in news)


async def test_a_digest_names_only_what_the_admin_sees(
    sandbox: SandboxHandle, store: Store
) -> None:
    digest = Digest("daily", 0, last=1)
    async with chosen(sandbox, store, None, alerts=False, digest=digest) as (team, [lost, kept]):
        await looked_at(team, [lost, kept], 91)
        await loses(team)
        await team.bot.digests.send(team.here.id)
        said = [each for each in await texts(team, team.here, set()) if "digest" in each.lower()]

        assert any(kept["spaceName"] in each for each in said)
        assert not any(lost["spaceName"] in each for each in said)


async def test_whoever_asks_for_what_is_told_is_shown_no_more_than_the_admin_sees(
    sandbox: SandboxHandle, store: Store
) -> None:
    """What was asked for lately is not asked for again."""
    async with chosen(sandbox, store, None) as (team, [lost, kept]):
        await team.bot.alerts.visibility.confirm(team.here.id)
        await loses(team)
        await team.bot.alerts.visibility.confirm(team.here.id)
        lately = await team.bot.alerts.subscription(team.here.id)
        await store.redis.delete(store.key("alerts", "seen", team.here.id, lost["spaceId"]))
        await team.bot.alerts.visibility.confirm(team.here.id)
        now = await team.bot.alerts.subscription(team.here.id)

        assert lately is not None
        assert lately.spaces == frozenset({lost["spaceId"], kept["spaceId"]})
        assert now is not None
        assert now.spaces == frozenset({kept["spaceId"]})
