"""Cards in front of people, once: the calls that reach DingTalk, in their order."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.cards import Card
from bot.delivery import card_id, target_of
from bot.errors import CardMissing, DeliveryFailed, OutcomeUnknown, Overtaken
from bot.messages import Conversation, Webhook
from bot.sessions import Cancel
from bot.storage import Store
from tests.assembly import Assembly, assembled, question
from tests.dingtalk import calls_of
from tests.parts import EVE
from tests.sandbox.clients import connected
from tests.sandbox_server import SandboxHandle

SHOW = "POST /v1.0/card/instances/createAndDeliver"
UPDATE = "PUT /v1.0/card/instances"
MADE = "POST cards/createAndDeliver"
PAINTED = "PUT cards"
DELIVERED = "POST cards/deliver"
BY_WEBHOOK = "POST /robot/sendBySession"
IN_GROUP = "POST /v1.0/robot/groupMessages/send"
TO_PERSON = "POST /v1.0/robot/oToMessages/batchSend"


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store) as core:
        yield core


async def webhook(bot: Assembly) -> Webhook:
    """The reply channel of something that was said in the group."""
    async with connected(bot.sandbox) as stream:
        await bot.sandbox.say(bot.group.id, "manager01", "spaces")
        data = (await stream.answered())["data"]
    return Webhook(data["sessionWebhook"], data["sessionWebhookExpiredTime"])


async def test_a_card_is_made_once_and_then_painted(bot: Assembly) -> None:
    first = await bot.delivery.show(question(), bot.target())
    second = await bot.delivery.show(
        Card("cancelled"), bot.target("turn 2", out_track_id=first.out_track_id)
    )

    assert await bot.calls() == [MADE, PAINTED]
    assert (first.face, second.face) == (1, 2)
    assert [each["card"]["version"] for each in await bot.shown()] == [1, 2]
    assert await bot.record(first.out_track_id) == second


async def test_a_record_says_whose_the_buttons_are_and_what_they_mean(bot: Assembly) -> None:
    record = await bot.delivery.show(question(), bot.target())

    assert record.asker == "manager01"
    assert record.actions == {"10": bot.types.dump(Cancel())}
    assert record.expires == bot.clock() + 7 * 86_400_000
    [shown] = await bot.shown()
    assert [button["id"] for button in shown["card"]["buttons"]] == ["10"]


async def test_a_turn_that_runs_twice_paints_the_same_face(bot: Assembly) -> None:
    first = await bot.delivery.show(Card("working"), bot.target())
    second = await bot.delivery.show(question(), bot.target())

    assert (first.face, second.face) == (1, 1)
    assert await bot.calls() == [MADE, PAINTED]


async def test_who_comes_second_is_overtaken(bot: Assembly) -> None:
    await bot.delivery.show(question(), bot.target())
    card = bot.target().out_track_id

    async def paint(turn: str) -> bool:
        try:
            await bot.delivery.show(Card("cancelled"), bot.target(turn, out_track_id=card))
        except Overtaken:
            return False
        return True

    painted = await asyncio.gather(*(paint(f"turn {number}") for number in range(2, 10)))

    record = await bot.record(card)
    calls = await bot.calls()
    assert sum(painted) == record.face - 1
    assert calls[0] == MADE
    # Who painted while another came after paints what that one has, whichever call was last.
    assert sum(painted) <= calls.count(PAINTED) <= 2 * sum(painted)
    assert (await bot.shown())[-1]["card"]["title"] == record.shown.title


@pytest.mark.parametrize("outcome", ["trying", "sent"])
async def test_a_card_that_may_have_left_is_painted_first(bot: Assembly, outcome: str) -> None:
    await bot.delivery.show(question(), bot.target())
    card = bot.target().out_track_id
    await bot.delivery.records.note_outcome(card, outcome)

    await bot.delivery.show(question(), bot.target())

    assert await bot.calls() == [MADE, PAINTED]
    assert await bot.delivery.records.outcome(card) == "sent"


@pytest.mark.parametrize("outcome", ["trying", "sent"])
async def test_a_card_that_dingtalk_does_not_know_is_made(bot: Assembly, outcome: str) -> None:
    """The process died between the record and the call, or DingTalk has lost the card."""
    record = await bot.delivery.show(question(), bot.target())
    other = replace(record, out_track_id="another")
    await bot.delivery.records.save(other, instead_of=0)
    await bot.delivery.records.note_outcome("another", outcome)

    await bot.delivery.show(question(), target_of(other, "turn 1"))

    assert await bot.calls() == [MADE, PAINTED, MADE]
    assert await bot.delivery.records.outcome("another") == "sent"


async def test_a_card_that_dingtalk_knows_already_is_painted(bot: Assembly) -> None:
    await bot.sandbox.fault("card-exists", SHOW, times=1)
    await bot.delivery.show(question(), bot.target("turn 1"))
    await bot.store.redis.delete(bot.delivery.records.key(bot.target().out_track_id))

    await bot.delivery.show(Card("cancelled"), bot.target("turn 1"))

    # The fault answers for a card that is not there, which painting finds out.
    calls = await bot.calls()
    assert calls[:2] == [MADE, PAINTED]


async def test_after_redis_lost_the_record_the_same_card_is_used(bot: Assembly) -> None:
    record = await bot.delivery.show(question(), bot.target())
    await bot.store.redis.delete(bot.delivery.records.key(record.out_track_id))

    again = await bot.delivery.show(Card("cancelled"), bot.target())

    assert await bot.calls() == [MADE, MADE, PAINTED]
    assert len({each["card"]["outTrackId"] for each in await bot.shown()}) == 1
    assert again.face == 1


async def test_a_creation_without_an_answer_is_painted(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, call_seconds=0.3) as bot:
        await sandbox.fault("timeout-after", SHOW, times=1)

        record = await bot.delivery.show(question(), bot.target())

        assert await bot.calls() == [MADE, PAINTED]
        assert await bot.delivery.records.outcome(record.out_track_id) == "sent"
        assert len({each["card"]["outTrackId"] for each in await bot.shown()}) == 1


async def test_a_creation_that_left_nothing_is_tried_again_by_the_turn(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, call_seconds=0.3) as bot:
        await sandbox.fault("timeout-before", SHOW, times=1)
        with pytest.raises(OutcomeUnknown):
            await bot.delivery.show(question(), bot.target())

        record = await bot.delivery.show(question(), bot.target())

        assert await bot.calls() == [MADE, PAINTED, PAINTED, MADE]
        assert record.face == 1
        assert len(await bot.shown()) == 1


async def test_a_card_that_did_not_arrive_is_said_in_words(bot: Assembly) -> None:
    await bot.sandbox.fault("deliver-failed", SHOW, times=1)
    aim = bot.target(webhook=await webhook(bot))

    await bot.delivery.show(question(), aim)

    assert await bot.calls() == [MADE, BY_WEBHOOK]
    [said] = [each for each in await bot.shown() if each["kind"] == "markdown"]
    assert "Cancel → cancel" in said["text"]
    assert await bot.delivery.records.outcome(aim.out_track_id) == "failed"


async def test_a_card_that_did_not_arrive_is_delivered_again_when_it_changes(
    bot: Assembly,
) -> None:
    await bot.sandbox.fault("deliver-failed", SHOW, times=1)
    record = await bot.delivery.show(question(), bot.target())

    await bot.delivery.show(Card("cancelled"), target_of(record, "turn 2"))

    assert await bot.calls() == [MADE, IN_GROUP, MADE, DELIVERED, PAINTED]
    assert await bot.delivery.records.outcome(record.out_track_id) == "sent"


async def test_a_webhook_that_is_over_leaves_it_to_the_robot(bot: Assembly) -> None:
    await bot.sandbox.fault("deliver-failed", SHOW, times=1)
    await bot.sandbox.fault("webhook-expired", BY_WEBHOOK, times=1)

    await bot.delivery.show(question(), bot.target(webhook=await webhook(bot)))

    assert await bot.calls() == [MADE, BY_WEBHOOK, IN_GROUP]


async def test_a_person_alone_is_written_to(bot: Assembly) -> None:
    alone = Conversation(await bot.sandbox.single("manager01"), "single")
    await bot.sandbox.fault("deliver-failed", SHOW, times=1)

    await bot.delivery.show(question(), bot.target(conversation=alone))

    assert await bot.calls() == [MADE, TO_PERSON]


async def test_what_reaches_nobody_is_told_to_the_caller(bot: Assembly) -> None:
    alone = Conversation("cidEVE", "single")

    with pytest.raises(DeliveryFailed):
        await bot.delivery.show(question(), bot.target(sender=EVE, conversation=alone))


async def test_a_card_that_cannot_be_painted_is_said_in_words(bot: Assembly) -> None:
    record = await bot.delivery.show(question(), bot.target())
    await bot.sandbox.fault(
        "respond", UPDATE, times=1, status=400, code="param.error", message="no"
    )

    await bot.delivery.show(Card("cancelled"), target_of(record, "turn 2"))

    assert await bot.calls() == [MADE, PAINTED, IN_GROUP]
    assert await bot.delivery.records.outcome(record.out_track_id) == "sent"


async def test_no_update_leaves_before_the_card_may_change(bot: Assembly) -> None:
    """An update that overtook a click's ack would be painted over by it."""
    record = await bot.delivery.show(question(), bot.target())
    quiet_until = bot.clock() + 600
    moved = replace(record, face=2)
    assert await bot.delivery.records.save(moved, instead_of=1, quiet_until=quiet_until)
    loop = asyncio.get_running_loop()
    began = loop.time()

    await bot.delivery.repaint(record.out_track_id)

    assert loop.time() - began >= 0.6
    assert await bot.calls() == [MADE, PAINTED]


