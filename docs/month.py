"""A made-up month of growth, as the bot would have seen it: four looks a day at every space.

It goes through the watch's own code into the bot's Redis before the bot starts, and ends at the
sizes that the sandbox has: the pictures show what the bot itself makes of it.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.quota.limits import Limits
from bot.quota.observations.model import Observation, looked
from bot.quota.observations.store import Observations
from bot.quota.samples import Sample
from bot.storage import embedded, open_store
from bot.times.spans import DAY, HOUR, MINUTE

LOOKS = 4 * 30
BETWEEN = 6 * HOUR
LAST = 10 * MINUTE
"""So long ago was the last look."""
GB = 1 << 30
UNLIMITED = -1
"""As on the wire (page `queries-a-space-list`)."""

SHARES = (4, 7, 5, 8, 5, 1, 0)
"""How the growth of a week is spread over its days, from Monday, with little at its end."""
MONDAY = 4
"""1970 began on a Thursday, so its first Monday was so many days later."""
CHINA = 8 * HOUR


@dataclass(frozen=True, slots=True)
class Grown:
    """A space as it is now, and the bytes by which it grew in an average week."""

    space_id: str
    name: str
    used: int
    quota: int | None
    weekly: int

    @classmethod
    def of(cls, space: Mapping[str, Any], weekly: int) -> "Grown":
        """Take a space as the sandbox's state has it."""
        quota = None if space["quota"] == UNLIMITED else int(space["quota"])
        return cls(space["spaceId"], space["spaceName"], int(space["usedQuota"]), quota, weekly)

    def samples(self, moments: Sequence[int]) -> list[Sample]:
        """Work out what looks at these moments have found; the last finds what is there now."""
        added = [self.weekly * _share(at) // sum(SHARES) * BETWEEN // DAY for at in moments[1:]]
        begin = max(self.used - sum(added), 0)
        sizes = accumulate(added, initial=begin)
        return [
            Sample(at, min(size, self.used), self.quota)
            for at, size in zip(moments, sizes, strict=True)
        ]


def _share(at: int) -> int:
    """Give a day's share of its week."""
    return SHARES[((at + CHINA) // DAY - MONDAY) % len(SHARES)]


async def write_month(data: Path, client_id: str, spaces: Sequence[Grown]) -> None:
    """Let the bot that keeps its Redis in ``data`` have watched these spaces for a month."""
    now = int(time.time() * 1000) - LAST
    moments = range(now - LOOKS * BETWEEN, now + 1, BETWEEN)
    async with embedded(data) as url, open_store(url, client_id) as store:
        observations = Observations(store)
        for space in spaces:
            before: Observation | None = None
            for sample in space.samples(moments):
                found = Observation(space.space_id, space.name, sample, sample.at)
                change = looked(before, found, Limits())
                if change is not None:
                    await observations.take([change])
                    before = change.after
