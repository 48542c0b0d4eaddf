"""What a command about alerts means of what is open in a conversation, and how an answer says it.

Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.alerts.cards.alert import incidents_on, open_incidents
from bot.alerts.cards.rows import WHOLE, name_of
from bot.alerts.errors import NoAlertOf, NothingOpen
from bot.alerts.incident import Incident
from bot.alerts.memory import Situation
from bot.drive.naming import find
from bot.drive.spaces import Space
from bot.errors import AmbiguousSpace, MissingArgument, NoSuchSpace
from bot.language import Which, is_all, normalise
from bot.quota.samples import ORGANISATION

WHICH_ONE = "There are several open alerts here. Which space? Send its name."
WHICH = Which("space")
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

    Numbers are those of ``alert open`` and of the cards of several, so that it is asked which one
    is meant where they differ; or those ``listed`` by the question that is being answered. Raises
    NothingOpen, MissingArgument, NoAlertOf and AmbiguousSpace.
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
    spaces = [as_space(each, situation) for each in known.values()]
    found = _found(as_named(which), spaces, _numberings(situation) if listed is None else [listed])
    return Meant((known[found.id],), only=found.id)


def _found(which: str, spaces: Sequence[Space], numberings: Sequence[Sequence[str]]) -> Space:
    """Find one by any of the orders in which they were numbered; a number may mean two."""
    found, none = dict[str, Space](), None
    for numbered in numberings:
        try:
            space = find(which, spaces, numbered)
        except NoSuchSpace as missing:
            none = none or missing
        else:
            found[space.id] = space
    if len(found) > 1:
        raise AmbiguousSpace(
            which, tuple((each.id, each.name, each.used) for each in found.values())
        )
    if not found:
        raise NoAlertOf(none.asked, none.near) if none else NoAlertOf(which)
    return next(iter(found.values()))


def _numberings(situation: Situation) -> list[tuple[str, ...]]:
    """Give the orders in which what is open is numbered for people to see."""
    several = [key for key, subjects in situation.memory.cards.items() if len(subjects) > 1]
    shown = [open_incidents(situation), *(incidents_on(situation, key) for key in several)]
    return [tuple(each.subject for each in numbered) for numbered in shown]


def notified_last(situation: Situation | None) -> str:
    """Give the spaceId of the alert that a conversation was shown last and that is not over yet;
    empty for none, and where that card is of several spaces or of the organisation.
    """
    if situation is None:
        return ""
    standing = [each for each in situation.memory.incidents.values() if each.stands]
    last = max(standing, key=_notified_at, default=None)
    if last is None or last.subject == ORGANISATION:
        return ""
    is_alone = sum(each.card == last.card for each in standing) == 1
    return last.subject if is_alone else ""


def _notified_at(incident: Incident) -> int:
    return max(incident.shown.at if incident.shown else 0, incident.opened)


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
        "level": None,
        "people": (),
        "taken_from": (),
        "before": None,
    }
