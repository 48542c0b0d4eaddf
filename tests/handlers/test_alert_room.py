"""Asking the admins for room, by button and by command."""

from typing import Any

import pytest

from bot.access import Place
from bot.alerts.actions import AskForRoom
from bot.messages import Conversation
from tests.assembly import Assembly
from tests.cards.alerting import KEY
from tests.cards.organisation import ARCHIVE, MARKETING
from tests.handlers.alerting import marketing_stands, of_marketing, painted, standing, two_stand
from tests.handlers.calling import says, takes
from tests.parts import ANN, BOB


async def test_the_admins_are_asked_for_room_and_the_card_says_so(bot: Assembly) -> None:
    await marketing_stands(bot)
    admins = Conversation(await bot.sandbox.group(), "group", "Admins")
    await bot.services.organisation.tell_admins_in(Place(admins))

    card: Any = await takes(bot, AskForRoom(KEY), ANN)

    asked = (await bot.sandbox.messages(admins.id))[-1]
    assert (card.template, card.data, card.aside) == (
        "alert_room_asked",
        {"nowhere": False, "people": (), "before": None},
        True,
    )
    assert "市场部" in str(asked)
    assert (await of_marketing(bot)).asked.by.nick == "Ann"  # type: ignore[union-attr]  # was asked
    assert await painted(bot) == (KEY,)


async def test_a_turn_that_runs_again_asks_for_room_once(bot: Assembly) -> None:
    await marketing_stands(bot)
    admins = Conversation(await bot.sandbox.group(), "group", "Admins")
    await bot.services.organisation.tell_admins_in(Place(admins))

    for _ in range(2):
        await takes(bot, AskForRoom(KEY), ANN)

    made = [each for each in await bot.calls() if each == "POST cards/createAndDeliver"]
    assert len(made) == 1


async def requests(bot: Assembly) -> int:
    """How many messages have asked the admins for room."""
    return len([each for each in await bot.calls() if each == "POST cards/createAndDeliver"])


async def test_the_admins_are_asked_once_while_an_alert_stands(bot: Assembly) -> None:
    """Whoever asks again, by a word or by the button, and snoozed in between or not."""
    await marketing_stands(bot)
    admins = Conversation(await bot.sandbox.group(), "group", "Admins")
    await bot.services.organisation.tell_admins_in(Place(admins))

    first: Any = await says(bot, "alert room", ANN)
    before = {"by": "Ann", "at": (await of_marketing(bot)).asked.at}  # type: ignore[union-attr]  # was asked
    await says(bot, "alert snooze", BOB)
    again: Any = await says(bot, "alert room", BOB, key="again")
    await says(bot, "alert snooze off", BOB)
    pressed: Any = await takes(bot, AskForRoom(KEY), BOB)

    assert first.data["what"] == "asked"
    assert (again.data["what"], again.data["before"]) == ("before", before)
    assert pressed.data == {"nowhere": False, "people": (), "before": before}
    assert await requests(bot) == 1


async def test_of_a_card_only_what_was_not_asked_for_is_asked(bot: Assembly) -> None:
    await two_stand(bot)
    admins = Conversation(await bot.sandbox.group(), "group", "Admins")
    await bot.services.organisation.tell_admins_in(Place(admins))

    await says(bot, "alert room 市场部", ANN)
    rest: Any = await says(bot, "alert room all", BOB)
    last: Any = await says(bot, "alert room all", BOB, key="again")

    known = (await standing(bot)).state.incidents
    asked = str((await bot.sandbox.messages(admins.id))[-1])
    assert (rest.data["what"], last.data["what"], await requests(bot)) == ("asked", "before", 2)
    assert (ARCHIVE.name in asked, "市场部" in asked) == (True, False)
    assert known[MARKETING.id].asked.by.nick == "Ann"  # type: ignore[union-attr]  # was asked
    assert last.data["before"]["by"] == "Bob"


async def test_without_an_admins_conversation_nobody_can_be_asked(bot: Assembly) -> None:
    await marketing_stands(bot)

    card: Any = await takes(bot, AskForRoom(KEY), ANN)

    assert (card.template, card.data, card.aside) == (
        "alert_room_asked",
        {"nowhere": True, "people": (), "before": None},
        True,
    )
    assert (await of_marketing(bot)).asked is None


@pytest.mark.parametrize(("has_place", "what"), [(True, "asked"), (False, "nowhere")])
async def test_the_admins_are_asked_by_a_word(bot: Assembly, has_place: bool, what: str) -> None:  # noqa: FBT001 - a table
    await marketing_stands(bot)
    if has_place:
        await bot.services.organisation.tell_admins_in(Place(bot.group))

    card: Any = await says(bot, "申请扩容", ANN)

    assert (card.template, card.data["what"]) == ("alert_done", what)
