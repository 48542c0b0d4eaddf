"""What one conversation is told, from what the watch knows. No storage, no clock."""

from collections.abc import Mapping
from dataclasses import replace

from bot.alerts.evaluation import Evaluation, Evaluator
from bot.alerts.incident import Actor, Taken
from bot.alerts.incident_steps import take
from bot.alerts.memory import Memory
from bot.alerts.subscription import Subscription
from bot.messages import Conversation
from bot.quota.crossings import RuleState
from bot.quota.limits import Limits, Override, Overrides, Percent
from bot.quota.observations.model import Observation, looked
from bot.quota.samples import ORGANISATION, Sample
from bot.times.spans import DAY, HOUR

GIB = 1 << 30
NOON = 20_045 * DAY + 4 * HOUR
"""A Tuesday in China, midday."""
HERE = Subscription(Conversation("cid", "group", "Team"), "Bob", NOON)
ANN = Actor("staff01", "Ann")
ZONE = "Asia/Shanghai"


def seen(name: str, used: int, at: int = NOON, quota: int | None = 100 * GIB) -> Observation:
    return Observation(name, f"Space {name}", Sample(at, used * GIB, quota), NOON - DAY)


def evaluated(
    memory: Memory,
    *spaces: Observation,
    knowns: Mapping[str, RuleState] | None = None,
    subscription: Subscription = HERE,
    overrides: Overrides | None = None,
    now: int = NOON,
) -> Evaluation:
    evaluator = Evaluator(subscription, overrides or Overrides({}), subscription.care(ZONE), now)
    return evaluator.evaluated(memory, {each.space_id: each for each in spaces}, knowns or {})


def after_a_calm_look(*names: str, at: int = NOON - HOUR) -> dict[str, RuleState]:
    return dict(evaluated(Memory(), *(seen(name, 10, at) for name in names)).knowns)


def kinds(memory: Memory) -> list[str]:
    return [outgoing.kind for outgoing in memory.parcels]


def test_a_level_makes_one_message_with_its_numbers() -> None:
    found = evaluated(Memory(), seen("1", 91), knowns=after_a_calm_look("1"))

    (outgoing,) = found.memory.parcels
    incident = found.memory.incidents["1"]
    assert (outgoing.kind, outgoing.subjects) == ("fresh", ("1",))
    assert (incident.level, incident.limit, incident.doubtful) == (Percent(90), 100 * GIB, False)
    assert found.memory.cards == {incident.card: ("1",)}
    assert found.memory.names == {"1": "Space 1"}


def test_the_same_look_judged_again_says_nothing_new() -> None:
    first = evaluated(Memory(), seen("1", 91), knowns=after_a_calm_look("1"))
    again = evaluated(first.memory, seen("1", 91), knowns=after_a_calm_look("1"))

    assert again.memory.parcels == first.memory.parcels
    assert evaluated(first.memory, seen("1", 91), knowns=first.knowns).knowns == {}


def test_with_the_memory_lost_it_is_told_and_marked() -> None:
    old = replace(HERE, at=NOON - DAY)
    found = evaluated(Memory(), seen("1", 91), subscription=old)

    assert found.memory.incidents["1"].doubtful


def test_what_stands_above_a_level_when_it_is_placed_is_told_without_a_doubt() -> None:
    assert not evaluated(Memory(), seen("1", 91)).memory.incidents["1"].doubtful


def test_a_space_that_is_new_is_told_without_a_doubt() -> None:
    old = replace(HERE, at=NOON - DAY)
    found = evaluated(Memory(), seen("1", 91), knowns=after_a_calm_look("2"), subscription=old)

    assert not found.memory.incidents["1"].doubtful


def test_only_what_the_subscription_names_is_told() -> None:
    here = replace(HERE, spaces=frozenset({"1"}))
    found = evaluated(Memory(), seen("1", 91), seen("2", 95), subscription=here)

    assert list(found.memory.incidents) == ["1"]
    assert list(found.knowns) == ["1"]


def test_a_conversations_own_levels_hold_there() -> None:
    here = replace(HERE, levels=(Percent(50),))
    found = evaluated(Memory(), seen("1", 60), knowns=after_a_calm_look("1"), subscription=here)

    assert found.memory.incidents["1"].level == Percent(50)


