"""The control interface: looking, waiting, changing the rules, beginning again."""

import asyncio
import re

import pytest

from tests.sandbox.clients import Api, Stream, button, params
from tests.sandbox_server import GRAIN_MILLIS, Json, SandboxHandle, running_sandbox


async def test_the_state_shows_the_seeded_organisation(sandbox: SandboxHandle) -> None:
    state = await sandbox.state()
    people = {user["userId"]: user for user in state["users"]}
    assert [user["isAdmin"] for user in people.values()] == [True, True, False, False, False]
    assert people["guest01"]["staffId"] is None
    assert people["guest01"]["unionId"] is None
    assert all(u["staffId"] == u["userId"] for u in people.values() if u["unionId"])
    groups = [c for c in state["conversations"] if c["type"] == "2"]
    assert len(groups) == 2
    assert all(group["conversationId"].startswith("cid") for group in groups)
    assert all("userId" not in group for group in groups)
    singles = {c["userId"] for c in state["conversations"] if c["type"] == "1"}
    assert singles == set(people)
    assert len(state["spaces"]) >= 12
    assert any(space["quota"] == -1 for space in state["spaces"])
    assert state["connections"] == []


async def test_the_same_seed_gives_the_same_organisation() -> None:
    async with running_sandbox(seed=3) as one, running_sandbox(seed=3) as two:
        first, second = await one.state(), await two.state()
        first.pop("now"), second.pop("now")
        assert first == second
        other = await two.reset(seed=4)
        assert other["spaces"][0]["spaceId"] != first["spaces"][0]["spaceId"]
        assert other["clientSecret"] == first["clientSecret"]


async def test_the_same_calls_with_one_seed_give_the_same_organisation() -> None:
    states = []
    for _ in range(2):
        async with running_sandbox(seed=3) as sandbox:
            await sandbox.make_space("a", usedQuota=5)
            await sandbox.client.post("/sandbox/users", json={"name": "New"})
            state = await sandbox.state()
            for space in state["spaces"]:
                space.pop("createTime"), space.pop("modifyTime")
            state.pop("now")
            states.append(state)
    assert states[0] == states[1]


async def test_a_long_poll_returns_with_the_first_entry(sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(sandbox.messages(group, wait=20))
        await sandbox.say(group, "staff01", "now", mention=False)
    assert [line["text"] for line in waiting.result()] == ["now"]


async def test_a_long_poll_with_nothing_new_ends_empty(sandbox: SandboxHandle) -> None:
    path = "/sandbox/calls?after=7&wait=1"
    assert (await sandbox.client.get(path)).json() == {"calls": [], "next": 7}


async def test_lists_go_on_after_a_seq(sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    for text in "abc":
        await sandbox.say(group, "staff01", text, mention=False)
    assert [line["text"] for line in await sandbox.messages(group, after=1)] == ["b", "c"]
    assert [line["seq"] for line in await sandbox.messages(group)] == [1, 2, 3]


@pytest.mark.parametrize("query", ["after=x", "after=-1", "wait=31", "wait=1.5", "as=nobody"])
async def test_a_wrong_query_is_refused(sandbox: SandboxHandle, query: str) -> None:
    group = (await sandbox.group()).replace("/", "%2F").replace("+", "%2B")
    response = await sandbox.client.get(f"/sandbox/conversations/{group}/messages?{query}")
    assert response.status_code in {400, 404}
    assert "error" in response.json()


async def test_a_body_must_be_json_and_known(sandbox: SandboxHandle) -> None:
    plain = await sandbox.client.post("/sandbox/say", content=b"{}")
    assert plain.status_code == 415
    headers = {"Content-Type": "application/json"}
    for content in [b"{", b"[" * 100_000, b'"\\ud800"', b"[]", b'{"surprise": 1}']:
        refused = await sandbox.client.post("/sandbox/say", content=content, headers=headers)
        assert refused.status_code == 400, content
        assert re.fullmatch(r".+\.", refused.json()["error"])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/sandbox/nothing"),
        ("GET", "/sandbox/conversations/cid/messages"),
        ("PUT", "/sandbox/say"),
    ],
)
async def test_an_unknown_address_is_not_found(
    sandbox: SandboxHandle, method: str, path: str
) -> None:
    response = await sandbox.client.request(method, path)
    assert response.status_code == 404
    assert "error" in response.json()


