"""A gateway that says exactly what a test wants, where the sandbox only says what is right."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

BOT_TOPIC = "/v1.0/im/bot/messages/get"
CARD_TOPIC = "/v1.0/card/instances/callback"
TICKET = "a ticket/+&="


@dataclass(eq=False)
class Line:
    """One websocket, from the gateway's side."""

    socket: WebSocket
    acks: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def write(self, raw: str | bytes) -> None:
        """Write one websocket message as it is."""
        if isinstance(raw, bytes):
            await self.socket.send_bytes(raw)
        else:
            await self.socket.send_text(raw)

    async def push(self, message_id: str, topic: str, data: Any, kind: str = "CALLBACK") -> None:
        """Write a well-formed frame."""
        headers = {"messageId": message_id, "topic": topic, "contentType": "application/json"}
        await self.write(frame(headers, data, kind))

    async def say(self, text: str, sender: str = "ann") -> None:
        """Push a message; its frame's messageId is its text."""
        await self.push(text, BOT_TOPIC, message(text, sender))

    async def event(self, message_id: str, data: Any) -> None:
        """Push an event of the organisation."""
        headers = {"messageId": message_id, "topic": "*", "eventType": "user_add_org"}
        await self.write(frame({**headers, "eventId": "event1"}, data, "EVENT"))

    async def ack(self) -> dict[str, Any]:
        """The next ack, its data decoded."""
        ack = await self.acks.get()
        return {**ack, "data": json.loads(ack["data"])}


@dataclass
class Gateway:
    """Gives tickets and takes connections.

    `requests` and `lines` are what it was asked and what was opened, until a test takes them.
    `answers` are given first, in place of tickets.
    """

    url: str
    lines: asyncio.Queue[Line] = field(default_factory=asyncio.Queue)
    requests: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    answers: list[dict[str, Any]] = field(default_factory=list)

    async def open(self, request: Request) -> JSONResponse:
        """Give a ticket, or what the test wants instead."""
        self.requests.put_nowait(await request.json())
        if self.answers:
            return JSONResponse(self.answers.pop(0))
        endpoint = f"{self.url.replace('http', 'ws')}/connect"
        return JSONResponse({"endpoint": endpoint, "ticket": TICKET})

    async def connect(self, websocket: WebSocket) -> None:
        """Serve one connection."""
        if websocket.query_params["ticket"] != TICKET:
            await websocket.close()
            return
        await websocket.accept()
        line = Line(websocket)
        self.lines.put_nowait(line)
        try:
            while True:
                line.acks.put_nowait(await websocket.receive_json())
        except WebSocketDisconnect:
            line.closed.set()


def frame(headers: dict[str, Any], data: Any, kind: str = "CALLBACK") -> str:
    """A frame as the gateway writes it."""
    envelope = {"specVersion": "1.0", "type": kind, "headers": headers, "data": json.dumps(data)}
    return json.dumps(envelope)


def message(text: str = "help", sender: str = "ann", /, **more: Any) -> dict[str, Any]:
    """The payload of a text message in a group."""
    return {
        "conversationId": "cidAsXSBLnA==",
        "atUsers": [{"dingtalkId": "$:LWCP_v1:$bot"}],
        "chatbotCorpId": "ding9f",
        "chatbotUserId": "$:LWCP_v1:$bot",
        "msgId": f"msg-{text}",
        "senderNick": "Ann",
        "isAdmin": True,
        "senderStaffId": sender,
        "sessionWebhookExpiredTime": 1690367502152,
        "createAt": 1690362101894,
        "senderCorpId": "ding9f",
        "conversationType": "2",
        "senderId": f"$:LWCP_v1:${sender}",
        "conversationTitle": "Test group",
        "isInAtList": True,
        "sessionWebhook": "https://oapi.dingtalk.com/robot/sendBySession?session=76da",
        "text": {"content": f" {text}"},
        "robotCode": "dingrobot",
        "msgtype": "text",
        **more,
    }


@contextlib.asynccontextmanager
async def running_gateway() -> AsyncIterator[Gateway]:
    """A gateway on a free port, in this event loop."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gateway = Gateway(f"http://127.0.0.1:{listener.getsockname()[1]}")
        routes = [
            Route("/v1.0/gateway/connections/open", gateway.open, methods=["POST"]),
            WebSocketRoute("/connect", gateway.connect),
        ]
        config = uvicorn.Config(
            Starlette(routes=routes), lifespan="off", log_config=None, ws="websockets-sansio"
        )
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup([listener])
        try:
            yield gateway
        finally:
            await server.shutdown([listener])
