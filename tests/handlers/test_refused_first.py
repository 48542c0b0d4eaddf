"""Who may not do something is refused before anything is asked, in words that are true of it."""

import pytest

from bot.access import Role
from bot.cards import Cards
from bot.errors import SpacekeeperError
from bot.messages import Conversation, Sender
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import Session
from handlers import ROUTERS
from tests.assembly import Assembly
from tests.cards.asking import ASKING
from tests.catalogue import TEMPLATES
from tests.handlers.alerting import SINGLE, placed
from tests.handlers.calling import types
from tests.parts import ANN, BOB
from tests.tables import commands

OWN = {route.words for route in Routes(ROUTERS) if route.own}
LOOKS_ANYWAY = {"alert levels"}
"""Shows what is, where nothing is said besides."""


async def answered(bot: Assembly, text: str, sender: Sender, where: Conversation) -> str:
    message = bot.message(text, sender, conversation=where)
    command = await bot.command("", sender, key=message.key, conversation=where)
    try:
        return (await bot.to_message(message, Session(), command)).template
    except SpacekeeperError as refused:
        return refused.template


def forbidden(bot: Assembly, *, group: bool) -> list[Route[Services]]:
    return [route for route in bot.routes if route.needs(group=group) > Role.MEMBER]


@pytest.mark.parametrize("where", ["group", "alone"])
async def test_a_member_is_asked_for_no_part_of_what_they_may_not_do(
    bot: Assembly, where: str
) -> None:
    here = bot.group if where == "group" else SINGLE
    await placed(bot, here)

    routes = {route.words for route in forbidden(bot, group=True)} - LOOKS_ANYWAY
    for words in routes:
        assert await answered(bot, words, ANN, here) == "not_allowed", words
    assert routes >= OWN - LOOKS_ANYWAY >= {"alert off", "alert quiet", "digest off"}
    assert await answered(bot, "alert levels abc", ANN, here) == "not_allowed"
    for said in ("can you turn off the alerts here", "别在群里发提醒了，停到周一"):
        assert await answered(bot, said, ANN, here) == "not_allowed", said


@pytest.mark.parametrize("words", sorted(OWN - LOOKS_ANYWAY - {"digest off"}))
async def test_nothing_is_asked_where_nothing_is_told(bot: Assembly, words: str) -> None:
    for sender in (ANN, BOB):
        assert await answered(bot, words, sender, SINGLE) == "alert_nowhere"


@pytest.mark.parametrize("words", ["alert mute", "alert deadline", "alert quiet"])
async def test_who_may_do_it_is_asked(bot: Assembly, words: str) -> None:
    await placed(bot)
    await placed(bot, SINGLE, personal=True, user_id=ANN.user_id)

    assert await answered(bot, words, BOB, bot.group) == "ask"
    assert await answered(bot, words, ANN, SINGLE) == "ask"


async def test_a_refusal_to_look_speaks_of_no_change(bot: Assembly) -> None:
    looked = set()
    for route in forbidden(bot, group=True):
        message = bot.message(route.words, ANN)
        try:
            await bot.to_message(message, Session(), await bot.command("", ANN, key=message.key))
        except SpacekeeperError as refused:
            if refused.data().get("looks"):
                looked.add(route.words)

    expected = {route.words for route in bot.routes if route.role is Role.ADMIN and route.looks}
    assert looked == expected >= {"watch", "audit", "budget", "status", "admin list"}


@pytest.mark.parametrize(("language", "word"), [("en", "changed"), ("zh", "更改")])
def test_who_may_not_look_is_told_who_may(language: str, word: str) -> None:
    looks = Cards(TEMPLATES).render(ASKING["not_allowed-looks"], language, now=0)
    does = Cards(TEMPLATES).render(ASKING["not_allowed"], language, now=0)

    assert word in does.body
    assert word not in looks.body


def test_readme_says_who_may_use_what_of_one_s_own() -> None:
    rows = [line for line in commands().splitlines() if "single chat everybody" in line]

    own = OWN | {"digest off"}  # which a single chat that has none takes too
    assert {words for words in own if any(f"`{words}" in row for row in rows)} == own
    assert len(rows) == len(own)


async def test_members_still_see_the_levels_of_their_group(bot: Assembly) -> None:
    await placed(bot)

    assert (await types(bot, "alert levels", ANN)).template == "alert_levels"
