"""The files and folders of one space, and what they add up to."""

from collections.abc import Callable

from sandbox.storage.dentry import FILE, ROOT, Dentry, folder
from sandbox.storage.orders import Children


class Tree:
    """Everything in a space by its id, from the root down. `changed` is told of new bytes.

    What is done here is done at once: rights, names and room are asked about before.
    """

    def __init__(self, owner: str, created: int, changed: Callable[[int], None]) -> None:
        self.root = folder(ROOT, "", owner, created)
        self.bytes = 0
        self.files = 0
        self._by_id: dict[str, Dentry] = {ROOT: self.root}
        self._changed = changed

    def __contains__(self, dentry_id: object) -> bool:
        return dentry_id in self._by_id

    def get(self, dentry_id: str) -> Dentry | None:
        """The file or folder with this id."""
        return self._by_id.get(dentry_id)

    def attach(self, dentry: Dentry, parent: Dentry) -> None:
        """Put a file, or a folder with all that is in it, into a folder of this space."""
        dentry.parent = parent
        parent.in_folder().add(dentry)
        self._enter(dentry)

    def detach(self, dentry: Dentry) -> None:
        """Take a file, or a folder with all that is in it, out of this space."""
        if dentry.parent is not None:
            dentry.parent.in_folder().remove(dentry)
        grown = 0
        for each in dentry.below():
            del self._by_id[each.dentry_id]
            grown -= each.size
            self.files -= each.kind == FILE
        self._grow(grown)

    def rename(self, dentry: Dentry, name: str, by: str, now: int) -> None:
        """Another name in the same folder."""
        siblings = self._siblings(dentry)
        siblings.remove(dentry)
        dentry.name, dentry.modifier, dentry.modified = name, by, now
        siblings.add(dentry)
        self._grow(0)

    def move(self, dentry: Dentry, parent: Dentry, name: str) -> None:
        """Into another folder of the same space, under this name."""
        self._siblings(dentry).remove(dentry)
        dentry.name, dentry.parent = name, parent
        parent.in_folder().add(dentry)
        self._grow(0)

    def change(self, dentry: Dentry, **members: object) -> None:
        """Set members of a file, which may change its place in the orders and its size."""
        siblings, before = self._siblings(dentry), dentry.size
        siblings.remove(dentry)
        for name, value in members.items():
            setattr(dentry, name, value)
        siblings.add(dentry)
        self._grow(dentry.size - before)

    def noted(self) -> None:
        """Something changed that is neither a place nor bytes: a grant, a property."""
        self._grow(0)

    def _siblings(self, dentry: Dentry) -> Children[Dentry]:
        if dentry.parent is None:
            message = "the root lies in no folder"
            raise ValueError(message)
        return dentry.parent.in_folder()

    def _enter(self, dentry: Dentry) -> None:
        grown = 0
        for each in dentry.below():
            self._by_id[each.dentry_id] = each
            grown += each.size
            self.files += each.kind == FILE
        self._grow(grown)

    def _grow(self, by: int) -> None:
        self.bytes += by
        self._changed(by)
