"""A month of an organisation that uses the bot, counted: ``make bench-month``.

Some 300 spaces fill up as :mod:`bench.growth` makes them, with an operator's watch, alerts in a
group and a digest a week, while people ask questions on working days. The bot is the real one, on a
sandbox whose clock and spaces are moved on by hand; what is kept for a time goes when its time is
over. What is refused for want of calls is counted too, since the governor lets nothing through that
is beyond the bot's share.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

import structlog
from structlog.testing import capture_logs
from typing_extensions import override

from bench.growth import OFFICE_DAYS, START, Grown, organisation
from bot.budget import BudgetReport, Purpose
from bot.messages import Sender
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE
from sandbox.app import build_app
from sandbox.people import User
from sandbox.server import serving
from sandbox.world import World
from tests.assembly import Assembly, assembled
from tests.costs import Chat
from tests.handlers.watching import named
from tests.parts import BOB
from tests.sandbox_server import handled
from tests.valkey import fresh_store, running_valkey

DAYS = 30
SPACES = 300
PEOPLE = 20
QUESTIONS = 15
"""On a working day, of all people together."""
STEP = 20 * MINUTE
OPENS, CLOSES = 9, 18
"""Between these hours people ask."""

KINDS = {"spaces": 25, "spaces {part}": 10, "space {name}": 35, "quota": 15, "quota {name}": 15}
"""How many of a hundred questions are which."""
PARTS = ("财务", "设计", "市场", "2024", "finance")

_AGE = """
local gone = tonumber(ARGV[2])
for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
  local left = redis.call('PTTL', key)
  if left >= 0 then
    if left <= gone then redis.call('DEL', key) else redis.call('PEXPIRE', key, left - gone) end
  end
end
"""
"""Lets time go by for what Redis keeps for a time."""


class SetStore(Store):
    """A store whose clock stands until it is set."""

    at = START

    @override
    async def now(self) -> int:
        return self.at


@dataclass(slots=True)
class Month:
    """An organisation, its bot, and the moment that it is there."""

    bot: Assembly
    store: SetStore
    world: World
    truth: Sequence[Grown]
    random: Random
    chats: list[Chat]
    refused: Counter[str] = field(default_factory=Counter)
    asked: int = 0

    async def passes(self, millis: int) -> None:
        """Let time go by, and spaces fill up meanwhile."""
        self.store.at += millis
        self.bot.clock.at = self.store.at
        await self.store.redis.eval(_AGE, 0, f"*{self.store.prefix}*", str(millis))
        for space, grown in zip(self.world.org.spaces, self.truth, strict=False):
            self.world.org.spaces.set_used(space, grown.sample(self.store.at).used or 0)

    async def looks(self) -> None:
        """Do what the bot does by itself once in a while."""
        services = self.bot.services
        await services.watch.tick()
        progress = await services.watch.progress()
        if progress.sweep is not None:
            await services.watch.sampler.sweep(str(progress.sweep.began))
        for job in (await services.watch.progress()).jobs:
            await services.watch.sampler.look(job)
        await services.watch.notify()
        await services.alerts.look_after(self.bot.group.id)
        await services.digests.send(self.bot.group.id)

    async def asks(self) -> None:
        """Let somebody ask something."""
        kind = self.random.choices(list(KINDS), weights=list(KINDS.values()))[0]
        name = self.random.choice(list(self.world.org.spaces)).name
        chat = self.random.choice(self.chats)
        self.asked += 1
        with capture_logs() as logs:
            await chat.asks(kind.format(part=self.random.choice(PARTS), name=f'"{name}"'))
        kinds = [str(each["kind"]) for each in logs if each["event"] == "refused"]
        self.refused.update(each for each in kinds if each != "NoSuchSpace")


@asynccontextmanager
async def organisation_of(
    url: str, spaces: int, *, members_may: bool, seed: int
) -> AsyncIterator[Month]:
    """Begin a month, watched and told of everything; whether ``members_may`` ask by id."""
    random, box = Random(seed), build_app(seed)  # noqa: S311 - made-up data
    async with (
        serving(box) as address,
        handled(address, box) as sandbox,
        fresh_store(url) as opened,
    ):
        await sandbox.reset(spaces=spaces, files=0)
        await sandbox.settings(qps=0, managementForMembers=members_may)
        people = [_employ(box.world, number) for number in range(PEOPLE)]
        store = SetStore(opened.redis, opened.prefix, opened.url)
        async with assembled(sandbox, store, interim_seconds=60) as bot:
            truth = organisation(spaces, DAYS + 1, seed)
            for space, grown in zip(box.world.org.spaces, truth, strict=True):
                space.quota = grown.quota
            chats = [Chat(bot, Sender(each.user_id, "", each.name)) for each in people]
            month = Month(bot, store, box.world, truth, random, chats)
            await month.passes(0)
            await named(bot)
            await month.looks()
            admin = Chat(bot, BOB)
            for said in ("alert here all", "yes", "digest weekly mon 9:00"):
                await admin.says(said)
            yield month


def _employ(world: World, number: int) -> User:
    """Have one more person in the organisation."""
    ids, name = world.org.ids, f"Colleague {number + 1}"
    user = User(f"colleague{number:02}", ids.union_id(), name, False, ids.encrypted_id())  # noqa: FBT003 - no admin
    world.org.users[user.user_id] = user
    return user


async def lived(month: Month, days: int) -> BudgetReport:
    """Let days go by; gives what was spent of the month."""
    for day in range(days):
        works = day % 7 in OFFICE_DAYS
        begin = START + day * DAY
        moments = sorted(
            begin + month.random.randrange(OPENS * HOUR, CLOSES * HOUR)
            for _ in range(QUESTIONS if works else 0)
        )
        while month.store.at < begin + DAY - STEP:
            await month.passes(STEP)
            await month.looks()
            while moments and moments[0] <= month.store.at:
                moments.pop(0)
                await month.asks()
    return await month.bot.services.budget.report()


def lines(name: str, month: Month, report: BudgetReport) -> list[str]:
    """Write what was spent on what, and what was refused."""
    split = ", ".join(f"{each.purpose} {each.used}" for each in report.purposes if each.used)
    people = next(each.used for each in report.purposes if each.purpose is Purpose.PEOPLE)
    refused = ", ".join(f"{kind} {times}" for kind, times in month.refused.items()) or "none"
    return [
        f"members {name}: {report.calls.used} of the {report.calls.share} calls that are the bot's",
        f"  {split}; {people / max(month.asked, 1):.1f} a question, {month.asked} questions",
        f"  refused for want of calls: {refused}",
    ]


def _say_nothing(*_: object) -> str:
    raise structlog.DropEvent


async def main() -> None:
    """Print the split in both settings of managementForMembers."""
    structlog.configure(processors=[_say_nothing], cache_logger_on_first_use=False)
    size = f"{SPACES} spaces, {PEOPLE} people, {QUESTIONS} questions a working day, {DAYS} days"
    sys.stdout.write(f"{size}\n")
    with running_valkey() as url:
        for members_may, name in ((True, "may query"), (False, "are refused")):
            async with organisation_of(url, SPACES, members_may=members_may, seed=1) as month:
                report = await lived(month, DAYS)
            sys.stdout.write("\n".join(lines(name, month, report)) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
