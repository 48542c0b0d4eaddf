"""What may be asked for."""

from bot.access import Role
from handlers.help import HelpForAdmins, HelpForEverybody
from tests.assembly import Assembly
from tests.handlers.calling import presses, types
from tests.parts import ANN


def usages(card: object) -> set[str]:
    commands = card.data["commands"]  # type: ignore[attr-defined]  # a card of help
    return {usage for usage, _ in commands}


def expected(bot: Assembly, role: Role) -> set[str]:
    return {route.usage for route in bot.routes if route.role == role}


async def test_a_member_sees_what_members_may_ask(bot: Assembly) -> None:
    card = await types(bot, "help", ANN)

    assert usages(card) == expected(bot, Role.MEMBER)
    assert card.actions == {}


async def test_an_admin_may_turn_to_the_rest_and_back(bot: Assembly) -> None:
    first = await types(bot, "帮助")
    before = await bot.calls()
    admins = await presses(bot, first.actions["admins"])
    back = await presses(bot, admins.actions["everybody"])

    assert usages(first) == usages(back) == expected(bot, Role.MEMBER)
    assert usages(admins) == expected(bot, Role.ADMIN)
    assert await bot.calls() == before
    assert await types(bot, "help admin") == admins


async def test_every_button_has_a_command(bot: Assembly) -> None:
    for language in ("zh", "en"):
        assert usages(await types(bot, HelpForAdmins().says(language))) == expected(bot, Role.ADMIN)
        assert usages(await types(bot, HelpForEverybody().says(language))) == expected(
            bot, Role.MEMBER
        )
