"""What was decided late: the record is the truth, and the card that stands shows it."""

import asyncio
import random
import signal
from dataclasses import replace
from itertools import chain

import pytest

from bot.cards import Rendered
from bot.delivery import Records
from bot.delivery.store_marks import card_in
from bot.inbox import Boxes
from bot.messages import ConversationKey
from bot.storage import open_store
from tests.conversations.bot_process import BotProcess
from tests.conversations.crashes import held, hold, made
from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.conversations.test_trail import trail
from tests.conversations.watching import PERSON, UPDATE, called, settled
from tests.moments import a_moment

QUERY = "POST /v1.0/drive/managements/spaces/query"
FROZEN = {"call_seconds": 1, "redelivery_seconds": 1, "lease_seconds": 1}


async def test_a_frozen_end_of_a_hold_says_nothing_of_a_deletion_another_has_made(
    stage: Stage,
) -> None:
    """Frozen while it asks DingTalk whether the asker is still an admin; that call is given up
    when it goes on, and its card would say that DingTalk did not respond and nothing was done.
    """
    bob = await stage.in_group("manager01")
    async with stage.process(hold_seconds=3, **FROZEN) as frozen:
        holding = await bob.presses(await bob.says("space delete Legal 法务"), "Delete")
        asking = await hold(stage.sandbox, "before", PERSON)
        await held(stage.sandbox, asking)
        frozen.send_signal(signal.SIGSTOP)
        async with stage.bot(**FROZEN):
            gone = await bob.finished(holding.card, holding.seq)
            frozen.send_signal(signal.SIGCONT)
            # Asked by both in the end: here the frozen one finds the space gone.
            await called(stage.sandbox, QUERY, 3)
            shown = await settled(bob)

        assert gone.title == "Deleted: Legal 法务"
        assert shown[holding.card].title == gone.title
        assert [each[1] for each in await trail(stage)] == ["planned", "done"]


async def at_rest(stage: Stage, person: Person) -> None:
    """Wait until nobody works on what a person said: an answer is seen before its turn is over."""
    async with (
        asyncio.timeout(PATIENCE),
        open_store(stage.redis_url, stage.state["clientId"]) as store,
    ):
        boxes = Boxes(store)
        lease = boxes.lease(boxes.name(ConversationKey(person.conversation, person.user)))
        while await store.redis.exists(lease):
            await a_moment()


async def test_an_undo_whose_ack_came_too_late_shows_on_the_card(stage: Stage) -> None:
    """The only replica is frozen with the press on its way, and goes on when DingTalk waits no
    more: the press takes effect, and the card says so."""
    bob = await stage.in_group("manager01")
    async with stage.process() as frozen:
        await bob.says("space delete Legal 法务")
        holding = await bob.says("yes")
        await at_rest(stage, bob)
        frozen.send_signal(signal.SIGSTOP)
        missed = await bob.taps(holding, "Undo")
        frozen.send_signal(signal.SIGCONT)
        after = await bob.finished(holding.card, holding.seq)

        assert missed["timedOut"], missed
        assert (after.title, after.buttons) == ("Kept: Legal 法务", ())
        assert [each[1] for each in await trail(stage)] == ["planned", "undone"]


async def test_what_one_is_told_alone_reaches_them_though_their_ack_came_too_late(
    stage: Stage,
) -> None:
    """The only replica is frozen with the press on its way. No way that is free is left then, so
    it is one call, which is theirs."""
    bob, ann = await stage.in_group("manager01"), await stage.in_group("staff01")
    async with stage.process() as frozen:
        await ann.says("whoami")
        card = await bob.says("spaces")
        await at_rest(stage, bob)
        frozen.send_signal(signal.SIGSTOP)
        missed = await ann.taps(card, "Refresh")
        frozen.send_signal(signal.SIGCONT)
        told = await ann.reads("Only you see this", card.seq)

        assert missed["timedOut"], missed
        assert "This card is not yours" in told.text
        stands = (await bob.cards())[card.card]
        assert (stands.title, stands.text, stands.labels) == (card.title, card.text, card.labels)
        paid = [each["body"] for each in await made(stage.sandbox, UPDATE)]
        paid = [body for body in paid if body["outTrackId"] == card.card]
        assert [list(body["privateData"]) for body in paid] == [["staff01"]]


async def test_a_card_whose_press_nobody_told_the_end_of_is_swept_up(stage: Stage) -> None:
    """The process died with the ack: the hold is undone, and the record says so, the card does
    not."""
    bob, often = await stage.in_group("manager01"), {"repaint_seconds": 0.2}
    async with stage.bot(**often):
        await bob.says("space delete Legal 法务")
        holding = await bob.says("yes")
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        records = Records(store, 3600)
        record = await records.load(card_in(holding.card))
        assert record is not None
        undone = replace(record, face=record.face + 1, turn="press", actions={})
        undone = replace(undone, shown=Rendered("Kept: Legal 法务", "", (), ""))
        assert await records.save(undone, instead_of=record.face, acked=True)
        await records.unpainted.put_off(record.out_track_id, 0)
    async with stage.bot(**often):
        after = await bob.finished(holding.card, holding.seq)

        assert (after.title, after.buttons) == ("Kept: Legal 法务", ())


