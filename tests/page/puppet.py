"""A bot with a hand in it: it shows the cards a test gives it and answers clicks as told."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

from websockets.asyncio.client import ClientConnection, connect

from tests.sandbox_server import SandboxHandle

Json = dict[str, Any]
TEMPLATE = "382e4302-551d-4880-bf29-a30acfab2e71.schema"
CLICK = "/v1.0/card/instances/callback"


class Puppet:
    """Connected like any bot. `answers` holds the parameters that an action gives its card."""

    def __init__(self, sandbox: SandboxHandle, socket: ClientConnection, token: str) -> None:
        self._sandbox = sandbox
        self._socket = socket
        self._headers = {"x-acs-dingtalk-access-token": token}
        self.answers: dict[str, Json] = {}
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def shows(self, group: str, card: str, **face: Any) -> None:
        """Create a card in a group and deliver it."""
        robot = (await self._sandbox.state())["robotCode"]
        body = {
            "cardTemplateId": TEMPLATE,
            "outTrackId": card,
            "callbackType": "STREAM",
            "cardData": {"cardParamMap": params(**face)},
            "openSpaceId": f"dtv1.card//IM_GROUP.{group}",
            "imGroupOpenSpaceModel": {"supportForward": False},
            "imGroupOpenDeliverModel": {"robotCode": robot},
        }
        await self._call("POST", "/v1.0/card/instances/createAndDeliver", body)

    async def pins(self, group: str, card: str, **face: Any) -> None:
        """Create a card and put it into the box above a group; `model` says until when, for whom."""
        body = {
            "cardTemplateId": TEMPLATE,
            "outTrackId": card,
            "callbackType": "STREAM",
            "openSpaceId": f"dtv1.card//ONE_BOX.{group}",
            "topOpenSpaceModel": {"spaceType": "ONE_BOX"},
            "topOpenDeliverModel": face.pop("model", {}),
            "cardData": {"cardParamMap": params(**face)},
        }
        await self._call("POST", "/v1.0/card/instances/createAndDeliver", body)

    async def unpins(self, group: str, card: str) -> None:
        """Take a card out of the box above a group."""
        query = f"outTrackId={card}&openConversationId={quote(group, safe='')}"
        await self._call("POST", f"/v1.0/card/tops/close?{query}", {})

    async def sends_file(self, group: str, media_id: str) -> None:
        """Send a file message to a group, with any text in place of its mediaId."""
        param = {"mediaId": media_id, "fileName": "plan.zip", "fileType": "zip"}
        body = {
            "robotCode": (await self._sandbox.state())["robotCode"],
            "openConversationId": group,
            "msgKey": "sampleFile",
            "msgParam": json.dumps(param),
        }
        await self._call("POST", "/v1.0/robot/groupMessages/send", body)

    async def changes(self, card: str, **face: Any) -> None:
        """Give a card another face."""
        body = {"outTrackId": card, "cardData": {"cardParamMap": params(**face)}}
        await self._call("PUT", "/v1.0/card/instances", body)

    async def listens(self) -> None:
        """Acknowledge everything; a click with the parameters set for it."""
        async for text in self._socket:
            frame = json.loads(text)
            topic = frame["headers"]["topic"]
            data = await self._response(frame) if topic == CLICK else frame["data"]
            await self._socket.send(_ack(frame["headers"]["messageId"], data))

    async def _response(self, frame: Json) -> str:
        content = json.loads(json.loads(frame["data"])["content"])
        (action,) = content["cardPrivateData"]["actionIds"]
        await self.may_answer.wait()
        card_data = {"cardParamMap": self.answers.get(action, {})}
        return json.dumps({"response": {"cardData": card_data}})

    async def _call(self, method: str, path: str, body: Json) -> None:
        response = await self._sandbox.client.request(
            method, path, json=body, headers=self._headers
        )
        response.raise_for_status()


def params(title: str = "", text: str = "", buttons: tuple[tuple[str, str], ...] = ()) -> Json:
    """The parameters of a card; a button is its action id and its label."""
    items = [{"id": id_, "text": label, "color": "blue", "request": True} for id_, label in buttons]
    return {
        "msgTitle": title,
        "staticMsgContent": text,
        "flowStatus": "3",
        "sys_full_json_obj": json.dumps({"msgButtons": items}),
    }


@contextlib.asynccontextmanager
async def puppet(sandbox: SandboxHandle) -> AsyncIterator[Puppet]:
    """A bot connected to the sandbox until the end of the block."""
    state = await sandbox.state()
    keys = {"appKey": state["clientId"], "appSecret": state["clientSecret"]}
    token = (await sandbox.client.post("/v1.0/oauth2/accessToken", json=keys)).json()["accessToken"]
    async with connect(await _ticket(sandbox, state)) as socket:
        bot = Puppet(sandbox, socket, token)
        listening = asyncio.get_running_loop().create_task(bot.listens())
        try:
            yield bot
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening


async def _ticket(sandbox: SandboxHandle, state: Json) -> str:
    body = {
        "clientId": state["clientId"],
        "clientSecret": state["clientSecret"],
        "subscriptions": [
            {"type": "CALLBACK", "topic": "/v1.0/im/bot/messages/get"},
            {"type": "CALLBACK", "topic": CLICK},
        ],
    }
    opened = await sandbox.client.post(
        "/v1.0/gateway/connections/open", json=body, headers={"Accept": "application/json"}
    )
    answer = opened.json()
    return f"{answer['endpoint']}?ticket={quote(answer['ticket'])}"


def _ack(message_id: str, data: str) -> str:
    headers = {"contentType": "application/json", "messageId": message_id}
    return json.dumps({"code": 200, "headers": headers, "message": "OK", "data": data})
