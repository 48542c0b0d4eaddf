"""Gives roles and remembers them: those that are to end are recorded before they are given."""

import hashlib
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Final

from bot.audit import Audit, Entry, Noting
from bot.budget import Governor
from bot.errors import NotAuthorized, PlatformError, UserOutOfScope, UserUnknown
from bot.errors.grants import CannotEnd
from bot.messages import Command
from bot.organisation import Operator
from bot.rights.giving import Giving
from bot.rights.grant import LONGEST, Grant, grant_id
from bot.rights.grant_store import GrantStore
from bot.rights.member import Member
from bot.rights.permissions import Permissions
from bot.rights.plan import RightFate, RightsPlan, RightWish
from bot.storage import Clock

REFUSED: Final = (NotAuthorized, UserUnknown, UserOutOfScope)
"""What tells that somebody cannot change roles on a file."""
_MANAGERS: Final = ("OWNER", "MANAGER")

AsOperator = Callable[[], Awaitable[tuple[Operator, str] | None]]
"""Gives the operator and their unionId, None where nobody is named."""


class Grants:
    """What the bot gave, and until when."""

    def __init__(
        self,
        kept: GrantStore,
        giving: Giving,
        permissions: Permissions,
        audit: Audit,
        *,
        operator: AsOperator,
        governor: Governor,
        clock: Clock,
    ) -> None:
        self._kept = kept
        self._giving = giving
        self._permissions = permissions
        self._audit = audit
        self._operator = operator
        self._governor = governor
        self._clock = clock

    async def check(self, plan: RightsPlan, until: int) -> None:
        """Raise CannotEnd where a role could not be ended at ``until`` (milliseconds since 1970),
        and NoAllowance where its end would have no calls: one counted call, as the operator.
        """
        operator, viewer = await self.foresee(plan, until)
        try:
            await self._permissions.query(viewer, plan.place.uuid, _MANAGERS, most=1)
        except REFUSED as refused:
            raise CannotEnd("refused", operator.name) from refused
        await self._governor.check_reserve(len(plan.wishes), until)

    async def foresee(self, plan: RightsPlan, until: int) -> tuple[Operator, str]:
        """Raise CannotEnd where that is known without a call; gives the operator, and as whom it
        would be ended.
        """
        now = await self._clock()
        if not now < until <= now + LONGEST:
            raise CannotEnd("past" if until <= now else "far")
        if any(each.after == "OWNER" for each in plan.wishes):
            raise CannotEnd("owner")
        found = await self._operator()
        if found is None:
            raise CannotEnd("nobody")
        return found

    async def make(
        self, command: Command, viewer: str, plan: RightsPlan, until: int | None = None
    ) -> tuple[RightFate, ...]:
        """Make a change as :meth:`Giving.make` does, for a time where ``until`` says so; what the
        bot knew of these members there goes by it. Raises as that and :meth:`check` do.
        """
        is_new = await self._giving.begun(command) is None
        if until is not None and is_new and await self._lends(plan):
            await self.check(plan, until)
        if is_new:
            await self._record(command, plan, until)
        try:
            fates = await self._giving.make(command, viewer, plan)
        except PlatformError:
            await self._settle(command, plan, {})
            raise
        await self._settle(command, plan, {each.wish.member.key: each for each in fates})
        return fates

    async def of(self, uuid: str, members: Collection[Member]) -> dict[str, Grant]:
        """Give what is known of the roles that members have on a file, by the keys of those."""
        found = {each.key: await self._kept.get(grant_id(uuid, each)) for each in members}
        return {key: each for key, each in found.items() if each and not each.is_over}

    async def find(self, which: str) -> Grant | None:
        """Give a grant by its id; None for none."""
        return await self._kept.get(which)

    async def concerning(self, user_id: str, *, everything: bool) -> tuple[Grant, ...]:
        """Give the grants that are to end, the soonest first: those somebody gave, answers for or
        has, or ``everything``.
        """
        return tuple(
            each
            for each in await self._kept.all()
            if each.state == "given"
            and each.until is not None
            and (everything or each.concerns(user_id))
        )

    async def end_at_once(self, command: Command, grant: Grant) -> Grant | None:
        """Let a grant end now, by the word of whoever asks; gives it as it is then."""
        now = await self._clock()

        def ends(was: Grant | None) -> Grant | None:
            if was is None or was.is_over or was.until is None or was.until <= now:
                return was
            return replace(was, until=now, retry=0, tries=0, unheard=())

        noting: Noting[Grant] = self._audit.noting(command, _extended(command))
        await self._kept.change(grant.id, ends, noting)
        return await self._kept.get(grant.id)

    async def extend(self, command: Command, viewer: str, grant: Grant, until: int) -> Grant | None:
        """Let a grant end later, or sooner, by the responsibility of whoever asks, who must be let
        see the roles there; gives it as it is then, None where it is not there any more as given.
        One counted call, and one more as the operator.

        Raises CannotEnd, NotAuthorized and kin.
        """
        noting: Noting[Grant] = self._audit.noting(command, _extended(command))
        if (made := await self._kept.made(noting)) is not None:
            return made.after
        plan = RightsPlan(grant.place, (RightWish(grant.member, grant.before, grant.role),))
        rights = await self._permissions.query(viewer, grant.place.uuid)
        if rights.own(grant.member) != grant.role:
            return None
        await self.check(plan, until)
        made = await self._kept.change(
            grant.id, lambda now: _later(now, grant, until, command), noting
        )
        return made.after

    async def _lends(self, plan: RightsPlan) -> bool:
        """Whether anybody gets another role, or has one that ends."""
        lent = await self.of(plan.place.uuid, [each.member for each in plan.wishes])
        is_change = any(each.before != each.after for each in plan.wishes)
        return is_change or any(each.until is not None for each in lent.values())

    async def _record(self, command: Command, plan: RightsPlan, until: int | None) -> None:
        now = await self._clock()
        for wish in plan.wishes:
            if wish.after:
                made = _made(command, plan, wish, until, now)
                await self._kept.change(made.id, partial(_recorded, made=made))

    async def _settle(
        self, command: Command, plan: RightsPlan, fates: dict[str, RightFate]
    ) -> None:
        """Note what came of it; what nobody can tell stays recorded, and is looked at in time."""
        turn = turn_of(command)
        for wish in plan.wishes:
            fate = fates.get(wish.member.key)
            outcome = fate.outcome if fate else "refused"
            await self._kept.change(
                grant_id(plan.place.uuid, wish.member),
                partial(_settled, wish=wish, outcome=outcome, turn=turn),
            )


