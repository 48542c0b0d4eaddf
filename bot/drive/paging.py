"""How far a list is read that comes in pages: a list without an end costs no more than a long one.

It ends with its last page. Besides, reading stops after pages that bring nothing new, and after as
many calls as its price, plus a tenth. What was cut off so is not known, and never gone.
"""

from dataclasses import dataclass

from bot.storage import Store

BARREN = 3
"""So many pages in a row that bring nothing new are enough."""
MOST_CALLS = 100
"""What a list may take while nothing is known of any, unless set: 5,000 spaces."""
FEW_CALLS = 20
"""What any list may take of which nothing is known."""
KEPT_MILLIS = 40 * 24 * 3600 * 1000
CUT_OFF = -1
"""Stands for a count of rows that could not be read: there may be more, and nobody knows how many.
"""


@dataclass(frozen=True, slots=True)
class Course:
    """What a reading has cost, in ``calls``, the ``rows`` that it brought, and how many pages in a
    row were ``barren``.
    """

    calls: int = 0
    rows: int = 0
    barren: int = 0

    def after(self, new: int) -> "Course":
        """Go on by a page that brought ``new`` rows."""
        return Course(self.calls + 1, self.rows + new, 0 if new else self.barren + 1)

    def is_over(self, most: int) -> bool:
        """Tell whether to stop although there is another page; ``most`` calls may be made."""
        return self.barren >= BARREN or self.calls >= most


def price(rows: int, size: int) -> int:
    """Tell how many calls a list of so many rows takes, in pages of ``size``."""
    return max(1, -(-rows // size))


def with_a_tenth(calls: int) -> int:
    """Add a tenth, rounded up, for what has come since the price was known."""
    return calls - (-calls // 10)


class Lengths:
    """Remembers the longest list that anybody has read to its end."""

    def __init__(self, store: Store, most: int = MOST_CALLS) -> None:
        """``most`` is how many calls a list may take while nothing is known of any."""
        self._store = store
        self._most = most
        self._key = store.key("longest-list")

    async def may_take(self, size: int, rows: int | None) -> int:
        """Tell how many calls a list may take in pages of ``size``: by its ``rows`` as they were,
        else by the longest one.
        """
        if rows is not None:
            return with_a_tenth(price(rows, size))
        longest = await self.longest()
        return max(FEW_CALLS, with_a_tenth(price(longest, size))) if longest else self._most

    async def longest(self) -> int:
        """Give its rows; 0 while none is known."""
        return int(await self._store.get(self._key) or 0)

    async def note(self, rows: int) -> None:
        """Hear how long a list was that was read to its end."""
        if rows >= await self.longest():
            await self._store.redis.set(self._key, rows, px=KEPT_MILLIS)
