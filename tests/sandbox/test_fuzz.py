"""Whatever is sent, the sandbox answers with a refusal DingTalk documents, and nothing changes."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from sandbox.app import build_app
from sandbox.endpoints import ENDPOINTS
from sandbox.errors import is_old
from sandbox.server import serving
from sandbox.world import World
from tests.sandbox.clients import Api, api_of, connected
from tests.sandbox.good_requests import Facts, good_requests, prepare
from tests.sandbox.mutations import Wire, odd_text, wrong, wrong_json
from tests.sandbox.official import BY_NAME, COMMON
from tests.sandbox.requests import Request
from tests.sandbox.stored_requests import Stored, is_about_files
from tests.sandbox_server import Json, SandboxHandle, handled

THOROUGH = settings.get_current_profile_name() == "fuzz"
fuzz = settings(
    max_examples=500 if THOROUGH else 20,
    derandomize=not THOROUGH,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
shorter = settings(fuzz, max_examples=500 if THOROUGH else 4)
"""For the many calls about files, which read what they are sent in the same few places."""
SERVED = [endpoint.name for endpoint in ENDPOINTS.all if endpoint.served]
FILES = [name for name in SERVED if is_about_files(name) and "/oss/" not in name]
EVERYWHERE = {*COMMON.values(), "400 Missingbody", "404 InvalidAction.NotFound", "200 22"}


@dataclass(frozen=True, slots=True)
class Target:
    """A sandbox without limits in which there is something of everything."""

    world: World
    handle: SandboxHandle
    api: Api
    facts: Facts

    async def send(self, method: str, wire: Wire) -> httpx.Response:
        """Send bytes as they are, with the app's token in both places."""
        headers = {"x-acs-dingtalk-access-token": self.api.token, **wire.headers}
        headers |= {"content-type": wire.content_type} if wire.content_type else {}
        query = {"access_token": self.api.token, **wire.query}
        client = self.handle.client
        return await client.request(
            method, wire.path, params=query, content=wire.content, headers=headers, timeout=40
        )


@pytest.fixture
async def target(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Target]:
    """A prepared sandbox; at the end it must not have logged an error."""
    name = _named(request)
    files = name is not None and is_about_files(name)
    sandbox = build_app(1)
    async with serving(sandbox) as url, handled(url) as handle:
        await handle.settings(qps=0, monthlyCalls=10**9, monthlyStream=10**9)
        api = await api_of(handle)
        facts = await prepare(handle, api, files=files)
        yield Target(sandbox.world, handle, api, facts)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def _named(request: pytest.FixtureRequest) -> str | None:
    """The operation that a test is given; None for those of something else."""
    given = getattr(request.node, "callspec", None)
    return given.params.get("name") if given is not None else None


def picture(world: World) -> str:
    """Everything that a call could change."""
    org = world.org
    talks = [
        (c.conversation_id, c.title, c.members, c.log.last, c.top)
        for c in org.conversations.values()
    ]
    kept = (org.uploads.keys(), org.sent, org.recalled, org.capacity, org.orders, org.file_scopes)
    named = (org.custom, org.personal, world.settings, [f.fault_id for f in world.faults])
    coming = [(*each.parts, key) for key, each in org.transfers.uploads.items()]
    addresses = (len(org.transfers.targets), len(org.transfers.sources))
    stored = ([item.item_id for item in org.bin], len(org.tasks), coming, addresses)
    return repr((org.users, list(org.spaces), talks, org.cards, kept, named, stored))


def refusal(name: str, response: httpx.Response) -> str | None:
    """The refusal (`STATUS code`) that an answer is, none for one that accepts."""
    if not response.content or not response.headers["content-type"].startswith("application/json"):
        return None if response.status_code == 200 else f"{response.status_code}"
    body = response.json()
    if is_old(BY_NAME[name]) and response.status_code == 200:
        code = body.get("sub_code") or body.get("errcode")
        return None if code in {None, 0} else f"200 {code}"
    return None if response.status_code == 200 else f"{response.status_code} {body['code']}"


@pytest.mark.parametrize("name", [name for name in SERVED if name not in FILES])
@given(data=st.data())
@fuzz
async def test_an_api_refuses_in_its_own_words_and_keeps_everything(
    target: Target, name: str, data: st.DataObject
) -> None:
    await refuses(target, name, data)


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@shorter
async def test_a_call_about_files_refuses_in_its_own_words_and_keeps_everything(
    target: Target, name: str, data: st.DataObject
) -> None:
    await refuses(target, name, data)