def turn_of(command: Command) -> str:
    """Name the turn of a command in few characters."""
    return hashlib.sha256(command.key.encode()).hexdigest()[:16]


def _made(
    command: Command, plan: RightsPlan, wish: RightWish, until: int | None, now: int
) -> Grant:
    return Grant(
        grant_id(plan.place.uuid, wish.member),
        plan.place,
        wish.member,
        wish.member.name,
        wish.after,
        giver=command.user_id,
        giver_name=command.sender.nick,
        by=command.user_id,
        conversation=command.conversation,
        language=command.language,
        turn=turn_of(command),
        given=now,
        until=until,
        before=wish.before,
    )


def _recorded(was: Grant | None, made: Grant) -> Grant | None:
    """Record a grant in the place of the one before, which comes back where nothing is given; what
    was there before both is what its end brings back. A role that somebody has already ends another
    time, if the bot was to end it; one that they have for ever stays so.
    """
    if made.role == made.before:
        is_lent = was is not None and was.state == "given" and was.until is not None
        return _renewed(was, made) if was is not None and is_lent else was
    if was is None or was.is_over:
        return made
    if was.turn == made.turn:
        return was
    is_timed = was.until is not None and was.role == made.before
    before = was.before if is_timed else made.before
    return replace(made, before=before, earlier=replace(was, earlier=None))


def _renewed(was: Grant, made: Grant) -> Grant:
    return replace(was, until=made.until, by=made.by, reminded=False, unheard=(), retry=0, tries=0)


def _settled(was: Grant | None, wish: RightWish, outcome: str, turn: str) -> Grant | None:
    if was is None or was.is_over:
        return was
    if not wish.after:
        return None if outcome == "done" else was
    if was.turn != turn or was.state != "recorded" or outcome == "unknown":
        return was
    if outcome == "done":
        return replace(was, state="given", earlier=None)
    return was.earlier


def _later(now: Grant | None, seen: Grant, until: int, command: Command) -> Grant | None:
    """Change the end of a grant that still is as it was seen."""
    if now is None or now.is_over or now.until != seen.until:
        return now
    return replace(
        now,
        until=until,
        reminded=False,
        by=command.user_id,
        unheard=(),
        retry=0,
        tries=0,
        lost=False,
    )


def _extended(command: Command) -> Callable[[Grant | None, Grant | None], Entry | None]:
    def line(before: Grant | None, after: Grant | None) -> Entry | None:
        if before is None or after is None or before.until == after.until:
            return None
        facts = {"before": f"until={before.until}", "after": f"until={after.until}"}
        return Entry.of(command, "done", after.place.dentry_id, after.place.name, **facts)

    return line