async def test_the_call_log_hides_every_secret(
    api: Api, sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.say(await sandbox.group(), "staff01", "help")
    address = (await stream.answered())["data"]["sessionWebhook"]
    await sandbox.client.post(address, json={"msgtype": "text", "text": {"content": "hi"}})
    state = await sandbox.state()
    secret = {"appkey": state["clientId"], "appsecret": state["clientSecret"]}
    await sandbox.client.get("/gettoken", params=secret)
    await api.old("/topapi/v2/user/get", {"userid": "staff01"})
    shown = str(await sandbox.calls())
    for hidden in [state["clientSecret"], api.token, address.partition("session=")[2]]:
        assert hidden not in shown
    assert "'session': '***'" in shown


async def test_a_call_is_noted_with_who_and_what(api: Api, sandbox: SandboxHandle) -> None:
    space = (await api.create("a", "staff01")).json()
    await api.delete(space["spaceId"], "staff01")
    create, delete = (await sandbox.calls())[-2:]
    assert (create["method"], create["template"]) == ("POST", "/v1.0/drive/spaces")
    assert create["body"] == {"name": "a", "unionId": api.users["staff01"]}
    assert (create["status"], create["code"], create["counted"]) == (200, None, True)
    assert delete["path"] == f"/v1.0/drive/spaces/{space['spaceId']}"
    assert delete["template"] == "/v1.0/drive/spaces/{spaceId}"
    assert delete["unionId"] == api.users["staff01"]
    await api.delete(space["spaceId"])
    assert (await sandbox.calls())[-1]["code"] == "param.error"


@pytest.mark.parametrize(
    "changed",
    [{"qps": -1}, {"qps": "20"}, {"cardExists": "maybe"}, {"speed": 1}, {"latency_millis": 1}, [1]],
)
async def test_a_wrong_setting_is_refused_and_changes_nothing(
    sandbox: SandboxHandle, changed: Json
) -> None:
    before = (await sandbox.client.get("/sandbox/settings")).json()
    assert (await sandbox.client.patch("/sandbox/settings", json=changed)).status_code == 400
    assert (await sandbox.client.get("/sandbox/settings")).json() == before


async def test_the_settings_begin_as_documented(sandbox: SandboxHandle) -> None:
    settings = await sandbox.settings()
    assert "Drive.Space.Write" in settings.pop("scopes")
    assert settings == {
        "latencyMillis": 0,
        "ackMillis": 15000,
        "redeliveries": 2,
        "cardAckMillis": 2000,
        "ticketSeconds": 90,
        "tokenSeconds": 7200,
        "webhookSeconds": 5400,
        "qps": 20,
        "monthlyCalls": 5000,
        "monthlyStream": 3000,
        "graceDays": 5,
        "cardValueBytes": 1024,
        "maxResults": 50,
        "cardExists": "error",
        "managementForMembers": False,
        "unknownIds": "omit",
        "webhookPerMinute": 0,
        "nameMaxLength": 0,
        "taskMillis": 0,
        "uploadSeconds": 900,
        "linkSeconds": 900,
        "rootUuid": False,
        "searchScope": True,
        "binCounts": True,
        "copyChatFiles": True,
        "appQuota": -1,
        "sceneQuota": -1,
        "clockOffsetMillis": 0,
    }


async def test_latency_is_added_to_each_call(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.settings(latencyMillis=30)
    await api.spaces()
    assert (await sandbox.calls())[-1]["millis"] >= 30 - GRAIN_MILLIS


async def test_ticket_seconds_and_the_clock_are_settings(sandbox: SandboxHandle) -> None:
    before = (await sandbox.state())["now"]
    await sandbox.settings(clockOffsetMillis=3_600_000, ticketSeconds=1)
    assert 3_600_000 <= (await sandbox.state())["now"] - before < 3_700_000


async def test_reset_begins_again_and_keeps_connections(
    api: Api, sandbox: SandboxHandle, stream: Stream
) -> None:
    group = await sandbox.group()
    await sandbox.say(group, "staff01", "help")
    await stream.answered()
    await sandbox.fault("qps")
    await sandbox.settings(qps=1, clockOffsetMillis=5)
    state = await sandbox.reset()
    assert [each["id"] for each in state["connections"]] == [stream.connection_id]
    assert state["counters"]["streamMessages"] == 0
    assert await sandbox.messages(group) == []
    assert (await sandbox.calls(), await sandbox.pushes(), await sandbox.faults()) == ([], [], [])
    assert (await sandbox.settings())["qps"] == 20
    assert (await api.spaces()).status_code == 200
    said = await sandbox.say(group, "staff01", "again")
    assert (said["seq"], said["pushed"]) == (1, True)


async def test_reset_makes_as_many_spaces_and_files_as_asked(
    api: Api, sandbox: SandboxHandle
) -> None:
    state = await sandbox.reset(spaces=120, files=2)
    assert len(state["spaces"]) == 120
    assert {space["files"] for space in state["spaces"]} == {2}
    assert len({space["spaceId"] for space in state["spaces"]}) == 120
    assert await sandbox.reset(spaces=0)
    assert (await api.spaces()).json() == {"spaces": [], "nextToken": ""}


async def test_events_tell_everything_and_can_be_resumed(
    api: Api, sandbox: SandboxHandle, stream: Stream
) -> None:
    group = await sandbox.group()
    await sandbox.say(group, "staff01", "help")
    await stream.answered()
    await api.card("card1", group)
    await api.create("a")
    seen: dict[str, Json] = {}
    async for name, data in sandbox.events(after=0):
        seen[name] = data
        if name == "state" and len(data["spaces"]) > 13 and {"message", "card"} <= seen.keys():
            break
    assert seen["message"]["text"] == "help"
    assert seen["card"]["card"]["outTrackId"] == "card1"
    assert seen["card"]["conversationId"] == group
    assert {"message", "card", "call", "push", "state"} <= seen.keys()


async def first_event(sandbox: SandboxHandle) -> tuple[str, Json]:
    async for event in sandbox.events():
        return event
    raise AssertionError


async def test_events_without_a_last_id_begin_now(sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    await sandbox.say(group, "staff01", "before", mention=False)
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(first_event(sandbox))
        while not first.done():
            await sandbox.say(group, "staff01", "after", mention=False)
    assert first.result()[1]["text"] == "after"


async def test_the_seeded_buttons_survive_odd_text(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    odd = '"}, "x": "*[](javascript:1)\u202e'
    data = {"cardParamMap": params(odd, odd, button("a", odd))}
    await api.card("card1", group, cardData=data)
    card = (await sandbox.messages(group))[-1]["card"]
    assert (card["title"], card["markdown"], card["buttons"][0]["text"]) == (odd, odd, odd)
