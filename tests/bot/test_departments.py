"""Departments are known by what they are called in Chinese and in English."""

from bot.language import are_called_alike, in_other_language
from tests.sweeping import sweep


@sweep(
    ("said", "name", "alike"),
    [
        ("财务", "Finance", True),
        ("财务", "Finance 2025", True),
        ("finance", "财务共享盘", True),
        ("HR", "人力资源", True),
        ("design", "设计资料", True),
        ("Design Review", "设计资料", True),
        ("People Team weekly", "人事档案", True),
        ("new starters", "入职材料", True),
        ("财务", "Refinance", False),
        ("财务", "Financed", False),
        ("law", "Lawn", False),
        ("design", "Engineering", False),
        ("Atlantis", "市场部", False),
    ],
)
def test_a_department_is_called_in_two_ways(said: str, name: str, alike: bool) -> None:  # noqa: FBT001 - a column
    assert are_called_alike(said, name) is alike


def test_what_is_no_department_has_no_other_name() -> None:
    assert list(in_other_language("Atlantis")) == []
