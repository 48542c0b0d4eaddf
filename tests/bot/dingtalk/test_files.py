"""Files between people and the robot, over the real wire."""

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest

from bot.dingtalk.files import DOWNLOAD, GONE, MOST_BYTES, STORAGE, TOO_LARGE, Files
from bot.dingtalk.http import DingTalk
from bot.dingtalk.messages import RobotCalls, is_trusted
from bot.errors import DeliveryFailed, Refused, ScopeMissing, Unavailable
from bot.errors.files import FileUnusable
from bot.messages import File
from tests.dingtalk import calls_of
from tests.sandbox_server import SandboxHandle
from tests.sending import sent
from tests.sweeping import sweep

API = f"POST {DOWNLOAD}"
UPLOAD = "POST /media/upload"
PERSON = "POST /v1.0/robot/oToMessages/batchSend"


@pytest.fixture
async def robot(sandbox: SandboxHandle, dingtalk: DingTalk) -> RobotCalls:
    code = (await sandbox.state())["robotCode"]
    return RobotCalls(dingtalk, robot_code=code, api_base=sandbox.url)


@pytest.fixture
async def outside() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=5) as client:
        yield client


@pytest.fixture
def files(
    sandbox: SandboxHandle, dingtalk: DingTalk, robot: RobotCalls, outside: httpx.AsyncClient
) -> Files:
    return Files(dingtalk, robot, outside, sandbox.url)


@dataclass(slots=True)
class Shelf:
    """A host that answers whatever it is asked with the same bytes, and keeps the questions."""

    answer: bytes
    asked: list[bytes] = field(default_factory=list)
    url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(self.answer)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def shelf(answer: bytes) -> AsyncIterator[Shelf]:
    standing = Shelf(answer)
    server = await asyncio.start_server(standing.serve, "127.0.0.1", 0)
    standing.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield standing


def http(status: str, body: bytes = b"", *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "Connection: close"]
    return "\r\n".join([*head, "", ""]).encode() + body


async def leads_to(sandbox: SandboxHandle, address: object) -> None:
    """Let DingTalk hand out this address."""
    body = json.dumps({"downloadUrl": address})
    await sandbox.fault("respond", API, status=200, message=body)


FILE = File("a.zip", "code", "robot1")


async def test_what_somebody_sent_is_fetched_whole(sandbox: SandboxHandle, files: Files) -> None:
    content = bytes(range(256)) * 100

    assert await files.fetch(await sent(sandbox, "a.zip", content)) == content


async def test_the_robot_that_got_it_asks_for_it(sandbox: SandboxHandle, files: Files) -> None:
    file = await sent(sandbox, "a.yaml", b"x")
    await files.fetch(file)

    [call] = await calls_of(sandbox, API)
    assert call["body"]["robotCode"] == file.robot_code == (await sandbox.state())["robotCode"]


async def test_a_code_that_is_over_says_to_send_it_again(
    sandbox: SandboxHandle, files: Files
) -> None:
    with pytest.raises(FileUnusable) as gone:
        await files.fetch(File("a.zip", "long-ago", (await sandbox.state())["robotCode"]))

    assert gone.value.reason == GONE


async def test_a_missing_permission_is_told_as_one(sandbox: SandboxHandle, files: Files) -> None:
    await sandbox.fault("no-scope", API)

    with pytest.raises(ScopeMissing):
        await files.fetch(FILE)


@pytest.mark.parametrize("address", [None, 5, {}])
async def test_an_answer_without_an_address_is_none(
    sandbox: SandboxHandle, files: Files, address: object
) -> None:
    await leads_to(sandbox, address)

    with pytest.raises(Unavailable):
        await files.fetch(FILE)


