"""Dataclasses that travel through Redis as ``{"is": "TypeName", …}``.

A card's actions, what a list remembers and the state of a conversation are types that carry their
data. They outlive a release: a name or a shape this release does not know loads as ``None``, and
whoever asked answers with a fresh card instead of failing.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError


class TaggedUnion:
    """A closed set of dataclasses, written and read by their type's name."""

    def __init__(self, types: Iterable[type]) -> None:
        """Take the types that may travel; two of one name are a mistake in the program.

        A type that was renamed says in ``formerly`` how it was called, and is read by those names.
        """
        self._adapters: dict[str, TypeAdapter[Any]] = {}
        for kind in types:
            for name in (kind.__name__, *getattr(kind, "formerly", ())):
                if name in self._adapters:
                    raise ValueError(f"two types are called {name}")
                self._adapters[name] = adapter_of(kind)

    def dump(self, value: object) -> dict[str, Any]:
        """Write a value as JSON members; a type that was not registered is a KeyError."""
        name = type(value).__name__
        members: dict[str, Any] = self._adapters[name].dump_python(value, mode="json")
        return {"is": name, **members}

    def load(self, members: object) -> object | None:
        """Read a value back, or ``None`` when this release does not know it."""
        match members:
            case {"is": str(name), **fields} if name in self._adapters:
                try:
                    loaded: object = self._adapters[name].validate_python(fields)
                except ValidationError:
                    return None
                return loaded
            case _:
                return None


@lru_cache(maxsize=512)
def adapter_of(kind: type) -> TypeAdapter[Any]:
    """Build what reads and writes a type, which takes a moment, once."""
    return TypeAdapter(kind)
