"""Files of groups and chats: their spaces, what is sent into them, and what people say there."""

import pytest

from tests.sandbox.clients import Api, Stream
from tests.sandbox.files import Files
from tests.sandbox_server import Json, SandboxHandle

CONV = "/v1.0/convFile"


async def group_space(files: Files, group: str, user: str = "manager02") -> str:
    path = f"{CONV}/conversations/spaces/query"
    answer = await files.got("POST", path, {"openConversationId": group}, user)
    return str(answer["space"]["spaceId"])


async def said_file(sandbox: SandboxHandle, stream: Stream, user: str, content: bytes) -> Json:
    """What the bot is told of a file somebody sends it."""
    upload = await sandbox.upload("plan.txt", content)
    body = {"downloadCode": {"upload": upload}, "fileName": "plan.txt"}
    await sandbox.say(await sandbox.single(user), user, msgtype="file", content=body)
    told: Json = (await stream.answered())["data"]["content"]
    return told


async def test_a_group_has_a_space_of_its_members(files: Files) -> None:
    group = await files.sandbox.group(1)
    space = await group_space(files, group, "staff01")
    assert await group_space(files, group, "staff02") == space
    path = f"/spaces/{space}/dentries"
    assert (await files.got("GET", path, user="staff02", parentId="0"))["dentries"] == []
    refusal = await files.refused(
        "POST", f"{CONV}/conversations/spaces/query", {"openConversationId": group}
    )
    assert refusal == "403 permissionDenied"
    assert await files.refused("GET", path, parentId="0") == "403 permissionDenied"
    kinds = {each["spaceId"]: each["kind"] for each in (await files.sandbox.state())["spaces"]}
    assert kinds[space] == "group"


async def test_a_copy_is_sent_into_a_group(files: Files) -> None:
    group, made = await files.sandbox.group(), await files.make("a.txt", size=5)
    body = {
        "spaceId": files.space,
        "dentryId": made["dentryId"],
        "openConversationId": group,
    }
    path = f"{CONV}/conversations/files/send"
    assert await files.refused("POST", path, body, "staff01") == "403 permissionDenied"
    sent = (await files.got("POST", path, body))["file"]
    assert (sent["name"], sent["size"], sent["conversationId"]) == ("a.txt", 5, group)
    space = await group_space(files, group)
    assert sent["spaceId"] == space
    line = (await files.sandbox.messages(group))[-1]
    assert (line["kind"], line["from"], line["file"]["name"]) == ("file", "manager02", "a.txt")
    again = (await files.got("POST", path, body))["file"]
    assert (again["name"], again["id"] != sent["id"]) == ("a(1).txt", True)


async def test_a_link_is_sent_and_copies_nothing(files: Files) -> None:
    group, made = await files.sandbox.group(), await files.make("a.txt", size=5)
    body = {
        "spaceId": files.space,
        "dentryId": made["dentryId"],
        "openConversationId": group,
    }
    path = f"{CONV}/conversations/files/links/send"
    sent = (await files.got("POST", path, body, "staff01"))["file"]
    assert (sent["id"], sent["spaceId"]) == (made["dentryId"], files.space)
    line = (await files.sandbox.messages(group))[-1]
    assert line["file"]["url"].endswith(made["uuid"])
    space = await group_space(files, group)
    assert await files.sandbox.files(space) == []


async def test_the_app_sends_a_file_whatever_the_receiver_may(files: Files) -> None:
    made = await files.make("a.txt", size=5)
    await files.sandbox.take(files.space, "ORG", files.api.corp)
    body = {"spaceId": files.space, "dentryId": made["dentryId"]}
    path = f"{CONV}/apps/conversations/files/send"
    sent = (await files.got("POST", path, body, "staff01"))["file"]
    chat = await files.sandbox.single("staff01")
    assert sent["conversationId"] == chat
    line = (await files.sandbox.messages(chat))[-1]
    assert (line["from"], line["file"]["name"]) == ("bot", "a.txt")
    down = f"/spaces/{sent['spaceId']}/dentries/{sent['id']}/downloadInfos/query"
    await files.got("POST", down, {}, "staff01")
    assert await files.refused("POST", down, {}, "staff02") == "403 permissionDenied"


@pytest.mark.parametrize("allowed", [True, False])
async def test_a_file_said_to_the_bot_is_copied_by_who_said_it_where_that_is_set(
    files: Files, stream: Stream, *, allowed: bool
) -> None:
    await files.sandbox.settings(copyChatFiles=allowed)
    told = await said_file(files.sandbox, stream, "staff01", b"hello")
    path = f"/spaces/{told['spaceId']}/dentries/{told['fileId']}/copy"
    where = {"targetSpaceId": files.space, "targetFolderId": "0"}
    if not allowed:
        assert await files.refused("POST", path, where, "staff01") == "403 permissionDenied"
        return
    copied = (await files.got("POST", path, where, "staff01"))["dentry"]
    assert (copied["name"], copied["size"]) == ("plan.txt", 5)
    assert await files.refused("POST", path, where, "staff02") == "403 permissionDenied"
    assert copied["creatorId"] == files.api.users["staff01"]


async def test_files_of_one_chat_lie_in_one_space(
    sandbox: SandboxHandle, stream: Stream, api: Api
) -> None:
    first = await said_file(sandbox, stream, "staff01", b"1")
    second = await said_file(sandbox, stream, "staff01", b"22")
    assert first["spaceId"] == second["spaceId"]
    found = {each["name"]: each["size"] for each in await sandbox.files(first["spaceId"])}
    assert found == {"plan.txt": 1, "plan(1).txt": 2}
    other = await said_file(sandbox, stream, "staff02", b"1")
    assert other["spaceId"] != first["spaceId"]
