"""Two people who change the same thing at once, on two running bots: both get what they asked."""

import asyncio

from tests.conversations.stage import Stage
from tests.conversations.watching import called

CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
QUICK = {"watch_seconds": 0.1}
ROUNDS = 12


async def test_a_soft_quota_and_levels_of_one_space_are_both_kept(stage: Stage) -> None:
    await stage.sandbox.make_space("Marketing", usedQuota=10 << 30)
    async with stage.bot(**QUICK), stage.bot(**QUICK):
        await stage.connections(2)
        bob = await stage.in_group("manager01")
        eve = await stage.alone("manager02")
        await bob.says("/operator me")
        await called(stage.sandbox, CAPACITY)

        for number in range(1, ROUNDS + 1):
            await asyncio.gather(
                bob.says(f"/quota set Marketing {100 + number} GB"),
                eve.says(f"/quota levels Marketing {40 + number}"),
            )
            shown = await bob.says("/quota Marketing")
            assert f"{100 + number} GB" in shown.text, shown
            assert f"{40 + number}%" in shown.text, shown

        trail = await bob.says("/audit Marketing")
        assert f"{100 + ROUNDS} GB" in trail.text or f"{40 + ROUNDS}%" in trail.text, trail
