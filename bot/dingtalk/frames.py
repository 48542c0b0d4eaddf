"""One frame of the gateway, read without trusting it (page `protocol`)."""

import json
from dataclasses import dataclass

from pydantic import ValidationError

from bot.dingtalk.payload import Payload, Text, shortcomings

SYSTEM = "SYSTEM"
EVENT = "EVENT"
CALLBACK = "CALLBACK"


@dataclass(frozen=True, slots=True)
class Frame:
    """What the gateway wrote.

    ``data`` is the payload as it came: a JSON string. ``fault`` says what is wrong with a frame
    that cannot be used; of such a frame only the ``message_id`` is filled in, if it has one.
    """

    kind: str = ""
    topic: str = ""
    message_id: str = ""
    data: str = ""
    event_type: str = ""
    event_id: str = ""
    fault: str = ""

    @property
    def is_push(self) -> bool:
        """Whether it comes from beyond the gateway, and so proves that delivery works."""
        return self.kind in {EVENT, CALLBACK}

    @property
    def is_disconnect(self) -> bool:
        """Whether the gateway asks for a new connection: from now on it delivers nothing here."""
        return self.kind == SYSTEM and self.topic == "disconnect"


class _Headers(Payload):
    topic: Text = ""
    message_id: Text = ""
    event_type: Text = ""
    event_id: Text = ""


class _Envelope(Payload):
    type: Text
    headers: _Headers
    data: Text = ""


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
    message_id = headers.get("messageId") if isinstance(headers, dict) else None
    return message_id if isinstance(message_id, str) else ""
