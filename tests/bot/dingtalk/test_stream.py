"""What the listener does with frames, and how it answers them."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from bot.dingtalk.connection import FRAMES_AT_ONCE
from tests.bot.dingtalk.gateway import (
    BOT_TOPIC,
    CARD_TOPIC,
    Gateway,
    Line,
    frame,
    message,
    running_gateway,
)
from tests.bot.dingtalk.listening import CLIENT_ID, CLIENT_SECRET, Accepted, listening

TAP = {
    "type": "actionCallback",
    "outTrackId": "track1",
    "corpId": "ding9f",
    "userId": "ann",
    "content": '{"cardPrivateData":{"actionIds":["ok"]}}',
}


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    async with running_gateway() as running:
        yield running


@pytest.fixture
def accepted() -> Accepted:
    return Accepted()


def ok(message_id: str, data: Any) -> dict[str, Any]:
    headers = {"contentType": "application/json", "messageId": message_id}
    return {"code": 200, "headers": headers, "message": "OK", "data": data}


async def test_the_gateway_is_asked_for_messages_taps_and_events(
    gateway: Gateway, accepted: Accepted
) -> None:
    async with listening(gateway.url, accepted) as listener:
        assert listener.connected
    request = gateway.requests.get_nowait()
    assert (request["clientId"], request["clientSecret"]) == (CLIENT_ID, CLIENT_SECRET)
    assert request["subscriptions"] == [
        {"type": "EVENT", "topic": "*"},
        {"type": "CALLBACK", "topic": BOT_TOPIC},
        {"type": "CALLBACK", "topic": CARD_TOPIC},
    ]
    assert not listener.connected


async def test_a_message_is_acknowledged_once_it_is_accepted(
    gateway: Gateway, accepted: Accepted
) -> None:
    accepted.gates["help"] = asyncio.Event()
    async with listening(gateway.url, accepted) as listener:
        line = await gateway.lines.get()
        await line.say("help")
        await accepted.until_running(1)
        assert line.acks.empty()
        accepted.gates["help"].set()
        assert await line.ack() == ok("help", {"response": None})
    assert accepted.texts == ["help"]
    assert listener.counts.frames == {("callback", "done"): 1}


async def test_a_tap_is_answered_with_what_changes_the_card(
    gateway: Gateway, accepted: Accepted
) -> None:
    async with listening(gateway.url, accepted):
        line = await gateway.lines.get()
        await line.push("m1", CARD_TOPIC, TAP)
        shown = {"cardData": {"cardParamMap": {"pressed": "ok"}}}
        assert await line.ack() == ok("m1", {"response": shown})
    assert accepted.taps[0].out_track_id == "track1"


async def test_an_answer_that_cannot_be_written_ends_nothing(
    gateway: Gateway, accepted: Accepted
) -> None:
    odd = {"content": '{"cardPrivateData":{"actionIds":["odd"]}}'}
    async with listening(gateway.url, accepted):
        line = await gateway.lines.get()
        await line.push("m1", CARD_TOPIC, TAP | odd)
        await line.push("m2", CARD_TOPIC, TAP)
        assert (await line.ack())["headers"]["messageId"] == "m2"


async def test_an_event_is_acknowledged_with_its_status(
    gateway: Gateway, accepted: Accepted
) -> None:
    async with listening(gateway.url, accepted):
        line = await gateway.lines.get()
        await line.event("m1", {"userId": ["u1"]})
        assert await line.ack() == ok("m1", {"status": "SUCCESS"})
    assert accepted.events == [("user_add_org", "event1", {"userId": ["u1"]})]


async def test_an_event_that_cannot_be_stored_is_asked_for_later(
    gateway: Gateway, accepted: Accepted
) -> None:
    accepted.refusals = 1
    async with listening(gateway.url, accepted):
        line = await gateway.lines.get()
        await line.event("m1", {})
        later = {"status": "LATER", "message": "could not be stored"}
        assert await line.ack() == ok("m1", later)


async def test_a_message_that_cannot_be_stored_is_not_acknowledged(
    gateway: Gateway, accepted: Accepted
) -> None:
    accepted.refusals = 1
    async with listening(gateway.url, accepted) as listener:
        line = await gateway.lines.get()
        await line.say("lost")
        await line.say("kept")
        assert (await line.ack())["headers"]["messageId"] == "kept"
    assert listener.counts.frames == {("callback", "failed"): 1, ("callback", "done"): 1}


async def test_a_message_that_takes_too_long_is_not_acknowledged(
    gateway: Gateway, accepted: Accepted
) -> None:
    accepted.gates["slow"] = asyncio.Event()
    async with listening(gateway.url, accepted, accept_seconds=0.3):
        line = await gateway.lines.get()
        await line.say("slow")
        await accepted.until_running(1)
        await accepted.until_idle()
        await line.say("next")
        assert (await line.ack())["headers"]["messageId"] == "next"
    assert "slow" not in accepted.texts


async def test_ping_is_echoed_while_a_message_waits(gateway: Gateway, accepted: Accepted) -> None:
    accepted.gates["slow"] = asyncio.Event()
    async with listening(gateway.url, accepted):
        line = await gateway.lines.get()
        await line.say("slow")
        await accepted.until_running(1)
        await line.push("m1", "ping", {"opaque": "o1"}, kind="SYSTEM")
        assert await line.ack() == ok("m1", {"opaque": "o1"})
        accepted.gates["slow"].set()


@pytest.mark.parametrize("topic", ["KEEPALIVE", "REGISTERED", "something new"])
async def test_other_system_frames_are_acknowledged(
    gateway: Gateway, accepted: Accepted, topic: str
) -> None:
    async with listening(gateway.url, accepted):
        line = await gateway.lines.get()
        await line.push("m1", topic, {}, kind="SYSTEM")
        assert await line.ack() == ok("m1", {})


@pytest.mark.parametrize(("kind", "topic"), [("CALLBACK", "/v1.0/graph/api/invoke"), ("NEW", "*")])
async def test_a_topic_nobody_handles_is_answered_404(
    gateway: Gateway, accepted: Accepted, kind: str, topic: str
) -> None:
    async with listening(gateway.url, accepted):
        line = await gateway.lines.get()
        await line.push("m1", topic, {}, kind=kind)
        ack = await line.ack()
    assert (ack["code"], ack["headers"]["messageId"]) == (404, "m1")


@pytest.mark.parametrize(
    "broken",
    [
        frame({"messageId": "m1"}, {}),
        frame({"messageId": "m1", "topic": []}, {}),
        frame({"messageId": "m1", "topic": "*"}, {}, "EVENT"),
        frame({"messageId": "m1", "topic": "*", "eventType": "a", "eventId": "b"}, [], "EVENT"),
        frame({"messageId": "m1", "topic": BOT_TOPIC}, "not an object"),
        frame({"messageId": "m1", "topic": BOT_TOPIC}, message(conversationId=None)),
        frame({"messageId": "m1", "topic": CARD_TOPIC}, TAP | {"content": ""}),
        json.dumps({"headers": {"messageId": "m1", "topic": BOT_TOPIC}, "data": "{}"}),
        json.dumps(
            {"type": "CALLBACK", "headers": {"messageId": "m1", "topic": BOT_TOPIC}, "data": "{"}
        ),
        json.dumps(
            {"type": "SYSTEM", "headers": {"messageId": "m1", "topic": "ping"}, "data": "["}
        ),
    ],
)
async def test_a_broken_frame_is_answered_400_counted_and_survived(
    gateway: Gateway, accepted: Accepted, broken: str
) -> None:
    async with listening(gateway.url, accepted) as listener:
        line = await gateway.lines.get()
        await line.write(broken)
        ack = await line.ack()
        assert (ack["code"], ack["headers"]["messageId"], ack["data"]) == (400, "m1", {})
        assert ack["message"]
        await line.say("still here")
        await accepted.until("still here")
    assert listener.counts.malformed == 1
    assert listener.counts.opened == 1


@pytest.mark.parametrize(
    "broken", ["", "hello", b"\xff\xfe", b"{}", "[]", frame({"topic": BOT_TOPIC}, message())]
)
async def test_a_frame_without_an_id_is_counted_and_survived(
    gateway: Gateway, accepted: Accepted, broken: str | bytes
) -> None:
    async with listening(gateway.url, accepted) as listener:
        line = await gateway.lines.get()
        await line.write(broken)
        await line.say("still here")
        assert await line.ack() == ok("still here", {"response": None})
    assert listener.counts.malformed == 1
    assert accepted.texts == ["still here"]


async def test_text_that_is_not_text_does_not_end_the_connection(
    gateway: Gateway, accepted: Accepted
) -> None:
    async def write_half_a_character(line: ServerConnection) -> None:
        await line.send(b"{\xe7}", text=True)
        await line.send(frame({"messageId": "m1", "topic": BOT_TOPIC}, message("still here")))
        await line.wait_closed()

    async with serve(write_half_a_character, "127.0.0.1", 0) as server:
        host, port = next(iter(server.sockets)).getsockname()
        gateway.answers = [{"endpoint": f"ws://{host}:{port}", "ticket": "t"}]
        async with listening(gateway.url, accepted) as listener:
            await accepted.until("still here")
            assert listener.counts.malformed == 1


async def test_a_hundred_kilobytes_of_text_are_accepted(
    gateway: Gateway, accepted: Accepted
) -> None:
    text = "空间" * 50_000
    async with listening(gateway.url, accepted):
        line = await gateway.lines.get()
        await line.push("m1", BOT_TOPIC, message(text))
        assert await line.ack() == ok("m1", {"response": None})
    assert accepted.texts == [text]


async def test_messages_of_one_person_are_accepted_in_the_order_they_came(
    gateway: Gateway, accepted: Accepted
) -> None:
    accepted.gates["0"] = asyncio.Event()
    sayings = [str(number) for number in range(20)]
    async with listening(gateway.url, accepted):
        line = await gateway.lines.get()
        for text in sayings:
            await line.say(text)
        await line.say("meanwhile", sender="bob")
        assert (await line.ack())["headers"]["messageId"] == "meanwhile"
        assert accepted.running == 1
        accepted.gates["0"].set()
        await accepted.until(*sayings)
    assert accepted.texts == ["meanwhile", *sayings]


async def test_reading_stops_while_too_many_frames_are_handled(
    gateway: Gateway, accepted: Accepted
) -> None:
    gate = asyncio.Event()
    sayings = [str(number) for number in range(2 * FRAMES_AT_ONCE)]
    accepted.gates = dict.fromkeys(sayings, gate)
    async with listening(gateway.url, accepted):
        line = await gateway.lines.get()
        for text in sayings:
            await line.say(text, sender=text)
        await accepted.until_running(FRAMES_AT_ONCE)
        gate.set()
        await accepted.until(*sayings)
    assert accepted.most_running == FRAMES_AT_ONCE


async def test_an_ack_goes_to_the_connection_its_frame_came_from(
    gateway: Gateway, accepted: Accepted
) -> None:
    accepted.gates["slow"] = asyncio.Event()
    async with listening(gateway.url, accepted):
        old = await gateway.lines.get()
        await old.say("slow")
        await accepted.until_running(1)
        await old.push("m1", "disconnect", {"reason": "connection is expired"}, kind="SYSTEM")
        assert (await old.ack())["headers"]["messageId"] == "m1"
        new: Line = await gateway.lines.get()
        accepted.gates["slow"].set()
        assert await old.ack() == ok("slow", {"response": None})
        await new.say("new")
        assert await new.ack() == ok("new", {"response": None})


async def test_an_ack_whose_connection_is_gone_is_counted(
    gateway: Gateway, accepted: Accepted
) -> None:
    accepted.gates["slow"] = asyncio.Event()
    async with listening(gateway.url, accepted) as listener:
        old = await gateway.lines.get()
        await old.say("slow")
        await accepted.until_running(1)
        await old.socket.close()
        new = await gateway.lines.get()
        accepted.gates["slow"].set()
        await accepted.until("slow")
        await new.say("new")
        await new.ack()
        assert listener.counts.unsent == 1
        assert listener.counts.endings == {"closed": 1}


async def test_the_library_gets_no_log_handler_of_its_own(
    gateway: Gateway, accepted: Accepted
) -> None:
    async with listening(gateway.url, accepted):
        names = [
            name for name in logging.root.manager.loggerDict if name.startswith("dingtalk_stream")
        ]
    handlers = [handler for name in names for handler in logging.getLogger(name).handlers]
    assert names
    assert [type(handler) for handler in handlers] == [logging.NullHandler]
