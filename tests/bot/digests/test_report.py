"""What a digest says, from what is known."""

from dataclasses import replace
from typing import Any

from bot.alerts.incident import Actor, Incident, Taken
from bot.alerts.memory import Memory
from bot.alerts.subscription import Digest, Subscription
from bot.audit import Entry, Kept
from bot.budget import BudgetReport, Pot
from bot.digests.report import CANDIDATES, MOST, STALE, Knowledge, Report, candidates, report
from bot.digests.schedule import Due
from bot.messages import Conversation
from bot.quota.limits import Override, Overrides, Percent
from bot.quota.observations.model import Gone, Observation
from bot.quota.pace import Pace
from bot.quota.plan import Note
from bot.quota.progress import Progress
from bot.quota.samples import ORGANISATION, Sample
from bot.times.spans import DAY, HOUR

GIB = 1 << 30
NOW = 20_045 * DAY
MOMENT = NOW - HOUR
BEGINS = MOMENT - 7 * DAY
DUE = Due(MOMENT, BEGINS)
LONG_AGO = NOW - 200 * DAY
EVERYTHING = Subscription(Conversation("cid1", "group", "Team"), "Bob", LONG_AGO)
MONTH = BudgetReport(
    calls=Pot(1234, 0, 3000, 5000),
    messages=Pot(0, 0, 1800, 3000),
    before=0,
    forecast=2510,
    purposes=(),
    people=(),
    said=(),
    share=60,
    since=LONG_AGO,
    until=NOW + DAY,
    stopped=None,
)
BOB = Actor("manager01", "Bob")


def seen(space_id: str, used: float = 50, **changed: Any) -> Observation:
    """A space that has been there for long; ``used`` is in GiB, of 100."""
    sample = Sample(NOW, round(used * GIB), 100 * GIB)
    made = Observation(space_id, f"Space {space_id}", sample, LONG_AGO, changed=NOW - DAY)
    return replace(made, **changed)


def growing(space_id: str, by: float) -> tuple[Observation, tuple[Sample, ...]]:
    """A space that grew by so many GiB each day of the last month, and its history."""
    history = tuple(
        Sample(NOW - day * DAY, round((80 - day * by) * GIB), 100 * GIB)
        for day in range(30, -1, -1)
    )
    rate = Pace(days=9, looks=9, grown=9 * by * GIB)
    return seen(space_id, pace=rate, sample=history[-1]), history


def known(*spaces: Observation, **changed: Any) -> Knowledge:
    about = Knowledge(
        seen={each.space_id: each for each in (seen("0", 1), *spaces)},
        gone=(),
        histories={},
        overrides=Overrides({}),
        progress=Progress(),
        memory=Memory(),
        changes=(),
        month=MONTH,
        operator="Bob",
        now=NOW,
    )
    return replace(about, **changed)


def made(*spaces: Observation, subscription: Subscription = EVERYTHING, **changed: Any) -> Report:
    return report(subscription, DUE, known(*spaces, **changed))


def names(rows: Any) -> list[str]:
    return [row.name.removeprefix("Space ") for row in rows]


def test_what_is_nearest_to_full_comes_first_a_soft_quota_counts() -> None:
    soft = seen("soft", 9, sample=Sample(NOW, 9 * GIB))
    wishes = Overrides({"soft": Override(soft_quota=10 * GIB)})

    shown = made(seen("1", 40), seen("2", 95), soft, overrides=wishes).full

    assert names(shown) == ["2", "soft", "1", "0"]
    assert [space.soft for space in shown] == [False, True, False, False]


def test_what_grew_most_since_the_last_digest_comes_first_with_its_date() -> None:
    slow, slow_history = growing("slow", 0.5)
    fast, fast_history = growing("fast", 1.5)
    histories = {"slow": slow_history, "fast": fast_history}

    rows = made(slow, fast, histories=histories).growing

    assert names(rows) == ["fast", "slow"]
    assert [round(row.by / GIB, 1) for row in rows] == [12, 4]
    assert rows[0].full is not None
    assert rows[0].full.likely - NOW > 12 * DAY
    assert rows[0].ratio == 0.8


