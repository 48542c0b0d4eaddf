"""What may be asked for."""

from typing import Any

import pytest

from bot.access import Role
from bot.cards import Cards
from bot.i18n import LOCALES
from handlers.help import HelpForAdmins, HelpForEverybody, HelpWithAlerts
from tests.assembly import Assembly
from tests.cards.organisation import NOW
from tests.catalogue import TEMPLATES
from tests.handlers.calling import presses, types
from tests.parts import ANN


def usages(card: object) -> set[str]:
    commands = card.data["commands"]  # type: ignore[attr-defined]  # a card of help
    return {usage for usage, _ in commands}


def expected(bot: Assembly, *roles: Role, alerts: bool = False) -> set[str]:
    return {
        route.usage
        for route in bot.routes
        if route.role in roles and route.words.startswith(("alert", "digest")) == alerts
    }


async def test_a_member_sees_what_members_may_ask(bot: Assembly) -> None:
    card = await types(bot, "help", ANN)
    alerts = await presses(bot, card.actions["alerts"], ANN)

    assert usages(card) == expected(bot, Role.MEMBER)
    assert usages(alerts) == expected(bot, Role.MEMBER, alerts=True)
    assert set(card.actions) == {"alerts"}
    assert set(alerts.actions) == {"everybody"}
    assert await presses(bot, alerts.actions["everybody"], ANN) == card


async def test_an_admin_may_turn_to_the_rest_and_back(bot: Assembly) -> None:
    first = await types(bot, "帮助")
    before = await bot.calls()
    admins = await presses(bot, first.actions["admins"])
    alerts = await presses(bot, admins.actions["alerts"])
    back = await presses(bot, alerts.actions["everybody"])

    assert usages(first) == usages(back) == expected(bot, Role.MEMBER)
    assert usages(admins) == expected(bot, Role.ADMIN)
    assert usages(alerts) == expected(bot, Role.MEMBER, Role.ADMIN, alerts=True)
    assert await bot.calls() == before
    assert await types(bot, "help admin") == admins
    assert await types(bot, "help alerts") == alerts


async def test_everything_that_may_be_asked_stands_on_its_card(bot: Assembly) -> None:
    cards = Cards(TEMPLATES)
    for said in ("help", "help admin", "help alerts"):
        card = await types(bot, said)
        for language in LOCALES:
            face = cards.render(card, language, now=NOW, welcome=True)
            assert "…" not in face.body, (said, language)


@pytest.mark.parametrize("language", LOCALES)
async def test_every_button_has_a_command(bot: Assembly, language: str) -> None:
    pages: dict[Any, set[str]] = {
        HelpForAdmins(): expected(bot, Role.ADMIN),
        HelpForEverybody(): expected(bot, Role.MEMBER),
        HelpWithAlerts(): expected(bot, Role.MEMBER, Role.ADMIN, alerts=True),
    }
    for action, shown in pages.items():
        assert usages(await types(bot, action.says(language))) == shown
