"""What the admins have decided that somebody may not do here, or not without them."""

from collections.abc import Mapping

from typing_extensions import override

from bot.errors.user import UserError


class RuledOut(UserError):
    """A rule of the policy denies it; ``rule`` is how cards show that rule."""

    template = "policy_refused"
    asks = False

    def __init__(self, command: str, rule: Mapping[str, object]) -> None:
        """``command`` is the English name of what was wanted."""
        super().__init__(command)
        self.command = command
        self.rule = rule

    @override
    def data(self) -> dict[str, object]:
        return {"rule": self.rule, "asks": self.asks}


class ApprovalNeeded(RuledOut):
    """A rule of the policy lets it be done once an admin has approved it; ``ask`` is the button
    that asks for it, where there is one.
    """

    asks = True
    ask: object = None


class NotYours(UserError):
    """A button belongs to whoever the card was made for, called ``nick``."""

    template = "not_yours"
    prints = ("nick",)

    def __init__(self, nick: str) -> None:
        super().__init__()
        self.nick = nick


class NotSeenHere(UserError):
    """A button of a group's card was pressed by somebody who is not known to be in that group."""

    template = "not_seen_here"
