"""Making a space."""

from typing import Any

import pytest

from bot.errors import MissingArgument, Stale
from bot.language import called_right, let_in, owner_in, size_in, without_size
from bot.sessions import Cancel
from handlers.create import ConfirmCreate
from tests.assembly import Assembly
from tests.handlers.calling import answers, body, takes, trail, types
from tests.sweeping import sweep


async def test_a_space_is_shown_before_it_is_made(bot: Assembly) -> None:
    card = await types(bot, "建一个叫项目甲的空间")

    assert (card.template, card.data["name"]) == ("create_confirm", "项目甲")
    assert card.then == ConfirmCreate("项目甲")
    assert card.actions == {"create": ConfirmCreate("项目甲"), "cancel": Cancel()}
    assert await bot.space("项目甲") is None


async def test_a_limit_that_was_said_is_offered_once_the_space_is_there(bot: Assembly) -> None:
    asked = await types(bot, "space create 项目甲 with 20 GB")
    confirm: Any = asked.actions["create"]
    made = await takes(bot, confirm)
    offer: Any = made.actions["limit"]
    space: Any = await bot.space("项目甲")

    assert confirm == ConfirmCreate("项目甲", limit="20 GB")
    assert confirm.parts(0) == {"name": "项目甲, with 20 GB"}
    assert (made.data["limit"], offer.words) == (20 << 30, "quota set")
    assert offer.raw == {"space": space["spaceId"], "size": "20 GB"}


@sweep(
    ("said", "name", "limit", "owner"),
    [
        ("华东展会筹备 20G", "华东展会筹备", "20G", ""),
        ("华东展会筹备，给20G，让员工乙负责", "华东展会筹备", "20G", "员工乙"),
        ("华东，员工乙负责，20G", "华东", "20G", "员工乙"),
        ("Lisbon for 员工甲 with 10 GB", "Lisbon", "10 GB", "员工甲"),
        ("Berlin with 20 gigs and put Ann in charge of it", "Berlin", "20 gigs", "Ann"),
        ("Archive managed by Tom", "Archive", "", "Tom"),
        ("Plans for Berlin", "Plans for Berlin", "", ""),
        ("5G 基站", "5G 基站", "", ""),
        ("客户让价管理", "客户让价管理", "", ""),
    ],
)
def test_what_is_said_behind_a_name_is_told_apart(
    said: str, name: str, limit: str, owner: str
) -> None:
    called, behind = without_size(said)

    assert (called, size_in(behind), owner_in(behind)) == (name, limit, owner)


@sweep(
    ("said", "who"),
    [
        ("50G，给员工甲和员工乙都开上编辑权限", "员工甲和员工乙"),
        ("把员工甲拉进来", "员工甲"),
        ("让员工甲、员工乙都能编辑", "员工甲、员工乙"),
        ("成员：员工甲、员工乙", "员工甲、员工乙"),
        ("编辑权限给员工甲", "员工甲"),
        ("限额30G，员工甲可编辑，员工乙只读", "员工甲、员工乙"),
        ("with 20 GB and give Ann edit access", "Ann"),
        ("editors Ann and Tom", "Ann and Tom"),
        ("30G，员工乙负责", ""),
    ],
)
def test_who_is_to_get_in_is_said_behind_a_name(said: str, who: str) -> None:
    called, behind = without_size(f"年会筹备，{said}")

    assert (called, let_in(behind)) == ("年会筹备", who)


async def test_who_is_to_be_in_charge_is_named_as_not_done(bot: Assembly) -> None:
    card = await types(bot, "新建空间 项目甲，给20G，让员工乙负责")

    assert (card.data["name"], card.data["owner"], card.data["limit"]) == (
        "项目甲",
        "员工乙",
        20 << 30,
    )
    assert "**员工乙** does not become its manager" in body(card)


async def test_spaces_of_nearly_the_same_name_are_shown(bot: Assembly) -> None:
    card = await types(bot, "space create finance")

    assert [space.name for space in card.data["alike"]] == ["Finance"]  # type: ignore[attr-defined]  # spaces


async def test_without_a_name_it_is_asked_for(bot: Assembly) -> None:
    with pytest.raises(MissingArgument) as missing:
        await types(bot, "space create")

    assert missing.value.part == "name"


async def test_a_confirmed_space_is_made_and_written_down(bot: Assembly) -> None:
    card = await takes(bot, ConfirmCreate("项目甲"))

    assert card.template == "created"
    assert await bot.space("项目甲")
    assert await trail(bot) == [("space create", "项目甲", "done")]


async def test_a_word_does_what_the_button_does(bot: Assembly) -> None:
    with pytest.raises(Stale):
        await answers(bot, ConfirmCreate("项目甲"), "maybe")
    assert await bot.space("项目甲") is None

    made = await answers(bot, ConfirmCreate("项目甲"), "好的")
    assert made.template == "created"
    assert await bot.space("项目甲")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_button_says_a_word_that_the_question_expects(language: str) -> None:
    confirm = ConfirmCreate("a")

    assert confirm.expects(confirm.says(language))
    assert not confirm.expects("a")


@pytest.mark.parametrize("said", ["call it 项目乙 instead", "改叫 项目乙", "名字改成项目乙"])
async def test_a_corrected_name_is_asked_about_anew(bot: Assembly, said: str) -> None:
    asked = await answers(bot, ConfirmCreate("项目甲"), said)

    assert (asked.template, asked.data["name"]) == ("create_confirm", "项目乙")
    assert asked.then == ConfirmCreate("项目乙")
    assert await bot.space("项目甲") is None
    assert await bot.space("项目乙") is None


async def test_a_size_said_behind_the_name_is_told_and_no_part_of_it(bot: Assembly) -> None:
    asked = await types(bot, "space create Audit 2027 and make it 50 GB")

    assert asked.then == ConfirmCreate("Audit 2027", limit="50 GB")
    assert "soft quota to 50 GB" in body(asked)


@sweep(
    ("said", "name"),
    [
        ("打错了，是华南展会筹备", "华南展会筹备"),
        ("名字打错了，应该叫华南展会筹备", "华南展会筹备"),
        ("oops typo, it should be Lisboa", "Lisboa"),
        ("sorry, wrong name, it's Lisboa", "Lisboa"),
        ("call it Lisboa", ""),
        ("打错了", ""),
    ],
)
def test_a_name_that_was_a_mistake_is_told_from_any_other(said: str, name: str) -> None:
    assert called_right(said) == name


@sweep(
    ("said", "name"),
    [
        ("actually call it Lunch Club instead", "Lunch Club"),
        ("actually make it Roadshow 2027 instead", "Roadshow 2027"),
        ("还是叫午餐俱乐部吧", "午餐俱乐部"),
        ("make it 20 GB instead", ""),
        ("make it bigger instead", ""),
        ("call it a day", ""),
    ],
)
def test_what_was_just_made_is_called_otherwise_in_more_ways(said: str, name: str) -> None:
    assert called_right(said, made=True) == name
