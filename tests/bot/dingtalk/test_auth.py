"""The access token, over the real wire."""

import asyncio

import pytest

from bot.dingtalk.auth import EARLY_SECONDS
from bot.dingtalk.http import DingTalk
from bot.errors import BadCredentials, TokenRefused, Unavailable
from bot.storage import Store
from tests.bot.dingtalk.calls import LIST, PERSON, TOKEN, ask_person, list_spaces
from tests.dingtalk import calling, calls_of
from tests.moments import a_moment
from tests.sandbox_server import SandboxHandle


async def test_twenty_calls_of_two_replicas_fetch_one_token(
    sandbox: SandboxHandle, store: Store, viewer: str
) -> None:
    async with (
        calling(sandbox, store) as one,
        calling(sandbox, store) as other,
        asyncio.TaskGroup() as tasks,
    ):
        for _ in range(10):
            tasks.create_task(list_spaces(one, viewer))
            tasks.create_task(list_spaces(other, viewer))

    assert len(await calls_of(sandbox, TOKEN)) == 1
    assert [call["status"] for call in await calls_of(sandbox, LIST)] == [200] * 20


async def test_both_families_take_the_same_token(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str
) -> None:
    await ask_person(dingtalk)
    await list_spaces(dingtalk, viewer)

    assert len(await calls_of(sandbox, TOKEN)) == 1


async def test_a_token_is_forgotten_five_minutes_before_its_end(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store
) -> None:
    await ask_person(dingtalk)

    left = await store.redis.pttl(store.key("token"))
    assert 0 < left <= (7200 - EARLY_SECONDS) * 1000


async def test_a_token_that_was_forgotten_is_fetched_again(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store
) -> None:
    await ask_person(dingtalk)
    await store.redis.pexpireat(store.key("token"), 1)
    await ask_person(dingtalk)

    assert len(await calls_of(sandbox, TOKEN)) == 2
    assert [call["status"] for call in await calls_of(sandbox, PERSON)] == [200, 200]


async def test_a_short_lived_token_is_used_for_half_its_life(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store
) -> None:
    await sandbox.settings(tokenSeconds=60)
    await ask_person(dingtalk)

    assert 0 < await store.redis.pttl(store.key("token")) <= 30_000


@pytest.mark.parametrize(
    ("life", "most"),
    [
        ("", 60_000),
        (',"expireIn":null', 60_000),
        (',"expireIn":-7200', 60_000),
        (',"expireIn":true', 60_000),
        (',"expireIn":"7200"', 6_900_000),
        (',"expireIn":9223372036854775807', 604_500_000),
    ],
)
async def test_a_token_whose_life_was_not_said_is_kept_for_a_minute(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store, life: str, most: int
) -> None:
    body = f'{{"accessToken":"other"{life}}}'
    await sandbox.fault("respond", TOKEN, status=200, message=body)
    with pytest.raises(TokenRefused):  # the sandbox never gave it
        await ask_person(dingtalk)

    assert most - 10_000 < await store.redis.pttl(store.key("token")) <= most


@pytest.mark.parametrize("token", ["", '"accessToken":null,', '"accessToken":[],'])
async def test_an_answer_without_a_token_gives_none(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store, impatient: None, token: str
) -> None:
    await sandbox.fault("respond", TOKEN, status=200, message=f'{{{token}"expireIn":7200}}')
    with pytest.raises(Unavailable):
        await ask_person(dingtalk)

    assert not await store.redis.exists(store.key("token"))


@pytest.mark.parametrize("status", [400, 401, 403])
async def test_a_refused_token_is_renewed_once_whatever_the_status(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str, status: int
) -> None:
    await list_spaces(dingtalk, viewer)
    await sandbox.fault("respond", LIST, times=1, status=status, code="InvalidAuthentication")
    await list_spaces(dingtalk, viewer)

    assert len(await calls_of(sandbox, TOKEN)) == 2
    statuses = [call["status"] for call in await calls_of(sandbox, LIST)]
    assert statuses == [200, status, 200]


@pytest.mark.parametrize("code", ["40014", "42001", "40001"])
async def test_the_old_family_refuses_a_token_in_its_own_words(
    sandbox: SandboxHandle, dingtalk: DingTalk, code: str
) -> None:
    await ask_person(dingtalk)
    await sandbox.fault("respond", PERSON, times=1, code=code)
    await ask_person(dingtalk)

    assert len(await calls_of(sandbox, TOKEN)) == 2
    assert len(await calls_of(sandbox, PERSON)) == 3


async def test_a_token_that_is_refused_again_is_an_error(
    sandbox: SandboxHandle, dingtalk: DingTalk
) -> None:
    await sandbox.fault("invalid-token", PERSON)

    with pytest.raises(TokenRefused):
        await ask_person(dingtalk)
    assert len(await calls_of(sandbox, PERSON)) == 2
    assert len(await calls_of(sandbox, TOKEN)) == 2


async def test_a_token_that_ended_on_dingtalks_side_is_renewed_by_one_of_many_calls(
    sandbox: SandboxHandle, dingtalk: DingTalk
) -> None:
    await ask_person(dingtalk)
    await sandbox.settings(clockOffsetMillis=7_300_000)
    async with asyncio.TaskGroup() as tasks:
        for _ in range(10):
            tasks.create_task(ask_person(dingtalk))

    assert len(await calls_of(sandbox, TOKEN)) == 2


async def test_a_wrong_secret_is_told_and_not_tried_again(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with calling(sandbox, store, client_secret="no secret of theirs") as dingtalk:
        with pytest.raises(BadCredentials):
            await ask_person(dingtalk)

    assert len(await calls_of(sandbox, TOKEN)) == 1
    assert await calls_of(sandbox, PERSON) == []


@pytest.mark.usefixtures("impatient")
async def test_an_answer_without_a_token_is_no_token(
    sandbox: SandboxHandle, dingtalk: DingTalk
) -> None:
    await sandbox.fault("respond", TOKEN, status=200, message="{}")

    with pytest.raises(Unavailable):
        await ask_person(dingtalk)
    assert await calls_of(sandbox, PERSON) == []


async def test_a_call_that_is_cancelled_while_it_fetches_lets_the_next_one_fetch(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store
) -> None:
    await sandbox.fault("timeout-before", TOKEN, times=1)
    async with asyncio.TaskGroup() as tasks:
        doomed = tasks.create_task(ask_person(dingtalk))
        while not (await sandbox.faults())[0]["used"]:
            assert not doomed.done()
            await a_moment()
        doomed.cancel()

    assert doomed.cancelled()
    assert not await store.redis.exists(store.key("token-lock"))
    await ask_person(dingtalk)
    assert len(await calls_of(sandbox, PERSON)) == 1
