"""What a picture of a trend shows, before anything is drawn."""

from dataclasses import replace

from bot.charts.trend import COLUMNS, Scene, Trend, scene
from bot.i18n import Texts, read_catalogues
from bot.quota.forecast import Forecast, FullDate, forecast
from bot.quota.limits import DEFAULT_LEVELS, Free, Percent
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR, MINUTE
from tests.bot.quota.growth import START, straight
from tests.bot.quota.walks import GIB
from tests.catalogue import TEMPLATES

CATALOGUES = read_catalogues(TEMPLATES)
TEXTS = {name: Texts(name, CATALOGUES[name], "Asia/Shanghai") for name in CATALOGUES}
LIMIT = 500 * GIB


def trend(
    days: float = 30, a_day: float = 1, start: float = 430, limit: int | None = LIMIT
) -> Trend:
    """A space of steady growth, in GiB."""
    samples = straight(days, a_day, start)
    now = samples[-1].at
    return Trend("Design", samples, limit, DEFAULT_LEVELS, forecast(samples, limit, now), now)


def shown(of: Trend, language: str = "en") -> Scene:
    return scene(of, TEXTS[language])


def test_it_says_name_amount_share_and_when_it_will_be_full() -> None:
    seen = shown(trend())

    assert (seen.name, seen.amount, seen.last) == ("Design", "460\u00a0GB of 500\u00a0GB", "92%")
    assert seen.goal is not None
    assert seen.goal.label == "full Jan 23\u2009–\u200924"


def test_it_speaks_chinese() -> None:
    seen = shown(trend(), "zh")

    assert seen.amount == "460\u00a0GB / 500\u00a0GB"
    assert seen.goal is not None
    assert seen.goal.label == "预计 1月23日至24日 用满"
    assert [tick.label for tick in seen.ticks] == ["12月15日", "11月15日", "1月24日"]


def test_the_limit_comes_first_then_what_is_near() -> None:
    marks = shown(trend()).marks

    assert [(mark.label, mark.reached, mark.full) for mark in marks] == [
        ("100%", False, True),
        ("95%", False, False),
        ("90%", True, False),
        ("80%", True, False),
    ]


def test_a_level_in_free_room_is_drawn_at_the_size_it_means() -> None:
    levels = (Free(10 * GIB), Free(600 * GIB), Percent(100))
    marks = shown(replace(trend(), levels=levels)).marks

    assert [(mark.label, mark.used) for mark in marks] == [
        ("100%", LIMIT),
        ("490\u00a0GB", 490 * GIB),
    ]


def test_the_limit_is_in_sight_however_much_is_used() -> None:
    for start in (0, 200, 430, 600, 3000):
        seen = shown(trend(start=start))
        assert seen.bottom < LIMIT < seen.top
        assert all(seen.bottom < used < seen.top for _, used in seen.points)


def test_what_was_nearly_empty_is_shown_from_zero_and_what_was_not_is_shown_large() -> None:
    assert shown(trend(start=3)).bottom < 0
    assert shown(trend(start=430)).bottom > 400 * GIB


def test_the_cone_leads_from_the_last_look_to_the_dates() -> None:
    of = trend()
    last = of.samples[-1]
    full = FullDate(last.at + 20 * DAY, last.at + 10 * DAY, last.at + 40 * DAY)
    cone = shown(replace(of, forecast=Forecast(2.0, 1.0, 4.0, full))).cone

    assert [each.at for each in cone] == [
        last.at,
        full.earliest,
        full.likely,
        full.latest,
    ]
    at = {each.at: each for each in cone}
    assert at[last.at].least == at[last.at].most == last.used
    assert at[full.earliest].most == at[full.likely].likely == LIMIT
    assert at[full.latest].least == LIMIT
    assert all(each.least <= each.likely <= each.most <= LIMIT for each in cone)


def test_a_date_beyond_the_picture_is_pointed_at() -> None:
    seen = shown(trend(days=8, a_day=0.2))

    assert seen.goal is not None
    assert seen.goal.likely > seen.end
    assert seen.goal.label.startswith("full ")
    assert seen.goal.label.endswith(" →")


def test_a_date_of_another_year_says_the_year() -> None:
    goal = shown(trend(start=300, a_day=0.4)).goal

    assert goal is not None
    assert goal.label == "full Mar 2025 →"


def test_where_no_date_is_known_none_is_shown() -> None:
    vague = replace(trend(), forecast=Forecast(1.0, 0.1, 9.0))
    for of in (vague, trend(start=470), trend(days=3), trend(a_day=0)):
        seen = shown(of)
        assert (seen.goal, seen.cone) == (None, ())


def test_without_a_limit_sizes_stand_at_the_line_and_growth_goes_on() -> None:
    seen = shown(trend(limit=None))

    assert (seen.amount, seen.first, seen.last) == ("no limit", "430\u00a0GB", "460\u00a0GB")
    assert (seen.marks, seen.goal) == ((), None)
    assert seen.cone[-1].most > 460 * GIB
    assert seen.cone[-1].most < seen.top


def test_without_numbers_it_says_so() -> None:
    for samples in ((), (Sample(START + DAY, GIB),), (Sample(START, -1),)):
        seen = shown(Trend("x", samples, LIMIT, DEFAULT_LEVELS, None, START))
        assert (seen.points, seen.amount, seen.last) == ((), "no data yet", "")


def test_a_limit_of_nothing_is_none() -> None:
    assert shown(replace(trend(), limit=0, forecast=None)).marks == ()


def test_many_looks_are_thinned_and_the_first_and_last_stay() -> None:
    samples = [Sample(START + place * MINUTE, place) for place in range(40_000)]
    points = shown(Trend("x", samples, None, (), None, samples[-1].at)).points

    assert len(points) <= COLUMNS + 2
    assert points[0] == (samples[0].at, 0)
    assert points[-1] == (samples[-1].at, 39_999)
    assert list(points) == sorted(points)


def test_a_longer_history_is_shown_where_the_date_is_far() -> None:
    near, far = shown(trend(days=200, start=295)), shown(trend(days=200, a_day=0.2))

    assert near.today - near.start < far.today - far.start
    assert far.today - far.start >= 30 * DAY


def test_the_same_hour_gives_the_same_picture_and_another_name_another_digest() -> None:
    of = trend()
    at = of.samples[-1].at // HOUR * HOUR + 10 * HOUR
    first, later = replace(of, now=at), replace(of, now=at + 59 * MINUTE)

    assert shown(first).digest == shown(later).digest
    assert shown(first).digest != shown(replace(first, now=at + HOUR)).digest
    assert shown(first).digest != shown(replace(first, name="Designs")).digest
    assert shown(first).digest != shown(first, "zh").digest