async def refuses(target: Target, name: str, data: st.DataObject) -> None:
    """Send a wrong request; a refusal must be one of the API's, and nothing may have changed."""
    endpoint, good = BY_NAME[name], good_requests(target.facts)[name]
    wire = data.draw(wrong(endpoint.path, good))
    before = picture(target.world)
    answer = refusal(name, await target.send(endpoint.method, wire))
    if answer is not None:
        assert answer in {*endpoint.refusals, *EVERYWHERE}
        assert picture(target.world) == before


@given(name=odd_text, kind=odd_text | st.just("image"), content=st.binary(max_size=60))
@fuzz
async def test_an_upload_is_stored_or_refused(
    target: Target, name: str, kind: str, content: bytes
) -> None:
    before = picture(target.world)
    response = await target.handle.client.post(
        "/media/upload",
        params={"access_token": target.api.token},
        data={"type": kind[:100]},
        files={"media": (name[:1000] + ".png", content)},
    )
    answer = refusal("POST /media/upload", response)
    if answer is not None:
        assert answer in BY_NAME["POST /media/upload"].refusals
        assert picture(target.world) == before


def controls(facts: Facts) -> dict[str, Request]:
    """A good request of every control call that takes something."""
    space, user = {"id": facts.spaces[1]}, {"id": "staff02"}
    shapes = {"atUserIds": ["staff02"], "mentionText": "none", "mentionRuns": "own"}
    said = {"conversationId": facts.group, "userId": "staff01", "text": "hi", **shapes}
    pressed = {"outTrackId": "shown", "userId": "staff01", "actionId": "go", "params": {"a": 1}}
    api_fault = {"on": "api", "match": "GET /x", "fault": "qps", "times": 1, "chance": 0.5}
    stream_fault = {"on": "stream", "fault": "drop", "times": 1, "delayMillis": 1}
    about_files = {} if facts.stored is None else file_controls(facts.stored)
    return about_files | {
        "POST /sandbox/say": Request(body=said),
        "POST /sandbox/click": Request(body=pressed),
        "POST /sandbox/faults": Request(body=api_fault),
        "POST /sandbox/faults?": Request(body=stream_fault),
        "PATCH /sandbox/settings": Request(body={"maxResults": 50, "cardExists": "error"}),
        "POST /sandbox/spaces": Request(body={"name": "a", "owner": "staff01", "quota": 5}),
        "POST /sandbox/spaces/{id}": Request(space, body={"name": "a", "quota": 5}),
        "POST /sandbox/users": Request(body={"name": "a", "isAdmin": False}),
        "PATCH /sandbox/users/{id}": Request(user, body={"name": "a", "isAdmin": True}),
        "POST /sandbox/conversations": Request(body={"type": "2", "members": ["staff01"]}),
        "POST /sandbox/bot": Request(body={"action": "kill"}),
        "POST /sandbox/model": Request(body={"answers": {"a": "b"}, "fault": "nonsense"}),
        "POST /sandbox/model/v1/chat/completions": Request(
            body={"model": "m", "messages": [{"role": "user", "content": "a"}]}
        ),
        "POST /sandbox/reset": Request(body={"seed": 3, "spaces": 2, "files": 1}),
        "GET /sandbox/state": Request(query={"as": "staff01"}),
        "GET /sandbox/calls": Request(query={"after": 0, "wait": 0}),
        "GET /sandbox/pushes": Request(query={"after": 0, "wait": 0}),
        "GET /sandbox/conversations/{id}/messages": Request(
            {"id": facts.group}, {"after": 0, "wait": 0, "as": "staff01"}
        ),
        "DELETE /sandbox/faults/{id}": Request({"id": "fault1"}),
        "DELETE /sandbox/users/{id}": Request({"id": "staff01"}),
    }


def file_controls(stored: Stored) -> dict[str, Request]:
    """A good request of every control call about files."""
    space = {"id": stored.space}
    file = space | {"dentry": stored.id("a.txt")}
    made = {"name": "new", "type": "FILE", "size": 5, "owner": "staff01"}
    given = {"dentryId": "0", "member": {"type": "USER", "id": "staff01"}, "roleId": "READER"}
    return {
        "POST /sandbox/spaces/{id}/files": Request(space, body={**made, "parentId": "0"}),
        "POST /sandbox/spaces/{id}/files/{dentry}": Request(file, body={"name": "n", "size": 5}),
        "DELETE /sandbox/spaces/{id}/files/{dentry}": Request(file),
        "POST /sandbox/spaces/{id}/grants": Request(space, body=given),
        "DELETE /sandbox/spaces/{id}/grants": Request(space, body=given),
        "GET /sandbox/spaces/{id}/files": Request(space, {"parentId": "0", "deep": "true"}),
        "GET /sandbox/spaces/{id}/files/{dentry}/content": Request(file, {"version": 1}),
        "POST /sandbox/recycleBin/{item}": Request({"item": stored.items["back"]}),
        "DELETE /sandbox/recycleBin/{item}": Request({"item": stored.items["gone"]}),
    }


