"""Asks the supervisor that started the bot to kill or restart it."""

import asyncio
import json
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.control_body import ControlError, answer, read
from sandbox.control_models import BotAction

SECONDS = 15.0


class Supervisor:
    """One JSON line to a unix socket, one back; without a socket there is no bot to act on."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def routes(self) -> list[Route]:
        """The routes of this interface."""
        return [
            Route("/sandbox/bot", self.known, methods=["GET"]),
            Route("/sandbox/bot", self.act, methods=["POST"]),
        ]

    async def known(self, _: Request) -> Response:
        """Whether there is a supervisor: 200 or 404."""
        self._required()
        return answer({"ok": True})

    async def act(self, request: Request) -> Response:
        """Kill or restart the bot."""
        path = self._required()
        body = await read(request, BotAction)
        try:
            async with asyncio.timeout(SECONDS):
                reply = await self._ask(path, body.action)
        except (OSError, TimeoutError, ValueError) as error:
            raise ControlError(409, "The supervisor does not answer.") from error
        if "error" in reply:
            raise ControlError(409, str(reply["error"]))
        return answer({"ok": True})

    def _required(self) -> Path:
        if self._path is None:
            raise ControlError(404, "The bot was not started by a supervisor.")
        return self._path

    async def _ask(self, path: Path, action: str) -> dict[str, object]:
        reader, writer = await asyncio.open_unix_connection(path)
        try:
            writer.write(json.dumps({"action": action}).encode() + b"\n")
            await writer.drain()
            reply = json.loads(await reader.readline())
        finally:
            writer.close()
        return reply if isinstance(reply, dict) else {"error": "An answer that is no object."}
