"""Files that nobody manages any more, as far as anybody can tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.documents import Documents
from bot.errors import DentryMissing, NotAuthorized, SpaceMissing, UserOutOfScope, UserUnknown
from bot.rights.managed import ManagedPlaces, managers_in
from bot.rights.managers import LivingManagers
from bot.rights.member import Member
from bot.rights.permissions import FileRights, Permissions
from bot.rights.plan import RightsPlace
from bot.rights.role import rank
from bot.storage import Store

MOST_LOOKS: Final = 10
"""So many files are looked at in one go, at a call each."""
MOST_SUCCESSORS: Final = 3

Seen = Literal["managed", "orphan", "unseen", "gone", "unknown"]


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file without a manager; ``left`` is the name of who managed it last."""

    place: RightsPlace
    left: str


@dataclass(frozen=True, slots=True)
class OrphanLook:
    """What a look at a file has shown; ``successors`` are who could manage it: they are here, and
    have another role on it.
    """

    seen: Seen
    successors: tuple[Member, ...] = ()


class Orphans:
    """Knows of files that nobody manages, and looks at them as somebody."""

    def __init__(
        self,
        store: Store,
        permissions: Permissions,
        living: LivingManagers,
        managed: ManagedPlaces,
    ) -> None:
        self._kept = Documents(store, store.key("grants", "orphans"), Orphan)
        self._permissions = permissions
        self._living = living
        self._managed = managed

    async def all(self) -> tuple[Orphan, ...]:
        """Give those that are known, in an order that stays."""
        return tuple(each for _, each in sorted((await self._kept.all()).items()))

    async def add(self, orphan: Orphan) -> None:
        await self._kept.change(orphan.place.uuid, lambda _: orphan)

    async def drop(self, uuid: str) -> None:
        """Forget one that somebody manages again, or that is gone."""
        await self._kept.change(uuid, lambda _: None)

    async def look(self, viewer: str, place: RightsPlace) -> OrphanLook:
        """Look whether somebody who is still here manages a file: one counted call. Raises
        Unavailable and kin.
        """
        try:
            rights = await self._permissions.query(viewer, place.uuid)
        except (NotAuthorized, UserUnknown, UserOutOfScope):
            return OrphanLook("unseen")
        except (DentryMissing, SpaceMissing):
            return OrphanLook("gone")
        await self._managed.note(place, rights)
        for user_id in managers_in(rights):
            if await self._living.is_living(Member("USER", user_id)):
                return OrphanLook("managed")
        if not rights.is_whole:
            return OrphanLook("unknown")
        return OrphanLook("orphan", await self._successors(rights))

    async def _successors(self, rights: FileRights) -> tuple[Member, ...]:
        managers = managers_in(rights)
        others = [
            each
            for each in sorted(rights.rows, key=lambda each: -rank(each.role))
            if each.member.kind == "USER" and each.member.id not in managers
        ]
        return tuple(await self._here([each.member for each in others]))

    async def _here(self, members: Sequence[Member]) -> list[Member]:
        found: dict[Member, None] = {}
        for each in members:
            if len(found) < MOST_SUCCESSORS and await self._living.is_living(each):
                found[each] = None
        return list(found)
