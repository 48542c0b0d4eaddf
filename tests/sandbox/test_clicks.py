"""Pressing a card's button: the callback, its two seconds, and what its answer does."""

import asyncio
import json
from typing import Any

import pytest

from tests.sandbox.clients import CARDS, Api, Stream, params
from tests.sandbox_server import Json, SandboxHandle


@pytest.fixture
async def group(api: Api, sandbox: SandboxHandle) -> str:
    """A group that shows the card `card1` with a button `go`."""
    conversation = await sandbox.group()
    assert (await api.card("card1", conversation)).status_code == 200
    return conversation


async def press(
    sandbox: SandboxHandle, stream: Stream, answer: Any, code: int = 200, **more: Any
) -> tuple[Json, Json]:
    """Press `go` as staff01 and answer the callback; gives the outcome and the frame."""
    outcome, frame = await asyncio.gather(
        sandbox.click("card1", "staff01", "go", **more), stream.answered(answer, code)
    )
    return outcome, frame


async def last_title(sandbox: SandboxHandle, group: str, as_: str | None = None) -> str:
    return str((await sandbox.messages(group, as_=as_))[-1]["card"]["title"])


async def test_the_callback_says_who_pressed_what_where(
    sandbox: SandboxHandle, stream: Stream, group: str
) -> None:
    outcome, frame = await press(sandbox, stream, {}, params={"n": 1})
    assert frame["headers"]["topic"] == CARDS
    data = frame["data"]
    assert json.loads(data.pop("content")) == {
        "cardPrivateData": {"actionIds": ["go"], "params": {"n": 1}}
    }
    assert data == {
        "type": "actionCallback",
        "outTrackId": "card1",
        "corpId": (await sandbox.state())["corpId"],
        "userId": "staff01",
        "userIdType": 1,
        "spaceType": "IM_GROUP",
        "spaceId": group,
        "extension": "{}",
    }
    assert outcome["delivered"] is True
    assert outcome["code"] == 200
    assert "timedOut" not in outcome


async def test_the_answer_changes_the_card(
    sandbox: SandboxHandle, stream: Stream, group: str
) -> None:
    response = {
        "cardUpdateOptions": {"updateCardDataByKey": True},
        "cardData": {"cardParamMap": {"msgTitle": "Done"}},
    }
    outcome, _ = await press(sandbox, stream, {"response": response})
    assert outcome["response"] == response
    card = (await sandbox.messages(group))[-1]["card"]
    assert (card["title"], card["markdown"], card["version"]) == ("Done", "body", 2)


async def test_an_answer_for_the_person_who_pressed_is_theirs_alone(
    sandbox: SandboxHandle, stream: Stream, group: str
) -> None:
    response = {"userPrivateData": {"cardParamMap": {"msgTitle": "Yours"}}}
    await press(sandbox, stream, {"response": response})
    assert await last_title(sandbox, group, "staff01") == "Yours"
    assert await last_title(sandbox, group, "staff02") == "Title"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"response": {}},
        {"response": None},
        [1],
        {"response": {"cardData": 5}},
        {"response": {"cardData": {"cardParamMap": {"msgTitle": "x" * 2000}}}},
    ],
)
async def test_an_answer_that_says_nothing_changes_nothing(
    sandbox: SandboxHandle, stream: Stream, group: str, answer: Any
) -> None:
    outcome, _ = await press(sandbox, stream, answer)
    assert outcome["delivered"] is True
    assert len(await sandbox.messages(group)) == 1


async def test_an_error_code_changes_nothing(
    sandbox: SandboxHandle, stream: Stream, group: str
) -> None:
    response = {"cardData": {"cardParamMap": params("Done", "")}}
    outcome, _ = await press(sandbox, stream, {"response": response}, code=500)
    assert outcome["code"] == 500
    assert await last_title(sandbox, group) == "Title"


async def test_an_answer_after_the_deadline_is_dropped(
    sandbox: SandboxHandle, stream: Stream, group: str
) -> None:
    await sandbox.settings(cardAckMillis=20)
    outcome = await sandbox.click("card1", "staff01", "go")
    assert outcome == {"delivered": True, "timedOut": True}
    late = {"response": {"cardData": {"cardParamMap": params("Late", "")}}}
    await stream.answered(late)
    await sandbox.acked("card1")
    assert await last_title(sandbox, group) == "Title"