def test_a_spaces_own_limit_holds_everywhere() -> None:
    wishes = Overrides({"1": Override(soft_quota=100 * GIB)})
    found = evaluated(
        Memory(),
        seen("1", 85, quota=None),
        knowns=after_a_calm_look("1"),
        overrides=wishes,
    )

    assert found.memory.incidents["1"].level == Percent(80)


def test_many_at_once_make_one_message_that_names_all() -> None:
    names = [str(each) for each in range(500)]
    found = evaluated(
        Memory(), *(seen(name, 91) for name in names), knowns=after_a_calm_look(*names)
    )

    (outgoing,) = found.memory.parcels
    assert sorted(outgoing.subjects) == sorted(names)


def test_a_full_organisation_silences_its_spaces() -> None:
    found = evaluated(Memory(), seen(ORGANISATION, 100), seen("1", 91))

    assert list(found.memory.incidents) == [ORGANISATION]


def test_a_full_organisation_that_is_not_told_of_here_silences_nothing() -> None:
    here = replace(HERE, spaces=frozenset({"1"}))
    found = evaluated(Memory(), seen(ORGANISATION, 100), seen("1", 91), subscription=here)

    assert list(found.memory.incidents) == ["1"]


def test_while_the_organisation_is_full_nobody_is_reminded_of_its_spaces() -> None:
    first = evaluated(Memory(), seen("1", 91), knowns=after_a_calm_look("1"))
    later = NOON + 3 * DAY
    memory = replace(first.memory, parcels=())
    full = evaluated(memory, seen(ORGANISATION, 100, later), seen("1", 91, later), now=later)
    calm = evaluated(memory, seen(ORGANISATION, 10, later), seen("1", 91, later), now=later)

    assert "reminder" not in kinds(full.memory)
    assert "reminder" in kinds(calm.memory)


def test_what_falls_is_resolved_and_its_card_painted() -> None:
    memory, knowns = Memory(), after_a_calm_look("1")
    for hours, used in enumerate((91, 50, 50)):
        found = evaluated(
            memory, seen("1", used, NOON + hours * HOUR), knowns=knowns, now=NOON + hours * HOUR
        )
        memory, knowns = found.memory, {**knowns, **found.knowns}

    assert memory.incidents == {}
    assert [incident.closed for incident in memory.past] == [NOON + 2 * HOUR]
    assert memory.edits == (memory.past[0].card,)
    assert kinds(memory) == ["fresh"]


def test_a_space_that_is_gone_ends_its_incident() -> None:
    first = evaluated(Memory(), seen("1", 91), knowns=after_a_calm_look("1"))
    gone = evaluated(first.memory, knowns=first.knowns, now=NOON + HOUR)

    assert gone.memory.incidents == {}
    assert gone.memory.past[0].odd == ("missing",)
    assert gone.memory.edits == (gone.memory.past[0].card,)


def test_a_space_that_comes_back_into_sight_is_told_anew() -> None:
    calm = after_a_calm_look("1", "2")
    first = evaluated(Memory(), seen("1", 91), seen("2", 10), knowns=calm)
    then, later = NOON + HOUR, NOON + 2 * HOUR
    known = {**calm, **first.knowns}
    lost = evaluated(first.memory, seen("2", 10, then), knowns=known, now=then)
    known |= lost.knowns
    again = evaluated(
        lost.memory, seen("1", 91, later), seen("2", 10, later), knowns=known, now=later
    )

    assert lost.memory.incidents == {}
    assert kinds(again.memory) == ["fresh", "fresh"]
    assert not again.memory.incidents["1"].doubtful


def test_what_is_told_no_more_is_let_go_of_and_not_said_to_be_missing() -> None:
    """Also where the run died that took it away."""
    first = evaluated(Memory(), seen("1", 91), knowns=after_a_calm_look("1"))
    chosen = replace(HERE, spaces=frozenset({"2"}))
    after = evaluated(first.memory, seen("1", 91), knowns=first.knowns, subscription=chosen)

    [ended] = after.memory.past
    assert (ended.released, ended.odd) == (True, ())


def test_a_space_of_which_nothing_can_be_read_keeps_its_incident() -> None:
    open_ = evaluated(Memory(), seen("1", 91), seen("2", 91)).memory
    evaluator = Evaluator(
        HERE, Overrides({}), HERE.care(ZONE), NOON + HOUR, unread=frozenset({"1"})
    )

    after = evaluator.evaluated(open_, {}, {}).memory

    assert {name: each.closed for name, each in after.incidents.items()} == {"1": None}


