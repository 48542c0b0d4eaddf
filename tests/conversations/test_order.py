"""Order: one person's turns follow one another, different people do not wait for each other."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from tests.conversations.stage import Stage
from tests.conversations.watching import LIST, SHOW, UPDATE, called, cost, settled, spent

QUICK = ("spaces", "whoami", "help", "pending", "space Finance")


@pytest.mark.parametrize("replicas", [1, 2])
async def test_quick_messages_of_one_person_are_answered_in_order(
    stage: Stage, replicas: int
) -> None:
    async with AsyncExitStack() as bots:
        for _ in range(replicas):
            await bots.enter_async_context(stage.bot())
        ann = await stage.in_group("staff01")

        said = []
        for text in QUICK:
            said.append(await ann.sends(text))
            if replicas > 1:  # what two of them accept at the same moment has no order yet
                await stage.sandbox.acked(said[-1])
        cards = await settled(ann)

        assert list(cards)[:-1] == [ann.card_of(msg_id) for msg_id in said]
        titles = [card.title for card in cards.values()]
        assert titles[0].startswith("Spaces")
        assert titles[1] == "员工甲"
        assert titles[4].startswith("Finance")


async def test_a_slow_answer_delays_those_of_the_same_person_and_place_only(stage: Stage) -> None:
    async with stage.bot(interim_seconds=30, call_seconds=60):
        ann = await stage.in_group("staff01")
        bob = await stage.in_group("manager01")
        elsewhere = await stage.alone("staff01")
        held = await stage.sandbox.fault("timeout-before", LIST, times=1)

        first = await ann.sends("spaces")
        second = await ann.sends("whoami")
        others = [await bob.says("whoami"), await elsewhere.says("whoami")]
        waiting = {first, second} & set(await _answered(stage, ann.conversation))
        await _let_go(stage, held)
        await ann.answer_to(second)

        assert [other.title for other in others] == ["管理员甲", "员工甲"]
        assert waiting == set()
        assert list(await ann.cards())[-2:] == [ann.card_of(first), ann.card_of(second)]


async def test_what_takes_longer_shows_that_it_works_and_then_the_answer(stage: Stage) -> None:
    """Two card calls, on one card."""
    async with stage.bot(interim_seconds=0.2, call_seconds=60):
        ann = await stage.in_group("staff01")
        held = await stage.sandbox.fault("timeout-before", LIST, times=1)
        before = await spent(stage)

        msg_id = await ann.sends("spaces")
        interim = await ann.reads("Working on it")
        await _let_go(stage, held)
        final = await ann.answer_to(msg_id)

        assert interim.card == final.card == ann.card_of(msg_id)
        assert interim.buttons == ()
        assert final.title.startswith("Spaces")
        assert final.version == 2
        spending = await cost(stage, before)
        assert (spending[SHOW], spending[UPDATE]) == (1, 1)


async def test_an_interim_face_that_fails_costs_no_answer(stage: Stage) -> None:
    async with stage.bot(interim_seconds=0.1, call_seconds=60):
        ann = await stage.in_group("staff01")
        held = await stage.sandbox.fault("timeout-before", LIST, times=1)
        await stage.sandbox.fault("respond", SHOW, times=1, status=400, code="x", message="no")

        msg_id = await ann.sends("spaces")
        await called(stage.sandbox, SHOW)
        await _let_go(stage, held)

        assert (await ann.answer_to(msg_id)).title.startswith("Spaces")


async def test_a_message_after_a_click_is_answered_after_it(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create In order")
        await bob.taps(asked, "Create")
        listed = await bob.says("spaces In order")

        assert "In order" in listed.text
        assert (await settled(bob))[asked.card].title == "Created: In order"


async def test_many_people_at_once_are_all_answered(stage: Stage) -> None:
    async with stage.bot(), stage.bot():
        people = [
            await stage.in_group(user) for user in ("manager01", "manager02", "staff01", "staff02")
        ] + [await stage.alone(user) for user in ("manager01", "manager02", "staff01", "staff02")]

        answers = await asyncio.gather(*[person.says("spaces") for person in people])

        assert all(answer.title.startswith("Spaces") for answer in answers)


async def _answered(stage: Stage, conversation: str) -> list[str]:
    lines = await stage.sandbox.messages(conversation)
    return [line["card"]["outTrackId"] for line in lines if line.get("card")]


async def _let_go(stage: Stage, fault: str) -> None:
    (await stage.sandbox.client.delete(f"/sandbox/faults/{fault}")).raise_for_status()
