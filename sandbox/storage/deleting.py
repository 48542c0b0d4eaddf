"""Files and folders are deleted: for good, or into the organisation's recycle bin."""

from functools import partial
from typing import Any

from sandbox.call import Call, Reply
from sandbox.errors import ApiRefusal
from sandbox.people import User
from sandbox.storage.dentry import Dentry
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import flag, names, option
from sandbox.storage.outcome import Outcome
from sandbox.storage.refusals import meant, refused
from sandbox.storage.tasks import Step, nothing

MOST = 50


class Deleting:
    """Deletes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def one(self, call: Call) -> Reply:
        """`DELETE …/dentries/{dentryId}` (page `delete-a-file-or-folder`)."""
        user, to_bin = self._desk.actor(call), flag(call, call.query, "toRecycleBin")
        found = self._desk.place(call)
        self._check_bin(call, found, to_bin=to_bin)
        return Reply(self._delete(call, user, found, to_bin=to_bin).view())

    def several(self, call: Call) -> Reply:
        """`POST …/dentries/batchRemove` (page `delete-files-or-folders-in-bulk`)."""
        user, body = self._desk.actor(call), call.json_object()
        to_bin = flag(call, option(call, body), "toRecycleBin")
        wanted = names(call, body, "dentryIds", MOST)
        space = self._desk.space(call, call.path["spaceId"])
        self._check_bin(call, Place(space, self._desk.tree(space).root), to_bin=to_bin)
        rows = []
        for dentry_id in wanted:
            row: dict[str, Any] = {"spaceId": space.space_id, "dentryId": dentry_id}
            try:
                found = self._desk.dentry(call, space, dentry_id)
                rows.append(row | self._delete(call, user, found, to_bin=to_bin).row())
            except ApiRefusal as refusal:
                rows.append(row | {"async": False, "success": False, "errorCode": meant(refusal)})
        return Reply({"resultItems": rows})

    def _check_bin(self, call: Call, found: Place, *, to_bin: bool) -> None:
        """Only spaces made by Drive have a bin, and not the one that is built in."""
        if to_bin and (found.space.kind != "team" or found.space.built_in):
            raise refused(call, "recycleBinNotSupportForSpace", "operationNotSupported")

    def _delete(self, call: Call, user: User, found: Place, *, to_bin: bool) -> Outcome:
        self._desk.movable(call, found)
        self._desk.need(call, user, found, "DELETE")
        every = list(found.dentry.below())
        if to_bin:
            last = partial(self._bin, user, found)
            steps: list[Step] = [*[nothing] * (len(every) - 1), last]
        else:
            steps = [partial(self._remove, found, each) for each in reversed(every)]
            self._desk.tell(found, "delete", user.by)
        if found.dentry.children:
            return Outcome(found, self._desk.start(call, steps))
        steps[0]()
        return Outcome(found)

    def _bin(self, user: User, found: Place) -> bool:
        if not self._is_there(found):
            return False
        self._desk.bin(user, found)
        self._desk.tell(found, "delete", user.by)
        return True

    def _remove(self, found: Place, dentry: Dentry) -> bool:
        """Remove one, with whatever came into it since."""
        place = found.with_(dentry)
        if not self._is_there(place):
            return False
        self._desk.tree(place.space).detach(dentry)
        return True

    def _is_there(self, place: Place) -> bool:
        return self._desk.tree(place.space).get(place.dentry.dentry_id) is place.dentry
