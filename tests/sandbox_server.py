"""A running sandbox for tests, and short names for its control interface."""

import contextlib
import json
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from sandbox.app import Sandbox, build_app
from sandbox.server import serving
from tests.wireless import Wireless

Json = dict[str, Any]

Ask = Callable[[str, str, Json | None, Json], Awaitable[tuple[int, bytes]]]
"""Makes one call: method, path, body and query; gives status and answer."""

_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loopback speaks plain HTTP; reading the system's certificates would cost 20 ms each time."""


GRAIN_MILLIS = 1
"""What the quick loop counts in: a timer of it ends so much earlier than asked for at the most."""


@dataclass(frozen=True, slots=True)
class SandboxHandle:
    """The sandbox at `url`; each method is one call of its control interface.

    `ask` carries it there; `client` speaks real HTTP, for whatever is asked besides.
    """

    url: str
    client: httpx.AsyncClient
    ask: Ask
    _read: dict[str, int] = field(default_factory=dict, compare=False)
    _before: dict[str, int] = field(default_factory=dict, compare=False)

    async def state(self, as_: str | None = None) -> Json:
        """The organisation as it is now, as the person `as_` sees it or everybody."""
        query = {} if as_ is None else {"as": as_}
        return await self._json("GET", "/sandbox/state", query=query)

    async def group(self, place: int = 0) -> str:
        """The conversationId of a seeded group."""
        conversations = (await self.state())["conversations"]
        groups = [each for each in conversations if each["type"] == "2"]
        return str(groups[place]["conversationId"])

    async def single(self, user: str) -> str:
        """The conversationId of `user`'s chat with the bot."""
        conversations = (await self.state())["conversations"]
        return next(str(c["conversationId"]) for c in conversations if c.get("userId") == user)

    async def say(self, conversation: str, user: str, text: str | None = None, **more: Any) -> Json:
        """Say something as `user`: `text`, or `msgtype=` with `content=`."""
        body = {"conversationId": conversation, "userId": user, **more}
        if text is not None:
            body["text"] = text
        read = self._read.get(conversation, 0)
        said = await self._json("POST", "/sandbox/say", body)
        self._before[said["msgId"]] = read
        return said

    def before(self, msg_id: str) -> int:
        """A seq before that of whatever answers a message, so that nobody reads the whole log again."""
        return self._before.get(msg_id, 0)

    async def messages(
        self, conversation: str, after: int = 0, wait: int = 0, as_: str | None = None
    ) -> list[Json]:
        """The lines of a conversation after seq `after`, waiting up to `wait` seconds for one."""
        query = {"after": after, "wait": wait} | ({} if as_ is None else {"as": as_})
        path = f"/sandbox/conversations/{quote(conversation, safe='')}/messages"
        found = await self._json("GET", path, query=query)
        self._read[conversation] = max(self._read.get(conversation, 0), found["next"])
        return list(found["messages"])

    async def model(self, answers: Json | None = None, **more: Any) -> None:
        """Set what the language model's endpoint answers to which sentence."""
        await self._json("POST", "/sandbox/model", {"answers": answers or {}, **more})

    async def model_asked(self) -> list[Json]:
        """What the language model's endpoint was asked since it was set."""
        return list((await self._json("GET", "/sandbox/model"))["asked"])

    async def click(self, card: str, user: str, action: str, **more: Any) -> Json:
        """Press the button `action` of the card with outTrackId `card`."""
        body = {"outTrackId": card, "userId": user, "actionId": action, **more}
        return await self._json("POST", "/sandbox/click", body)

    async def fault(self, fault: str, match: str = "*", **more: Any) -> str:
        """Set a fault of API calls; gives its faultId."""
        body = {"on": "api", "match": match, "fault": fault, **more}
        return str((await self._json("POST", "/sandbox/faults", body))["faultId"])

    async def stream_fault(self, fault: str, **more: Any) -> str:
        """Set a fault of the stream; gives its faultId."""
        body = {"on": "stream", "fault": fault, **more}
        return str((await self._json("POST", "/sandbox/faults", body))["faultId"])

    async def faults(self) -> list[Json]:
        """The faults that are set."""
        return list((await self._json("GET", "/sandbox/faults"))["faults"])

    async def clear_faults(self) -> None:
        """Take every fault away."""
        await self._sent("DELETE", "/sandbox/faults")

    async def settings(self, **changed: Any) -> Json:
        """Change settings (wire names); gives all of them."""
        return await self._json("PATCH", "/sandbox/settings", changed)

    async def calls(self, after: int = 0, wait: int = 0) -> list[Json]:
        """API calls after seq `after`."""
        query = {"after": after, "wait": wait}
        return list((await self._json("GET", "/sandbox/calls", query=query))["calls"])

    async def pushes(self, after: int = 0, wait: int = 0) -> list[Json]:
        """Pushes after seq `after`."""
        query = {"after": after, "wait": wait}
        return list((await self._json("GET", "/sandbox/pushes", query=query))["pushes"])

    async def reset(self, **how: Any) -> Json:
        """Begin again; gives the fresh state."""
        self._read.clear()
        self._before.clear()
        return await self._json("POST", "/sandbox/reset", how)

    async def make_space(self, name: str, owner: str = "manager01", **more: Any) -> Json:
        """A space that appears without the bot."""
        return await self._json("POST", "/sandbox/spaces", {"name": name, "owner": owner, **more})

    async def change_space(self, space_id: str, **changed: Any) -> Json:
        """Another name, quota or usedQuota of a space."""
        return await self._json("POST", f"/sandbox/spaces/{space_id}", changed)

    async def delete_space(self, space_id: str) -> None:
        """A space that disappears without the bot."""
        await self._sent("DELETE", f"/sandbox/spaces/{space_id}")

    async def make_file(self, space_id: str, name: str, owner: str, **more: Any) -> Json:
        """A file, or with `type="FOLDER"` a folder, that appears without the bot."""
        body = {"name": name, "owner": owner, **more}
        return await self._json("POST", f"/sandbox/spaces/{space_id}/files", body)

    async def change_file(self, space_id: str, dentry_id: str, **changed: Any) -> Json:
        """Another name, parentId or size of a file."""
        return await self._json("POST", f"/sandbox/spaces/{space_id}/files/{dentry_id}", changed)

    async def delete_file(self, space_id: str, dentry_id: str) -> None:
        """A file that disappears without the bot."""
        await self._sent("DELETE", f"/sandbox/spaces/{space_id}/files/{dentry_id}")

    async def files(self, space_id: str, **query: Any) -> list[Json]:
        """What is in a folder (`parentId`), or with `deep="true"` everything below it."""
        path = f"/sandbox/spaces/{space_id}/files"
        return list((await self._json("GET", path, query=query))["files"])

    async def binned(self) -> list[Json]:
        """What is in the organisation's recycle bin."""
        return list((await self._json("GET", "/sandbox/recycleBin"))["items"])

    async def give(self, space_id: str, kind: str, member: str, role: str, file: str = "0") -> Json:
        """Give a role on a file."""
        body = {"dentryId": file, "member": {"type": kind, "id": member}, "roleId": role}
        return await self._json("POST", f"/sandbox/spaces/{space_id}/grants", body)

    async def take(self, space_id: str, kind: str, member: str, file: str = "0") -> None:
        """Take a role on a file away."""
        body = {"dentryId": file, "member": {"type": kind, "id": member}}
        await self._sent("DELETE", f"/sandbox/spaces/{space_id}/grants", body)

    async def upload(self, name: str, content: bytes) -> str:
        """Bytes that a person may then send; gives the upload's id."""
        response = await self.client.post(
            "/sandbox/uploads", params={"name": name}, content=content
        )
        response.raise_for_status()
        return str(response.json()["id"])

    async def events(self, after: int | None = None) -> AsyncIterator[tuple[str, Json]]:
        """Everything that happens, as (name, object), from now on or after event `after`."""
        headers = {} if after is None else {"Last-Event-ID": str(after)}
        async with self.client.stream(
            "GET", "/sandbox/events", headers=headers, timeout=None
        ) as response:
            name = ""
            async for line in response.aiter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    yield name, json.loads(line.removeprefix("data: "))

    async def acked(self, key: str) -> Json:
        """Wait until the message, event or card `key` is acknowledged; gives that push."""
        async for name, push in self.events(after=0):
            if name == "push" and "ackedAt" in push and key in push.values():
                return push
        raise AssertionError(key)

    async def _json(
        self, method: str, path: str, body: Json | None = None, query: Json | None = None
    ) -> Json:
        value: Json = json.loads(await self._sent(method, path, body, query))
        return value

    async def _sent(
        self, method: str, path: str, body: Json | None = None, query: Json | None = None
    ) -> bytes:
        status, answer = await self.ask(method, path, body, query or {})
        if status >= HTTPStatus.BAD_REQUEST:
            raise AssertionError(f"{method} {path}: {status} {answer.decode()}")
        return answer


