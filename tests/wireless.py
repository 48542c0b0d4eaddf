"""Asks an application of this process, as a server would once it has read the request."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode

from starlette.types import ASGIApp, Message, Scope


@dataclass(frozen=True, slots=True)
class Wireless:
    """Asks an application that serves ``host`` and ``port``."""

    app: ASGIApp
    host: str
    port: int

    async def ask(
        self, method: str, path: str, body: Any, query: Mapping[str, Any]
    ) -> tuple[int, bytes]:
        """Give status and answer; ``path`` is quoted, and a body of None is none."""
        said = [b"" if body is None else json.dumps(body).encode()]
        status, answer = 0, bytearray()

        async def receive() -> Message:
            if said:
                return {"type": "http.request", "body": said.pop()}
            # Whoever asks stays until the answer is there.
            gone: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
            return await gone

        async def send(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            answer.extend(message.get("body", b""))

        # As over a wire, others have their turn, however often somebody looks.
        await asyncio.sleep(0)
        await self.app(self._scope(method, path, query), receive, send)
        return status, bytes(answer)

    def _scope(self, method: str, path: str, query: Mapping[str, Any]) -> Scope:
        headers = {"host": f"{self.host}:{self.port}", "content-type": "application/json"}
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": urlencode(query).encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": (self.host, self.port),
            "server": (self.host, self.port),
            "state": {},
        }
