"""Reading what people type."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.errors import BadArgument, MissingArgument
from bot.files.arguments import WhichFile
from bot.files.order import FilePlace
from bot.language import (
    NOT_A_CHOICE,
    TOO_LONG,
    Choice,
    Pattern,
    Person,
    Reading,
    Text,
    Which,
    language_of,
    normalise,
    plain,
    split,
    trim,
    unquoted,
)
from tests.sweeping import sweep

QUESTION = "What should it be called?"
ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))
QUOTE_MARKS = "\"“”„＂'‘’＇「」｢｣『』《》"


@sweep(
    ("said", "named"),
    [
        ("第二个文件夹", "2"),
        ("第2个空间", "2"),
        ("第十二项", "12"),
        ("the second one", "2"),
        ("the first", "1"),
        ("2nd file", "2"),
        ("space number 4", "4"),
        ("２", "2"),
        ("“第二个”", "第二个"),
        ("第一季度", "第一季度"),
        ("第二次会议", "第二次会议"),
        ("first quarter", "first quarter"),
        ("second.docx", "second.docx"),
        ("二", "二"),
    ],
)
def test_a_row_is_pointed_to_in_words(said: str, named: str) -> None:
    """A name stays a name, and whatever is in quotes."""
    assert Which("space").read(said) == WhichFile("file", "?").read(said) == named
    assert FilePlace("place").read(said).place == named


# The copy that is matched


@sweep(
    ("typed", "copy"),
    [
        ("Space Create", "space create"),
        ("／ｓｐａｃｅ　create", "/space create"),
        ("新建空间：市场部，“甲”", '新建空间:市场部,"甲"'),
        ("  a \t\n b  ", "a b"),
        ("sp\u200bace\u200f\u2060s\ufeff", "spaces"),
        ("❤\ufe0f", "❤"),
        ("「a」『b』《c》｢d｣", '"a""b""c""d"'),
        ("‘a’", "'a'"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("空间①。", "空间1."),
        ("\u200b \u3000", ""),
        ("", ""),
    ],
)
def test_what_looks_the_same_is_the_same(typed: str, copy: str) -> None:
    assert normalise(typed) == copy


def test_composed_and_decomposed_letters_are_the_same() -> None:
    composed = "\u00e9\uac00"

    assert normalise(unicodedata.normalize("NFD", composed)) == normalise(composed)


@given(ANYTHING)
@example("\ud800")
@example("´…㎏ﷺ")
def test_any_text_can_be_read(text: str) -> None:
    copy = normalise(text)

    assert copy == copy.strip()
    assert "  " not in copy


@given(ANYTHING)
def test_the_copy_of_a_copy_is_itself(text: str) -> None:
    copy = normalise(text)

    assert normalise(copy) == copy


def rest(reading: Reading, start: int) -> str:
    """What was typed from a place in the copy to the end."""
    return reading.raw_between(start, len(reading.copy))


@given(ANYTHING)
def test_all_of_the_copy_stands_for_all_that_was_typed(text: str) -> None:
    assert rest(Reading(text), 0) == text


@given(ANYTHING, st.data())
def test_places_in_the_copy_keep_their_order_in_what_was_typed(
    text: str, data: st.DataObject
) -> None:
    reading = Reading(text)
    place = st.integers(0, len(reading.copy))
    first, second, third = sorted(data.draw(st.tuples(place, place, place)))

    assert rest(reading, first).endswith(rest(reading, second))
    assert rest(reading, first).startswith(reading.raw_between(first, second))
    assert reading.raw_between(first, second) in reading.raw_between(first, third)


def test_a_place_in_the_copy_leads_to_the_characters_typed_there() -> None:
    reading = Reading(" Ｎew\u200b  ①…x")

    assert reading.copy == "new 1...x"
    assert reading.raw_between(0, 3) == " Ｎew\u200b"
    assert trim(rest(reading, 4)) == "①…x"
    assert reading.raw_between(5, 8) == "…"
    assert reading.raw_between(3, 3) == ""


# Arguments in what was typed


@sweep(
    ("typed", "meant"),
    [
        ("「市场部」", "市场部"),
        ("“市场部”", "市场部"),
        ("”市场部“", "市场部"),
        ('"Two words"', "Two words"),
        ("'x'", "x"),
        ("‘x’", "x"),
        ("《手册》", "手册"),
        ("『手册』", "手册"),
        ('"《手册》"', "《手册》"),
        (' " x " ', "x"),
        ('"a" and "b"', '"a" and "b"'),
        ('"', '"'),
        ("'tis", "'tis"),
        ("「a", "「a"),
        ("a\nb", "a\nb"),
        ("\u2068שלום\u2069", "שלום"),
        ("\u200f \u200b名\ufeff \n", "名"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("空间①", "空间①"),
    ],
)
def test_an_argument_loses_its_quotes_and_the_blanks_around_and_nothing_else(
    typed: str, meant: str
) -> None:
    assert unquoted(typed) == meant


@sweep(
    ("typed", "parts"),
    [
        ("", ("", "")),
        ("市场部", ("市场部", "")),
        ("市场部 500 GB", ("市场部", "500 GB")),
        ("「市场 部」 500GB", ("「市场 部」", "500GB")),
        ('"my space"500GB', ('"my space"', "500GB")),
        ('"open 500GB', ('"open', "500GB")),
        ("  a  b  ", ("a", "b")),
    ],
)
def test_of_several_arguments_each_but_the_last_is_one_word_or_one_quoted_part(
    typed: str, parts: tuple[str, str]
) -> None:
    assert split(typed, 2) == parts


def test_the_last_argument_takes_the_rest() -> None:
    assert split("a b c d", 3) == ("a", "b", "c d")
    assert split(" a b ", 1) == ("a b",)


@sweep(
    ("text", "language"),
    [
        ("any contracts in 销售合同", "en"),
        ("i need 销售合同", "en"),
        ("市场部", "zh"),
        ("create 市场部", "zh"),
        ("𠀀", "zh"),
        ("spaces", "en"),
        ("ｓｐａｃｅｓ é 3", "en"),
        ("3", None),
        ("👍", None),
        ("", None),
        ("привет", None),
        ("hello привет", None),
        ("I can't upload to 销售合同 any more", "en"),
        ("show 一下全部 spaces 吧", "zh"),
        ("Finance 还剩多少", "zh"),
        ("and 设计资料?", "en"),
        ("How full is 市场部", "en"),
        ("what about 市场部的 Archive", "zh"),
        ("Bump 市场部 to 15 gigs", "en"),
        ("give 市场部 15 GB", "en"),
        ("Move 合同-03.xlsx to 设计资料", "en"),
        ("delete 合同-03.xlsx from 市场部", "en"),
        ("Finance 扩容到 15 GB", "zh"),
        ("把 Finance 移到 Legal", "zh"),
        ("Q3 报告 PPT", "zh"),
        ("new space: 展会 2025", "en"),
        ("mute 设计资料 until monday", "en"),
    ],
)
def test_the_language_is_that_of_the_letters(text: str, language: str | None) -> None:
    assert language_of(text) == language


# Patterns


def said(pattern: Pattern, text: str) -> dict[str, str] | None:
    """The arguments of a sentence, as it is after its polite words were dropped."""
    return pattern.match(Reading(plain(text)))


CREATE_ZH = Pattern.of_name("新建空间", ["name"])
CREATE_EN = Pattern.of_name("space create", ["name"])
CALLED_ZH = Pattern.of_phrase("建一个叫{name}的空间")
CALLED_EN = Pattern.of_phrase("create a space called {name}")
HOW_FULL = Pattern.of_phrase("{which}还剩多少空间")


@sweep(
    "typed",
    [
        "新建空间市场部",
        "新建空间 市场部",
        "新建空间：市场部",
        "新建空间:  市场部 ",
        "新建空间，市场部",
        "/新建空间 市场部",
        "／新建空间「市场部」",
        "新建\u200b空间\u200b市场部",
        "请新建空间“市场部”",
        "麻烦你帮我新建空间 市场部",
    ],
)
def test_a_chinese_command_needs_no_blank(typed: str) -> None:
    given_texts = said(CREATE_ZH, typed) or {}

    assert unquoted(given_texts["name"]) == "市场部"


@sweep(
    "typed",
    [
        "/space create X",
        "space create X",
        "／space　create　X",
        "  SPACE  Create: X",
        "space create,X",
        "/ space\ncreate\nX",
        'space create"X"',
        "Please, space create X",
    ],
)
def test_slash_case_width_and_blanks_make_no_difference(typed: str) -> None:
    given_texts = said(CREATE_EN, typed) or {}

    assert unquoted(given_texts["name"]) == "X"


@sweep("typed", ["space createx", "space create\u0301 x", "space create2", "space-create x", "x"])
def test_an_english_command_ends_where_a_word_ends(typed: str) -> None:
    assert said(CREATE_EN, typed) is None


def test_an_english_command_may_be_followed_by_chinese_without_a_blank() -> None:
    assert said(Pattern.of_name("use", ["which"]), "use市场部") == {"which": "市场部"}


@sweep("typed", ["新建空间", "新建空间！", "/新建空间 ", "新建空间\u200b"])
def test_an_argument_left_out_is_absent(typed: str) -> None:
    assert said(CREATE_ZH, typed) == {}


@sweep("typed", ["help", "/HELP", "help!", "please help", "Help, please.", "help thanks"])
def test_a_command_without_arguments_may_be_said_politely(typed: str) -> None:
    assert said(Pattern.of_name("help", []), typed) == {}


@sweep("typed", ["帮助我删除空间", "helpful", "help me"])
def test_a_command_without_arguments_is_not_followed_by_anything(typed: str) -> None:
    assert said(Pattern.of_name("help", []), typed) is None
    assert said(Pattern.of_name("帮助", []), typed) is None


@sweep(
    "typed",
    [
        "帮我建一个叫市场部的空间",
        "帮我建一个叫 市场部 的空间",
        "请帮我建一个叫「市场部」的空间吧。",
        "麻烦帮我建一个叫《市场部》的空间吗？谢谢！",
        "/建一个叫市场部的空间",
    ],
)
def test_a_phrase_holds_its_argument_and_bears_politeness(typed: str) -> None:
    given_texts = said(CALLED_ZH, typed) or {}

    assert unquoted(given_texts["name"]) == "市场部"


@sweep(
    ("typed", "name"),
    [
        ("Could you create a space called R&D, please?", "R&D"),
        ("create  a  space CALLED Big Plans!", "Big Plans"),
        ('create a space called "Wow!"', '"Wow!"'),
        ("create a space called 「酒吧」吧", "「酒吧」"),
    ],
)
def test_an_argument_at_the_end_of_a_phrase_ends_before_what_is_only_polite(
    typed: str, name: str
) -> None:
    assert said(CALLED_EN, typed) == {"name": name}


@sweep(
    ("typed", "which"),
    [
        ("市场部还剩多少空间", "市场部"),
        ("请问市场部还剩多少空间？", "市场部"),
        ("你好，帮我看一下市场部还剩多少空间呢，谢谢啦！", "市场部"),
        ("请假还剩多少空间", "请假"),
    ],
)
def test_an_argument_at_the_start_of_a_phrase_keeps_what_may_be_its_own(
    typed: str, which: str
) -> None:
    assert said(HOW_FULL, typed) == {"which": which}


@sweep("typed", ["建一个叫市场部的空间好了", "建一个叫的空间", "建一个"])
def test_a_phrase_is_a_whole_sentence(typed: str) -> None:
    assert said(CALLED_ZH, typed) is None


@sweep(("typed", "number"), [("3", "3"), ("#12", "12"), (" ３ ", "３")])
def test_a_number_may_stand_alone(typed: str, number: str) -> None:
    assert said(Pattern.of_number("which"), typed) == {"which": number}


@sweep("typed", ["3a", "-3", "", "1234567890"])
def test_nothing_else_is_a_number(typed: str) -> None:
    assert said(Pattern.of_number("which"), typed) is None


def test_the_language_of_a_pattern_is_that_of_its_own_words() -> None:
    assert CREATE_EN.language == "en"
    assert CREATE_ZH.language == "zh"
    assert Pattern.of_phrase("how full is {which}").language == "en"
    assert Pattern.of_number("which").language is None


def test_the_more_a_pattern_fixes_the_more_it_weighs() -> None:
    assert Pattern.of_name("删除空间", ["which"]).weight == 4
    assert Pattern.of_phrase("删除 {which} ！").weight == 3


@given(ANYTHING)
@example("①")
@example("❤\ufe0f")
@example("\u0301x")
@example("\u2066x")
@example("\x08\x85x")
def test_a_name_after_an_english_command_comes_back_as_it_was_typed(name: str) -> None:
    assume(normalise(name))

    assert CREATE_EN.match(Reading(f"/space create {name}")) == {"name": trim(name)}


@given(ANYTHING)
@example("①")
@example("\u0301x")
@example("⩴")
def test_a_name_written_behind_a_chinese_command_comes_back_as_it_was_typed(name: str) -> None:
    assume(normalise(trim(name)[:1]).strip(".!?~"))
    assume(not normalise(name).startswith((":", ",")))

    assert CREATE_ZH.match(Reading(f"新建空间{name}")) == {"name": trim(name)}


@given(ANYTHING)
def test_a_quoted_name_in_a_phrase_comes_back_as_it_was_typed(name: str) -> None:
    assume(normalise(name))
    assume(not any(mark in QUOTE_MARKS for mark in name))

    given_texts = said(CALLED_ZH, f"帮我建一个叫「{name}」的空间") or {}

    assert Text("name").read(given_texts["name"]) == trim(name)


# Kinds of arguments


@sweep("typed", ["", " \n", "\u200b\u200f", "\u2800", "「」", '" "'])
@sweep("kind", [Text, Which, Person])
def test_a_part_that_is_asked_for_may_not_be_left_out(
    kind: type[Text | Which | Person], typed: str
) -> None:
    with pytest.raises(MissingArgument) as missing:
        kind("name", QUESTION).read(typed)

    assert (missing.value.part, missing.value.question) == ("name", QUESTION)


@sweep("kind", [Text, Which, Person])
def test_a_part_that_may_be_left_out_reads_as_nothing(kind: type[Text | Which | Person]) -> None:
    assert kind("name").read("") == ""
    assert kind("name").read(" \u200b") == ""


def test_a_text_keeps_its_line_breaks_and_inner_blanks() -> None:
    assert Text("name").read(" a  b\nc ") == "a  b\nc"


def test_a_text_may_have_a_longest_size_in_bytes() -> None:
    assert Text("name", max_bytes=6).read("市场") == "市场"
    with pytest.raises(BadArgument) as bad:
        Text("name", max_bytes=5).read("市场")

    assert (bad.value.part, bad.value.given, bad.value.reason) == ("name", "市场", TOO_LONG)


def test_a_text_of_half_a_character_is_measured_all_the_same() -> None:
    assert Text("name", max_bytes=3).read("\ud800") == "\ud800"


@sweep(
    ("typed", "meant"),
    [("３", "3"), ("007", "007"), ("空间①", "空间①"), ("①", "①"), ("「3」", "3")],
)
def test_a_space_is_named_as_typed_but_full_width_digits_are_digits(typed: str, meant: str) -> None:
    assert Which("which").read(typed) == meant


@sweep(
    ("typed", "meant"),
    [
        ("manager4220", "manager4220"),
        (" manager4220 ", "manager4220"),
        ("@Ann Lee", "Ann Lee"),
        ("“Ann Lee”", "Ann Lee"),
        ("＠管理员甲", "管理员甲"),
    ],
)
def test_a_person_is_named_by_user_id_or_name(typed: str, meant: str) -> None:
    assert Person("person").read(typed) == meant


def test_a_lone_at_sign_names_nobody() -> None:
    with pytest.raises(MissingArgument):
        Person("person", QUESTION).read("@")


LANGUAGE = Choice("language", ("zh", "en"), QUESTION, aliases={"中文": "zh", "English": "en"})


@sweep(("typed", "option"), [("zh", "zh"), ("ＥＮ", "en"), ("“中文”", "zh"), ("english", "en")])
def test_a_choice_is_one_of_its_words_or_their_aliases(typed: str, option: str) -> None:
    assert LANGUAGE.read(typed) == option


def test_any_other_word_is_no_choice() -> None:
    with pytest.raises(BadArgument) as bad:
        LANGUAGE.read("fr")

    assert (bad.value.given, bad.value.reason) == ("fr", NOT_A_CHOICE)


def test_a_choice_is_asked_for_or_reads_as_nothing() -> None:
    assert Choice("language", ("zh", "en")).read("") == ""
    with pytest.raises(MissingArgument):
        LANGUAGE.read("")