def test_what_was_seen_for_a_part_of_the_time_only_says_since_when() -> None:
    fast, history = growing("fast", 1)

    (row,) = made(fast, histories={"fast": history[-3:]}).growing

    assert (row.by, row.since) == (2 * GIB, history[-3].at)


def test_what_shrank_or_was_never_seen_did_not_grow() -> None:
    fast, history = growing("fast", 1)
    shrunk = (*history[:-1], Sample(NOW, GIB, 100 * GIB))

    assert made(fast, histories={"fast": shrunk}).growing == ()
    assert made(fast, histories={"fast": ()}).growing == ()
    assert made(fast).growing == ()


def test_only_the_fastest_are_measured() -> None:
    spaces = [growing(f"{place:03}", place + 1)[0] for place in range(2 * CANDIDATES)]
    unsure = replace(spaces[-1], space_id="new", pace=Pace(days=0.5, looks=1, grown=1e15))
    everything = known(*spaces, unsure).seen

    found = candidates(EVERYTHING, everything)

    assert len(found) == CANDIDATES
    assert found[0] == spaces[-1].space_id
    assert "new" not in found


def test_a_space_is_new_if_it_came_since_and_not_with_the_first_looks() -> None:
    new, before, after = (
        seen("new", first=BEGINS),
        seen("before", first=BEGINS - 1),
        seen("after", first=MOMENT),
    )

    shown = made(new, before, after)

    assert (names(shown.new), shown.counts.new) == (["new"], 1)


def test_when_the_watch_has_just_begun_not_everything_is_new() -> None:
    spaces = {
        name: seen(name, 0, first=NOW - 3 * DAY + each) for name, each in (("a", 0), ("b", 9))
    }
    late = seen("late", first=NOW - DAY)

    shown = report(EVERYTHING, DUE, known(seen={**spaces, "late": late}))

    assert names(shown.new) == ["late"]
    assert names(shown.empty) == ["a", "b"]


def test_what_is_gone_is_named_unless_it_came_back() -> None:
    gone = [
        Gone(space_id, f"Space {space_id}", Sample(NOW, GIB), at)
        for space_id, at in (
            ("1", BEGINS),
            ("2", BEGINS - 1),
            ("3", NOW),
            ("4", MOMENT - 1),
            ("0", BEGINS),
        )
    ]

    shown = made(gone=[*gone, gone[0]])

    assert (names(shown.gone), shown.counts.gone) == (["4", "1"], 2)


def test_what_is_empty_or_unchanged_for_a_quarter_is_named() -> None:
    shown = made(
        seen("empty", 0),
        seen("new", 0, first=NOW - DAY),
        seen("stale", changed=NOW - STALE),
        seen("never changed", changed=0),
        seen("lately", changed=NOW - STALE + 1),
    )

    assert (names(shown.empty), shown.counts.empty) == (["empty"], 1)
    assert (names(shown.stale), shown.counts.stale) == (["never changed", "stale"], 2)
    assert [row.at for row in shown.stale] == [LONG_AGO, NOW - STALE]


def test_the_alerts_of_the_time_say_what_became_of_them() -> None:
    def incident(subject: str, **changed: Any) -> Incident:
        base = Incident(subject, BEGINS, Percent(90), Sample(NOW, 91 * GIB), 100 * GIB)
        return replace(base, messages=1, **changed)

    open_ = {
        "1": incident("1", taken=Taken(BOB, NOW)),
        "2": incident("2", stage="escalated"),
        "held": incident("held", held=NOW),
        ORGANISATION: incident(ORGANISATION),
    }
    open_["held"] = replace(open_["held"], messages=0)
    past = (
        incident("old", closed=BEGINS - 1),
        incident("3", closed=BEGINS),
        incident("4", closed=MOMENT, odd=("missing",)),
    )
    memory = Memory(incidents=open_, past=past, names={"1": "Video", "3": "Design"})

    rows = made(memory=memory)

    assert names(rows.alerts) == ["Video", "2", "", "4", "Design"]
    assert [row.how for row in rows.alerts] == ["near", "near", "near", "gone", "resolved"]
    assert [(row.by, row.escalated) for row in rows.alerts[:2]] == [("Bob", False), ("", True)]
    assert rows.alerts[0].ratio == 0.91
    assert (rows.counts.alerts, rows.counts.settled) == (5, 2)


