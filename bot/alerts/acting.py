"""What people do to the incidents of a card. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from bot.alerts.cards import alert
from bot.alerts.errors import TakenBefore
from bot.alerts.incident import Incident, Person, Step
from bot.alerts.memory import State
from bot.alerts.standing import Standing

Act = Callable[[Incident, Standing], Step]


def stepped(
    standing: Standing, key: str, step: Act, *, only: str = "", lost: Collection[str] = ()
) -> State:
    """Change the open incidents of a card, or ``only`` one, but none that is ``lost``."""
    state = standing.state
    changed: Mapping[str, Incident] = {
        each.subject: step(each, standing).incident
        for each in state.about(key)
        if each.closed is None and each.card == key and is_meant(each, only)
        if each.subject not in lost
    }
    incidents = {**state.incidents, **changed}
    if incidents == state.incidents:
        return state
    return replace(state, incidents=incidents, version=state.version + 1)


def marked(state: State, key: str, by: Person) -> State:
    """Have a card looked at, whether it shows what ``by`` has changed."""
    edits = state.edits if key in state.edits else (*state.edits, key)
    return replace(state, edits=edits, edited_by={**state.edited_by, key: by})


def is_meant(incident: Incident, only: str) -> bool:
    """Whether a name means this one; no name means all."""
    return only in {"", incident.subject}


def check_taken(standing: Standing, key: str, by: Person, only: str) -> None:
    """Raise TakenBefore when somebody else has all that was to be taken."""
    meant = [each for each in alert.incidents_on(standing, key) if is_meant(each, only)]
    takers = [each.taken.by for each in meant if each.taken and each.closed is None]
    if takers and all(each.key != by.key for each in takers):
        raise TakenBefore(takers[0].nick or takers[0].key)
