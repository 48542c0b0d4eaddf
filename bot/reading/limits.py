"""Numbers that say how full something is: *when it goes over 95*."""

import re
from typing import Final

from bot.reading.parts import Mention

_LIMIT: Final = re.compile(
    "(?<![a-z])(?:over|above|past|beyond|below|under|exceed(?:s|ing)?|reach(?:es|ing)?|hits?|"
    "passe?s?|cross(?:es)?|tops)(?: the)? ?$|(?:超过?了?|到达|达到|[涨满用]到|高于|低于) ?$"
)
"""What stands before how full something is, which is no row of a list."""


def is_limit(copy: str, part: Mention) -> bool:
    """Tell whether a number says how full something is, and is no row: *when it goes over 95*."""
    return part.kind == "number" and _LIMIT.search(copy[: part.start]) is not None
