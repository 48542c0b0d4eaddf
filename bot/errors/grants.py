"""What cannot be done about a role that ends by itself."""

from bot.errors.user import UserError


class CannotEnd(UserError):
    """A role cannot be given for a time, since nobody could end it; nothing was given.

    ``why`` is ``nobody`` (no operator is named), ``refused`` (the operator, who is called ``name``,
    may not change roles there), ``owner`` (an owner's role is not lent), or ``past`` or ``far``
    (the end lies before now, or more than a year ahead).
    """

    template = "cannot_end"
    prints = ("why", "name")

    def __init__(self, why: str, name: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.name = name


class NoSuchGrant(UserError):
    """No role that ends by itself is meant; ``numbers`` is how many the last list here has."""

    template = "no_such_grant"
    prints = ("numbers",)

    def __init__(self, asked: str, numbers: int = 0) -> None:
        super().__init__(asked)
        self.asked = asked
        self.numbers = numbers
