"""Who the admins are, and how the bot is doing."""

from dataclasses import replace
from typing import Any

import pytest

from bot.access import Place
from bot.errors import AmbiguousPerson, MissingArgument, NoSuchPerson
from bot.storage import Store
from handlers.admins import ConfirmAdmins
from tests.assembly import STATUS, Assembly, assembled
from tests.handlers.calling import answers, body, takes, trail, types
from tests.parts import ANN, BOB
from tests.sandbox_server import SandboxHandle

NOBODY_LENT = {"operator": "", "stays": False}
"""None of those who were removed was the operator."""


async def added(bot: Assembly, *user_ids: str) -> Any:
    return await takes(bot, ConfirmAdmins(user_ids), key=f"robot1:add {user_ids}")


async def named(bot: Assembly) -> list[str]:
    return [admin.user_id for admin in await bot.services.access.admins()]


async def test_somebody_is_shown_then_made_an_admin_and_unmade(bot: Assembly) -> None:
    shown = await types(bot, "/admin add staff01")
    before = await named(bot)
    made = await added(bot, "staff01")
    listed = await types(bot, "admin list")
    removed = await types(bot, "/admin remove staff01")

    assert shown.then == ConfirmAdmins(("staff01",))
    assert (shown.template, shown.data) == (
        "admin_confirm",
        {"people": [("staff01", "员工甲")], "already": []},
    )
    assert before == []
    assert (made.template, made.data["names"]) == ("admin_added", ["员工甲"])
    assert listed.data["admins"] == [("staff01", "员工甲", "Bob")]
    assert (removed.template, removed.data["names"]) == ("admin_removed", ["员工甲"])
    assert await named(bot) == []
    assert await trail(bot) == [
        ("admin remove", "员工甲", "done"),
        ("admin add", "员工甲", "done"),
    ]


async def test_a_word_does_what_the_button_does(bot: Assembly) -> None:
    asked = await answers(bot, ConfirmAdmins(("staff01",)), "who?")
    before = await named(bot)
    made = await answers(bot, ConfirmAdmins(("staff01",)), "好的")

    assert asked.then == ConfirmAdmins(("staff01",))
    assert before == []
    assert (made.template, await named(bot)) == ("admin_added", ["staff01"])


@pytest.mark.parametrize("text", ["admin add @员工甲", "admin add", "admin add @somebody else"])
async def test_who_was_mentioned_is_meant_whatever_the_text_says(bot: Assembly, text: str) -> None:
    shown = await types(bot, text, mentions=("staff01",))

    assert shown.data == {"people": [("staff01", "员工甲")], "already": []}


async def test_two_who_were_mentioned_are_two_people(bot: Assembly) -> None:
    both = ("staff01", "staff02")
    shown = await types(bot, "admin add", mentions=both)
    made = await added(bot, *both)
    removed = await types(bot, "admin remove", mentions=(*both, "manager02"))

    assert shown.then == ConfirmAdmins(both)
    assert made.data == {"names": ["员工甲", "员工乙"], "already": []}
    assert removed.data == {
        "names": ["员工甲", "员工乙"],
        "others": ["管理员乙"],
        "you": False,
        **NOBODY_LENT,
    }
    assert len(await trail(bot)) == 4


async def test_whom_dingtalk_does_not_know_is_made_nothing(bot: Assembly) -> None:
    with pytest.raises(NoSuchPerson):
        await types(bot, "admin add nobody99")
    with pytest.raises(NoSuchPerson):
        await types(bot, "admin add Ann Lee")
    with pytest.raises(MissingArgument):
        await types(bot, "admin add")
    with pytest.raises(NoSuchPerson):
        await added(bot, "staff01", "nobody99")

    assert await named(bot) == []
    assert await trail(bot) == []


async def test_of_a_stranger_and_a_member_neither_is_made_an_admin(bot: Assembly) -> None:
    with pytest.raises(NoSuchPerson) as raised:
        await types(bot, "admin add", mentions=("staff01",), strangers=("$:guest",))

    assert raised.value.why == "stranger"


async def test_an_admin_is_removed_by_the_name_that_the_list_shows(bot: Assembly) -> None:
    await added(bot, "staff01")

    removed = await types(bot, "admin remove 员工甲")

    assert removed.data == {"names": ["员工甲"], "others": [], "you": False, **NOBODY_LENT}


async def test_an_admin_who_left_the_organisation_can_be_removed(bot: Assembly) -> None:
    await bot.services.access.add_admin("left01", "Gone", "Bob")

    assert (await types(bot, "admin remove gone")).data["names"] == ["Gone"]


