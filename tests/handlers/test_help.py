"""What may be asked for."""

from dataclasses import replace
from typing import Any

import pytest

from bot.access import Role
from bot.cards import Cards
from bot.errors import BadArgument, SpacekeeperError
from bot.i18n import LOCALES, read_texts
from bot.messages import Conversation, Sender
from bot.routing import Route
from bot.services import Services
from bot.sessions import Session
from handlers.help import (
    TOPICS,
    HelpContents,
    HelpForAdmins,
    HelpForEverybody,
    HelpOn,
    HelpWithAlerts,
    Topic,
)
from tests.assembly import Assembly
from tests.cards.organisation import NOW
from tests.catalogue import TEMPLATES
from tests.handlers.alerting import SINGLE, placed
from tests.handlers.calling import presses, types
from tests.handlers.watching import swept
from tests.parts import ANN, BOB


def usages(card: object) -> set[str]:
    commands = card.data["commands"]  # type: ignore[attr-defined]  # a card of help
    return {usage for usage, _ in commands}


async def all_usages(bot: Assembly, card: Any, sender: Sender = BOB) -> set[str]:
    """What stands on a card and on the pages behind it."""
    found = usages(card)
    while "next" in card.actions:
        card = await presses(bot, card.actions["next"], sender)
        found |= usages(card)
    return found


def expected(
    bot: Assembly, *roles: Role, alerts: bool = False, own: tuple[bool, ...] = (True, False)
) -> set[str]:
    return {
        route.usage
        for route in bot.routes
        if (route.role if route.offered is None else route.offered) in roles
        and route.own in own
        and route.usage.startswith(("alert", "digest")) == alerts
    }


async def test_a_member_sees_what_members_may_ask(bot: Assembly) -> None:
    card = await types(bot, "help more", ANN)
    alerts = await presses(bot, card.actions["alerts"], ANN)

    assert await all_usages(bot, card, ANN) == expected(bot, Role.MEMBER)
    assert await all_usages(bot, alerts, ANN) == expected(
        bot, Role.MEMBER, alerts=True, own=(False,)
    )
    assert set(card.actions) == {"alerts", "next", "contents"}
    assert set(alerts.actions) == {"everybody", "contents"}
    assert await presses(bot, alerts.actions["everybody"], ANN) == card


async def test_an_admin_may_turn_to_the_rest_and_back(bot: Assembly) -> None:
    first = await types(bot, "全部命令")
    before = await bot.calls()
    admins = await presses(bot, first.actions["admins"])
    alerts = await presses(bot, admins.actions["alerts"])
    back = await presses(bot, alerts.actions["everybody"])
    second = await presses(bot, admins.actions["next"])

    assert first == back
    assert await all_usages(bot, first) == expected(bot, Role.MEMBER)
    assert await all_usages(bot, admins) == expected(bot, Role.ADMIN)
    assert await all_usages(bot, alerts) == expected(bot, Role.MEMBER, Role.ADMIN, alerts=True)
    assert await presses(bot, second.actions["previous"]) == admins
    assert await bot.calls() == before
    assert await types(bot, "help admin") == admins
    assert await types(bot, "help alerts") == alerts


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("said", ["help more", "help admin", "help alerts"])
async def test_every_command_says_what_it_does_and_none_is_left_out(
    bot: Assembly, said: str, language: str
) -> None:
    """In a newcomer's first answer too, which begins with a greeting."""
    cards, say = Cards(TEMPLATES), read_texts(TEMPLATES, "UTC")[language].say
    card: Any = await types(bot, said)
    for page in range(1, card.data["pages"] + 1):
        card = await types(bot, f"{said} page {page}")
        face = cards.render(card, language, now=NOW, welcome=True)
        assert "…" not in face.body
        assert card.data["page"] == page
        assert all(say(text) in face.body for _, text in card.data["commands"])


async def test_a_small_card_names_fewer_commands_and_what_each_does(bot: Assembly) -> None:
    card: Any = await types(bot, "help more")

    body = Cards(TEMPLATES, value_bytes=512).render(card, "en", now=NOW, welcome=True).body

    told = [text in body for _, text in card.data["commands"]]
    assert told[0]
    assert f"{told.count(False)} more" in body


