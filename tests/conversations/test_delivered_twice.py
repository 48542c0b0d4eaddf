"""The gateway delivers more often than once; people see one card, and spaces change once."""

from contextlib import AsyncExitStack

import pytest

from tests.conversations.stage import Person, Stage
from tests.conversations.watching import CREATE, LIST, SHOW, cost, pushes_acked, settled, spent


async def test_a_frame_written_twice_is_answered_once(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.stream_fault("duplicate", times=1)

        msg_id = await ann.sends("spaces")
        await pushes_acked(stage.sandbox, msg_id, 2)

        cards = await settled(ann)
        assert len(cards) == 2
        assert cards[ann.card_of(msg_id)].version == 1
        assert await spent(stage) == {LIST: 1, SHOW: 2}


@pytest.mark.parametrize("replicas", [1, 2])
async def test_ten_deliveries_at_once_create_one_space(stage: Stage, replicas: int) -> None:
    """Each comes with a messageId of its own, on whichever connection the gateway picks."""
    async with AsyncExitStack() as bots:
        for _ in range(replicas):
            await bots.enter_async_context(stage.bot())
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Ten at once")
        before = await spent(stage)
        msg_id = await _delivered_at_once(stage, bob, "yes", times=10)

        made = await bob.answer_to(msg_id)
        pushes = await pushes_acked(stage.sandbox, msg_id, 10)
        cards = await settled(bob)

        assert {push["code"] for push in pushes} == {200}
        assert len({push["messageId"] for push in pushes}) == 10
        assert len({push["connectionId"] for push in pushes}) == replicas
        assert "Ten at once" in made.title
        assert (await stage.names()).count("Ten at once") == 1
        assert (await cost(stage, before))[CREATE] == 1
        assert list(cards)[:-1] == [asked.card, made.card]
        assert cards[made.card] == made


async def test_a_delivery_after_the_answer_does_nothing_more(stage: Stage) -> None:
    """The first frame is on its way for so long that its repetition is answered before."""
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await bob.says("space create Once")
        await stage.sandbox.settings(ackMillis=1, redeliveries=1)
        await stage.sandbox.stream_fault("delay", delayMillis=2500, times=1)

        msg_id = await bob.sends("yes")
        made = await bob.answer_to(msg_id)
        await pushes_acked(stage.sandbox, msg_id, 2)
        cards = await settled(bob)

        assert cards[made.card] == made
        assert (await stage.names()).count("Once") == 1
        assert len(cards) == 3


async def test_a_confirmation_in_words_delivered_ten_times_starts_one_hold(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await bob.says("space delete Finance")
        msg_id = await _delivered_at_once(stage, bob, "Finance", times=10)

        await pushes_acked(stage.sandbox, msg_id, 10)
        pending = await bob.says("pending")

        assert pending.text.count("Finance") == 1


async def _delivered_at_once(stage: Stage, person: Person, text: str, times: int) -> str:
    """Say something that the gateway sends so often, and more, before the first frame arrives.

    On a busy machine one may not be stored in time. It is not acknowledged then, and as DingTalk
    has another's acknowledgement it does not come again: so any ``times`` of them are waited for.
    """
    await stage.sandbox.settings(ackMillis=1, redeliveries=2 * times - 1)
    fault = await stage.sandbox.stream_fault("delay", delayMillis=400, times=2 * times)
    msg_id = await person.sends(text)
    await pushes_acked(stage.sandbox, msg_id, times)
    used = {each["faultId"]: each["used"] for each in await stage.sandbox.faults()}
    assert used[fault] >= times
    await stage.sandbox.clear_faults()
    await stage.sandbox.settings(ackMillis=15_000, redeliveries=2)
    return msg_id
