"""Reading days of the week and times of day."""

import pytest

from bot.alerts.times import NOT_A_DAY, NOT_A_TIME, DayAndTime, TimeOfDay
from bot.errors import BadArgument, MissingArgument

TIME = TimeOfDay("time", ask="When?")
WHEN = DayAndTime("day and time", ask="When?")


@pytest.mark.parametrize(
    ("said", "minute"),
    [
        ("9:00", 540),
        ("09:00", 540),
        ("９：３０", 570),
        ("9", 540),
        ("0:00", 0),
        ("23:59", 1439),
        ("9点", 540),
        ("9点半", 570),
        ("9点05分", 545),
        ("9点5", 545),
        ("上午9点", 540),
        ("下午3点半", 930),
        ("下午 3:15", 915),
        ("晚上8点", 1200),
        ("下午15:00", 900),
        ("9am", 540),
        ("9:30 PM", 1290),
        ("12am", 0),
        ("12pm", 720),
        ("at 9:00", 540),
    ],
)
def test_a_time_of_day_is_read(said: str, minute: int) -> None:
    assert TIME.read(said) == minute


@pytest.mark.parametrize(
    "said",
    ["24:00", "9:60", "9:5", "13pm", "0am", "noon", "9:00 9:00", "-1", "晚", "100", "9:00:00"],
)
def test_what_is_no_time_is_said_to_be_none(said: str) -> None:
    with pytest.raises(BadArgument) as bad:
        TIME.read(said)

    assert (bad.value.part, bad.value.given, bad.value.reason) == ("time", said, NOT_A_TIME)


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("mon 09:00", (0, 540)),
        ("Monday 9:00", (0, 540)),
        ("tues 9", (1, 540)),
        ("on wednesdays at 9:30pm", (2, 1290)),
        ("thurs, 9am", (3, 540)),
        ("every friday 17:00", (4, 1020)),
        ("SAT 09:00", (5, 540)),
        ("sun", (6, 540)),
        ("周一 9:00", (0, 540)),
        ("周一9点", (0, 540)),
        ("每周五下午5点", (4, 1020)),
        ("星期日 9：00", (6, 540)),
        ("礼拜天", (6, 540)),
    ],
)
def test_a_day_and_a_time_are_read(said: str, when: tuple[int, int]) -> None:
    assert WHEN.read(said) == when


@pytest.mark.parametrize(
    "said", ["9:00", "someday 9:00", "monopoly 9:00", "mon 25:00", "周八 9:00", "mon tue 9:00"]
)
def test_what_is_no_day_and_time_is_said_to_be_none(said: str) -> None:
    with pytest.raises(BadArgument) as bad:
        WHEN.read(said)

    assert (bad.value.given, bad.value.reason) == (said, NOT_A_DAY)


def test_what_was_left_out_is_asked_for() -> None:
    with pytest.raises(MissingArgument):
        TIME.read(" ")
    with pytest.raises(MissingArgument):
        WHEN.read("")
