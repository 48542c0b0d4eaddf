"""What becomes of messages while connections come and go, against the sandbox."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.dingtalk.stream import Listener
from tests.bot.dingtalk.gateway import Gateway, Line, running_gateway
from tests.bot.dingtalk.listening import Accepted, listening
from tests.sandbox_server import SandboxHandle, running_sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxHandle]:
    async with running_sandbox() as running:
        yield running


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    async with running_gateway() as running:
        yield running


@pytest.fixture
def accepted() -> Accepted:
    return Accepted()


@contextlib.asynccontextmanager
async def listening_to(
    sandbox: SandboxHandle, accepted: Accepted, **pace: Any
) -> AsyncIterator[Listener]:
    state = await sandbox.state()
    how = {"client_id": state["clientId"], "client_secret": state["clientSecret"], **pace}
    async with listening(sandbox.url, accepted, **how) as listener:
        yield listener


async def say(sandbox: SandboxHandle, *texts: str) -> dict[str, str]:
    """Say each text to the bot; gives the msgIds of those that were pushed."""
    conversation = await sandbox.single("staff01")
    said = {text: await sandbox.say(conversation, "staff01", text) for text in texts}
    return {text: one["msgId"] for text, one in said.items() if one["pushed"]}


async def until_states(sandbox: SandboxHandle, *states: str) -> list[dict[str, Any]]:
    """Wait until the gateway's connections are in these states, oldest first."""
    async for _ in sandbox.events(after=0):
        connections: list[dict[str, Any]] = (await sandbox.state())["connections"]
        if [one["state"] for one in connections] == list(states):
            return connections
    raise AssertionError(states)


async def until_refused(sandbox: SandboxHandle) -> None:
    """Wait until the gateway refused to open a connection."""
    async for name, call in sandbox.events(after=0):
        if name == "call" and call["status"] == 500:
            return


async def only_connection(sandbox: SandboxHandle) -> str:
    (connection,) = (await sandbox.state())["connections"]
    return str(connection["id"])


async def test_what_is_said_is_accepted_and_acknowledged(
    sandbox: SandboxHandle, accepted: Accepted
) -> None:
    async with listening_to(sandbox, accepted):
        said = await say(sandbox, "空间列表")
        push = await sandbox.acked(said["空间列表"])
    assert push["code"] == 200
    (message,) = accepted.messages
    state = await sandbox.state()
    assert message.sender.user_id == "staff01"
    assert (message.corp_id, message.robot_code) == (state["corpId"], state["robotCode"])


async def test_what_was_not_stored_comes_again_with_the_same_id(
    sandbox: SandboxHandle, accepted: Accepted
) -> None:
    await sandbox.settings(ackMillis=20)
    accepted.refusals = 2
    async with listening_to(sandbox, accepted):
        said = await say(sandbox, "help")
        await accepted.until("help")
        push = await sandbox.acked(said["help"])
    assert push["attempt"] == 3
    assert [message.msg_id for message in accepted.messages] == [said["help"]]
    pushes = await sandbox.pushes()
    assert len({push["messageId"] for push in pushes}) == len(pushes) == 3


async def test_what_took_too_long_comes_again(sandbox: SandboxHandle, accepted: Accepted) -> None:
    await sandbox.settings(ackMillis=600)
    accepted.gates["help"] = asyncio.Event()
    async with listening_to(sandbox, accepted, accept_seconds=0.2) as listener:
        said = await say(sandbox, "help")
        await accepted.until_running(1)
        async for name, push in sandbox.events(after=0):
            if name == "push" and push["attempt"] == 2:
                accepted.gates["help"].set()
                break
        push = await sandbox.acked(said["help"])
    assert push["attempt"] == 2
    assert listener.counts.frames["callback", "failed"] == 1


async def test_a_press_is_answered(sandbox: SandboxHandle, accepted: Accepted) -> None:
    conversation = await sandbox.single("staff01")
    async with listening_to(sandbox, accepted):
        pressed = await sandbox.click(
            "track1", "staff01", "ok", force=True, conversationId=conversation
        )
    assert pressed["code"] == 200
    assert pressed["response"]["cardData"]["cardParamMap"] == {"pressed": "ok"}
    assert accepted.taps[0].user_id == "staff01"


async def test_nothing_that_was_pushed_is_lost_while_the_gateway_rolls(
    sandbox: SandboxHandle, accepted: Accepted
) -> None:
    pushed: dict[str, str] = {}
    async with listening_to(sandbox, accepted) as listener:
        for turn in range(4):
            before = [f"before {turn} {number}" for number in range(5)]
            after = [f"after {turn} {number}" for number in range(5)]
            pushed |= await say(sandbox, *before)
            await sandbox.stream_fault("disconnect", delayMillis=50)
            pushed |= await say(sandbox, *after)
            await accepted.until(*pushed)
            await until_states(sandbox, "open")
        assert listener.counts.endings["disconnect"] == 4
    assert [message.msg_id for message in accepted.messages] == list(pushed.values())
    pushes = await sandbox.pushes()
    assert {push["attempt"] for push in pushes} == {1}
    assert {push["code"] for push in pushes} == {200}


