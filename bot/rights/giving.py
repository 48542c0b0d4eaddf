"""Giving, changing and taking roles on files, each done once, whatever dies in between.

DingTalk takes no idempotency key. So the intent is written before the call, and where no answer
came it is read who has what. One call takes up to 30 members and one role, so a change of several
may take several; each member is judged by itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import structlog
from pydantic import TypeAdapter

from bot.audit import DONE, Audit, Entry
from bot.errors import OutcomeUnknown, PlatformError
from bot.journal import Intent, Journal
from bot.messages import Command
from bot.rights.managers import LivingManagers
from bot.rights.member import Member
from bot.rights.permissions import MOST_MEMBERS, FileRights, Permissions
from bot.rights.plan import RightFate, RightsPlace, RightsPlan, RightWish, refused_right
from bot.rights.role import FileRole

log = structlog.get_logger()

CALLS: Final = 2
"""How often a change is called, in all, when the first call left no trace."""

_PLAN: TypeAdapter[RightsPlan] = TypeAdapter(RightsPlan)
_FATES: TypeAdapter[tuple[RightFate, ...]] = TypeAdapter(tuple[RightFate, ...])
_ROLE: TypeAdapter[FileRole] = TypeAdapter(FileRole)
_Verb = Literal["add", "update", "remove"]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one call takes: members of one role, and the key under which they are changed."""

    command: Command
    key: str
    viewer: str
    plan: RightsPlan
    verb: _Verb
    role: str
    wishes: tuple[RightWish, ...]


class Giving:
    """Changes roles in somebody's name."""

    def __init__(
        self,
        permissions: Permissions,
        journal: Journal,
        audit: Audit,
        *,
        managers: LivingManagers,
        seen: Callable[[RightsPlace, FileRights], Awaitable[None]],
        uncertain_seconds: float,
        now: Callable[[], Awaitable[int]],
    ) -> None:
        """``uncertain_seconds`` pass before an outcome is looked up: DingTalk gives a call up after
        3 s. ``seen`` hears what roles were read, and ``now`` gives Redis's time in milliseconds
        since 1970.
        """
        self._permissions = permissions
        self._journal = journal
        self._audit = audit
        self._managers = managers
        self._seen = seen
        self._uncertain_seconds = uncertain_seconds
        self._now = now

    async def begun(self, command: Command) -> RightsPlan | None:
        """Give what an earlier run of this turn has begun: who had what may be another by now."""
        intent = await self._journal.find(command.key)
        return None if intent is None else _PLAN.validate_json(intent.facts["plan"])

    async def check(self, rights: FileRights, plan: RightsPlan) -> None:
        """Raise LastManager where nobody who is still here would manage the file any more."""
        await self._seen(plan.place, rights)
        await self._managers.check(rights, plan.wishes, plan.place.name)

    async def make(self, command: Command, viewer: str, plan: RightsPlan) -> tuple[RightFate, ...]:
        """Make a change: a counted call for each role and every 30 members, none for a role that
        somebody has already. What each of them had is as the plan says.

        Raises what DingTalk refuses where nothing was done for anybody, LeaseLost when another run
        has taken over.
        """
        found = {each.member: RightFate(each, "already") for each in plan.wishes}
        for part in _parts(command, viewer, plan):
            found |= {each.wish.member: each for each in await self._once(part)}
        fates = tuple(found[each.member] for each in plan.wishes)
        refusals = [each for each in fates if each.outcome == "refused"]
        if refusals and len(refusals) == len(fates):
            raise refusals[0].error
        return fates

    async def _once(self, part: _Part) -> tuple[RightFate, ...]:
        intent = await self._intend(part)
        if intent.result is not None:
            return _fates(intent)
        found: dict[str, RightFate] = {}
        left = part.wishes
        if not intent.new:
            left = await self._look(part, left, found, intent.at)
        for _ in range(CALLS):
            if not left:
                break
            intent = await self._intend(part)  # looking took its time
            if intent.result is not None:
                return _fates(intent)
            left = await self._called(part, left, found)
            if left:
                left = await self._look(part, left, found, intent.at)
        fates = tuple(
            found.get(each.member.key, RightFate(each, "unknown")) for each in part.wishes
        )
        await self._conclude(part, fates)
        return fates

    async def _intend(self, part: _Part) -> Intent:
        facts = {"plan": _PLAN.dump_json(part.plan).decode()}
        return await self._journal.intend(part.key, part.command.unbroken, facts)

    async def _called(
        self, part: _Part, left: tuple[RightWish, ...], found: dict[str, RightFate]
    ) -> tuple[RightWish, ...]:
        """Make the call; gives those of which no answer tells what it did."""
        try:
            request_id = await self._call(part, [each.member for each in left])
        except OutcomeUnknown:
            return left
        except PlatformError as failure:
            found |= {each.member.key: refused_right(each, failure) for each in left}
        else:
            for each in left:
                found[each.member.key] = RightFate(each, "done", request_id=request_id)
        return ()

    async def _call(self, part: _Part, members: Sequence[Member]) -> str:
        uuid = part.plan.place.uuid
        match part.verb:
            case "add":
                role = _ROLE.validate_python(part.role)
                return await self._permissions.add(part.viewer, uuid, role, members)
            case "update":
                role = _ROLE.validate_python(part.role)
                return await self._permissions.update(part.viewer, uuid, role, members)
            case "remove":
                return await self._permissions.remove(part.viewer, uuid, part.role, members)

    async def _look(
        self,
        part: _Part,
        left: tuple[RightWish, ...],
        found: dict[str, RightFate],
        at: int,
    ) -> tuple[RightWish, ...]:
        """Look what a call has done, not before it must have ended. Gives those for whom it has not
        happened; where that cannot be read, it is not known of any.
        """
        passed = (await self._now() - at) / 1000
        await asyncio.sleep(max(0.0, self._uncertain_seconds - passed))
        try:
            rights = await self._permissions.query(part.viewer, part.plan.place.uuid)
        except PlatformError:
            rights = None
        for each in left:
            has = rights.own(each.member) if rights else ""
            if rights is None or (not has and not rights.is_whole):
                found[each.member.key] = RightFate(each, "unknown")
            elif has == each.after:
                found[each.member.key] = RightFate(each, "done")
            elif has != each.before:
                found[each.member.key] = RightFate(each, "changed")
        return tuple(each for each in left if each.member.key not in found)

    async def _conclude(self, part: _Part, fates: tuple[RightFate, ...]) -> None:
        """Write what came of it, with its lines in the trail. What nobody could tell is looked up
        again by a run that comes later, and what was only refused may be asked again.
        """
        first = next((each for each in fates if each.outcome == "done"), None)
        await self._note(part, [each for each in fates if each is not first])
        if first is not None:
            line = self._audit.line(part.key, _entry(part.command, part.plan, first))
            result = {"fates": _FATES.dump_json(fates).decode()}
            await self._journal.conclude(part.key, result, line)
        elif all(each.outcome != "unknown" for each in fates):
            await self._journal.forget(part.key)

    async def _note(self, part: _Part, fates: Sequence[RightFate]) -> None:
        for each in fates:
            entry = _entry(part.command, part.plan, each)
            await self._audit.append(
                f"{part.key}:{each.wish.member.key}", entry, part.command.fence
            )
            if each.outcome == "unknown":
                log.error("right_change_uncertain", verb=part.verb, turn=part.command.key)


