"""Says which level somebody named for alerts of their own, which come at those of the space."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.language import normalise
from bot.reading import Understood, Wish
from bot.reading.numbers import percents

_OWN: Final = "alert me"
_CALLED: Final = re.compile("[说喊叫]|吱|吭|招呼")
_LEVEL: Final = re.compile(
    "(?<![0-9.])[0-9]{1,3} ?(?:%|percent|per cent|pct)|百分之[一二三四五六七八九十百0-9]+"
    "|[一二两三四五六七八九0-9]成[半一二三四五六七八九]?"
    "|(?<=over )[0-9]{1,3}(?![0-9a-z.])|(?<=above )[0-9]{1,3}(?![0-9a-z.])"
    "|(?<=past )[0-9]{1,3}(?![0-9a-z.])|(?<=reaches )[0-9]{1,3}(?![0-9a-z.])"
    "|(?<=hits )[0-9]{1,3}(?![0-9a-z.])|(?<=at )[0-9]{1,3}(?![0-9a-z.:])"
)


def or_of_space(text: str, understood: Understood) -> Understood:
    """Offer admins who want to be called at a level that of the space as well: 到85%喊我一声."""
    first = understood.wishes[0] if understood.wishes else Wish("")
    space = first.raw.get("space", "")
    if understood.certainty != "sure" or first.words != _OWN or not space:
        return understood
    copy = normalise(text)
    found = _CALLED.search(copy) and _LEVEL.search(copy)
    level = next((each.text for each in percents(copy)), "") if found else ""
    if not level:
        return understood
    raw = {"space": space, "levels": level}
    wishes = (Wish("alert here", raw, 1.0), Wish("quota levels", raw, 1.0), first)
    return replace(understood, certainty="half", wishes=wishes)


def level_untaken(words: str, raw: Mapping[str, str], text: str) -> str:
    """Give the level that was named and cannot be had; empty for none."""
    found = _LEVEL.search(normalise(text)) if words == _OWN else None
    return found[0] if found is not None and found[0] not in raw.get("space", "") else ""
