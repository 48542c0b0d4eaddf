"""Alerts that are wished in a group from a private chat name the group as not taken."""

from bot.dispatch.place_untaken import digest_untaken, place_untaken
from tests.sweeping import sweep


@sweep(
    ("text", "said"),
    [
        ("Finance 到85%在群里提醒一下", "在群里"),
        ("Finance满了发到群里提醒大家", "发到群里"),
        ("tell us in the group when Finance is at 85%", "in the group"),
        ("Finance 到85%提醒一下", ""),
    ],
)
def test_a_group_is_not_taken(text: str, said: str) -> None:
    assert place_untaken("alert here", text, group=False) == said
    assert place_untaken("alert here", text, group=True) == ""
    assert place_untaken("alert me", text, group=False) == ""


@sweep(
    ("text", "said"),
    [
        ("每个工作日早上九点给群里发个简报", "每个工作日"),
        ("每天九点发摘要，只要快满的", "只要快满的"),
        ("daily digest at 9 on weekdays", "on weekdays"),
        ("每天早上九点发日报，周末就不用发了", "周末就不用发了"),
        ("每天9点发日报，周六周日别发", "周六周日别发"),
        ("send the daily digest at 9, but not on weekends", "but not on weekends"),
        ("每天早上九点发摘要", ""),
    ],
)
def test_what_a_digest_is_not_limited_to_is_told(text: str, said: str) -> None:
    assert digest_untaken("digest daily", text) == said
