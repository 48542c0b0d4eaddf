"""Brings an earlier version of a file back, once, whatever dies in between.

DingTalk makes a newer version with the old bytes (page `restore-previous-versions-of-files`) and
takes no idempotency key. So the intent is written before the call with the number that was the
newest, and where no answer came the file tells: it is done where there is exactly one version more,
of this size, by this person.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.audit import Audit, Entry
from bot.dingtalk.http import DingTalk
from bot.errors import (
    ChangeUncertain,
    DentryMissing,
    OutcomeUnknown,
    PlatformError,
    Refused,
)
from bot.files.dentry import Dentry
from bot.files.reader import DentryReader
from bot.files.versions import Version
from bot.journal import Intent, Journal
from bot.messages import Command

REVERT: Final = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/versions/{version}/revert"
CALLS: Final = 2
"""How often it is called, in all, when the first call left no trace."""


@dataclass(frozen=True, slots=True)
class WantedVersion:
    """Which version of which file is wanted back, and as whom (a unionId)."""

    dentry: Dentry
    version: Version
    viewer: str


class Reverts:
    """Brings versions back."""

    def __init__(
        self,
        dingtalk: DingTalk,
        reader: DentryReader,
        journal: Journal,
        audit: Audit,
        *,
        uncertain_seconds: float,
        now: Callable[[], Awaitable[int]],
    ) -> None:
        """``uncertain_seconds`` pass before an outcome is looked up."""
        self._dingtalk = dingtalk
        self._reader = reader
        self._journal = journal
        self._audit = audit
        self._uncertain_seconds = uncertain_seconds
        self._now = now

    async def begun(self, command: Command) -> bool:
        """Whether an earlier run of this turn has begun."""
        return await self._journal.knows(command.key)

    async def revert(self, command: Command, wanted: WantedVersion) -> None:
        """Make the old bytes the newest version: one counted call.

        Raises Refused as DingTalk does, ChangeUncertain when the outcome cannot be found out,
        LeaseLost when another run has taken over.
        """
        intent = await self._intend(command, wanted)
        if intent.result is not None:
            return
        if not intent.new and await self._look(command, wanted, intent):
            return
        for _ in range(CALLS):
            if await self._call(command, wanted) or await self._look(command, wanted, intent):
                return
        raise await self._uncertain(command, wanted)

    async def _intend(self, command: Command, wanted: WantedVersion) -> Intent:
        facts = {"before": wanted.dentry.version, "version": wanted.version.number}
        return await self._journal.intend(command.key, command.unbroken, facts)

    async def _call(self, command: Command, wanted: WantedVersion) -> bool:
        """Make the call; False when no answer tells what it did."""
        if (await self._intend(command, wanted)).result is not None:
            return True
        path = {
            "spaceId": wanted.dentry.space_id,
            "dentryId": wanted.dentry.id,
            "version": str(wanted.version.number),
        }
        query = {"unionId": wanted.viewer}
        try:
            answer = await self._dingtalk.call("POST", REVERT, path=path, query=query, changes=True)
        except OutcomeUnknown:
            return False
        except PlatformError as refused:
            await self._journal.forget(command.key)
            kind = "refused" if isinstance(refused, Refused) else "failed"
            await self._record(command, wanted, f"{kind}: {refused.code}", refused.request_id)
            raise
        if answer.body.get("success") is not True:
            return False
        await self._done(command, wanted, answer.request_id)
        return True

    async def _look(self, command: Command, wanted: WantedVersion, intent: Intent) -> bool:
        """Look whether it is done, not before its call must have ended."""
        passed = (await self._now() - intent.at) / 1000
        await asyncio.sleep(max(0.0, self._uncertain_seconds - passed))
        before = intent.facts.get("before")
        try:
            now = await self._reader.one(wanted.viewer, wanted.dentry.space_id, wanted.dentry.id)
        except DentryMissing:
            await self._journal.forget(command.key)
            raise
        except PlatformError as unreadable:
            raise await self._uncertain(command, wanted) from unreadable
        if now.version is not None and now.version == before:
            return False
        if not _is_ours(now, wanted, before):
            raise await self._uncertain(command, wanted)
        await self._done(command, wanted, "")
        return True

    async def _done(self, command: Command, wanted: WantedVersion, request_id: str) -> None:
        entry = _entry(command, wanted, "done", request_id)
        line = self._audit.line(command.key, entry)
        await self._journal.conclude(command.key, {"version": wanted.version.number}, line)

    async def _uncertain(self, command: Command, wanted: WantedVersion) -> ChangeUncertain:
        await self._record(command, wanted, "uncertain")
        return ChangeUncertain("revert", wanted.dentry.name)

    async def _record(
        self, command: Command, wanted: WantedVersion, outcome: str, request_id: str = ""
    ) -> None:
        entry = _entry(command, wanted, outcome, request_id)
        await self._audit.append(command.key, entry, command.fence)


def _is_ours(now: Dentry, wanted: WantedVersion, before: object) -> bool:
    """Tell whether the newest version can only be the one that was wanted."""
    if not isinstance(before, int) or now.version != before + 1:
        return False
    size = wanted.version.size
    return now.modifier == wanted.viewer and size is not None and now.size == size


def _entry(command: Command, wanted: WantedVersion, outcome: str, request_id: str) -> Entry:
    return Entry.of(
        command,
        outcome,
        wanted.dentry.id,
        wanted.dentry.name,
        after=f"version={wanted.version.number}" if outcome == "done" else "",
        request_id=request_id,
    )
