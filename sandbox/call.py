"""One OpenAPI call, as handlers see it, and what they give back."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData, Headers
from starlette.types import Scope

from sandbox.endpoints import Endpoint
from sandbox.errors import missing_body
from sandbox.faults import Fault
from sandbox.storage.content import Piece

LONGEST_NUMBER = 18
"""Digits of a 64-bit number, about."""
JSON_TYPE = "application/json;charset=utf-8"


@dataclass(frozen=True, slots=True)
class Call:
    """A call that got past the guard. `body` is parsed JSON or None, `origin` this server's.

    `received` are bytes put to a storage address.
    """

    endpoint: Endpoint
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Headers
    body: Any
    form: FormData | None
    origin: str
    fault: Fault | None = None
    received: Piece | None = None

    def header(self, name: str) -> str:
        """A request header, "" when absent."""
        return self.headers.get(name, "")

    def json_object(self) -> dict[str, Any]:
        """The body. Raises ApiRefusal `Missingbody` unless it is a JSON object."""
        if not isinstance(self.body, dict):
            raise missing_body()
        return self.body

    def faulty(self, name: str) -> bool:
        """Whether the fault that acts on this call is `name`."""
        return self.fault is not None and self.fault.fault == name


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: JSON unless it was made `raw`; None is an empty body.

    A `stream` of `length` bytes is sent as it comes.
    """

    body: Any = None
    content_type: str = JSON_TYPE
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    stream: Iterator[bytes] | None = None
    length: int = 0

    @classmethod
    def raw(
        cls, content: str | bytes, content_type: str, headers: Mapping[str, str] | None = None
    ) -> "Reply":
        """An answer that is not JSON."""
        encoded = content.encode() if isinstance(content, str) else content
        return cls(content_type=content_type, content=encoded, headers=headers or {})

    def encoded(self) -> bytes:
        """The bytes to send."""
        if self.content is not None:
            return self.content
        return b"" if self.body is None else dump(self.body)


def origin(scope: Scope) -> str:
    """This server's own address, whatever name the caller used for it."""
    host, port = scope["server"]
    return f"http://{host}:{port}"


def dump(body: Any) -> bytes:
    """JSON as DingTalk writes it: no blanks, raw UTF-8."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def load(raw: bytes) -> Any:
    """Parse JSON.

    Raises ValueError for what is no JSON, is nested too deep, or holds half a surrogate pair
    (which no answer could repeat in UTF-8).
    """
    try:
        value = json.loads(raw)
        if b"\\ud" in raw.lower():
            dump(value)
    except RecursionError as error:
        message = "nested too deep"
        raise ValueError(message) from error
    return value


def whole_number(text: str) -> int | None:
    """The whole number that `text` writes in decimal digits, none when it does not."""
    digits = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if digits else None
