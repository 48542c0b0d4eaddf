"""What a file would change, and how it is shown."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.hours import Quiet
from bot.alerts.settings_file.diff import (
    ANOTHER_KIND,
    PAGE,
    Difference,
    Row,
    ShownNames,
    difference,
    fact_of,
    pages_of,
    rows_of,
    title_of,
)
from bot.alerts.settings_file.format import MISSING, Wanted, dump, load
from bot.alerts.subscription import Digest, Refusal, Subscription
from bot.errors.files import BadFile
from bot.quota.limits import Percent
from bot.quota.samples import ORGANISATION
from tests.bot.alerts.settings_file.subscriptions import (
    NOW,
    ZONE,
    subscription,
    subscriptions,
    unhurried,
)
from tests.sweeping import sweep

HERE = ShownNames({"1": "Marketing", "2": "Design"}, {"staff01": "Ann"}, frozenset({"cid1"}), ZONE)


def wanted(conversation: str = "cid1", *, removed: bool = False, **changed: Any) -> Wanted:
    return Wanted(subscription(conversation, **{"by": "", "at": 0, **changed}), 7, removed)


def compared(*now: Subscription, file: list[Wanted]) -> Difference:
    return difference({each.conversation.id: each for each in now}, file, NOW)


def shown(*now: Subscription, file: list[Wanted]) -> list[Row]:
    return list(rows_of(compared(*now, file=file), HERE))


@unhurried
@given(st.lists(subscriptions(), max_size=4, unique_by=lambda each: each.conversation.id))
def test_a_file_that_was_just_written_changes_nothing(told: list[Subscription]) -> None:
    now = {each.conversation.id: each for each in told}
    file = load(dump(now, {}, zone=ZONE, now=NOW), zone=ZONE).conversations

    found = difference(now, file, NOW)

    assert found.changes == ()
    assert found.same == len([each for each in told if not each.personal])


@unhurried
@given(
    st.lists(subscriptions(), max_size=4, unique_by=lambda each: each.conversation.id),
    st.lists(subscriptions(), max_size=4, unique_by=lambda each: each.conversation.id),
)
def test_once_a_file_is_carried_out_it_changes_nothing_more(
    before: list[Subscription], after: list[Subscription]
) -> None:
    now = {each.conversation.id: each for each in before}
    text = dump({each.conversation.id: each for each in after}, {}, zone=ZONE, now=NOW)
    told = load(text, zone=ZONE).conversations
    file = tuple(each for each in told if each.subscription.conversation.id not in now)

    for change in difference(now, file, NOW).changes:
        name = change.subscription.conversation.id
        now[name] = change.onto(now.get(name), "manager01", "manager01", NOW)

    assert difference(now, file, NOW).changes == ()


def test_what_a_file_does_not_name_stays() -> None:
    assert compared(subscription("cid2"), file=[]) == Difference((), (), 0)


def test_added_changed_and_removed_are_told_apart() -> None:
    now = [subscription("cid1"), subscription("cid2"), subscription("cid3")]
    file = [
        wanted("cid1"),
        wanted("cid2", levels=(Percent(50),)),
        wanted("cid3", removed=True),
        wanted("cid4"),
        wanted("cid5", removed=True),
    ]

    found = compared(*now, file=file)

    assert (found.added, found.changed, found.removed, found.same) == (1, 1, 1, 2)
    assert [each.fields for each in found.changes if each.before and each.after] == [("levels",)]


def test_members_own_alerts_are_left_alone() -> None:
    theirs = subscription("cid1", "single", user_id="staff01", personal=True)

    for removed in (False, True):
        found = compared(theirs, file=[wanted("cid1", kind="single", removed=removed)])
        assert (found.changes, found.theirs) == ((), (theirs,))


def test_a_change_keeps_what_is_no_wish() -> None:
    refused = Refusal(1, 2, "no")
    now = subscription(refused=refused, checked=5, digest=Digest("daily", 60, last=9))
    [change] = compared(now, file=[wanted(digest=Digest("daily", 60), alerts=False)]).changes

    after = change.onto(now, "manager02", "manager02", NOW)

    assert (after.alerts, after.refused, after.checked) == (False, refused, 5)
    assert after.digest == Digest("daily", 60, last=9)
    assert (after.by, after.at) == ("manager02", NOW)


@sweep("now", [[], [subscription()], [subscription(digest=Digest("daily", 60, last=9))]])
def test_a_new_digest_is_not_sent_for_the_time_before(now: list[Subscription]) -> None:
    [change] = compared(*now, file=[wanted(digest=Digest("weekly", 60, 2))]).changes

    after = change.onto(now[0] if now else None, "manager01", "manager01", NOW)

    assert after.digest == Digest("weekly", 60, 2, last=NOW)


def test_the_title_is_dingtalks_to_say() -> None:
    [change] = compared(subscription(), file=[wanted(title="Mine", alerts=False)]).changes

    assert change.onto(subscription(), "manager01", "manager01", NOW).conversation.title == "Team"
    assert compared(subscription(), file=[wanted(title="Mine")]).changes == ()


@sweep(
    ("now", "file", "problem"),
    [
        ([subscription()], wanted(kind="single"), ("kind", "single", ANOTHER_KIND)),
        ([subscription()], wanted(user_id="staff01"), ("user", "staff01", ANOTHER_KIND)),
        (
            [subscription(kind="single", user_id="staff01")],
            wanted(kind="single", user_id="staff02"),
            ("user", "staff02", ANOTHER_KIND),
        ),
        ([], wanted(kind=""), ("kind", "", MISSING)),
        ([], wanted(kind="single"), ("user", "", MISSING)),
    ],
)
def test_a_file_that_contradicts_dingtalk_is_refused_whole(
    now: list[Subscription], file: Wanted, problem: tuple[str, str, str]
) -> None:
    with pytest.raises(BadFile) as bad:
        compared(*now, file=[wanted("cid9"), file])

    [found] = bad.value.problems
    assert (found.line, found.field, found.given, found.reason) == (7, *problem)


def test_its_mark_names_what_would_change_and_nothing_else() -> None:
    file = [wanted("cid1", spaces=frozenset({"1", "2", "3"}))]
    first = compared(subscription("cid1"), file=file).mark

    assert (
        compared(subscription("cid1", at=5, by="x"), subscription("cid2"), file=file).mark == first
    )
    assert compared(subscription("cid1", alerts=False), file=file).mark != first
    assert compared(file=file).mark != first


def test_every_space_that_is_told_of_is_named() -> None:
    spaces = frozenset({"1", "2", "3", "4", ORGANISATION})

    rows = shown(file=[wanted(spaces=spaces)])

    named = [each for row in rows if row.kind == "gained" for each in row.spaces]
    assert {each.id for each in named} == spaces
    assert {each.name for each in named} == {"Marketing", "Design", ""}


def test_only_what_differs_of_the_spaces_is_named() -> None:
    now = subscription(spaces=frozenset({"1", "3"}))

    rows = shown(now, file=[wanted(spaces=frozenset({"1", "2"}))])

    assert [(row.kind, [each.id for each in row.spaces]) for row in rows[1:]] == [
        ("gained", ["2"]),
        ("lost", ["3"]),
    ]


@sweep(
    ("before", "after", "kinds"),
    [
        (frozenset({"1"}), None, ["all"]),
        (None, frozenset({"1"}), ["only", "gained"]),
        (None, frozenset(), ["none"]),
        (frozenset({"1"}), frozenset(), ["none", "lost"]),
    ],
)
def test_all_and_nothing_are_said_in_words(
    before: frozenset[str] | None, after: frozenset[str] | None, kinds: list[str]
) -> None:
    rows = shown(subscription(spaces=before), file=[wanted(spaces=after)])

    assert [row.kind for row in rows] == ["changed", *kinds]


def test_wishes_are_shown_as_a_file_says_them() -> None:
    now = subscription(quiet=Quiet(time(22), time(8)), holidays=frozenset({date(2026, 10, 1)}))

    rows = shown(now, file=[wanted(levels=(Percent(50),), holidays=frozenset({date(2026, 10, 1)}))])

    assert [(row.what, row.before, row.after) for row in rows[1:]] == [
        ("Alert levels", "", "[50%]"),
        ("Quiet hours", "22:00-08:00", ""),
    ]


def test_a_conversation_that_was_never_heard_of_is_marked() -> None:
    rows = shown(file=[wanted("cid1", spaces=None), wanted("cid2", spaces=None)])

    assert [row.known for row in rows if row.kind == "added"] == [True, False]


def test_a_single_chat_is_named_after_whom_it_is_with() -> None:
    told = subscription("cid1", "single", "", user_id="staff01")

    assert title_of(told, HERE.nicks) == "Ann"
    assert title_of(told, {}) == "staff01"
    assert title_of(subscription("cid1", title=""), {}) == "cid1"
    assert shown(file=[wanted("cid1", kind="single", user_id="staff01")])[0].single


def test_pages_say_whose_facts_they_go_on_with() -> None:
    heads = [Row("changed", "A"), Row("changed", "B")]
    fact = Row("wish", what="Alert levels")
    rows = [heads[0], *[fact] * (PAGE - 1), heads[1], *[fact] * PAGE]

    pages = pages_of(rows)

    assert all(len(page) <= PAGE for page in pages)
    assert [page[0] for page in pages] == [heads[0], heads[1], heads[1]]
    assert [row for page in pages for row in page].count(fact) == 2 * PAGE - 1
    assert pages_of([]) == ()


def test_the_trail_keeps_the_wishes_that_changed() -> None:
    told = subscription(spaces=frozenset({"1", "2"}), alerts=False)

    assert fact_of(told, ("spaces", "alerts", "quiet"), ZONE) == "spaces=2; alerts=no"
    assert fact_of(None, ("spaces",), ZONE) == ""
