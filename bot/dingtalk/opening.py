"""Asks the gateway for a connection: the only plain call of Stream mode (page `protocol`)."""

from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from pydantic import SecretStr, ValidationError

from bot.dingtalk.call_limit import CallLimit, Unsigned
from bot.dingtalk.codes import decode
from bot.dingtalk.payload import Id, Malformed, NeededSecret, Payload, shortcomings

PATH = "/v1.0/gateway/connections/open"
SECONDS = 10.0


class _Opening(Payload):
    endpoint: Id
    ticket: NeededSecret


async def ask_for_address(
    client: httpx.AsyncClient, api_base: str, request: dict[str, Any]
) -> SecretStr:
    """Return the address of a websocket, good for one connection within 90 s.

    It is secret because the ticket is part of it. Raises PlatformError when DingTalk refuses,
    Malformed when its answer cannot be used, and httpx's errors when there is none.
    """
    limit = CallLimit(SECONDS)
    async with limit.bound():
        response = await client.post(
            api_base + PATH,
            json=request,
            headers={"Accept": "application/json"},  # without it the answer is XML
            auth=Unsigned(limit),  # the secret is in the request, no token is needed
            follow_redirects=False,
            timeout=SECONDS,
        )
    content_type = response.headers.get("content-type", "")
    answer = decode(response.status_code, content_type, response.content, response.headers)
    return _address(answer.body, encrypted=urlsplit(api_base).scheme == "https")


def _address(body: object, *, encrypted: bool) -> SecretStr:
    try:
        opening = _Opening.model_validate(body)
    except ValidationError as error:
        raise Malformed(shortcomings(error)) from None  # the error prints the ticket
    if urlsplit(opening.endpoint).scheme not in ({"wss"} if encrypted else {"ws", "wss"}):
        raise Malformed("endpoint: not an encrypted websocket")
    ticket = quote_plus(opening.ticket.get_secret_value())
    return SecretStr(f"{opening.endpoint}?ticket={ticket}")
