"""Plain messages, over the real wire."""

import pytest

from bot.dingtalk.http import DingTalk
from bot.dingtalk.messages import MARGIN_MILLIS, RobotCalls, is_trusted
from bot.errors import BadParameter, DeliveryFailed, OutcomeUnknown
from bot.messages import Webhook
from bot.storage import Store
from tests.dingtalk import calling, calls_of
from tests.sandbox.clients import connected
from tests.sandbox_server import Json, SandboxHandle, running_sandbox
from tests.sweeping import sweep

WEBHOOK = "POST /robot/sendBySession"
GROUP = "POST /v1.0/robot/groupMessages/send"
PERSON = "POST /v1.0/robot/oToMessages/batchSend"
TEXT = "**three** spaces"


@pytest.fixture
async def robot(sandbox: SandboxHandle, dingtalk: DingTalk) -> RobotCalls:
    return await robot_of(sandbox, dingtalk)


@pytest.fixture
async def webhook(sandbox: SandboxHandle) -> Webhook:
    """The reply channel of something that was said in the first group."""
    async with connected(sandbox) as stream:
        await sandbox.say(await sandbox.group(), "staff01", "spaces")
        data = (await stream.answered())["data"]
    return Webhook(data["sessionWebhook"], data["sessionWebhookExpiredTime"])


async def robot_of(sandbox: SandboxHandle, dingtalk: DingTalk) -> RobotCalls:
    code = (await sandbox.state())["robotCode"]
    return RobotCalls(dingtalk, robot_code=code, api_base=sandbox.url)


async def said(sandbox: SandboxHandle, conversation: str) -> list[Json]:
    return [line for line in await sandbox.messages(conversation) if line["from"] == "bot"]


async def test_the_webhook_of_a_message_answers_where_it_was_said(
    sandbox: SandboxHandle, robot: RobotCalls, webhook: Webhook, store: Store
) -> None:
    await robot.send_webhook(webhook, "Spaces", TEXT, await store.now())

    (line,) = await said(sandbox, await sandbox.group())
    assert (line["via"], line["title"], line["text"]) == ("webhook", "Spaces", TEXT)


async def test_a_webhook_is_called_without_a_token(
    sandbox: SandboxHandle, robot: RobotCalls, webhook: Webhook
) -> None:
    await robot.send_webhook(webhook, "Spaces", TEXT, 0)

    (call,) = await calls_of(sandbox, WEBHOOK)
    assert list(call["query"]) == ["session"]
    assert await calls_of(sandbox, "POST /v1.0/oauth2/accessToken") == []


async def test_each_message_that_may_have_arrived_is_told_of(
    sandbox: SandboxHandle, store: Store, webhook: Webhook
) -> None:
    """What was refused is none, and what got no answer may be one."""
    told: list[str] = []
    async with calling(sandbox, store, call_seconds=0.5) as dingtalk:
        robot = RobotCalls(
            dingtalk, robot_code="r", api_base=sandbox.url, sent=lambda: told.append("sent")
        )
        await robot.send_webhook(webhook, "Spaces", TEXT, 0)
        await sandbox.fault("webhook-expired", WEBHOOK, times=1)
        with pytest.raises(DeliveryFailed):
            await robot.send_webhook(webhook, "Spaces", TEXT, 0)
        assert len(told) == 1
        await sandbox.fault("timeout-after", WEBHOOK, times=1)
        with pytest.raises(OutcomeUnknown):
            await robot.send_webhook(webhook, "Spaces", TEXT, 0)

    assert len(told) == 2


@pytest.mark.parametrize("code", ["300001", "310000", "130101", "90018", "40014"])
async def test_whatever_code_a_webhook_answers_the_message_did_not_arrive(
    sandbox: SandboxHandle, robot: RobotCalls, webhook: Webhook, code: str
) -> None:
    await sandbox.fault("respond", WEBHOOK, code=code, message="session 不存在")

    with pytest.raises(DeliveryFailed) as caught:
        await robot.send_webhook(webhook, "Spaces", TEXT, 0)
    assert (caught.value.code, caught.value.message) == (code, "session 不存在")
    assert len(await calls_of(sandbox, WEBHOOK)) == 1


async def test_a_session_that_dingtalk_no_longer_knows_is_a_failure(
    sandbox: SandboxHandle, robot: RobotCalls, webhook: Webhook
) -> None:
    await sandbox.fault("webhook-expired", WEBHOOK)

    with pytest.raises(DeliveryFailed) as caught:
        await robot.send_webhook(webhook, "Spaces", TEXT, 0)
    assert caught.value.code == "300001"


async def test_a_webhook_near_its_end_is_not_called(
    sandbox: SandboxHandle, robot: RobotCalls, webhook: Webhook
) -> None:
    late = webhook.expires - MARGIN_MILLIS + 1

    with pytest.raises(DeliveryFailed):
        await robot.send_webhook(webhook, "Spaces", TEXT, late)
    assert await calls_of(sandbox, WEBHOOK) == []
    await robot.send_webhook(webhook, "Spaces", TEXT, late - 1)


async def test_a_webhook_of_another_host_is_never_called(
    sandbox: SandboxHandle, robot: RobotCalls, webhook: Webhook
) -> None:
    async with running_sandbox() as stranger:
        foreign = webhook.url.replace(sandbox.url, stranger.url)
        with pytest.raises(DeliveryFailed):
            await robot.send_webhook(Webhook(foreign, webhook.expires), "Spaces", TEXT, 0)

        assert await stranger.calls() == []
    assert await calls_of(sandbox, WEBHOOK) == []


