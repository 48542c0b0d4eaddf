"""The doctor, against the sandbox and what goes wrong in it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from bot.access import Organisation
from bot.delivery import StoreMarks
from bot.doctor import Finding, Wishes, examine
from bot.doctor.dingtalk import clock
from bot.doctor.redis import address, examine_redis, ways_in
from bot.settings import Settings
from bot.storage import Store, embedded
from tests.forked import forked
from tests.sandbox_server import Json, SandboxHandle
from tests.sweeping import sweep
from tests.valkey import running_valkey

GATEWAY = "POST /v1.0/gateway/connections/open"
CARD = "POST /v1.0/card/instances/createAndDeliver"

Visit = Callable[..., Awaitable[dict[str, Finding]]]


@pytest.fixture
async def state(sandbox: SandboxHandle) -> Json:
    """The organisation at the start."""
    return await sandbox.state()


@pytest.fixture
def settings(sandbox: SandboxHandle, state: Json, tmp_path: Path) -> Callable[..., Settings]:
    """Make the settings of a bot that lacks nothing but what a test changes."""

    def make(**changed: Any) -> Settings:
        given = {
            "client_id": state["clientId"],
            "client_secret": state["clientSecret"],
            "api_base": sandbox.url,
            "data_dir": tmp_path,
        }
        return Settings.model_validate(given | changed)

    return make


@pytest.fixture
def visit(settings: Callable[..., Settings]) -> Visit:
    """Call the doctor; gives what was found, by what it is about."""

    async def call(wishes: Wishes | None = None, **changed: Any) -> dict[str, Finding]:
        found = examine(settings(**changed), wishes or Wishes(asker="manager01"))
        return {each.what: each async for each in found}

    return call


def failures(found: dict[str, Finding]) -> list[str]:
    return [each.what for each in found.values() if each.status == "failed"]


async def test_a_bot_that_lacks_nothing_gets_no_complaint(visit: Visit) -> None:
    found = await visit()

    assert failures(found) == []
    assert found["Drive.Space.Read"].detail == "manager01 sees 13 spaces"
    assert found["Stream gateway"].status == "ok"


async def test_what_cannot_be_tried_harmlessly_is_named_and_not_called_good(visit: Visit) -> None:
    found = await visit(Wishes())

    untried = [each.what for each in found.values() if each.status == "unknown"]
    assert set(untried) == {
        "Drive.Space.Read",
        "Drive.SpaceManage.Read",
        "Drive.Space.Write",
        "Storage.Org.Read",
        "Storage.Event.Write",
        "qyapi_base",
        "Card.Instance.Write",
        "qyapi_robot_sendmsg",
    }


async def test_it_changes_nothing_and_two_calls_are_counted(
    sandbox: SandboxHandle, state: Json, visit: Visit
) -> None:
    await visit()

    after = await sandbox.state()
    assert after["spaces"] == state["spaces"]
    assert after["counters"]["counted"] - state["counters"]["counted"] == 2


async def test_a_wrong_secret_says_where_the_right_one_is(visit: Visit) -> None:
    found = await visit(client_secret="not-the-secret")

    assert failures(found) == ["Client ID and Secret"]
    assert "凭证与基础信息" in found["Client ID and Secret"].advice
    assert "Stream gateway" not in found
    assert not any("not-the-secret" in str(each) for each in found.values())


@pytest.mark.parametrize(
    ("scope", "status"),
    [
        ("qyapi_get_member", "failed"),
        ("Drive.Space.Read", "failed"),
        ("Drive.SpaceManage.Read", "warning"),
    ],
)
async def test_a_missing_scope_is_named_with_where_to_add_it(
    sandbox: SandboxHandle, visit: Visit, scope: str, status: str
) -> None:
    """The management query only saves calls, so the bot does without."""
    granted = (await sandbox.settings())["scopes"]
    await sandbox.settings(scopes=[each for each in granted if each != scope])

    found = await visit()

    assert found[scope].status == status
    assert f"权限管理 (Permissions): search for {scope}" in found[scope].advice


async def test_a_userid_nobody_has_is_told(visit: Visit) -> None:
    found = await visit(Wishes(asker="nobody01"))

    assert failures(found) == ["qyapi_get_member"]
    assert "60121" in found["qyapi_get_member"].detail


async def test_a_member_who_may_not_query_is_no_failure(visit: Visit) -> None:
    found = await visit(Wishes(asker="staff01"))

    assert failures(found) == []
    assert found["Drive.SpaceManage.Read"].status == "warning"


@sweep(
    ("seconds", "status", "detail"),
    [(59, "ok", "within 60 s"), (120, "warning", "120 s ahead"), (-61, "warning", "61 s behind")],
)
def test_a_clock_that_is_wrong_by_more_than_a_minute_is_warned_of(
    seconds: int, status: str, detail: str
) -> None:
    found = clock("Tue, 24 Nov 2026 06:00:00 GMT", (1_795_500_000 + seconds) * 1000)

    assert found.status == status
    assert detail in found.detail


async def test_an_answer_without_a_date_is_no_failure(visit: Visit) -> None:
    """The sandbox in tests sends none."""
    found = await visit()

    assert found["clock"].status == "warning"


async def test_a_gateway_that_refuses_points_to_the_robot_and_its_stream_mode(
    sandbox: SandboxHandle, visit: Visit
) -> None:
    await sandbox.fault("respond", GATEWAY, status=400, code="robot.notExist", message="no robot")

    found = await visit()

    assert failures(found) == ["Stream gateway"]
    assert "Stream" in found["Stream gateway"].advice
    assert "机器人" in found["Stream gateway"].advice


async def test_a_host_that_cannot_be_reached_is_told(visit: Visit) -> None:
    found = await visit(api_base="http://127.0.0.1:9")

    assert "DingTalk" in failures(found)
    assert "let this machine out" in found["DingTalk"].advice


async def test_redis_that_does_not_answer_stops_no_other_check(visit: Visit) -> None:
    found = await visit(redis_url="redis://:a-password@127.0.0.1:9/0")

    assert failures(found) == ["Redis"]
    assert "a-password" not in str(found["Redis"])
    assert found["Stream gateway"].status == "ok"


async def test_redis_that_forgets_is_a_failure(visit: Visit) -> None:
    with running_valkey() as url:
        redis: Redis = Redis.from_url(url)
        await redis.config_set("maxmemory-policy", "allkeys-lru")
        await redis.config_set("appendonly", "no")
        await redis.aclose()

        found = await visit(redis_url=url)

    assert failures(found) == ["Redis maxmemory-policy", "Redis appendonly"]
    assert "noeviction" in found["Redis maxmemory-policy"].advice


@sweep(
    ("url", "doubts"),
    [
        ("redis://redis.example:6379/0", ["no password", "no TLS"]),
        ("redis://:secret@redis.example:6379/0", ["no TLS"]),
        ("rediss://bot:secret@redis.example:6379/0", []),
        ("redis://127.0.0.1:6379/0", []),
        ("unix:///run/valkey.sock", []),
    ],
)
def test_a_redis_that_others_may_reach_is_warned_of(url: str, doubts: list[str]) -> None:
    assert [each.detail for each in ways_in(url)] == doubts


async def test_the_embedded_valkey_is_tried_where_it_would_live(tmp_path: Path) -> None:
    found = await examine_redis("", "an-id", tmp_path)

    assert [each.status for each in found] == ["ok"] * 5


async def test_the_folder_of_a_running_bot_is_left_alone(tmp_path: Path) -> None:
    async with embedded(tmp_path):
        redis, *met = await examine_redis("", "an-id", tmp_path)

    assert redis.status == "ok"
    assert "running" in redis.detail
    assert [(each.what, each.status) for each in met] == [
        ("organisation", "ok"),
        ("other bots", "ok"),
    ]


async def test_whose_bot_it_is_and_another_one_are_told(visit: Visit, store: Store) -> None:
    client_id = store.prefix.split(":")[1]
    await Organisation(store).learn("ding123")
    with capture_logs():
        await StoreMarks(store).id_of("0ther_card")

    found = await visit(redis_url=store.url, client_id=client_id)

    assert "ding123" in found["organisation"].detail
    assert "SPACEKEEPER_CORP_ID" in found["organisation"].detail
    assert found["other bots"].status == "warning"
    assert "0ther" in found["other bots"].detail
    assert "SPACEKEEPER_REDIS_URL" in found["other bots"].advice


async def test_a_pressed_card_proves_that_cards_work(
    sandbox: SandboxHandle, settings: Callable[..., Settings]
) -> None:
    """Meanwhile no message goes to the doctor: it listens for presses alone."""
    chat = await sandbox.single("staff01")
    found = aiter(examine(settings(), Wishes(card="staff01")))

    async with asyncio.TaskGroup() as group:
        visit = group.create_task(_all(found))
        (shown,) = await sandbox.messages(chat, wait=20)
        said = await sandbox.say(chat, "staff01", "hello?")
        button = shown["card"]["buttons"][0]["id"]
        await sandbox.click(shown["card"]["outTrackId"], "staff01", button)

    last = (await sandbox.messages(chat))[-1]
    assert not said["pushed"]
    assert last["card"]["title"] == "卡片功能正常"
    assert visit.result()["card"].status == "ok"


async def _all(found: AsyncIterator[Finding]) -> dict[str, Finding]:
    return {each.what: each async for each in found}


async def test_a_card_that_nobody_presses_is_a_failure_with_its_causes(visit: Visit) -> None:
    found = await visit(Wishes(card="staff01", seconds=0.05))

    assert failures(found) == ["card"]
    assert "内容加载失败" in found["card"].advice
    assert "a running bot took the press" in found["card"].advice


async def test_a_card_that_is_not_delivered_is_a_failure(
    sandbox: SandboxHandle, visit: Visit
) -> None:
    await sandbox.fault("deliver-failed", CARD)

    found = await visit(Wishes(card="staff01"))

    assert "spaceId is illegal" in found["card"].detail


async def run(**settings: str) -> tuple[int | None, str]:
    """Run the command in a process of its own; gives its exit code and all it printed."""
    async with forked(("doctor",), settings) as process:
        output, errors = await process.communicate()
        return process.returncode, (output + errors).decode()


async def test_every_missing_variable_is_named_at_once() -> None:
    code, printed = await run(SPACEKEEPER_HEALTH_PORT="many")

    assert code == 1
    assert [name for name in ("CLIENT_ID", "CLIENT_SECRET", "HEALTH_PORT") if name in printed] == [
        "CLIENT_ID",
        "CLIENT_SECRET",
        "HEALTH_PORT",
    ]


async def test_the_command_prints_plain_lines_and_no_secret(
    sandbox: SandboxHandle, state: Json, tmp_path: Path
) -> None:
    code, printed = await run(
        SPACEKEEPER_CLIENT_ID=state["clientId"],
        SPACEKEEPER_CLIENT_SECRET=state["clientSecret"],
        SPACEKEEPER_API_BASE=sandbox.url,
        SPACEKEEPER_DATA_DIR=str(tmp_path),
    )

    assert code == 0, printed
    assert "ok        Stream gateway: gives connections to this app" in printed.splitlines()
    assert state["clientSecret"] not in printed
    assert "ticket" not in printed
    assert "\x1b" not in printed


async def test_a_misspelled_variable_is_named() -> None:
    code, printed = await run(SPACEKEEPER_LANGAUGE="en")

    assert code == 1  # for want of the two that are needed
    assert "SPACEKEEPER_LANGAUGE" in printed
    assert "did you mean SPACEKEEPER_LANGUAGE?" in printed


@sweep(
    ("url", "told"),
    [
        ("redis://bot:s3cret@redis.example:6380/1", "redis.example:6380"),
        ("rediss://:s3cr@et@redis.example", "redis.example"),
        ("unix://bot:s3cret@/run/v.sock?password=s3cret", "/run/v.sock"),
        ("redis://:s3/cret@redis.example", "the address in SPACEKEEPER_REDIS_URL"),
        ("redis://:s3?cret@redis.example", "the address in SPACEKEEPER_REDIS_URL"),
    ],
)
def test_an_address_is_told_without_who_may_enter(url: str, told: str) -> None:
    assert address(url) == told


async def test_a_redis_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    [found] = await examine_redis("redis://bot:s3cret@127.0.0.1:1/0", "app", tmp_path)

    assert (found.status, found.detail) == ("failed", "127.0.0.1:1: ConnectionError")
