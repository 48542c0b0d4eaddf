"""Put together what is said in one conversation at once, so that many spaces make one message.

Pure. What is due together is given together: all that one sweep has found, all that a night has
held back. The messages come in the order in which they matter, for not all may leave at once (see
:mod:`bot.alerts.rate`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.alerts.incident import Edit, Escalate, Incident, Person, Post, Remind, Step
from bot.drive.fullness import share

SINGLE = 3
"""More spaces than that at once make one card."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A card of its own, or one of many spaces; the cards it ``replaces`` give way to it."""

    key: str
    incidents: tuple[Incident, ...]
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Escalation:
    """A message for the admins' conversation."""

    key: str
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A message that mentions whoever took these, or nobody."""

    key: str
    incidents: tuple[Incident, ...]
    whom: Person | None


Message = Fresh | Escalation | Reminder


@dataclass(frozen=True, slots=True)
class Gathered:
    """Incidents as they are to be remembered, messages to send, and cards to bring up to date."""

    incidents: tuple[Incident, ...]
    messages: tuple[Message, ...]
    edits: tuple[str, ...]


def gather(steps: Sequence[Step], others: Iterable[Incident] = ()) -> Gathered:
    """Gather steps of different incidents; ``others`` are those that are open here besides.

    The same steps give the same names of messages, in whatever order they come.
    """
    steps = sorted(steps, key=lambda step: _worst_first(step.incident))
    posted = [(step.incident, do) for step in steps for do in step.do if isinstance(do, Post)]
    together = _name("group", posted) if len(posted) > SINGLE else None
    after = [_on_card(step, together) for step in steps]
    standing = {each.card for each in (*after, *others) if each.closed is None}
    left = {do.replaces for _, do in posted} - {""}
    fresh = tuple(_fresh(after, posted, standing, together))
    edits = {do.key for step in steps for do in step.do if isinstance(do, Edit)}
    return Gathered(
        incidents=tuple(after),
        messages=(*fresh, *_escalations(steps), *_reminders(steps)),
        edits=tuple(sorted((edits | left & standing) - {each.key for each in fresh})),
    )


def page(incidents: Sequence[Incident], number: int, size: int) -> tuple[Incident, ...]:
    """Give one page of a card of many spaces, the worst first; pages count from 1."""
    ordered = sorted(incidents, key=_worst_first)
    return tuple(ordered[(number - 1) * size : number * size])


def _worst_first(incident: Incident) -> tuple[bool, float, str]:
    full = share(incident.sample.used if incident.sample else None, incident.limit) or 0.0
    return not incident.full, -full, incident.subject


def _on_card(step: Step, together: str | None) -> Incident:
    if together is None or not any(isinstance(do, Post) for do in step.do):
        return step.incident
    return replace(step.incident, card=together)


def _fresh(
    after: Sequence[Incident],
    posted: Sequence[tuple[Incident, Post]],
    standing: set[str],
    together: str | None,
) -> Iterator[Fresh]:
    """Give the fresh messages; a card of many that others still stand on is not replaced."""
    gone = {do.key: {do.replaces} - {""} - standing for _, do in posted}
    if together is not None:
        shown = tuple(each for each in after if each.card == together)
        yield Fresh(together, shown, tuple(sorted(set[str]().union(*gone.values()))))
        return
    for incident, do in posted:
        yield Fresh(do.key, (incident,), tuple(gone[do.key]))


def _escalations(steps: Sequence[Step]) -> Iterator[Escalation]:
    due = [(step.incident, do) for step in steps for do in step.do if isinstance(do, Escalate)]
    if len(due) > SINGLE:
        yield Escalation(_name("escalation", due), tuple(incident for incident, _ in due))
        return
    for incident, do in due:
        yield Escalation(do.key, (incident,))


def _reminders(steps: Sequence[Step]) -> Iterator[Reminder]:
    """Remind everybody once of all that is theirs."""
    due = [(step.incident, do) for step in steps for do in step.do if isinstance(do, Remind)]
    for whom in dict.fromkeys(do.whom for _, do in due):
        theirs = [(incident, do) for incident, do in due if do.whom == whom]
        key = theirs[0][1].key if len(theirs) == 1 else _name("reminder", theirs)
        yield Reminder(key, tuple(incident for incident, _ in theirs), whom)


def _name(kind: str, of: Iterable[tuple[Incident, Post | Escalate | Remind]]) -> str:
    keys = "\n".join(sorted(do.key for _, do in of))
    return f"{kind}:{sha256(keys.encode()).hexdigest()[:24]}"
