"""When a plain answer is cheaper as a text."""

import random

from bot.budget.text_or_card import is_text_cheaper
from tests.sweeping import sweep


@sweep(
    ("calls", "messages", "before", "after"),
    [
        (0.0, 0.0, "card", "card"),
        (0.49, 0.0, "text", "card"),
        (0.5, 0.29, "card", "text"),
        (0.5, 0.31, "card", "card"),
        (0.6, 0.45, "text", "text"),
        (0.6, 0.45, "card", "card"),
        (0.6, 0.51, "text", "card"),
        (1.2, 0.9, "card", "text"),
        (0.9, 1.0, "text", "card"),
    ],
)
def test_the_pot_of_which_more_is_left_is_drawn_upon(
    calls: float, messages: float, before: str, after: str
) -> None:
    assert is_text_cheaper(calls, messages, was=before == "text") is (after == "text")


def test_a_month_of_answers_changes_sides_a_few_times_at_most() -> None:
    """Each question costs a message and a call, each answer one of the two."""
    chance = random.Random(7)  # noqa: S311 - the same month every time
    calls = messages = changes = 0
    text = False
    while calls < 3000 and messages < 1800:
        was, text = text, is_text_cheaper(calls / 3000, messages / 1800, was=text)
        changes += was is not text
        messages += 1 + text
        calls += chance.choice((1, 2, 3)) + (not text)

    assert 1 <= changes <= 10
