"""Alerts on a sandbox and a store, without a worker: a test says when what is done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from bot.alerts.incident import Actor, Incident
from bot.alerts.memory import Memory
from bot.alerts.subscription import Subscription
from bot.messages import Conversation
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE
from tests.bot.quota.watching import Watching, watching
from tests.parts import Clock
from tests.placing import place
from tests.sandbox_server import Json, SandboxHandle

GIB = 1 << 30
TUESDAY = 20_045 * DAY + 2 * HOUR + 20 * MINUTE
"""Twenty past ten in the morning in China."""
ANN = Actor("staff01", "Ann")
BOB = Actor("manager01", "Bob")
SHOW = "POST /v1.0/card/instances/createAndDeliver"
UPDATE = "PUT /v1.0/card/instances"
UPLOAD = "POST /media/upload"


@dataclass(slots=True)
class Alerted:
    """One organisation whose first group is told."""

    bot: Watching
    here: Conversation

    @property
    def sandbox(self) -> SandboxHandle:
        return self.bot.sandbox

    async def fill(self, name: str, used: int, quota: int = 100) -> str:
        """Make a space, or let one of that name use so much (GiB); gives its id."""
        spaces = (await self.sandbox.state())["spaces"]
        known = next((each for each in spaces if each["spaceName"] == name), None)
        if known is None:
            made = await self.sandbox.make_space(name, quota=quota * GIB, usedQuota=used * GIB)
            return str(made["spaceId"])
        await self.sandbox.change_space(known["spaceId"], usedQuota=used * GIB)
        return str(known["spaceId"])

    async def look(self, *space_ids: str) -> None:
        """Let a moment pass, look at some spaces, and do what the alerts then do."""
        self.bot.clock.at += MINUTE
        for space_id in space_ids:
            await self.bot.watch.now(space_id)
        await self.look_after()

    async def look_after(self) -> None:
        for conversation_id in await self.bot.alerts.subscriptions():
            await self.bot.alerts.look_after(conversation_id)

    async def memory(self) -> Memory:
        situation = await self.bot.alerts.situation(self.here.id)
        assert situation is not None
        return situation.memory

    async def incident(self, subject: str) -> Incident:
        return (await self.memory()).incidents[subject]

    async def cards(self, conversation: str = "") -> dict[str, Json]:
        """What the group shows, each card as it is now, in the order in which they came."""
        found: dict[str, Json] = {}
        for entry in await self.sandbox.messages(conversation or self.here.id):
            if entry["from"] == "bot":
                card = entry.get("card") or {"outTrackId": str(entry["seq"]), **entry}
                found[card["outTrackId"]] = card
        return found

    async def calls(self) -> list[str]:
        """What was called for cards, in order."""
        calls = [f"{call['method']} {call['template']}" for call in await self.sandbox.calls()]
        return [call for call in calls if call in {SHOW, UPDATE, UPLOAD}]


@asynccontextmanager
async def alerted(
    sandbox: SandboxHandle, store: Store, *, spaces: frozenset[str] | None = None, **changed: Any
) -> AsyncIterator[Alerted]:
    """Look once at everything, then tell the first group of it; the seeded spaces are emptied."""
    async with watching(sandbox, store, Clock(TUESDAY), **changed) as bot:
        await bot.tick()
        here = Conversation(await sandbox.group(), "group", "Team")
        chosen = spaces if spaces is not None else frozenset[str]()
        await place(bot.alerts, Subscription(here, "Bob", TUESDAY, language="en", spaces=chosen))
        yield Alerted(bot, here)


async def alert_of(team: Alerted, *space_ids: str) -> None:
    """Tell the group of these spaces too, as they are now."""
    await team.bot.alerts.place(
        team.here.id,
        lambda now: now and replace(now, spaces=(now.spaces or frozenset()) | set(space_ids)),
    )
