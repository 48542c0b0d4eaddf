"""The stream gateway: opening a connection, the websocket, faults of whole connections."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import parse_qs

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.call import Call, Reply
from sandbox.connections import CALLBACK, EVENT, SYSTEM, Connection, Connections, frame
from sandbox.errors import ApiRefusal
from sandbox.faults import Fault
from sandbox.ids import Ids
from sandbox.push import Ack, Postman
from sandbox.races import first_done
from sandbox.world import World

SILENCE_MILLIS = 10_000
"""How long the gateway keeps quiet after `disconnect` before it closes the socket."""
PING_SECONDS = 25.0
_KINDS = {EVENT, CALLBACK, SYSTEM}


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket opens, and until when (milliseconds)."""

    topics: frozenset[tuple[str, str]]
    expires: int


class Gateway:
    """Tickets and connections of the one app."""

    def __init__(
        self,
        world: World,
        connections: Connections,
        postman: Postman,
        *,
        seed: int,
        ping_seconds: float = PING_SECONDS,
    ) -> None:
        self._world = world
        self._connections = connections
        self._postman = postman
        self._ping_seconds = ping_seconds
        self._ids = Ids(seed + 1)
        self._tickets: dict[str, Ticket] = {}

    def open(self, call: Call) -> Reply:
        """Give a ticket for one connection (page `protocol`).

        Answers XML when the caller does not accept JSON.
        """
        if self._world.faults.for_stream({"refuse-open"}) is not None:
            raise ApiRefusal(500, "system.busy", "system.busy")
        body = call.json_object()
        self._check_credentials(body)
        ticket = self._ids.uuid()
        expires = self._world.now() + self._world.settings.ticket_seconds * 1000
        self._tickets[ticket] = Ticket(_topics(body.get("subscriptions")), expires)
        endpoint = f"{call.origin.replace('http', 'ws', 1)}/connect"
        if "json" in call.header("accept"):
            return Reply({"endpoint": endpoint, "ticket": ticket})
        return Reply.raw(_xml(endpoint=endpoint, ticket=ticket), "application/xml;charset=utf-8")

    async def connect(self, socket: WebSocket) -> None:
        """Serve one websocket until either side ends it."""
        ticket = self._take_ticket(socket)
        if ticket is None or self._world.faults.for_stream({"refuse-socket"}) is not None:
            # The status for a bad ticket is not documented; closing before accepting is a 403.
            await socket.close()
            return
        await socket.accept()
        connection = Connection(
            self._ids.uuid(), self._world.now(), ticket.topics, socket.scope["state"]["line"]
        )
        self._connections.add(connection)
        self._world.events.state()
        self._begin_faults(connection)
        try:
            await first_done(self._read(socket), self._write(socket, connection))
        finally:
            self._connections.discard(connection)
            self._world.events.state()

    def strike(self, fault: Fault) -> None:
        """Let a fault of whole connections act on those that are open now.

        With neither `times` nor `forMillis` it acts on these and on no later one.
        """
        for connection in list(self._connections):
            self._strike(connection, {fault.fault})
        if fault.times is None and fault.for_millis is None:
            fault.times = fault.used

    def relent(self, fault: Fault) -> None:
        """Make connections whole again after `fault`."""
        for connection in self._connections:
            if connection.state == fault.fault and connection.state in {"zombie", "half-open"}:
                connection.state = "open"
                connection.line.thaw()
        self._world.events.state()

    def _check_credentials(self, body: Mapping[str, Any]) -> None:
        app = self._world.app
        if (body.get("clientId"), body.get("clientSecret")) != (app.client_id, app.client_secret):
            raise ApiRefusal(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")

    def _take_ticket(self, socket: WebSocket) -> Ticket | None:
        query = parse_qs(socket.scope["query_string"].decode("latin-1"))
        ticket = self._tickets.pop(query.get("ticket", [""])[0], None)
        return ticket if ticket is not None and ticket.expires > self._world.now() else None

    async def _read(self, socket: WebSocket) -> None:
        try:
            while True:
                self._read_ack(await socket.receive_text())
        except (WebSocketDisconnect, KeyError):
            # KeyError: a binary frame, which the protocol does not know.
            return

    def _read_ack(self, text: str) -> None:
        try:
            answer = json.loads(text)
            message_id, code = answer["headers"]["messageId"], answer["code"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        data = answer.get("data")
        if isinstance(message_id, str) and isinstance(code, int):
            self._postman.acknowledge(message_id, Ack(code, data if isinstance(data, str) else ""))

    async def _write(self, socket: WebSocket, connection: Connection) -> None:
        try:
            while (text := await self._next_frame(connection)) is not None:
                if connection.state != "half-open":
                    await socket.send_text(text)
            await socket.close()
        except WebSocketDisconnect:
            return

    async def _next_frame(self, connection: Connection) -> str | None:
        while True:
            try:
                async with asyncio.timeout(self._ping_seconds):
                    return await connection.outbox.get()
            except TimeoutError:
                if connection.state == "open":
                    return self._sign_of_life(connection)

    def _sign_of_life(self, connection: Connection) -> str:
        """By turns `ping`, which must be answered, and `KEEPALIVE`, which nobody documents."""
        connection.signs += 1
        if connection.signs % 2:
            return self._system(connection, "ping", {"opaque": self._ids.uuid()})
        return self._system(connection, "KEEPALIVE", {})

    def _system(self, connection: Connection, topic: str, data: Mapping[str, str]) -> str:
        headers = {
            "appId": self._world.app.client_id,
            "connectionId": connection.connection_id,
            "messageId": self._ids.hexadecimal(32),
            "time": str(self._world.now()),
            "topic": topic,
        }
        return frame(SYSTEM, headers, json.dumps(data))

    def _begin_faults(self, connection: Connection) -> None:
        self._strike(connection, {"disconnect", "zombie", "half-open"})

    def _strike(self, connection: Connection, kinds: set[str]) -> None:
        if connection.state != "open":
            return
        fault = self._world.faults.for_stream(kinds, connection.connection_id)
        if fault is None:
            return
        if fault.fault == "disconnect":
            self._roll(connection, fault)
        elif fault.fault == "zombie":
            connection.state = "zombie"
        else:
            connection.state = "half-open"
            connection.line.freeze()
        self._world.events.state()
        self._schedule_end(fault)

    def _roll(self, connection: Connection, fault: Fault) -> None:
        data = {"reason": "connection is expired"}
        connection.outbox.put_nowait(self._system(connection, "disconnect", data))
        connection.state = "going"
        silence = SILENCE_MILLIS if fault.delay_millis is None else fault.delay_millis
        loop = asyncio.get_running_loop()
        loop.call_later(silence / 1000, connection.outbox.put_nowait, None)

    def _schedule_end(self, fault: Fault) -> None:
        if fault.for_millis is not None:
            loop = asyncio.get_running_loop()
            loop.call_later(fault.for_millis / 1000, self.relent, fault)


def _topics(subscriptions: Any) -> frozenset[tuple[str, str]]:
    """The subscriptions of an open call. For events only the topic `*` exists."""
    if not isinstance(subscriptions, list) or not subscriptions:
        raise ApiRefusal(400, "Missingsubscriptions", "subscriptions is mandatory for this action.")
    return frozenset(_topic(subscription) for subscription in subscriptions)


def _topic(subscription: Any) -> tuple[str, str]:
    kind = subscription.get("type") if isinstance(subscription, dict) else None
    topic = subscription.get("topic") if isinstance(subscription, dict) else None
    if not isinstance(kind, str) or not isinstance(topic, str):
        raise ApiRefusal(400, "param.error", "Invalid Param")
    if kind not in _KINDS or (kind == EVENT and topic != "*"):
        raise ApiRefusal(400, "param.error", "Invalid Param")
    return kind, topic


def _xml(**members: str) -> str:
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in members.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><result>{inner}</result>'
