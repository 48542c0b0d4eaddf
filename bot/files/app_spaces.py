"""Spaces of the app's own: made once for each name, and kept, since DingTalk lists none of them.

DingTalk gives the same space again for the same scene and sceneId (page `add-space`), which are
made from the organisation and the name: a run that does not know what came of the call makes it
again.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.audit import Audit, Entry
from bot.dingtalk.http import DingTalk
from bot.drive.space import Space
from bot.errors import ChangeUncertain, OutcomeUnknown, PlatformError, Refused, Unavailable
from bot.files.hidden import HiddenSpaces, space_of
from bot.journal import Journal
from bot.language import normalise
from bot.messages import Command
from bot.storage import Store

ADD: Final = "/v1.0/storage/spaces"
SCENE: Final = "spacekeeper"
CALLS: Final = 2
KEPT_MILLIS: Final = 10 * 365 * 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class AppSpace:
    """A space the bot has made: its name then."""

    id: str
    name: str


class AppSpaces:
    """Makes them, and knows those that were made."""

    def __init__(
        self,
        dingtalk: DingTalk,
        store: Store,
        journal: Journal,
        audit: Audit,
        *,
        hidden: HiddenSpaces,
        corp_id: Callable[[], Awaitable[str | None]],
    ) -> None:
        """``corp_id`` gives the organisation's id, None while it is not known."""
        self._dingtalk = dingtalk
        self._store = store
        self._journal = journal
        self._audit = audit
        self._hidden = hidden
        self._corp_id = corp_id
        self._key = store.key("app-spaces")

    async def all(self) -> tuple[AppSpace, ...]:
        """Give all that were made here, by their names."""
        kept = await self._store.redis.hgetall(self._key)
        found = [AppSpace(str(each), str(name)) for each, name in kept.items()]
        return tuple(sorted(found, key=lambda each: each.name))

    async def create(self, command: Command, name: str, viewer: str) -> Space:
        """Make a space, or find the one that was made for this name: one counted call.

        Raises Refused as DingTalk does, ChangeUncertain, LeaseLost.
        """
        intent = await self._journal.intend(command.key, command.unbroken, {"name": name})
        for _ in range(CALLS):
            try:
                space, request_id = await self._add(name, viewer)
            except OutcomeUnknown:
                continue
            except PlatformError as refused:
                await self._refused(command, name, refused)
                raise
            await self._store.redis.hset(self._key, space.id, name)
            await self._store.redis.pexpire(self._key, KEPT_MILLIS)
            if intent.result is None:
                entry = Entry.of(command, "done", space.id, name, request_id=request_id)
                line = self._audit.line(command.key, entry)
                await self._journal.conclude(command.key, {"id": space.id}, line)
            return space
        entry = Entry.of(command, "uncertain", "", name)
        await self._audit.append(command.key, entry, command.fence)
        raise ChangeUncertain("app create", name)

    async def _add(self, name: str, viewer: str) -> tuple[Space, str]:
        corp_id = await self._corp_id()
        if corp_id is None:
            raise Unavailable(message="the organisation is not known yet")
        scene_id = hashlib.sha256(f"{corp_id}\n{normalise(name)}".encode()).hexdigest()[:32]
        can = dict.fromkeys(("canSearch", "canRename", "canRecordRecentFile"), True)
        option = {"name": name, "scene": SCENE, "sceneId": scene_id, "capabilities": can}
        answer = await self._dingtalk.call(
            "POST", ADD, query={"unionId": viewer}, body={"option": option}, changes=True
        )
        try:
            space = space_of(answer.body.get("space"), answer.request_id)
        except Unavailable as unread:
            raise OutcomeUnknown("", "no space in the answer", answer.request_id) from unread
        await self._hidden.keep(viewer, space)
        return space, answer.request_id

    async def _refused(self, command: Command, name: str, refused: PlatformError) -> None:
        await self._journal.forget(command.key)
        kind = "refused" if isinstance(refused, Refused) else "failed"
        outcome = f"{kind}: {refused.code}"
        entry = Entry.of(command, outcome, "", name, request_id=refused.request_id)
        await self._audit.append(command.key, entry, command.fence)
