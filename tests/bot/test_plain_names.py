"""A name is taken out of the words that somebody answers with."""

from bot.language.courtesy import plain_name
from tests.sweeping import sweep


@sweep(
    ("said", "name"),
    [
        ("Trade Fair 2025 would be a suitable name, thank you.", "Trade Fair 2025"),
        ("let's call it Fair Docs please", "Fair Docs"),
        ("名字就叫展会2025吧", "展会2025"),
        ("Fair Docs", "Fair Docs"),
        ("酒吧", "酒吧"),
    ],
)
def test_a_name_is_taken_alone(said: str, name: str) -> None:
    assert plain_name(said) == name
