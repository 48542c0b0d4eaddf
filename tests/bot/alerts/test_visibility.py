"""What a check of a member's list leaves, when they have chosen otherwise while it was made."""

from dataclasses import replace

from bot.alerts.memory import Memory, Situation
from bot.alerts.subscription import Subscription
from bot.alerts.visibility import Checked
from bot.messages import Conversation

MINE = Subscription(
    Conversation("cid", "single"), "Ann", 1, "staff01", spaces=frozenset("ab"), personal=True
)
THEN = Situation(MINE, Memory(), 1000)
CHECKED = Checked(spaces=frozenset("a"), lost=frozenset("b"))


def test_what_was_lost_is_told_of_no_more() -> None:
    after = CHECKED.onto(MINE, THEN)

    assert after == replace(MINE, spaces=frozenset("a"), checked=1000)


def test_what_was_chosen_meanwhile_stays() -> None:
    after = CHECKED.onto(replace(MINE, spaces=frozenset("abc")), THEN)

    assert after is not None
    assert after.spaces == frozenset("ac")


def test_nothing_left_ends_it() -> None:
    assert Checked(frozenset(), frozenset("ab")).onto(MINE, THEN) is None


def test_what_an_admin_has_chosen_meanwhile_is_not_the_members() -> None:
    theirs = replace(MINE, personal=False, spaces=None)

    assert CHECKED.onto(theirs, THEN) == theirs
