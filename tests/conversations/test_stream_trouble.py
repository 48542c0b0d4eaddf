"""The stream in trouble while people talk: nothing acknowledged is lost, and nothing else is ours."""

import asyncio

import pytest

from tests.conversations.crashes import sent_cards
from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.conversations.watching import pushes_acked, settled
from tests.moments import a_moment

EVERY = 5


async def test_a_connection_that_is_rolled_away_loses_nothing(stage: Stage) -> None:
    """The gateway says so, is silent for a while, and closes."""
    async with stage.bot():
        ann = await stage.in_group("staff01")
        before = await _connections(stage)
        await stage.sandbox.stream_fault("disconnect", delayMillis=200)

        answers = await _keep_talking(stage, ann)

        assert [answer.title for answer in answers] == ["员工甲"] * EVERY
        assert not before & await _connections(stage)


async def test_connections_rolled_away_again_and_again_lose_nothing(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        answers: list[Seen] = []
        for _ in range(4):
            await stage.sandbox.stream_fault("disconnect", delayMillis=0)
            answers += await _keep_talking(stage, ann, 1)

        assert len(answers) == 4
        assert len(await settled(ann)) == 5


async def test_a_half_open_connection_is_given_up_for_another(stage: Stage) -> None:
    """What was pushed into it comes again, as it was never acknowledged, and is answered once."""
    async with stage.bot(stream_ping_seconds=0.2):
        ann = await stage.in_group("staff01")
        await stage.sandbox.settings(ackMillis=500, redeliveries=20)
        await stage.sandbox.stream_fault("half-open")

        msg_id = await ann.sends("whoami")
        answer = await ann.answer_to(msg_id)

        assert answer.title == "员工甲"
        pushes = [push for push in await stage.sandbox.pushes() if push.get("msgId") == msg_id]
        assert "ackedAt" not in pushes[0]
        assert len(await settled(ann)) == 2


async def test_a_silent_connection_gets_a_successor_and_then_delivers_again(stage: Stage) -> None:
    """Its pings are answered and nothing else comes: only a second connection helps."""
    async with stage.bot(stream_quiet_seconds=0.5):
        ann = await stage.in_group("staff01")
        await stage.sandbox.settings(ackMillis=300, redeliveries=50)
        await stage.sandbox.stream_fault("zombie")

        assert (await ann.answer_to(await ann.sends("whoami"))).title == "员工甲"
        assert len(await settled(ann)) == 2


@pytest.mark.parametrize("refusal", ["refuse-open", "refuse-socket"])
async def test_a_gateway_that_refuses_is_asked_until_it_does_not(
    stage: Stage, refusal: str
) -> None:
    """What is said with no connection is not pushed: DingTalk loses it, and the bot cannot know."""
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("whoami")
        refused = await stage.sandbox.stream_fault(refusal)
        await stage.sandbox.stream_fault("disconnect", delayMillis=0)
        await _used(stage, refused, 3)

        said = await stage.sandbox.say(ann.conversation, ann.user, "spaces")
        await stage.sandbox.clear_faults()
        await stage.connections(1)

        assert said["pushed"] is False
        assert ann.card_of(said["msgId"]) not in await settled(ann)


async def test_what_is_never_acknowledged_is_lost_by_dingtalk_alone(stage: Stage) -> None:
    """No frame of it arrives, however often it is sent; what is said next is answered."""
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.settings(ackMillis=1, redeliveries=2)
        dropped = await stage.sandbox.stream_fault("drop", times=3)

        lost = await ann.sends("spaces")
        await _used(stage, dropped, 3)
        cards = await settled(ann)

        pushes = [push for push in await stage.sandbox.pushes() if push.get("msgId") == lost]
        assert len(pushes) == 3
        assert not any("ackedAt" in push for push in pushes)
        assert ann.card_of(lost) not in cards
        assert len(cards) == 1


async def test_a_frame_that_is_dropped_once_is_answered_once(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.settings(ackMillis=1, redeliveries=2)
        await stage.sandbox.stream_fault("drop", times=2)

        assert (await ann.says("spaces")).title.startswith("Spaces")
        assert len(await settled(ann)) == 2


async def test_every_acknowledged_message_is_answered_while_connections_come_and_go(
    stage: Stage,
) -> None:
    """Two replicas, four people, a connection rolled away every few messages."""
    async with stage.bot(), stage.bot():
        people = [
            await stage.in_group(user) for user in ("manager01", "manager02", "staff01", "staff02")
        ]
        said: list[tuple[Person, str]] = []
        for turn in range(6):
            if turn % 2:
                await stage.sandbox.stream_fault("disconnect", times=1, delayMillis=100)
                await stage.connections(1)
            said += await asyncio.gather(*[_said(person) for person in people])

        for person, msg_id in said:
            await pushes_acked(stage.sandbox, msg_id, 1)
            await person.answer_to(msg_id)
        cards = await sent_cards(stage.sandbox)
        assert len(cards) == len(set(cards)) == len(said) == 24


async def _said(person: Person) -> tuple[Person, str]:
    return person, await person.sends("whoami")


async def _keep_talking(stage: Stage, person: Person, times: int = EVERY) -> list[Seen]:
    """Say things one after the other, as soon as a connection is there to take each."""
    said = []
    for _ in range(times):
        await stage.connections(1)
        said.append(await person.sends("whoami"))
    return [await person.answer_to(msg_id) for msg_id in said]


async def _connections(stage: Stage) -> set[str]:
    state = await stage.sandbox.state()
    return {each["id"] for each in state["connections"] if each["state"] == "open"}


async def _used(stage: Stage, fault: str, times: int) -> None:
    """Wait until a fault of the stream has acted so often."""
    async with asyncio.timeout(PATIENCE):
        while True:
            used = {each["faultId"]: each["used"] for each in await stage.sandbox.faults()}
            if used[fault] >= times:
                return
            await a_moment()
