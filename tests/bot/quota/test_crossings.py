from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.quota.crossings import (
    NOTHING_KNOWN,
    Crossed,
    Odd,
    Oddity,
    OpenLevel,
    Resolved,
    RuleState,
    Transition,
    Worse,
    full,
    judge,
)
from bot.quota.limits import Free, Limits, Percent
from bot.quota.samples import Sample
from bot.sizes import EB
from bot.times.spans import DAY, HOUR
from tests.sweeping import sweep

GIB = 1 << 30
LIMIT = 100 * GIB
NOW = 1_700_000_000_000
DEFAULT = Limits()
LEVELLESS = Limits(levels=())


class Life:
    """One space, looked at once an hour."""

    def __init__(self, limits: Limits = DEFAULT, quota: int | None = LIMIT) -> None:
        self.limits = limits
        self.quota = quota
        self.known = NOTHING_KNOWN
        self.now = NOW
        self.silenced = False

    def gib(self, used: float) -> list[str]:
        """Look at usage in GiB, which is percent of the usual limit."""
        return self.look(self.sample(round(used * GIB)))

    def sample(self, used: int) -> Sample:
        return Sample(self.now + HOUR, used, self.quota)

    def look(self, sample: Sample | None) -> list[str]:
        return [said(transition) for transition in self.transitions(sample)]

    def transitions(self, sample: Sample | None) -> tuple[Transition, ...]:
        self.now += HOUR
        verdict = judge(self.known, sample, self.limits, self.now, silenced=self.silenced)
        self.known = verdict.known
        return verdict.transitions


def said(transition: Transition) -> str:
    match transition:
        case Crossed(level=Percent(percent)):
            return f"crossed {percent}"
        case Worse(level=Percent(percent), was=Percent(was)):
            return f"{percent} after {was}"
        case Resolved(level=Percent(percent), still=None):
            return f"below {percent}"
        case Resolved(level=Percent(percent), still=Percent(still)):
            return f"below {percent}, still {still}"
        case Odd(kind=kind):
            return kind
        case _:
            return str(transition)


def test_a_level_is_told_once_when_it_is_reached() -> None:
    life = Life()
    assert [life.gib(used) for used in (79.99, 80, 80, 85, 89)] == [[], ["crossed 80"], [], [], []]


def test_a_tell_carries_the_numbers_and_the_look_before() -> None:
    life = Life()
    life.gib(70)
    before, after = life.known.sample, life.sample(81 * GIB)
    assert life.transitions(after) == (Crossed(Percent(80), after, LIMIT, before),)


def test_the_first_look_tells_what_it_finds_without_a_look_before() -> None:
    life = Life()
    sample = life.sample(LIMIT)
    (told,) = life.transitions(sample)
    assert told == Crossed(Percent(100), sample, LIMIT, before=None)
    assert isinstance(told, Crossed)
    assert told.full


def test_each_higher_level_is_told_as_worse() -> None:
    life = Life()
    said = [life.gib(used) for used in (81, 91, 99.99, 100)]
    assert said == [["crossed 80"], ["90 after 80"], ["95 after 90"], ["100 after 95"]]


def test_of_levels_reached_at_once_only_the_highest_is_told() -> None:
    life = Life()
    assert [life.gib(used) for used in (50, 96, 94, 96)] == [[], ["crossed 95"], [], []]


def test_it_is_over_after_two_looks_three_points_below() -> None:
    life = Life()
    said = [life.gib(used) for used in (81, 77, 77)]
    assert said == [["crossed 80"], [], ["below 80"]]
    assert life.known.told == ()


def test_one_look_below_or_less_than_three_points_is_not_over() -> None:
    life = Life()
    life.gib(81)
    assert [life.gib(used) for used in (76, 77.1, 76, 81, 76, 77.01)] == [[]] * 6


def test_a_level_that_was_over_is_told_again() -> None:
    life = Life()
    assert [life.gib(used) for used in (81, 76, 76, 81)][2:] == [["below 80"], ["crossed 80"]]


def test_falling_below_a_higher_level_says_which_one_is_left() -> None:
    life = Life()
    said = [life.gib(used) for used in (96, 86, 86, 75, 75)]
    assert said == [["crossed 95"], [], ["below 95, still 80"], [], ["below 80"]]


@given(
    centre=st.integers(0, 1010),
    trembles=st.lists(st.integers(-10, 10), min_size=24, max_size=96),
)
def test_trembling_by_one_percent_for_a_day_tells_at_most_twice(
    centre: int, trembles: list[int]
) -> None:
    life = Life(quota=100_000 * GIB)
    transitions = [
        life.gib((centre + tremble) * 100) for tremble in trembles if centre + tremble >= 0
    ]
    assert sum(map(len, transitions)) <= 2


def test_levels_in_free_bytes_are_told_and_over_like_those_in_percent() -> None:
    level = Free(30 * GIB)
    life = Life(Limits(levels=(level,)))
    transitions = [life.transitions(life.sample(used * GIB)) for used in (69, 70, 67, 67)]
    assert [type(transition) for look in transitions for transition in look] == [
        Crossed,
        Resolved,
    ]