def test_changes_to_spaces_are_told_and_nothing_else() -> None:
    def kept(
        command: str, outcome: str = "done", at: int = NOW - DAY, name: str = "Design"
    ) -> Kept:
        return Kept(at, Entry("manager01", "Bob", "cid9", command, "1", outcome, name))

    changes = [
        kept("space create"),
        kept("quota set", "uncertain", name="Video"),
        kept("space delete", "planned"),
        kept("space create", "refused: no"),
        kept("admin add"),
        kept("undo", "undone"),
        kept("space delete", at=MOMENT),
        kept("space delete", at=BEGINS - 1),
        kept("spacesuit"),
    ]

    shown = made(changes=changes)

    assert [(row.command, row.name, row.who) for row in shown.changes] == [
        ("space create", "Design", "Bob"),
        ("quota set", "Video", "Bob"),
    ]
    assert shown.counts.changes == 2


def test_nothing_outside_of_the_subscription_is_named() -> None:
    only = replace(EVERYTHING, spaces=frozenset({"1"}), alerts=False)
    one, one_history = growing("1", 1)
    other, other_history = growing("2", 2)
    gone = [Gone(each, each, Sample(NOW, GIB), BEGINS) for each in ("1", "2", "3")]
    capacity = seen(ORGANISATION)
    changes = [
        Kept(NOW - DAY, Entry("manager01", "Bob", "cid9", "space delete", target, "done", target))
        for target in ("1", "2")
    ]
    about = {
        "histories": {"1": one_history, "2": other_history},
        "gone": gone,
        "changes": changes,
    }

    shown = made(one, other, seen("3", 0), capacity, subscription=only, **about)

    assert shown.organisation is None
    assert {*names(shown.full), *names(shown.growing)} == {"1"}
    assert (shown.gone, shown.empty, shown.new) == ((), (), ())
    assert [row.name for row in shown.changes] == ["1"]
    assert shown.counts.spaces == 1
    assert candidates(only, known(one, other).seen) == ("1",)


def test_the_organisation_s_capacity_is_no_space() -> None:
    capacity = seen(ORGANISATION, 80, name="")

    shown = made(capacity)

    assert shown.organisation is not None
    assert (shown.organisation.name, shown.organisation.ratio) == ("", 0.8)
    assert (shown.counts.spaces, names(shown.full)) == (1, ["0"])


def test_of_many_rows_some_are_kept_and_all_are_counted() -> None:
    spaces = [seen(str(place), 0, first=NOW - DAY - place) for place in range(10, 60)]

    shown = made(*spaces)

    assert (len(shown.new), shown.counts.new) == (MOST, 50)
    assert names(shown.new)[:2] == ["10", "11"]


def test_it_says_how_old_its_numbers_are_what_the_calls_do_and_who_watches() -> None:
    old = replace(seen("1"), sample=Sample(NOW - DAY, GIB, 100 * GIB))
    behind = Progress(note=Note.FEWER_SWEEPS, every=4)

    shown = made(old, progress=behind)
    unwatched = made(old, progress=behind, operator="")
    lost = made(old, progress=behind.troubled("operator", "60121", NOW))

    assert (shown.at, shown.note, shown.days) == (NOW - DAY, "fewer sweeps", 4)
    assert (unwatched.watched, unwatched.note) == (False, None)
    assert (shown.lost, lost.lost) == (False, True)
    assert (shown.calls.used, shown.calls.share, shown.calls.forecast) == (1234, 3000, 2510)


def test_where_nothing_was_seen_nothing_is_said() -> None:
    empty = report(EVERYTHING, replace(DUE, late=True), known(seen={}))

    assert (empty.at, empty.full, empty.counts.spaces, empty.late) == (None, (), 0, True)


def test_it_is_called_what_the_schedule_is() -> None:
    daily = replace(EVERYTHING, digest=Digest("daily", 540))

    assert made(subscription=daily).every == "daily"
    assert made().every == "weekly"


def test_numbers_are_as_old_as_those_of_the_organisation_that_it_shows() -> None:
    whole = seen(ORGANISATION, sample=Sample(NOW - HOUR, GIB, 100 * GIB))

    assert made(whole).at == NOW - HOUR
    assert made(whole, subscription=replace(EVERYTHING, spaces=frozenset({"0"}))).at == NOW
