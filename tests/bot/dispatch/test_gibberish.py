"""What means nothing never leads to a change, whatever was said before."""

from types import SimpleNamespace
from typing import Any

from bot.access import Role
from bot.dispatch.gibberish import means_nothing, without_changes
from bot.reading import Reader, Understood, Wish
from bot.routing import Routes
from handlers import ROUTERS
from tests.sweeping import sweep

ROUTES = Routes(ROUTERS)
READER = Reader(ROUTES)
NAMES: Any = SimpleNamespace(spaces=(), known=True)
BEFORE = ("spaces", "bin", "by kind", "undo", "watch now", "alert here", "admin list", "alert see")


@sweep(
    "said",
    ["asdf qwer", "qwer asdf zxcv", "噼里啪啦", "xkcd 123", "fjdksl", "嗯哦呃", "lorem ipsum"],
)
def test_no_change_comes_of_gibberish(said: str) -> None:
    assert means_nothing(said)
    for words in (None, *BEFORE):
        topic: Any = SimpleNamespace(words=words, raw={}, page=1) if words else None
        read = READER.read(said, role=Role.ADMIN, group=False, names=NAMES, topic=topic)
        left = without_changes(said, read, ROUTES)
        routes = [ROUTES.named(each.words) for each in left.wishes]

        assert all(route and route.looks for route in routes), words
        assert ROUTES.near(said, Role.ADMIN) == ()


@sweep(
    "said",
    ["delete Finance", "删掉市场部", "the second one", "提醒我", "make staff02 an admin", "撤销"],
)
def test_what_has_words_is_read_as_ever(said: str) -> None:
    assert not means_nothing(said)


def test_what_its_form_tells_needs_no_known_word() -> None:
    move = Wish("file move", {"files": "数据-07.zip", "place": "Engineering"}, 1.0)
    read = Understood("sure", (move,), by_form=True)

    assert without_changes("把数据-07.zip挪到 Engineering 去", read, ROUTES) is read
