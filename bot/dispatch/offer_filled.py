"""What somebody adds to a request that is asked about: its size with a reason, or another name."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.language import is_yes, name_put_forward, size_in
from bot.reading.names import index_of
from bot.reading.said import Said
from bot.sessions import Offering

_ROOM: Final = frozenset({"alert room", "request room"})
_NAMED: Final = frozenset({"request space", "space create"})
_OTHER: Final = re.compile(
    "[?？吗]|删|移|复制|提醒|(?<![a-z])(?:delete|move|copy|rename|alert|warn|limit|quota|how)(?![a-z])"
)
_LONGEST: Final = 120
_AROUND: Final = " ,，.。;；!！"


def filled(state: object, text: str, names: Sequence[str]) -> tuple[str, Mapping[str, str]] | None:
    """Give the command that is asked about with what was added; None where nothing was, and where
    one of the spaces with these ``names`` is spoken of: that is a wish of its own.
    """
    offers = state.offers if isinstance(state, Offering) and len(text) <= _LONGEST else ()
    found = [each for each in offers if each.words in _ROOM | _NAMED]
    if len(found) != 1:
        return None
    offer, size = found[0], size_in(text)
    if offer.words in _NAMED and (name := name_put_forward(text)):
        part = "name" if "name" in offer.raw else next(iter(offer.raw), "name")
        return offer.words, {**offer.raw, part: name}
    space = offer.raw.get("space", "")
    if offer.words not in _ROOM or not size or not space or _OTHER.search(text.casefold()):
        return None
    if any(True for _ in index_of(tuple(names)).all_in(Said(text).copy)):
        return None
    behind = text[text.find(size) + len(size) :].strip(_AROUND)
    why = "" if is_yes(behind) or not behind else f", {behind}"
    return "request room", {"space": space, "size": f"+{size}{why}"}
