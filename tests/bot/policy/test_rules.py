"""The rules as they are kept."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.access import Role
from bot.messages import Conversation
from bot.policy.rule import PolicyRule, Ruling, group, person
from bot.policy.rules import Rulebook
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.parts import ANN, BOB
from tests.sandbox_server import SandboxHandle

DENIED = PolicyRule("files", "", "", "deny", "manager01", 5)


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store) as core:
        yield core


@pytest.fixture
def policy(bot: Assembly) -> Rulebook:
    return bot.services.policy


async def test_of_one_thing_there_is_one_rule(bot: Assembly, policy: Rulebook) -> None:
    await policy.set(DENIED)
    again = await policy.set(replace(DENIED, by="staff01", at=7))
    changed = await policy.set(replace(DENIED, outcome="ask", at=9))

    assert again.after == again.before
    assert changed.before is not None
    assert await policy.rules() == (replace(DENIED, outcome="ask", at=9),)
    assert (await policy.verdict("files", ANN, bot.group)).outcome == "ask"

    await policy.remove(DENIED)
    assert await policy.rules() == ()
    assert await policy.verdict("files", ANN, bot.group) == Ruling()


async def test_a_role_is_asked_for_only_where_a_rule_is_about_roles(
    bot: Assembly, policy: Rulebook
) -> None:
    asked: list[str] = []

    async def role() -> Role:
        asked.append("asked")
        return Role.ADMIN

    await policy.set(DENIED)
    await policy.set(PolicyRule("find", "role:admin", "", "ask"))

    assert (await policy.verdict("files", BOB, bot.group, role)).outcome == "deny"
    assert asked == []
    assert (await policy.verdict("find", BOB, bot.group, role)).outcome == "ask"
    assert asked == ["asked"]


async def test_who_has_written_in_a_group_is_meant_by_it(bot: Assembly, policy: Rulebook) -> None:
    alone = Conversation("cidALONE==", "single")
    await policy.set(PolicyRule("files", group(bot.group.id), "", "deny"))

    assert (await policy.verdict("files", ANN, alone)).outcome == "allow"
    await bot.services.access.note(ANN, bot.group)
    assert (await policy.verdict("files", ANN, alone)).outcome == "deny"
    assert (await policy.verdict("files", BOB, alone)).outcome == "allow"


async def test_what_is_said_of_several_commands_is_asked_at_once(
    bot: Assembly, policy: Rulebook
) -> None:
    mine = PolicyRule("find", person(ANN.key), "", "ask")
    for each in (DENIED, mine):
        await policy.set(each)

    said = await policy.verdicts(["files", "find", "spaces", "help"], ANN, bot.group)

    assert said == {"files": Ruling("deny", DENIED), "find": Ruling("ask", mine)}
    assert await policy.verdicts(["spaces", "help"], ANN, bot.group) == {}


UNREADABLE = {
    '["files", "", ""]': "no JSON",
    '["files", "role:member", ""]': '{"outcome": "perhaps"}',
    '["files", "", "", "weekdays"]': '{"outcome": "allow"}',
    "files": '{"outcome": "allow"}',
}


async def test_a_rule_that_cannot_be_read_forbids_and_can_be_taken_away(
    bot: Assembly, policy: Rulebook
) -> None:
    for field, stored in UNREADABLE.items():
        await bot.store.redis.hset(bot.store.key("policy", "rules"), field, stored)

        assert (await policy.verdict("files", ANN, bot.group)).outcome == "deny", field
        assert (await policy.verdict("policy set", BOB, bot.group)).outcome == "allow"
        for rule in await policy.rules():
            await policy.remove(rule)
        assert await policy.rules() == ()