def test_a_level_of_more_free_room_than_fits_in_is_never_told() -> None:
    assert Life(Limits(levels=(Free(200 * GIB),))).gib(99) == []


def test_a_level_that_a_smaller_quota_made_meaningless_is_over() -> None:
    life = Life(Limits(levels=(Free(30 * GIB),)))
    life.gib(80)
    life.quota = 20 * GIB
    life.gib(15)
    assert isinstance(life.transitions(life.sample(15 * GIB))[-1], Resolved)


def test_a_lower_level_wished_for_later_is_not_told_over_a_higher_one() -> None:
    life = Life()
    life.gib(91)
    life.limits = Limits(levels=(Percent(50), Percent(90)))
    assert [life.gib(used) for used in (91, 85, 85)] == [[], [], ["below 90, still 80"]]


def test_a_level_no_longer_wished_for_is_still_told_as_over() -> None:
    life = Life()
    life.gib(85)
    life.limits = LEVELLESS
    assert [life.gib(used) for used in (95, 70, 70)] == [[], [], ["below 80"]]


@sweep("quota", [0, 1, 50 << 20, None])
def test_no_limit_or_hardly_any_is_never_told(quota: int | None) -> None:
    life = Life(quota=quota)
    mib = [life.sample(round(used * (1 << 20))) for used in (1, 1, 49, 99)]
    assert [life.transitions(each) for each in mib] == [(), (), (), ()]


@sweep("quota", [0, 1, 50 << 20])
def test_what_is_over_hardly_any_limit_with_much_in_it_is_told_at_the_first_look(
    quota: int,
) -> None:
    life = Life(quota=quota)
    sample = life.sample(412 << 20)
    assert life.transitions(sample) == (Crossed(Percent(100), sample, quota, None),)
    assert full(life.known, life.limits)


def test_a_soft_quota_is_watched_where_dingtalk_has_none_and_may_be_passed() -> None:
    life = Life(Limits(soft_quota=LIMIT), quota=None)
    assert [life.gib(used) for used in (85, 105)] == [["crossed 80"], ["100 after 80"]]


def test_what_was_told_is_over_when_the_limit_goes_away() -> None:
    life = Life()
    life.gib(96)
    life.quota = None
    last = life.sample(96 * GIB)
    assert life.transitions(last) == ()
    last = life.sample(96 * GIB)
    assert life.transitions(last) == (Resolved(Percent(95), None, last, None),)


def test_a_smaller_quota_tells_and_a_larger_one_is_over() -> None:
    life = Life()
    life.gib(70)
    life.quota = 75 * GIB
    assert life.gib(70) == ["crossed 90"]
    life.quota = LIMIT
    assert [life.gib(70), life.gib(70)] == [[], ["below 90"]]


@sweep("quota", [60 * GIB, 50 << 20, 1, 0])
def test_a_limit_that_shrinks_below_what_is_used_is_full(quota: int) -> None:
    life = Life()
    assert life.gib(81) == ["crossed 80"]
    life.quota = quota
    assert [life.gib(81), life.gib(81)] == [["100 after 80"], []]
    assert full(life.known, DEFAULT)


@sweep("quota", [60 * GIB, 50 << 20, 0])
def test_it_is_full_although_nothing_was_told_of_it_before(quota: int) -> None:
    life = Life()
    life.gib(70)
    life.quota = quota
    assert life.gib(70) == ["crossed 100"]


def test_a_level_of_free_room_is_reached_by_what_is_full() -> None:
    life = Life(Limits(levels=(Free(30 * GIB),)))
    life.gib(50)
    life.quota = 20 * GIB
    assert [type(transition) for transition in life.transitions(life.sample(50 * GIB))] == [Crossed]


def test_a_limit_that_was_raised_is_not_usage_that_fell() -> None:
    raised, fallen, both = Life(), Life(), Life()
    for life, quota, used in ((raised, 200, 81), (fallen, 100, 50), (both, 110, 40)):
        life.gib(81)
        life.quota = quota * GIB
        life.gib(used)
        (told,) = life.transitions(life.sample(used * GIB))
        assert isinstance(told, Resolved)
        assert told.raised == (life is raised)


def test_a_soft_quota_that_was_raised_is_not_usage_that_fell() -> None:
    life = Life(Limits(soft_quota=LIMIT), quota=None)
    life.gib(85)
    life.limits = Limits(soft_quota=2 * LIMIT)
    life.gib(85)
    last = life.sample(85 * GIB)
    assert life.transitions(last) == (Resolved(Percent(80), None, last, 2 * LIMIT, raised=True),)


def test_a_full_organisation_silences_and_what_is_still_so_is_told_afterwards() -> None:
    life = Life()
    life.silenced = True
    assert [life.gib(81), life.gib(101)] == [[], []]
    life.silenced = False
    assert life.gib(85) == ["crossed 80"]


def test_what_is_over_is_told_although_the_organisation_is_full() -> None:
    life = Life()
    life.gib(81)
    life.silenced = True
    assert [life.gib(70), life.gib(70)] == [[], ["below 80"]]