async def test_an_interim_face_becomes_the_answer(bot: Assembly) -> None:
    await bot.delivery.interim(bot.target())
    record = await bot.delivery.show(question(), bot.target())

    assert record.face == 1
    assert await bot.calls() == [MADE, PAINTED]


async def test_an_interim_face_is_never_text(bot: Assembly) -> None:
    await bot.sandbox.fault("deliver-failed", SHOW, times=1)

    await bot.delivery.interim(bot.target(webhook=await webhook(bot)))

    assert await bot.calls() == [MADE]


async def test_text_alone_has_no_interim_face(sandbox: SandboxHandle, store: Store) -> None:
    async with assembled(sandbox, store, card_surface="markdown") as bot:
        await bot.delivery.interim(bot.target())
        await bot.delivery.show(question(), bot.target())
        await bot.delivery.repaint(bot.target().out_track_id)
        assert await bot.delivery.claim(bot.target().out_track_id, 1, "turn 2")
        await bot.delivery.repaint(bot.target().out_track_id)

        assert await bot.calls() == [IN_GROUP]


async def test_a_card_that_is_answered_in_words_loses_its_buttons(bot: Assembly) -> None:
    record = await bot.delivery.show(question(), bot.target())

    claimed = [await bot.delivery.claim(record.out_track_id, 1, "turn 2") for _ in range(2)]
    await bot.delivery.repaint(record.out_track_id)

    after = await bot.record(record.out_track_id)
    assert claimed == [True, True]
    assert (after.face, after.turn, after.actions, after.shown.buttons) == (2, "turn 2", {}, ())
    assert after.shown.body == record.shown.body
    assert (await bot.shown())[-1]["card"]["buttons"] == []


