"""Roles lent on a sandbox and a store, without a worker: a test says when what is done.

The clock stands until it is set.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from bot.messages import Command, Conversation, Fence
from bot.rights.endings import Endings
from bot.rights.grant import Grant, grant_id
from bot.rights.grants import Grants
from bot.rights.member import Member
from bot.rights.plan import RightFate, RightsPlace, RightsPlan, RightWish
from bot.services import Services
from bot.storage import Store
from tests.bot.quota.watching import Watching, admins_group, watching
from tests.parts import BOB, Clock, command
from tests.sandbox_server import Json, SandboxHandle

DAY = 24 * 3_600_000
BEGIN = 20_700 * DAY
"""A moment of 2026, long before the end of its month."""
SPACE = "产品文档"
ANN = Member("USER", "staff01", "Ann")
DAN = Member("USER", "staff02", "Dan")


@dataclass(slots=True)
class Lending:
    """One organisation with a folder on which nobody has a role but its space's owner."""

    bot: Watching
    space_id: str
    folder: Json
    admins: str

    @property
    def sandbox(self) -> SandboxHandle:
        return self.bot.sandbox

    @property
    def services(self) -> Services:
        return self.bot.core.services

    @property
    def grants(self) -> Grants:
        return self.services.grants

    @property
    def endings(self) -> Endings:
        return self.services.endings

    @property
    def place(self) -> RightsPlace:
        names = (SPACE, "甲")
        return RightsPlace(self.folder["uuid"], self.space_id, self.folder["dentryId"], names)

    async def command(
        self, words: str = "grant", key: str = "robot1:m1", **changed: Any
    ) -> Command:
        """What somebody with a lease asks for, in the admins' group."""
        key_of_lease = self.bot.store.key("lease", "test")
        await self.bot.store.redis.set(key_of_lease, "token", px=600_000)
        here = Conversation(self.admins, "group", "Team")
        made = command(words, BOB, key=key, fence=Fence(key_of_lease, "token"), conversation=here)
        return replace(made, **changed)

    def plan(self, role: str, *members: Member, before: str = "") -> RightsPlan:
        return RightsPlan(self.place, tuple(RightWish(each, before, role) for each in members))

    async def lend(
        self,
        role: str = "EDITOR",
        *members: Member,
        days: float | None = 7,
        before: str = "",
        key: str = "robot1:m1",
    ) -> tuple[RightFate, ...]:
        """Let Bob give a role, to Ann unless others are named."""
        until = None if days is None else self.bot.clock.at + int(days * DAY)
        viewer = await self.viewer("manager01")
        plan = self.plan(role, *(members or (ANN,)), before=before)
        return await self.grants.make(await self.command(key=key), viewer, plan, until)

    async def viewer(self, user_id: str) -> str:
        return (await self.services.who(user_id)).union_id

    async def grant(self, member: Member = ANN) -> Grant | None:
        """What is kept of the role that somebody was given."""
        return await self.grants.find(grant_id(self.place.uuid, member))

    async def has(self, member: Member = ANN) -> str:
        """The role that somebody was given on the folder, as DingTalk has it."""
        rights = await self.services.permissions.query(
            await self.viewer("manager02"), self.place.uuid
        )
        return rights.own(member)

    async def pass_days(self, days: float) -> None:
        """Let time pass, and do what is due."""
        self.bot.clock.at += int(days * DAY)
        await self.endings.work()

    async def told(self, user_id: str) -> list[Json]:
        """The newest face of each card in somebody's single chat, oldest first."""
        return await self._cards(await self.sandbox.single(user_id))

    async def told_admins(self) -> list[Json]:
        return await self._cards(self.admins)

    async def _cards(self, conversation: str) -> list[Json]:
        faces: dict[str, Json] = {}
        for line in await self.sandbox.messages(conversation):
            if "card" in line:
                faces[line["card"]["outTrackId"]] = line["card"]
        return list(faces.values())

    async def calls(self) -> list[str]:
        """The calls about roles so far, by the end of their paths."""
        calls = [call for call in await self.sandbox.calls() if "/permissions" in call["path"]]
        return [call["template"].rpartition("/")[2] for call in calls]


@asynccontextmanager
async def lending(
    sandbox: SandboxHandle, store: Store, *, operator: str | None = "manager02", **changed: Any
) -> AsyncIterator[Lending]:
    """Put it together; ``changed`` are settings."""
    waits = {"uncertain_seconds": 0, **changed}
    async with watching(sandbox, store, Clock(BEGIN), operator=operator, **waits) as bot:
        admins = await admins_group(sandbox, bot.organisation)
        spaces = (await sandbox.state())["spaces"]
        space_id = next(each["spaceId"] for each in spaces if each["spaceName"] == SPACE)
        folder = await sandbox.make_file(space_id, "甲", "manager02", type="FOLDER")
        yield Lending(bot, space_id, folder, admins)
