"""What is only polite around a wish is dropped, and what is part of a name is not."""

from hypothesis import given
from hypothesis import strategies as st

from bot.language import is_yes, normalise, plain, plain_name
from tests.sweeping import sweep

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


@sweep(
    ("typed", "left"),
    [
        ("你好，请问市场部还剩多少？", "市场部还剩多少"),
        ("麻烦您帮我查一下「谢谢」吧，谢谢！", "「谢谢」"),
        ("麻烦看一下 3 呀", "3"),
        ("Hi, could you please show me Finance, thanks a lot!", "Finance"),
        ("hey bot, check Finance please", "Finance"),
        ("您好，打扰一下，烦请列出空间", "列出空间"),
        ("I would be very grateful if you could list spaces", "list spaces"),
        ("hi", "hi"),
        ("你好呀", "你好呀"),
        ("谢谢", "谢谢"),
        ("Hiking", "Hiking"),
        ("justice", "justice"),
        ("想象", "想象"),
        ("请假单", "请假单"),
        ("Unthanks", "Unthanks"),
        ('"Please"', '"Please"'),
        ("请问", "请问"),
        ("", ""),
    ],
)
def test_polite_words_are_dropped_from_both_ends_unless_nothing_is_left(
    typed: str, left: str
) -> None:
    assert plain(typed) == left


@sweep(
    ("typed", "name"),
    [
        ("酒吧", "酒吧"),
        ("酒吧，谢谢", "酒吧"),
        ("Big Plans, please!", "Big Plans"),
        ("Wow!", "Wow!"),
        ("你好世界", "你好世界"),
        ("谢谢", "谢谢"),
        ("吧", "吧"),
    ],
)
def test_a_new_name_loses_only_what_stands_apart(typed: str, name: str) -> None:
    assert plain_name(typed) == name


@given(ANYTHING)
def test_of_what_was_typed_courtesy_leaves_something(text: str) -> None:
    for left in (plain(text), plain_name(text)):
        assert left in text
        assert normalise(left) or not normalise(text)


@sweep("does", ["pause", "off", "mute", "end"])
@sweep("text", ["可以继续了", "继续吧", "ok, go on", "yes, continue"])
def test_go_on_is_no_yes_to_what_ends_something(text: str, does: str) -> None:
    assert not is_yes(text, does)
    assert is_yes(text, "delete")


@sweep("text", ["好的", "好的，执行吧", "yes, do it"])
def test_a_plain_yes_is_one_to_what_ends_something(text: str) -> None:
    assert is_yes(text, "off")
