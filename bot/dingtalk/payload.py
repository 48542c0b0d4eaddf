"""What all pushes have in common: JSON from outside, of which only some members are needed."""

from typing import Annotated, Any

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


def shortcomings(error: ValidationError) -> str:
    """Name the members that are missing or wrong, at most five of them."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return ", ".join(".".join(map(str, one["loc"])) + ": " + one["type"] for one in found[:5])
