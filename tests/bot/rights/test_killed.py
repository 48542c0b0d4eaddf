"""A kill before or after any write of what is kept of a role or its journal, while a role is given for a time, reminded of, prolonged
or ended: whoever goes on leaves one effect, and tells it once.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from typing_extensions import override

from bot.access import Operator
from tests.bot.quota.watching import admins_group
from tests.bot.rights.lending import ANN, DAY, Lending

WRITES = {"HSET", "HDEL", "SET", "DEL", "SADD", "ZADD", "EVAL", "EVALSHA"}
KEPT = (":grants", ":change:")
"""What the keys of roles that were given, and of changes, begin with."""
Run = Callable[[Lending], Awaitable[object]]


class Killed(BaseException):
    """The process ends here."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is killed, after what, and what there is at the end: Ann's role, until when in days, how
    many calls have changed roles since, and which of her cards came.
    """

    name: str
    first: tuple[Run, ...]
    run: Run
    role: str
    days: float | None
    changes: int
    cards: tuple[str, ...] = ()

    @override
    def __str__(self) -> str:
        return self.name


async def lent(bot: Lending) -> None:
    await bot.lend("EDITOR")


async def lent_more(bot: Lending) -> None:
    await bot.lend("MANAGER", before="EDITOR", days=3, key="robot1:m2")


async def six_days_on(bot: Lending) -> None:
    await bot.pass_days(6)


async def a_week_on(bot: Lending) -> None:
    bot.bot.clock.at += 7 * DAY


async def works(bot: Lending) -> None:
    await bot.endings.work()


async def extended(bot: Lending) -> None:
    grant = await bot.grant()
    assert grant is not None
    asked = await bot.command("extend", "robot1:m3")
    await bot.grants.extend(asked, await bot.viewer("manager01"), grant, bot.bot.clock.at + 9 * DAY)


async def ended_now(bot: Lending) -> None:
    grant = await bot.grant()
    if grant is not None:
        await bot.grants.end_at_once(await bot.command("grant end", "robot1:m4"), grant)
        await bot.endings.end_now(grant.id, "manager01")


async def day_six(bot: Lending) -> None:
    bot.bot.clock.at += 6 * DAY


SOON, OVER = "Your access ends soon: 甲", "Access ended: 甲"
STEPS = (
    Step("recording and giving", (), lent, "EDITOR", 7, 1),
    Step("recording and changing what was lent", (lent,), lent_more, "MANAGER", 3, 1),
    Step("reminding", (lent, day_six), works, "EDITOR", 1, 0, (SOON,)),
    Step("prolonging", (lent,), extended, "EDITOR", 9, 0),
    Step("taking and noting, telling", (lent, a_week_on), works, "", None, 1, (OVER,)),
    Step("taking and noting early", (lent,), ended_now, "", None, 1, (OVER,)),
)
"""Everything that is done about a role that was lent; each is killed at each of its writes."""


@asynccontextmanager
async def killed(bot: Lending, at: int, *, before: bool) -> AsyncIterator[list[int]]:
    """End the process at a write, before it is made or after; gives how many there were."""
    redis: Any = bot.bot.store.redis  # its commands of any kind have no types
    sent, made = redis.execute_command, [0]

    async def execute(*args: Any, **more: Any) -> Any:
        is_one = str(args[0]).upper() in WRITES and any(key in str(args[1:]) for key in KEPT)
        made[0] += is_one
        is_now = is_one and made[0] == at
        if is_now and before:
            raise Killed
        answer = await sent(*args, **more)
        if is_now:
            raise Killed
        return answer

    redis.execute_command = execute
    try:
        yield made
    finally:
        redis.execute_command = sent


async def begun(bot: Lending, step: Step) -> tuple[int, int]:
    """Begin anew, a year of the clock later; gives how many changes and cards there were."""
    await bot.bot.store.redis.flushdb()
    organisation = bot.bot.organisation
    await organisation.learn((await bot.sandbox.state())["corpId"])
    await organisation.name_operator(Operator("manager02", "Op", 1))
    await admins_group(bot.sandbox, organisation)
    await bot.sandbox.take(bot.space_id, "USER", "staff01", bot.folder["dentryId"])
    bot.bot.clock.at += 30 * DAY
    for first in step.first:
        await first(bot)
    return await changes(bot), len(await bot.told("staff01"))


async def changes(bot: Lending) -> int:
    return sum(call in {"permissions", "remove"} for call in await bot.calls())


async def went_on(bot: Lending, step: Step) -> None:
    """What goes on after a kill: the turn runs again, and time passes."""
    await step.run(bot)
    await bot.pass_days(0.01)
    await bot.pass_days(0.01)


@pytest.mark.parametrize("step", STEPS, ids=str)
async def test_a_kill_at_any_write_leaves_one_effect(bot: Lending, step: Step) -> None:
    await bot.sandbox.settings(qps=0)
    for _ in range(2):  # the first run also loads scripts
        await begun(bot, step)
        async with killed(bot, -1, before=False) as made:
            await step.run(bot)
    for at in range(1, made[0] + 1):
        for before in (True, False):
            changed, shown = await begun(bot, step)
            begin = bot.bot.clock.at
            async with killed(bot, at, before=before):
                with pytest.raises(Killed):
                    await step.run(bot)
            await went_on(bot, step)

            grant, where = await bot.grant(), f"{'before' if before else 'after'} write {at}"
            assert await bot.has(ANN) == step.role, where
            assert await changes(bot) - changed == step.changes, where
            until = None if grant is None else grant.until
            assert until == (None if step.days is None else begin + int(step.days * DAY)), where
            cards = (await bot.told("staff01"))[shown:]
            assert tuple(card["title"] for card in cards) == step.cards, where
