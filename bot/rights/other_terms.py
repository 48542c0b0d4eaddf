"""What somebody approves instead of what was asked for: *for two weeks*, *11 GB*."""

from dataclasses import dataclass
from typing import Final

from bot.errors import BadArgument
from bot.i18n import N_
from bot.language import Size, normalise, unquoted
from bot.requests.request import AccessWish, RoomWish, Wish
from bot.requests.steps import AS_ASKED, Instead
from bot.rights.lasting import HowLong, Lasting
from bot.times import Unclear

ONLY_ACCESS: Final = N_("Only access to a file is given for a time.")
ONLY_ROOM: Final = N_("Only a request for storage takes a size.")


@dataclass(frozen=True, slots=True)
class OtherTerms:
    """How long, or how much: ``7 days``, ``11 GB``; it may be left out."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> Lasting | int | None:
        """Give a span, a moment, or bytes; None for nothing. Raises BadArgument."""
        value = unquoted(text)
        if not normalise(value):
            return None
        try:
            return Size(self.name, None).read(value)
        except BadArgument:
            return HowLong(self.name).read(value)

    def could_be(self, text: str) -> bool:
        """Tell whether a phrase may have this text for it."""
        try:
            self.read(text)
        except BadArgument:
            return False
        return True

    def for_wish(self, said: Lasting | int | None, wish: Wish, now: int, zone: str) -> Instead:
        """Give it for what was asked; raises BadArgument for what does not go with it, and for a
        moment that is over.
        """
        if said is None:
            return AS_ASKED
        if isinstance(said, int):
            if not isinstance(wish, RoomWish):
                raise BadArgument(self.name, "", ONLY_ROOM)
            return Instead(size=said)
        if not isinstance(wish, AccessWish):
            raise BadArgument(self.name, "", ONLY_ACCESS)
        try:
            return Instead(millis=said.ends(now, now, zone) - now)
        except Unclear as unclear:
            raise BadArgument(self.name, "", unclear.reason) from unclear
