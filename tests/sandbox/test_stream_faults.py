"""Faults of the stream, each as DingTalk's users have met it."""

import asyncio
import json
from urllib.parse import quote

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.sandbox.clients import Stream, connected, open_connection
from tests.sandbox_server import SandboxHandle


async def connection_states(sandbox: SandboxHandle) -> list[str]:
    return [each["state"] for each in (await sandbox.state())["connections"]]


async def ponged(stream: Stream) -> None:
    await (await stream.socket.ping())


async def test_disconnect_says_so_keeps_quiet_and_closes(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.stream_fault("disconnect", delayMillis=300)
    frame = await stream.frame()
    assert (frame["type"], frame["headers"]["topic"]) == ("SYSTEM", "disconnect")
    assert frame["data"] == {"reason": "connection is expired"}
    assert await connection_states(sandbox) == ["going"]
    assert not (await sandbox.say(await sandbox.group(), "staff01", "help"))["pushed"]
    with pytest.raises(ConnectionClosed):
        await stream.frame()


async def test_the_silence_lasts_ten_seconds_unless_said_otherwise(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.stream_fault("disconnect")
    await stream.frame()
    told = asyncio.get_running_loop().time()
    with pytest.raises(ConnectionClosed):
        await stream.frame()
    assert 9.5 < asyncio.get_running_loop().time() - told < 30


async def test_a_replacement_opened_meanwhile_gets_everything(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.stream_fault("disconnect")
    async with connected(sandbox) as replacement:
        assert await connection_states(sandbox) == ["going", "open"]
        await sandbox.say(await sandbox.group(), "staff01", "help")
        assert (await replacement.answered())["data"]["text"] == {"content": " help"}


async def test_an_ack_on_the_old_connection_still_counts(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    said = await sandbox.say(await sandbox.group(), "staff01", "help")
    frame = await stream.frame()
    await sandbox.stream_fault("disconnect")
    await stream.ack(frame)
    assert (await sandbox.acked(said["msgId"]))["code"] == 200


async def test_disconnect_can_roll_connections_that_open_later(sandbox: SandboxHandle) -> None:
    await sandbox.stream_fault("disconnect", times=1, delayMillis=0)
    ticket = (await open_connection(sandbox)).json()
    async with connect(f"{ticket['endpoint']}?ticket={quote(ticket['ticket'])}") as socket:
        assert json.loads(await socket.recv())["headers"]["topic"] == "disconnect"
    async with connected(sandbox):
        assert await connection_states(sandbox) == ["open"]


async def test_a_dropped_push_counts_as_unacknowledged_and_comes_again(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.settings(ackMillis=20, redeliveries=1)
    await sandbox.stream_fault("drop", times=1)
    said = await sandbox.say(await sandbox.group(), "staff01", "help")
    assert said["pushed"]
    frame = await stream.answered()
    pushes = await sandbox.pushes()
    assert [push["attempt"] for push in pushes] == [1, 2]
    assert frame["headers"]["messageId"] == pushes[1]["messageId"]


async def test_a_duplicated_push_arrives_twice(sandbox: SandboxHandle, stream: Stream) -> None:
    await sandbox.stream_fault("duplicate", times=1)
    await sandbox.say(await sandbox.group(), "staff01", "help")
    assert await stream.frame() == await stream.frame()
    assert len(await sandbox.pushes()) == 2


async def test_a_delayed_push_is_overtaken_by_the_next(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    group = await sandbox.group()
    await sandbox.stream_fault("delay", times=1, delayMillis=500)
    await sandbox.say(group, "staff01", "slow")
    await sandbox.say(group, "staff01", "quick")
    texts = [(await stream.answered())["data"]["text"]["content"] for _ in range(2)]
    assert texts == [" quick", " slow"]


async def test_a_zombie_answers_pings_and_delivers_nothing(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.settings(ackMillis=20, redeliveries=0)
    group = await sandbox.group()
    fault = await sandbox.stream_fault("zombie")
    assert await connection_states(sandbox) == ["zombie"]
    assert (await sandbox.say(group, "staff01", "lost"))["pushed"]
    await ponged(stream)
    await sandbox.client.delete(f"/sandbox/faults/{fault}")
    assert await connection_states(sandbox) == ["open"]
    await sandbox.say(group, "staff01", "heard")
    assert (await stream.answered())["data"]["text"] == {"content": " heard"}


async def test_a_half_open_connection_answers_nothing_until_it_is_healed(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.stream_fault("half-open", connectionId=stream.connection_id)
    assert await connection_states(sandbox) == ["half-open"]
    async with asyncio.TaskGroup() as tasks:
        pong = tasks.create_task(ponged(stream))
        await sandbox.say(await sandbox.group(), "staff01", "lost")
        assert not pong.done()
        await sandbox.clear_faults()
    assert await connection_states(sandbox) == ["open"]


async def test_half_open_ends_by_itself_when_given_a_time(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.stream_fault("half-open", forMillis=30)
    await ponged(stream)
    assert await connection_states(sandbox) == ["open"]


async def test_a_fault_of_connections_leaves_later_ones_alone(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.stream_fault("zombie")
    async with connected(sandbox):
        assert await connection_states(sandbox) == ["zombie", "open"]


async def test_reset_heals_connections_and_keeps_them(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.stream_fault("half-open")
    await sandbox.reset()
    assert await connection_states(sandbox) == ["open"]
    await sandbox.say(await sandbox.group(), "staff01", "help")
    await stream.answered()


async def test_refuse_open_gives_no_ticket(sandbox: SandboxHandle) -> None:
    await sandbox.stream_fault("refuse-open", times=1)
    assert (await open_connection(sandbox)).status_code == 500
    assert (await open_connection(sandbox)).status_code == 200


async def test_refuse_socket_refuses_the_handshake(sandbox: SandboxHandle) -> None:
    await sandbox.stream_fault("refuse-socket", times=1)
    with pytest.raises(InvalidStatus):
        async with asyncio.timeout(5), connected(sandbox):
            pass
    async with connected(sandbox):
        assert await connection_states(sandbox) == ["open"]
