"""Events about files: only for what the app subscribed to, and only while it is subscribed."""

import httpx

from tests.sandbox.clients import CARDS, Api, Stream, connected
from tests.sandbox_server import Json, SandboxHandle

GB = 1 << 30


async def ask(api: Api, verb: str, user: str = "manager01", **body: str) -> httpx.Response:
    query = {"unionId": api.users[user]}
    return await api.call("POST", f"/v1.0/storage/events/{verb}", query, body)


async def subscribe(api: Api, scope: str, scope_id: str, user: str = "manager01") -> None:
    answer = await ask(api, "subscribe", user, scope=scope, scopeId=scope_id)
    assert (answer.status_code, answer.json()) == (200, {"success": True})


async def unsubscribe(api: Api, scope: str, scope_id: str) -> None:
    answer = await ask(api, "unsubscribe", scope=scope, scopeId=scope_id)
    assert answer.json() == {"success": True}


async def told(stream: Stream) -> tuple[str, Json]:
    frame = await stream.answered({"status": "SUCCESS"})
    return frame["headers"]["eventType"].removeprefix("storage_dentry_"), frame["data"]


async def test_a_file_that_is_made_grows_and_goes_is_told(
    sandbox: SandboxHandle, stream: Stream, api: Api
) -> None:
    await subscribe(api, "ORG", api.corp)
    space = await sandbox.make_space("New", "staff01", usedQuota=GB)
    made, data = await told(stream)
    assert data.pop("dentryId").isdigit()
    assert (made, data) == (
        "create",
        {
            "spaceId": space["spaceId"],
            "eventScope": "ORG",
            "eventScopeId": api.corp,
            "extension": "bin",
            "unionId": api.users["staff01"],
            "type": "FILE",
        },
    )
    await sandbox.change_space(space["spaceId"], usedQuota=2 * GB)
    await sandbox.change_space(space["spaceId"], usedQuota=0)
    assert [(await told(stream))[0] for _ in range(2)] == ["update", "delete"]


async def test_one_file_keeps_its_id_until_it_is_deleted(
    sandbox: SandboxHandle, stream: Stream, api: Api
) -> None:
    await subscribe(api, "ORG", api.corp)
    space = await sandbox.make_space("New", usedQuota=1)
    for used in (2, 0, 3):
        await sandbox.change_space(space["spaceId"], usedQuota=used)
    first, second, third, fourth = [(await told(stream))[1]["dentryId"] for _ in range(4)]
    assert first == second == third != fourth


async def test_the_frame_is_that_of_every_event(
    sandbox: SandboxHandle, stream: Stream, api: Api
) -> None:
    await subscribe(api, "ORG", api.corp)
    await sandbox.make_space("New", usedQuota=1)
    frame = await stream.answered({"status": "SUCCESS"})
    headers = frame["headers"]
    assert (frame["type"], headers["topic"]) == ("EVENT", "*")
    assert headers["eventType"] == "storage_dentry_create"
    assert headers["eventCorpId"] == api.corp
    assert headers["eventBornTime"].isdigit()
    assert len(headers["eventId"]) == 32
    state = await sandbox.state()
    assert state["counters"]["streamMessages"] == 1
    assert state["counters"]["api"]["POST /v1.0/storage/events/subscribe"] == 1


async def test_a_subscription_to_a_space_is_told_of_that_space_alone(
    sandbox: SandboxHandle, stream: Stream, api: Api
) -> None:
    first, second = [space["spaceId"] for space in (await sandbox.state())["spaces"]][1:3]
    await subscribe(api, "SPACE", second, "staff01")
    for space_id in (first, second):
        await sandbox.change_space(space_id, usedQuota=500 * GB)
    _, data = await told(stream)
    assert (data["spaceId"], data["eventScope"], data["eventScopeId"]) == (second, "SPACE", second)
    assert len(await sandbox.pushes()) == 1


