"""What buttons of many cards share, and that none of them does it in a way of its own."""

import re

from bot.shared_buttons import Agreed, said, turns
from tests.catalogue import ROOT
from tests.sweeping import sweep


@sweep(
    ("page", "pages", "beside"),
    [
        (1, 1, {}),
        (1, 3, {"next": 2}),
        (2, 3, {"previous": 1, "next": 3}),
        (3, 3, {"previous": 2}),
    ],
)
def test_a_page_leads_to_those_beside_it(page: int, pages: int, beside: dict[str, int]) -> None:
    assert turns(page, pages, lambda other: other) == beside


def test_a_button_says_its_command_in_the_language_of_its_card() -> None:
    assert said("zh", "空间列表", "spaces", "", page=2) == "空间列表 第2页"
    assert said("en", "空间列表", "spaces", "a b", page=2) == "spaces a b page 2"
    assert said("en", "撤销", "undo") == "undo"
    assert said("zh", "", "", page=3) == "第3页"


def test_a_yes_is_an_answer_and_what_the_button_says_is_one() -> None:
    for language in ("zh", "en"):
        assert Agreed().expects(Agreed().says(language))
    assert not Agreed().expects("why")


ELSE = {
    "bot/alerts/cards/actions.py",  # a space in the words of its language
    "bot/drive/space_buttons.py",  # the same
    "bot/rights/grant_notices.py",  # days in the words of its language
    "bot/files/file_buttons.py",  # a file in the words of its language
    "bot/dispatch/examples.py",  # a sentence of a language
    "bot/dispatch/going_on.py",  # the button that it means
    "bot/dispatch/said_in.py",  # a command in the words of its language
    "bot/dispatch/heard_runner.py",  # a comma of a language
    "bot/dispatch/whole_space.py",  # quotes of a language
    "bot/dispatch/following.py",  # what was said of a page
}
"""What has one of these words without turning pages."""


def test_no_card_turns_its_pages_in_a_way_of_its_own() -> None:
    own = re.compile(r'"previous"|第\{self|page \{self|language == "zh" else')
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "handlers")
        for path in (ROOT / folder).rglob("*.py")
        if own.search(path.read_text("utf-8"))
    }

    assert found - ELSE == {"bot/shared_buttons.py"}
