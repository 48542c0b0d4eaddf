"""A command that was understood is written in the language that is spoken, and means the same."""

import re

import pytest

from bot.access import Role
from bot.dispatch.command_line import line_of
from bot.dispatch.examples import things
from bot.dispatch.wishes import wish_of
from bot.routing import Route, Routes
from bot.services import Services
from handlers import ROUTERS
from tests.bot.dispatch.test_by_meaning import GIVEN, raw
from tests.sweeping import sweep

ROUTES = Routes(ROUTERS)
LINES = [
    ("alert snooze", {"space": "市场部", "until": "tomorrow"}, "稍后提醒 市场部 明天"),
    ("alert mute", {"time": "2 hours"}, "提醒静音 2 小时"),
    ("quota top", {"growing": "growing top 5"}, "容量排行 增长 前 5"),
    ("spaces", {"words": '"Finance" or "Legal"'}, '空间列表 "Finance"和"Legal"'),
    ("spaces", {"words": "over 90%"}, "空间列表 超过90%"),
    ("digest weekly", {"day and time": "mon 09:00"}, "周报 周一 09:00"),
    ("alert quiet", {"hours": "off"}, "免打扰 关闭"),
    ("alert here", {"space": "all"}, "在此提醒 全部"),
    ("lang", {"language": "en"}, "语言 英文"),
]


@sweep(("words", "given", "line"), LINES)
def test_a_chinese_line_has_no_english_word(words: str, given: dict[str, str], line: str) -> None:
    route = ROUTES.named(words)
    assert route is not None

    assert line_of(ROUTES, route, given, "zh") == line


@sweep(("words", "given", "line"), LINES)
def test_an_english_line_has_no_chinese_word(words: str, given: dict[str, str], line: str) -> None:
    route, said = ROUTES.named(words), ROUTES.find(line)
    assert route is not None
    assert said is not None

    written = line_of(ROUTES, route, said.raw, "en")

    assert not re.search("[\u4e00-\u9fff]", written.replace("市场部", ""))


@pytest.mark.parametrize("route", list(ROUTES), ids=lambda route: route.words)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_line_says_the_same_command_in_either_language(
    route: Route[Services], language: str
) -> None:
    given = raw(route)
    assert given.keys() <= GIVEN.keys()

    found = ROUTES.find(line_of(ROUTES, route, given, language))

    assert found is not None
    assert found.route is route


@sweep(
    ("words", "given", "wish"),
    [
        ("alert levels", {"levels": "80 90"}, ("of this conversation to", "", "80 90")),
        ("quota set", {"space": "Finance", "size": "500 GB"}, ("soft quota", "Finance", "500 GB")),
        ("quota set", {"space": "Finance", "size": "off"}, ("Remove the soft", "Finance", "")),
        ("undo", {"space": "all"}, ("all your deletions", "", "")),
        ("use", {"space": "off"}, ("no default space", "", "")),
    ],
)
def test_what_is_asked_about_says_what_would_be_done(
    words: str, given: dict[str, str], wish: tuple[str, str, str]
) -> None:
    route = ROUTES.named(words)
    assert route is not None

    told = wish_of(route, given, "en")

    assert wish[0] in told["wish"]
    assert (told["space"], told["value"]) == wish[1:]


def test_what_is_suggested_is_about_the_space_that_was_named() -> None:
    space = ROUTES.named("space")
    assert space is not None

    rows = things(ROUTES, [space], Role.MEMBER, "en", group=True, about="Finance")

    assert "how much room is left in Finance" in [said for _, said in rows]
    assert not any("Marketing" in said for _, said in rows)


@sweep("said", ["what's the weather like tomorrow", "讲个笑话", "几点了"])
def test_nothing_is_near_to_what_is_not_for_the_bot(said: str) -> None:
    assert ROUTES.near(said, Role.ADMIN) == ()


def test_where_nothing_is_near_six_things_are_shown() -> None:
    assert len(things(ROUTES, [], Role.MEMBER, "zh", group=True)) == 6
