"""What a muted conversation still shows: nothing rings, but its cards do not stay behind. Pure."""

from dataclasses import replace

from bot.alerts.drawn import drawn, looks_other
from bot.alerts.evaluation import SELDOM
from bot.alerts.incident import Incident
from bot.alerts.memory import State
from bot.alerts.standing import Standing

HELD = "muted"
"""Stands for how far the watch was: nothing is judged until the mute ends, and then all is."""


def repainted(standing: Standing, newest: Standing) -> State:
    """Mark the cards that would look other with the ``newest`` numbers: at once where somebody has
    just looked, otherwise now and then.
    """
    state, asked = standing.state, standing.state.looks == ""
    other = {
        subject: replace(state.incidents[subject], shown=drawn(each, standing.now).shown)
        for subject, each in newest.state.incidents.items()
        if each.stands and looks_other(each) and (asked or _is_time(each, standing.now))
    }
    cards = {each.card for each in other.values()}
    return replace(
        state,
        incidents={**state.incidents, **other},
        edits=(*state.edits, *sorted(cards - set(state.edits))),
        looks=HELD if asked else state.looks,
        version=state.version + bool(other),
    )


def _is_time(incident: Incident, now: int) -> bool:
    return incident.shown is not None and now - incident.shown.at >= SELDOM
