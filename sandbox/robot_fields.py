"""Reading the parts of a robot call; what does not fit is refused with the robot's codes."""

from collections.abc import Mapping
from typing import Any

from sandbox.errors import ApiRefusal


def check_robot(source: Mapping[str, Any], robot_code: str) -> None:
    """Refuse a call for another robot than the app's own."""
    code = source.get("robotCode")
    if not code:
        raise ApiRefusal(400, "invalidParameter.robotCode.empty", "robotCode is empty")
    if code != robot_code:
        raise invalid("robotCode")


def texts(body: Mapping[str, Any], name: str, most: int) -> list[str]:
    """At least one and at most `most` texts, each once."""
    values = body.get(name)
    if not values:
        raise ApiRefusal(400, f"invalidParameter.{name}.empty", f"{name} is empty")
    if not isinstance(values, list) or len(values) > most:
        raise invalid(name)
    if not all(isinstance(value, str) for value in values):
        raise invalid(name)
    return list(dict.fromkeys(values))


def invalid(name: str) -> ApiRefusal:
    """A parameter that is not what it should be."""
    return ApiRefusal(400, f"invalidParameter.{name}.invalid", f"{name} is invalid")
