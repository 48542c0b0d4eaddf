"""What becomes of a request, step by step."""

from dataclasses import replace

from bot.messages import Conversation
from bot.requests import steps
from bot.requests.request import CameOfIt, CarryingOut, RefusedTo, Request, RoomWish, SpaceWish, Who
from tests.sweeping import sweep

ANN, BOB, CAROL = Who("ann", "Ann"), Who("bob", "Bob"), Who("carol", "Carol")
ACCOUNTS = (frozenset({"ann", "ann2"}), frozenset({"bob", "bob2"}))
OPEN = Request(
    "r1", 1, SpaceWish("X"), ANN, Conversation("c", "single"), "en", "card", at=1000, expires=9000
)
TWO = replace(OPEN, wanted=2)
DOING = steps.approve(OPEN, BOB, "t1", 2000)
DONE = steps.done(DOING, "t1", CameOfIt(), 3000)
LATE = 2000 + steps.DOING_MILLIS


@sweep(
    ("request", "who", "turn", "now", "what"),
    [
        (OPEN, "bob", "t1", 2000, ""),
        (OPEN, "ann", "t1", 2000, "own"),
        (OPEN, "ann2", "t1", 2000, "own"),
        (DOING, "bob", "t1", 2000, ""),
        (DOING, "carol", "t2", 2000, "busy"),
        (DOING, "carol", "t2", LATE, ""),
        (steps.approve(TWO, BOB, "t1", 2000), "bob", "t2", 2000, "twice"),
        (steps.approve(TWO, BOB, "t1", 2000), "bob2", "t2", 2000, "twice"),
        (steps.approve(TWO, BOB, "t1", 2000), "carol", "t2", 2000, ""),
    ],
)
def test_who_may_approve(request: Request, who: str, turn: str, now: int, what: str) -> None:
    assert steps.hindrance(request, who, turn, now, ACCOUNTS) == what


def test_the_last_approval_that_it_takes_begins_it_and_only_its_turn_ends_it() -> None:
    first = steps.approve(TWO, BOB, "t1", 2000)
    second = steps.approve(first, CAROL, "t2", 2000)

    assert (first.doing, first.approvals) == (None, (BOB,))
    assert second.doing == CarryingOut("t2", CAROL, 2000)
    assert steps.done(second, "t1", CameOfIt(), 3000) == second
    ended = steps.done(second, "t2", CameOfIt(), 3000)
    assert (ended.state, ended.by, ended.approvals) == ("approved", CAROL, (BOB, CAROL))
    assert ended.ended == 3000


@sweep(
    "step",
    [
        lambda request: steps.approve(request, BOB, "t9", 5000),
        lambda request: steps.done(request, "t1", CameOfIt(), 5000),
        lambda request: steps.refused(request, "t1", RefusedTo(BOB, "no")),
        lambda request: steps.failed(request, "t1"),
        lambda request: steps.decline(request, BOB, "", 5000),
        lambda request: steps.withdraw(request, 5000),
        lambda request: steps.void(request, "gone", 5000),
        lambda request: steps.expire(request, 99_000),
        lambda request: steps.bind(request, {}, "other"),
    ],
)
def test_what_has_ended_stays_as_it_is(step: object) -> None:
    ends = (DONE, steps.decline(OPEN, BOB, "no", 2000), steps.expire(OPEN, 9000))
    for ended in (*ends, steps.void(OPEN, "left", 2000), steps.withdraw(OPEN, 2000)):
        assert not ended.is_open
        assert step(ended) == ended  # type: ignore[operator]  # a step of the table


def test_what_is_carried_out_is_neither_declined_nor_expired_but_for_a_while_only() -> None:
    assert steps.decline(DOING, CAROL, "", 2500) == DOING
    assert steps.withdraw(DOING, 2500) == DOING
    assert steps.expire(replace(DOING, expires=2500), 2500).is_open
    assert steps.decline(DOING, CAROL, "", LATE).state == "declined"
    assert steps.expire(DOING, LATE).state == "expired"
    assert steps.expire(OPEN, 8999) == OPEN


def test_what_dingtalk_refuses_stays_open_for_others() -> None:
    after = steps.refused(DOING, "t1", RefusedTo(BOB, "no", ("Carol",)))

    assert (after.state, after.doing, after.approvals) == ("open", None, ())
    assert after.refusal == RefusedTo(BOB, "no", ("Carol",))
    assert steps.approve(after, CAROL, "t2", 2500).refusal is None


def test_another_target_asks_all_of_them_again() -> None:
    first = steps.approve(TWO, BOB, "t1", 2000)
    after = steps.bind(first, {"alike": ["X"]}, "s1")

    assert (after.approvals, after.changed, after.bound) == ((), True, "s1")
    assert steps.bind(after, {}, "s1") == after


def test_each_step_that_changes_something_is_to_be_shown() -> None:
    assert (OPEN.version, DOING.version, DONE.version) == (1, 2, 3)


def test_the_same_is_asked_for_by_the_same_person() -> None:
    room = replace(OPEN, wish=RoomWish("s1", "A", 5))
    others = [
        replace(OPEN, asker=BOB),
        replace(OPEN, wish=SpaceWish("Y")),
        room,
        replace(room, wish=RoomWish("s1", "A", 6)),
    ]
    assert len({each.subject for each in (OPEN, *others)}) == 5
    assert replace(OPEN, id="r2", number=2, because="why").subject == OPEN.subject
    assert replace(room, wish=RoomWish("s1", "called otherwise", 5)).subject == room.subject
