"""What cards say of one incident: numbers and words of ours, as templates take them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from bot.alerts.evaluation import page
from bot.alerts.incident import Actor, Incident
from bot.alerts.memory import Situation
from bot.alerts.subscription import Subscription
from bot.cards.encoders import NEARLY_FULL
from bot.drive.fullness import share
from bot.quota.forecast import FullDate
from bot.quota.limits import Free, Level, Percent, mark
from bot.quota.samples import ORGANISATION
from bot.sizes import EB
from bot.times.spans import DAY

How = Literal["over", "full", "near", "high", "resolved", "gone", "odd", "released"]
_UNITS = (("days", DAY, 14 * DAY), ("weeks", 7 * DAY, 12 * 7 * DAY))
_MONTH = 30 * DAY
_SOON = DAY // 2
_NEAR = 14 * DAY

Row = Mapping[str, object]
WHOLE = "organisation"
"""How a command names the organisation's own capacity."""


def in_order(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Put those that are open first, and of each kind the worst first."""
    known = list(incidents)
    still = [each for each in known if each.closed is None]
    over = [each for each in known if each.closed is not None]
    return page(still, 1, len(still)) + page(over, 1, len(over))


def row_of(incident: Incident, situation: Situation) -> dict[str, object]:
    """Describe an incident.

    ``ratio`` is None where there is nothing to divide by, ``used`` where it cannot be believed.
    """
    used, quota = _used(incident), incident.limit
    return {
        "name": name_of(incident, situation),
        "organisation": incident.subject == ORGANISATION,
        "state": how(incident),
        "used": used,
        "quota": quota,
        "ratio": share(used, quota),
        "soft": is_soft(incident),
        "odd": list(incident.odd),
        "taken": incident.taken and {"by": _called(incident.taken.by), "at": incident.taken.at},
        "snoozed": incident.snoozed
        and {
            "by": _called(incident.snoozed.by),
            "until": incident.snoozed.until,
            "level": _named_level(incident.snoozed.level),
        },
        "asked": incident.asked
        and incident.asked.sent
        and {"by": _called(incident.asked.by), "at": incident.asked.at},
        "opened": incident.opened,
        "at": incident.sample.at if incident.sample else None,
        "doubtful": incident.doubtful,
        "raised": incident.raised,
    }


def headline_of(incident: Incident, situation: Situation) -> dict[str, object]:
    """Say what matters first: when it is full, where that is near, or what is left."""
    growth = growth_of(incident, situation) or {}
    return {
        "name": name_of(incident, situation),
        "organisation": incident.subject == ORGANISATION,
        "sample": False,
        "state": how(incident),
        "used": _used(incident),
        "quota": incident.limit,
        "full": near_end(growth.get("full")),
    }


def near_end(ahead: object) -> object:
    """Leave out an end that is weeks away: then what is left says more."""
    is_near = isinstance(ahead, Mapping) and ahead["unit"] in {"soon", "days"}
    return ahead if is_near else None


def soonest_first(incident: Incident, situation: Situation) -> tuple[bool, int]:
    """Put what is full first, then what is full soonest, as far as anybody knows."""
    foreseen = situation.memory.forecasts.get(incident.subject)
    ends = foreseen.full.likely if foreseen and foreseen.full else None
    is_near = ends is not None and ends - situation.now < _NEAR
    return not incident.full, ends if is_near and ends is not None else situation.now + _NEAR


def name_of(incident: Incident, situation: Situation) -> str:
    """Give what a space is called, its id where that was never known; nothing for the whole."""
    if incident.subject == ORGANISATION:
        return ""
    return situation.memory.names.get(incident.subject) or incident.subject


def is_soft(incident: Incident) -> bool:
    """Tell whether the limit is ours, and not DingTalk's."""
    has_own = incident.sample is not None and incident.sample.quota is not None
    return incident.limit is not None and not has_own and incident.subject != ORGANISATION


def how(incident: Incident) -> How:
    """Say in one word how it stands."""
    if incident.released:
        return "released"
    if incident.level is None:
        return "odd"
    if incident.closed is not None:
        return "gone" if "missing" in incident.odd and _is_reached(incident) else "resolved"
    if not incident.full:
        return "near" if _ratio(incident) >= NEARLY_FULL else "high"
    return "full" if _ratio(incident) == 1 else "over"


def growth_of(incident: Incident, situation: Situation) -> dict[str, object] | None:
    """Say how fast it grows, in bytes a week, and when it is full; None once that is over, and
    where its numbers are not shown.
    """
    if incident.closed is not None or incident.level is None or incident.sample is None:
        return None
    foreseen = situation.memory.forecasts.get(incident.subject)
    if foreseen is None:
        return {"rate": None, "full": None}
    full = None if incident.full else foreseen.full
    ahead = full and ahead_of(full, situation.now)
    return {"rate": round(7 * foreseen.rate), "full": ahead, "is_full": incident.full}


def next_of(incident: Incident) -> dict[str, object] | None:
    """Say what comes next by itself, and when."""
    if incident.closed is not None:
        return None
    if incident.held is not None:
        return {"what": "message", "at": incident.held}
    if incident.stage == "escalated":
        return {"what": "digest", "at": None}
    if incident.due is None:
        return None
    return {"what": "reminder" if incident.stage == "waiting" else "admins", "at": incident.due}


def ahead_of(full: FullDate, now: int) -> dict[str, object]:
    """Count days, weeks or months until then, in the unit in which people would."""
    left = full.likely - now
    unit, length = next(
        ((unit, length) for unit, length, most in _UNITS if left < most), ("months", _MONTH)
    )
    return {
        "unit": "soon" if left < _SOON else unit,
        "num": max(round(left / length), 1),
        "least": max(round((full.earliest - now) / length), 0),
        "most": max(round((full.latest - now) / length), 1),
        "at": full.likely,
    }


def first_of(incidents: Sequence[Incident], situation: Situation) -> dict[str, object]:
    """Say how the most pressing of several stands, and how many ``more`` there are, of those that
    are not over; of all where all are.
    """
    open_still = [each for each in incidents if how(each) not in {"resolved", "gone"}]
    meant = sorted(open_still or incidents, key=lambda each: soonest_first(each, situation))
    top = headline_of(meant[0], situation) if meant else None
    return {"top": top, "more": len(meant) - 1}


def brief(incident: Incident, situation: Situation) -> dict[str, object]:
    row = row_of(incident, situation)
    names = (
        "name",
        "organisation",
        "state",
        "used",
        "quota",
        "ratio",
        "taken",
        "snoozed",
        "opened",
    )
    return {name: row[name] for name in names}


def names_of(people: Iterable[Actor]) -> list[str]:
    return sorted({each.nick or each.key for each in people})


def which_of(incident: Incident) -> str:
    return WHOLE if incident.subject == ORGANISATION else incident.subject


def place_of(subscription: Subscription) -> dict[str, object]:
    """Say where something was told."""
    here = subscription.conversation
    return {"title": here.title, "group": here.is_group, "placed_by": subscription.by}


def age_of(incidents: Sequence[Incident]) -> int | None:
    """Give the age of the oldest numbers, in milliseconds since 1970."""
    return min((each.sample.at for each in incidents if each.sample), default=None)


def _named_level(level: Level | None) -> dict[str, object] | None:
    """Give a level in numbers, as it is said on a card."""
    match level:
        case Percent(percent):
            return {"percent": percent / 100, "free": None}
        case Free(free):
            return {"percent": None, "free": free}
        case None:
            return None


def _used(incident: Incident) -> int | None:
    """Give what is used, unless nobody would believe it."""
    used = incident.sample.used if incident.sample else None
    return used if used is not None and 0 <= used <= EB else None


def _ratio(incident: Incident) -> float:
    return share(_used(incident), incident.limit) or 0.0


def _is_reached(incident: Incident) -> bool:
    used = _used(incident)
    if used is None or incident.level is None or incident.limit is None:
        return True
    return mark(incident.level, incident.limit) <= 100 * used


def _called(person: object) -> str:
    return getattr(person, "nick", "") or getattr(person, "key", "")
