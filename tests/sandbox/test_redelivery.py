"""What is not acknowledged comes again: the same msgId, a new messageId."""

from tests.sandbox.clients import Stream, connected
from tests.sandbox_server import SandboxHandle


async def test_an_unacknowledged_message_comes_again_with_a_new_message_id(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.settings(ackMillis=20)
    await sandbox.say(await sandbox.group(), "staff01", "help")
    frames = [await stream.frame() for _ in range(3)]
    assert len({frame["data"]["msgId"] for frame in frames}) == 1
    assert len({frame["headers"]["messageId"] for frame in frames}) == 3
    assert [push["attempt"] for push in await sandbox.pushes()] == [1, 2, 3]


async def test_redelivery_ends_after_as_many_times_as_set(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.settings(ackMillis=10, redeliveries=1)
    group = await sandbox.group()
    first = await sandbox.say(group, "staff01", "one")
    await stream.frame()
    await stream.frame()
    second = await sandbox.say(group, "staff01", "two")
    assert (await stream.frame())["data"]["msgId"] == second["msgId"] != first["msgId"]


async def test_an_acknowledged_message_does_not_come_again(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.settings(ackMillis=300)
    group = await sandbox.group()
    said = await sandbox.say(group, "staff01", "one")
    await stream.answered({"response": None})
    assert (await sandbox.acked(said["msgId"]))["code"] == 200
    await sandbox.say(group, "staff01", "two")
    again = [await stream.frame() for _ in range(2)]
    assert {frame["data"]["text"]["content"] for frame in again} == {" two"}


async def test_an_ack_counts_from_whichever_connection_it_comes(sandbox: SandboxHandle) -> None:
    async with connected(sandbox) as one, connected(sandbox) as other:
        said = await sandbox.say(await sandbox.group(), "staff01", "help")
        chosen = (await sandbox.pushes())[0]["connectionId"]
        receiver, bystander = (one, other) if chosen == one.connection_id else (other, one)
        await bystander.ack(await receiver.frame())
        assert (await sandbox.acked(said["msgId"]))["connectionId"] == chosen


async def test_a_late_ack_of_an_earlier_attempt_ends_the_redelivery(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.settings(ackMillis=100, redeliveries=1)
    group = await sandbox.group()
    await sandbox.say(group, "staff01", "one")
    early = await stream.frame()
    late = await stream.frame()
    assert late["data"]["msgId"] == early["data"]["msgId"]
    await stream.ack(early)
    assert (await sandbox.acked(early["data"]["msgId"]))["attempt"] == 1


async def test_a_message_with_no_connection_is_lost(sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    said = await sandbox.say(group, "staff01", "help")
    assert not said["pushed"]
    assert await sandbox.pushes() == []
    await sandbox.say(group, "staff01", "only among us", mention=False)
    lines = await sandbox.messages(group)
    assert [(line["text"], line.get("lost")) for line in lines] == [
        ("help", True),
        ("only among us", None),
    ]


async def test_redelivery_goes_to_a_connection_that_came_meanwhile(sandbox: SandboxHandle) -> None:
    await sandbox.settings(ackMillis=300)
    async with connected(sandbox) as first:
        said = await sandbox.say(await sandbox.group(), "staff01", "help")
        await first.frame()
    async with connected(sandbox) as second:
        assert (await second.answered())["data"]["msgId"] == said["msgId"]


async def test_each_push_written_counts_against_the_month(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.settings(ackMillis=10)
    await sandbox.say(await sandbox.group(), "staff01", "help")
    for _ in range(3):
        await stream.frame()
    assert (await sandbox.state())["counters"]["streamMessages"] == 3


async def test_reset_forgets_what_was_not_acknowledged(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.settings(ackMillis=20)
    group = await sandbox.group()
    await sandbox.say(group, "staff01", "before")
    await stream.frame()
    await sandbox.reset()
    await sandbox.settings(ackMillis=20)
    after = await sandbox.say(group, "staff01", "after")
    # What was written before the reset may still arrive; what is pushed since then is in the log.
    deliveries = 0
    while deliveries < 2:
        deliveries += (await stream.frame())["data"]["msgId"] == after["msgId"]
    assert {push["msgId"] for push in await sandbox.pushes()} == {after["msgId"]}