async def test_two_subscriptions_that_cover_a_file_are_both_told(
    sandbox: SandboxHandle, stream: Stream, api: Api
) -> None:
    space = (await sandbox.state())["spaces"][1]["spaceId"]
    await subscribe(api, "ORG", api.corp)
    await subscribe(api, "SPACE", space)
    await subscribe(api, "SPACE", space)
    await sandbox.change_space(space, usedQuota=500 * GB)
    scopes = [(await told(stream))[1]["eventScope"] for _ in range(2)]
    assert scopes == ["ORG", "SPACE"]
    assert len(await sandbox.pushes()) == 2


async def test_nothing_is_told_without_a_subscription_or_after_it(
    sandbox: SandboxHandle, stream: Stream, api: Api
) -> None:
    space = (await sandbox.make_space("New", usedQuota=1))["spaceId"]
    await subscribe(api, "ORG", api.corp)
    await unsubscribe(api, "ORG", api.corp)
    await unsubscribe(api, "ORG", api.corp)
    await sandbox.change_space(space, usedQuota=2)
    await subscribe(api, "SPACE", space)
    await sandbox.change_space(space, usedQuota=3)
    assert (await told(stream))[1]["eventScope"] == "SPACE"


async def test_what_changes_no_file_is_not_told(
    sandbox: SandboxHandle, stream: Stream, api: Api
) -> None:
    await subscribe(api, "ORG", api.corp)
    space = (await sandbox.make_space("Empty"))["spaceId"]
    await sandbox.change_space(space, usedQuota=0, name="Renamed", quota=5)
    await sandbox.change_space(space, usedQuota=1)
    assert (await told(stream))[0] == "create"


async def test_a_subscription_to_a_space_that_is_gone_can_be_given_up(
    sandbox: SandboxHandle, api: Api
) -> None:
    space = (await sandbox.make_space("New"))["spaceId"]
    await subscribe(api, "SPACE", space)
    await sandbox.delete_space(space)
    await unsubscribe(api, "SPACE", space)
    again = await ask(api, "unsubscribe", scope="SPACE", scopeId=space)
    assert again.json()["code"] == "paramError.scopeId"


async def test_only_a_connection_subscribed_to_events_is_told(
    sandbox: SandboxHandle, stream: Stream, api: Api
) -> None:
    await subscribe(api, "ORG", api.corp)
    async with connected(sandbox, [("CALLBACK", CARDS)]):
        for number in range(8):
            await sandbox.make_space(f"New {number}", usedQuota=1)
            await stream.answered({"status": "SUCCESS"})
        assert {push["connectionId"] for push in await sandbox.pushes()} == {stream.connection_id}


async def test_an_event_about_a_file_comes_again_until_it_is_consumed(
    sandbox: SandboxHandle, stream: Stream, api: Api
) -> None:
    await sandbox.settings(ackMillis=20)
    await subscribe(api, "ORG", api.corp)
    await sandbox.make_space("New", usedQuota=1)
    first = await stream.answered({"status": "LATER"})
    again = await stream.answered({"status": "SUCCESS"})
    assert again["headers"]["eventId"] == first["headers"]["eventId"]
    assert again["data"] == first["data"]


async def test_members_subscribe_to_the_organisation_when_set_so(
    sandbox: SandboxHandle, api: Api
) -> None:
    refused = await ask(api, "subscribe", "staff01", scope="ORG", scopeId=api.corp)
    assert (refused.status_code, refused.json()["code"]) == (403, "permissionDenied")
    await sandbox.settings(managementForMembers=True)
    await subscribe(api, "ORG", api.corp, "staff01")


async def test_nobody_the_organisation_knows_may_not_subscribe(api: Api) -> None:
    query = {"unionId": "nobody"}
    body = {"scope": "ORG", "scopeId": api.corp}
    answer = await api.call("POST", "/v1.0/storage/events/subscribe", query, body)
    assert (answer.status_code, answer.json()["code"]) == (403, "permissionDenied")
