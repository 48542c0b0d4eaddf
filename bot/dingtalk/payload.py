"""What comes from DingTalk: JSON from outside, of which only some members are needed.

An unknown number is not zero: what is absent, or cannot be read as what it should be, is None, and
costs itself alone. Every model of an answer or a push takes its fields from here.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic.alias_generators import to_camel

from bot.errors import SpacekeeperError


class Malformed(SpacekeeperError):
    """A frame or payload that lacks something needed, or has it in the wrong type.

    ``what`` names the members, never what they hold, so it may be logged and sent back.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Payload(BaseModel):
    """Members are named as on the wire; those we do not know are ignored."""

    model_config = ConfigDict(alias_generator=to_camel)


P = TypeVar("P", bound=Payload)


LARGEST: Final = (1 << 63) - 1
"""DingTalk's numbers are 64 bits long; a larger one is a mistake of whoever wrote it."""
FAR: Final = 4_102_444_800_000
"""The year 2100 in milliseconds since 1970: no moment that DingTalk tells of lies behind it."""
_DECIMAL = re.compile(r"-?[0-9]{1,19}", re.ASCII)


def whole(value: Any) -> int | None:
    """Read a whole number, written as one or as text; None for anything else."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and abs(value) <= LARGEST else None


def size(value: Any) -> int | None:
    """Read a whole number that cannot be negative; None for anything else."""
    number = whole(value)
    return None if number is None or number < 0 else number


def words(value: Any) -> str | None:
    """Read text, or a number as it is written; None for anything else."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # a name cut inside an emoji is a name
    number = whole(value)
    return None if number is None else str(number)


def _id(value: Any) -> str | None:
    """Read an id; a number below zero is none."""
    return words(value) if isinstance(value, str) or size(value) is not None else None


def _moment(value: Any) -> int | None:
    number = whole(value)
    return number if number is not None and 0 < number < FAR else None


def flag(value: Any) -> bool | None:
    """Read yes or no, written as one or as text; None for anything else."""
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower())
    return value if isinstance(value, bool) else None


Size = Annotated[int | None, BeforeValidator(size)]
"""Bytes, or a count: what cannot be negative."""

Moment = Annotated[int | None, BeforeValidator(_moment)]
"""Milliseconds since 1970."""

Whole = Annotated[int | None, BeforeValidator(whole)]
"""A whole number of either sign."""

Words = Annotated[str | None, BeforeValidator(words)]
"""Text that is of use, but not needed; a number is taken as it is written."""

Secret = Annotated[SecretStr | None, BeforeValidator(words)]
"""Text that no log may hold."""

NeededSecret = Annotated[SecretStr, Field(min_length=1), BeforeValidator(words)]
"""The same, without which the rest is of no use."""

Flag = Annotated[bool | None, BeforeValidator(flag)]
"""Yes or no."""

Id = Annotated[str, Field(min_length=1), BeforeValidator(_id)]
"""An id without which the rest is of no use; DingTalk's pages disagree on which are numbers."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[P]):
    """The rows of a list that could be read, and how many could not."""

    read: tuple[P, ...]
    unread: int


def rows_of(kind: type[P], value: Any) -> Rows[P] | None:
    """Read a list row by row, so that one that cannot be read costs itself; None for no list."""
    if not isinstance(value, list):
        return None
    read = tuple(row for each in value if (row := _row(kind, each)) is not None)
    return Rows(read, len(value) - len(read))


def _row(kind: type[P], value: Any) -> P | None:
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None


def shortcomings(error: ValidationError) -> str:
    """Name the members that are missing or wrong, at most five of them."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return ", ".join(".".join(map(str, one["loc"])) + ": " + one["type"] for one in found[:5])


def moment(text: str | None) -> datetime | None:
    """Read a time, whose pages disagree on whether it has seconds (`2016-02-28T10:47Z`)."""
    try:
        read = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
