"""Copies of files and folders."""

from functools import partial

from sandbox.call import Call
from sandbox.people import User
from sandbox.storage.dentry import Dentry, folder
from sandbox.storage.desk import Desk, Place
from sandbox.storage.names import free_name
from sandbox.storage.outcome import Outcome
from sandbox.storage.tasks import Step


class Copies:
    """Makes copies; what is copied belongs to whoever copies it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def as_version(self, user: User, found: Place, over: Place) -> Outcome:
        """A newer version of the file `over`, with the bytes of another."""
        self._desk.renew(user.by, over, found.dentry.size, found.dentry.content)
        return Outcome(over)

    def into(self, call: Call, user: User, found: Place, target: Place, name: str) -> Outcome:
        """A copy in a folder; that of a folder with something in it becomes a task."""
        top = self._copy(user, found.dentry, name)
        place = target.with_(top)
        if not found.dentry.children:
            self._put(user, target, found.dentry, top, target.dentry)
            return Outcome(place)
        return Outcome(place, self._desk.start(call, self._steps(user, found, target, top)))

    def _steps(self, user: User, found: Place, target: Place, top: Dentry) -> list[Step]:
        """A step for each file and folder, parents first."""
        copied = {found.dentry.dentry_id: top}
        steps: list[Step] = []
        for source in found.dentry.below():
            made, parent = copied.get(source.dentry_id), target.dentry
            if made is None:
                made = copied[source.dentry_id] = self._copy(user, source, source.name)
                parent = copied[source.parent_id]
            steps.append(partial(self._put, user, target, source, made, parent))
        return steps

    def _copy(self, user: User, source: Dentry, name: str) -> Dentry:
        dentry_id, now = self._desk.world.org.new_dentry_id(), self._desk.world.now()
        by = user.by
        if source.children is not None:
            return folder(dentry_id, name, by, now)
        return Dentry(dentry_id, name, by, now, by, now)

    def _put(self, user: User, target: Place, source: Dentry, made: Dentry, parent: Dentry) -> bool:
        """Attach one copy, unless its folder is gone by now."""
        tree = self._desk.tree(target.space)
        if tree.get(parent.dentry_id) is not parent:
            return False
        made.name = free_name(made.name, parent.in_folder())
        made.size, made.content = source.size, source.content
        tree.attach(made, parent)
        if parent is target.dentry:
            self._desk.rights.own(target.space, made, user)
        self._desk.tell(target.with_(made), "create", user.by)
        return True
