"""Reading the parts of a storage call; what does not fit is refused with that API's codes."""

from collections.abc import Mapping
from typing import Any

from sandbox.call import Call, whole_number
from sandbox.drive_fields import LARGEST
from sandbox.storage.refusals import wrong

STRATEGIES = (
    "AUTO_RENAME",
    "OVERWRITE",
    "RETURN_DENTRY_IF_EXISTS",
    "RETURN_ERROR_IF_EXISTS",
)
"""What may be done about a clash of names, the usual one first (page `add-folder`)."""
Json = Mapping[str, Any]


def option(call: Call, body: Json | None = None) -> Json:
    """The member `option`, which every page lets out."""
    source = optional_body(call) if body is None else body
    value = source.get("option")
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise wrong(call)
    return value


def optional_body(call: Call) -> Json:
    """The body, which may be missing."""
    return {} if call.body is None else call.json_object()


def text(call: Call, source: Json, name: str, *, needed: bool = True) -> str:
    """A text; "" where it is not there and need not be."""
    value = source.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or not (value or not needed):
        raise wrong(call, name)
    return value


def flag(call: Call, source: Json, name: str, *, usual: bool = False) -> bool:
    """A truth value, of a body or of a query."""
    value = source.get(name)
    if value is None:
        return usual
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise wrong(call, name)
    return value


def size(call: Call, source: Json, name: str) -> int | None:
    """A number of bytes, none where it is not there."""
    value = source.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise wrong(call, name)
    return value


def page_size(call: Call, source: Json, most: int, usual: int | None = None) -> int:
    """`maxResults`, of a body or of a query."""
    value = source.get("maxResults")
    if value is None:
        return most if usual is None else usual
    number = whole_number(value) if isinstance(value, str) else value
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number <= most:
        raise wrong(call, "maxResults")
    return number


def names(call: Call, source: Json, name: str, most: int) -> list[str]:
    """At least one and at most `most` texts, each once."""
    value = source.get(name)
    if not isinstance(value, list) or not 0 < len(value) <= most:
        raise wrong(call, name)
    if not all(isinstance(each, str) and each for each in value):
        raise wrong(call, name)
    return list(dict.fromkeys(value))


def one_of(call: Call, source: Json, name: str, known: tuple[str, ...]) -> str:
    """One of the words `known`, the first where it is not there."""
    value = source.get(name)
    if value is None:
        return known[0]
    if not isinstance(value, str) or value not in known:
        raise wrong(call, name)
    return value


def strategy(call: Call, source: Json) -> str:
    """What is to be done about a clash of names."""
    return one_of(call, source, "conflictStrategy", STRATEGIES)
