from typing import Any

class Headers:
    CONTENT_TYPE_APPLICATION_JSON: str
    content_type: str | None
    message_id: str | None
    topic: str | None
    time: int | None
    event_id: str | None
    event_type: str | None

class SystemMessage:
    TYPE: str
    TOPIC_DISCONNECT: str
    headers: Headers
    data: Any
    @classmethod
    def from_dict(cls, d: dict[str, Any]) -> SystemMessage: ...

class EventMessage:
    TYPE: str
    headers: Headers
    data: Any
    @classmethod
    def from_dict(cls, d: dict[str, Any]) -> EventMessage: ...

class CallbackMessage:
    TYPE: str
    headers: Headers
    data: Any
    @classmethod
    def from_dict(cls, d: dict[str, Any]) -> CallbackMessage: ...

class AckMessage:
    STATUS_OK: int
    STATUS_BAD_REQUEST: int
    STATUS_NOT_IMPLEMENT: int
    code: int
    headers: Headers
    message: str
    data: Any
    def to_dict(self) -> dict[str, Any]: ...
