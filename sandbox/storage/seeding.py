"""The files a space starts with, laid out when somebody looks at them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.storage.dentry import Dentry, folder
from sandbox.storage.tree import Tree

HOUR = 3_600_000
_FOLDERS = {8: ("10000000001", "资料 Material"), 16: ("10000000002", "归档 Archive")}
"""Before which file a folder is made, in the one before, that takes all that follow.

Their ids are smaller than nearly all that are drawn for files; what has one already keeps it.
"""


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file of the start, before it is laid out."""

    dentry_id: str
    name: str
    size: int


def filled(tree: Tree, seeds: Iterable[SeedFile], owner: str, created: int) -> Tree:
    """Put the files into the tree, one an hour from when the space was made."""
    parent = tree.root
    for place, seed in enumerate(seeds):
        now = created + place * HOUR
        if place in _FOLDERS:
            dentry_id, name = _FOLDERS[place]
            made = folder(_free(tree, dentry_id), name, owner, now)
            tree.attach(made, parent)
            parent = made
        file = Dentry(
            _free(tree, seed.dentry_id), seed.name, owner, now, owner, now, size=seed.size
        )
        tree.attach(file, parent)
    return tree


def _free(tree: Tree, dentry_id: str) -> str:
    while dentry_id in tree:
        dentry_id = str(int(dentry_id) + 1)
    return dentry_id
