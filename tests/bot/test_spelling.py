"""Names that come close to what was typed, and the table they are compared by."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from bot.language import near
from bot.language.characters import TABLE, simplified, sounding, written_out
from bot.language.spelling import MOST
from tests.sweeping import sweep

NAMES = (
    "市场部",
    "财务",
    "法务",
    "销售合同",
    "会议录像",
    "设计资料 2024",
    "Finance",
    "HR",
    "Engineering",
)
CHECKSUM = "4cc9a893d0023c45217a743082a11aab83e58efee545e446861157db33f6d83f"
"""Of the table as tests/characters.py writes it from the packages it names."""


@sweep(
    ("typed", "meant"),
    [
        ("市场布", "市场部"),
        ("市厂部", "市场部"),
        ("市場部", "市场部"),
        ("世昌布", "市场部"),
        ("財務", "财务"),
        ("财物", "财务"),
        ("彩雾", "财务"),
        ("消售合同", "销售合同"),
        ("会议录象", "会议录像"),
        ("设计资科", "设计资料 2024"),
        ("shichangbu", "市场部"),
        ("Fianance", "Finance"),
        ("fnance", "Finance"),
        ("Ｆｉｎａｎｃｅｓ", "Finance"),
        ("Enginering", "Engineering"),
        ("engneerng", "Engineering"),
    ],
)
def test_the_name_that_was_meant_comes_first(typed: str, meant: str) -> None:
    assert near(NAMES, typed)[0] == meant


@sweep("typed", ["", "  ", "HX", "部", "合同", "Marketing", "人事", "!!", "1"])
def test_what_is_another_word_is_near_to_nothing(typed: str) -> None:
    assert near(NAMES, typed) == ()


def test_fewer_mistakes_come_first_and_at_most_four_in_all() -> None:
    names = ("Planes", "Plan", "Plans 2024", "Plant", "Plana", "Planb")

    assert near(names, "Plan")[0] == "Plan"
    assert len(near(names, "Plan")) == MOST


def test_two_names_that_sound_alike_are_both_there() -> None:
    assert set(near(("财务", "财物", "人事"), "财勿")) == {"财务", "财物"}


def test_spaces_of_one_name_are_one_name() -> None:
    assert near(("市场部", "市场部"), "市场布") == ("市场部",)


def test_the_table_is_the_one_that_was_written() -> None:
    assert sha256(TABLE.read_bytes()).hexdigest() == CHECKSUM


def test_the_table_knows_forms_and_sounds() -> None:
    assert simplified("市場佈") == "市场布"
    assert sounding("市场布") == sounding("市場部")
    assert sounding("张") == sounding("脏")
    assert written_out("市场部 2") == "shichangbu 2"


@given(st.text(), st.lists(st.text()))
def test_any_text_is_compared_with_any_names(text: str, names: list[str]) -> None:
    assert set(near(names, text)) <= set(names)


@given(st.sampled_from(NAMES))
def test_a_name_is_nearest_to_itself(name: str) -> None:
    assert near(NAMES, name) == () or near(NAMES, name)[0] == name
