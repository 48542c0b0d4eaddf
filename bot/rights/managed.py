"""Remembers who managed what, of all that the roles of were read: it tells where to look when
somebody leaves, and whom to ask who may not do something.
"""

from dataclasses import dataclass

from bot.documents import Documents
from bot.rights.permissions import FileRights
from bot.rights.plan import RightsPlace
from bot.rights.role import rank
from bot.storage import Store

_MANAGES = rank("MANAGER")


@dataclass(frozen=True, slots=True)
class ManagedPlace:
    """A file and the userIds of those who managed it when its roles were last read."""

    place: RightsPlace
    managers: tuple[str, ...]


class ManagedPlaces:
    """All files whose roles were read, by their uuids."""

    def __init__(self, store: Store) -> None:
        self._kept = Documents(store, store.key("grants", "managed"), ManagedPlace)

    async def note(self, place: RightsPlace, rights: FileRights) -> None:
        """Take in the roles on a file, where all could be read."""
        if rights.is_whole:
            known = ManagedPlace(place, managers_in(rights))
            await self._kept.change(place.uuid, lambda _: known)

    async def of(self, user_id: str) -> tuple[RightsPlace, ...]:
        """Give what somebody managed, in an order that stays."""
        found = sorted((await self._kept.all()).items())
        return tuple(each.place for _, each in found if user_id in each.managers)

    async def managers(self, uuid: str, space_id: str, dentry_id: str) -> tuple[str, ...]:
        """Give the userIds of those who managed a file, by its uuid or its ids, else of those who
        managed its whole space; none where nobody knows.
        """
        known = await self._kept.all()
        if uuid in known:
            return known[uuid].managers
        inside = [each for each in known.values() if each.place.space_id == space_id]
        own = [each for each in inside if each.place.dentry_id == dentry_id]
        above = [each for each in inside if each.place.is_space]
        return next((each.managers for each in (*own, *above)), ())


def managers_in(rights: FileRights) -> tuple[str, ...]:
    """Give the userIds of those who manage a file, by roles on it and above it."""
    ids = {
        each.member.id
        for each in rights.rows
        if each.member.kind == "USER" and rank(each.role) >= _MANAGES
    }
    return tuple(sorted(ids))
