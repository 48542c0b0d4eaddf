"""The trend of a space of which nothing need be told, for somebody who sees it. Pure."""

from bot.alerts.cards.messages import Picture
from bot.alerts.cards.rows import Row, ahead_of
from bot.cards import Card
from bot.cards.encoders import NEARLY_FULL
from bot.drive.fullness import share
from bot.drive.spaces import Space
from bot.quota.forecast import LEAST_HISTORY
from bot.quota.outlook import Outlook


def trend_of_space(space: Space, outlook: Outlook | None, picture: Picture, now: int) -> Card:
    """Show how it has grown, with the picture of it or why there is none; ``outlook`` is None where
    its usage was never said.
    """
    sample = outlook.seen.sample if outlook else None
    used, limit = (sample.used, outlook.limit) if outlook and sample else (space.used, space.quota)
    growth = outlook and _growth(outlook, now)
    stands = {
        "name": space.name,
        "organisation": False,
        "state": _how(share(used, limit)),
        "used": used,
        "quota": limit,
    }
    data = {
        **stands,
        "top": {**stands, "sample": False, "full": growth and growth["full"]},
        "ratio": share(used, limit),
        "soft": sample is not None and sample.quota is None and limit is not None,
        "at": sample.at if sample else None,
        "growth": growth,
        "picture": picture.media_id,
        "why": picture.why,
    }
    return Card("alert_trend", data)


def _how(ratio: float | None) -> str:
    """Say in a word of :mod:`bot.alerts.cards.rows` how it stands; "" where nothing is amiss."""
    if ratio is None or ratio < NEARLY_FULL:
        return ""
    if ratio < 1:
        return "near"
    return "full" if ratio == 1 else "over"


def _growth(outlook: Outlook, now: int) -> Row | None:
    """Say how fast it grows; nothing where it has been seen for long, and does not."""
    foreseen, sample = outlook.forecast, outlook.seen.sample
    if foreseen is None:
        is_known = now - outlook.seen.first >= LEAST_HISTORY
        return None if is_known else {"rate": None, "full": None}
    is_full = outlook.limit is not None and sample.used >= outlook.limit
    ahead = None if is_full or foreseen.full is None else ahead_of(foreseen.full, now)
    return {
        "rate": round(7 * (outlook.seen.pace.said or foreseen.rate)),
        "full": ahead,
        "is_full": is_full,
    }