def _parts(command: Command, viewer: str, plan: RightsPlan) -> Iterator[_Part]:
    """Cut a plan into calls; the first has the turn's own key, by which it is known to begin."""
    groups: dict[tuple[_Verb, str], list[RightWish]] = {}
    for each in plan.wishes:
        if each.before != each.after:
            verb: _Verb = "remove" if not each.after else "update" if each.before else "add"
            groups.setdefault((verb, each.after or each.before), []).append(each)
    number = 0
    for (verb, role), wishes in groups.items():
        for start in range(0, len(wishes), MOST_MEMBERS):
            number += 1
            key = f"{command.key}:part{number}" if number > 1 else command.key
            some = tuple(wishes[start : start + MOST_MEMBERS])
            yield _Part(command, key, viewer, plan, verb, role, some)


def _fates(intent: Intent) -> tuple[RightFate, ...]:
    return _FATES.validate_json((intent.result or {})["fates"])


_OUTCOMES: Final = {"done": DONE, "unknown": "uncertain", "changed": "refused: changed meanwhile"}


def _entry(command: Command, plan: RightsPlan, fate: RightFate) -> Entry:
    """Tell of one member; what was not done left everything as before."""
    wish, place = fate.wish, plan.place
    who = wish.member.key
    return Entry.of(
        command,
        _OUTCOMES.get(fate.outcome, f"refused: {fate.code}"),
        place.dentry_id,
        place.name,
        before=f"{who}={wish.before or 'none'}",
        after=f"{who}={wish.after or 'none'}",
        request_id=fate.request_id,
    )