@contextlib.asynccontextmanager
async def running_sandbox(
    seed: int = 1, *, listener: socket.socket | None = None, **options: Any
) -> AsyncIterator[SandboxHandle]:
    """A sandbox of its own in this event loop, on a free port unless told where."""
    sandbox = build_app(seed, **options)
    async with serving(sandbox, listener) as url, handled(url, sandbox) as handle:
        yield handle


@contextlib.asynccontextmanager
async def handled(url: str, sandbox: Sandbox | None = None) -> AsyncIterator[SandboxHandle]:
    """The control interface of a sandbox that runs at `url`, as `sandbox` if it is in this loop.

    Then it is asked without a wire: the bot's calls are those that need a real one, and each that
    a test makes besides, for what it sets up and looks at, would take several times as long.
    """
    async with httpx.AsyncClient(base_url=url, verify=_NO_TLS) as client:
        ask = _over_the_wire(client) if sandbox is None else _without_one(client, sandbox)
        yield SandboxHandle(url, client, ask)


def _without_one(client: httpx.AsyncClient, sandbox: Sandbox) -> Ask:
    return Wireless(sandbox.app, client.base_url.host, client.base_url.port or 0).ask


def _over_the_wire(client: httpx.AsyncClient) -> Ask:
    async def ask(method: str, path: str, body: Json | None, query: Json) -> tuple[int, bytes]:
        # A long poll may take all of its wait, so the client's own timeout is no measure here.
        response = await client.request(method, path, json=body, params=query, timeout=40)
        return response.status_code, response.content

    return ask
