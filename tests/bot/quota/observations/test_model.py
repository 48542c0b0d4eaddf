"""What is remembered of one space, and somebody's list with its newest numbers in it."""

from dataclasses import replace

from bot.drive.spaces import Listing, Space
from bot.quota.crossings import Crossed, Odd, Resolved
from bot.quota.history import LONG
from bot.quota.limits import Limits, Percent
from bot.quota.observations.model import (
    Gone,
    Observation,
    Update,
    blind,
    gone,
    looked,
    missing,
    newest,
)
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR, MINUTE

GIB = 1 << 30
NOW = 20_000 * DAY
POLICY = Limits()

LISTED = Listing((Space("1", "One", "org", 10, 100), Space("2", "Two", "org", 20, 100)), 1000)


def found(used: int = 10 * GIB, at: int = NOW, quota: int | None = 100 * GIB) -> Observation:
    return Observation("1", "Marketing", Sample(at, used, quota), at)


def change(before: Observation | None, now: Observation, *, silenced: bool = False) -> Update:
    made = looked(before, now, POLICY, silenced=silenced)
    assert made is not None
    return made


def known(used: int = 10 * GIB, at: int = NOW) -> Observation:
    return change(None, found(used, at)).seen


def test_a_first_look_begins_a_history() -> None:
    made = change(None, found())

    assert made.before is None
    assert made.after == replace(found(), known=made.seen.known, entries=1)
    assert (made.sample, made.transitions) == (found().sample, ())


def test_a_later_look_learns_the_pace_and_the_new_name() -> None:
    later = replace(found(11 * GIB, NOW + DAY), name="Sales")
    made = change(known(), later)

    assert (made.seen.name, made.seen.first, made.seen.entries) == ("Sales", NOW, 2)
    assert made.seen.pace.rate == GIB
    assert made.seen.sample == later.sample


def test_a_look_taken_in_twice_changes_nothing() -> None:
    assert looked(known(), found(99 * GIB), POLICY) is None


def test_after_a_clock_was_set_back_looks_go_on() -> None:
    assert change(known(at=NOW + DAY), found(11 * GIB)).seen.sample == found(11 * GIB).sample


def test_a_level_is_told_unless_the_organisation_is_full() -> None:
    made = change(known(), found(91 * GIB, NOW + HOUR))

    assert [type(transition) for transition in made.transitions] == [Crossed]
    assert change(known(), found(91 * GIB, NOW + HOUR), silenced=True).transitions == ()


def test_numbers_that_cannot_be_leave_the_last_good_ones() -> None:
    made = change(known(), found(-1, NOW + HOUR))

    assert made.seen.sample == Sample(NOW + HOUR, 10 * GIB, 100 * GIB)
    assert (made.sample, made.seen.entries) == (None, 1)
    assert [transition.kind for transition in made.transitions if isinstance(transition, Odd)] == [
        "negative"
    ]


def test_a_first_look_with_numbers_that_cannot_be_is_no_fullness() -> None:
    made = change(None, found(-5))

    assert (made.seen.sample.used, made.sample) == (0, None)


def test_one_look_that_leaves_a_space_out_means_little_two_that_it_is_gone() -> None:
    once = missing(known(), POLICY, NOW + HOUR)
    assert once is not None
    assert once.after is not None
    assert (once.after.missed, once.after.sample, once.transitions) == (1, found().sample, ())

    twice = missing(once.after, POLICY, NOW + 2 * HOUR)
    assert twice is not None
    assert twice.after is None
    assert twice.gone == Gone(known().space_id, known().name, found().sample, NOW + 2 * HOUR)
    assert once.gone is None
    assert [transition.kind for transition in twice.transitions if isinstance(transition, Odd)] == [
        "missing"
    ]


def test_what_changes_says_since_when_it_is_as_it_is() -> None:
    same = change(known(), found(at=NOW + HOUR)).seen
    other = change(same, found(11 * GIB, NOW + 2 * HOUR)).seen
    still = change(other, found(11 * GIB, NOW + 3 * HOUR)).seen

    assert same.unchanged_since == known().first
    assert other.unchanged_since == still.unchanged_since == NOW + 2 * HOUR


def test_a_look_left_out_twice_by_a_rerun_counts_once() -> None:
    once = missing(known(), POLICY, NOW + HOUR)
    assert once is not None
    assert once.after is not None

    assert missing(once.after, POLICY, NOW + HOUR) is None


