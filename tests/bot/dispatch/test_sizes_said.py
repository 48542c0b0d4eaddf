"""A size in a sentence is dropped by no reading, and how much more is not all of a limit."""

from bot.dispatch.sizes_said import (
    is_its_size,
    more_behind,
    new_space,
    with_sizes,
    without_old,
)
from bot.reading import Understood, Wish
from tests.sweeping import sweep


@sweep(
    ("said", "admin", "wish", "sized"),
    [
        (
            "Make me a space called Q3 with 20 GB",
            True,
            Wish("space create", {"name": "Q3"}),
            Wish("space create", {"name": "Q3, with 20 GB"}),
        ),
        (
            "建一个叫海外部的空间，容量20G",
            False,
            Wish("request space", {"name": "海外部"}),
            Wish("request space", {"name": "海外部，容量 20G"}),
        ),
        (
            "can I get 50 GB more for Finance",
            False,
            Wish("alert room", {"space": "Finance"}),
            Wish("request room", {"space": "Finance", "size": "+50 GB"}),
        ),
        (
            "raise Finance by 50 GB",
            True,
            Wish("quota set", {"space": "Finance", "size": "50 GB"}),
            Wish("quota set", {"space": "Finance", "size": "+50 GB"}),
        ),
        (
            "raise Finance to 50 GB",
            True,
            Wish("quota set", {"space": "Finance", "size": "50 GB"}),
            Wish("quota set", {"space": "Finance", "size": "50 GB"}),
        ),
        (
            "could I get 10 gigs more in Finance",
            False,
            Wish("request room", {"space": "Finance"}),
            Wish("request room", {"space": "Finance", "size": "+10 GB"}),
        ),
        (
            "files over 50 GB in Finance",
            True,
            Wish("largest", {"space": "Finance"}),
            Wish("largest", {"space": "Finance"}),
        ),
    ],
)
def test_the_size_that_was_said_is_kept(
    said: str,
    admin: bool,  # noqa: FBT001 - a row of the table above
    wish: Wish,
    sized: Wish,
) -> None:
    assert with_sizes(said, Understood("sure", (wish,)), admin=admin).wishes == (sized,)


@sweep(
    ("said", "name"),
    [
        ("创建华东二部，给20G", "华东二部，容量 20G"),
        ("create Overseas with 20 GB", "Overseas, with 20 GB"),
        ("创建文件夹资料，给20G", ""),
        ("创建华东二部", ""),
        ("give Finance 20 GB", ""),
    ],
)
def test_a_size_tells_that_a_space_is_to_be_made(said: str, name: str) -> None:
    assert new_space(said) == name


@sweep(
    ("said", "read"),
    [
        ("could I get 10 more gigs in 设计资料", "could I get 10 gigs more in 设计资料"),
        ("Finance needs 2 extra TB", "Finance needs 2 TB extra"),
        ("10 more people in Finance", "10 more people in Finance"),
        ("10 GB more in Finance", "10 GB more in Finance"),
    ],
)
def test_more_in_the_middle_of_a_size_is_behind_it(said: str, read: str) -> None:
    assert more_behind(said) == read


@sweep(
    ("part", "words", "its"),
    [
        ("容量20G，谢谢", "space create", True),
        ("配额设为 10 GB 就行", "space create", True),
        ("容量20G够不够", "space create", False),
        ("容量20G", "space delete", False),
    ],
)
def test_a_size_behind_a_new_space_is_no_second_wish(
    part: str,
    words: str,
    its: bool,  # noqa: FBT001 - a row of the table above
) -> None:
    assert is_its_size(part, Understood("sure", (Wish(words),))) is its


@sweep(
    ("said", "left"),
    [
        ("把销售合同从8G扩到12G，财务已经批了", "把销售合同扩到12G，财务已经批了"),
        ("市场部10G不够，给提到20G", "市场部给提到20G"),
        ("raise Finance from 5 GB to 8 GB", "raise Finance to 8 GB"),
        ("市场部10G，加5G", "市场部10G，加5G"),
    ],
)
def test_how_large_it_was_is_left_out(said: str, left: str) -> None:
    assert without_old(said) == left
