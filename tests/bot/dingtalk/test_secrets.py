"""What must never be seen."""

import logging

import pytest

from bot.dingtalk.http import DingTalk
from bot.errors import PlatformError
from bot.messages import Webhook
from bot.storage import Store
from tests.bot.dingtalk.calls import PERSON, ask_person
from tests.dingtalk import calling
from tests.sandbox_server import SandboxHandle

SESSION = "very-private-session"


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Logs of all loggers at their most talkative."""
    for name in (None, "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger=name)
    return caplog


async def failures(sandbox: SandboxHandle, dingtalk: DingTalk) -> list[PlatformError]:
    """Fail in every way that a call can."""
    found = []
    for fault in ("qps", "server-error", "invalid-token", "no-scope", "timeout-before"):
        await sandbox.fault(fault, PERSON)
        with pytest.raises(PlatformError) as caught:
            await ask_person(dingtalk)
        found.append(caught.value)
        await sandbox.clear_faults()
    with pytest.raises(PlatformError) as caught:
        await dingtalk.post(f"{sandbox.url}/robot/sendBySession?session={SESSION}", {})
    return [*found, caught.value]


@pytest.mark.usefixtures("impatient")
async def test_neither_secret_nor_token_nor_session_is_seen_in_logs_and_errors(
    sandbox: SandboxHandle,
    store: Store,
    everything_logged: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    async with calling(sandbox, store, call_seconds=0.3) as dingtalk:
        errors = await failures(sandbox, dingtalk)
    logged = "\n".join([everything_logged.text, *capfd.readouterr()])
    told = "\n".join(f"{error!r} {error} {error.data()}" for error in errors)

    assert f"{sandbox.url}/topapi/v2/user/get" in logged
    for private in await secrets(sandbox, store):
        assert private not in logged
        assert private not in told


async def test_objects_do_not_show_what_they_hold(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store
) -> None:
    await ask_person(dingtalk)
    tokens = vars(dingtalk)["_tokens"]

    shown = f"{dingtalk!r} {vars(dingtalk)} {vars(tokens)} {Webhook(SESSION, 1)!r}"
    for private in await secrets(sandbox, store):
        assert private not in shown


async def secrets(sandbox: SandboxHandle, store: Store) -> tuple[str, ...]:
    """What nobody may see: the app's secret, the token, a session, and where one would stand."""
    secret = str((await sandbox.state())["clientSecret"])
    token = str(await store.redis.get(store.key("token")))
    return secret, token, SESSION, "access_token="
