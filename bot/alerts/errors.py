"""What can be wrong with a wish about alerts; see :mod:`bot.errors` for everything else."""

from bot.errors import UserError


class NoAlertsHere(UserError):
    """Nothing is told unasked in this conversation."""

    template = "alert_nowhere"


class NothingOpen(UserError):
    """Nothing fills up that is told of in this conversation."""

    template = "alert_nothing"
