"""Only this machine, and only this server's own page: a foreign Host or Origin is refused."""

from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

_NAMES = {"127.0.0.1", "localhost", "[::1]"}


class LoopbackOnly:
    """Answers 421 to a Host that is not loopback and 403 to an Origin that is not this server.

    Without it a page of any website could rebind its name to 127.0.0.1, or post here blindly.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it."""
        status = _refusal(scope) if scope["type"] in {"http", "websocket"} else None
        if status is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await _refuse(send, "websocket.http.response", status)
        else:
            await _refuse(send, "http.response", status)


def _refusal(scope: Scope) -> int | None:
    headers = dict(scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1").lower()
    if _name(host) not in _NAMES:
        return HTTPStatus.MISDIRECTED_REQUEST
    origin = headers.get(b"origin")
    if origin is not None and origin.decode("latin-1").lower() != f"http://{host}":
        return HTTPStatus.FORBIDDEN
    return None


def _name(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


async def _refuse(send: Send, kind: str, status: int) -> None:
    reason = "Foreign Host." if status == HTTPStatus.MISDIRECTED_REQUEST else "Foreign Origin."
    body = f'{{"error":"{reason}"}}'.encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": f"{kind}.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.body", "body": body})
