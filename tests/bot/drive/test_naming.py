"""How spaces are ordered, and found by what people call them. No wire."""

from math import inf

import pytest

from bot.drive.naming import alike, find, fullest_first, typed_name
from bot.drive.spaces import Space
from bot.errors import AmbiguousSpace, NoSuchSpace
from tests.sweeping import sweep

GB = 1 << 30


def space(name: str, used: int = 0, quota: int | None = None, space_id: str = "") -> Space:
    return Space(space_id or f"id-{name}", name, "org", used, quota)


MARKETING = space("市场部", space_id="332318530")
ARCHIVE = space("市场部 2024")
DESIGN = space("Design")
DESIGNS = space("Design Review")
FINANCE = space("Finance")
LEGAL = space("Legal 法务")
SPACES = (MARKETING, ARCHIVE, DESIGN, DESIGNS, FINANCE, LEGAL)


def test_a_ratio_is_used_by_quota() -> None:
    assert space("a", used=GB, quota=4 * GB).ratio == 0.25


def test_there_is_no_ratio_without_a_quota_or_of_nothing_in_nothing() -> None:
    assert space("a", used=GB, quota=None).ratio is None
    assert space("a", used=0, quota=0).ratio is None


def test_anything_in_what_may_hold_nothing_is_over_its_limit() -> None:
    assert space("a", used=1, quota=0).ratio == inf


def test_own_quotas_come_first_by_fullness_then_the_rest_by_size() -> None:
    half = space("half", used=1 * GB, quota=2 * GB)
    full = space("full", used=8 * GB, quota=8 * GB)
    none = space("none", used=1, quota=0)
    empty = space("empty", used=0, quota=0)
    small = space("small", used=100)
    large = space("large", used=900 * GB)

    ordered = fullest_first([small, half, empty, large, full, none])

    assert ordered == (none, full, half, empty, large, small)


def test_the_order_does_not_depend_on_the_order_before() -> None:
    same = [space(name, used=5, quota=10) for name in "cab"]

    assert fullest_first(same) == fullest_first(reversed(same))


@sweep(
    ("text", "found"),
    [
        ("332318530", MARKETING),
        ("市场部", MARKETING),
        (" 市场部 ", MARKETING),
        ("市场部　２０２４", ARCHIVE),
        ("市场部 2", ARCHIVE),
        ("design", DESIGN),
        ("ＤＥＳＩＧＮ", DESIGN),
        ("design\u200b", DESIGN),
        ("\u202edesign  review", DESIGNS),
        ("fin", FINANCE),
        ("legal", LEGAL),
        ("法务", LEGAL),
    ],
)
def test_a_space_is_found_by_id_name_or_prefix(text: str, found: Space) -> None:
    assert find(text, SPACES) == found


def test_a_number_is_the_place_in_the_last_list() -> None:
    numbered = [FINANCE.id, DESIGN.id]

    assert find("1", SPACES, numbered) == FINANCE
    assert find("２", SPACES, numbered) == DESIGN


@sweep("text", ["0", "3", "-1", "1.5", "9" * 5000])
def test_a_number_beyond_the_list_is_no_space(text: str) -> None:
    with pytest.raises(NoSuchSpace):
        find(text, SPACES, [FINANCE.id, DESIGN.id])


def test_the_number_of_a_space_that_is_gone_is_no_space() -> None:
    with pytest.raises(NoSuchSpace):
        find("1", SPACES, ["gone"])


def test_a_number_beats_a_prefix() -> None:
    budget = space("2 Budget")

    assert find("2", (*SPACES, budget), [FINANCE.id, DESIGN.id]) == DESIGN


def test_a_number_that_is_also_a_name_is_not_guessed_at() -> None:
    called_two = space("2")

    with pytest.raises(AmbiguousSpace) as caught:
        find("2", (*SPACES, called_two), [FINANCE.id, DESIGN.id])
    assert [candidate[0] for candidate in caught.value.candidates] == [called_two.id, DESIGN.id]


def test_an_exact_name_is_not_disturbed_by_longer_ones() -> None:
    assert find("Design", SPACES) == DESIGN


def test_the_same_letters_beat_the_same_reading() -> None:
    lower, upper = space("ops"), space("OPS")

    assert find("ops", (lower, upper)) == lower
    assert find("OPS", (lower, upper)) == upper
    with pytest.raises(AmbiguousSpace):
        find("Ops", (lower, upper))


