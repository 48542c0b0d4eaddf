"""What a request of an API says, and what makes it wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.sandbox_server import Json

Wrong = tuple[str, Json]
"""A refusal (`STATUS code`) and what to change of a good request to get it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a call says: values of the path's placeholders, query, and JSON body."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def but(self, **changed: Any) -> "Request":
        """This request with members of path, query or body replaced; None takes one away."""
        parts = {"path": dict(self.path), "query": dict(self.query)}
        parts |= {} if self.body is None else {"body": dict(self.body)}
        for name, value in changed.items():
            part = next((part for part in parts.values() if name in part), list(parts.values())[-1])
            part.pop(name, None)
            part |= {} if value is None else {name: value}
        return replace(self, **parts)
