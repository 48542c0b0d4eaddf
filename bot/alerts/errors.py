"""What can be wrong with a wish about alerts; see :mod:`bot.errors` for everything else."""

from typing_extensions import override

from bot.errors import UserError


class NoAlertsHere(UserError):
    """Nothing is told unasked in this conversation."""

    template = "alert_nowhere"


class TakenBefore(UserError):
    """Somebody else has taken it a moment before; ``nick`` is what they are called."""

    template = "alert_taken"

    def __init__(self, nick: str) -> None:
        super().__init__(nick)
        self.nick = nick

    @override
    def data(self) -> dict[str, object]:
        return {"nick": self.nick}


class NothingOpen(UserError):
    """Nothing fills up that is told of in this conversation."""

    template = "alert_nothing"
