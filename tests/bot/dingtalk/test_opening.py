"""Asking the gateway for a connection."""

import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from bot.dingtalk.opening import ask_for_address
from bot.dingtalk.payload import Malformed
from bot.errors import BadCredentials

GOOD = {"endpoint": "wss://gateway.example/connect", "ticket": "a/b c+d"}


class Desk:
    """Answers every request with one body, and keeps the requests."""

    def __init__(self, body: Any, status: int = 200) -> None:
        self.requests: list[httpx.Request] = []
        self._response = httpx.Response(status, json=body)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._response


async def ask(desk: Desk, base: str = "https://api.dingtalk.com", **how: Any) -> str:
    async with httpx.AsyncClient(transport=httpx.MockTransport(desk), **how) as client:
        return (await ask_for_address(client, base, {"clientId": "c"})).get_secret_value()


async def test_the_ticket_is_quoted_into_the_address() -> None:
    assert await ask(Desk(GOOD)) == "wss://gateway.example/connect?ticket=a%2Fb+c%2Bd"


async def test_json_is_asked_for_and_no_token_goes_along() -> None:
    desk = Desk(GOOD)
    await ask(desk, auth=("token", "of the app"))
    (request,) = desk.requests
    assert str(request.url) == "https://api.dingtalk.com/v1.0/gateway/connections/open"
    assert request.headers["accept"] == "application/json"
    assert "authorization" not in request.headers
    assert json.loads(request.content) == {"clientId": "c"}


async def test_a_ticket_is_not_sent_in_the_clear() -> None:
    with pytest.raises(Malformed, match="not an encrypted websocket"):
        await ask(Desk(GOOD | {"endpoint": "ws://gateway.example/connect"}))


async def test_a_plain_websocket_will_do_where_the_api_is_plain() -> None:
    address = await ask(Desk(GOOD | {"endpoint": "ws://127.0.0.1/connect"}), "http://127.0.0.1")
    assert address.startswith("ws://127.0.0.1/connect?")


@pytest.mark.parametrize(
    "body",
    [{}, {"endpoint": "wss://x"}, {"ticket": "t"}, GOOD | {"ticket": []}, GOOD | {"ticket": ""}],
)
async def test_an_answer_without_what_is_needed_is_malformed(body: Mapping[str, Any]) -> None:
    with pytest.raises(Malformed):
        await ask(Desk(body))


async def test_a_refusal_is_the_error_of_its_code() -> None:
    body = {"code": "invalidClientIdOrSecret", "message": "无效", "requestid": "r1"}
    with pytest.raises(BadCredentials) as raised:
        await ask(Desk(body, 400))
    assert raised.value.request_id == "r1"
