"""Nothing secret and nothing private reaches a log, whatever its level."""

import logging
from collections.abc import Iterator

import httpx
import pytest

from tests.bot.dingtalk.gateway import BOT_TOPIC, TICKET, frame, message, running_gateway
from tests.bot.dingtalk.listening import CLIENT_SECRET, Accepted, listening
from tests.sandbox_server import running_sandbox

PRIVATE = "a private word"
SERVERS = ("uvicorn", "websockets.server")
"""Loggers of the other side, which runs in this process too."""


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All loggers that exist, on level DEBUG."""
    names = [name for name in logging.root.manager.loggerDict if not name.startswith(SERVERS)]
    levels = {name: logging.getLogger(name).level for name in names}
    caplog.set_level(logging.DEBUG)
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield caplog
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def logged(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> str:
    """Everything that this side logged, in one text."""
    printed = capsys.readouterr()
    records = [record for record in caplog.records if not record.name.startswith(SERVERS)]
    return "\n".join([printed.out, printed.err, *(caplog.handler.format(one) for one in records)])


async def test_a_life_of_a_connection_gives_no_secret_away(
    everything: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    accepted = Accepted()
    accepted.refusals = 1
    async with running_gateway() as gateway:
        async with listening(gateway.url, accepted):
            line = await gateway.lines.get()
            await line.push("m0", BOT_TOPIC, message(PRIVATE, msgId="1"))
            await line.say("two")
            await line.ack()
            await line.push("m1", BOT_TOPIC, message(PRIVATE, createAt=PRIVATE))
            await line.ack()
            await line.write(frame({"messageId": "m2", "topic": BOT_TOPIC}, PRIVATE))
            await line.ack()
            await line.write(f"{PRIVATE} that is not JSON")
            await line.push("m3", "disconnect", {}, kind="SYSTEM")
            await line.ack()
            line = await gateway.lines.get()
            await line.socket.close()
            await gateway.lines.get()
        webhook = message()["sessionWebhook"]
    found = logged(everything, capsys)
    assert "stream_failed" in found
    assert "stream_malformed" in found
    assert "HTTP Request" in found
    for secret in (TICKET, "ticket=", CLIENT_SECRET, webhook, PRIVATE):
        assert secret not in found


@pytest.mark.parametrize(
    "endpoint", ["ws://[not an address/c", "ws://127.0.0.1:1/c", "http://127.0.0.1/c", "ws:///c"]
)
async def test_a_failure_to_connect_gives_no_secret_away(
    endpoint: str, everything: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running_gateway() as gateway:
        gateway.answers = [{"endpoint": endpoint, "ticket": "secret-ticket"}]
        async with listening(gateway.url, Accepted()) as listener:
            assert listener.counts.failures == 1
    found = logged(everything, capsys)
    assert "stream_not_opened" in found
    assert "secret-ticket" not in found


async def test_the_tickets_of_the_sandbox_stay_secret(
    everything: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    tickets: list[str] = []

    async def keep_ticket(response: httpx.Response) -> None:
        await response.aread()
        tickets.append(response.json().get("ticket", ""))

    async with (
        running_sandbox() as sandbox,
        httpx.AsyncClient(event_hooks={"response": [keep_ticket]}) as client,
    ):
        state = await sandbox.state()
        accepted = Accepted()
        await sandbox.stream_fault("refuse-socket", times=1)
        async with listening(
            sandbox.url,
            accepted,
            client=client,
            client_id=state["clientId"],
            client_secret=state["clientSecret"],
        ):
            await sandbox.say(await sandbox.single("staff01"), "staff01", PRIVATE)
            await accepted.until(PRIVATE)
    webhook = accepted.messages[0].webhook
    assert webhook is not None
    assert len(tickets) == 2
    found = logged(everything, capsys)
    assert "stream_opened" in found
    for secret in (*tickets, state["clientSecret"], webhook.url, PRIVATE):
        assert secret not in found
