"""Only this machine and only this server's own page get in."""

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.sandbox_server import SandboxHandle


async def status(sandbox: SandboxHandle, **headers: str) -> int:
    path = "/sandbox/state"
    return (await sandbox.client.get(path, headers=headers)).status_code


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8800", "127.0.0.1.evil.example", "", "10.0.0.1"]
)
async def test_a_foreign_host_is_misdirected(sandbox: SandboxHandle, host: str) -> None:
    assert await status(sandbox, Host=host) == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:1", "[::1]:8800", "LOCALHOST"])
async def test_any_name_of_this_machine_will_do(sandbox: SandboxHandle, host: str) -> None:
    assert await status(sandbox, Host=host) == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_foreign_origin_is_refused(sandbox: SandboxHandle, origin: str) -> None:
    assert await status(sandbox, Origin=origin) == 403


async def test_the_page_s_own_origin_gets_in(sandbox: SandboxHandle) -> None:
    assert await status(sandbox, Origin=sandbox.url) == 200


async def test_a_websocket_from_a_foreign_page_is_refused(sandbox: SandboxHandle) -> None:
    address = f"{sandbox.url.replace('http', 'ws')}/connect?ticket=x"
    with pytest.raises(InvalidStatus) as caught:
        async with connect(address, additional_headers={"Origin": "https://evil.example"}):
            pass
    assert caught.value.response.status_code == 403


async def test_the_webhook_is_at_the_server_s_own_address_whatever_the_caller_calls_it(
    sandbox: SandboxHandle,
) -> None:
    state = await sandbox.state()
    body = {
        "clientId": state["clientId"],
        "clientSecret": state["clientSecret"],
        "subscriptions": [{"type": "EVENT", "topic": "*"}],
    }
    async with httpx.AsyncClient(base_url=sandbox.url.replace("127.0.0.1", "localhost")) as client:
        headers = {"Accept": "application/json"}
        opened = await client.post("/v1.0/gateway/connections/open", json=body, headers=headers)
    assert opened.json()["endpoint"] == f"{sandbox.url.replace('http', 'ws')}/connect"
