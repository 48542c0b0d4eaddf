"""Names and words from anywhere stay what they are: text."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.cards import can_be_typed, clean, md, plain, same_name
from bot.cards.escaping import cut
from tests.sweeping import sweep

ANY_TEXT = st.text(max_size=60) | st.text(
    alphabet="*_`~[]()<>!#-+=.1&;@:/\\ \na|{}\"'", max_size=40
)
MARKDOWN = MarkdownIt("commonmark", {"html": True})
FAMILY = "👨‍👩‍👧‍👦"


def tokens(markdown: str) -> list[Token]:
    """Parse as CommonMark with raw HTML, the reading that makes most of a text."""
    return MARKDOWN.parse(markdown)


def as_read(markdown: str) -> str:
    """The text somebody sees, if it is one paragraph of nothing but text."""
    opening, inline, closing = tokens(markdown)
    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    assert {each.type for each in inline.children or []} <= {"text", "text_special"}
    return "".join(each.content for each in inline.children or [])


@given(ANY_TEXT)
def test_any_text_reads_as_one_paragraph_of_itself(text: str) -> None:
    """But for a bracket at its end, which in a title would begin a link with what follows."""
    shown = plain(text, 10_000).replace("]", "］")

    assert as_read(md(text, 10_000)).replace("]", "］") == shown if shown else md(text) == ""


@given(ANY_TEXT, ANY_TEXT)
def test_two_texts_on_a_line_make_nothing_together(first: str, second: str) -> None:
    line = f"{md(first)} · {md(second)} ({md(second)})"

    inline = tokens(line)[1]

    assert {each.type for each in inline.children or []} <= {"text", "text_special"}


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT, st.integers(3, 80))
def test_a_text_has_at_most_the_bytes_it_may(text: str, limit: int) -> None:
    assert len(cut(clean(text), limit).encode()) <= limit


@sweep(
    ("text", "shown"),
    [
        ("two\r\nlines", "two lines"),
        ("a\u2028b\x85c\x0bd", "a b c d"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("in\u200bvis\u2060ible\ufeff", "invisible"),
        ("bell\x07", "bell"),
        ("lone \ud800", "lone \ufffd"),
        ("tag\U000e0041", "tag"),
        ("  much   room ", "much room"),
        (f"a family {FAMILY}", f"a family {FAMILY}"),
        ("❤️ 1️⃣", "❤️ 1️⃣"),
        ("heavy" + "\u0336" * 50, "heavy" + "\u0336" * 4),
        ("\u3164", ""),
    ],
)
def test_what_cannot_be_seen_is_taken_out(text: str, shown: str) -> None:
    assert clean(text) == shown


@sweep(
    ("text", "shown"),
    [
        ("[pay](https://evil.example)", "[pay］(https：//evil.example)"),
        ("![x](y)", "![x］(y)"),
        ("[a][b]", "[a］[b］"),
        ("[a]: b", "[a］: b"),
        ("[a]", "[a］"),
        ("<font color=red>", "＜font color=red>"),
        ("<!-- -->", "＜!-- -->"),
        ("@所有人", "＠所有人"),
        ("www.evil.example", "www．evil.example"),
        ("a < b, R&D, [old], 9:30", "a < b, R&D, [old], 9:30"),
    ],
)
def test_what_would_open_a_link_a_tag_or_a_mention_is_shut(text: str, shown: str) -> None:
    assert plain(text) == shown


@sweep(
    ("text", "written"),
    [
        ("*bold*", r"\*bold\*"),
        ("snake_case_name", "snake_case_name"),
        ("_it_", r"\_it\_"),
        ("# head", r"\# head"),
        ("#1", r"\#1"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("0.1.0", "0.1.0"),
        ("&lt;", r"\&lt;"),
        ("a\\*", "a\\\\\\*"),
    ],
)
def test_what_would_change_the_looks_is_escaped(text: str, written: str) -> None:
    assert md(text) == written


def test_a_right_to_left_name_is_kept_from_turning_its_neighbours_round() -> None:
    assert md("שיווק 3") == "\u2068שיווק 3\u2069"


def test_a_text_is_cut_between_graphemes() -> None:
    assert cut(FAMILY * 3, 60) == f"{FAMILY * 2}…"
    assert cut(FAMILY, 10) == "…"


def test_a_name_can_be_typed_if_a_title_shows_all_of_it() -> None:
    assert can_be_typed("市场部 [old] *")
    assert can_be_typed("x" * 900)
    assert not can_be_typed("x" * 901)
    assert not can_be_typed("in\u200bvisible")
    assert not can_be_typed("@" * 301)
    assert not can_be_typed("")


def test_a_name_is_recognised_as_typed_and_as_copied_from_a_card() -> None:
    assert same_name("a@b", "a@b")
    assert same_name(plain("שיווק @ https://x"), "שיווק @ https://x")
    assert not same_name("Design", "design")
    assert not same_name("", "Design")
