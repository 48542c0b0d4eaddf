"""Answers and pushes that are nearly right."""

import json

from sandbox.malform import ALL_WAYS, broken, places
from tests.sandbox.clients import Api, Stream
from tests.sandbox_server import SandboxHandle
from tests.sweeping import sweep

LIST = "GET /v1.0/drive/spaces"
CHANGED = {
    "absent": {"b": 1},
    "extra": {"a": 5, "b": 1, "somethingNew": {"since": 2027}},
    "null": {"a": None, "b": 1},
    "text": {"a": "5", "b": 1},
    "number": {"a": 5, "b": 1},
    "negative": {"a": -5, "b": 1},
    "huge": {"a": 1 << 63, "b": 1},
    "fraction": {"a": 1.5, "b": 1},
    "flag": {"a": True, "b": 1},
    "unknown": {"a": "SOMETHING_NEW", "b": 1},
    "list": {"a": [5], "b": 1},
    "object": {"a": {"value": 5}, "b": 1},
}


@sweep("way", ALL_WAYS)
def test_one_member_is_broken_in_one_way(way: str) -> None:
    document = {"a": 5, "b": 1}

    assert broken(document, ("a",), way) == CHANGED[way]
    assert document == {"a": 5, "b": 1}


def test_every_member_and_row_is_a_place() -> None:
    assert [*places({"a": [{"b": 1}, 2]})] == [("a",), ("a", 0), ("a", 0, "b"), ("a", 1)]


async def test_an_answer_is_nearly_right(api: Api, sandbox: SandboxHandle) -> None:
    whole = (await api.spaces()).json()
    await sandbox.fault("malform", LIST, message="spaces.2.usedQuota", code="absent", times=1)
    wrong = (await api.spaces()).json()

    del whole["spaces"][2]["usedQuota"]
    assert wrong == whole
    assert (await api.spaces()).json() != wrong


async def test_what_is_not_named_is_drawn_the_same_each_time(
    api: Api, sandbox: SandboxHandle
) -> None:
    drawn = []
    for _ in range(2):
        await sandbox.fault("malform", LIST, seed=7)
        drawn.append([(await api.spaces()).json() for _ in range(5)])
        await sandbox.clear_faults()

    assert drawn[0] == drawn[1]
    assert len({json.dumps(each) for each in drawn[0]}) == 5


async def test_a_member_that_is_not_there_is_not_broken(api: Api, sandbox: SandboxHandle) -> None:
    whole = (await api.spaces()).json()
    await sandbox.fault("malform", LIST, message="rooms.*.id")

    assert (await api.spaces()).json() == whole


async def test_a_push_is_nearly_right(stream: Stream, sandbox: SandboxHandle) -> None:
    await sandbox.stream_fault("malform-push", message="atUsers", code="null", times=1)
    group = await sandbox.group()
    await sandbox.say(group, "staff01", "one")
    first = (await stream.frame())["data"]

    assert first["atUsers"] is None
    assert "one" in first["text"]["content"]
