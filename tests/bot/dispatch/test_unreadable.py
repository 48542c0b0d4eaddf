"""Turns and holds of another release: whoever waits for an answer is told."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs
from typing_extensions import override

from bot.delivery import Record, Records
from bot.dispatch import Remains, remains_of
from bot.dispatch.giving_up import GIVE_UP_MILLIS
from bot.inbox.box import turn_to_text
from bot.messages import Webhook
from bot.sessions import Session
from bot.storage import RedisError, Store
from handlers.delete import SpaceDeletion
from tests.assembly import Assembly, assembled, question
from tests.parts import ANN, click, queued
from tests.sandbox_server import SandboxHandle

SHOW = "POST /v1.0/card/instances/createAndDeliver"
TITLE = "I couldn't read that"


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store, language="en") as core:
        yield core


def left_of(bot: Assembly, **changed: Any) -> Remains:
    sent = bot.message(
        "no matter what", ANN, msg_id="m1", webhook=Webhook("https://oapi.dingtalk.com/x", 9)
    )
    return replace(remains_of(turn_to_text(sent).replace('"at"', '"when"')), **changed)


def test_nothing_of_what_was_said_is_left(bot: Assembly) -> None:
    assert "no matter what" not in repr(left_of(bot))


async def test_whoever_said_something_is_told_in_its_place(bot: Assembly) -> None:
    await bot.unread.answer(left_of(bot), await bot.fence())
    # A run that was killed before the turn was put aside tells nothing twice.
    await bot.unread.answer(left_of(bot), await bot.fence())

    assert {each["card"]["title"] for each in await bot.shown()} == {TITLE}
    assert (await bot.calls()).count("POST cards/createAndDeliver") == 1


async def test_a_card_that_shows_it_works_is_painted(bot: Assembly) -> None:
    shown = await bot.delivery.show(question(), bot.target())
    pressed = click(ANN, card=shown.out_track_id, conversation=bot.group)
    working = replace(bot.delivery.working(shown, pressed.key), box="box")
    await bot.delivery.records.save(working, instead_of=shown.face)

    remains = remains_of(turn_to_text(pressed).replace('"action"', '"meaning"'))
    await bot.unread.answer(remains, await bot.fence())

    assert (await bot.shown())[-1]["card"]["title"] == TITLE


async def test_a_card_that_shows_something_newer_is_left(bot: Assembly) -> None:
    shown = await bot.delivery.show(question(), bot.target())
    with capture_logs() as logs:
        await bot.unread.answer(left_of(bot, card=shown.out_track_id), await bot.fence())

    assert [each["event"] for each in logs] == ["unreadable_not_told"]
    assert len(await bot.shown()) == 1


@pytest.mark.parametrize("missing", ["conversation", "sender"])
async def test_where_nobody_is_known_the_log_says_so(bot: Assembly, missing: str) -> None:
    with capture_logs() as logs:
        await bot.unread.answer(left_of(bot, **{missing: None}), await bot.fence())

    assert [each["event"] for each in logs] == ["unreadable_not_told"]
    assert await bot.shown() == []


async def test_that_dingtalk_does_not_take_it_stops_no_box(bot: Assembly, impatient: None) -> None:
    await bot.sandbox.fault("server-error", "*")
    with capture_logs() as logs:
        await bot.unread.answer(left_of(bot), await bot.fence())

    assert "answer_lost" in [each["event"] for each in logs]


async def test_a_press_on_a_card_nothing_is_known_of_is_answered(bot: Assembly) -> None:
    """Its record could be read when the press was taken, by whoever took it."""
    shown = await bot.delivery.show(question(), bot.target())
    key = bot.delivery.records.key(shown.out_track_id)
    await bot.store.redis.hset(key, "record", '{"of": "another release"}')
    pressed = click(ANN, card=shown.out_track_id, conversation=bot.group, at=bot.clock())
    with capture_logs():
        after = await bot.dispatcher.answer(pressed, Session(language="en"), await bot.fence())

    assert after == Session(language="en")
    assert (await bot.shown())[-1]["card"]["title"] == TITLE
    assert bot.store.counts.unreadable == {"card": 1}


async def test_a_hold_of_another_release_waits_an_hour_for_it(bot: Assembly) -> None:
    hold = await placed(bot)

    await bot.ends.end(hold)

    assert [each for each in await queued(bot.store) if each.startswith(f"hold:{hold}")]
    assert await bot.shown() == []
    assert await bot.store.hget(bot.store.key("hold", hold), "state") == "waiting"


async def placed(bot: Assembly) -> str:
    """A deletion of no space there is, planned by another release."""
    command = await bot.command("space delete", ANN)
    plan = SpaceDeletion("s1", "Finance", 1)
    bot.services.holds.seconds = 0
    hold = await bot.services.holds.place(command, plan)
    key = bot.store.key("hold", hold.id)
    stored = await bot.store.hget(key, "hold")
    assert stored is not None
    await bot.store.redis.hset(key, "hold", stored.replace("SpaceDeletion", "SpaceEnding"))
    return hold.id


@pytest.mark.parametrize("begun", [False, True])
async def test_then_whoever_asked_is_told_that_nothing_was_done(
    bot: Assembly, *, begun: bool
) -> None:
    hold = await placed(bot)
    if begun:
        await bot.store.redis.set(bot.store.key("change", f"hold:{hold}"), "{}", ex=60)
    bot.clock.at += GIVE_UP_MILLIS + 10_000
    with capture_logs():
        await bot.ends.end(hold)

    title = (await bot.shown())[-1]["card"]["title"]
    assert title == (TITLE if begun else "Not deleted: Finance")
    [kept] = await bot.services.audit.last(1)
    assert kept.entry.outcome.startswith("uncertain" if begun else "failed")
    assert (kept.entry.target, kept.entry.name) == ("s1", "Finance")
    assert await bot.services.holds.waiting() == ()
    assert bot.store.counts.unreadable == {"hold": 1}


class Gone(Records):
    """Records that cannot be reached."""

    @override
    async def load(self, out_track_id: str) -> Record | None:
        raise RedisError("gone for now")


async def test_without_redis_it_is_tried_again(bot: Assembly) -> None:
    bot.delivery.records = Gone(bot.store, 60)

    with pytest.raises(RedisError):
        await bot.unread.answer(left_of(bot), await bot.fence())
