"""Who pays for a turn, for a button, and for the end of a hold."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.access import Role
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.errors import PlatformError
from bot.journal import Journal
from bot.messages import Click, Command, Sender
from bot.routing import Router
from bot.services import Services
from bot.sessions import Session
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.bot.budget.spending import book
from tests.parts import ANN, BOB
from tests.sandbox_server import SandboxHandle

MADE = "POST cards/createAndDeliver"
PAINTED = "PUT cards"
LIST = "GET /v1.0/drive/spaces"
BY_ROBOT = "POST /v1.0/robot/groupMessages/send"
PERSON = "POST /topapi/v2/user/get"

router = Router[Services]()


@dataclass(frozen=True, slots=True)
class Look:
    """A slow button that lists."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a hold is for."""

    name: str


@router.command("look", looks=True)
async def look(cmd: Command, svc: Services) -> Card:
    """List the spaces, whatever is known of them."""
    await svc.read_listing(cmd)
    return Card("nothing_to_cancel")


@router.action(Look, role=Role.MEMBER, words="look")
async def press_look(_: Look, cmd: Command, svc: Services) -> Card:
    """List the spaces."""
    return await look(cmd, svc)


@router.hold(Plan, words="look")
async def end(_: Plan, cmd: Command, svc: Services) -> Card:
    """List the spaces."""
    return await look(cmd, svc)


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    """A bot whose share of the month is gone."""
    async with assembled(
        sandbox, store, routers=(router,), monthly_calls=1, allowance_share=100, hold_seconds=0
    ) as core:
        await book(store, core.services.budget, LIST)
        yield core


async def say(bot: Assembly, sender: Sender) -> None:
    message = bot.message("look", sender)
    await bot.dispatcher.answer(message, Session(), await bot.fence())


async def press(bot: Assembly, sender: Sender) -> None:
    with paying(Payer(Purpose.PEOPLE, begun=True)):
        record = await bot.delivery.show(Card("cancelled"), bot.target(sender=sender))
    meaning = bot.types.dump(Look())
    tapped = Click(record.out_track_id, 1, "10", meaning, sender, bot.group, bot.clock())
    assert await bot.delivery.records.save(
        bot.delivery.working(record, tapped.key), instead_of=record.face
    )
    await bot.dispatcher.answer(tapped, Session(), await bot.fence())


async def people(bot: Assembly) -> tuple[tuple[str, int], ...]:
    return (await bot.services.budget.report()).people


async def test_whoever_asks_pays(bot: Assembly) -> None:
    await say(bot, BOB)

    assert await bot.calls() == [PERSON, LIST, MADE]
    assert await people(bot) == (("Bob", 2),)


async def test_a_member_is_turned_away_and_told(bot: Assembly) -> None:
    await say(bot, ANN)

    [told] = await bot.shown()
    assert "is used up, so nothing was done" in told["text"]
    assert await bot.calls() == [PERSON, BY_ROBOT]


async def test_what_an_earlier_run_has_begun_is_finished(bot: Assembly) -> None:
    await Journal(bot.store).intend(bot.message("look").key, await bot.fence(), {})
    await say(bot, ANN)

    assert await bot.calls() == [PERSON, LIST, MADE]


async def test_a_members_button_is_answered_on_the_card(bot: Assembly) -> None:
    await press(bot, ANN)

    shown = await bot.shown()
    assert LIST not in await bot.calls()
    assert PAINTED in await bot.calls()
    assert "is used up, so nothing was done" in shown[-1]["card"]["markdown"]


async def test_the_end_of_a_hold_is_not_broken_off(bot: Assembly) -> None:
    hold = await bot.services.holds.place(await bot.command("look", ANN), Plan("x"))
    await bot.ends.end(hold.id)

    assert LIST in await bot.calls()
    assert await people(bot) == (("Ann", 2),)


async def test_a_turn_whose_answer_dingtalk_takes_late_is_booked_once(bot: Assembly) -> None:
    """Its other runs cost the organisation, and not whoever asked."""
    for fault in ("POST /v1.0/card/instances/createAndDeliver", BY_ROBOT):
        await bot.sandbox.fault("respond", fault, status=503, times=99)
    for _ in range(3):
        with pytest.raises(PlatformError):
            await say(bot, BOB)
    await bot.sandbox.clear_faults()
    before = await bot.services.budget.spent()

    await say(bot, BOB)

    of_one_run = await bot.services.budget.spent() - before
    assert await people(bot) == (("Bob", of_one_run),)
    assert before > 2 * of_one_run
