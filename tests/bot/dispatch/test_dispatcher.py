"""Turns and ends of holds, step by step."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from bot.access import Role
from bot.cards import Card
from bot.delivery import Record
from bot.dispatch.giving_up import GIVE_UP_MILLIS
from bot.errors import LeaseLost, NotAuthorized, Unavailable, UserUnknown
from bot.holds import Hold
from bot.messages import Click, Command, Sender
from bot.routing import Press, Router
from bot.services import Services
from bot.sessions import Cancel, Session
from bot.storage import RedisError, Store
from tests.assembly import Assembly, assembled
from tests.parts import ANN, BOB, EVE, message
from tests.sandbox_server import SandboxHandle

SHOW = "POST /v1.0/card/instances/createAndDeliver"


@dataclass(frozen=True, slots=True)
class Press1:
    """A slow button."""


@dataclass(frozen=True, slots=True)
class ForAdmins:
    """A fast button of the asker and every admin."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the conversation waits for."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a hold is for."""

    name: str


@dataclass(frozen=True, slots=True)
class Orphan:
    """A plan nothing is done for."""


class Seen:
    """What the handlers saw, in this module's routes."""

    commands: list[Command]
    bound: list[dict[str, Any]]
    failure: Exception | None
    meanwhile: Callable[[], Awaitable[None]] | None


seen = Seen()
router = Router[Services]()
router.keeps(Orphan)


@pytest.fixture(autouse=True)
def forget() -> None:
    seen.commands, seen.bound, seen.failure, seen.meanwhile = [], [], None, None


async def note(cmd: Command, _: Services) -> Card:
    """Note what was asked."""
    seen.commands.append(cmd)
    seen.bound.append(structlog.contextvars.get_contextvars())
    if seen.meanwhile is not None:
        await seen.meanwhile()
    if seen.failure is not None:
        raise seen.failure
    return Card("nothing_to_cancel")


router.command("note", "记下", looks=True)(note)


@router.command("ask", looks=True)
async def ask(_: Command, __: Services) -> Card:
    """Ask something."""
    return Card(
        "ask",
        {"part": "name", "question": "What should the new space be called?", "names": True},
        {"cancel": Cancel()},
        then=Waiting(),
    )


@router.state(Waiting, words="ask")
async def waited(_: Waiting, text: str, cmd: Command, __: Services) -> Card:
    """Take the answer."""
    seen.commands.append(replace(cmd, words=f"{cmd.words} {text}"))
    return Card("cancelled")


@router.fast(Cancel)
async def cancel(_a: Cancel, _p: Press, _s: Services) -> Card:
    """Cancel."""
    return Card("cancelled")


@router.fast(ForAdmins, whose="admins")
async def for_admins(_a: ForAdmins, _p: Press, _s: Services) -> Card:
    """Do it."""
    return Card("cancelled")


@router.action(Press1, role=Role.MEMBER, whose="admins", words="note")
async def press1(_: Press1, cmd: Command, svc: Services) -> Card:
    """Take a turn."""
    return await note(cmd, svc)


@router.hold(Plan, words="note")
async def end(_: Plan, cmd: Command, svc: Services) -> Card:
    """Do what the hold was for."""
    return await note(cmd, svc)


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store, routers=(router,), hold_seconds=0) as core:
        yield core


async def say(bot: Assembly, text: str, session: Session | None = None, **more: Any) -> Session:
    fence = await bot.fence()
    return await bot.dispatcher.answer(bot.message(text, **more), session or Session(), fence)


async def pressed(bot: Assembly, action: object, sender: Sender = BOB) -> tuple[Click, Record]:
    """A card of Bob's whose only button somebody has pressed."""
    record = await bot.delivery.show(Card("cancelled"), bot.target())
    meaning = bot.types.dump(action)
    with_button = replace(record, actions={"10": meaning})
    tapped = Click(record.out_track_id, 1, "10", meaning, sender, bot.group, bot.clock())
    working = bot.delivery.working(with_button, tapped.key)
    assert await bot.delivery.records.save(working, instead_of=1)
    return tapped, working


