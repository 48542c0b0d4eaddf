"""The picture of a trend, or the reason why there is none."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's mediaId, or ``why`` there is none: too short a ``history``, no ``allowance`` left
    for an upload, or a ``failure``.
    """

    media_id: str = ""
    why: Literal["", "history", "allowance", "failure"] = ""
