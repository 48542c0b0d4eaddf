"""Messages about what fills up that are not its live card: reminders, letters to admins, trends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.alerts.cards.actions import (
    ALL,
    SeeToIt,
)
from bot.alerts.cards.alert import incidents_on
from bot.alerts.cards.rows import (
    age_of,
    brief,
    first_of,
    growth_of,
    headline_of,
    in_order,
    names_of,
    place_of,
    row_of,
    which_of,
)
from bot.alerts.incident import Actor, Incident
from bot.alerts.memory import Outgoing, Situation
from bot.alerts.subscription import Subscription
from bot.cards import Card


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's mediaId, or ``why`` there is none: too short a ``history``, no ``allowance`` left
    for an upload, or a ``failure``.
    """

    media_id: str = ""
    why: Literal["", "history", "allowance", "failure"] = ""


def reminder_of(situation: Situation, outgoing: Outgoing) -> Card:
    """Remind somebody, or everybody if nobody took it."""
    incidents = meant_by(situation, outgoing)
    took = bool(outgoing.whom) and any(
        each.taken is not None and each.taken.by.key == outgoing.whom for each in incidents
    )
    data = {
        "whom": outgoing.nick or outgoing.whom,
        "took": took,
        "rows": [brief(each, situation) for each in incidents],
        "at": age_of(incidents),
        **first_of(incidents, situation),
    }
    return Card("alert_reminder", data)


def escalation_of(situation: Situation, outgoing: Outgoing) -> Card:
    """Tell the admins what nobody has cleared."""
    incidents = meant_by(situation, outgoing)
    rows = [brief(each, situation) for each in incidents]
    first = first_of(incidents, situation)
    data = {"rows": rows, "at": age_of(incidents), **first, **place_of(situation.subscription)}
    return Card("alert_escalation", data)


def trend_of(incident: Incident, situation: Situation, picture: Picture) -> Card:
    """Show how a space has grown, with the picture of it or why there is none."""
    row = row_of(incident, situation)
    named = ("name", "organisation", "state", "used", "quota", "ratio", "soft", "at")
    data = {name: row[name] for name in named}
    growth = growth_of(incident, situation)
    top = {**headline_of(incident, situation), "full": growth and growth["full"]}
    drawn = {"picture": picture.media_id, "why": picture.why}
    return Card("alert_trend", {**data, "top": top, "growth": growth, **drawn})


def room_request_of(situation: Situation, key: str, by: Actor, only: str = "") -> Card:
    """Ask the admins for more room, for all that a card shows or for one of them; whoever of them
    sees to it first takes it where it was told, from whoever has it.
    """
    incidents = [each for each in incidents_on(situation, key) if only in {"", each.subject}]
    seen = [each.asked.seen for each in incidents if each.asked and each.asked.seen]
    holders = [each.taken.by for each in incidents if each.taken]
    is_open = any(each.stands and not (each.asked and each.asked.seen) for each in incidents)
    rows = [{**brief(each, situation), "growth": growth_of(each, situation)} for each in incidents]
    data = {
        "by": by.nick or by.key,
        "rows": rows,
        "at": age_of(incidents),
        "seers": names_of(seen),
        "takers": names_of(holders) if is_open else [],
        **place_of(situation.subscription),
    }
    which = which_of(incidents[0]) if len(incidents) == 1 else ALL
    see_to = SeeToIt(situation.id, key, by.key, by.nick, only, which)
    return Card("alert_room", data, {"see": see_to} if is_open else {})


def refusal_of(subscription: Subscription, since: int, code: str, *, edits: bool = False) -> Card:
    """Tell the admins that a conversation takes no messages, or no ``edits`` of its cards."""
    data = {"since": since, "code": code, "edits": edits, **place_of(subscription)}
    return Card("alert_refused", data)


def lost_of(names: Sequence[str], *, ended: bool, by: str = "") -> Card:
    """Say which spaces are told of no more, since a member, or ``by`` who chose them, does not see
    them; ``ended`` if there is none left.
    """
    return Card("alert_lost", {"names": list(names), "ended": ended, "by": by})


def meant_by(situation: Situation, outgoing: Outgoing) -> tuple[Incident, ...]:
    """Give the incidents of a message as they are now, also those that have ended meanwhile."""
    ended = {each.subject: each for each in situation.memory.past}
    found = [
        situation.memory.incidents.get(subject) or ended.get(subject)
        for subject in outgoing.subjects
    ]
    return in_order(each for each in found if each is not None)