async def press(bot: Assembly, tapped: Click, session: Session | None = None) -> Session:
    return await bot.dispatcher.answer(tapped, session or Session(), await bot.fence())


async def test_a_message_is_answered_where_it_was_said(bot: Assembly) -> None:
    await say(bot, "note")

    [command] = seen.commands
    [shown] = await bot.shown()
    assert shown["card"]["outTrackId"] == command.card
    assert (command.words, command.sender, command.key) == ("note", BOB, "robot1:note")
    assert command.conversation == bot.group
    assert command.fence == await bot.fence()


async def test_a_turn_that_runs_twice_shows_one_card(bot: Assembly) -> None:
    first = await say(bot, "ask")
    second = await say(bot, "ask")

    assert first == second
    assert len({entry["card"]["outTrackId"] for entry in await bot.shown()}) == 1


async def test_an_answered_question_loses_its_buttons(bot: Assembly) -> None:
    asked = await say(bot, "ask")
    after = await say(bot, "市场部", asked)

    assert [command.words for command in seen.commands] == ["ask 市场部"]
    assert (await bot.record(asked.card)).shown.buttons == ()
    assert after.state is None


async def test_an_answer_that_runs_twice_is_an_answer_both_times(bot: Assembly) -> None:
    """The first run retired the question and died; the second starts from the same session."""
    asked = await say(bot, "ask")
    for _ in range(2):
        await say(bot, "市场部", asked)

    assert [command.words for command in seen.commands] == ["ask 市场部"] * 2
    assert await bot.delivery.records.face(asked.card, "robot1:市场部") == asked.face


async def test_a_word_and_a_button_at_once_are_one_answer(bot: Assembly) -> None:
    """The button was pressed while the word had its turn: it must not act a second time."""
    asked = await say(bot, "ask")
    record = await bot.record(asked.card)
    working = bot.delivery.working(record, f"{asked.card}:1:10")
    assert await bot.delivery.records.save(working, instead_of=1)

    with capture_logs():
        await say(bot, "市场部", asked)

    assert seen.commands == []
    assert await bot.record(asked.card) == working


async def test_a_rerun_leaves_an_answer_alone_whose_button_was_pressed(bot: Assembly) -> None:
    """The first run showed its card and died; before the second one somebody pressed."""
    asked = await say(bot, "ask")
    record = await bot.record(asked.card)
    working = bot.delivery.working(record, f"{asked.card}:1:10")
    assert await bot.delivery.records.save(working, instead_of=1)

    with capture_logs():
        after = await say(bot, "ask")

    assert await bot.record(asked.card) == working
    assert after == Session()


async def test_log_lines_of_turns_that_run_together_do_not_mix(bot: Assembly) -> None:
    await asyncio.gather(say(bot, "note", msg_id="1"), say(bot, "note", sender=ANN, msg_id="2"))

    assert sorted(each["turn"] for each in seen.bound) == ["robot1:1", "robot1:2"]
    assert structlog.contextvars.get_contextvars() == {}


async def test_a_failure_leaves_nothing_in_the_log_lines_of_others(bot: Assembly) -> None:
    seen.failure = RedisError("gone")
    with pytest.raises(RedisError):
        await say(bot, "note")

    assert structlog.contextvars.get_contextvars() == {}


@pytest.mark.usefixtures("impatient")
async def test_an_answer_that_cannot_be_shown_is_given_up_after_an_hour(bot: Assembly) -> None:
    await bot.sandbox.fault("server-error", "*")
    said = bot.message("note")
    before = Session(last_list="list1")
    fence = await bot.fence()
    with pytest.raises(Unavailable), capture_logs():
        await bot.dispatcher.answer(said, before, fence)

    bot.clock.at += GIVE_UP_MILLIS - 1
    with pytest.raises(Unavailable), capture_logs():
        await bot.dispatcher.answer(said, before, fence)

    bot.clock.at += 1
    with capture_logs() as logs:
        assert await bot.dispatcher.answer(said, before, fence) == before
    assert logs[-1]["event"] == "answer_lost"