async def test_a_press_without_a_connection_is_not_delivered(
    sandbox: SandboxHandle, group: str
) -> None:
    assert await sandbox.click("card1", "staff01", "go") == {"delivered": False}


async def test_a_card_not_made_for_stream_calls_back_nobody(
    api: Api, sandbox: SandboxHandle, stream: Stream
) -> None:
    await api.card("card1", await sandbox.group(), callbackType=None)
    assert await sandbox.click("card1", "staff01", "go") == {"delivered": False}


async def test_a_press_is_not_sent_again(
    sandbox: SandboxHandle, stream: Stream, group: str
) -> None:
    await sandbox.settings(cardAckMillis=20, ackMillis=10)
    await sandbox.click("card1", "staff01", "go")
    await sandbox.click("card1", "staff01", "go")
    assert [push["attempt"] for push in await sandbox.pushes()] == [1, 1]


async def test_a_button_no_longer_shown_can_still_be_pressed(
    sandbox: SandboxHandle, stream: Stream, group: str
) -> None:
    outcome, frame = await asyncio.gather(
        sandbox.click("card1", "staff01", "gone"), stream.answered({})
    )
    assert outcome["delivered"]
    assert '"gone"' in frame["data"]["content"]


@pytest.mark.parametrize(
    ("case", "status"),
    [
        (("nowhere", "staff01", None), 404),
        (("card1", "nobody", None), 404),
        (("card1", "outside", None), 403),
        (("card1", "staff01", "other"), 403),
    ],
)
async def test_only_people_who_see_the_card_press_it(
    sandbox: SandboxHandle, group: str, case: tuple[str, str, str | None], status: int
) -> None:
    card, user, where = case
    if user == "outside":
        user = (await sandbox.client.post("/sandbox/users", json={"name": "x"})).json()["userId"]
    body = {"outTrackId": card, "userId": user, "actionId": "go"}
    if where is not None:
        body["conversationId"] = await sandbox.group(1)
    assert (await sandbox.client.post("/sandbox/click", json=body)).status_code == status


async def test_force_pushes_the_callback_all_the_same(
    sandbox: SandboxHandle, stream: Stream, group: str
) -> None:
    other = await sandbox.group(1)
    outcome, frame = await asyncio.gather(
        sandbox.click("nowhere", "guest01", "go", force=True, conversationId=other),
        stream.answered({}),
    )
    assert outcome["delivered"] is True
    assert frame["data"]["outTrackId"] == "nowhere"
    assert frame["data"]["spaceId"] == other


async def test_a_card_may_name_people_by_union_id(
    api: Api, sandbox: SandboxHandle, stream: Stream
) -> None:
    group = await sandbox.group()
    await api.card("card1", group, userIdType=2)
    response = {"userPrivateData": {"cardParamMap": {"msgTitle": "Yours"}}}
    _, frame = await press(sandbox, stream, {"response": response})
    assert (frame["data"]["userId"], frame["data"]["userIdType"]) == (api.users["staff01"], 2)
    assert await last_title(sandbox, group, "staff01") == "Yours"


async def test_in_a_person_s_chat_the_space_is_an_im(
    api: Api, sandbox: SandboxHandle, stream: Stream
) -> None:
    await api.card(
        "card1",
        "",
        openSpaceId="dtv1.card//IM_ROBOT.staff01",
        imRobotOpenDeliverModel={"spaceType": "IM_ROBOT"},
    )
    _, frame = await press(sandbox, stream, {})
    assert frame["data"]["spaceType"] == "IM"


async def test_an_answer_that_is_no_json_changes_nothing(
    sandbox: SandboxHandle, stream: Stream, group: str
) -> None:
    async with asyncio.TaskGroup() as tasks:
        pressed = tasks.create_task(sandbox.click("card1", "staff01", "go"))
        frame = await stream.frame()
        headers = {"messageId": frame["headers"]["messageId"]}
        await stream.socket.send(json.dumps({"code": 200, "headers": headers, "data": "{"}))
    assert pressed.result()["response"] is None
    assert len(await sandbox.messages(group)) == 1
