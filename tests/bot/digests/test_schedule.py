"""When a digest is due: across clock changes, late, and never twice."""

from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from bot.alerts.hours import Hours, Quiet
from bot.alerts.subscription import Digest
from bot.digests.schedule import LATE, LONGEST, Due, asked, due, following, latest
from bot.times.spans import DAY, HOUR, MINUTE
from tests.bot.alerts.test_hours import CHINA, NIGHT, ZONES, at, local
from tests.sweeping import sweep

BERLIN = "Europe/Berlin"
MONDAYS = Digest("weekly", 9 * 60, 0)
DAILY = Digest("daily", 9 * 60)


def hours(zone: str = CHINA, quiet: Quiet | None = None) -> Hours:
    return Hours(zone, quiet)


@sweep(
    ("digest", "now", "last", "next_"),
    [
        (MONDAYS, "2026-11-23 08:59", "2026-11-16 09:00", "2026-11-23 09:00"),
        (MONDAYS, "2026-11-23 09:00", "2026-11-23 09:00", "2026-11-30 09:00"),
        (MONDAYS, "2026-11-29 23:59", "2026-11-23 09:00", "2026-11-30 09:00"),
        (DAILY, "2026-11-24 08:59", "2026-11-23 09:00", "2026-11-24 09:00"),
        (DAILY, "2026-12-31 09:00", "2026-12-31 09:00", "2027-01-01 09:00"),
        (Digest("daily", 0), "2026-11-24 00:00", "2026-11-24 00:00", "2026-11-25 00:00"),
        (
            Digest("weekly", 23 * 60 + 59, 6),
            "2026-11-23 00:00",
            "2026-11-22 23:59",
            "2026-11-29 23:59",
        ),
    ],
)
def test_a_schedule_has_a_moment_before_and_one_after(
    digest: Digest, now: str, last: str, next_: str
) -> None:
    assert local(latest(digest, CHINA, at(now))) == last
    assert local(following(digest, CHINA, at(now))) == next_


@sweep(
    ("minute", "day", "comes"),
    [
        (9 * 60, "2026-03-29", "2026-03-29T07:00"),
        (9 * 60, "2026-03-28", "2026-03-28T08:00"),
        (9 * 60, "2026-10-25", "2026-10-25T08:00"),
        (2 * 60 + 30, "2026-03-29", "2026-03-29T01:30"),
        (2 * 60 + 30, "2026-10-25", "2026-10-25T00:30"),
    ],
)
def test_a_time_of_day_stays_what_it_is_when_clocks_change(
    minute: int, day: str, comes: str
) -> None:
    noon = at(f"{day} 12:00", BERLIN)
    moment = latest(Digest("daily", minute), BERLIN, noon)
    assert datetime.fromtimestamp(moment / 1000, UTC).isoformat()[:16] == comes


def test_a_digest_comes_when_its_moment_has_come_and_not_before() -> None:
    digest = replace(MONDAYS, last=at("2026-11-20 15:00"))
    moment = at("2026-11-23 09:00")

    assert due(digest, hours(), moment - 1) is None
    assert due(digest, hours(), moment) == Due(moment, moment - 7 * DAY)
    assert due(replace(digest, last=moment), hours(), moment + DAY) is None


def test_what_was_missed_comes_once_and_says_that_it_is_late() -> None:
    digest = replace(DAILY, last=at("2026-11-20 09:00"))
    now = at("2026-11-24 08:00")

    assert due(digest, hours(), now) == Due(
        at("2026-11-23 09:00"), at("2026-11-20 09:00"), late=True
    )
    assert due(replace(digest, last=at("2026-11-23 09:00")), hours(), now) is None


def test_a_quarter_of_an_hour_is_not_late_yet() -> None:
    digest = replace(DAILY, last=at("2026-11-23 09:00"))
    moment = at("2026-11-24 09:00")

    almost, late = due(digest, hours(), moment + LATE - 1), due(digest, hours(), moment + LATE)
    assert almost is not None
    assert late is not None
    assert (almost.late, late.late) == (False, True)


def test_quiet_hours_hold_a_digest_back_and_that_is_not_late() -> None:
    early = Digest("daily", 7 * 60, last=at("2026-11-23 08:00"))
    eight = at("2026-11-24 08:00")

    assert due(early, hours(quiet=NIGHT), eight - MINUTE) is None
    assert due(early, hours(quiet=NIGHT), eight) == Due(eight - HOUR, eight - 25 * HOUR)


def test_one_that_is_late_disturbs_nobody_at_night() -> None:
    digest = replace(DAILY, last=at("2026-11-22 09:00"))

    assert due(digest, hours(quiet=NIGHT), at("2026-11-24 03:00")) is None
    held = due(digest, hours(quiet=NIGHT), at("2026-11-24 08:00"))
    assert held is not None
    assert (held.moment, held.late) == (at("2026-11-23 09:00"), True)


def test_lunch_is_no_reason_to_be_late() -> None:
    noon = Digest("daily", 12 * 60, last=at("2026-11-23 12:00"))
    quiet = Quiet(time(12), time(13))

    held = due(noon, hours(quiet=quiet), at("2026-11-24 13:00"))
    assert held is not None
    assert not held.late


def test_no_digest_looks_back_for_ever() -> None:
    now = at("2026-11-24 10:00")
    found = due(replace(DAILY, last=at("2026-01-01 09:00")), hours(), now)

    assert found is not None
    assert found.begins == at("2026-11-24 09:00") - LONGEST


def test_a_clock_that_was_far_ahead_silences_nothing() -> None:
    digest = replace(DAILY, last=at("2030-01-01 09:00"))
    assert due(digest, hours(), at("2026-11-24 09:00")) is not None


@sweep(("digest", "days"), [(DAILY, 1), (MONDAYS, 7), (None, 7)])
def test_who_asks_is_told_of_the_day_or_week_up_to_now(digest: Digest | None, days: int) -> None:
    now = at("2026-11-24 10:30")
    assert asked(digest, CHINA, now) == Due(now, now - days * DAY)


def digests() -> st.SearchStrategy[Digest]:
    every = st.sampled_from(["daily", "weekly"])
    return st.builds(Digest, every, st.integers(0, 24 * 60 - 1), st.integers(0, 6))


@given(
    zone=st.sampled_from(ZONES),
    digest=digests(),
    start=st.integers(at("2026-01-01 00:00"), at("2027-12-31 00:00")),
    steps=st.lists(st.integers(1, 3 * DAY), min_size=1, max_size=60),
)
@example(BERLIN, Digest("daily", 150), at("2026-03-28 00:00"), [HOUR] * 60)
@example(BERLIN, Digest("daily", 150), at("2026-10-24 00:00"), [HOUR] * 60)
def test_each_moment_comes_once_whenever_somebody_looks(
    zone: str, digest: Digest, start: int, steps: list[int]
) -> None:
    digest = replace(digest, last=start)
    now, sent = start, list[Due]()
    for step in steps:
        now += step
        found = due(digest, hours(zone), now)
        if found is not None:
            assert digest.last < found.moment <= now
            assert found.begins < found.moment
            sent.append(found)
            digest = replace(digest, last=found.moment)
        assert due(digest, hours(zone), now) is None
        assert following(digest, zone, now) > now
    moments = [each.moment for each in sent]
    assert moments == sorted(set(moments))
    for one, other in pairwise(sent):
        assert other.begins <= one.moment
