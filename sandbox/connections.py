"""The bot's open connections, as the gateway sees them."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

EVENT, CALLBACK, SYSTEM = "EVENT", "CALLBACK", "SYSTEM"


class Line(Protocol):
    """The wire under a connection, which can be made deaf to imitate a half-open one."""

    def freeze(self) -> None:
        """Read nothing from now on, not even a ping."""

    def thaw(self) -> None:
        """Read on, beginning with what arrived meanwhile."""


@dataclass(slots=True, eq=False)
class Connection:
    """One websocket. Frames put into `outbox` are written in order; None closes the socket."""

    connection_id: str
    opened_at: int
    topics: frozenset[tuple[str, str]]
    line: Line
    state: Literal["open", "going", "zombie", "half-open"] = "open"
    outbox: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)
    signs: int = 0

    def takes(self, kind: str, topic: str) -> bool:
        """Whether a push of this topic may be given to this connection."""
        wanted = (EVENT, "*") if kind == EVENT else (kind, topic)
        return self.state != "going" and wanted in self.topics

    def view(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "id": self.connection_id,
            "openedAt": self.opened_at,
            "topics": sorted(topic for _, topic in self.topics),
            "state": self.state,
        }


class Connections:
    """All connections, oldest first."""

    def __init__(self) -> None:
        self._open: dict[str, Connection] = {}

    def __iter__(self) -> Iterator[Connection]:
        return iter(self._open.values())

    def add(self, connection: Connection) -> None:
        """A websocket was opened."""
        self._open[connection.connection_id] = connection

    def discard(self, connection: Connection) -> None:
        """A websocket is gone."""
        self._open.pop(connection.connection_id, None)

    def for_push(self, kind: str, topic: str) -> list[Connection]:
        """The connections that one push of this topic may be given to."""
        return [connection for connection in self if connection.takes(kind, topic)]


def frame(kind: str, headers: dict[str, str], data: str) -> str:
    """One message of the stream protocol (page `protocol`); `data` is a JSON string."""
    content_type = {"contentType": "application/json"}
    envelope = {
        "specVersion": "1.0",
        "type": kind,
        "headers": content_type | headers,
        "data": data,
    }
    return json.dumps(envelope, ensure_ascii=False)
