"""An AI card's text that grows while people watch."""

from typing import Any

import httpx
import pytest

from tests.sandbox.clients import Api, params
from tests.sandbox_server import Json, SandboxHandle

MARKDOWN = "589420e2-c1e2-46ef-a5ed-b8728e654da9.schema"
OWN = "11111111-2222-3333-4444-555555555555.schema"


async def stream(api: Api, guid: str, content: str, /, **more: Any) -> httpx.Response:
    body = {
        "outTrackId": "card1",
        "guid": guid,
        "key": "msgContent",
        "content": content,
        "isFull": True,
    }
    changed = {name: value for name, value in (body | more).items() if value is not None}
    return await api.call("PUT", "/v1.0/card/streaming", body=changed)


async def shown(sandbox: SandboxHandle) -> list[tuple[str, str]]:
    cards = [line["card"] for line in await sandbox.messages(await sandbox.group())]
    return [(card["params"].get("msgContent", ""), card["flowStatus"]) for card in cards]


async def test_text_grows_until_it_is_finished(api: Api, sandbox: SandboxHandle) -> None:
    await api.card("card1", await sandbox.group())
    response = await stream(api, "1", "He")
    assert response.json() == {"success": True, "result": True}
    await stream(api, "2", "Hello")
    await stream(api, "3", "Hello!", isFinalize=True)
    assert await shown(sandbox) == [("", "3"), ("He", "2"), ("Hello", "2"), ("Hello!", "3")]


async def test_an_error_ends_it_as_failed(api: Api, sandbox: SandboxHandle) -> None:
    await api.card("card1", await sandbox.group())
    await stream(api, "1", "Oh", isError=True)
    assert (await shown(sandbox))[-1] == ("Oh", "5")


async def test_a_guid_acts_once(api: Api, sandbox: SandboxHandle) -> None:
    await api.card("card1", await sandbox.group())
    await stream(api, "1", "one")
    assert (await stream(api, "1", "two")).status_code == 200
    assert (await shown(sandbox))[-1] == ("one", "2")


async def test_a_template_of_one_s_own_may_be_appended_to(api: Api, sandbox: SandboxHandle) -> None:
    await api.card("card1", await sandbox.group(), cardTemplateId=OWN)
    await stream(api, "1", "a", key="own", isFull=False)
    await stream(api, "2", "b", key="own", isFull=None)
    line = (await sandbox.messages(await sandbox.group()))[-1]
    assert line["card"]["params"]["own"] == "ab"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"outTrackId": ""}, (400, "param.stream.outTrackId", "card is not exist")),
        ({"outTrackId": "nowhere"}, (400, "param.stream.outTrackId", "card is not exist")),
        ({"guid": ""}, (400, "param.stream.guidEmpty", "param.stream.guidEmpty")),
        ({"key": None}, (400, "param.stream.keyEmpty", "param.stream.keyEmpty")),
        ({"content": ""}, (400, "param.stream.contentEmpty", "param.stream.contentEmpty")),
        ({"isFull": False}, (400, "param.stream.isFull", "param.stream.isFull")),
        ({"content": "界" * 342}, (400, "param.stream.content", "content is too large")),
        ({"key": "msgTitle"}, (500, "unknownError", "unknownError")),
    ],
)
async def test_a_wrong_update_is_refused(
    api: Api, sandbox: SandboxHandle, changed: Json, expected: tuple[int, str, str]
) -> None:
    await api.card("card1", await sandbox.group())
    response = await stream(api, "1", "x", **changed)
    body = response.json()
    assert (response.status_code, body["code"], body["message"]) == expected
    assert await shown(sandbox) == [("", "3")]


@pytest.mark.parametrize("made", [{"callbackType": None}, {"cardTemplateId": MARKDOWN}])
async def test_a_card_that_cannot_stream_answers_an_unknown_error(
    api: Api, sandbox: SandboxHandle, made: Json
) -> None:
    data = {"cardParamMap": params("Title", "body")}
    await api.card("card1", await sandbox.group(), cardData=data, **made)
    assert (await stream(api, "1", "x")).status_code == 500
