"""What a command about alerts means of what is open in a conversation, and how an answer says it.

Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.alerts.cards.alert import ALL, WHOLE, open_incidents
from bot.alerts.cards.rows import name_of
from bot.alerts.errors import NoAlertOf, NothingOpen
from bot.alerts.incident import Incident
from bot.alerts.memory import Situation
from bot.drive.naming import find
from bot.drive.spaces import Space
from bot.errors import MissingArgument, NoSuchSpace
from bot.language import Which, normalise
from bot.quota.samples import ORGANISATION

WHICH_ONE = "There are several open alerts here. Which space? Send its name."
WHICH = Which("space")
_ALL = frozenset({ALL, "全部", "所有", "everything"})
_WHOLE = frozenset(
    {WHOLE, "organization", "the organisation", "total capacity", "组织", "整个组织", "组织容量"}
)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a command is about: ``only`` one subject of a card, or all that stands on some cards."""

    incidents: tuple[Incident, ...]
    only: str = ""

    @property
    def cards(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.card for each in self.incidents))


def meant_by(which: str, situation: Situation, listed: Sequence[str] | None = None) -> Meant:
    """Find what somebody means by a number or a name; nothing is needed where one card stands.

    Who names one means that one, whatever else stands on its card.

    Numbers are those of ``alert open``, or those ``listed`` by the question that is being answered.
    Raises NothingOpen, MissingArgument, NoAlertOf and AmbiguousSpace.
    """
    known = {each.subject: each for each in open_incidents(situation) if each.stands}
    if not known:
        raise NothingOpen
    cards = {each.card for each in known.values()}
    if is_all(which) or (not which and len(cards) == 1):
        return Meant(tuple(known.values()))
    if not which:
        meant = names(known.values(), situation)
        raise MissingArgument(WHICH.name, WHICH_ONE, meant, all_too=True)
    numbered = tuple(known) if listed is None else listed
    spaces = [as_space(each, situation) for each in known.values()]
    try:
        found = find(as_named(which), spaces, numbered)
    except NoSuchSpace as none:
        raise NoAlertOf(none.asked, none.near) from none
    return Meant((known[found.id],), only=found.id)


def is_all(which: str) -> bool:
    """Whether a word means all there is."""
    return normalise(which) in _ALL


def as_named(which: str) -> str:
    """Give what the organisation is called here, where a word means it."""
    return WHOLE if normalise(which) in _WHOLE else which


def names(incidents: Iterable[Incident], situation: Situation) -> tuple[str, ...]:
    """Give what people call these."""
    return tuple(as_space(each, situation).name for each in incidents)


def as_space(incident: Incident, situation: Situation) -> Space:
    """Make of an incident what is found by its name."""
    name = name_of(incident, situation) or WHOLE
    used = incident.sample.used if incident.sample else None
    return Space(incident.subject, name, "org", used, incident.limit)


def facts_of(meant: Meant, situation: Situation) -> dict[str, object]:
    """Describe what a command was about, as ``alert_done`` says it."""
    incident = meant.incidents[0]
    return {
        "name": name_of(incident, situation),
        "organisation": incident.subject == ORGANISATION,
        "others": len(meant.incidents) - 1,
        "more": len(meant.incidents) - 1,
        "cards": len(meant.cards),
        "until": incident.snoozed.until if incident.snoozed else None,
        "people": (),
        "taken_from": (),
        "before": None,
    }
