"""When a card that stands is to be painted anew, in a muted conversation too. Pure.

While it is muted nothing rings, but its cards do not stay behind.
"""

from dataclasses import replace

from bot.alerts.incident import Incident, Shown
from bot.alerts.memory import Memory, Situation
from bot.times.spans import HOUR


def drawn(incident: Incident, now: int) -> Incident:
    """Note that its card is drawn with these numbers."""
    return replace(incident, shown=Shown(_percent(incident), incident.limit, now))


def looks_other(incident: Incident) -> bool:
    """Tell whether a card with the numbers of now would look other than the one that stands."""
    shown = incident.shown
    return shown is not None and (shown.percent, shown.limit) != (
        _percent(incident),
        incident.limit,
    )


def _percent(incident: Incident) -> int | None:
    if incident.sample is None or not incident.limit:
        return None
    return 100 * incident.sample.used // incident.limit


SELDOM = 6 * HOUR
"""A card is painted anew no sooner where nobody looked and no level was crossed."""

HELD = "muted"
"""Stands for how far the watch was: nothing is judged until the mute ends, and then all is."""


def repainted(situation: Situation, newest: Situation) -> Memory:
    """Mark the cards that would look other with the ``newest`` numbers: at once where somebody has
    just looked, otherwise now and then.
    """
    memory, asked = situation.memory, situation.memory.looks == ""
    other = {
        subject: replace(memory.incidents[subject], shown=drawn(each, situation.now).shown)
        for subject, each in newest.memory.incidents.items()
        if each.stands and looks_other(each) and (asked or _is_time(each, situation.now))
    }
    cards = {each.card for each in other.values()}
    return replace(
        memory,
        incidents={**memory.incidents, **other},
        edits=(*memory.edits, *sorted(cards - set(memory.edits))),
        looks=HELD if asked else memory.looks,
        version=memory.version + bool(other),
    )


def _is_time(incident: Incident, now: int) -> bool:
    return incident.shown is not None and now - incident.shown.at >= SELDOM
