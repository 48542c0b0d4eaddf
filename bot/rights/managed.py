"""Remembers who managed what, of all that the roles of were read: it tells where to look when
somebody leaves, and whom to ask who may not do something and was told before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.documents import Documents
from bot.rights.permissions import FileRights
from bot.rights.plan import RightsPlace
from bot.rights.role import rank
from bot.storage import Store

_MANAGES = rank("MANAGER")


@dataclass(frozen=True, slots=True)
class ManagedPlace:
    """A file and the userIds of those who managed it when its roles were last read.

    ``shown_to`` are those whom DingTalk told each person who asked it, by their unionIds.
    """

    place: RightsPlace
    managers: tuple[str, ...]
    shown_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class ManagedPlaces:
    """All files whose roles were read, by their uuids."""

    def __init__(self, store: Store) -> None:
        self._kept = Documents(store, store.key("grants", "managed"), ManagedPlace)

    async def note(self, place: RightsPlace, rights: FileRights, viewer: str = "") -> None:
        """Take in the roles on a file, where all could be read, and to whom they were shown: the
        unionId of a ``viewer``.
        """

        def noted(before: ManagedPlace | None) -> ManagedPlace:
            managers, shown = managers_in(rights), before.shown_to if before else {}
            return ManagedPlace(place, managers, {**shown, viewer: managers} if viewer else shown)

        if rights.is_whole:
            await self._kept.change(place.uuid, noted)

    async def of(self, user_id: str) -> tuple[RightsPlace, ...]:
        """Give what somebody managed, in an order that stays."""
        found = sorted((await self._kept.all()).items())
        return tuple(each.place for _, each in found if user_id in each.managers)

    async def managers(
        self, viewer: str, uuid: str, space_id: str, dentry_id: str
    ) -> tuple[str, ...]:
        """Give the userIds of those who managed a file, by its uuid or its ids, else of those who
        managed its whole space, as this person was told them; none where they never were.
        """
        kept = await self._kept.all()
        known = {each: found for each, found in kept.items() if viewer in found.shown_to}
        if uuid in known:
            return known[uuid].shown_to[viewer]
        inside = [each for each in known.values() if each.place.space_id == space_id]
        own = [each for each in inside if each.place.dentry_id == dentry_id]
        above = [each for each in inside if each.place.is_space]
        return next((each.shown_to[viewer] for each in (*own, *above)), ())


def managers_in(rights: FileRights) -> tuple[str, ...]:
    """Give the userIds of those who manage a file, by roles on it and above it."""
    ids = {
        each.member.id
        for each in rights.rows
        if each.member.kind == "USER" and rank(each.role) >= _MANAGES
    }
    return tuple(sorted(ids))
