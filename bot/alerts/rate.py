"""How many unasked messages may leave in one conversation; answers to people are not counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.quota.samples import MINUTE

MOST = 15
"""In any minute."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """``count`` messages may leave now; the rest may ask again ``at``, in milliseconds since 1970.

    ``sent`` are the moments to remember, those of the last minute.
    """

    count: int
    sent: tuple[int, ...]
    at: int | None


def admit(sent: Sequence[int], wanted: int, now: int) -> Admitted:
    """Tell how many of ``wanted`` messages may leave; ``sent`` is what the last answer said.

    Moments after ``now`` were written under a clock that has been set back, and are forgotten.
    """
    recent = tuple(sorted(at for at in sent if now - MINUTE < at <= now))
    count = min(wanted, MOST - len(recent))
    kept = recent + (now,) * count
    again = kept[0] + MINUTE if count < wanted else None
    return Admitted(count, kept, again)
