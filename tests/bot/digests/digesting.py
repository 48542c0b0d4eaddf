"""Digests on a sandbox and a store, without a worker: a test says when what is done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from bot.alerts.subscription import Digest, Subscription
from bot.app.digesting import digests_of
from bot.charts.charts import Charts
from bot.digests.service import DigestService
from bot.files.walks import Walks
from bot.messages import Conversation
from bot.quota.limits import Limits
from bot.quota.observations.model import Observation, looked
from bot.quota.samples import Sample
from bot.storage import Store
from bot.times.spans import DAY, HOUR
from tests.bot.quota.watching import Watching, watching
from tests.parts import Clock
from tests.placing import place
from tests.sandbox_server import Json, SandboxHandle

CHINA = "Asia/Shanghai"
GIB = 1 << 30
MONDAY = 20_045 * DAY + HOUR
"""Nine in the morning in China."""
WEEKLY = Digest("weekly", 9 * 60, 0, last=MONDAY - DAY)
SHOW = "POST /v1.0/card/instances/createAndDeliver"
UPDATE = "PUT /v1.0/card/instances"
UPLOAD = "POST /media/upload"
WORDS = "POST /v1.0/robot/groupMessages/send"


@dataclass(slots=True)
class Digesting:
    """One organisation in which groups get digests."""

    bot: Watching
    digests: DigestService
    here: Conversation

    @property
    def sandbox(self) -> SandboxHandle:
        return self.bot.sandbox

    @property
    def clock(self) -> Clock:
        return self.bot.clock

    async def place(self, digest: Digest | None = WEEKLY, **changed: Any) -> None:
        """Let the group have a digest."""
        made = Subscription(self.here, "Bob", MONDAY, language="en", digest=digest)
        await place(self.bot.alerts, replace(made, **changed))

    async def subscription(self) -> Subscription:
        found = await self.bot.alerts.subscription(self.here.id)
        assert found is not None
        return found

    async def last(self) -> int:
        """The moment the last digest was for."""
        digest = (await self.subscription()).digest
        assert digest is not None
        return digest.last

    async def send(self) -> None:
        """Do the task of the group's digest."""
        await self.digests.send(self.here.id)

    async def grows(self, name: str = "Video", space_id: str = "900000001") -> None:
        """Let a space have grown by a GiB each day."""
        for day in range(20, -1, -1):
            sample = Sample(self.clock.at - day * DAY, (80 - day) * GIB, 100 * GIB)
            before = (await self.bot.observations.some([space_id])).get(space_id)
            change = looked(before, Observation(space_id, name, sample, sample.at), Limits())
            assert change is not None
            await self.bot.observations.take([change])

    async def shown(self) -> list[Json]:
        """What the bot put into the group, every change of a card included."""
        entries = await self.sandbox.messages(self.here.id)
        return [entry for entry in entries if entry["from"] == "bot"]

    async def card(self) -> Json:
        """The one card in the group, as it is now."""
        cards = [entry["card"] for entry in await self.shown()]
        assert len({card["outTrackId"] for card in cards}) == 1
        return dict(cards[-1])

    async def calls(self) -> list[str]:
        """What was called to send something, in order."""
        calls = [f"{call['method']} {call['template']}" for call in await self.sandbox.calls()]
        return [call for call in calls if call in {SHOW, UPDATE, UPLOAD, WORDS}]


@asynccontextmanager
async def digesting(
    sandbox: SandboxHandle,
    store: Store,
    *,
    charts: Charts | None = None,
    **changed: Any,
) -> AsyncIterator[Digesting]:
    """Put digests together on a Monday at nine; ``changed`` are settings."""
    async with watching(sandbox, store, Clock(MONDAY), **changed) as bot:
        shared = replace(bot.core.shared, charts=charts or bot.core.shared.charts)
        walks = Walks(bot.core.resources.dingtalk, store, store.now)
        digests = digests_of(bot.core.resources, shared, bot.watch, bot.alerts, walks)
        yield Digesting(bot, digests, Conversation(await sandbox.group(), "group", "Team"))
