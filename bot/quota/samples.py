"""What one look at a space, or at the organisation's capacity, has found."""

from dataclasses import dataclass
from typing import Final

ORGANISATION: Final = "@organisation"
"""Stands for a space's id where the organisation's own capacity is meant; DingTalk's are digits."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Usage as it was at ``at``, in milliseconds since 1970.

    ``used`` and ``quota`` are bytes as DingTalk gave them; ``quota`` is None where there is no
    limit (DingTalk writes `-1`, page `queries-a-space-list`), and where it was never said, which
    ``quota_known`` tells apart. Usage that was not said is no sample at all.
    """

    at: int
    used: int
    quota: int | None = None
    quota_known: bool = True
