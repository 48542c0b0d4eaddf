"""Which command is meant by what somebody typed, and with which arguments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access import Role
from bot.cards import Card
from bot.errors import BadArgument, MissingArgument
from bot.language import normalise, plain_name, trim
from tests.bot.desk import (
    NAME,
    ROUTES,
    Desk,
    command,
    create,
)
from tests.sweeping import sweep


def found(text: str) -> tuple[str, dict[str, str]]:
    match = ROUTES.find(text)
    assert match is not None
    return match.route.words, dict(match.raw)


# Finding


def test_routes_come_in_the_order_of_their_routers() -> None:
    words = [route.words for route in ROUTES]

    assert words[:3] == ["spaces", "space", "space create"]
    assert words[-2:] == ["/pause", "quota"]


def test_a_route_says_all_about_its_command() -> None:
    match = ROUTES.find("space create")
    assert match is not None
    route = match.route

    assert route.names == ("space create", "新建空间")
    assert route.usage == "space create <name>"
    assert route.takes == (NAME,)
    assert route.role is Role.ADMIN
    assert route.changes
    assert not route.number


def test_the_first_line_of_the_docstring_is_the_help() -> None:
    assert next(iter(ROUTES)).help == "List spaces, fullest first."


@sweep(
    "typed", ["/space create X", "space create X", "／space　create　X", "新建空间X", "新建空间：X"]
)
def test_a_command_is_the_same_however_it_is_typed(typed: str) -> None:
    assert found(typed) == ("space create", {"name": "X"})


@sweep(
    ("typed", "words", "raw"),
    [
        ("space create", "space create", {}),
        ("space created", "space", {"which": "created"}),
        ("space X", "space", {"which": "X"}),
        ("spaces", "spaces", {}),
        ("空间列表", "spaces", {}),
        ("空间市场", "spaces", {"words": "市场"}),
        ("删除空间3", "space delete", {"which": "3"}),
        ("删除 3", "space delete", {"which": "3"}),
        ("查看空间 市场部", "space", {"which": "市场部"}),
    ],
)
def test_the_longest_name_wins(typed: str, words: str, raw: dict[str, str]) -> None:
    assert found(typed) == (words, raw)


@sweep(
    ("typed", "words", "raw"),
    [
        ("请帮我建一个叫「市场部」的空间吧。", "space create", {"name": "「市场部」"}),
        ("Please create a space called Big Plans!", "space create", {"name": "Big Plans"}),
        ("how full is Marketing?", "space", {"which": "Marketing"}),
        ("市场部还剩多少空间？", "space", {"which": "市场部"}),
        ("空间还剩多少空间", "space", {"which": "空间"}),
        ("你好，麻烦看一下市场部还剩多少空间呢？谢谢", "space", {"which": "市场部"}),
        ("新建空间 酒吧，谢谢！", "space create", {"name": "酒吧"}),
        ("新建空间 酒吧", "space create", {"name": "酒吧"}),
        ("新建空间 「酒吧」吧", "space create", {"name": "「酒吧」"}),
        ("hi, space Finance please", "space", {"which": "Finance"}),
        ("space Finance?", "space", {"which": "Finance"}),
        ('space "Finance please"', "space", {"which": '"Finance please"'}),
        ("spaces please", "spaces", {}),
        ("帮我删除 3 吧", "space delete", {"which": "3"}),
        ("3，谢谢", "space", {"which": "3"}),
        ("暂停一下", "/pause", {}),
    ],
)
def test_a_phrase_is_understood(typed: str, words: str, raw: dict[str, str]) -> None:
    assert found(typed) == (words, raw)


@sweep("typed", ["3", "#3", "3 "])
def test_a_number_alone_goes_to_the_command_that_takes_numbers(typed: str) -> None:
    assert found(typed) == ("space", {"which": "3"})


@sweep("typed", ["/pause", "pause", "PAUSE!", "暂停"])
def test_a_name_declared_with_a_slash_is_said_with_or_without(typed: str) -> None:
    assert found(typed) == ("/pause", {})


@sweep("typed", ["", "  ", "spacesuit", "helpful", "how are you", "👍", "/", "3x"])
def test_anything_else_is_no_command(typed: str) -> None:
    assert ROUTES.find(typed) is None


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_anything_at_all_can_be_looked_up(text: str) -> None:
    match = ROUTES.find(text)

    assert match is None or set(match.raw) <= {part.name for part in match.route.takes}


@given(st.text(min_size=1).filter(lambda name: normalise(name) and plain_name(name) == name))
def test_a_name_reaches_the_handler_as_it_was_typed(name: str) -> None:
    assert found(f"/space create {name}") == ("space create", {"name": trim(name)})


@sweep(
    ("typed", "language"),
    [
        ("space create 市场部", "en"),
        ("新建空间 Marketing", "zh"),
        ("how full is 市场部", "en"),
        ("3", None),
    ],
)
def test_the_language_is_that_of_the_command_and_not_of_the_name(
    typed: str, language: str | None
) -> None:
    match = ROUTES.find(typed)

    assert match is not None
    assert match.language == language


def test_a_route_is_found_by_the_name_the_program_uses() -> None:
    route = ROUTES.named("space create")

    assert route is not None
    assert route.handler is create
    assert ROUTES.named("新建空间") is None


# Reading arguments


def values(text: str) -> dict[str, object]:
    match = ROUTES.find(text)
    assert match is not None
    return match.route.read(match.raw)


@sweep(
    ("typed", "expected"),
    [
        ("新建空间「市场部」", {"name": "市场部"}),
        ("spaces", {"words": ""}),
        ("lang 中文", {"language": "zh"}),
        ('quota "Big Plans" 500 GB', {"which": "Big Plans", "size": "500 GB"}),
        ("配额 市场部 500GB", {"which": "市场部", "size": "500GB"}),
        ("help", {}),
    ],
)
def test_arguments_are_read_by_their_kinds(typed: str, expected: dict[str, object]) -> None:
    assert values(typed) == expected


@sweep(
    ("typed", "part"),
    [("space create", "name"), ("quota", "which"), ("quota X", "size"), ("新建空间「」", "name")],
)
def test_the_first_argument_left_out_is_asked_for(typed: str, part: str) -> None:
    with pytest.raises(MissingArgument) as missing:
        values(typed)

    assert missing.value.part == part


def test_an_argument_that_cannot_be_read_is_named() -> None:
    with pytest.raises(BadArgument) as bad:
        values("lang fr")

    assert bad.value.part == "language"


def test_an_argument_asked_for_afterwards_joins_those_remembered() -> None:
    route = ROUTES.named("quota")

    assert route is not None
    assert route.read({"which": "市场部", "size": "1 TB"}) == {"which": "市场部", "size": "1 TB"}


async def test_a_handler_gets_what_was_read() -> None:
    route = ROUTES.named("spaces")
    assert route is not None

    card = await route.handler(command(words="市场"), Desk(("市场部", "设计部")))

    assert card == Card("spaces", {"names": ["市场部"]})


# What comes close


@sweep(
    ("typed", "near"),
    [
        ("spcae create Marketing", "space create"),
        ("/spacecreate Marketing", "space create"),
        ("新健空间市场部", "新建空间"),
        ("删出 3", "删除"),
        ("halp", "help"),
        ("/puase", "/pause"),
    ],
)
def test_the_nearest_command_is_found_in_both_languages(typed: str, near: str) -> None:
    assert near in ROUTES.near(typed, Role.ADMIN)[0].names


def test_only_commands_of_the_role_are_offered() -> None:
    near = [ROUTES.near(said, Role.MEMBER) for said in ("spcae create X", "puase")]

    assert not {"space create", "/pause"} & {route.words for each in near for route in each}
    assert [route.words for route in ROUTES.near("halp", Role.OUTSIDER)] == ["help"]


def test_few_are_offered_and_none_that_is_nothing_like_it() -> None:
    assert len(ROUTES.near("space", Role.ADMIN)) <= 3
    assert ROUTES.near("今天天气怎么样", Role.ADMIN) == ()
    assert ROUTES.near("", Role.ADMIN) == ()
