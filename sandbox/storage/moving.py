"""Files and folders go to another folder, or a copy of them does."""

from collections.abc import Callable
from typing import Any

from sandbox.call import Call, Reply
from sandbox.errors import ApiRefusal
from sandbox.people import User
from sandbox.storage.clash import Landing, land
from sandbox.storage.copies import Copies
from sandbox.storage.dentry import Dentry
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import flag, names, option, strategy, text
from sandbox.storage.names import free_name
from sandbox.storage.outcome import Outcome
from sandbox.storage.refusals import meant, refused, wrong
from sandbox.storage.room import check_room
from sandbox.storage.tasks import nothing
from sandbox.storage.views import dentry_view

MOST_COPIES, MOST_MOVES = 3, 30
Way = Callable[[Call, User, Place, Place], Outcome]
"""Takes one file or folder to a target folder."""


class Moving:
    """Moves and copies."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._copies = Copies(desk)

    def copy(self, call: Call) -> Reply:
        """`POST …/dentries/{dentryId}/copy` (page `copy-an-object`)."""
        return self._one(call, self._copy)

    def move(self, call: Call) -> Reply:
        """`POST …/dentries/{dentryId}/move` (page `move-a-file-or-folder`)."""
        return self._one(call, self._move)

    def copy_several(self, call: Call) -> Reply:
        """`POST …/dentries/batchCopy` (page `copy-files-or-folders-in-bulk`)."""
        return self._several(call, self._copy, MOST_COPIES)

    def move_several(self, call: Call) -> Reply:
        """`POST …/dentries/batchMove` (page `bulk-move-files-or-folders`)."""
        return self._several(call, self._move, MOST_MOVES)

    def _one(self, call: Call, way: Way) -> Reply:
        user = self._desk.actor(call)
        self._check_option(call)
        found = self._desk.place(call)
        target = self._target(call)
        outcome = way(call, user, found, target)
        return Reply({"dentry": dentry_view(outcome.place), **outcome.view()})

    def _several(self, call: Call, way: Way, most: int) -> Reply:
        user, body = self._desk.actor(call), call.json_object()
        self._check_option(call)
        wanted = names(call, body, "dentryIds", most)
        space, target = self._desk.space(call, call.path["spaceId"]), self._target(call)
        rows = []
        for dentry_id in wanted:
            row: dict[str, Any] = {"spaceId": space.space_id, "dentryId": dentry_id}
            try:
                outcome = way(call, user, self._desk.dentry(call, space, dentry_id), target)
            except ApiRefusal as refusal:
                rows.append(row | {"async": False, "success": False, "errorCode": meant(refusal)})
            else:
                where = {
                    "targetSpaceId": target.space.space_id,
                    "targetDentryId": outcome.place.dentry.dentry_id,
                }
                rows.append(row | where | outcome.row())
        return Reply({"resultItems": rows})

    def _copy(self, call: Call, user: User, found: Place, target: Place) -> Outcome:
        self._desk.movable(call, found)
        self._desk.need(call, user, found, "COPY")
        landing = self._landing(call, user, found, target)
        if landing.kept is not None:
            return Outcome(target.with_(landing.kept))
        size = sum(each.size for each in found.dentry.below())
        check_room(self._desk, call, target.space, size)
        if landing.replaced is not None and landing.replaced.children is None:
            return self._copies.as_version(user, found, target.with_(landing.replaced))
        self._make_way(target, landing)
        return self._copies.into(call, user, found, target, landing.name)

    def _move(self, call: Call, user: User, found: Place, target: Place) -> Outcome:
        self._desk.movable(call, found)
        self._desk.need(call, user, found, "MODIFY")
        landing = self._landing(call, user, found, target, moved=found.dentry)
        if landing.kept is not None:
            return Outcome(target.with_(landing.kept))
        every = list(found.dentry.below())
        if found.space is not target.space:
            size = sum(each.size for each in every)
            check_room(self._desk, call, target.space, size)
        self._make_way(target, landing)
        moved = Place(target.space, found.dentry)
        keeps = self._keeps_rights(call)

        def step() -> bool:
            return self._relink(user, found, target, landing.name, keeps=keeps)

        if found.dentry.children:
            steps = [*[nothing] * (len(every) - 1), step]
            return Outcome(moved, self._desk.start(call, steps))
        step()
        return Outcome(moved)

    def _relink(self, user: User, found: Place, target: Place, name: str, *, keeps: bool) -> bool:
        """Put it there, unless one of the two is gone by now."""
        dentry, home = found.dentry, self._desk.tree(found.space)
        there = self._desk.tree(target.space)
        gone = home.get(dentry.dentry_id) is not dentry
        if gone or there.get(target.dentry.dentry_id) is not target.dentry:
            return False
        name = land_free(target.dentry, name, dentry)
        if home is there:
            home.move(dentry, target.dentry, name)
        else:
            home.detach(dentry)
            dentry.name = name
            there.attach(dentry, target.dentry)
        if not keeps:
            dentry.grants = None
            self._desk.rights.own(target.space, dentry, user)
        self._desk.tell(Place(target.space, dentry), "update", user.by)
        return True

    def _landing(
        self, call: Call, user: User, found: Place, target: Place, moved: Dentry | None = None
    ) -> Landing:
        self._desk.need(call, user, target, "ADD")
        if found.dentry in target.dentry.upwards():
            raise wrong(call, "targetFolderId")
        how = strategy(call, option(call, call.json_object()))
        landing = land(call, target.dentry, found.dentry.name, how, moved=moved)
        self._check_replaced(call, user, found, target, landing)
        return landing

    def _check_replaced(
        self, call: Call, user: User, found: Place, target: Place, landing: Landing
    ) -> None:
        """What makes way must be of the same kind, and the user's to replace."""
        there = landing.replaced
        if there is None:
            return
        if there.kind != found.dentry.kind or there is found.dentry:
            raise refused(call, "dentryAlreadyExist", "paramError")
        if there in found.dentry.upwards():
            raise wrong(call, "conflictStrategy")
        self._desk.need(call, user, target.with_(there), "WRITE")

    def _make_way(self, target: Place, landing: Landing) -> None:
        if landing.replaced is not None:
            self._desk.tree(target.space).detach(landing.replaced)

    def _target(self, call: Call) -> Place:
        body = call.json_object()
        space_id = text(call, body, "targetSpaceId")
        space = self._desk.space(call, space_id, "spaceNotExist", "paramError.targetSpaceId")
        target = self._desk.dentry(call, space, text(call, body, "targetFolderId"))
        if target.dentry.children is None:
            raise wrong(call, "targetFolderId")
        return target

    def _check_option(self, call: Call) -> None:
        strategy(call, option(call, call.json_object()))
        self._keeps_rights(call)

    def _keeps_rights(self, call: Call) -> bool:
        """The page of the single call and its SDK spell the option without its second `r`."""
        asked = option(call, call.json_object())
        single = "dentryId" in call.path
        return flag(call, asked, "presevePermissions" if single else "preservePermissions")


def land_free(parent: Dentry, name: str, moved: Dentry) -> str:
    """The name, or a free one where it was taken while a task ran."""
    there = parent.in_folder().named(name)
    taken = there is not None and there is not moved
    return free_name(name, parent.in_folder()) if taken else name
