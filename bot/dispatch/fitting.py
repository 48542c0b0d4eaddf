"""Says whether what somebody wants to store fits into the space whose numbers are shown.

Pure: where a number is missing it is not known, and neither yes nor no.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.cards import Card
from bot.errors import UserError
from bot.language import Size, size_in
from bot.sessions import Offer

_SHOWS: Final = "quota_space"
_SIZE: Final = Size("size")


def with_fit(card: Card, text: str, room: Offer) -> Card:
    """Put the answer on the card of a space; ``room`` asks for more where there is too little."""
    needed = _needed(text)
    if card.template != _SHOWS or not needed:
        return card
    left = _left(card.data)
    data = {**card.data, "needed": needed, "left": left}
    if left is None or left >= needed:
        return replace(card, data=data)
    return replace(card, data=data, actions={**card.actions, "room": room})


def _needed(text: str) -> int:
    try:
        return _SIZE.read(size_in(text)) or 0
    except UserError:
        return 0


def _left(data: Mapping[str, object]) -> int | None:
    used, quota = data["used"], data["quota"]
    is_known = isinstance(used, int) and isinstance(quota, int) and not data["unsaid"]
    return max(0, quota - used) if is_known else None  # type: ignore[operator]  # both are numbers