@sweep(
    ("address", "trusted"),
    [
        ("https://down.dingtalk.com/media/x", True),
        ("https://lippi-space.oss-cn-zhangjiakou.aliyuncs.com/x?Signature=1", True),
        ("http://down.dingtalk.com/media/x", False),
        ("https://aliyuncs.com.elsewhere.example/x", False),
        ("https://notaliyuncs.com/x", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("https://down.dingtalk.com:8443/x", False),
        ("https://me@down.dingtalk.com/x", False),
        ("file:///etc/passwd", False),
        ("https://\ud800", False),
        ("", False),
    ],
)
def test_only_where_dingtalk_keeps_files_is_trusted(address: str, trusted: bool) -> None:  # noqa: FBT001 - a column
    assert is_trusted(address, "https://api.dingtalk.com", STORAGE) is trusted


async def test_an_address_elsewhere_is_never_called(sandbox: SandboxHandle, files: Files) -> None:
    async with shelf(http("200 OK", b"secret")) as stranger:
        await leads_to(sandbox, f"{stranger.url}/x")
        with pytest.raises(Refused) as refused:
            await files.fetch(FILE)

    assert (refused.value.code, stranger.asked) == ("host", [])
    assert stranger.url not in str(refused.value.data())


@pytest.fixture
async def kept(
    sandbox: SandboxHandle, dingtalk: DingTalk, robot: RobotCalls, outside: httpx.AsyncClient
) -> AsyncIterator[tuple[Shelf, Files]]:
    """A host of DingTalk's of which a test says what it answers."""
    async with shelf(b"") as standing:
        await leads_to(sandbox, f"{standing.url}/file?Signature=very-private")
        yield standing, Files(dingtalk, robot, outside, standing.url)


async def test_the_token_travels_to_no_other_host(
    sandbox: SandboxHandle, kept: tuple[Shelf, Files]
) -> None:
    standing, files = kept
    standing.answer = http("200 OK", b"content")

    assert await files.fetch(FILE) == b"content"
    [asked] = standing.asked
    assert len(await calls_of(sandbox, "POST /v1.0/oauth2/accessToken")) == 1
    assert b"access" not in asked.lower()
    assert b"authorization" not in asked.lower()
    assert b"cookie" not in asked.lower()


async def test_no_log_tells_how_a_file_is_fetched(
    kept: tuple[Shelf, Files], caplog: pytest.LogCaptureFixture
) -> None:
    for name in (None, "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger=name)
    kept[0].answer = http("200 OK", b"content")

    await kept[1].fetch(FILE)

    assert f"GET {kept[0].url}/file" in caplog.text
    assert "very-private" not in caplog.text


async def test_a_redirect_is_not_followed(kept: tuple[Shelf, Files]) -> None:
    standing, files = kept
    async with shelf(http("200 OK", b"secret")) as stranger:
        standing.answer = http("302 Found", b"", f"Location: {stranger.url}/x")
        with pytest.raises(Unavailable):
            await files.fetch(FILE)

    assert stranger.asked == []


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found"])
async def test_an_address_that_is_over_says_to_send_it_again(
    kept: tuple[Shelf, Files], status: str
) -> None:
    kept[0].answer = http(status, b"<Error/>")

    with pytest.raises(FileUnusable) as gone:
        await kept[1].fetch(FILE)
    assert gone.value.reason == GONE


@pytest.mark.parametrize(
    "answer",
    [b"", b"garbage\r\n\r\n", http("503 Busy"), b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"],
)
async def test_a_storage_that_fails_is_told(kept: tuple[Shelf, Files], answer: bytes) -> None:
    kept[0].answer = answer

    with pytest.raises(Unavailable) as failed:
        await kept[1].fetch(FILE)
    assert "very-private" not in f"{failed.value.data()} {failed.value.__cause__}"


async def test_a_large_file_is_read_no_further_than_the_limit(kept: tuple[Shelf, Files]) -> None:
    kept[0].answer = http("200 OK", b"x" * MOST_BYTES)
    assert len(await kept[1].fetch(FILE)) == MOST_BYTES

    kept[0].answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * (MOST_BYTES + 1)
    with pytest.raises(FileUnusable) as large:
        await kept[1].fetch(FILE)
    assert large.value.reason == TOO_LARGE


async def test_nothing_is_unpacked_on_the_way(kept: tuple[Shelf, Files]) -> None:
    packed = gzip.compress(b"x" * (32 << 20))
    kept[0].answer = http("200 OK", packed, "Content-Encoding: gzip")

    assert await kept[1].fetch(FILE) == packed
    assert b"accept-encoding: identity" in kept[0].asked[0].lower()


async def test_a_file_that_never_ends_is_given_up(
    sandbox: SandboxHandle, dingtalk: DingTalk, robot: RobotCalls, outside: httpx.AsyncClient
) -> None:
    given_up = asyncio.Event()

    async def trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
        while await reader.read(1024):
            pass
        writer.close()
        given_up.set()

    server = await asyncio.start_server(trickle, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await leads_to(sandbox, f"{url}/file")
        with pytest.raises(Unavailable):
            await Files(dingtalk, robot, outside, url, seconds=0.2).fetch(FILE)
        await given_up.wait()


async def test_a_file_reaches_the_person_it_is_for(sandbox: SandboxHandle, files: Files) -> None:
    await files.send("manager01", "who.zip", b"PK content")

    [line] = await sandbox.messages(await sandbox.single("manager01"))
    assert (line["kind"], line["via"], line["file"]["name"]) == ("file", "robot", "who.zip")
    assert (await sandbox.client.get(line["file"]["url"])).content == b"PK content"


async def test_a_file_is_an_upload_and_a_message(sandbox: SandboxHandle, files: Files) -> None:
    await files.send("manager01", "who.zip", b"PK content")

    [upload], [message] = await calls_of(sandbox, UPLOAD), await calls_of(sandbox, PERSON)
    assert upload["query"]["type"] == "file"
    assert message["body"]["msgKey"] == "sampleFile"
    param = json.loads(message["body"]["msgParam"])
    assert (param["fileName"], param["fileType"]) == ("who.zip", "zip")


async def test_what_the_upload_does_not_take_is_told(sandbox: SandboxHandle, files: Files) -> None:
    with pytest.raises(Refused) as refused:
        await files.send("manager01", "who.yaml", b"x")

    assert refused.value.code == "40004"
    assert await calls_of(sandbox, PERSON) == []


async def test_a_person_who_is_not_reached_is_told_of(sandbox: SandboxHandle, files: Files) -> None:
    await sandbox.fault("deliver-failed", PERSON)

    with pytest.raises(DeliveryFailed):
        await files.send("manager01", "who.zip", b"x")
