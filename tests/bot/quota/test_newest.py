"""Somebody's list with the newest numbers in it."""

from bot.drive.spaces import Listing, Space
from bot.quota.newest import newest
from bot.quota.samples import Sample
from bot.quota.seen import Seen

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
