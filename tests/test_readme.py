"""The README in both languages: short, and of the same things."""

import re
from pathlib import Path

import pytest

from bot.routing import Routes
from handlers import ROUTERS

ROOT = Path(__file__).parents[1]
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh.md"
MOST_BYTES = 9_000
ROUTES = Routes(ROUTERS)
YES = {"yes", "确认"}
"""What answers a question, and is no command."""


def text(page: Path) -> str:
    return page.read_text("utf-8")


def said(page: Path) -> list[str]:
    """What stands between backticks in one line."""
    return re.findall(r"`([^`\n]+)`", text(page))


def commands(page: Path) -> set[str]:
    """The commands that a page names, in any of their names."""
    found = (ROUTES.find(each) for each in said(page))
    return {match.route.words for match in found if match is not None}


def links(page: Path) -> set[str]:
    return set(re.findall(r"\]\(([^)]+)\)", text(page)))


def typed(page: Path) -> list[str]:
    """The lines to type in a terminal, without what they say of themselves."""
    lines = re.findall(r"^    (.+)$", text(page), re.MULTILINE)
    return [line.partition(" # ")[0].strip() for line in lines]


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_it_is_for_a_first_visit(page: Path) -> None:
    assert page.stat().st_size <= MOST_BYTES


def test_each_leads_to_the_other_and_both_to_the_same_pages() -> None:
    assert links(ENGLISH) - {CHINESE.name} == links(CHINESE) - {ENGLISH.name}
    assert CHINESE.name in links(ENGLISH)
    assert ENGLISH.name in links(CHINESE)


def test_both_have_the_same_sections_in_the_same_order() -> None:
    """Each with as many points and rows, so that nothing is added to one alone."""
    shapes = [
        [
            (
                len(re.findall("^- ", part, re.MULTILINE)),
                len(re.findall(r"^\|", part, re.MULTILINE)),
            )
            for part in text(page).split("\n## ")
        ]
        for page in (ENGLISH, CHINESE)
    ]

    assert shapes[0] == shapes[1]


def test_both_name_the_same_commands_and_what_to_type() -> None:
    assert commands(ENGLISH) == commands(CHINESE) != set()
    assert typed(ENGLISH) == typed(CHINESE) != []


def test_what_the_chinese_one_tells_to_say_is_understood() -> None:
    chinese = [each for each in said(CHINESE) if re.search("[\u4e00-\u9fff]", each)]

    assert [each for each in chinese if each not in YES and ROUTES.find(each) is None] == []
