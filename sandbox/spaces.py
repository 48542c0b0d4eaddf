"""Drive spaces and the files in them. Sizes are bytes, times are milliseconds."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Literal

from sandbox.storage.seeding import SeedFile, filled
from sandbox.storage.tree import Tree

UNLIMITED = -1
Kind = Literal["team", "group", "chat", "app", "personal"]


@dataclass(slots=True)
class Space:
    """A space of the organisation, shared or a person's own.

    A `hidden` one is in no list, but can be asked for by its id. `seeds` are the files of its
    start until somebody looks at them, then `tree` holds them. `filler` is the size of one hidden
    file, so that what a space is said to use is always the sum of what lies in it, and
    `filler_id` that file's dentryId once somebody was told of it. `binned` is what of it lies in
    the recycle bin. `quota` is -1 where the space has no limit of its own. `conversation_id` is
    the chat whose files these are, `scene` the app's name for what it is for; `changes` counts how
    often something in it changed.
    """

    space_id: str
    name: str
    owner: str
    quota: int
    created: int
    modified: int
    seeds: list[SeedFile] = field(default_factory=list, repr=False)
    filler: int = 0
    filler_id: str = ""
    built_in: bool = False
    type: Literal["org", "personal"] = "org"
    permission_mode: str = "acl"
    hidden: bool = False
    ordinal: int = 0
    kind: Kind = "team"
    conversation_id: str = ""
    scene: str = ""
    scene_id: str = ""
    owner_type: Literal["USER", "APP"] = "USER"
    binned: int = 0
    changes: int = 0
    tree: Tree | None = field(default=None, repr=False)

    @property
    def visible_bytes(self) -> int:
        """What the files people see add up to."""
        return sum(file.size for file in self.seeds) if self.tree is None else self.tree.bytes

    @property
    def visible_files(self) -> int:
        """How many files people see."""
        return len(self.seeds) if self.tree is None else self.tree.files


class Spaces:
    """All spaces, in the order they were made; a page costs the same however many there are.

    `bin_counts` is whether what lies in the recycle bin counts as used.
    """

    def __init__(self) -> None:
        self._by_id: dict[str, Space] = {}
        self._order: list[Space | None] = []
        self._used: dict[str, int] = {}
        self._total = 0
        self._binned = 0
        self.bin_counts = True

    @property
    def total_used(self) -> int:
        """Bytes used in all spaces."""
        return self._total + (self._binned if self.bin_counts else 0)

    def __iter__(self) -> Iterator[Space]:
        return iter(self._by_id.values())

    def __contains__(self, space_id: object) -> bool:
        return space_id in self._by_id

    def get(self, space_id: str) -> Space | None:
        """The space, or none."""
        return self._by_id.get(space_id)

    def used(self, space: Space) -> int:
        """Bytes used in `space`."""
        return self._used[space.space_id] + (space.binned if self.bin_counts else 0)

    def tree(self, space: Space) -> Tree:
        """The files of a space; those of its start are laid out when first asked for."""
        if space.tree is None:
            tree = Tree(space.owner, space.created, partial(self._changed, space))
            space.tree = filled(tree, space.seeds, space.owner, space.created)
            space.seeds = []
        return space.tree

    def bin(self, space: Space, by: int) -> None:
        """Put `by` more bytes of a space into the recycle bin, or take them out."""
        space.binned += by
        space.changes += 1
        self._binned += by

    def add(self, space: Space) -> None:
        """Append a space to the order, unless it is hidden."""
        if not space.hidden:
            space.ordinal = len(self._order)
            self._order.append(space)
        self._by_id[space.space_id] = space
        self._used[space.space_id] = 0
        self._count(space)

    def remove(self, space: Space) -> None:
        """Take a space away with all its files. Its place in the order stays empty."""
        del self._by_id[space.space_id]
        if not space.hidden:
            self._order[space.ordinal] = None
        self._total -= self._used.pop(space.space_id)
        self._binned -= space.binned

    def set_used(self, space: Space, used: int) -> None:
        """Make `space` use exactly `used` bytes by resizing the hidden filler file.

        Raises ValueError when the files people see are already larger.
        """
        visible = space.visible_bytes + (space.binned if self.bin_counts else 0)
        if used < visible:
            message = f"the files in this space already use {visible} bytes"
            raise ValueError(message)
        space.filler = used - visible
        self._count(space)

    def page(self, start: int, count: int) -> tuple[list[Space], int | None]:
        """Up to `count` spaces from place `start` on, and the place after them if more follow."""
        following = self._from(start)
        found = list(islice(following, count))
        after = next(following, None)
        return found, None if after is None else after.ordinal

    def _from(self, start: int) -> Iterator[Space]:
        # Not islice over the list: that would walk over everything before `start`.
        for place in range(start, len(self._order)):
            space = self._order[place]
            if space is not None:
                yield space

    def _count(self, space: Space) -> None:
        used = space.visible_bytes + space.filler
        self._total += used - self._used[space.space_id]
        self._used[space.space_id] = used

    def _changed(self, space: Space, grown: int) -> None:
        """Follow what happened to the files of a space, unless it is being laid out."""
        if space.tree is not None and space.space_id in self._used:
            space.changes += 1
            self._total += grown
            self._used[space.space_id] += grown


def page_token(start: int) -> str:
    """An opaque cursor for the place `start`."""
    return base64.urlsafe_b64encode(f"place:{start}".encode()).decode()


def read_page_token(token: str) -> int:
    """The place a cursor stands for. Raises ValueError for one that was not made here."""
    name, _, place = base64.urlsafe_b64decode(token.encode()).decode().partition(":")
    if name != "place" or not place.isascii() or not place.isdigit():
        raise ValueError(token)
    return int(place)
