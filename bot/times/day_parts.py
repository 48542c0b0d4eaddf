"""Parts of a day that name no hour, for what needs one: 下班前, *on friday afternoon*."""

import re
from typing import Final

from bot.times.clock import write_clock

_PARTS: Final = tuple(
    (re.compile(said), minute)
    for said, minute in (
        (
            (
                "下班[之以]?前|快下班|收工前|(?<![a-z])(?:before (?:we|i|people) (?:leave|go home)|"
                "close of business|cob|eod|end of (?:the )?(?:work(?:ing)? ?)?day)(?![a-z])"
            ),
            17 * 60 + 30,
        ),
        ("上班[之以]?前|一上班|刚上班|(?<![a-z])first thing(?![a-z])", 9 * 60),
        ("下班后?|傍晚|晚上|晚间|(?<![a-z])(?:evening|night|after work)s?(?![a-z])", 18 * 60),
        ("下午|午后|(?<![a-z])afternoons?(?![a-z])", 14 * 60),
        ("中午|(?<![a-z])(?:noon|midday|lunch ?time)(?![a-z])", 12 * 60),
        ("早上|上午|早晨|一早|清早|(?<![a-z])mornings?(?![a-z])", 9 * 60),
    )
)


def hour_of_part(copy: str) -> str:
    """Give the time of day that the first part of a day in a text may stand for; empty for none."""
    found = next((minute for part, minute in _PARTS if part.search(copy)), None)
    return "" if found is None else write_clock(found)