def test_two_spaces_of_one_name_are_candidates_with_id_and_size() -> None:
    twins = (space("Plans", used=1, space_id="1001"), space("Plans", used=2, space_id="1002"))

    with pytest.raises(AmbiguousSpace) as caught:
        find("Plans", twins)
    assert caught.value.candidates == (("1001", "Plans", 1), ("1002", "Plans", 2))


def test_a_prefix_of_several_is_ambiguous() -> None:
    with pytest.raises(AmbiguousSpace) as caught:
        find("des", SPACES)
    assert [candidate[1] for candidate in caught.value.candidates] == ["Design", "Design Review"]


def test_what_comes_near_is_offered() -> None:
    with pytest.raises(NoSuchSpace) as caught:
        find("Finanse", SPACES)
    assert caught.value.near[0] == "Finance"


@sweep("text", ["", "  ", "\u200b", "zzz", "x" * 100_000])
def test_what_means_nothing_finds_nothing(text: str) -> None:
    with pytest.raises(NoSuchSpace):
        find(text, SPACES)


def test_nothing_is_found_among_nothing() -> None:
    with pytest.raises(NoSuchSpace) as caught:
        find("Design", ())
    assert caught.value.near == ()


@sweep(
    ("name", "found"),
    [
        ("市场部", [MARKETING]),
        ("市场部1", [MARKETING]),
        ("design", [DESIGN]),
        ("Ｄesigns", [DESIGN]),
        ("Design reviews", [DESIGNS]),
        ("Legal", []),
    ],
)
def test_names_that_are_nearly_the_same_are_alike(name: str, found: list[Space]) -> None:
    assert list(alike(name, SPACES)) == found


def test_the_same_name_comes_before_one_that_is_nearly_the_same() -> None:
    near, same = space("Plans 1"), space("Plans")

    assert alike("plans", (near, same)) == (same, near)


@sweep("asked", ["0", "3", "9"])
def test_a_number_that_no_row_has_suggests_no_name(asked: str) -> None:
    for numbered in ((), ("1", "2")):
        with pytest.raises(NoSuchSpace) as caught:
            find(asked, [space("Q3 plans 0"), space("Archive 93")], numbered)
        assert (caught.value.near, caught.value.numbers) == ((), len(numbered))
    with pytest.raises(NoSuchSpace) as named:
        find("2024", [space("Archive 2024")])
    assert (named.value.near, named.value.numbers) == (("Archive 2024",), None)


@sweep(
    ("said", "meant"),
    [
        *(("the Finance space", FINANCE), ("Finance drive", FINANCE), ("space Finance", FINANCE)),
        *(("the space called Finance", FINANCE), ("our finance folder", FINANCE)),
        *(
            ("of Finance", FINANCE),
            ("files of the Finance space", FINANCE),
            ("in finance", FINANCE),
        ),
        *(("for Design Review", DESIGNS), ("the files in Finance", FINANCE)),
        *(("the money space (Finance)", FINANCE), ("Finance（财务那个盘）", FINANCE)),
        *(("Finance这个空间", FINANCE), ("Finance 的盘", FINANCE), ("Finance空间", FINANCE)),
    ],
)
def test_words_around_a_name_do_not_hide_it(said: str, meant: Space) -> None:
    assert find(said, SPACES) == meant


def test_a_name_that_has_such_words_itself_is_meant_first() -> None:
    drive = space("Finance drive")
    assert find("finance drive", (*SPACES, drive)) == drive


def test_a_name_without_the_words_and_one_that_begins_with_them_are_both_meant() -> None:
    backup = space("市场部空间备份")
    with pytest.raises(AmbiguousSpace) as asked:
        find("市场部空间", (MARKETING, backup))
    assert {name for _, name, _ in asked.value.candidates} == {"市场部", "市场部空间备份"}


@sweep("said", ["the space", "空间", "drive", "Atlantis space"])
def test_such_words_alone_name_nothing(said: str) -> None:
    with pytest.raises(NoSuchSpace):
        find(said, SPACES)


@sweep(
    ("name", "typed"),
    [
        ("Design", "Design"),
        ("design ", ""),
        ("市场部 2024", "市场部 2024"),
        ("2024", ""),
        ("x" * 41, ""),
    ],
)
def test_a_space_is_typed_by_its_name_where_that_is_its_own(name: str, typed: str) -> None:
    names = {"1": name, "2": "Finance", "3": "DESIGN"} if name == "design " else {"1": name}
    assert typed_name("1", name, {**names, "9": "Finance"}) == typed
    assert typed_name("7", "Finance", names | {"9": "Finance"}) == ""