async def test_the_old_connection_stays_until_its_messages_are_acknowledged(
    sandbox: SandboxHandle, accepted: Accepted
) -> None:
    accepted.gates["slow"] = asyncio.Event()
    async with listening_to(sandbox, accepted):
        said = await say(sandbox, "slow")
        await accepted.until_running(1)
        async with asyncio.TaskGroup() as tasks:
            both = tasks.create_task(until_states(sandbox, "going", "open"))
            await sandbox.stream_fault("disconnect")
        accepted.gates["slow"].set()
        push = await sandbox.acked(said["slow"])
    assert push["connectionId"] == both.result()[0]["id"]


async def test_a_connection_that_delivers_nothing_gets_a_successor_before_it_is_closed(
    sandbox: SandboxHandle, accepted: Accepted
) -> None:
    await sandbox.settings(ackMillis=200, redeliveries=20)
    async with listening_to(sandbox, accepted, quiet_seconds=0.2, linger_seconds=0.3) as listener:
        async with asyncio.TaskGroup() as tasks:
            both = tasks.create_task(until_states(sandbox, "zombie", "open"))
            await sandbox.stream_fault("zombie", connectionId=await only_connection(sandbox))
            await say(sandbox, "help")
        zombie = both.result()[0]["id"]
        await accepted.until("help")
        assert listener.connected
        assert listener.counts.endings["quiet"] >= 1
        assert listener.counts.endings["closed"] == 0
    first = (await sandbox.pushes())[0]
    assert (first["connectionId"], "ackedAt" in first) == (zombie, False)


async def test_a_dead_line_is_replaced_as_soon_as_a_pong_is_missing(
    sandbox: SandboxHandle, accepted: Accepted
) -> None:
    await sandbox.settings(ackMillis=200, redeliveries=20)
    async with listening_to(sandbox, accepted, ping_seconds=0.1) as listener:
        await sandbox.stream_fault("half-open", connectionId=await only_connection(sandbox))
        await say(sandbox, "help")
        await accepted.until("help")
        assert listener.counts.endings == {"no pong": 1}


async def test_a_gateway_that_refuses_is_asked_again(
    sandbox: SandboxHandle, accepted: Accepted
) -> None:
    await sandbox.stream_fault("refuse-open", times=2)
    await sandbox.stream_fault("refuse-socket", times=2)
    async with listening_to(sandbox, accepted) as listener:
        await say(sandbox, "help")
        await accepted.until("help")
    assert (listener.counts.failures, listener.counts.opened) == (4, 1)


async def test_a_quiet_connection_is_kept_while_no_successor_can_be_opened(
    sandbox: SandboxHandle, accepted: Accepted
) -> None:
    async with listening_to(sandbox, accepted, quiet_seconds=0.05, linger_seconds=0) as listener:
        await sandbox.stream_fault("refuse-open")
        await until_refused(sandbox)
        connections = (await sandbox.state())["connections"]
        assert await say(sandbox, "help")
        await accepted.until("help")
        assert listener.connected
        assert (await sandbox.state())["connections"] == connections


async def test_a_successor_stands_before_a_quiet_connection_is_closed(
    gateway: Gateway, accepted: Accepted
) -> None:
    async with listening(gateway.url, accepted, quiet_seconds=0.1, linger_seconds=0.1):
        old = await gateway.lines.get()
        await gateway.lines.get()
        assert not old.closed.is_set()
        await old.say("still heard")
        assert (await old.ack())["code"] == 200
        await old.closed.wait()


async def test_frames_of_the_gateway_itself_do_not_prove_that_it_delivers(
    gateway: Gateway, accepted: Accepted
) -> None:
    async def keep_alive(line: Line) -> None:
        while True:
            await line.push("m1", "KEEPALIVE", {}, kind="SYSTEM")
            await line.ack()

    async with listening(gateway.url, accepted, quiet_seconds=0.5):
        old = await gateway.lines.get()
        async with asyncio.TaskGroup() as tasks:
            chatter = tasks.create_task(keep_alive(old))
            await gateway.lines.get()
            chatter.cancel()


async def test_a_gateway_that_ends_every_connection_is_asked_less_and_less_often(
    gateway: Gateway, accepted: Accepted
) -> None:
    began = asyncio.get_running_loop().time()
    async with listening(gateway.url, accepted, retry_seconds=0.02) as listener:
        for _ in range(4):
            await (await gateway.lines.get()).socket.close()
        line = await gateway.lines.get()
        assert asyncio.get_running_loop().time() - began >= 0.02 + 0.04 + 0.08 + 0.16
        assert listener.counts.endings == {"closed": 4}
        await line.say("help")
        await line.ack()
        await line.socket.close()
        await gateway.lines.get()
