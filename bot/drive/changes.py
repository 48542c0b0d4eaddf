"""Creating and deleting spaces, each done once, whatever dies in between.

DingTalk takes no idempotency key for either. So the intent is written before the call, and where no
answer came the outcome is looked up in the list of spaces.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from bot.audit import Audit, Entry
from bot.drive.spaces import Deny, Listing, Space, Spaces
from bot.errors import ChangeUncertain, OutcomeUnknown, PlatformError, Refused, SpaceMissing
from bot.journal import Intent, Journal
from bot.messages import Command

log = structlog.get_logger()

CALLS = 2
"""How often a change is called, in all, when the first call left no trace."""


Knew = Callable[[str, str], Awaitable[tuple[Sequence[str], int]]]
"""Gives the spaceIds of all that is known to have some name, or none, and whether there may be
others: 0 where a whole list of somebody's (a unionId) was read just now."""


async def _nobody(*_: object) -> None:
    """Take in nothing."""


@dataclass(frozen=True, slots=True)
class _Change:
    """One change: how to call it, and how to see in a list of spaces that it happened.

    ``seen`` gives the spaces in which the change shows: one means it happened, none that it did
    not, several that nobody can tell, and neither when it is ``in_doubt``.
    """

    command: Command
    what: str
    name: str
    viewer: str
    facts: Mapping[str, object]
    call: Callable[[], Awaitable[tuple[Space, str]]]
    seen: Callable[[tuple[Space, ...], Intent], list[Space]]
    in_doubt: Callable[[tuple[Space, ...], Intent], bool] = lambda *_: False
    target: str = ""
    before: str = ""


