"""Cards of alerts that offer a choice in place: which levels hold, and larger soft quotas. Pure."""

from bot.alerts.cards.actions import SetSoftQuota
from bot.alerts.cards.alert import incidents_on
from bot.alerts.cards.rows import is_soft, name_of
from bot.alerts.errors import CardOutdated
from bot.alerts.incident import Incident
from bot.alerts.memory import Situation
from bot.cards import Card
from bot.errors import Stale
from bot.quota.limits import NO_OVERRIDE, Free, Level, Overrides, Percent, mark
from bot.quota.samples import ORGANISATION
from bot.sizes import UNITS

LARGER = (1.25, 1.5, 2)


def levels_of(situation: Situation, overrides: Overrides, key: str = "") -> Card:
    """Show the levels that hold for a card, or for the whole conversation, and how to change them.

    ``source`` says whose wish they are: the ``space``'s, of this conversation (``here``) or of
    ``all``. Raises Stale where the card is not known any more.
    """
    shown = incidents_on(situation, key) if key else ()
    if key and not shown:
        raise CardOutdated
    only = shown[0] if len(shown) == 1 else None
    subject = only.subject if only else ""
    levels = overrides.limits(subject, situation.subscription.override).levels
    data = {
        "name": name_of(only, situation) if only else "",
        "levels": [level_row(level, only) for level in levels],
        "source": _source(overrides, subject, situation),
        "personal": situation.subscription.personal,
    }
    return Card("alert_levels", data)


def level_row(level: Level, incident: Incident | None = None) -> dict[str, object]:
    """Describe a level, and whether an incident's usage reaches it."""
    reached = False
    if incident is not None and incident.sample is not None and incident.limit is not None:
        reached = mark(level, incident.limit) <= 100 * incident.sample.used
    match level:
        case Percent(percent):
            return {"percent": percent / 100, "free": None, "reached": reached}
        case Free(free):
            return {"percent": None, "free": free, "reached": reached}


def soft_quota_of(situation: Situation, key: str, subject: str) -> Card:
    """Offer larger soft quotas for a space that a card shows; Stale if it has none any more."""
    found = [each for each in incidents_on(situation, key) if each.subject == subject]
    if not found or not is_soft(found[0]):
        raise Stale
    incident = found[0]
    used, limit = incident.sample.used if incident.sample else 0, incident.limit or 0
    sizes = larger(max(used, limit))
    offers: dict[str, object] = {
        f"size{place}": SetSoftQuota(subject, as_typed(size)) for place, size in enumerate(sizes)
    }
    data = {
        "name": name_of(incident, situation),
        "id": subject,
        "used": used,
        "quota": limit,
        "sizes": list(sizes),
    }
    return Card("alert_soft_quota", data, offers)


def larger(limit: int) -> tuple[int, ...]:
    """Give round sizes of about a quarter more, half as much again, and twice as much."""
    sizes: list[int] = []
    for factor in LARGER:
        size = _round(round(limit * factor))
        sizes.append(_round(sizes[-1] + 1) if sizes and size <= sizes[-1] else size)
    return tuple(sizes)


def as_typed(size: int) -> str:
    """Write a round size as somebody would."""
    power = _power(size)
    return f"{size / 1024**power:g} {UNITS[power]}"


def _round(size: int) -> int:
    """Round up to a number that people would choose."""
    unit = 1024 ** _power(size)
    step = _step(size / unit)
    return int(-(-size // int(step * unit)) * int(step * unit))


def _step(number: float) -> float:
    if number < 10:  # noqa: PLR2004 (two digits)
        return 0.5
    return 5 if number < 100 else 10  # noqa: PLR2004 (three digits)


def _power(size: int) -> int:
    return min((max(size, 1).bit_length() - 1) // 10, len(UNITS) - 1)


def _source(overrides: Overrides, subject: str, situation: Situation) -> str:
    if overrides.wishes.get(subject, NO_OVERRIDE).levels is not None and subject != ORGANISATION:
        return "space"
    return "all" if situation.subscription.levels is None else "here"
