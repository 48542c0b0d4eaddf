"""The lists that somebody was shown last, one of each kind: a number means a row of the kind that a
command takes.

A list of grants between does not take the files' numbers away: ``file 2`` still is the second file.
"""

from collections.abc import Collection, Mapping
from typing import Final

KEPT_MILLIS: Final = 10 * 60 * 1000
"""So long the numbers of a list mean its rows after another list was shown."""
SPACES: Final = "spaces"
FILES: Final = "files"

Lists = dict[str, tuple[str, int]]
"""By kind the outTrackId of a list, and when it was shown (milliseconds since 1970)."""


def kind_of(kept: object) -> str:
    """Name the kind of list that a card keeps, empty for none whose rows have numbers."""
    return str(getattr(kept, "rows_are", SPACES if hasattr(kept, "ids") else ""))


def with_list(lists: Mapping[str, tuple[str, int]], kept: object, card: str, at: int) -> Lists:
    """Give the lists with one that is shown now."""
    kind = kind_of(kept)
    others = {each: found for each, found in lists.items() if each != kind}
    return {**others, kind: (card, at)} if kind else dict(lists)


def list_for(
    kinds: Collection[str], lists: Mapping[str, tuple[str, int]], last: str | None, now: int
) -> str | None:
    """Give the list whose numbers are meant: the ``last`` one if it is of these kinds, else the
    latest of them that was shown a short while ago; ``last`` where there is none.
    """
    if not kinds or all(card != last for card, _ in lists.values()):
        return last
    meant = [found for kind, found in lists.items() if kind in kinds]
    if any(card == last for card, _ in meant):
        return last
    card, at = max(meant, key=lambda found: found[1], default=(last, now))
    return card if abs(now - at) < KEPT_MILLIS else last
