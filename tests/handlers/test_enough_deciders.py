"""Requests for which too few are left who could approve: no rule makes them so, and cards say it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.errors import BadArgument
from bot.errors.files import BadFile
from bot.policy.said import OWN_DECIDER, TWO_DECIDE
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.handlers.calling import says
from tests.handlers.importing import imports
from tests.handlers.requesting import CAROL, admins_sit, approves, asked, last_in, now
from tests.handlers.test_policy_files import file
from tests.parts import ANN, BOB
from tests.sandbox_server import SandboxHandle

RULE = "policy set space create members everywhere ask by"
CANNOT = "无法批准"


@pytest.fixture
async def two(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    """An organisation in which a space takes two, and Carol's second account is Bob's."""
    accounts = [["manager01", "staff02"]]
    async with assembled(sandbox, store, two_approvers=["space"], own_accounts=accounts) as core:
        for each in (replace(BOB, is_admin=True), replace(CAROL, is_admin=True)):
            await core.services.access.note(each)
        yield core


async def test_no_rule_names_too_few_for_anything_to_be_approved(two: Assembly) -> None:
    bot, key, nobody = two, 0, tuple[str, ...]()
    await bot.services.access.add_admin("staff02", "Bob again", "manager01")
    for text, who, why in (
        (RULE, ("manager02",), TWO_DECIDE),
        (RULE, ("manager01", "staff02"), TWO_DECIDE),  # one person
        ("policy set space * members everywhere ask by", ("manager02",), TWO_DECIDE),
        ("policy set all commands members everywhere ask by", ("manager02",), TWO_DECIDE),
        ("policy set grant manager02 everywhere ask by", ("manager02",), OWN_DECIDER),
    ):
        key += 1
        with pytest.raises(BadArgument) as refused:
            await says(bot, text, mentions=who, key=f"set{key}")
        assert refused.value.reason == why, (text, who)
    rule = "command: space create, who: members, where: everywhere, outcome: ask, approvers: "
    with pytest.raises(BadFile) as bad:
        await imports(bot, file(f"{rule}[user manager02]"))
    assert [each.reason for each in bad.value.problems] == [TWO_DECIDE]
    assert await bot.services.policy.rules() == ()

    for text, named in (
        (RULE, ("manager01", "manager02")),
        (f"{RULE} this group", nobody),
        ("policy set grant members everywhere ask by", ("manager02",)),
    ):
        key += 1
        assert (await says(bot, text, mentions=named, key=f"may{key}")).data["rules"]


async def test_a_request_that_cannot_be_approved_any_more_says_so_and_tells_admins(
    two: Assembly,
) -> None:
    bot, admins = two, await admins_sit(two)
    await says(bot, RULE, mentions=("manager01", "manager02"))
    request = await asked(bot)
    assert (request.wanted, request.short) == (2, False)
    await approves(bot, request)
    assert not (await now(bot, request)).short
    assert await bot.sandbox.messages(admins) == []

    await bot.services.access.note(replace(CAROL, is_admin=False))
    await bot.services.requests.look()
    assert (await now(bot, request)).short
    assert CANNOT in await last_in(bot, admins)
    assert CANNOT in await last_in(bot, await bot.sandbox.single("manager01"))
    await bot.services.access.note(replace(CAROL, is_admin=True))
    await bot.services.requests.look()
    assert not (await now(bot, request)).short

    await says(bot, "request space Mine", BOB, key="mine")  # of two who decide he is one
    [mine] = await bot.services.requests.open_ones("manager01")
    assert mine.short
    assert "Mine" in await last_in(bot, admins)
    assert ANN.key not in str(mine.deciding)
