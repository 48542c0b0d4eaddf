"""What somebody can do about one of several alerts, and for how long one can be snoozed. Pure.

Shown to whoever presses alone, where buttons are not documented: so each choice is a command too.
"""

from collections.abc import Iterator

from bot.alerts.arguments import SnoozeTime
from bot.alerts.cards.actions import ALL, SnoozeFor
from bot.alerts.cards.alert import incidents_on, numbered_rows, open_incidents
from bot.alerts.cards.levels import level_row
from bot.alerts.cards.rows import WHOLE, name_of
from bot.alerts.errors import CardOutdated
from bot.alerts.incident import Incident, Timed
from bot.alerts.incident_steps import snooze_ends
from bot.alerts.meant import Meant, as_named, as_space
from bot.alerts.memory import Situation
from bot.cards import Card, can_be_typed
from bot.drive.naming import find
from bot.errors import AmbiguousSpace, BadArgument, NoSuchSpace
from bot.language import is_all
from bot.quota.limits import Level, Overrides, level_above
from bot.quota.samples import ORGANISATION

TYPED_BYTES = 48
"""Nobody is asked to type a longer name: its id stands for it."""
_TIMED: tuple[Timed, ...] = ("hour", "morning", "level")


def on_card(situation: Situation, key: str) -> Meant:
    """Give what a press of a card is about, where it is to be typed: all that is open on it.

    No word means all of one card where there are others; then it is all that is open. Raises
    CardOutdated.
    """
    still = tuple(each for each in incidents_on(situation, key) if each.stands)
    if not still:
        raise CardOutdated
    if len(still) == 1:
        return Meant(still, only=still[0].subject)
    return Meant(tuple(each for each in open_incidents(situation) if each.stands))


def later_of(meant: Meant, situation: Situation, overrides: Overrides) -> Card:
    """Offer for how long it can be snoozed: with the moments, and the next level, by name."""
    which = called(meant, situation)
    above = [next_level(each, situation, overrides) for each in meant.incidents]
    incident = meant.incidents[0]
    data = {
        "name": name_of(incident, situation),
        "organisation": incident.subject == ORGANISATION,
        "more": len(meant.incidents) - 1,
        "which": which,
        "all": which == ALL,
        "hour": snooze_ends("hour", situation.care.hours, situation.now),
        "morning": snooze_ends("morning", situation.care.hours, situation.now),
        "level": level_row(above[0]) if above[0] and not above[1:] else None,
    }
    actions: dict[str, object] = {
        each: SnoozeFor(meant.cards, each, meant.only, which)
        for each in _TIMED
        if each != "level" or any(above)
    }
    if any(each.snoozed for each in meant.incidents):
        actions["off"] = SnoozeFor(meant.cards, "off", meant.only, which)
    return Card("alert_later", data, actions)


def choose_of(situation: Situation, key: str, page: int) -> Card:
    """Show the numbers of what is open on a page of a card, and what may be sent with them."""
    rows = numbered_rows(situation, key, page)
    if not rows:
        raise CardOutdated
    return Card("alert_choose", {"rows": rows, "example": rows[-1]["number"]})


def next_level(incident: Incident, situation: Situation, overrides: Overrides) -> Level | None:
    """Give the level that it reaches next; None where there is none above."""
    limit = incident.limit
    if incident.level is None or not limit:
        return None
    levels = overrides.limits(incident.subject, situation.subscription.override).levels
    return level_above(incident.level, levels, limit)


def called(meant: Meant, situation: Situation) -> str:
    """Give the word by which a command means this: none where nothing else is open here."""
    if len({each.card for each in _standing(situation)}) == 1 and (
        not meant.only or len(_standing(situation)) == 1
    ):
        return ""
    return _name_to_type(meant.incidents[0], situation) if meant.only else ALL


def _standing(situation: Situation) -> tuple[Incident, ...]:
    return tuple(each for each in open_incidents(situation) if each.stands)


def _name_to_type(incident: Incident, situation: Situation) -> str:
    """Give its name where that means it alone, else its id."""
    if incident.subject == ORGANISATION:
        return WHOLE
    name = name_of(incident, situation)
    is_plain = can_be_typed(name) and len(name.encode()) <= TYPED_BYTES and not set(name) & _QUOTES
    if not is_plain or incident.subject not in set(_found(name, situation)):
        return incident.subject
    return f'"{name}"' if " " in name else name


def _found(name: str, situation: Situation) -> Iterator[str]:
    """Give the subject that a name means, if it means one, and nothing else."""
    standing = _standing(situation)
    try:
        found = find(name, [as_space(each, situation) for each in standing], ())
        is_time = SnoozeTime("until").alone(name) is not None
    except (AmbiguousSpace, BadArgument, NoSuchSpace):
        return
    if not (is_time or name.isdecimal() or is_all(name) or as_named(name) == WHOLE):
        yield found.id


_QUOTES = frozenset("\"'“”‘’「」『』")
