"""Reading the parts of a Drive call; what does not fit is refused with Drive's own codes."""

from collections.abc import Mapping
from typing import Any

from sandbox.call import whole_number
from sandbox.errors import ApiRefusal
from sandbox.spaces import UNLIMITED, read_page_token

MAX_IDS = 30
LARGEST = (1 << 63) - 1
"""The largest number a 64-bit "Long" holds."""


def invalid() -> ApiRefusal:
    """A bad or missing argument."""
    return ApiRefusal(400, "param.error", "Invalid Param")


def not_authorised(status: int = 400) -> ApiRefusal:
    """The user lacks the right; the query of the management side says so with 500."""
    return ApiRefusal(status, "no.priviledge", "You are not authorized to perform this operation.")


def unsupported() -> ApiRefusal:
    """What cannot be done to this kind of space."""
    return ApiRefusal(400, "unsupported.operation", "Does not support the operation")


def text(source: Mapping[str, Any], name: str, *, empty: bool = False) -> str:
    """The text `name`, which may be "" only where `empty` says so."""
    value = source.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise invalid()
    return value


def page_size(value: str | None) -> int:
    """A page size from the query, at least 1."""
    number = whole_number(value or "")
    if not number:
        raise invalid()
    return number


def long(source: Mapping[str, Any], name: str, smallest: int = 0) -> int:
    """The whole number `name` of a body, at least `smallest`."""
    value = source.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not smallest <= value <= LARGEST:
        raise invalid()
    return value


def quota(source: Mapping[str, Any]) -> int:
    """The `quota` of a body in bytes, -1 for a space without a limit of its own."""
    return long(source, "quota", UNLIMITED)


def start(token: str) -> int:
    """The place a page begins at; no token is the first page."""
    try:
        return read_page_token(token) if token else 0
    except ValueError as error:
        raise invalid() from error


def identifiers(value: Any) -> list[str]:
    """At least one and at most `MAX_IDS` ids, each once."""
    if not isinstance(value, list) or not 0 < len(value) <= MAX_IDS:
        raise invalid()
    if not all(isinstance(each, str) for each in value):
        raise invalid()
    return list(dict.fromkeys(value))