def test_a_space_that_comes_back_was_not_missing() -> None:
    once = missing(known(), POLICY, NOW + HOUR)
    assert once is not None
    assert once.after is not None

    assert change(once.after, found(at=NOW + 2 * HOUR)).seen.missed == 0


def test_below_its_levels_for_two_looks_a_space_is_well_again() -> None:
    full = change(known(), found(91 * GIB, NOW + HOUR)).seen
    less = change(full, found(50 * GIB, NOW + 2 * HOUR)).seen
    made = change(less, found(50 * GIB, NOW + 3 * HOUR))

    assert [
        transition.level for transition in made.transitions if isinstance(transition, Resolved)
    ] == [Percent(90)]


def test_a_history_is_thinned_after_a_day_of_looks() -> None:
    before = replace(known(), entries=LONG - 1)

    assert change(before, found(at=NOW + HOUR)).is_ripe
    assert not change(known(), found(at=NOW + HOUR)).is_ripe
    assert not change(before, found(-1, NOW + HOUR)).is_ripe


def test_the_planner_is_told_of_the_next_level() -> None:
    assert known(85 * GIB).planned(POLICY).level == 90 * GIB


def test_a_look_without_numbers_judges_nothing_and_keeps_what_is_known() -> None:
    full = change(known(), found(99 * GIB, NOW + HOUR)).seen
    made = blind(full, "Sales", NOW + 2 * HOUR)

    assert made is not None
    assert (made.transitions, made.sample, made.gone) == ((), None, None)
    assert (made.seen.sample, made.seen.known.told) == (full.sample, full.known.told)
    assert made.seen.name == "Sales"


def test_what_is_found_without_numbers_is_not_missing() -> None:
    once = missing(known(), POLICY, NOW + HOUR)
    assert once is not None
    there = blind(once.seen, "Marketing", NOW + 2 * HOUR)
    assert there is not None
    again = missing(there.seen, POLICY, NOW + 3 * HOUR)

    assert again is not None
    assert again.after is not None


def test_a_look_without_numbers_costs_no_look_every_quarter_of_an_hour() -> None:
    full = change(known(), found(99 * GIB, NOW + HOUR)).seen
    made = blind(full, "Marketing", NOW + 30 * DAY)
    assert made is not None

    assert full.planned(POLICY).due < NOW + 30 * DAY
    assert made.seen.planned(POLICY).due == NOW + 30 * DAY + HOUR
    assert made.seen.planned(POLICY).last_seen == NOW + 30 * DAY
    assert blind(made.seen, "Marketing", NOW + 30 * DAY) is None


def test_a_name_that_was_not_said_stays() -> None:
    nameless = replace(found(at=NOW + HOUR), name="1")

    assert change(known(), nameless).seen.name == "Marketing"


def test_a_quota_that_was_not_said_is_the_one_said_last() -> None:
    full = change(known(), found(99 * GIB, NOW + HOUR)).seen
    vague = Observation(
        "1", "Marketing", Sample(NOW + 2 * HOUR, 98 * GIB, None, quota_known=False), 0
    )

    later = change(full, vague)

    assert later.transitions == ()
    assert later.seen.sample == Sample(NOW + 2 * HOUR, 98 * GIB, 100 * GIB)
    assert later.seen.known.told == full.known.told


def others_look(before: Observation | None, now: Observation) -> Update:
    """What a look of somebody else than the operator changes."""
    made = looked(before, now, POLICY, watched=False)
    assert made is not None
    return made


def test_what_only_others_see_is_not_watched_until_the_operator_sees_it() -> None:
    theirs = others_look(None, found()).seen
    later = change(theirs, found(at=NOW + DAY)).seen
    again = others_look(later, found(at=NOW + 2 * DAY)).seen

    assert [each.watched for each in (theirs, later, again)] == [False, True, True]
    assert (later.first, later.watched_since, again.watched_since) == (NOW, NOW + DAY, NOW + DAY)


def test_what_the_operator_misses_and_somebody_else_sees_is_not_gone() -> None:
    once = missing(known(), POLICY, NOW + HOUR)
    assert once is not None
    seen = others_look(once.seen, found(at=NOW + 2 * HOUR))
    twice = missing(seen.seen, POLICY, NOW + 3 * HOUR)

    assert seen.seen.missed == 1
    assert twice is not None
    assert (twice.gone, twice.seen.watched, twice.seen.missed) == (None, False, 0)


