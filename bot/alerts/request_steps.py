"""Somebody asks the admins for more room for what fills up, and one of them sees to it. Pure.

Who asks is noted before anything is sent, so that of several who ask at once one does; that it has
arrived is noted afterwards. A note whose run died in between holds up others for a while only.
"""

from dataclasses import replace

from bot.alerts.hours import Care
from bot.alerts.incident import Actor, Incident, Requested
from bot.alerts.incident_steps import Step, take

SENDING_MILLIS = 2 * 60 * 1000
"""So long others wait for a run that has begun to ask."""


def holds(asked: Requested | None, turn: str, now: int) -> bool:
    """Tell whether another turn has asked, or is just about to."""
    if asked is None or asked.turn == turn:
        return False
    return asked.sent or now - asked.at < SENDING_MILLIS


def begin(incident: Incident, by: Actor, now: int, turn: str) -> Step:
    """Note that a turn is about to ask, if no other has."""
    asked = incident.asked
    if not incident.stands or holds(asked, turn, now) or (asked and asked.turn == turn):
        return Step(incident)
    return Step(replace(incident, asked=Requested(by, now, turn, sent=False)))


def arrived(incident: Incident, turn: str) -> Step:
    """Note that it has reached the admins."""
    asked = incident.asked
    if asked is None or asked.turn != turn:
        return Step(incident)
    return Step(replace(incident, asked=replace(asked, sent=True)))


def failed(incident: Incident, turn: str) -> Step:
    """Let others ask, since this turn has reached nobody."""
    asked = incident.asked
    if asked is None or asked.turn != turn or asked.sent:
        return Step(incident)
    return Step(replace(incident, asked=None))


def given_up(incident: Incident, asker: str) -> Step:
    """Let others ask, since what ``asker`` asked for was not granted."""
    asked = incident.asked
    if asked is None or asked.by.key != asker or asked.seen is not None:
        return Step(incident)
    return Step(replace(incident, asked=None))


def see_to(incident: Incident, by: Actor, asker: Actor, care: Care, now: int) -> Step:
    """Let an admin take what was asked for, from whoever has it; the first one does."""
    asked = incident.asked or Requested(asker, now)
    if not incident.stands or asked.seen is not None:
        return Step(incident)
    return Step(replace(take(incident, by, care, now).incident, asked=replace(asked, seen=by)))
