"""A file or a folder in a space (DingTalk: dentry). Sizes are bytes, times are milliseconds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sandbox.storage.content import Content
from sandbox.storage.grants import Grants
from sandbox.storage.orders import Children

ROOT = "0"
"""The dentryId of a space's root."""
Kind = Literal["FILE", "FOLDER"]
FILE, FOLDER = "FILE", "FOLDER"
Properties = dict[str, dict[str, str]]
"""By name: the name, value and visibility of what the app noted on a file."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a file was before. Of a file made by its size alone no content is kept."""

    number: int
    size: int
    content: Content | None
    modifier: str
    modified: int


@dataclass(slots=True, eq=False)
class Dentry:
    """A file (`children` is none) or a folder. `creator` and `modifier` are unionIds.

    A file whose `content` is none is `size` zeros. `passes_on` is false where the rights of the
    folders above end (page `set-permission-inheritance-mode`).
    """

    dentry_id: str
    name: str
    creator: str
    created: int
    modifier: str
    modified: int
    parent: "Dentry | None" = None
    size: int = 0
    content: Content | None = None
    version: int = 1
    earlier: tuple[Version, ...] = ()
    children: "Children[Dentry] | None" = None
    grants: Grants | None = None
    passes_on: bool = True
    properties: Properties | None = None

    @property
    def kind(self) -> Kind:
        """Whether it is a file or a folder."""
        return "FILE" if self.children is None else "FOLDER"

    @property
    def parent_id(self) -> str:
        """The dentryId of the folder it lies in."""
        return ROOT if self.parent is None else self.parent.dentry_id

    @property
    def path(self) -> str:
        """Where it lies in its space, as page `get-a-list-of-files-or-folders` writes it."""
        names = [each.name for each in self.upwards() if each.parent is not None]
        return "/".join([".", *reversed(names)])

    def upwards(self) -> "Iterator[Dentry]":
        """Itself and every folder above, the root last."""
        here: Dentry | None = self
        while here is not None:
            yield here
            here = here.parent

    def below(self) -> "Iterator[Dentry]":
        """Itself and everything in it, each folder before what is in it."""
        waiting = [self]
        while waiting:
            here = waiting.pop()
            yield here
            waiting += here.children or ()

    def in_folder(self) -> "Children[Dentry]":
        """What is in it. Raises TypeError for a file."""
        if self.children is None:
            message = "a file holds no files"
            raise TypeError(message)
        return self.children


def folder(dentry_id: str, name: str, creator: str, now: int) -> Dentry:
    """An empty folder that lies nowhere yet."""
    return Dentry(dentry_id, name, creator, now, creator, now, children=Children())
