"""What may be asked for."""

from dataclasses import replace
from typing import Any

import pytest

from bot.access import Role
from bot.cards import Cards
from bot.errors import SpacekeeperError
from bot.i18n import LOCALES
from bot.messages import Conversation
from bot.routing import Route
from bot.services import Services
from bot.sessions import Session
from handlers.help import HelpForAdmins, HelpForEverybody, HelpWithAlerts
from tests.assembly import Assembly
from tests.cards.organisation import NOW
from tests.catalogue import TEMPLATES
from tests.handlers.alerting import SINGLE, placed
from tests.handlers.calling import presses, types
from tests.handlers.watching import swept
from tests.parts import ANN


def usages(card: object) -> set[str]:
    commands = card.data["commands"]  # type: ignore[attr-defined]  # a card of help
    return {usage for usage, _ in commands}


def expected(
    bot: Assembly, *roles: Role, alerts: bool = False, own: tuple[bool, ...] = (True, False)
) -> set[str]:
    return {
        route.usage
        for route in bot.routes
        if route.role in roles
        and route.own in own
        and route.words.startswith(("alert", "digest")) == alerts
    }


async def test_a_member_sees_what_members_may_ask(bot: Assembly) -> None:
    card = await types(bot, "help", ANN)
    alerts = await presses(bot, card.actions["alerts"], ANN)

    assert usages(card) == expected(bot, Role.MEMBER)
    assert usages(alerts) == expected(bot, Role.MEMBER, alerts=True, own=(False,))
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


GIVEN = {
    "language": "en",
    "dates": "2027-01-01",
    "hours": "22:00-8:00",
    "levels": "80 90",
    "part": "full",
    "space": "Finance",
    "time": "2 h",
    "until": "hour",
    "words": "Finance",
    "page": "page 1",
}
"""Something to say for each part that a member may be asked for."""


def said(route: Route[Services]) -> str:
    return " ".join((route.words, *(GIVEN.get(part.name, "") for part in route.takes)))


async def answered(bot: Assembly, text: str, where: Conversation) -> str:
    """Give the template of the card that answers a member, whatever a handler raises."""
    message = bot.message(text, ANN, conversation=where)
    command = await bot.command("", ANN, key=message.key, conversation=where)
    try:
        return (await bot.replies.to_message(message, Session(), command)).template
    except SpacekeeperError as refused:
        return refused.template


async def offered(bot: Assembly, where: Conversation) -> set[str]:
    """What all pages of help offer a member."""
    pages = ("help", "help alerts")
    return {
        usage for page in pages for usage in usages(await types(bot, page, ANN, conversation=where))
    }


def wheres(bot: Assembly) -> tuple[Conversation, Conversation]:
    return bot.group, SINGLE


@pytest.mark.parametrize("place", [0, 1], ids=["group", "alone"])
async def test_what_help_offers_a_member_is_refused_to_none(bot: Assembly, place: int) -> None:
    """With alerts here and an operator, so that nothing is refused for want of them."""
    await swept(bot)
    where = wheres(bot)[place]
    mine = {} if where.is_group else {"personal": True, "user_id": ANN.user_id}
    routes = [route for route in bot.routes if route.usage in await offered(bot, where)]

    assert ("alert mute" in {route.words for route in routes}) != where.is_group
    for route in routes:
        await placed(bot, where, **mine)
        answer = await answered(bot, said(route), where)
        assert answer not in {"not_allowed", "bad_argument", "ask"}, route.words


async def test_what_is_close_to_a_wrong_word_is_nothing_that_would_be_refused(
    bot: Assembly,
) -> None:
    for where in wheres(bot):
        usable = await offered(bot, where)
        for route in bot.routes:
            for name in route.names:
                near = bot.routes.near(f"{name}x", Role.MEMBER, group=where.is_group)
                found = [bot.routes.find(each) for each in near]
                assert {match.route.usage for match in found if match} <= usable, name


async def test_who_is_no_admin_any_more_turns_to_nothing_of_theirs(bot: Assembly) -> None:
    await bot.services.access.note(replace(ANN, is_admin=False))

    card = await presses(bot, HelpForAdmins(), ANN)

    assert usages(card) == expected(bot, Role.MEMBER)
    assert set(card.actions) == {"alerts"}
