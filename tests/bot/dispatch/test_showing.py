"""The work of a turn, and what comes of it in front of people."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.cards import Card
from bot.conversations import Conversations
from bot.delivery import target_of
from bot.dispatch import Boundary, Interim, Questions, Showing
from bot.errors import LeaseLost, NoSuchSpace, Throttled, Unavailable
from bot.sessions import Cancel, Session
from bot.storage import RedisError, Store, open_store
from tests.assembly import Assembly, assembled, question
from tests.conversations.crashes import held
from tests.parts import BOB, click
from tests.sandbox_server import SandboxHandle

SHOW = "POST /v1.0/card/instances/createAndDeliver"
UPDATE = "PUT /v1.0/card/instances"
BROKEN = Card("spaces", {})
"""A card whose template prints what is not there."""


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store) as core:
        yield core


def showing(bot: Assembly) -> Showing:
    return Showing(bot.delivery, bot.services.conversations, bot.services.now)


async def tried(work: Callable[[], Awaitable[Card]], turn: float = 60) -> Card:
    async with Boundary(turn).caught() as outcome:
        outcome.given = await work()
    return outcome.card


async def worked_on(
    bot: Assembly, work: Callable[[], Awaitable[Card]], interim: float = 60
) -> Session:
    async with Interim(bot.delivery, interim).while_worked_on(bot.target()):
        card = await work()
    return await showing(bot).deliver(card, bot.target(), Session())


def gives(card: Card) -> Callable[[], Awaitable[Card]]:
    async def work() -> Card:
        return card

    return work


def raises(failure: BaseException) -> Callable[[], Awaitable[Card]]:
    async def work() -> Card:
        raise failure

    return work


async def endless() -> Card:
    await asyncio.Event().wait()
    return Card("cancelled")


def logged(logs: list[Any], event: str) -> list[Any]:
    return [each for each in logs if each["event"] == event]


async def test_an_answer_leads_to_what_the_card_waits_for(bot: Assembly) -> None:
    asks = replace(question(), then=Cancel())

    after = await showing(bot).deliver(asks, bot.target(), Session(last_list="list1"))

    card = bot.target().out_track_id
    assert after == Session(Cancel(), card, 1, "list1", "en")


async def test_a_card_that_keeps_something_is_the_last_list(bot: Assembly) -> None:
    listed = Card("cancelled", kept=Cancel())

    after = await showing(bot).deliver(listed, bot.target(), Session(Cancel(), "old", 3))

    assert after == Session(last_list=bot.target().out_track_id, language="en")


async def test_what_a_handler_raises_on_purpose_has_a_card(bot: Assembly) -> None:
    card = await tried(raises(NoSuchSpace("x", ("y",))))

    asked = NoSuchSpace("x", ("y",))
    assert card == Card("no_such_space", asked.data(), aside=True)


async def test_a_failure_nobody_expected_has_a_number_that_is_in_the_log(bot: Assembly) -> None:
    with capture_logs() as logs:
        card = await tried(raises(ValueError("a bug")))

    [entry] = logged(logs, "unexpected")
    assert card == Card("error", {"number": entry["number"]}, aside=True)
    assert isinstance(entry["exc_info"], ValueError)


@pytest.mark.parametrize("failure", [LeaseLost(), RedisError("gone"), asyncio.CancelledError()])
async def test_what_must_run_again_is_no_answer(bot: Assembly, failure: BaseException) -> None:
    with pytest.raises(type(failure)):
        await tried(raises(failure))


async def test_a_turn_has_a_time_limit(bot: Assembly) -> None:
    with capture_logs():
        assert await tried(endless, turn=0.01) == Card("timeout", aside=True)


async def test_what_takes_longer_shows_that_it_works(bot: Assembly) -> None:
    """The work goes on only once the interim face is there to be seen."""

    async def work() -> Card:
        await bot.sandbox.messages(bot.group.id, wait=20)
        return question()

    await worked_on(bot, work, interim=0.01)

    assert [entry["card"]["title"] for entry in await bot.shown()] == [
        "Working on it…",
        "One more thing",
    ]


async def test_what_is_quick_shows_only_the_answer(bot: Assembly) -> None:
    await worked_on(bot, gives(question()))

    assert len(await bot.shown()) == 1


@pytest.mark.usefixtures("impatient")
async def test_an_interim_face_that_fails_stops_nothing(bot: Assembly) -> None:
    fault = await bot.sandbox.fault("qps", SHOW, times=5)

    async def work() -> Card:
        await held(bot.sandbox, fault)
        return question()

    with capture_logs() as logs:
        await worked_on(bot, work, interim=0.01)

    assert logged(logs, "interim_not_shown")
    assert (await bot.shown())[-1]["card"]["title"] == "One more thing"


async def test_a_card_that_cannot_be_drawn_shows_the_number_of_the_failure(bot: Assembly) -> None:
    with capture_logs() as logs:
        after = await showing(bot).deliver(replace(BROKEN, then=Cancel()), bot.target(), Session())

    [entry] = logged(logs, "unexpected")
    [shown] = await bot.shown()
    assert entry["number"] in shown["card"]["markdown"]
    assert after.state is None


async def test_an_answer_that_dingtalk_refuses_for_good_is_lost_and_logged(
    bot: Assembly,
) -> None:
    await bot.sandbox.fault("no-scope", "*")
    before = Session(last_list="list1")

    with capture_logs() as logs:
        after = await showing(bot).deliver(question(), bot.target(), before)

    assert after == before
    assert logged(logs, "answer_lost")


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("fault", "kind"), [("server-error", Unavailable), ("qps", Throttled)])
async def test_an_answer_that_dingtalk_may_take_later_is_tried_again(
    bot: Assembly, fault: str, kind: type[Exception]
) -> None:
    await bot.sandbox.fault(fault, "*")

    with pytest.raises(kind):
        await showing(bot).deliver(question(), bot.target(), Session())

    await bot.sandbox.clear_faults()
    await showing(bot).deliver(question(), bot.target(), Session())
    assert len(await bot.shown()) == 1


async def test_somebody_is_greeted_once(bot: Assembly) -> None:
    for turn in ("turn 1", "turn 2"):
        await showing(bot).deliver(question(), bot.target(turn), Session())

    first, second = (entry["card"]["markdown"] for entry in await bot.shown())
    assert first.endswith(second)
    assert first != second


async def test_without_redis_nothing_is_shown(bot: Assembly) -> None:
    async with open_store("unix:///nowhere/at/all.sock", "app") as gone:
        with pytest.raises(RedisError):
            await Showing(bot.delivery, Conversations(gone), bot.services.now).deliver(
                question(), bot.target(), Session()
            )

    assert await bot.shown() == []


async def test_an_answer_comes_after_what_overtook_it(bot: Assembly) -> None:
    shown = showing(bot)
    record = await bot.delivery.show(question(), bot.target())
    aims = [target_of(record, f"turn {number}") for number in (2, 3)]

    await asyncio.gather(*(shown.deliver(Card("cancelled"), aim, Session()) for aim in aims))

    assert (await bot.record(record.out_track_id)).face == 3


async def test_other_cards_change_with_the_answer(bot: Assembly) -> None:
    other = await bot.delivery.show(question(), bot.target("other"))
    elsewhere = {other.out_track_id: Card("cancelled"), "gone": Card("cancelled")}

    await showing(bot).deliver(
        Card("nothing_to_cancel", elsewhere=elsewhere), bot.target(), Session()
    )

    after = await bot.record(other.out_track_id)
    assert (after.face, after.asker, after.actions) == (2, other.asker, {})


@pytest.mark.usefixtures("impatient")
async def test_another_card_that_cannot_change_loses_no_answer(bot: Assembly) -> None:
    other = await bot.delivery.show(question(), bot.target("other"))
    await bot.sandbox.fault("qps", UPDATE)
    card = Card("cancelled", elsewhere={other.out_track_id: Card("cancelled")})

    with capture_logs() as logs:
        after = await showing(bot).deliver(card, bot.target(), Session(last_list="list1"))

    assert after.last_list == "list1"
    assert logged(logs, "card_not_changed")


async def test_what_a_button_took_first_is_waited_for_no_more(bot: Assembly) -> None:
    record = await bot.delivery.show(question(), bot.target())
    waits = Session(Cancel(), record.out_track_id, 1, "list1", "en")
    assert await Questions(bot.delivery).claim(waits, "turn 2") == waits
    assert await Questions(bot.delivery).claim(waits, "turn 2") == waits

    assert await Questions(bot.delivery).claim(waits, "turn 3") == Session(
        last_list="list1", language="en"
    )
    assert await Questions(bot.delivery).claim(Session(), "turn 3") == Session()


@pytest.mark.usefixtures("impatient")
async def test_a_card_that_cannot_be_retired_or_uncovered_stops_nothing(bot: Assembly) -> None:
    first = await bot.delivery.show(question(), bot.target("1"))
    second = await bot.delivery.show(question(), bot.target("2"))
    await bot.sandbox.fault("qps", UPDATE)

    with capture_logs() as logs:
        await Questions(bot.delivery).retire(Session(object(), first.out_track_id))
        covered = bot.delivery.working(second, "click")
        await bot.delivery.records.save(covered, instead_of=1)
        await showing(bot).uncover(covered, Card("not_allowed", {"needs": "admin"}), "staff01")

    assert logged(logs, "card_not_retired")
    assert logged(logs, "card_not_uncovered")


async def test_a_conversation_may_be_answered_in_another_language(bot: Assembly) -> None:
    await showing(bot).deliver(replace(question(), language="zh"), bot.target(), Session())

    assert (await bot.record(bot.target().out_track_id)).language == "zh"


async def test_a_shared_card_that_a_press_cannot_paint_is_looked_at_later(bot: Assembly) -> None:
    """The turn is tried again for an hour and then given up; the card must not stay as it was."""
    record = await bot.delivery.show(Card("cancelled"), bot.target(sender=BOB, asker=""))
    pressed = click(card=record.out_track_id)
    await bot.sandbox.fault("respond", UPDATE, status=503, times=9)

    with pytest.raises(Unavailable):
        await showing(bot).changed(Card("not_paused"), pressed, await bot.fence())

    later = bot.clock() + 3600 * 1000
    assert record.out_track_id in await bot.delivery.records.unpainted.due(later, 9)
