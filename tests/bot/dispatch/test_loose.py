"""A command about files that is whole is no sentence, and a sentence keeps the folders said."""

from bot.dispatch.doubting import is_verb_of_it
from bot.dispatch.loose import is_loose, says_the_same
from bot.reading import Understood, Wish
from tests.bot.reading.test_reader import KNOWN, ROUTES, read
from tests.sweeping import sweep


@sweep(
    ("said", "loose"),
    [
        ("file move 1 Finance/Box/In", False),
        ("file move 1 Finance/Made in China", False),
        ("移动文件 1 市场部/Box/In", False),
        ("file send here 设计资料/zebra.pdf as link", False),
        ("file send here zebra.pdf as copy", False),
        ("file move 1 into Finance", True),
        ("file move 1 Finance/Box, it has no business here", True),
        ("file move a.pdf from Finance over to list", True),
    ],
)
def test_a_path_and_the_way_to_send_are_no_sentence(said: str, *, loose: bool) -> None:
    match = ROUTES.find(said)

    assert match is not None
    assert is_loose(match, KNOWN.spaces) is loose


@sweep(
    ("said", "verb"),
    [
        ("bin it", True),
        ("bin that, it's outdated", True),
        ("bin Finance", False),
        ("bin Italy", False),
        ("file delete it", False),
    ],
)
def test_a_list_that_is_called_like_a_deed_is_told_from_it(said: str, *, verb: bool) -> None:
    match = ROUTES.find(said)

    assert match is not None
    assert is_verb_of_it(match) is verb


@sweep(("place", "same"), [("Finance/Box/In", True), ("Finance/Box", False), ("Finance", False)])
def test_a_folder_that_a_sentence_leaves_out_is_not_the_same(place: str, *, same: bool) -> None:
    match = ROUTES.find("file move 1 Finance/Box/In")
    meant = Understood("sure", (Wish("file move", {"files": "1", "place": place}, 1.0),))

    assert match is not None
    assert says_the_same(meant, match) is same


def test_a_sentence_keeps_each_folder_of_a_path() -> None:
    said = read("please move a.pdf over to Finance/Box/In")

    assert said.wishes[0].raw["place"] == "Finance/Box/In"
