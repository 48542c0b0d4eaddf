"""Whatever happens to an incident, in any order, the promises about its messages hold."""

from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.hours import Care, Hours, Quiet
from bot.alerts.incident import Actor, Incident, Until
from bot.alerts.incident_steps import (
    Do,
    Edit,
    Escalate,
    Notify,
    Remind,
    Step,
    begin,
    give_back,
    hear,
    pass_time,
    snooze,
    take,
)
from bot.quota.crossings import (
    NOTHING_KNOWN,
    Crossed,
    Odd,
    Resolved,
    RuleState,
    Transition,
    Worse,
    judge,
)
from bot.quota.limits import Free, Limits, Percent
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR, MINUTE
from tests.bot.alerts.test_hours import at

GIB = 1 << 30
LIMIT = 100 * GIB
PEOPLE = (Actor("staff01", "Ann"), Actor("manager01", "Bob"))
POLICIES = (Limits(), Limits(levels=(Percent(50), Free(5 * GIB))), Limits(levels=(Percent(90),)))

CARES = st.builds(
    Care,
    st.builds(
        Hours,
        st.sampled_from(("Asia/Shanghai", "Europe/Berlin")),
        st.sampled_from((None, Quiet(time(22), time(8)), Quiet(time(1), time(2, 30)))),
        st.frozensets(st.dates(date(2026, 3, 20), date(2026, 4, 10)), max_size=5),
    ),
    st.sampled_from((HOUR, DAY, 3 * DAY)),
)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("look"), st.integers(40, 104)),
        st.tuples(st.just("look"), st.integers(88, 101)),
        st.tuples(st.just("miss"), st.just(0)),
        st.tuples(st.just("wait"), st.sampled_from((MINUTE, HOUR, 7 * HOUR, DAY, 4 * DAY))),
        st.tuples(st.just("take"), st.sampled_from(PEOPLE)),
        st.tuples(st.just("give back"), st.just(0)),
        st.tuples(st.just("snooze"), st.sampled_from(get_args(Until))),
    ),
    min_size=5,
    max_size=60,
)


@dataclass
class World:
    """One space, looked at and looked after, and the messages of its incidents."""

    limits: Limits
    care: Care
    now: int = at("2026-03-27 20:00", "Europe/Berlin")
    known: RuleState = NOTHING_KNOWN
    incident: Incident | None = None
    risen: bool = False
    rings: int = 0
    keys: set[str] = field(default_factory=set)

    def happen(self, what: str, value: object) -> None:
        match what, value:
            case "look", int(percent):
                self.now += HOUR
                self.look(Sample(self.now, percent * GIB, LIMIT))
            case "miss", _:
                self.now += HOUR
                self.look(None)
            case "wait", int(millis):
                self.wait(millis)
            case _:
                self.press(what, value)

    def look(self, sample: Sample | None) -> None:
        self.wait(0)
        verdict = judge(self.known, sample, self.limits, self.now)
        self.known = verdict.known
        for transition in verdict.transitions:
            self.hear(transition)

    def hear(self, transition: Transition) -> None:
        open_one = self.incident if self.incident and self.incident.closed is None else None
        if open_one is not None:
            step = hear(open_one, transition, self.care, self.now)
        elif isinstance(transition, Resolved):
            return
        else:
            step = begin("s1", transition, self.care, self.now)
        if not isinstance(transition, Odd):
            self.rings = 0
        if isinstance(transition, Crossed | Worse):
            self.risen = True
            assert not transition.full or isinstance(step.do[0], Notify), (
                "what is full is told at once"
            )
        if isinstance(transition, Odd) and open_one is None:
            self.risen = True
        self.take_in(step)

    def press(self, what: str, value: object) -> None:
        if self.incident is None:
            return
        match what, value:
            case "take", Actor() as person:
                step = take(self.incident, person, self.care, self.now)
            case "snooze", ("hour" | "morning" | "level") as until:
                step = snooze(self.incident, PEOPLE[0], until, self.care, self.now)
            case _:
                step = give_back(self.incident, self.care, self.now)
        assert all(isinstance(each, Edit) for each in step.do), "a press rings no phones"
        if step.incident != self.incident:
            self.rings = 0
        self.take_in(step)

    def wait(self, millis: int) -> None:
        end = self.now + millis
        while self.incident and self.incident.wakes is not None and self.incident.wakes <= end:
            self.now = max(self.now, self.incident.wakes)
            step = pass_time(self.incident, self.care, self.now)
            assert step.incident != self.incident, "it wakes, and sleeps on"
            for each in step.do:
                assert isinstance(each, Edit) or self.care.hours.heard(self.now) == self.now
            self.take_in(step)
        self.now = end

    def take_in(self, step: Step) -> None:
        closed_before = self.incident is not None and self.incident.closed is not None
        if closed_before and self.incident and step.incident.opened == self.incident.opened:
            assert step.do == (), "what is over sends nothing more"
        for each in step.do:
            self.check(each, step.incident)
        self.incident = step.incident

    def check(self, do: Do, after: Incident) -> None:
        match do:
            case Notify(key=key):
                assert self.risen, "a fresh message, and nothing got worse"
                assert after.card == key
                self.risen = False
                self.fresh(key)
            case Remind(key=key) | Escalate(key=key):
                self.rings += 1
                assert self.rings <= 2, "reminded and escalated again, and nothing changed"
                self.fresh(key)
            case Edit(key=key):
                assert key in self.keys, "a card is edited that was never sent"

    def fresh(self, key: str) -> None:
        assert key not in self.keys
        self.keys.add(key)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(POLICIES), CARES, EVENTS)
def test_the_promises_hold(limits: Limits, care: Care, events: list[tuple[str, object]]) -> None:
    world = World(limits, care)
    for what, value in events:
        world.happen(what, value)

    world.wait(60 * DAY)
    incident = world.incident
    if incident is not None and incident.closed is None:
        assert incident.held is None, "something still waits to be told"
        asleep = incident.snoozed is not None and incident.snoozed.until is None
        assert asleep or incident.stage == "escalated", "in the end the admins know"
        assert asleep or incident.card


@settings(max_examples=100, deadline=None)
@given(CARES, EVENTS)
def test_steps_taken_again_change_nothing_more(
    care: Care, events: list[tuple[str, object]]
) -> None:
    """A turn that runs twice starts from what was stored; a look that is heard twice tells once."""
    world = World(Limits(), care)
    for what, value in events:
        world.happen(what, value)
        incident = world.incident
        if incident is None or incident.level is None or incident.sample is None:
            continue
        again = Crossed(incident.level, incident.sample, incident.limit or LIMIT, None)
        step = hear(incident, again, care, world.now)
        assert step.incident == replace(incident, limit=step.incident.limit)
        assert not any(isinstance(each, Notify) for each in step.do)
