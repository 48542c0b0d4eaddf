"""Opening connections: tickets, credentials, subscriptions, and what each connection gets."""

import contextlib
import json
from urllib.parse import quote

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.sandbox.clients import CARDS, MESSAGES, Stream, connected, open_connection
from tests.sandbox_server import Json, SandboxHandle, running_sandbox


async def refused(address: str) -> int:
    with pytest.raises(InvalidStatus) as caught:
        async with connect(address):
            pass
    return caught.value.response.status_code


async def address_of(sandbox: SandboxHandle) -> str:
    ticket = (await open_connection(sandbox)).json()
    return f"{ticket['endpoint']}?ticket={quote(ticket['ticket'])}"


async def test_a_ticket_opens_one_connection_and_no_second(sandbox: SandboxHandle) -> None:
    address = await address_of(sandbox)
    async with connect(address):
        assert await refused(address) == 403


async def test_a_ticket_is_worth_nothing_after_its_time(sandbox: SandboxHandle) -> None:
    address = await address_of(sandbox)
    await sandbox.settings(clockOffsetMillis=90_000)
    assert await refused(address) == 403


async def test_a_made_up_ticket_is_refused(sandbox: SandboxHandle) -> None:
    await address_of(sandbox)
    assert await refused(f"{sandbox.url.replace('http', 'ws')}/connect?ticket=x") == 403


@pytest.mark.parametrize("wrong", [{"clientId": "nobody"}, {"clientSecret": "wrong"}])
async def test_wrong_credentials_get_no_ticket(sandbox: SandboxHandle, wrong: Json) -> None:
    response = await open_connection(sandbox, **wrong)
    assert response.status_code == 400
    assert response.json()["code"] == "invalidClientIdOrSecret"


async def test_without_an_accept_header_the_answer_is_xml(sandbox: SandboxHandle) -> None:
    state = await sandbox.state()
    body = {
        "clientId": state["clientId"],
        "clientSecret": state["clientSecret"],
        "subscriptions": [{"type": "EVENT", "topic": "*"}],
    }
    response = await sandbox.client.post("/v1.0/gateway/connections/open", json=body)
    assert response.headers["content-type"].startswith("application/xml")
    assert "<ticket>" in response.text


@pytest.mark.parametrize(
    "subscriptions",
    [
        None,
        [],
        [{"type": "EVENT", "topic": "chat_add_member"}],
        [{"type": "X", "topic": "y"}],
        [{"type": ["EVENT"], "topic": "*"}],
        [{"type": "CALLBACK", "topic": 1}],
        ["a"],
    ],
)
async def test_subscriptions_must_be_ones_that_exist(
    sandbox: SandboxHandle, subscriptions: object
) -> None:
    response = await open_connection(sandbox, subscriptions=subscriptions)
    assert response.status_code == 400


async def test_a_connection_gets_only_what_it_subscribed_to(sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    async with connected(sandbox, [("CALLBACK", CARDS)]):
        assert not (await sandbox.say(group, "staff01", "help"))["pushed"]
        async with connected(sandbox, [("CALLBACK", MESSAGES)]) as listening:
            assert (await sandbox.say(group, "staff01", "help"))["pushed"]
            assert (await listening.answered())["data"]["text"] == {"content": " help"}


async def test_several_connections_share_the_pushes_at_random(sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    async with connected(sandbox) as one, connected(sandbox) as other:
        for _ in range(20):
            await sandbox.say(group, "staff01", "help")
        chosen = [push["connectionId"] for push in await sandbox.pushes()]
    assert set(chosen) == {one.connection_id, other.connection_id}


async def test_the_same_seed_makes_the_same_choices() -> None:
    orders = []
    for _ in range(2):
        async with running_sandbox(seed=5) as sandbox:
            group = await sandbox.group()
            async with connected(sandbox) as one, connected(sandbox):
                for _ in range(12):
                    await sandbox.say(group, "staff01", "help")
                pushes = await sandbox.pushes()
                orders.append([push["connectionId"] == one.connection_id for push in pushes])
    assert orders[0] == orders[1]


async def test_a_frame_has_the_envelope_of_the_protocol(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.say(await sandbox.group(), "staff01", "help")
    raw = json.loads(await stream.socket.recv())
    assert raw["specVersion"] == "1.0"
    assert raw["type"] == "CALLBACK"
    assert isinstance(raw["data"], str)
    headers = raw["headers"]
    assert headers["topic"] == MESSAGES
    assert headers["connectionId"] == stream.connection_id
    assert headers["time"].isdigit()


async def test_the_gateway_pings_now_and_then() -> None:
    async with running_sandbox(ping_seconds=0.01) as sandbox, connected(sandbox) as stream:
        frame = await stream.answered()
        assert (frame["type"], frame["headers"]["topic"]) == ("SYSTEM", "ping")
        assert set(frame["data"]) == {"opaque"}
        sign = await stream.answered()
        assert (sign["headers"]["topic"], sign["data"]) == ("KEEPALIVE", {})


async def test_what_the_client_sends_amiss_harms_nothing(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    for nonsense in [
        "no json",
        "[]",
        "{}",
        '{"headers": {"messageId": 5}, "code": "x"}',
        "[" * 5000,
    ]:
        await stream.socket.send(nonsense)
    await sandbox.say(await sandbox.group(), "staff01", "help")
    assert (await stream.answered())["data"]["msgtype"] == "text"


async def test_a_closed_connection_disappears_from_the_state(sandbox: SandboxHandle) -> None:
    async with connected(sandbox) as stream:
        assert [c["state"] for c in (await sandbox.state())["connections"]] == ["open"]
        await stream.socket.close()
    async for name, state in sandbox.events(after=0):
        if name == "state" and not state["connections"]:
            break


async def test_stopping_the_server_closes_its_connections() -> None:
    async with contextlib.AsyncExitStack() as outer:
        async with running_sandbox() as sandbox:
            stream = await outer.enter_async_context(connected(sandbox))
        with pytest.raises(ConnectionClosed):
            await stream.frame()
