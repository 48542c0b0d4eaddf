"""Giving, changing and taking roles on files, each done once, whatever dies in between.

DingTalk takes no idempotency key. So the intent is written before the call, and where no answer
came it is read who has what. One call takes up to 30 members and one role, so a change of several
may take several; each member is judged by itself.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

from pydantic import TypeAdapter
from typing_extensions import override

from bot.audit import DONE, Audit, Entry
from bot.batches import Batch, Batches, keyed
from bot.errors import OutcomeUnknown, PlatformError
from bot.journal import Journal
from bot.messages import Command
from bot.rights.managers import LivingManagers
from bot.rights.permissions import MOST_MEMBERS, FileRights, Permissions
from bot.rights.plan import RightFate, RightsPlace, RightsPlan, RightWish, refused_right
from bot.rights.role import FileRole

_PLAN: TypeAdapter[RightsPlan] = TypeAdapter(RightsPlan)
_FATES: TypeAdapter[tuple[RightFate, ...]] = TypeAdapter(tuple[RightFate, ...])
_ROLE: TypeAdapter[FileRole] = TypeAdapter(FileRole)
_Verb = Literal["add", "update", "remove"]


_RightsBatch = Batch[RightsPlan, RightWish]
_OUTCOMES: Final = {"done": DONE, "unknown": "uncertain", "changed": "refused: changed meanwhile"}


class Giving(Batches[RightsPlan, RightWish, RightFate]):
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
        """``uncertain_seconds`` and ``now`` are as :class:`Batches` has them; ``seen`` hears what
        roles were read.
        """
        super().__init__(
            journal, audit, _PLAN, _FATES, uncertain_seconds=uncertain_seconds, now=now
        )
        self._permissions = permissions
        self._managers = managers
        self._seen = seen

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

    @override
    async def _call(
        self, batch: _RightsBatch, left: tuple[RightWish, ...]
    ) -> Mapping[str, RightFate]:
        try:
            request_id = await self._called(batch, left)
        except OutcomeUnknown:
            return {}
        except PlatformError as failure:
            return {each.id: refused_right(each, failure) for each in left}
        return {each.id: RightFate(each, "done", request_id=request_id) for each in left}

    async def _called(self, batch: _RightsBatch, wishes: Sequence[RightWish]) -> str:
        viewer, uuid = batch.viewer, batch.plan.place.uuid
        members = [each.member for each in wishes]
        verb, role = _change_of(wishes[0])
        match verb:
            case "add":
                wanted = _ROLE.validate_python(role)
                return await self._permissions.add(viewer, uuid, wanted, members)
            case "update":
                wanted = _ROLE.validate_python(role)
                return await self._permissions.update(viewer, uuid, wanted, members)
            case "remove":
                return await self._permissions.remove(viewer, uuid, role, members)

    @override
    async def _look(
        self, batch: _RightsBatch, left: tuple[RightWish, ...], at: int
    ) -> Mapping[str, RightFate]:
        """Look what a call has done; where that cannot be read, it is not known of any."""
        try:
            rights = await self._permissions.query(batch.viewer, batch.plan.place.uuid)
        except PlatformError:
            rights = None
        found: dict[str, RightFate] = {}
        for each in left:
            has = rights.own(each.member) if rights else ""
            if rights is None or (not has and not rights.is_whole):
                found[each.id] = self._unknown(each)
            elif has == each.after:
                found[each.id] = RightFate(each, "done")
            elif has != each.before:
                found[each.id] = RightFate(each, "changed")
        return found

    @override
    def _unknown(self, target: RightWish) -> RightFate:
        return RightFate(target, "unknown")

    @override
    def _entry(self, batch: _RightsBatch, fate: RightFate) -> Entry:
        """Tell of one member."""
        wish, place = fate.wish, batch.plan.place
        return Entry.of(
            batch.command,
            _OUTCOMES.get(fate.outcome, f"refused: {fate.code}"),
            place.dentry_id,
            place.name,
            before=f"{wish.id}={wish.before or 'none'}",
            after=f"{wish.id}={wish.after or 'none'}",
            request_id=fate.request_id,
        )


def _parts(command: Command, viewer: str, plan: RightsPlan) -> Iterator[_RightsBatch]:
    """Cut a plan into calls, each of members who get, or lose, one role."""
    groups: dict[tuple[_Verb, str], list[RightWish]] = {}
    for each in plan.wishes:
        if each.before != each.after:
            groups.setdefault(_change_of(each), []).append(each)
    parts = [
        tuple(wishes[start : start + MOST_MEMBERS])
        for wishes in groups.values()
        for start in range(0, len(wishes), MOST_MEMBERS)
    ]
    for number, some in enumerate(parts):
        yield Batch(command, keyed(command, number), viewer, plan, some)


def _change_of(wish: RightWish) -> tuple[_Verb, str]:
    """Tell which call a wish takes, and for which role."""
    verb: _Verb = "remove" if not wish.after else "update" if wish.before else "add"
    return verb, wish.after or wish.before
