"""One frame of the gateway, read without trusting it (page `protocol`)."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError

from bot.dingtalk.payload import Id, Moment, Payload, shortcomings, words

SYSTEM = "SYSTEM"
EVENT = "EVENT"
CALLBACK = "CALLBACK"


@dataclass(frozen=True, slots=True)
class Frame:
    """What the gateway wrote.

    ``data`` is the payload as it came: a JSON string. ``fault`` says what is wrong with a frame
    that cannot be used; of such a frame only the ``message_id`` is filled in, if it has one.
    ``sent`` is when the gateway wrote it (milliseconds since 1970), None if it does not say.
    """

    kind: str = ""
    topic: str = ""
    message_id: str = ""
    data: str = ""
    event_type: str = ""
    event_id: str = ""
    sent: int | None = None
    fault: str = ""

    @property
    def is_push(self) -> bool:
        """Whether it comes from beyond the gateway, and so proves that delivery works."""
        return self.kind in {EVENT, CALLBACK}

    @property
    def is_disconnect(self) -> bool:
        """Whether the gateway asks for a new connection: from now on it delivers nothing here."""
        return self.kind == SYSTEM and self.topic == "disconnect"


def _text(value: Any) -> str:
    return words(value) or ""


def _payload(value: Any) -> str:
    """Take a payload that came as an object, and not as its text, for what it is."""
    return json.dumps(value) if isinstance(value, dict) else _text(value)


_Text = Annotated[str, BeforeValidator(_text)]


class _Headers(Payload):
    topic: _Text = ""
    message_id: _Text = ""
    event_type: _Text = ""
    event_id: _Text = ""
    sent: Moment = Field(default=None, alias="time")


class _Envelope(Payload):
    type: Id
    headers: _Headers
    data: Annotated[str, BeforeValidator(_payload)] = ""


def read_frame(raw: bytes | str) -> Frame:
    """Read one frame; what is wrong with it is told in its ``fault``, never raised."""
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        return Frame(fault="not JSON")
    try:
        envelope = _Envelope.model_validate(document)
    except ValidationError as error:
        return Frame(message_id=_message_id(document), fault=shortcomings(error))
    headers = envelope.headers
    if fault := _missing(envelope):
        return Frame(message_id=headers.message_id, fault=fault)
    return Frame(kind=envelope.type, data=envelope.data, **headers.model_dump())


def _missing(envelope: _Envelope) -> str:
    """Name the headers this kind of frame cannot do without."""
    headers = envelope.headers
    needed = {"topic": headers.topic}
    if envelope.type != SYSTEM:
        # Without an id there is no ack, so the push would come again and again; a SYSTEM frame
        # is obeyed all the same.
        needed["messageId"] = headers.message_id
    if envelope.type == EVENT:
        needed |= {"eventType": headers.event_type, "eventId": headers.event_id}
    return ", ".join(f"headers.{name}: missing" for name, value in needed.items() if not value)


def _message_id(document: object) -> str:
    headers = document.get("headers") if isinstance(document, dict) else None
    return _text(headers.get("messageId")) if isinstance(headers, dict) else ""
