"""Frames of the gateway, as documented and as broken as they come."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.dingtalk.frames import Frame, read_frame
from tests.sweeping import sweep

PING = {
    "specVersion": "1.0",
    "type": "SYSTEM",
    "headers": {"topic": "ping", "messageId": "m1", "time": "1769851697756", "appId": "a"},
    "data": '{"opaque":"o1"}',
}


def test_a_frame_is_read_with_its_payload_as_it_came() -> None:
    assert read_frame(json.dumps(PING)) == Frame(
        "SYSTEM", "ping", "m1", '{"opaque":"o1"}', sent=1_769_851_697_756
    )


def test_an_event_has_its_kind_and_id_in_the_headers() -> None:
    headers = {"topic": "*", "messageId": "m1", "eventType": "user_add_org", "eventId": "e1"}
    frame = read_frame(json.dumps({"type": "EVENT", "headers": headers, "data": "{}"}))
    assert (frame.event_type, frame.event_id, frame.is_push) == ("user_add_org", "e1", True)


def test_only_what_comes_from_beyond_the_gateway_is_a_push() -> None:
    assert not read_frame(json.dumps(PING)).is_push


def test_a_disconnect_is_obeyed_even_without_an_id() -> None:
    assert read_frame('{"type":"SYSTEM","headers":{"topic":"disconnect"}}').is_disconnect


@sweep(
    ("raw", "fault"),
    [
        (b"", "not JSON"),
        (b"hello", "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"9" * 5000, "not JSON"),
        (b"[]", "model_type"),
        (b"null", "model_type"),
        (b"{}", "type: missing, headers: missing"),
        (b'{"type":"SYSTEM","headers":[]}', "headers: model_type"),
        (b'{"type":[7],"headers":{"topic":"ping"}}', "type: string_type"),
        (b'{"type":"SYSTEM","headers":{}}', "headers.topic: missing"),
        (b'{"type":"CALLBACK","headers":{"topic":"t"}}', "headers.messageId: missing"),
    ],
)
def test_what_is_wrong_with_a_frame_is_told_and_not_raised(raw: bytes, fault: str) -> None:
    assert fault in read_frame(raw).fault


@sweep(
    "wrong",
    [{"type": None}, {"type": True}, {"headers": {"messageId": "m1", "topic": [3]}}],
)
def test_a_broken_frame_keeps_its_id_for_the_answer(wrong: dict[str, Any]) -> None:
    frame = read_frame(json.dumps(PING | wrong))
    assert frame.fault
    assert frame == Frame(message_id="m1", fault=frame.fault)


@given(st.binary() | st.text(st.characters()))
def test_nothing_that_is_read_raises(raw: bytes | str) -> None:
    assert isinstance(read_frame(raw), Frame)


def test_a_payload_that_is_no_text_and_an_id_that_is_a_number_are_read() -> None:
    frame = read_frame(
        json.dumps(PING | {"headers": {"messageId": 1, "topic": "ping"}, "data": {"a": 1}})
    )

    assert (frame.message_id, frame.topic, frame.data, frame.fault) == ("1", "ping", '{"a": 1}', "")
