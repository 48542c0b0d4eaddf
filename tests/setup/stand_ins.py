"""Stand-ins for the demo's three processes: `python -m tests.setup.stand_ins NAME [PORT] FOLDER`.

Each notes in FOLDER/ended that it was asked to end, so that a test sees in which order that was.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition
from typing import Any
from urllib.parse import parse_qs, urlsplit

REDIS = "unix:///nowhere/valkey.sock"


def end_noted(name: str, folder: Path) -> None:
    def note(*_: object) -> None:
        with (folder / "ended").open("a") as ended:
            ended.write(f"{name}\n")
        raise SystemExit

    signal.signal(signal.SIGTERM, note)


def storage(folder: Path) -> None:
    end_noted("storage", folder)
    sys.stdout.write(f"{REDIS}\n")
    signal.pause()


def bot(folder: Path) -> None:
    end_noted("bot", folder)
    connect()


def stubborn_bot(folder: Path) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    connect()


def past(folder: Path) -> None:
    """Note what the bot is given of a past, and under which settings."""
    given = os.environ  # noqa: TID251 - as below
    with (folder / "past").open("a") as noted:
        noted.write(json.dumps([json.load(sys.stdin), given["SPACEKEEPER_REDIS_URL"]]) + "\n")


def no_past(_: Path) -> None:
    sys.exit("nothing is remembered")


def connect() -> None:
    """Tell the sandbox who has come, with its settings, and stay."""
    given = os.environ  # noqa: TID251 - what a process was given is what the tests look at
    settings = {name: value for name, value in given.items() if name.startswith("SPACEKEEPER_")}
    about = json.dumps({"state": "open", "pid": os.getpid(), "settings": settings}).encode()
    line = HTTPConnection(urlsplit(settings["SPACEKEEPER_API_BASE"]).netloc)
    line.request("POST", "/connect", about)
    line.getresponse().close()
    line.close()
    signal.pause()


class Sandbox(BaseHTTPRequestHandler):
    """A sandbox that knows its credentials and who has connected since it runs."""

    connections: list[Any] = []
    changed = Condition()

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        wanted = int(parse_qs(address.query).get("connections", ["0"])[0])
        with self.changed:
            self.changed.wait_for(lambda: len(self.connections) >= wanted)
        if address.path == "/sandbox/past":
            self._answer({"days": address.query})
            return
        self._answer(
            {"clientId": "an-id", "clientSecret": "a-secret", "connections": self.connections}
        )

    def do_POST(self) -> None:
        with self.changed:
            self.connections.append(
                json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            )
            self.changed.notify_all()
        self._answer({})

    def _answer(self, body: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


def sandbox(folder: Path) -> None:
    end_noted("sandbox", folder)
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[3])), Sandbox)
    sys.stdout.write("listening\n")
    server.serve_forever()


PARTS: dict[str, Callable[[Path], None]] = {
    "bot": bot,
    "no past": no_past,
    "past": past,
    "sandbox": sandbox,
    "storage": storage,
    "stubborn bot": stubborn_bot,
}

if __name__ == "__main__":
    PARTS[sys.argv[1]](Path(sys.argv[2]))
