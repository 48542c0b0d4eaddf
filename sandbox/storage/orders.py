"""What is in a folder, in each order that DingTalk lists it.

An order is sorted when it is asked for first and kept from then on, so a page of a folder with a
million files costs the same as one of a folder with fifty.
"""

import base64
import json
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Generic, Literal, Protocol, TypeVar

OrderBy = Literal["MODIFIED_TIME", "CREATE_TIME", "NAME", "SIZE"]
Key = tuple[int | str, str]
"""What a row is sorted by; its dentryId decides where that is the same."""


class Row(Protocol):
    """What can be listed."""

    name: str
    dentry_id: str


R = TypeVar("R", bound=Row)
KEYS: dict[str, Callable[[Any], Key]] = {
    "MODIFIED_TIME": attrgetter("modified", "dentry_id"),
    "CREATE_TIME": attrgetter("created", "dentry_id"),
    "NAME": attrgetter("name", "dentry_id"),
    "SIZE": attrgetter("size", "dentry_id"),
}
"""The orders of page `get-a-list-of-files-or-folders`."""


class Children(Generic[R]):
    """The rows of one folder; each name is there once."""

    __slots__ = ("_by_name", "_orders")

    def __init__(self) -> None:
        self._by_name: dict[str, R] = {}
        self._orders: dict[str, list[R]] = {}

    def __len__(self) -> int:
        return len(self._by_name)

    def __iter__(self) -> Iterator[R]:
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def named(self, name: str) -> R | None:
        """The row of this name."""
        return self._by_name.get(name)

    def add(self, row: R) -> None:
        """Put a row into every order that is kept."""
        self._by_name[row.name] = row
        for order, rows in self._orders.items():
            insort(rows, row, key=KEYS[order])

    def remove(self, row: R) -> None:
        """Take a row away. What it is sorted by must be as it was when it was added."""
        del self._by_name[row.name]
        for order, rows in self._orders.items():
            del rows[bisect_left(rows, KEYS[order](row), key=KEYS[order])]

    def following(self, order: str, after: Key | None, *, descending: bool) -> Iterator[R]:
        """The rows behind the one whose key is `after`; all when there is none."""
        rows, key = self._sorted(order), KEYS[order]
        if descending:
            end = len(rows) if after is None else bisect_left(rows, after, key=key)
            return (rows[place] for place in range(end - 1, -1, -1))
        start = 0 if after is None else bisect_right(rows, after, key=key)
        return (rows[place] for place in range(start, len(rows)))

    def _sorted(self, order: str) -> list[R]:
        rows = self._orders.get(order)
        if rows is None:
            rows = self._orders[order] = sorted(self._by_name.values(), key=KEYS[order])
        return rows


def token_of(key: Key | None) -> str:
    """An opaque cursor that stands behind the row with this key, or before the first row."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


def key_of(token: str, like: type[int] | type[str]) -> Key | None:
    """What a cursor stands for. Raises ValueError for one that was not made here."""
    try:
        found = json.loads(base64.urlsafe_b64decode(token.encode()))
    except RecursionError as error:
        raise ValueError(token) from error
    if found is None:
        return None
    if not isinstance(found, list) or [type(each) for each in found] != [like, str]:
        raise ValueError(token)
    return found[0], found[1]