async def test_of_a_word_and_a_button_the_first_counts(bot: Assembly) -> None:
    record = await bot.delivery.show(question(), bot.target())
    pressed = bot.delivery.working(record, "click")

    claimed, covered = await asyncio.gather(
        bot.delivery.claim(record.out_track_id, 1, "turn 2"),
        bot.delivery.records.save(pressed, instead_of=1),
    )

    assert [claimed, covered].count(True) == 1
    assert not await bot.delivery.claim(record.out_track_id, 1, "turn 3")


async def test_a_card_that_is_gone_is_neither_claimed_nor_repainted(bot: Assembly) -> None:
    assert not await bot.delivery.claim("gone", 1, "turn")
    await bot.delivery.repaint("gone")

    assert await bot.calls() == []


async def test_somebodys_first_answer_greets(bot: Assembly) -> None:
    greeted = await bot.delivery.show(question(), bot.target(), welcome=True)
    plain = await bot.delivery.show(question(), bot.target("turn 2"))

    assert greeted.shown.body.endswith(plain.shown.body)
    assert greeted.shown.body != plain.shown.body


async def test_an_own_template_is_used(sandbox: SandboxHandle, store: Store) -> None:
    async with assembled(sandbox, store, card_surface="custom", card_template="own.schema") as bot:
        await bot.delivery.show(question(), bot.target())

    [call] = await calls_of(sandbox, SHOW)
    assert call["body"]["cardTemplateId"] == "own.schema"


async def test_a_missing_card_is_told_when_it_is_only_repainted(bot: Assembly) -> None:
    record = await bot.delivery.show(question(), bot.target())
    await bot.delivery.records.save(replace(record, out_track_id="other"), instead_of=0)

    with pytest.raises(CardMissing):
        await bot.delivery.repaint("other")


def test_a_card_is_named_by_turn_purpose_and_conversation() -> None:
    names = {card_id(t, p, c) for t in ("t1", "t2") for p in ("p1", "p2") for c in ("c1", "c2")}

    assert len(names) == 8
    assert card_id("t1", "p1", "c1") in names
    assert all(len(name) == 32 for name in names)


async def test_an_expired_card_says_so_without_buttons(bot: Assembly) -> None:
    drawn = bot.delivery.expired("en")

    params = drawn["cardData"]["cardParamMap"]  # type: ignore[index]  # as the wire has it
    assert '"msgButtons":[]' in params["sys_full_json_obj"]