async def test_what_storage_cannot_tell_is_never_given_up(bot: Assembly) -> None:
    seen.failure = RedisError("gone")
    said = bot.message("note")
    said = replace(said, at=bot.clock() - 300_000)

    with pytest.raises(RedisError):
        await bot.dispatcher.answer(said, Session(), await bot.fence())


async def test_a_pressed_button_is_answered_on_its_card(bot: Assembly) -> None:
    tapped, _ = await pressed(bot, Press1())
    after = await press(bot, tapped, Session(last_list="list1"))

    record = await bot.record(tapped.out_track_id)
    [command] = seen.commands
    assert (record.face, record.box, record.turn) == (2, "", tapped.key)
    assert (command.words, command.key, command.card) == ("note", tapped.key, tapped.out_track_id)
    assert after.last_list == "list1"


async def test_a_click_that_was_overtaken_does_nothing(bot: Assembly) -> None:
    tapped, _ = await pressed(bot, Press1())
    before = Session(Waiting(), "card", 3)

    assert await press(bot, replace(tapped, face=7), before) == before
    assert await press(bot, replace(tapped, out_track_id="gone"), before) == before
    assert seen.commands == []


@pytest.mark.parametrize("action", [Press1(), ForAdmins()])
async def test_who_may_not_press_leaves_the_card_as_it_was(bot: Assembly, action: object) -> None:
    tapped, _ = await pressed(bot, action, replace(ANN, nick="", sender_id=""))

    await press(bot, tapped)

    after = await bot.record(tapped.out_track_id)
    assert after.actions == {after.id_of(0): bot.types.dump(action)}
    assert (after.box, after.note) == ("", "")
    assert seen.commands == []


async def test_an_admin_presses_by_the_name_dingtalk_knows(bot: Assembly) -> None:
    admin = Sender("manager02", "", "")
    tapped, _ = await pressed(bot, Press1(), admin)

    await press(bot, tapped)

    assert seen.commands[0].sender == replace(admin, nick="管理员乙")


async def test_a_fast_button_that_had_to_ask_is_answered_in_a_turn(bot: Assembly) -> None:
    tapped, _ = await pressed(bot, ForAdmins(), Sender("manager02", "", ""))

    await press(bot, tapped)

    assert (await bot.record(tapped.out_track_id)).shown.title == "Cancelled"


async def test_a_button_of_another_release_is_stale(bot: Assembly) -> None:
    tapped, _ = await pressed(bot, Press1())

    with capture_logs():
        await press(bot, replace(tapped, action={"is": "Unheard"}))

    assert seen.commands == []
    assert (await bot.record(tapped.out_track_id)).actions == {}


async def test_a_turn_that_another_run_took_over_paints_nothing(bot: Assembly) -> None:
    """It was frozen in the middle, and goes on with what it has seen."""
    fence = await bot.fence()

    async def taken_over() -> None:
        await bot.store.redis.set(fence.key, "another", px=60_000)

    seen.meanwhile, seen.failure = taken_over, Unavailable("late", "")
    with pytest.raises(LeaseLost):
        await bot.dispatcher.answer(bot.message("note"), Session(), fence)

    assert await bot.shown() == []


async def hold(bot: Assembly, plan: object = Plan("a")) -> Hold:
    return await bot.services.holds.place(await bot.command("note", card="card1"), plan)


async def state(bot: Assembly, placed: Hold) -> str:
    found = await bot.services.holds.find(placed.id)
    return found.state if found else "gone"


