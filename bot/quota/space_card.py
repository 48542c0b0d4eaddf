"""The card of one space: its numbers, growth and levels, and when it is looked at next. Pure."""

from dataclasses import asdict, dataclass, replace

from bot.cards import Card
from bot.drive.spaces import Space
from bot.quota.crossings import left, reached
from bot.quota.forecast import LEAST_HISTORY
from bot.quota.limits import Limits, Percent
from bot.quota.observations.model import renewed
from bot.quota.outlook import Outlook
from bot.quota.progress import Progress
from bot.times.spans import DAY

FORESEEABLE = 62 * DAY
"""A look that is further away is as good as none."""


@dataclass(frozen=True, slots=True)
class Subscribers:
    """Who is told of a space's levels: ``here``, groups of these titles, and so many ``others``."""

    here: bool = False
    titles: tuple[str, ...] = ()
    others: int = 0


def space_card(
    space: Space,
    at: int,
    limits: Limits,
    outlook: Outlook | None,
    progress: Progress,
    *,
    watched: bool,
    subscribers: Subscribers,
    now: int,
    lost: str = "",
    listed: int = 0,
) -> Card:
    """Show a space whose numbers were read at ``at``, or those of the watch if they are newer, or
    the only ones.

    ``outlook`` is None before the first look; ``watched`` tells whether there is an operator, and
    ``subscribers`` who is told of it; ``lost`` names an operator who cannot read the list any more;
    ``listed`` is when the asker's own list was read, if that is where it stands.
    """
    unsaid = space.used is None or space.said is not None
    if outlook is not None and (outlook.seen.sample.at > at or unsaid):
        space, at = renewed(space, outlook.seen), outlook.seen.sample.at
    limit = limits.limit(space.quota)
    data: dict[str, object] = {
        "id": space.id,
        "name": space.name,
        "used": space.used,
        "quota": limit,
        "ratio": replace(space, quota=limit).ratio,
        "limit_known": space.quota_known,
        "unsaid": unsaid,
        "soft": space.quota is None and limit is not None,
        "unused": limits.soft_quota if space.quota is not None else None,
        "tiny": limit is not None and not limits.judges(limit, space.used or 0),
        "at": at,
        "list_read": listed or None,
        "growth": growth(outlook, now),
        "levels": _levels(outlook, space.used, space.quota),
        "watched": watched,
        "lost": lost,
        "subscribers": asdict(subscribers),
        **_next_look(outlook, now),
        **allowance(progress, watched=watched),
    }
    return Card("quota_space", data)


def allowance(progress: Progress, *, watched: bool) -> dict[str, object]:
    """Say what the allowance does not reach for; nothing while nobody watches."""
    note = progress.note if watched else None
    return {"note": note.value if note else None, "every": progress.every}


def growth(outlook: Outlook | None, now: int) -> dict[str, object] | None:
    """Give rates in bytes a day and dates in milliseconds; None before anything was seen.

    The rate is the one that lists say. ``history`` is ``enough``, or says why nothing is foreseen:
    ``short`` or ``flat``.
    """
    if outlook is None:
        return None
    foreseen, rate = outlook.forecast, outlook.seen.pace.said
    if foreseen is None:
        seen = now - outlook.seen.first
        why = "short" if seen < LEAST_HISTORY else "flat"
        return {"history": why, "rate": rate, "full": None}
    full, rate = foreseen.full, rate or foreseen.rate
    return {
        "history": "enough",
        "rate": rate,
        "slowest": min(foreseen.slowest, rate),
        "fastest": max(foreseen.fastest, rate),
        "full": None
        if full is None
        else {"likely": full.likely, "earliest": full.earliest, "latest": full.latest},
    }


def _levels(
    outlook: Outlook | None, used: int | None, quota: int | None
) -> list[dict[str, object]]:
    """Give each level that means anything, and whether it is reached by these numbers.

    One that was told stays reached a little below it.
    """
    limit = outlook.limits.limit(quota) if outlook is not None else None
    if outlook is None or limit is None or used is None:
        return []
    opened = {each.level for each in outlook.seen.known.told}
    if not (opened or outlook.limits.judges(limit, used)):
        return []
    return [
        {
            "percent": level.percent / 100 if isinstance(level, Percent) else None,
            "free": None if isinstance(level, Percent) else level.free,
            "reached": reached(level, used, limit)
            or (level in opened and not left(level, used, limit)),
        }
        for level in outlook.limits.levels
    ]


def _next_look(outlook: Outlook | None, now: int) -> dict[str, object]:
    if outlook is None or outlook.next_look is None or outlook.next_look > now + FORESEEABLE:
        return {"next": None, "why": ""}
    return {"next": outlook.next_look, "why": outlook.why.value if outlook.why else ""}
