"""Reading sizes, and the page that was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadArgument, MissingArgument
from bot.language import (
    NO_UNIT,
    NOT_A_SIZE,
    TOO_LARGE,
    TOO_SMALL,
    Size,
    paged,
)
from bot.sizes import EB
from tests.sweeping import sweep

QUESTION = "How large?"
ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))
GB = 1 << 30
SIZE = Size("size", QUESTION, nothing=("off", "关"))


@sweep(
    ("typed", "size"),
    [
        ("500 GB", 500 * GB),
        ("500gb", 500 * GB),
        ("500g", 500 * GB),
        ("500 GiB", 500 * GB),
        ("500个G", 500 * GB),
        ("５００　ＧＢ", 500 * GB),
        ("1.5T", 1536 * GB),
        ("1．5ｔｂ", 1536 * GB),
        (".5 tb", 512 * GB),
        ("500兆", 500 << 20),
        ("500 MB。", 500 << 20),
        ("7 K", 7 << 10),
        ("12 bytes", 12),
        ("1 EB", EB),
    ],
)
def test_a_size_counts_as_dingtalk_shows_it(typed: str, size: int) -> None:
    assert SIZE.read(typed) == size


@sweep("typed", ["off", "OFF", "关", "ｏｆｆ", "“off”"])
def test_a_word_for_no_size_is_none(typed: str) -> None:
    assert SIZE.read(typed) is None


@sweep(
    ("typed", "reason"),
    [
        ("500", NO_UNIT),
        ("1.5", NO_UNIT),
        ("0 GB", TOO_SMALL),
        ("0.0000000001 KB", TOO_SMALL),
        ("-5 GB", TOO_SMALL),
        ("2 EB", TOO_LARGE),
        (f"{'9' * 100} TB", TOO_LARGE),
        (f"{'9' * 400} TB", NOT_A_SIZE),
        ("1.5.5 GB", NOT_A_SIZE),
        ("5. GB", NOT_A_SIZE),
        ("1,5 TB", NOT_A_SIZE),
        ("1e3 GB", NOT_A_SIZE),
        ("500 Gbit", NOT_A_SIZE),
        ("500 apples", NOT_A_SIZE),
        ("raw 500 GB", NOT_A_SIZE),
        ("lots", NOT_A_SIZE),
    ],
)
def test_what_is_no_size_says_why(typed: str, reason: str) -> None:
    with pytest.raises(BadArgument) as bad:
        SIZE.read(typed)

    assert (bad.value.given, bad.value.reason) == (typed, reason)


def test_a_size_below_the_least_is_refused_in_its_own_words() -> None:
    with pytest.raises(BadArgument) as bad:
        Size("size", least=GB, too_small="At least 1 GB.").read("1023 MB")

    assert bad.value.reason == "At least 1 GB."


def test_a_size_is_asked_for_or_reads_as_none() -> None:
    assert Size("size").read("") is None
    with pytest.raises(MissingArgument):
        SIZE.read("  ")


@given(ANYTHING)
def test_any_text_is_a_size_or_is_refused(text: str) -> None:
    try:
        size = Size("size").read(text)
    except BadArgument:
        return
    assert size is None or 0 < size <= EB


@sweep(
    ("said", "parted"),
    [
        ("", ("", 1)),
        ("page 2", ("", 2)),
        ("第 3 页", ("", 3)),
        ("growing Page 12", ("growing", 12)),
        ("增长 第2页", ("增长", 2)),
        ("page", ("page", 1)),
        ("homepage 2", ("homepage 2", 1)),
    ],
)
def test_the_page_of_a_list_is_said_last(said: str, parted: tuple[str, int]) -> None:
    assert paged(said) == parted