def test_numbers_that_cannot_be_are_said() -> None:
    before = looked(None, seen("1", 10, NOON - HOUR), Limits())
    assert before is not None
    broken = looked(before.seen, seen("1", -5), Limits())
    assert broken is not None
    found = evaluated(Memory(), broken.seen, knowns=after_a_calm_look("1"))

    assert [incident.odd for incident in found.memory.past] == [("negative",)]
    assert kinds(found.memory) == ["fresh"]


def test_an_open_incident_keeps_the_newest_numbers_without_a_call() -> None:
    first = evaluated(Memory(), seen("1", 91), knowns=after_a_calm_look("1"))
    memory = replace(first.memory, parcels=())
    later = evaluated(memory, seen("1", 92, NOON + HOUR), knowns=first.knowns, now=NOON + HOUR)

    sample = later.memory.incidents["1"].sample
    assert sample is not None
    assert sample.used == 92 * GIB
    assert (later.memory.parcels, later.memory.edits) == ((), ())


def test_whoever_took_it_is_reminded_by_name() -> None:
    first = evaluated(Memory(), seen("1", 91), knowns=after_a_calm_look("1"))
    taken = take(first.memory.incidents["1"], ANN, HERE.care(ZONE), NOON).incident
    assert taken.taken == Taken(ANN, NOON)
    memory = replace(first.memory, parcels=(), incidents={"1": taken})
    later = evaluated(memory, seen("1", 91), knowns=first.knowns, now=NOON + 3 * DAY)

    assert [(each.kind, each.whom, each.nick) for each in later.memory.parcels] == [
        ("reminder", "staff01", "Ann")
    ]


def told_at(used: int) -> Evaluation:
    """One space whose card has been decided on at so many percent."""
    first = evaluated(Memory(), seen("1", used), knowns=after_a_calm_look("1"))
    return replace(first, memory=replace(first.memory, parcels=()))


def edits(before: Evaluation, now: Observation, at: int, *, asked: bool = False) -> tuple[str, ...]:
    """What is painted anew after another look."""
    evaluator = Evaluator(HERE, Overrides({}), HERE.care(ZONE), at, asked)
    return evaluator.evaluated(before.memory, {"1": now}, before.knowns).memory.edits


def test_a_card_is_painted_anew_at_once_for_whoever_has_looked() -> None:
    before, soon = told_at(91), NOON + 60_000

    assert len(edits(before, seen("1", 93, soon), soon, asked=True)) == 1
    assert edits(before, seen("1", 91, soon), soon, asked=True) == ()


def test_a_few_percent_more_that_nobody_has_seen_are_painted_now_and_then() -> None:
    before = told_at(91)

    assert edits(before, seen("1", 93, NOON + HOUR), NOON + HOUR) == ()
    assert len(edits(before, seen("1", 93, NOON + 6 * HOUR), NOON + 6 * HOUR)) == 1
    assert edits(before, seen("1", 91, NOON + 6 * HOUR), NOON + 6 * HOUR) == ()


def test_a_card_is_painted_anew_under_a_new_name_and_for_another_limit() -> None:
    before, soon = told_at(91), NOON + 60_000
    larger = replace(seen("1", 182, soon), sample=Sample(soon, 182 * GIB, 200 * GIB))

    assert len(edits(before, replace(seen("1", 91, soon), name="Sales"), soon)) == 1
    assert len(edits(before, larger, soon, asked=True)) == 1


def test_what_only_others_than_the_operator_see_is_told_where_it_was_chosen() -> None:
    theirs = replace(seen("1", 91), watched=False)
    chosen = replace(HERE, spaces=frozenset({"1"}))

    assert evaluated(Memory(), theirs).memory.parcels == ()
    assert len(evaluated(Memory(), theirs, subscription=chosen).memory.parcels) == 1


def test_two_looks_below_end_it_though_nobody_judged_in_between() -> None:
    full = evaluated(Memory(), seen("1", 96), knowns=after_a_calm_look("1"))
    once, twice = seen("1", 5, NOON + 2000), seen("1", 5, NOON + 2500)

    def after(latest: Observation) -> list[str]:
        found = evaluated(full.memory, latest, knowns=full.knowns, now=NOON + 3000)
        return [each.stage for each in found.memory.incidents.values() if each.closed is None]

    assert after(replace(once, same=NOON + 2000)) != []
    assert after(replace(twice, same=NOON + 2500)) != []
    assert after(replace(twice, same=NOON + 2000)) == []
