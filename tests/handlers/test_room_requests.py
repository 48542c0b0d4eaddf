"""Asking the admins for room, by button and by command."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.access import Place
from bot.alerts.cards.actions import AskForRoom
from bot.alerts.cards.messages import room_request_of
from bot.alerts.errors import NoRequestOf
from bot.alerts.incident import Actor, Incident, Requested, Taken
from bot.alerts.request_steps import SENDING_MILLIS
from bot.alerts.room_requests import AT_ONCE
from bot.errors import MissingArgument
from bot.messages import Conversation
from bot.requests.request import Request, RoomWish
from bot.sizes import GB
from tests.assembly import Assembly, assembled
from tests.cards.alerting import KEY, incident
from tests.cards.organisation import ARCHIVE, MARKETING
from tests.handlers.alerting import (
    BOTH,
    marketing_stands,
    of_marketing,
    painted,
    situation,
    stands,
    two_stand,
)
from tests.handlers.calling import presses, says, takes
from tests.handlers.requesting import HOUR, now
from tests.handlers.watching import learns
from tests.parts import ANN, BOB


async def of(bot: Assembly, subject: str) -> Incident:
    """Where a space stands now."""
    return (await situation(bot)).memory.incidents[subject]


SHOW = "POST /v1.0/card/instances/createAndDeliver"


async def test_the_admins_are_asked_for_room_and_the_card_says_so(bot: Assembly) -> None:
    await marketing_stands(bot)
    admins = Conversation(await bot.sandbox.group(), "group", "Admins")
    await bot.services.organisation.name_admins_place(Place(admins))

    card: Any = await takes(bot, AskForRoom(KEY), ANN)

    asked = (await bot.sandbox.messages(admins.id))[-1]
    assert (card.template, card.data, card.aside) == (
        "alert_room_asked",
        {"nowhere": False, "people": (), "before": None, "left": 0},
        True,
    )
    assert "市场部" in str(asked)
    assert (await of_marketing(bot)).asked.by.nick == "Ann"  # type: ignore[union-attr]  # was asked
    assert await painted(bot) == (KEY,)


async def test_a_turn_that_runs_again_asks_for_room_once(bot: Assembly) -> None:
    await marketing_stands(bot)
    admins = Conversation(await bot.sandbox.group(), "group", "Admins")
    await bot.services.organisation.name_admins_place(Place(admins))

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
    await bot.services.organisation.name_admins_place(Place(admins))

    first: Any = await says(bot, "alert room", ANN)
    before = {"by": "Ann", "at": (await of_marketing(bot)).asked.at}  # type: ignore[union-attr]  # was asked
    await says(bot, "alert snooze 1 h", BOB)
    again: Any = await says(bot, "alert room", BOB, key="again")
    await says(bot, "alert snooze off", BOB)
    pressed: Any = await takes(bot, AskForRoom(KEY), BOB)

    assert first.data["what"] == "asked"
    assert (again.data["what"], again.data["before"]) == ("before", before)
    assert pressed.data == {"nowhere": False, "people": (), "before": before, "left": 0}
    assert await requests(bot) == 1


async def test_of_a_card_only_what_was_not_asked_for_is_asked(bot: Assembly) -> None:
    await two_stand(bot)
    admins = Conversation(await bot.sandbox.group(), "group", "Admins")
    await bot.services.organisation.name_admins_place(Place(admins))

    await says(bot, "alert room 市场部", ANN)
    rest: Any = await says(bot, "alert room all", BOB)
    last: Any = await says(bot, "alert room all", BOB, key="again")

    known = (await situation(bot)).memory.incidents
    asked = str((await bot.sandbox.messages(admins.id))[-1])
    assert (rest.data["what"], last.data["what"], await requests(bot)) == ("asked", "before", 2)
    assert (rest.data["more"], last.data["more"]) == (1, 1)
    assert (ARCHIVE.name in asked, "市场部" in asked) == (True, False)
    assert known[MARKETING.id].asked.by.nick == "Ann"  # type: ignore[union-attr]  # was asked
    assert last.data["before"]["by"] == "Bob"


async def test_without_an_admins_conversation_nobody_can_be_asked(bot: Assembly) -> None:
    await marketing_stands(bot)

    card: Any = await takes(bot, AskForRoom(KEY), ANN)

    assert (card.template, card.data, card.aside) == (
        "alert_room_asked",
        {"nowhere": True, "people": (), "before": None, "left": 0},
        True,
    )
    assert (await of_marketing(bot)).asked is None


@pytest.mark.parametrize(("has_place", "what"), [(True, "asked"), (False, "nowhere")])
async def test_the_admins_are_asked_by_a_word(bot: Assembly, has_place: bool, what: str) -> None:  # noqa: FBT001 - a table
    await marketing_stands(bot)
    if has_place:
        await bot.services.organisation.name_admins_place(Place(bot.group))

    card: Any = await says(bot, "申请扩容", ANN)

    assert (card.template, card.data["what"]) == ("alert_done", what)


async def test_the_admins_are_asked_where_nothing_is_told(bot: Assembly) -> None:
    """Whoever needs room does not have to be told of it first."""
    await admins_sit(bot)
    with pytest.raises(MissingArgument) as which:
        await says(bot, "申请扩容", ANN)
    card: Any = await says(bot, f"申请扩容 {MARKETING.name}", ANN)
    again: Any = await says(bot, f"申请扩容 {MARKETING.name}", ANN, key="again")

    assert MARKETING.name in which.value.meant
    assert (card.template, again.template) == ("request_asked", "request_again")
    assert card.data["wish"]["offered"]
    assert MARKETING.name in str(await bot.sandbox.messages(bot.group.id))


async def admins_sit(bot: Assembly) -> None:
    await bot.services.organisation.name_admins_place(
        Place(Conversation(await bot.sandbox.group(), "group", "Admins"))
    )


async def test_of_several_who_ask_at_once_one_does_in_whatever_process(bot: Assembly) -> None:
    await marketing_stands(bot)
    await admins_sit(bot)
    async with assembled(bot.sandbox, bot.store) as other:
        cards: list[Any] = await asyncio.gather(
            *(
                takes(each, AskForRoom(KEY), who, key=f"{who.key}:{number}")
                for number, each in enumerate((bot, other, bot, other))
                for who in (ANN, BOB)
            )
        )

    assert await requests(bot) == 1
    assert [card.data["before"] is None for card in cards].count(True) == 1
    asked = (await of_marketing(bot)).asked
    assert asked is not None
    assert asked.sent


async def test_who_reached_nobody_keeps_nobody_from_asking(bot: Assembly) -> None:
    """Without admins nobody was asked, nor where DingTalk does not answer."""
    await marketing_stands(bot)
    nobody: Any = await takes(bot, AskForRoom(KEY), ANN)
    await admins_sit(bot)
    await bot.sandbox.fault("timeout-before", SHOW, times=9)
    silent: Any = await takes(bot, AskForRoom(KEY), ANN, key="again")
    await bot.sandbox.clear_faults()
    asked: Any = await takes(bot, AskForRoom(KEY), BOB, key="once more")

    assert [each.data["nowhere"] for each in (nobody, silent, asked)] == [True, True, False]
    assert (await of_marketing(bot)).asked.by.nick == "Bob"  # type: ignore[union-attr]  # was asked


async def test_what_the_alert_asks_for_is_decided_as_any_request(bot: Assembly) -> None:
    """Declined or withdrawn, it may be asked for again; granted, whoever approved takes the alert."""
    await learns(bot)
    await admins_sit(bot)
    space = await bot.sandbox.make_space("Soft", "manager01", quota=-1, usedQuota=90 * GB)
    soft = replace(MARKETING, id=space["spaceId"], name="Soft", quota=None)
    await bot.services.watch.limits.set_soft_quota(soft.id, 100 * GB, None)
    await stands(bot, replace(incident(soft), limit=100 * GB))

    asked: list[Request] = []
    for number, words in enumerate(("decline 1", "cancel 2", "approve 3"), start=1):
        await takes(bot, AskForRoom(KEY), ANN, key=f"press {number}")
        asked.append((await bot.services.requests.open_ones())[-1])
        assert (await of(bot, soft.id)).asked is not None
        await says(bot, f"request {words}", ANN if "cancel" in words else BOB)
        await bot.services.requests.look()
        assert ((await of(bot, soft.id)).asked is None) == (number < 3), words
        assert KEY in await painted(bot)

    after = await of(bot, soft.id)
    policy = (await bot.services.watch.limits.overrides()).limits(soft.id)
    assert [each.number for each in asked] == [1, 2, 3]
    assert asked[0].wish == RoomWish(soft.id, soft.id, 100 * GB + 1, 570 * GB)
    assert policy.soft_quota == 570 * GB
    assert after.taken is not None
    assert after.asked is not None
    assert (after.taken.by, after.asked.seen) == (Actor(BOB.key, "Bob"), Actor(BOB.key, "Bob"))
    told = str(await bot.sandbox.messages(bot.group.id)).replace("\u00a0", " ")
    assert "Declined by" in told
    assert "Approved by" in told


async def test_what_the_alert_asks_for_expires_and_may_be_asked_for_again(bot: Assembly) -> None:
    await admins_sit(bot)
    await marketing_stands(bot)
    await takes(bot, AskForRoom(KEY), ANN, key="press")
    (request,) = await bot.services.requests.open_ones()
    assert request.expires - request.at == 72 * HOUR
    await bot.services.requests.look()
    assert (await of_marketing(bot)).asked is not None

    async with assembled(bot.sandbox, bot.store, request_hours=1e-9) as hasty:
        await hasty.services.requests.withdraw(request)
        await hasty.services.requests.look()
        await takes(hasty, AskForRoom(KEY), ANN, key="again")
        (late,) = await hasty.services.requests.open_ones()
        await hasty.services.requests.look()
        assert (await now(hasty, late)).state == "expired"

    assert (await of_marketing(bot)).asked is None
    assert KEY in await painted(bot)
    heard = str(await bot.sandbox.messages(bot.group.id))
    assert "Nobody decided in time" in heard
    await takes(bot, AskForRoom(KEY), ANN, key="once more")
    assert len(await bot.services.requests.open_ones()) == 1


async def test_of_many_the_worst_are_asked_for_first_and_the_rest_by_another_press(
    bot: Assembly,
) -> None:
    await admins_sit(bot)
    many = [replace(MARKETING, id=f"s{number}") for number in range(AT_ONCE + 2)]
    await stands(bot, *(incident(each, card=BOTH) for each in many))

    first: Any = await takes(bot, AskForRoom(BOTH), ANN)
    second: Any = await takes(bot, AskForRoom(BOTH), BOB, key="again")
    third: Any = await takes(bot, AskForRoom(BOTH), BOB, key="once more")

    assert [each.data["left"] for each in (first, second, third)] == [2, 0, 0]
    assert third.data["before"]["by"] == "Bob"
    assert len(await bot.services.requests.open_ones()) == len(many)


async def test_who_died_before_it_was_sent_holds_others_up_for_two_minutes(bot: Assembly) -> None:
    """And no card says meanwhile that the admins were asked."""
    now = (await bot.store.now()) - SENDING_MILLIS
    dead = Requested(Actor("staff02", "Eve"), now + 60_000, "turn of the dead", sent=False)
    await marketing_stands(bot, asked=dead)
    await admins_sit(bot)

    waits: Any = await takes(bot, AskForRoom(KEY), ANN)
    shown: Any = await bot.services.alerts.card(bot.group.id, KEY)
    await marketing_stands(bot, asked=Requested(dead.by, now, dead.turn, sent=False))
    goes_on: Any = await takes(bot, AskForRoom(KEY), ANN, key="again")

    assert waits.data["before"]["by"] == "Eve"
    assert not shown.data["asked"]
    assert goes_on.data["before"] is None
    assert await requests(bot) == 1


async def test_what_somebody_has_taken_already_can_be_seen_to(bot: Assembly) -> None:
    """The card says who has it; an admin takes it over, the first who presses."""
    ann, bob = Actor(ANN.key, ANN.nick), Actor(BOB.key, BOB.nick)
    await marketing_stands(bot, taken=Taken(ann, 1))
    await admins_sit(bot)
    await takes(bot, AskForRoom(KEY), ANN)

    card: Any = room_request_of(await situation(bot), KEY, ann)
    see: Any = card.actions["see"]
    after: Any = await presses(bot, see)
    late: Any = await presses(bot, see, ANN)

    assert (card.data["takers"], card.data["seers"]) == (["Ann"], [])
    assert (after.data["takers"], after.data["seers"], after.actions) == ([], ["Bob"], {})
    assert late == after
    assert (await of_marketing(bot)).taken.by == bob  # type: ignore[union-attr]  # was taken


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("taken", [None, Taken(Actor(ANN.key, ANN.nick), 1)], ids=["", "taken"])
async def test_a_request_in_words_has_a_command(
    bot: Assembly, language: str, taken: Taken | None
) -> None:
    await marketing_stands(bot, taken=taken)
    await admins_sit(bot)
    await takes(bot, AskForRoom(KEY), ANN)
    see: Any = room_request_of(await situation(bot), KEY, Actor(ANN.key, ANN.nick)).actions["see"]

    typed: Any = await says(bot, see.says(language))

    assert typed.data["what"] == "seen"
    again: Any = room_request_of(await situation(bot), KEY, Actor(ANN.key, ANN.nick))
    assert (again.data["seers"], again.actions) == (["Bob"], {})
    with pytest.raises(NoRequestOf):
        await says(bot, see.says(language), key="again")


async def test_of_several_requests_one_says_which_or_all(bot: Assembly) -> None:
    await two_stand(bot)
    await admins_sit(bot)
    with pytest.raises(NoRequestOf):
        await says(bot, "alert see")
    await says(bot, "alert room all", ANN)

    with pytest.raises(MissingArgument) as which:
        await says(bot, "alert see")
    assert set(which.value.meant) == {"市场部", ARCHIVE.name}
    assert which.value.all_too
    await says(bot, f"alert see {ARCHIVE.name}")
    left = [incident.subject for _, incident in await bot.services.alerts.requests()]
    await says(bot, "alert see all")

    assert left == [MARKETING.id]
    assert await bot.services.alerts.requests() == ()
