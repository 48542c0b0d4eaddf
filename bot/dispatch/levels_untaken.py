"""Says which level somebody named for alerts of their own, which come at those of the space."""

import re
from collections.abc import Mapping
from typing import Final

from bot.language import normalise

_OWN: Final = "alert me"
_LEVEL: Final = re.compile(
    "(?<![0-9.])[0-9]{1,3} ?(?:%|percent|per cent|pct)|百分之[一二三四五六七八九十百0-9]+"
    "|[一二两三四五六七八九0-9]成半?"
    "|(?<=over )[0-9]{1,3}(?![0-9a-z.])|(?<=above )[0-9]{1,3}(?![0-9a-z.])"
    "|(?<=past )[0-9]{1,3}(?![0-9a-z.])|(?<=reaches )[0-9]{1,3}(?![0-9a-z.])"
    "|(?<=hits )[0-9]{1,3}(?![0-9a-z.])|(?<=at )[0-9]{1,3}(?![0-9a-z.:])"
)


def level_untaken(words: str, raw: Mapping[str, str], text: str) -> str:
    """Give the level that was named and cannot be had; empty for none."""
    found = _LEVEL.search(normalise(text)) if words == _OWN else None
    return found[0] if found is not None and found[0] not in raw.get("space", "") else ""
