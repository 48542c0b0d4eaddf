"""What can be wrong with a wish about alerts; see :mod:`bot.errors` for everything else."""

from typing import ClassVar

from bot.errors import Stale, UserError


class NoAlertsHere(UserError):
    """Nothing is told unasked in this conversation.

    ``places`` are the titles of groups that are told, for whoever may know; ``levels`` are those
    that somebody wants, empty for none.
    """

    template = "alert_nowhere"
    prints = ("places", "levels")

    def __init__(self, places: tuple[str, ...] = (), levels: str = "") -> None:
        super().__init__(places)
        self.places = places
        self.levels = levels


class AlertsEnded(Stale):
    """A card stands on of which nothing is alerted any more, ``here`` or in another place."""

    template = "alert_over"
    prints = ("here",)

    def __init__(self, *, here: bool = True) -> None:
        super().__init__(here)
        self.here = here


class CardOutdated(Stale):
    """A card stands on, and no alert on it: a newer one tells of it, or it is too long ago."""

    template = "alert_outdated"


class TakenBefore(UserError):
    """Somebody else has taken it a moment before; ``nick`` is what they are called."""

    template = "alert_taken"
    prints = ("nick",)

    def __init__(self, nick: str) -> None:
        super().__init__(nick)
        self.nick = nick


class NothingOpen(UserError):
    """Nothing fills up that is told of in this conversation."""

    template = "alert_nothing"


class NotAmong(UserError):
    """Nothing by that name is among what a conversation is told of, whatever there is besides.

    ``near`` are names that come close.
    """

    template = "alert_not_of"
    prints = ("near", "what")
    what: ClassVar[str]

    def __init__(self, asked: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(asked)
        self.asked = asked
        self.near = near


class NoRequestOf(NotAmong):
    """Nobody waits for room for a space by that name, or an admin sees to it already."""

    what = "requested"


class NoAlertOf(NotAmong):
    """No alert is open here of a space by that name."""

    what = "open"


class NotChosen(NotAmong):
    """No space by that name was chosen to be told of here."""

    what = "chosen"