@pytest.mark.parametrize("said", ["help more page two", "帮助 第0.5页", "help page 99999999"])
async def test_a_page_has_a_number(bot: Assembly, said: str) -> None:
    with pytest.raises(BadArgument):
        await types(bot, said)
    last: Any = await types(bot, "help page 99")
    assert await types(bot, f"help page {last.data['pages']}") == last


@pytest.mark.parametrize("language", LOCALES)
async def test_every_button_has_a_command(bot: Assembly, language: str) -> None:
    pages: dict[type[Any], set[str]] = {
        HelpForAdmins: expected(bot, Role.ADMIN),
        HelpForEverybody: expected(bot, Role.MEMBER),
        HelpWithAlerts: expected(bot, Role.MEMBER, Role.ADMIN, alerts=True),
    }
    for action, shown in pages.items():
        first: Any = await types(bot, action(number=1).says(language))
        assert first.data["page"] == 1
        numbers = range(1, first.data["pages"] + 1)
        cards = [await types(bot, action(number=number).says(language)) for number in numbers]
        assert set[str]().union(*map(usages, cards)) == shown


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
    "topic": "full",
}
"""Something to say for each part that a member may be asked for."""


def said(route: Route[Services]) -> str:
    return " ".join((route.words, *(GIVEN.get(part.name, "") for part in route.takes)))


async def answered(bot: Assembly, text: str, where: Conversation) -> str:
    """Give the template of the card that answers a member, whatever a handler raises."""
    message = bot.message(text, ANN, conversation=where)
    command = await bot.command("", ANN, key=message.key, conversation=where)
    try:
        return (await bot.to_message(message, Session(), command)).template
    except SpacekeeperError as refused:
        return refused.template


async def offered(bot: Assembly, where: Conversation) -> set[str]:
    """What all pages of help offer a member."""
    found = set[str]()
    for said in ("help more", "help alerts"):
        first: Any = await types(bot, said, ANN, conversation=where)
        for number in range(1, first.data["pages"] + 1):
            found |= usages(await types(bot, f"{said} page {number}", ANN, conversation=where))
    return found


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
                assert {route.usage for route in near} <= usable, name


async def test_who_is_no_admin_any_more_turns_to_nothing_of_theirs(bot: Assembly) -> None:
    await bot.services.access.note(replace(ANN, is_admin=False))

    card = await presses(bot, HelpForAdmins(), ANN)

    assert await all_usages(bot, card, ANN) == expected(bot, Role.MEMBER)
    assert set(card.actions) == {"alerts", "next", "contents"}


async def test_help_is_a_table_of_what_people_do(bot: Assembly) -> None:
    member, admin = await types(bot, "help", ANN), await types(bot, "help", BOB)

    assert set(member.actions) == {*TOPICS, "more"} - {"change"}
    assert set(admin.actions) == {*TOPICS, "more"}
    assert await types(bot, "帮助", ANN) == member


@pytest.mark.parametrize("topic", TOPICS)
async def test_each_of_them_is_explained_by_its_button_and_its_command(
    bot: Assembly, topic: Topic
) -> None:
    contents, before = await types(bot, "help"), await bot.calls()
    pressed = await presses(bot, contents.actions[topic])

    assert [await types(bot, contents.actions[topic].says(each)) for each in LOCALES] == [  # type: ignore[attr-defined]  # a button
        pressed,
        pressed,
    ]
    assert await presses(bot, pressed.actions["contents"]) == contents
    assert usages(await presses(bot, pressed.actions["more"]))
    assert await bot.calls() == before


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("topic", TOPICS)
def test_an_example_is_a_sentence_that_is_understood(
    bot: Assembly, topic: Topic, language: str
) -> None:
    say = read_texts(TEMPLATES, "UTC")[language].say
    for example in TOPICS[topic].examples:
        match = bot.routes.find(say(example))
        assert match is not None, say(example)
        assert match.language == language


async def test_what_only_admins_do_is_not_shown_to_who_is_none_any_more(bot: Assembly) -> None:
    await bot.services.access.note(replace(ANN, is_admin=False))

    contents = await presses(bot, HelpContents(admin=True), ANN)
    change = await presses(bot, HelpOn("change", admin=True), ANN)

    assert "change" not in contents.actions
    assert change.data["for_admins"]