def test_full_is_what_has_no_room_left() -> None:
    limits = Limits(tiny=0, soft_quota=50)
    assert full(RuleState(Sample(NOW, 100, 100)), limits)
    assert full(RuleState(Sample(NOW, 50)), limits)
    assert not full(RuleState(Sample(NOW, 99, 100)), limits)


def test_what_is_unknown_or_has_no_limit_is_not_full() -> None:
    assert not full(NOTHING_KNOWN, DEFAULT)
    assert not full(RuleState(Sample(NOW, LIMIT)), DEFAULT)
    assert not full(RuleState(Sample(NOW, 0, 0)), DEFAULT)


@sweep(
    ("broken", "kind"),
    [
        (Sample(NOW, -1, LIMIT), "negative"),
        (Sample(NOW, 1, -7), "negative"),
        (Sample(NOW, 1 << 61, LIMIT), "absurd"),
        (Sample(NOW, 1, 1 << 61), "absurd"),
    ],
)
def test_numbers_that_cannot_be_are_said_once_and_change_no_level(
    broken: Sample, kind: str
) -> None:
    life = Life()
    life.gib(81)
    good = life.known
    said = [life.look(replace(broken, at=life.now + HOUR)) for _ in range(3)]
    assert said == [[kind], [], []]
    assert (life.known.sample, life.known.told) == (good.sample, good.told)


def test_numbers_are_said_to_be_missing_at_the_second_look_in_a_row() -> None:
    life = Life()
    life.gib(81)
    looks = (life.look(None), life.gib(81), life.look(None), life.look(None), life.look(None))
    assert looks == ([], [], [], ["missing"], [])


def test_a_look_without_numbers_does_not_count_as_a_look_below() -> None:
    life = Life()
    said = [life.gib(81), life.gib(76), life.look(None), life.gib(76)]
    assert said == [["crossed 80"], [], [], ["below 80"]]


def test_half_or_more_gone_at_once_is_said() -> None:
    life = Life(LEVELLESS)
    assert [life.gib(used) for used in (50, 26, 13, 13)] == [[], [], ["shrunk"], []]


def test_what_was_deleted_at_somebodys_wish_is_not_asked_about() -> None:
    asked = []
    for cleared in (40, 25, 14, 13, EB // GIB):
        known = judge(NOTHING_KNOWN, Sample(NOW, 50 * GIB), LEVELLESS, NOW).known
        after = Sample(NOW + HOUR, 12 * GIB)
        wished = cleared * GIB
        verdict = judge(known, after, LEVELLESS, NOW + HOUR, cleared=wished)
        asked.append([said(each) for each in verdict.transitions])
    assert asked == [[], [], [], ["shrunk"], []]


def test_an_oddity_that_comes_and_goes_is_said_once_a_week() -> None:
    life = Life(LEVELLESS)
    assert [said for used in (50, 0) * 100 for said in life.gib(used)] == ["shrunk"]
    life.gib(50)
    life.now += 7 * DAY
    assert [life.gib(50), life.gib(0)] == [[], ["shrunk"]]


def test_used_above_quota_is_said_once_where_no_level_says_it() -> None:
    life = Life(Limits(levels=(Percent(80),)))
    assert [life.gib(used) for used in (100, 101, 102)] == [["crossed 80"], ["over_quota"], []]


def test_used_above_quota_is_no_news_after_one_hundred_percent() -> None:
    life = Life()
    assert [life.gib(used) for used in (100, 101, 102)] == [["crossed 100"], [], []]


def test_a_level_told_above_the_quota_says_it_all() -> None:
    life = Life()
    assert [life.gib(101), life.gib(102)] == [["crossed 100"], []]


def test_a_look_judged_twice_tells_nothing_twice_and_counts_once() -> None:
    life = Life()
    life.gib(81)
    below = life.sample(70 * GIB)
    assert [life.look(below) for _ in range(3)] == [[], [], []]
    assert life.known.told == (OpenLevel(Percent(80), NOW + HOUR, below=1, limit=LIMIT),)


def test_a_look_that_comes_late_changes_nothing() -> None:
    life = Life()
    late = life.sample(99 * GIB)
    life.now += DAY
    life.gib(50)
    assert life.look(late) == []
    assert life.known.sample != late


def test_a_clock_that_ran_ahead_does_not_stop_the_watch() -> None:
    life = Life()
    assert life.look(Sample(life.now + 300 * DAY, 50 * GIB, LIMIT)) == []
    assert life.gib(81) == ["crossed 80"]


def test_a_clock_set_back_by_a_day_does_not_stop_the_watch() -> None:
    life = Life()
    life.gib(50)
    life.now -= DAY
    assert life.gib(81) == ["crossed 80"]


def test_what_is_known_travels_as_small_json() -> None:
    life = Life(Limits(levels=(Percent(80), Free(GIB))))
    life.gib(99.5)
    known = replace(life.known, odd=(Oddity("shrunk", NOW, NOW),))
    travels = TypeAdapter(RuleState)
    written = travels.dump_json(known)
    assert travels.validate_json(written) == known
    assert len(written) < 400