ON_ITS_WAY = 10
"""Milliseconds that an acknowledgement may take to arrive: the bot counts from when it is sent."""


async def test_no_update_follows_an_ack_sooner_than_half_a_second(stage: Stage) -> None:
    bob = await stage.in_group("manager01")
    async with stage.bot(ack_gap_seconds=0.5):
        asked = await bob.says("space create Plans")
        pressed = await bob.presses(asked, "Create")
        [push] = [each for each in await stage.sandbox.pushes() if each["kind"] == "card"]
        updates = [each["at"] for each in await made(stage.sandbox, UPDATE)]

        assert pressed.title == "Created: Plans"
        assert min(updates) - push["ackedAt"] >= 500 - ON_ITS_WAY


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
async def test_frozen_replicas_do_each_thing_once_and_no_card_lies(stage: Stage, seed: int) -> None:
    """Four deletions at a time, half of them taken back while their time runs out, and now one
    replica, now the other is frozen for longer than its lease."""
    chance = random.Random(seed)  # noqa: S311 - nobody must not guess it
    bob = await stage.in_group("manager01")
    async with (
        stage.process(hold_seconds=2.5, repaint_seconds=1, **FROZEN) as one,
        stage.process(hold_seconds=2.5, repaint_seconds=1, **FROZEN) as other,
    ):
        cards: dict[str, str] = {}
        batches = [[f"Space {turn}-{number}" for number in range(4)] for turn in range(2)]
        # All before anybody is asked: one that is made in DingTalk meanwhile is not in the list
        # that is kept for a minute.
        for name in chain(*batches):
            await stage.sandbox.make_space(name)
        for turn, names in enumerate(batches):
            async with asyncio.TaskGroup() as group:
                group.create_task(freeze(chance, one if turn else other))
                held = [await _holding(bob, name) for name in names]
                # On a busy machine the time of the first may be over by now.
                waiting = [each for each in held if "Undo" in each.labels]
                for holding in chance.sample(waiting, min(2, len(waiting))):
                    group.create_task(bob.taps(holding, "Undo"))
            cards |= {name: holding.card for name, holding in zip(names, held, strict=True)}
        for card in cards.values():
            await ends(bob, card)
        shown = await settled(bob)

    left = await stage.names()
    assert {name: shown[card].title for name, card in cards.items()} == {
        name: f"{'Kept' if name in left else 'Deleted'}: {name}" for name in cards
    }
    lines = [line[1] for line in await trail(stage)]
    deleted = [name for name in cards if name not in left]
    assert sorted(lines) == sorted(
        ["planned"] * len(cards) + ["done"] * len(deleted) + ["undone"] * (8 - len(deleted))
    )


async def freeze(chance: random.Random, process: BotProcess) -> None:
    """Stop a process at a moment that nobody chose, which is what this is about."""
    await asyncio.sleep(chance.uniform(0.2, 1.5))
    process.send_signal(signal.SIGSTOP)
    await asyncio.sleep(chance.uniform(2, 2.5))
    process.send_signal(signal.SIGCONT)


async def _holding(bob: Person, name: str) -> Seen:
    await bob.says(f"space delete {name}")
    return await bob.says("yes")


async def ends(bob: Person, card: str) -> Seen:
    """Wait until a card has no button and says how it ended."""
    async with asyncio.timeout(PATIENCE * 4):
        after = 0
        while True:
            shown = [each for each in await bob.looks(after) if each.card == card]
            if shown and shown[-1].title.startswith(("Kept", "Deleted", "Not deleted")):
                return shown[-1]
            entries = await bob.sandbox.messages(bob.conversation, after=after)
            await bob.sandbox.messages(bob.conversation, after=entries[-1]["seq"], wait=5)


async def test_a_hold_that_was_taken_back_before_a_kill_is_shown_so_at_its_end(
    stage: Stage,
) -> None:
    """The process died between taking it back and changing the face of its card."""
    bob = await stage.in_group("manager01")
    async with stage.bot(hold_seconds=4):
        holding = await _holding(bob, "Legal 法务")
        async with open_store(stage.redis_url, stage.state["clientId"]) as store:
            [key] = [each async for each in store.redis.scan_iter(store.key("hold", "*"))]
            await store.redis.hset(key, mapping={"state": "undone", "by": "Bob"})
        after = await bob.finished(holding.card, holding.seq)

        assert (after.title, after.buttons) == ("Kept: Legal 法务", ())
        assert "Legal 法务" in await stage.names()
