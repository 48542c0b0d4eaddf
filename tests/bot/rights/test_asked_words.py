"""Access that is asked for: what, which, how long and why are parted where that is plain."""

import pytest

from bot.errors import BadArgument
from bot.rights.asked_words import AccessAsked, AccessSaid
from bot.times.spans import DAY
from tests.sweeping import sweep

ACCESS = AccessAsked("access", "Which?")


@sweep(
    ("said", "millis", "why"),
    [
        ("can edit", 0, ""),
        ("can edit 7 days", 7 * DAY, ""),
        ("can edit 7 days for the audit", 7 * DAY, "for the audit"),
        ("can edit I must fix it", 0, "I must fix it"),
        ("can edit, need the totals", 0, "need the totals"),
        ("can edit to fix the totals", 0, "to fix the totals"),
        ("可编辑 7天 要改数", 7 * DAY, "要改数"),
        ("可编辑 要改数", 0, "要改数"),
        ("可编辑 7天，因为要改数", 7 * DAY, "要改数"),
    ],
)
def test_a_reason_is_what_is_said_behind_the_time(said: str, millis: int, why: str) -> None:
    assert ACCESS.read(f"report.docx {said}") == AccessSaid("report.docx", "EDITOR", millis, why)


@sweep("time", ["7 dayz", "for a weekk", "until somewhen", "三填", "下周吧吧"])
def test_what_begins_like_a_time_is_no_reason_for_access_for_ever(time: str) -> None:
    with pytest.raises(BadArgument):
        ACCESS.read(f"report.docx can edit {time}")
