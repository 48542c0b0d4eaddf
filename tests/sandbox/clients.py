"""The simplest clients of the wire: OpenAPI calls by httpx, the stream by websockets."""

import contextlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.sandbox_server import Json, SandboxHandle

MESSAGES = "/v1.0/im/bot/messages/get"
CARDS = "/v1.0/card/instances/callback"
TOPICS = (("EVENT", "*"), ("CALLBACK", MESSAGES), ("CALLBACK", CARDS))
AI_MARKDOWN = "382e4302-551d-4880-bf29-a30acfab2e71.schema"


@dataclass(frozen=True, slots=True)
class Api:
    """Calls of the app, with its token; `users` maps userIds to unionIds."""

    client: httpx.AsyncClient
    token: str
    robot: str
    corp: str
    users: dict[str, str]

    async def call(
        self,
        method: str,
        path: str,
        query: Json | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """One call of the new family."""
        headers = {"x-acs-dingtalk-access-token": self.token, **(headers or {})}
        return await self.client.request(method, path, params=query, json=body, headers=headers)

    async def old(self, path: str, body: Json) -> Json:
        """One call of the old family."""
        response = await self.client.post(path, params={"access_token": self.token}, json=body)
        assert response.status_code == 200
        value: Json = response.json()
        return value

    async def spaces(self, user: str = "manager01", **query: Any) -> httpx.Response:
        """One page of the space list."""
        asked = {"unionId": self.users[user], "spaceType": "org", "maxResults": 50} | query
        return await self.call("GET", "/v1.0/drive/spaces", asked)

    async def create(self, name: str, user: str = "manager01") -> httpx.Response:
        """Create a space."""
        body = {"name": name, "unionId": self.users[user]}
        return await self.call("POST", "/v1.0/drive/spaces", body=body)

    async def delete(self, space_id: str, user: str = "manager01") -> httpx.Response:
        """Delete a space."""
        query = {"unionId": self.users[user]}
        return await self.call("DELETE", f"/v1.0/drive/spaces/{space_id}", query)

    async def query(self, ids: Iterable[str], user: str = "manager01") -> httpx.Response:
        """Look spaces up by id."""
        body = {"spaceIds": list(ids), "unionId": self.users[user]}
        return await self.call("POST", "/v1.0/drive/managements/spaces/query", body=body)

    async def card(self, out_track_id: str, conversation: str, **changed: Any) -> httpx.Response:
        """Create and deliver a card with one button."""
        body = {
            "cardTemplateId": AI_MARKDOWN,
            "outTrackId": out_track_id,
            "callbackType": "STREAM",
            "cardData": {"cardParamMap": params("Title", "body", button("go", "Go"))},
            "openSpaceId": f"dtv1.card//IM_GROUP.{conversation}",
            "imGroupOpenSpaceModel": {"supportForward": False},
            "imGroupOpenDeliverModel": {"robotCode": self.robot},
        }
        asked = {name: value for name, value in (body | changed).items() if value is not None}
        return await self.call("POST", "/v1.0/card/instances/createAndDeliver", body=asked)


def button(action: str, text: str, **more: Any) -> Json:
    """A button that calls back."""
    return {"id": action, "text": text, "color": "blue", "request": True, **more}


def params(title: str, body: str, *buttons: Json) -> Json:
    """Parameters of the AI Markdown template."""
    full = json.dumps({"msgButtons": list(buttons)}, ensure_ascii=False)
    return {
        "msgTitle": title,
        "staticMsgContent": body,
        "flowStatus": "3",
        "sys_full_json_obj": full,
    }


async def api_of(sandbox: SandboxHandle) -> Api:
    """The app's client with a fresh token."""
    state = await sandbox.state()
    credentials = {"appKey": state["clientId"], "appSecret": state["clientSecret"]}
    response = await sandbox.client.post("/v1.0/oauth2/accessToken", json=credentials)
    users = {user["userId"]: user["unionId"] or "" for user in state["users"]}
    token = response.json()["accessToken"]
    return Api(sandbox.client, token, state["robotCode"], state["corpId"], users)


async def open_connection(
    sandbox: SandboxHandle, topics: Iterable[tuple[str, str]] = TOPICS, **changed: Any
) -> httpx.Response:
    """Ask the gateway for a ticket."""
    state = await sandbox.state()
    body = {
        "clientId": state["clientId"],
        "clientSecret": state["clientSecret"],
        "subscriptions": [{"type": kind, "topic": topic} for kind, topic in topics],
    }
    return await sandbox.client.post(
        "/v1.0/gateway/connections/open",
        json=body | changed,
        headers={"Accept": "application/json"},
    )


@dataclass(slots=True)
class Stream:
    """One connection of the bot."""

    socket: ClientConnection
    connection_id: str = ""
    frames: list[Json] = field(default_factory=list)

    async def frame(self) -> Json:
        """The next frame, its data parsed."""
        frame: Json = json.loads(await self.socket.recv())
        frame["data"] = json.loads(frame["data"])
        self.frames.append(frame)
        return frame

    async def ack(self, frame: Json, data: Any = None, code: int = 200) -> None:
        """Acknowledge a frame."""
        headers = {"messageId": frame["headers"]["messageId"], "contentType": "application/json"}
        answer = {"code": code, "headers": headers, "message": "OK", "data": json.dumps(data)}
        await self.socket.send(json.dumps(answer))

    async def answered(self, data: Any = None, code: int = 200) -> Json:
        """The next frame, acknowledged."""
        frame = await self.frame()
        await self.ack(frame, data, code)
        return frame


@contextlib.asynccontextmanager
async def connected(
    sandbox: SandboxHandle, topics: Iterable[tuple[str, str]] = TOPICS
) -> AsyncIterator[Stream]:
    """An open connection of the bot, known to the gateway."""
    before = {each["id"] for each in (await sandbox.state())["connections"]}
    ticket = (await open_connection(sandbox, topics)).json()
    address = f"{ticket['endpoint']}?ticket={quote(ticket['ticket'])}"
    async with connect(address, ping_interval=None, close_timeout=1) as socket:
        # The handshake is answered just before the gateway notes the connection.
        after = [each["id"] for each in (await sandbox.state())["connections"]]
        yield Stream(socket, next(each for each in after if each not in before))
