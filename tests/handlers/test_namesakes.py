"""Admins of one name, on the lists of those who decide, may, or could: each with a department."""

from dataclasses import replace
from typing import Any

from bot.rights.member import Member
from handlers.orphans import _called
from tests.assembly import Assembly
from tests.handlers.calling import body, says, takes
from tests.handlers.requesting import asked
from tests.parts import ANN, BOB

ONE, OTHER = "王芳 · 示例公司", "王芳 · Engineering"


async def called_alike(bot: Assembly, *user_ids: str) -> None:
    """Let people have one name, in DingTalk and for the bot."""
    for each in user_ids:
        changed = await bot.sandbox.client.patch(f"/sandbox/users/{each}", json={"name": "王芳"})
        changed.raise_for_status()
        await bot.services.access.note(
            replace(BOB, user_id=each, nick="王芳", is_admin=each.startswith("manager"))
        )


async def test_two_admins_of_one_name_are_told_apart_wherever_they_are_listed(
    bot: Assembly,
) -> None:
    await called_alike(bot, "manager01", "manager02")
    request = await asked(bot)
    assert sorted(request.people) == sorted((ONE, OTHER))
    assert len(request.deciding) == 2

    rule: Any = await says(
        bot, "policy set space create members everywhere ask by", mentions=("manager02",), key="r"
    )
    assert rule.data["rules"][0]["by"] == OTHER
    assert OTHER in body(await says(bot, "policy", key="p"))
    assert OTHER in body(await says(bot, "whoami", ANN, key="w"))
    about: Any = await says(
        bot, "policy set delete everywhere deny", mentions=("manager01",), key="q"
    )
    assert about.data["rules"][0]["called"] == ONE
    members = [Member("USER", each, "王芳") for each in ("manager01", "manager02")]
    assert await _called(members, bot.services) == [ONE, OTHER]
    assert await bot.services.directory.apart([("u1234567", "Li"), ("u7654321", "Li")]) == (
        "Li · …4567",
        "Li · …4321",
    )


async def test_who_becomes_an_admin_is_told_from_who_is_called_the_same(bot: Assembly) -> None:
    await called_alike(bot, "staff01", "staff02")
    shown: Any = await says(bot, "admin add", mentions=("staff01",))
    [(_, name)] = shown.data["people"]
    assert name.startswith("王芳 · ")
    added: Any = await takes(bot, shown.actions["confirm"], BOB)
    assert added.data["names"] == [name]
    again: Any = await says(bot, "admin add", mentions=("staff01",), key="again")
    assert again.data["people"][0][0] == name
    removed: Any = await says(bot, "admin remove", mentions=("staff01",), key="gone")
    assert removed.data["names"] == [name]


async def test_who_has_said_nothing_yet_is_found_by_name_for_a_rule_and_as_an_admin(
    bot: Assembly,
) -> None:
    rule: Any = await says(bot, "policy set space create members everywhere ask by 管理员乙")
    about: Any = await says(bot, "policy set delete 员工乙 everywhere deny", key="about")
    shown: Any = await says(bot, "admin add 员工乙", key="add")

    assert rule.data["rules"][0]["by"] == "管理员乙"
    assert about.data["rules"][0]["called"] == "员工乙"
    assert [user_id for user_id, _ in shown.data["people"]] == ["staff02"]