async def test_whoever_spoke_lately_is_known_by_name(bot: Assembly) -> None:
    await bot.services.access.note(replace(ANN, nick="Ann Lee"))

    assert (await types(bot, "admin add ann  lee")).then == ConfirmAdmins(("staff01",))


async def test_a_name_that_two_people_have_is_a_question(bot: Assembly) -> None:
    await bot.services.access.note(replace(ANN, nick="Ann"))
    await bot.services.access.note(replace(ANN, user_id="staff02", nick="ann"))

    with pytest.raises(AmbiguousPerson) as several:
        await types(bot, "admin add Ann")

    assert several.value.candidates == (("staff01", "Ann"), ("staff02", "ann"))


async def test_a_removal_that_runs_twice_is_a_removal_both_times(bot: Assembly) -> None:
    await added(bot, "staff01")

    cards = [await types(bot, "admin remove staff01") for _ in range(2)]

    assert [card.template for card in cards] == ["admin_removed"] * 2
    assert len(await trail(bot)) == 2


async def test_who_was_not_named_cannot_be_removed(bot: Assembly) -> None:
    card = await types(bot, "admin remove staff01")

    assert (card.template, card.data["names"]) == ("admin_not_named", ["员工甲"])


@pytest.mark.parametrize("word", ["me", "manager01", "我"])
async def test_whoever_asks_about_themselves_is_spoken_to(bot: Assembly, word: str) -> None:
    card = await types(bot, f"admin remove {word}")

    assert (card.template, card.data) == ("admin_not_named", {"names": [], "you": True})
    assert "were not added as an admin" in body(card)


async def test_whoever_says_me_may_give_the_role_back(bot: Assembly) -> None:
    await bot.services.access.add_admin("manager01", "Bob", "Eve")

    assert (await types(bot, "admin remove myself")).data["names"] == ["Bob"]


async def test_whoever_is_an_admin_of_the_organisation_is_made_none(bot: Assembly) -> None:
    shown = await types(bot, "admin add manager02")
    pressed = await added(bot, "manager02")

    people = {"people": [("管理员乙", "")]}
    assert (shown.template, shown.data, shown.then) == ("admin_already", people, None)
    assert (pressed.template, pressed.data) == ("admin_already", people)
    assert await named(bot) == []
    assert await trail(bot) == []


async def test_whom_somebody_named_before_stays_named_by_them(bot: Assembly) -> None:
    await bot.services.access.add_admin("staff01", "员工甲", "Eve")

    shown = await types(bot, "admin add staff01")
    pressed = await added(bot, "staff01")
    listed = await types(bot, "admin list")

    people = {"people": [("员工甲", "Eve")]}
    assert (shown.template, shown.data) == ("admin_already", people)
    assert (pressed.template, pressed.data) == ("admin_already", people)
    assert listed.data["admins"] == [("staff01", "员工甲", "Eve")]
    assert await trail(bot) == []


async def test_of_several_only_those_who_are_none_are_made_admins(bot: Assembly) -> None:
    await bot.services.access.add_admin("staff01", "员工甲", "Eve")

    shown = await types(bot, "admin add", mentions=("staff01", "staff02"))
    pressed = await added(bot, "staff01", "staff02")

    assert shown.then == ConfirmAdmins(("staff02",))
    assert shown.data["already"] == [("员工甲", "Eve")]
    assert pressed.data == {"names": ["员工乙"], "already": [("员工甲", "Eve")]}
    assert await trail(bot) == [("admin add", "员工乙", "done")]


async def test_an_admin_of_the_settings_is_not_named_again(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, admins=["staff02"]) as bot:
        card = await types(bot, "admin add staff02")

    assert (card.template, card.data) == ("admin_already", {"people": [("员工乙", "")]})


async def test_admins_of_the_settings_are_listed_by_nobody(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, admins=["staff02"]) as bot:
        card = await types(bot, "admin list")

    assert card.data["admins"] == [("staff02", "staff02", "")]


async def test_the_admins_conversation_is_named(bot: Assembly) -> None:
    card = await types(bot, "admin here")

    assert card.data == {"title": "Team"}
    place = await bot.services.organisation.admins_place()
    assert place == Place(bot.group, BOB.user_id)


async def test_the_status_tells_of_a_pause(bot: Assembly) -> None:
    running = await types(bot, "status")
    await types(bot, "pause")
    paused = await types(bot, "status")

    assert running.data["paused"] is None
    assert paused.data["paused"] == ("Bob", bot.clock())
    assert (running.data["calls"], running.data["version"]) == (STATUS.calls, STATUS.version)