class Changes:
    """Makes changes to spaces in somebody's name."""

    def __init__(
        self,
        spaces: Spaces,
        journal: Journal,
        audit: Audit,
        *,
        uncertain_seconds: float,
        recheck_seconds: float,
        now: Callable[[], Awaitable[int]],
        known: Knew,
        made: Callable[[Space], Awaitable[None]] = _nobody,
        lost: Callable[[str], Awaitable[None]] = _nobody,
        denied: Deny = _nobody,
    ) -> None:
        """``uncertain_seconds`` pass before an outcome is looked up: DingTalk gives a call up after
        3 s. ``known`` gives what is there before a space is made; ``made`` and ``lost`` hear of
        spaces that are there now, and of those that are not; ``denied`` of what DingTalk says is
        not there.
        """
        self._spaces = spaces
        self._journal = journal
        self._audit = audit
        self._uncertain_seconds = uncertain_seconds
        self._recheck_seconds = recheck_seconds
        self._now = now
        self._known = known
        self._made = made
        self._lost = lost
        self._denied = denied

    async def intend(self, command: Command, facts: Mapping[str, object]) -> Intent:
        """Write that a change which needs a call is about to be made, and what stands before it; a
        rerun finds what the first run wrote.

        Raises LeaseLost when another run has taken over.
        """
        return await self._journal.intend(command.key, command.unbroken, dict(facts))

    async def failed(self, command: Command, failure: PlatformError) -> None:
        """Write what came of such a change instead: refused, failed, or that nobody can tell.

        Raises LeaseLost when another run has taken over: it tells what came of it.
        """
        outcome = _outcome(failure)
        if outcome != "uncertain":
            await self._journal.forget(command.key)
        entry = Entry.of(command, f"{outcome}: {failure.code}", request_id=failure.request_id)
        await self._audit.append(command.key, entry, command.fence)

    async def create(self, command: Command, name: str, viewer: str) -> Space:
        """Create a space (page `new-space`).

        Raises Refused as DingTalk does, ChangeUncertain when the outcome cannot be found out,
        LeaseLost when another run has taken over.
        """
        known, unread = ((), 0) if await self.begun(command) else await self._known(viewer, name)
        return await self._once(
            _Change(
                command,
                "create",
                name,
                viewer,
                {"known": list(known), "unread": unread},
                call=lambda: self._spaces.create(name, viewer),
                seen=lambda listed, intent: [
                    space for space in listed if _is_new(space, intent, name)
                ],
                in_doubt=lambda listed, intent: any(
                    _may_be_new(space, intent, name) for space in listed
                ),
            )
        )

    async def begun(self, command: Command) -> bool:
        """Whether an earlier run of this turn or hold has begun its change."""
        return await self._journal.knows(command.key)

    async def delete(self, command: Command, space: Space, viewer: str) -> None:
        """Delete a space and what is in it (page `delete-a-space`).

        Raises as :meth:`create` does.
        """

        async def call() -> tuple[Space, str]:
            return space, await self._spaces.delete(space.id, viewer)

        await self._once(
            _Change(
                command,
                "delete",
                space.name,
                viewer,
                {},
                call=call,
                seen=lambda listed, _: (
                    [] if space.id in {other.id for other in listed} else [space]
                ),
                target=space.id,
                before=used_fact(space.used),
            )
        )

    async def _once(self, change: _Change) -> Space:
        intent = await self._intend(change)
        found = None
        if not intent.new and intent.result is None:
            found = await self._look(change, intent)
        for _ in range(CALLS):
            found = found or await self._call(change) or await self._look(change, intent)
        if found is None:
            raise await self._uncertain(change)
        await self._announce(change, found)
        return found

    async def _announce(self, change: _Change, space: Space) -> None:
        """Let it be known, by a run that finds it done too: nobody knows how far the other came."""
        if change.what == "create":
            await self._made(space)
        else:
            await self._lost(space.id)

    async def _intend(self, change: _Change) -> Intent:
        return await self._journal.intend(
            change.command.key, change.command.unbroken, dict(change.facts)
        )

    async def _call(self, change: _Change) -> Space | None:
        """Make the call; ``None`` when no answer tells what it did.

        Looking took its time, so the fence is checked before every call, and whether another run
        has made it meanwhile.
        """
        intent = await self._intend(change)
        if intent.result is not None:
            return await self._again(change, intent.result["id"])
        try:
            space, request_id = await change.call()
        except OutcomeUnknown:
            return None
        except PlatformError as refused:
            if isinstance(refused, SpaceMissing):
                await self._denied(change.viewer, change.target)
            await self._refused(change, refused)
            raise
        await self._done(change, space, request_id)
        return space

    async def _look(self, change: _Change, intent: Intent) -> Space | None:
        """Look twice whether the change shows, not before its call must have ended.

        A space that is there shows at once; that one is merely missing is believed the second time.
        """
        passed = (await self._now() - intent.at) / 1000
        await asyncio.sleep(max(0.0, self._uncertain_seconds - passed))
        first = await self._seen(change, intent)
        if first is None or change.what == "delete":
            await asyncio.sleep(self._recheck_seconds)
            second = await self._seen(change, intent)
            if change.what == "delete" and first is None and second is not None:
                raise await self._uncertain(change)
            first = second
        if first is not None:
            await self._done(change, first, "")
        return first

    async def _seen(self, change: _Change, intent: Intent) -> Space | None:
        """Give the space in which a list shows the change; one that cannot tell is no list."""
        listed = await self._list(change)
        seen = change.seen(listed.spaces, intent)
        if len(seen) > 1 or listed.unread or change.in_doubt(listed.spaces, intent):
            raise await self._uncertain(change)
        return seen[0] if seen else None

    async def _list(self, change: _Change) -> Listing:
        try:
            return await self._spaces.listing(change.viewer, 0)
        except PlatformError as unreadable:
            raise await self._uncertain(change) from unreadable

    async def _again(self, change: _Change, space_id: str) -> Space:
        """Find what an earlier run did, to show it again: it is done, whatever the list says."""
        with suppress(PlatformError):
            for space in await self._spaces.look([space_id], change.viewer, kept=True):
                return space
        return Space(space_id, change.name, "org", None, quota_known=False)

    async def _done(self, change: _Change, space: Space, request_id: str) -> None:
        """Write what came of it, together with its line in the trail."""
        after = used_fact(space.used) if change.what == "create" else ""
        entry = _entry(change, "done", target=space.id, after=after, request_id=request_id)
        line = self._audit.line(change.command.key, entry)
        await self._journal.conclude(change.command.key, {"id": space.id}, line)

    async def _refused(self, change: _Change, refused: PlatformError) -> None:
        """Note that nothing happened, so that a later run may ask again."""
        await self._journal.forget(change.command.key)
        outcome = f"{_outcome(refused)}: {refused.code}"
        await self._record(change, outcome, request_id=refused.request_id)

    async def _uncertain(self, change: _Change) -> ChangeUncertain:
        log.error("change_uncertain", what=change.what, turn=change.command.key)
        await self._record(change, "uncertain", after="unknown")
        return ChangeUncertain(change.what, change.name)

    async def _record(
        self, change: _Change, outcome: str, *, after: str | None = None, request_id: str = ""
    ) -> None:
        entry = _entry(change, outcome, after=after, request_id=request_id)
        await self._audit.append(change.command.key, entry, change.command.fence)


def _entry(
    change: _Change,
    outcome: str,
    *,
    target: str = "",
    after: str | None = None,
    request_id: str = "",
) -> Entry:
    """Tell of an attempt; unless something else is said, it left everything as before."""
    return Entry.of(
        change.command,
        outcome,
        target or change.target,
        change.name,
        before=change.before,
        after=change.before if after is None else after,
        request_id=request_id,
    )


def _outcome(failure: PlatformError) -> str:
    if isinstance(failure, OutcomeUnknown):
        return "uncertain"
    return "refused" if isinstance(failure, Refused) else "failed"


def _is_new(space: Space, intent: Intent, name: str) -> bool:
    """Whether a listed space can only be the one this intent created.

    ``DriveSpace`` has no creator, and its createTime may be cut to the minute.
    """
    if space.name != name or space.id in intent.facts["known"]:
        return False
    minute = datetime.fromtimestamp(intent.at / 1000, UTC).replace(second=0, microsecond=0)
    if space.created is None:
        return not intent.facts.get("unread")  # else it may have been there, unread
    return space.created >= minute


def _may_be_new(space: Space, intent: Intent, name: str) -> bool:
    """Whether nobody can tell if a listed space is the one this intent created: it has no name, or
    does not say when it was made, and not all that was there before was known.
    """
    if space.id in intent.facts["known"]:
        return False
    unsaid = space.name == name and space.created is None and bool(intent.facts.get("unread"))
    return space.is_nameless or unsaid


def used_fact(used: int | None) -> str:
    """Write usage as the trail keeps it."""
    return f"used={'unknown' if used is None else used}"
