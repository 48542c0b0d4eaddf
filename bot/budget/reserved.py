"""Calls of a month that are kept for what must be done at a time: nobody else may have them.

What they were kept for spends them as begun work, which is never refused.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.budget.month import month_of
from bot.storage import Store
from bot.times.spans import DAY

RESERVED_EACH: Final = 2
"""So many calls are kept for each."""
_KEPT_MILLIS: Final = 70 * DAY


def reserved_key(store: Store, at: int) -> str:
    """Name what calls of the month of ``at`` (milliseconds since 1970) are kept for."""
    return store.key("reserved", month_of(at).name)


def reserving(
    store: Store, name: str, before: int | None, after: int | None
) -> Iterator[Sequence[str]]:
    """Give the commands of Redis that keep the calls of ``name`` for the time ``after`` instead of
    ``before``, each None for no time (milliseconds since 1970).
    """
    if before is not None and (after is None or month_of(before) != month_of(after)):
        yield "SREM", reserved_key(store, before), name
    if after is not None:
        key = reserved_key(store, after)
        yield "SADD", key, name
        yield "PEXPIREAT", key, str(month_of(after).ends + _KEPT_MILLIS)
