"""Who has seen a conversation, up to which line and since when."""

from bisect import bisect_left
from operator import itemgetter


class Reads:
    """For each person the lines they looked up to, in order, with the time (milliseconds)."""

    __slots__ = ("_looks",)

    def __init__(self) -> None:
        self._looks: dict[str, list[tuple[int, int]]] = {}

    def look(self, user_id: str, seq: int, at: int) -> None:
        """Somebody has everything up to `seq` before their eyes."""
        looks = self._looks.setdefault(user_id, [])
        if not looks or looks[-1][0] < seq:
            looks.append((seq, at))

    def since(self, user_id: str, seq: int) -> int | None:
        """When this person first saw the line `seq`; none when not yet."""
        looks = self._looks.get(user_id, [])
        place = bisect_left(looks, seq, key=itemgetter(0))
        return looks[place][1] if place < len(looks) else None
