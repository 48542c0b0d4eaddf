"""Ends what was given for a time: as the operator, only if it still is as it was given, and once
whatever dies in between. Late rather than never.
"""

import secrets
from dataclasses import replace
from typing import Final

import structlog

from bot.budget import Payer, Purpose, paying
from bot.errors import (
    AllowanceUsedUp,
    DentryMissing,
    LastManager,
    LeaseLost,
    PlatformError,
    Refused,
    SpaceMissing,
)
from bot.messages import Command, Sender
from bot.organisation import Operator
from bot.rights.giving import Giving
from bot.rights.grant import Grant, GrantState
from bot.rights.grant_notices import GrantNotices
from bot.rights.grant_store import GrantStore
from bot.rights.grants import AsOperator
from bot.rights.permissions import Permissions
from bot.rights.plan import RightFate, RightsPlan, RightWish
from bot.storage import Clock
from bot.tasks import Tasks
from bot.times.spans import DAY, HOUR, MINUTE

log = structlog.get_logger()

WORDS: Final = "grant end"
"""The command that ends a grant before its time, as the trail names all ends."""


class Endings:
    """Looks after grants whose time comes."""

    def __init__(
        self,
        kept: GrantStore,
        giving: Giving,
        permissions: Permissions,
        notices: GrantNotices,
        *,
        operator: AsOperator,
        clock: Clock,
    ) -> None:
        self._kept = kept
        self._giving = giving
        self._permissions = permissions
        self._notices = notices
        self._operator = operator
        self._clock = clock

    def begin(self, tasks: Tasks, seconds: float) -> None:
        """Look every so many seconds from now on."""
        tasks.every(seconds, "grants", self.work)

    async def work(self) -> None:
        """Do all that is due: remind, end, and tell how it ended."""
        await self._begin_anew()
        for grant_id in await self._kept.due(await self._clock()):
            try:
                await self.look(grant_id)
            except LeaseLost:
                log.info("grant_overtaken", grant=grant_id)

    async def look(self, grant_id: str) -> Grant | None:
        """Do what is due about one; gives it as it stands then, None where nothing is left."""
        grant, now = await self._kept.get(grant_id), await self._clock()
        if grant is None:
            await self._kept.forget_due(grant_id)
        elif grant.is_over and not grant.unheard:
            await self._kept.change(grant_id, lambda was: None if was == grant else was)
        elif not grant.is_over and grant.until is not None and max(grant.until, grant.retry) <= now:
            grant = await self._end(grant, now)
        elif not grant.unheard and grant.reminds_at is not None and grant.reminds_at <= now:
            grant = await self._remind(grant, now)
        if grant is not None and grant.unheard and grant.retry <= now:
            await self._say(grant, now)
        return grant

    async def end_now(self, grant_id: str, presser: str) -> Grant | None:
        """End one whose time was put to now; gives it as it stands then. ``presser`` is a userId
        that hears of it by the answer, and all others in a moment.
        """
        grant, now = await self._kept.get(grant_id), await self._clock()
        if grant is None or grant.is_over:
            return grant
        after = await self._end(grant, now)
        if after is not None and after.is_over:
            await self._kept.change(
                grant_id, lambda was: was and replace(was, unheard=was.but_for(presser))
            )
        return after

    async def _end(self, grant: Grant, now: int) -> Grant | None:
        """End it, or wait for another try; one that was lost waits for an operator."""
        named: Operator | None = None
        try:
            found = await self._operator()
            if found is None:
                return await self._lost(grant, now, None, "")
            named, viewer = found
            with paying(Payer(Purpose.ALERTS, named.user_id, named.name, begun=True)):
                return await self._ended(grant, named, viewer, now)
        except (DentryMissing, SpaceMissing):
            return await self._close(grant, "gone", now)
        except PlatformError as failure:
            log.warning("grant_not_ended", grant=grant.id, code=failure.code)
            if isinstance(failure, Refused) and not isinstance(failure, AllowanceUsedUp):
                return await self._lost(grant, now, named, failure.code)
            return await self._later(grant, now, MINUTE, HOUR)

    async def _ended(self, grant: Grant, operator: Operator, viewer: str, now: int) -> Grant | None:
        fence = await self._kept.take(grant.id, secrets.token_hex(8))
        command = replace(_command(grant, operator, now), fence=fence)
        plan = await self._giving.begun(command)
        if plan is None:
            rights = await self._permissions.query(viewer, grant.place.uuid)
            has = rights.own(grant.member)
            if has != grant.role and not has and not rights.is_whole:
                return await self._later(grant, now, MINUTE, HOUR)
            if has != grant.role:
                return await self._close(grant, "changed", now, has)
            plan = _plan(grant)
            try:
                await self._giving.check(rights, plan)
            except LastManager:
                return await self._close(grant, "kept", now)
        fate = (await self._giving.make(command, viewer, plan))[0]
        return await self._after(grant, fate, now)

    async def _after(self, grant: Grant, fate: RightFate, now: int) -> Grant | None:
        match fate.outcome:
            case "done" | "already":
                await self._notices.found_again()
                return await self._close(grant, "ended", now)
            case "changed":
                return await self._close(grant, "changed", now)
            case "refused":
                raise fate.error
            case "unknown":
                return await self._later(grant, now, MINUTE, HOUR)

    async def _close(
        self, grant: Grant, state: GrantState, now: int, found: str = ""
    ) -> Grant | None:
        """Note how it ended, unless somebody has changed its end in between. Where an earlier one
        was not replaced after all, that is what there is.
        """

        def close(was: Grant | None) -> Grant | None:
            if was is None or was.until != grant.until or was.is_over:
                return was
            if was.state == "recorded" and was.earlier and was.earlier.role == found:
                return was.earlier
            return was.over(state, now, found)

        return (await self._kept.change(grant.id, close)).after

    async def _lost(
        self, grant: Grant, now: int, operator: Operator | None, code: str
    ) -> Grant | None:
        """Wait for somebody who can end it, and tell the admins once that something does."""
        after = await self._later(grant, now, HOUR, DAY, lost=True)
        await self._notices.say_lost(grant, operator, code, now)
        return after

    async def _later(
        self, grant: Grant, now: int, first: int, most: int, *, lost: bool = False
    ) -> Grant | None:
        def later(was: Grant | None) -> Grant | None:
            if was is None or was.is_over or was.until != grant.until:
                return was
            wait = min(first * 2**was.tries, most)
            return replace(was, retry=now + wait, tries=min(was.tries + 1, 30), lost=lost)

        return (await self._kept.change(grant.id, later)).after

    async def _remind(self, grant: Grant, now: int) -> Grant | None:
        def remind(was: Grant | None) -> Grant | None:
            if was is None or was.is_over or was.reminds_at != grant.reminds_at:
                return was
            return replace(was, reminded=True, unheard=was.audience, retry=now, tries=0)

        return (await self._kept.change(grant.id, remind)).after

    async def _say(self, grant: Grant, now: int) -> Grant | None:
        """Tell who is yet to be told; who cannot be reached now is tried again in a minute."""
        left = tuple([each for each in grant.unheard if await self._notices.waits(grant, each)])

        def heard(was: Grant | None) -> Grant | None:
            if was is None or (was.state, was.until) != (grant.state, grant.until):
                return was
            if was.is_over and not left:
                return None
            return replace(was, unheard=left, retry=now + MINUTE if left else 0, tries=0)

        return (await self._kept.change(grant.id, heard)).after

    async def _begin_anew(self) -> None:
        """Try at once what has waited for an operator, when there is another one."""
        found = await self._notices.other_operator()
        if not found:
            return
        for grant in await self._kept.all():
            if grant.lost:
                await self._kept.change(
                    grant.id, lambda was: was and replace(was, retry=0, tries=0, lost=False)
                )


def _plan(grant: Grant) -> RightsPlan:
    return RightsPlan(grant.place, (RightWish(grant.member, grant.role, grant.before),))


def _command(grant: Grant, operator: Operator, now: int) -> Command:
    """Make what the trail tells of an end: in whose name, and where it was given."""
    return Command(
        words=WORDS,
        sender=Sender(operator.user_id, operator.user_id, operator.name),
        conversation=grant.conversation,
        language=grant.language,
        key=f"grant:{grant.id}:{grant.given}:{grant.until}",
        at=now,
    )
