"""Somebody's list with the newest numbers in it."""

from bot.drive.spaces import Listing, Space
from bot.quota.observations.model import Seen
from bot.quota.observations.newest import newest
from bot.quota.samples import Sample

LISTED = Listing((Space("1", "One", "org", 10, 100), Space("2", "Two", "org", 20, 100)), 1000)


def seen(space_id: str, name: str, used: int, at: int) -> Seen:
    return Seen(space_id, name, Sample(at, used, 200), at)


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