CONTROLS = [
    "POST /sandbox/say",
    "POST /sandbox/click",
    "POST /sandbox/faults",
    "POST /sandbox/faults?",
    "PATCH /sandbox/settings",
    "POST /sandbox/spaces",
    "POST /sandbox/spaces/{id}",
    "POST /sandbox/spaces/{id}/files",
    "POST /sandbox/spaces/{id}/files/{dentry}",
    "DELETE /sandbox/spaces/{id}/files/{dentry}",
    "POST /sandbox/spaces/{id}/grants",
    "DELETE /sandbox/spaces/{id}/grants",
    "GET /sandbox/spaces/{id}/files",
    "GET /sandbox/spaces/{id}/files/{dentry}/content",
    "POST /sandbox/recycleBin/{item}",
    "DELETE /sandbox/recycleBin/{item}",
    "POST /sandbox/users",
    "PATCH /sandbox/users/{id}",
    "POST /sandbox/conversations",
    "POST /sandbox/bot",
    "POST /sandbox/model",
    "POST /sandbox/model/v1/chat/completions",
    "POST /sandbox/reset",
    "GET /sandbox/state",
    "GET /sandbox/calls",
    "GET /sandbox/pushes",
    "GET /sandbox/conversations/{id}/messages",
    "DELETE /sandbox/faults/{id}",
    "DELETE /sandbox/users/{id}",
]


@pytest.mark.parametrize("name", CONTROLS)
@given(data=st.data())
@fuzz
async def test_a_control_call_is_refused_in_a_sentence(
    target: Target, name: str, data: st.DataObject
) -> None:
    method, _, path = name.partition(" ")
    wire = data.draw(wrong(path.removesuffix("?"), controls(target.facts)[name]))
    before = picture(target.world)
    response = await target.send(method, wire)
    if response.status_code >= 300:
        assert response.status_code in {400, 403, 404, 409, 415}
        assert response.json().keys() == {"error"}
        assert picture(target.world) == before


RESPONSE: Json = {
    "cardUpdateOptions": {"updateCardDataByKey": True},
    "cardData": {"cardParamMap": {"msgTitle": "pressed"}},
    "userPrivateData": {"cardParamMap": {"msgTitle": "yours"}},
}


def ack(message_id: str, data: Any) -> Json:
    headers = {"messageId": message_id, "contentType": "application/json"}
    return {"code": 200, "headers": headers, "message": "OK", "data": json.dumps(data)}


@given(data=st.data())
@fuzz
async def test_a_frame_leaves_the_connection_and_everything_as_it_was(
    target: Target, data: st.DataObject
) -> None:
    async with connected(target.handle) as stream:
        await target.handle.say(target.facts.group, "staff01", "help")
        message_id = (await stream.frame())["headers"]["messageId"]
        before = picture(target.world)
        sent = data.draw(wrong_json(ack(message_id, {"response": None})))
        await stream.socket.send(json.dumps(sent))
        await (await stream.socket.ping())
        assert picture(target.world) == before


@given(data=st.data())
@fuzz
async def test_what_answers_a_press_applies_or_changes_nothing(
    target: Target, data: st.DataObject
) -> None:
    await target.handle.settings(cardAckMillis=200)
    async with connected(target.handle) as stream, asyncio.TaskGroup() as group:
        pressed = group.create_task(target.handle.click("shown", "staff01", "go"))
        message_id = (await stream.frame())["headers"]["messageId"]
        before = picture(target.world)
        response = data.draw(wrong_json(RESPONSE))
        await stream.socket.send(json.dumps(ack(message_id, {"response": response})))
        clicked = await pressed
        assert clicked["delivered"]
        if not isinstance(response, dict) or "timedOut" in clicked:
            assert picture(target.world) == before


@given(ticket=st.text(max_size=50))
@fuzz
async def test_no_made_up_ticket_opens_a_connection(target: Target, ticket: str) -> None:
    address = f"{target.handle.url.replace('http', 'ws', 1)}/connect?ticket="
    with pytest.raises(InvalidStatus) as caught:
        async with connect(address + quote(ticket)):
            pass
    assert caught.value.response.status_code == 403