async def test_the_end_of_a_hold_does_what_it_was_for(bot: Assembly) -> None:
    placed = await hold(bot)

    await bot.ends.end(placed.id)

    [command] = seen.commands
    assert command.key == f"hold:{placed.id}"
    assert command.sender == BOB
    assert command.fence
    assert command.fence == bot.services.holds.fence(replace(placed, owner=command.fence.value))
    assert seen.bound == [{"hold": placed.id}]
    assert await state(bot, placed) == "done"
    assert [entry["card"]["outTrackId"] for entry in await bot.shown()] == ["card1"]


async def test_the_end_of_a_hold_that_another_run_took_over_paints_nothing(bot: Assembly) -> None:
    """It was frozen in the middle, and goes on with what it has seen."""
    placed = await hold(bot)

    async def taken_over() -> None:
        assert await bot.services.holds.take(placed)

    seen.meanwhile = taken_over
    await bot.ends.end(placed.id)

    assert await bot.shown() == []
    assert await state(bot, placed) == "taken"


@pytest.mark.parametrize("failure", [NotAuthorized("no.priviledge"), UserUnknown("60121")])
async def test_what_fails_at_the_end_of_a_hold_speaks_of_who_asked(
    bot: Assembly, failure: Exception
) -> None:
    placed = await hold(bot)
    seen.failure = failure

    await bot.ends.end(placed.id)

    [shown] = await bot.shown()
    _, _, told = shown["card"]["markdown"].partition("中文.\n\n")  # whoever is met first is greeted
    assert "Bob" in told
    assert " you " not in told


async def test_a_hold_ends_once(bot: Assembly) -> None:
    placed = await hold(bot)
    for _ in range(3):
        await bot.ends.end(placed.id)

    assert len(seen.commands) == 1


async def test_a_hold_that_was_undone_or_lost_does_nothing(bot: Assembly) -> None:
    placed = await hold(bot)
    await bot.services.holds.undo(placed.id, "Ann")

    await bot.ends.end(placed.id)
    await bot.ends.end("lost")

    assert seen.commands == []


async def test_a_hold_waits_while_changes_are_stopped(bot: Assembly) -> None:
    placed = await hold(bot)
    await bot.services.organisation.pause("Ann", 1)

    with capture_logs():
        await bot.ends.end(placed.id)
    assert await state(bot, placed) == "waiting"

    await bot.services.organisation.resume()
    await bot.ends.end(placed.id)
    assert await state(bot, placed) == "done"


async def test_a_hold_that_had_begun_goes_on_although_changes_are_stopped(bot: Assembly) -> None:
    placed = await hold(bot)
    await bot.services.holds.take(placed)
    await bot.services.organisation.pause("Ann", 1)

    await bot.ends.end(placed.id)

    assert await state(bot, placed) == "done"


async def test_a_plan_nothing_is_done_for_ends(bot: Assembly) -> None:
    placed = await hold(bot, Orphan())

    await bot.ends.end(placed.id)

    assert await state(bot, placed) == "done"
    assert await bot.shown() == []


@pytest.mark.usefixtures("impatient")
async def test_the_end_of_a_hold_is_shown_later_or_given_up(bot: Assembly) -> None:
    placed = await hold(bot)
    await bot.sandbox.fault("server-error", "*")
    with capture_logs() as logs:
        await bot.ends.end(placed.id)
    assert logs[-1]["event"] == "hold_not_shown"
    assert await state(bot, placed) == "taken"

    bot.clock.at = placed.ends + GIVE_UP_MILLIS
    with capture_logs() as logs:
        await bot.ends.end(placed.id)
    assert await state(bot, placed) == "done"
    assert logs[-1]["event"] == "answer_lost"


async def test_an_outsider_is_told_why(bot: Assembly) -> None:
    alone = replace(bot.group, id=bot.group.id)
    said = replace(message("note", EVE), conversation=alone, at=bot.clock())

    await bot.dispatcher.answer(said, Session(), await bot.fence())

    assert seen.commands == []
    assert len(await bot.shown()) == 1
