"""Alerts that are not wanted at some hours are quiet hours."""

from bot.dispatch.listening import for_oneself
from bot.dispatch.quiet_said import quiet_said, remembered
from bot.reading import Understood, Wish
from tests.sweeping import sweep


@sweep(
    ("said", "read"),
    [
        (
            "don't bother me with alerts between 8pm and 7am",
            "no alerts between 8pm and 7am",
        ),
        ("Please do not send me alerts from 10pm to 6am", "no alerts from 10pm to 6am"),
        ("don't ping us from 22 to 7", "no alerts from 22 to 7"),
        ("don't bother me", "don't bother me"),
        ("don't alert me about Finance", "don't alert me about Finance"),
        ("don't delete it between 8 and 9", "don't delete it between 8 and 9"),
    ],
)
def test_only_alerts_at_some_hours_are_read_without_the_not(said: str, read: str) -> None:
    assert quiet_said(said) == read


@sweep(
    ("said", "read"),
    [
        ("市场部满了别忘了提醒我", "市场部满了提醒我"),
        ("Please don't forget to alert me about Finance", "alert me about Finance"),
        ("别忘了", "别忘了"),
    ],
)
def test_what_is_not_to_be_forgotten_is_wished(said: str, read: str) -> None:
    assert remembered(said) == read


def test_who_wants_to_be_told_at_a_level_sets_none_for_everybody() -> None:
    levels = Understood("sure", (Wish("quota levels", {"space": "Finance", "levels": "80%"}, 1.0),))

    assert for_oneself("give me a shout when Finance gets to 80 percent", levels)
    assert not for_oneself("set the levels of Finance to 80", levels)