@sweep(
    ("address", "trusted"),
    [
        ("https://oapi.dingtalk.com/robot/sendBySession?session=1", True),
        ("https://oapi.dingtalk.com:443/robot/sendBySession?session=1", True),
        ("https://oapi.dingtalk.io/robot/sendBySession?session=1", True),
        ("https://dingtalk.com/robot", True),
        ("https://OAPI.DingTalk.com/robot", True),
        ("http://oapi.dingtalk.com/robot/sendBySession?session=1", False),
        ("https://oapi.dingtalk.com:8443/robot", False),
        ("https://oapi.dingtalk.com.elsewhere.example/robot", False),
        ("https://notdingtalk.com/robot", False),
        ("https://oapi.dingtalk.com@elsewhere.example/robot", False),
        ("https://someone@oapi.dingtalk.com/robot", False),
        ("https://elsewhere.example/?https://oapi.dingtalk.com/", False),
        ("https://elsewhere.example\\@oapi.dingtalk.com/", False),
        ("https://elsewhere.example#@oapi.dingtalk.com/", False),
        ("//oapi.dingtalk.com/robot", False),
        ("file:///etc/passwd", False),
        ("http://127.0.0.1:8800/robot/sendBySession?session=1", False),
        ("https://[::1/robot", False),
        ("", False),
    ],
)
def test_only_dingtalks_own_hosts_are_trusted(address: str, trusted: bool) -> None:  # noqa: FBT001 - a column
    assert is_trusted(address, "https://api.dingtalk.com") is trusted


@sweep(
    ("address", "trusted"),
    [
        ("http://127.0.0.1:8800/robot/sendBySession?session=1", True),
        ("http://127.0.0.1:8801/robot/sendBySession?session=1", False),
        ("http://localhost:8800/robot/sendBySession?session=1", False),
        ("https://127.0.0.1:8800/robot/sendBySession?session=1", False),
        ("http://me@127.0.0.1:8800/robot/sendBySession?session=1", False),
        ("https://oapi.dingtalk.com/robot/sendBySession?session=1", False),
    ],
)
def test_with_a_sandbox_only_the_sandbox_is_trusted(address: str, trusted: bool) -> None:  # noqa: FBT001 - a column
    assert is_trusted(address, "http://127.0.0.1:8800") is trusted


async def test_the_robot_writes_to_a_group(sandbox: SandboxHandle, robot: RobotCalls) -> None:
    group = await sandbox.group()
    await robot.send_group(group, "Spaces", TEXT)

    (line,) = await said(sandbox, group)
    assert (line["via"], line["title"], line["text"]) == ("robot", "Spaces", TEXT)


async def test_the_robot_writes_to_a_person(sandbox: SandboxHandle, robot: RobotCalls) -> None:
    await robot.send_person("staff01", "空间", "“三”\n<b>")

    (line,) = await said(sandbox, await sandbox.single("staff01"))
    assert (line["via"], line["title"], line["text"]) == ("robot", "空间", "“三”\n<b>")


async def test_an_unknown_group_is_refused(robot: RobotCalls) -> None:
    with pytest.raises(BadParameter):
        await robot.send_group("cid-of-nobody", "Spaces", TEXT)


async def test_a_person_who_is_listed_as_not_reached_was_not_reached(
    sandbox: SandboxHandle, robot: RobotCalls
) -> None:
    with pytest.raises(DeliveryFailed) as invalid:
        await robot.send_person("nobody", "Spaces", TEXT)
    await sandbox.fault("deliver-failed", PERSON)
    with pytest.raises(DeliveryFailed) as throttled:
        await robot.send_person("staff01", "Spaces", TEXT)
    await sandbox.clear_faults()
    await sandbox.fault(
        "respond", PERSON, status=200, message='{"filteredStaffIdList":["staff01"]}'
    )
    with pytest.raises(DeliveryFailed) as filtered:
        await robot.send_person("staff01", "Spaces", TEXT)

    assert [caught.value.code for caught in (invalid, throttled, filtered)] == [
        "invalidStaffIdList",
        "flowControlledStaffIdList",
        "filteredStaffIdList",
    ]


@pytest.mark.parametrize("api", [WEBHOOK, GROUP, PERSON])
async def test_a_message_without_an_answer_is_not_sent_twice(
    sandbox: SandboxHandle, store: Store, webhook: Webhook, api: str
) -> None:
    await sandbox.fault("timeout-after", api)
    async with calling(sandbox, store, call_seconds=0.3) as dingtalk:
        robot = await robot_of(sandbox, dingtalk)
        send = {
            WEBHOOK: lambda: robot.send_webhook(webhook, "Spaces", TEXT, 0),
            GROUP: lambda: robot.send_group("unused", "Spaces", TEXT),
            PERSON: lambda: robot.send_person("staff01", "Spaces", TEXT),
        }
        with pytest.raises(OutcomeUnknown):
            await send[api]()
    await sandbox.clear_faults()

    assert len(await calls_of(sandbox, api)) == 1


@pytest.mark.usefixtures("impatient")
async def test_a_message_that_is_refused_for_speed_is_tried_again(
    sandbox: SandboxHandle, robot: RobotCalls
) -> None:
    group = await sandbox.group()
    await sandbox.fault("qps", GROUP, times=2)
    await robot.send_group(group, "Spaces", TEXT)

    assert len(await said(sandbox, group)) == 1