def test_what_others_saw_before_the_first_miss_is_gone_at_the_second() -> None:
    seen = others_look(known(), found(at=NOW + HOUR))
    once = missing(seen.seen, POLICY, NOW + 2 * HOUR)
    assert once is not None
    twice = missing(once.seen, POLICY, NOW + 3 * HOUR)

    assert twice is not None
    assert twice.gone == Gone("1", "Marketing", seen.seen.sample, NOW + 3 * HOUR)


def test_looks_in_quick_succession_teach_no_pace() -> None:
    steady = change(known(), found(11 * GIB, NOW + DAY)).seen
    hurried = known()
    for minute in range(1, 9):
        hurried = others_look(hurried, found(11 * GIB, NOW + minute * MINUTE)).seen
    later = change(hurried, found(11 * GIB, NOW + DAY)).seen

    assert hurried.pace == known().pace
    assert (later.pace, later.sample) == (steady.pace, steady.sample)


def test_the_same_numbers_a_minute_later_are_neither_history_nor_news() -> None:
    first = others_look(known(), found(at=NOW + MINUTE))
    second = others_look(first.seen, found(11 * GIB, NOW + 2 * MINUTE))

    assert (first.sample, first.is_news) == (None, False)
    assert (second.sample, second.is_news) == (found(11 * GIB, NOW + 2 * MINUTE).sample, True)


def test_an_open_level_is_news_at_every_look() -> None:
    told = known(85 * GIB)

    assert others_look(told, found(85 * GIB, NOW + MINUTE)).is_news


def test_what_is_said_to_be_gone_is_gone_at_once() -> None:
    made = gone(known(), NOW + HOUR)

    assert (made.after, made.gone) == (None, Gone("1", "Marketing", known().sample, NOW + HOUR))


def seen(space_id: str, name: str, used: int, at: int) -> Observation:
    return Observation(space_id, name, Sample(at, used, 200), at)


def test_newer_numbers_come_with_the_name_of_their_time() -> None:
    shown = newest(LISTED, {"1": seen("1", "Uno", 50, 3000)}, {})

    assert shown.spaces == (Space("1", "Uno", "org", 50, 200), LISTED.spaces[1])
    assert (shown.at, shown.age("1"), shown.age("2")) == (1000, 3000, 1000)


def test_older_numbers_and_other_peoples_spaces_change_nothing() -> None:
    known = {"1": seen("1", "Old", 50, 900), "3": seen("3", "Secret", 1, 3000)}

    shown = newest(LISTED, known, {})

    assert (shown.spaces, shown.at) == (LISTED.spaces, 1000)


def test_numbers_are_as_old_as_the_oldest_of_them() -> None:
    known = {"1": seen("1", "One", 50, 3000), "2": seen("2", "Two", 50, 2000)}

    assert newest(LISTED, known, {}).at == 2000


def test_what_is_gone_since_is_left_out() -> None:
    assert newest(LISTED, {}, {"1": 1001, "2": 999}).spaces == LISTED.spaces[1:]
    assert newest(LISTED, {}, {"1": 1001, "2": 1001}).at == 1000


def test_what_is_not_said_now_is_what_was_said_last_with_its_age() -> None:
    silent = Space("1", "One", "org", None, quota_known=False)
    listed = Listing((silent, Space("2", "Two", "org", 20, 100)), 1000)

    shown = newest(listed, {"1": seen("1", "Old", 98, 900)}, {})

    assert shown.spaces[0] == Space("1", "One", "org", 98, 200, said=900)
    assert (shown.at, shown.age("1"), shown.age("2")) == (1000, 900, 1000)
    again = newest(shown, {"1": seen("1", "Uno", 99, 3000)}, {})
    assert again.spaces[0] == Space("1", "Uno", "org", 99, 200)


def test_a_limit_that_is_not_said_now_is_the_one_that_was_said_last() -> None:
    listed = Listing((Space("1", "One", "org", 150, None, quota_known=False),), 1000)

    (shown,) = newest(listed, {"1": seen("1", "One", 98, 900)}, {}).spaces

    assert shown == Space("1", "One", "org", 150, 200)


def test_what_was_never_said_is_not_known() -> None:
    silent = Space("1", "One", "org", None, 100)

    assert newest(Listing((silent,), 1000), {}, {}).spaces == (silent,)
