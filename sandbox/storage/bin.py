"""The organisation's recycle bin: one for all of it. Times are milliseconds."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.storage.dentry import Dentry
from sandbox.storage.orders import Key


@dataclass(frozen=True, slots=True)
class RecycleItem:
    """What was deleted together. `parent_id` and `path` are where it lay, `operator` a unionId."""

    item_id: str
    space_id: str
    dentry: Dentry
    parent_id: str
    path: str
    size: int
    operator: str
    at: int

    @property
    def key(self) -> Key:
        """Its place in the list."""
        return self.at, self.item_id


class RecycleBin:
    """The items, in the order they were deleted in."""

    def __init__(self) -> None:
        self._by_id: dict[str, RecycleItem] = {}
        self._in_order: list[RecycleItem] = []
        self._last = 0

    def __iter__(self) -> Iterator[RecycleItem]:
        return iter(self._in_order)

    def __len__(self) -> int:
        return len(self._by_id)

    def new_id(self) -> str:
        """An id that no item had; they rise, so that items of one moment keep their order."""
        self._last += 1
        return str(10**9 + self._last)

    def get(self, item_id: str) -> RecycleItem | None:
        """The item with this id."""
        return self._by_id.get(item_id)

    def add(self, item: RecycleItem) -> None:
        """Put something in."""
        self._by_id[item.item_id] = item
        insort(self._in_order, item, key=_key)

    def remove(self, item: RecycleItem) -> None:
        """Take something out, or let it go."""
        del self._by_id[item.item_id]
        del self._in_order[bisect_left(self._in_order, item.key, key=_key)]

    def latest_first(self, after: Key | None) -> Iterator[RecycleItem]:
        """What was deleted before the item whose key is `after`, the latest first."""
        items = self._in_order
        end = len(items) if after is None else bisect_left(items, after, key=_key)
        return (items[place] for place in range(end - 1, -1, -1))


def _key(item: RecycleItem) -> Key:
    return item.key
