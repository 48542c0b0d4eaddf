"""Decide what one conversation is told, from what the watch knows. Pure: no clock, no storage."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.alerts.drawn import drawn, looks_other
from bot.alerts.gather import gather
from bot.alerts.hours import Care
from bot.alerts.incident import (
    Edit,
    Incident,
    Step,
    begin,
    hear,
    lose,
    pass_time,
)
from bot.alerts.memory import State
from bot.alerts.subscription import Placement
from bot.quota.observations.model import Observation
from bot.quota.policy import Overrides, Policy
from bot.quota.rules import NOTHING_KNOWN, Odd, Resolved, RuleState, Transition, full, judge
from bot.quota.samples import HOUR, ORGANISATION

FRESH = HOUR
"""A placement that is older, and of which nothing is remembered, has lost its memory."""

SELDOM = 6 * HOUR
"""A card is painted anew no sooner where nobody looked and no level was crossed."""

UNBELIEVED = ("negative", "absurd")
"""What only the watch can tell, since it hands on no numbers that cannot be."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A conversation after new looks, and what is remembered of the spaces that were judged."""

    state: State
    knowns: Mapping[str, RuleState]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What is known of one space now, and what is worth telling of it."""

    known: RuleState
    transitions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class Court:
    """What one conversation is judged by, at one moment (milliseconds since 1970).

    ``asked`` tells that somebody has just looked, or has changed something: then cards are to show
    the same at once. Otherwise they are painted anew for a few percent more only now and then.
    Spaces that are ``unread`` are known to be there, and nothing else of them.
    """

    placement: Placement
    overrides: Overrides
    care: Care
    now: int
    asked: bool = False
    unread: frozenset[str] = frozenset()

    def judged(
        self, state: State, seen: Mapping[str, Observation], knowns: Mapping[str, RuleState]
    ) -> Judged:
        """Take in what the watch has seen since, and the time that has passed."""
        told = {
            name: each
            for name, each in seen.items()
            if self.placement.alerts and self.placement.shows(each)
        }
        heard = dict(self._heard(told, knowns))
        forgot = not knowns and self.placement.at + FRESH < self.now
        steps = dict(
            self._steps(state, told, heard, forgot=forgot, is_full=self._is_full(heard, knowns))
        )
        others = [each for name, each in state.incidents.items() if name not in steps]
        after = state.gathered(gather(list(steps.values()), others), self.now)
        named = {name: told[name].name for name in after.incidents if name in told}
        after = replace(after, names={**state.names, **named})
        return Judged(after, {name: each.known for name, each in heard.items()})

    def policy(self, space_id: str) -> Policy:
        """Give the levels that hold here for a space."""
        return self.overrides.policy(space_id, self.placement.override)

    def _is_full(self, heard: Mapping[str, _Heard], knowns: Mapping[str, RuleState]) -> bool:
        """Tell whether the organisation has no room left: then its spaces wait in silence."""
        latest = heard.get(ORGANISATION)
        known = latest.known if latest else knowns.get(ORGANISATION)
        return known is not None and full(known, self.policy(ORGANISATION))

    def _heard(
        self, seen: Mapping[str, Observation], knowns: Mapping[str, RuleState]
    ) -> Iterator[tuple[str, _Heard]]:
        """Judge what was looked at since; the organisation first, for it may silence the rest."""
        silenced = False
        for name in sorted(seen, key=lambda each: each != ORGANISATION):
            known, each = knowns.get(name, NOTHING_KNOWN), seen[name]
            policy, at = self.policy(name), each.sample.at
            verdict = judge(known, each.sample, policy, at, silenced=silenced)
            if name == ORGANISATION:
                silenced = full(verdict.known, policy)
            if verdict.known != known:
                yield (
                    name,
                    _Heard(verdict.known, (*verdict.transitions, *_unbelieved(each, known))),
                )

    def _steps(
        self,
        state: State,
        seen: Mapping[str, Observation],
        heard: Mapping[str, _Heard],
        *,
        forgot: bool,
        is_full: bool,
    ) -> Iterator[tuple[str, Step]]:
        for name in (*heard, *(state.incidents.keys() - heard.keys())):
            incident = state.incidents.get(name)
            if incident is not None and name not in seen:
                if name not in self.unread:
                    yield name, lose(incident, self.now)
                continue
            transitions = heard[name].transitions if name in heard else ()
            step = self._step(incident, name, transitions, forgot=forgot)
            if step is not None:
                waits = is_full and name != ORGANISATION
                renamed = state.names.get(name, seen[name].name) != seen[name].name
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
            step = self._told(step, name, transition, forgot=forgot)
        return step

    def _later(self, step: Step) -> Step:
        """Let time pass."""
        later = pass_time(step.incident, self.care, self.now)
        return Step(later.incident, (*step.do, *later.do))

    def _told(
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
        limit = self.policy(step.incident.subject).limit(seen.sample.quota)
        return replace(step, incident=replace(step.incident, sample=seen.sample, limit=limit))

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


def _unbelieved(seen: Observation, known: RuleState) -> Iterator[Odd]:
    """Give the oddities that the watch has met since this conversation was judged last."""
    since = known.looked or seen.first
    for oddity in seen.known.odd:
        if oddity.kind in UNBELIEVED and oddity.since > since:
            yield Odd(oddity.kind, seen.sample, known.sample)
