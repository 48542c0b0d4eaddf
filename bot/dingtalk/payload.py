"""What comes from DingTalk: JSON from outside, of which only some members are needed.

An unknown number is not zero: what is absent, or cannot be read as what it should be, is None, and
costs itself alone. Every model of an answer or a push takes its fields from here.
"""

import re
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
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


def _without_halves(value: Any) -> Any:
    """Replace half characters: a name cut inside an emoji is still a name, but no valid text."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_without_halves)]
"""Any text."""

Needed = Annotated[str, Field(min_length=1), BeforeValidator(_without_halves)]
"""Text without which the payload is of no use."""


LARGEST: Final = (1 << 63) - 1
"""DingTalk's numbers are 64 bits long; a larger one is a mistake of whoever wrote it."""
_DECIMAL = re.compile(r"-?[0-9]{1,19}", re.ASCII)


def whole(value: Any) -> int | None:
    """Read a whole number, written as one or as text; None for anything else."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and abs(value) <= LARGEST else None


def _size(value: Any) -> int | None:
    number = whole(value)
    return None if number is None or number < 0 else number


def words(value: Any) -> str | None:
    """Read text, or a number as it is written; None for anything else."""
    if isinstance(value, str):
        return str(_without_halves(value))
    number = whole(value)
    return None if number is None else str(number)


def _flag(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower())
    return value if isinstance(value, bool) else None


Size = Annotated[int | None, BeforeValidator(_size)]
"""Bytes, a count or a moment: what cannot be negative."""

Whole = Annotated[int | None, BeforeValidator(whole)]
"""A whole number of either sign."""

Words = Annotated[str | None, BeforeValidator(words)]
"""Text that is of use, but not needed; a number is taken as it is written."""

Flag = Annotated[bool | None, BeforeValidator(_flag)]
"""Yes or no."""

Id = Annotated[str, Field(min_length=1), BeforeValidator(words)]
"""An id without which the rest is of no use; DingTalk's pages disagree on which are numbers."""


def shortcomings(error: ValidationError) -> str:
    """Name the members that are missing or wrong, at most five of them."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return ", ".join(".".join(map(str, one["loc"])) + ": " + one["type"] for one in found[:5])
