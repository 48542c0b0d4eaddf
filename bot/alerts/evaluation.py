"""Decide what one conversation is told, from what the watch knows. Pure: no clock, no storage.

What is due together is told together, so that many spaces make one message: all that one sweep has
found, all that a night has held back. The messages come in the order in which they matter, for not
all may leave at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from bot.alerts.ending import released
from bot.alerts.hours import Care
from bot.alerts.incident import Actor, Incident
from bot.alerts.incident_steps import (
    Edit,
    Escalate,
    Notify,
    Remind,
    Step,
    begin,
    hear,
    lose,
    pass_time,
)
from bot.alerts.memory import PAST_KEPT, Memory, Outgoing
from bot.alerts.repaint import SELDOM, drawn, looks_other
from bot.alerts.subscription import Subscription
from bot.drive.fullness import share
from bot.quota.crossings import NOTHING_KNOWN, Odd, Resolved, RuleState, Transition, full, judge
from bot.quota.limits import Limits, Overrides, level_above
from bot.quota.observations.model import Observation
from bot.quota.samples import ORGANISATION, Sample
from bot.times.spans import HOUR, WEEK

FRESH = HOUR
"""A subscription that is older, and of which nothing is remembered, has lost its memory."""

UNBELIEVED = ("negative", "absurd")
"""What only the watch can tell, since it hands on no numbers that cannot be."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A conversation after new looks, and what is remembered of the spaces that were judged."""

    memory: Memory
    knowns: Mapping[str, RuleState]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is known of one space now, and what is worth telling of it."""

    known: RuleState
    transitions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class Evaluator:
    """What one conversation is judged by, at one moment (milliseconds since 1970).

    ``asked`` tells that somebody has just looked, or has changed something: then cards are to show
    the same at once. Otherwise they are painted anew for a few percent more only now and then.
    Of ``unread`` spaces only that they are there is known; ``cleared`` are bytes that the bot took
    out of some at somebody's wish since.
    """

    subscription: Subscription
    overrides: Overrides
    care: Care
    now: int
    asked: bool = False
    unread: frozenset[str] = frozenset()
    cleared: Mapping[str, int] = field(default_factory=dict)

    def evaluated(
        self, memory: Memory, seen: Mapping[str, Observation], knowns: Mapping[str, RuleState]
    ) -> Evaluation:
        """Take in what the watch has seen since, and the time that has passed."""
        memory = released(memory, self.subscription.alerts_of, self.now)
        visible = {
            name: each
            for name, each in seen.items()
            if self.subscription.alerts and self.subscription.shows(each)
        }
        judged = dict(self._judged(visible, knowns))
        forgot = not knowns and self.subscription.at + FRESH < self.now
        steps = dict(
            self._steps(
                memory, visible, judged, forgot=forgot, is_full=self._is_full(judged, knowns)
            )
        )
        others = [each for name, each in memory.incidents.items() if name not in steps]
        after = remembered(memory, gather(list(steps.values()), others), self.now)
        named = {name: visible[name].name for name in after.incidents if name in visible}
        after = replace(after, names={**memory.names, **named})
        # What comes back into sight begins anew.
        lost = {each.incident.subject for each in steps.values() if "missing" in each.incident.odd}
        forgotten = dict.fromkeys(lost - visible.keys(), NOTHING_KNOWN)
        known = {name: each.known for name, each in judged.items()}
        return Evaluation(after, {**known, **forgotten})

    def limits(self, space_id: str) -> Limits:
        """Give the levels that hold here for a space."""
        return self.overrides.limits(space_id, self.subscription.override)

    def _is_full(self, judged: Mapping[str, _Judged], knowns: Mapping[str, RuleState]) -> bool:
        """Tell whether the organisation has no room left: then its spaces wait in silence."""
        latest = judged.get(ORGANISATION)
        known = latest.known if latest else knowns.get(ORGANISATION)
        return known is not None and full(known, self.limits(ORGANISATION))

    def _judged(
        self, seen: Mapping[str, Observation], knowns: Mapping[str, RuleState]
    ) -> Iterator[tuple[str, _Judged]]:
        """Judge what was looked at since; the organisation first, for it may silence the rest."""
        silenced = False
        for name in sorted(seen, key=lambda each: each != ORGANISATION):
            known, each = knowns.get(name, NOTHING_KNOWN), seen[name]
            limits, after, found = self.limits(name), known, list[Transition]()
            wished = self.cleared.get(name, 0)
            for sample in _since(known, each):
                verdict = judge(after, sample, limits, sample.at, silenced=silenced, cleared=wished)
                after = verdict.known
                found += verdict.transitions
            if name == ORGANISATION:
                silenced = full(after, limits)
            if after != known:
                yield name, _Judged(after, (*found, *_unbelieved(each, known)))

    def _steps(
        self,
        memory: Memory,
        seen: Mapping[str, Observation],
        judged: Mapping[str, _Judged],
        *,
        forgot: bool,
        is_full: bool,
    ) -> Iterator[tuple[str, Step]]:
        for name in (*judged, *(memory.incidents.keys() - judged.keys())):
            incident = memory.incidents.get(name)
            if incident is not None and name not in seen:
                if name not in self.unread:
                    yield name, lose(incident, self.now)
                continue
            transitions = judged[name].transitions if name in judged else ()
            step = self._step(incident, name, transitions, forgot=forgot)
            if step is not None:
                waits = is_full and name != ORGANISATION
                renamed = memory.names.get(name, seen[name].name) != seen[name].name
                step = self._renewed(step if waits else self._later(step), seen[name])
                yield name, self._painted(step, renamed=renamed)

    def _step(
        self,
        incident: Incident | None,
        name: str,
        transitions: Iterable[Transition],
        *,
        forgot: bool,
    ) -> Step | None:
        """Let an incident hear what is told; None where there is none, before and after."""
        step: Step | None = None if incident is None else Step(incident)
        for transition in transitions:
            step = self._advanced(step, name, transition, forgot=forgot)
        return step

    def _later(self, step: Step) -> Step:
        """Let time pass."""
        later = pass_time(step.incident, self.care, self.now)
        return Step(later.incident, (*step.do, *later.do))

    def _advanced(
        self, before: Step | None, name: str, transition: Transition, *, forgot: bool
    ) -> Step | None:
        if before is not None:
            after = hear(before.incident, transition, self.care, self.now)
            return Step(after.incident, (*before.do, *after.do))
        if isinstance(transition, Resolved):
            return None
        # What may have been told before is told all the same, and the doubt with it.
        return begin(name, transition, self.care, self.now, doubtful=forgot)

    def _renewed(self, step: Step, seen: Observation) -> Step:
        """Keep the newest numbers with an open incident."""
        if step.incident.closed is not None:
            return step
        limit = self.limits(step.incident.subject).limit(seen.sample.quota)
        incident = replace(step.incident, sample=seen.sample, limit=limit)
        return replace(step, incident=naming_level(incident, self.limits(incident.subject)))

    def _painted(self, step: Step, *, renamed: bool) -> Step:
        """Have the card painted anew where it would look other: each time costs a call."""
        incident, shown = step.incident, step.incident.shown
        if incident.closed is not None or not incident.card:
            return step
        if step.do or shown is None:
            return replace(step, incident=drawn(incident, self.now))
        is_time = self.asked or self.now - shown.at >= SELDOM
        if not (renamed or (is_time and looks_other(incident))):
            return step
        return Step(drawn(incident, self.now), (Edit(incident.card),))


def naming_level(incident: Incident, limits: Limits) -> Incident:
    """Keep with a snooze until the next level which one that is by now."""
    asleep, level, limit = incident.snoozed, incident.level, incident.limit
    if asleep is None or asleep.until is not None or level is None or not limit:
        return incident
    return replace(
        incident, snoozed=replace(asleep, level=level_above(level, limits.levels, limit))
    )


def _since(known: RuleState, seen: Observation) -> Iterator[Sample]:
    """Give what looks have shown since a conversation was judged: of two in between that have found
    the same numbers both count, or what was left would wait for the next look, maybe an hour.
    """
    first, last = seen.same, seen.sample
    if (known.looked or first) < first < last.at:
        yield replace(last, at=first)
    yield last


def _unbelieved(seen: Observation, known: RuleState) -> Iterator[Odd]:
    """Give the oddities that the watch has met since this conversation was judged last."""
    since = known.looked or seen.first
    for oddity in seen.known.odd:
        if oddity.kind in UNBELIEVED and oddity.since > since:
            yield Odd(oddity.kind, seen.sample, known.sample)


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
    whom: Actor | None


Notification = Fresh | Escalation | Reminder


@dataclass(frozen=True, slots=True)
class Gathered:
    """Incidents as they are to be remembered, messages to send, and cards to bring up to date."""

    incidents: tuple[Incident, ...]
    notifications: tuple[Notification, ...]
    edits: tuple[str, ...]


def gather(steps: Sequence[Step], others: Iterable[Incident] = ()) -> Gathered:
    """Gather steps of different incidents; ``others`` are those that are open here besides.

    The same steps give the same names of messages, in whatever order they come.
    """
    steps = sorted(steps, key=lambda step: _worst_first(step.incident))
    posted = [(step.incident, do) for step in steps for do in step.do if isinstance(do, Notify)]
    together = _name("group", posted) if len(posted) > SINGLE else None
    after = [_on_card(step, together) for step in steps]
    in_use = {each.card for each in (*after, *others) if each.closed is None}
    left = {do.replaces for _, do in posted} - {""}
    fresh = tuple(_fresh(after, posted, in_use, together))
    edits = {do.key for step in steps for do in step.do if isinstance(do, Edit)}
    return Gathered(
        incidents=tuple(after),
        notifications=(*fresh, *_escalations(steps), *_reminders(steps)),
        edits=tuple(sorted((edits | left & in_use) - {each.key for each in fresh})),
    )


def page(incidents: Sequence[Incident], number: int, size: int) -> tuple[Incident, ...]:
    """Give one page of a card of many spaces, the worst first; pages count from 1."""
    ordered = sorted(incidents, key=_worst_first)
    return tuple(ordered[(number - 1) * size : number * size])


def _worst_first(incident: Incident) -> tuple[bool, float, str]:
    full = share(incident.sample.used if incident.sample else None, incident.limit) or 0.0
    return not incident.full, -full, incident.subject


def _on_card(step: Step, together: str | None) -> Incident:
    if together is None or not any(isinstance(do, Notify) for do in step.do):
        return step.incident
    return replace(step.incident, card=together)


def _fresh(
    after: Sequence[Incident],
    posted: Sequence[tuple[Incident, Notify]],
    in_use: set[str],
    together: str | None,
) -> Iterator[Fresh]:
    """Give the fresh messages; a card of many that others still stand on is not replaced."""
    gone = {do.key: {do.replaces} - {""} - in_use for _, do in posted}
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


def _name(kind: str, of: Iterable[tuple[Incident, Notify | Escalate | Remind]]) -> str:
    keys = "\n".join(sorted(do.key for _, do in of))
    return f"{kind}:{sha256(keys.encode()).hexdigest()[:24]}"


def remembered(memory: Memory, gathered: Gathered, now: int) -> Memory:
    """Take in what was decided: incidents, messages to send, cards to paint."""
    open_ = dict(memory.incidents)
    past = [each for each in memory.past if (each.closed or 0) > now - WEEK]
    for incident in gathered.incidents:
        if incident.closed is None:
            open_[incident.subject] = incident
        else:
            open_.pop(incident.subject, None)
            past.append(incident)
    parcels = tuple(_outgoing(notification) for notification in gathered.notifications)
    shown = {each.key: each.subjects for each in parcels if each.kind == "fresh"}
    painted = {
        *memory.edits,
        *gathered.edits,
        *(key for each in parcels for key in each.replaces),
    }
    return replace(
        memory,
        incidents=open_,
        past=tuple(past[-PAST_KEPT:]),
        cards=_kept({**memory.cards, **shown}, open_, past),
        parcels=(*memory.parcels, *parcels),
        edits=tuple(sorted(painted - set(shown))),
        version=memory.version + 1,
    )


def _outgoing(notification: Notification) -> Outgoing:
    subjects = tuple(each.subject for each in notification.incidents)
    match notification:
        case Fresh():
            return Outgoing("fresh", notification.key, subjects, notification.replaces)
        case Escalation():
            return Outgoing("escalation", notification.key, subjects)
        case Reminder(whom=whom):
            by = (whom.key, whom.nick) if whom else ("", "")
            return Outgoing("reminder", notification.key, subjects, (), *by)


def _kept(
    cards: Mapping[str, tuple[str, ...]], open_: Mapping[str, Incident], past: list[Incident]
) -> dict[str, tuple[str, ...]]:
    """Forget the cards that no incident stands on any more."""
    in_use = {each.card for each in (*open_.values(), *past)}
    return {key: subjects for key, subjects in cards.items() if key in in_use}
