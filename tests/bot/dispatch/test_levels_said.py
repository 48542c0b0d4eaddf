"""A level that is said to go is kept beside the one that comes."""

from bot.dispatch.levels_said import with_swapped
from bot.reading import Understood, Wish
from tests.sweeping import sweep


def levels(text: str, said: str) -> str:
    wish = Wish("quota levels", {"space": "Legal", "levels": said}, 1.0)
    return with_swapped(text, Understood("sure", (wish,))).wishes[0].raw["levels"]


@sweep(
    ("text", "said", "kept"),
    [
        ("warn Legal at 85% instead of 90", "85", "85% instead of 90%"),
        ("90 is too late for Legal, warn us at 85 please", "85", "85% instead of 90%"),
        ("warn us at 85% not 90, 90 is too late", "85", "85% instead of 90%"),
        ("Legal 80%才提醒太晚了，70%就提醒", "70", "70% 代替 80%"),
        ("warn Legal at 85%", "85", "85"),
        ("Legal 到95%再提醒，80%太早了", "95", "95"),
        ("warn Legal at 85 and 90, not later", "85 90", "85 90"),
        ("warn Legal at 85%, not at 9:30", "85", "85"),
    ],
)
def test_the_level_that_goes_is_kept(text: str, said: str, kept: str) -> None:
    assert levels(text, said) == kept
