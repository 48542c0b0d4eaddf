"""How full something is: the one place where what is used is held against what fits in. Pure."""

from math import inf


def share(used: int | None, limit: int | None) -> float | None:
    """Give the part of a limit that is used, both in bytes: 1.0 is full.

    Anything in what may hold nothing is beyond any share. None where a number is not known, where
    there is no limit, and for nothing of nothing.
    """
    if used is None or limit is None or limit < 0:
        return None
    if limit == 0:
        return inf if used > 0 else None
    return used / limit
