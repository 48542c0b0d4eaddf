"""What is said for access: to what, which role, for how long, and why."""

from dataclasses import dataclass
from typing import Final

from bot.errors import BadArgument, MissingArgument
from bot.i18n import N_
from bot.language import normalise, unquoted
from bot.requests.arguments import with_why
from bot.rights.lasting import NOT_A_LENGTH, HowLong
from bot.rights.role import FileRole, role_in

NO_ROLE: Final = N_("Which permission? can view, can download, can edit or manager.")
NOT_BY_REQUEST: Final = N_("Nobody becomes an owner by a request.")


@dataclass(frozen=True, slots=True)
class AccessSaid:
    """Access to a place; ``millis`` is 0 for ever."""

    place: str
    role: FileRole
    millis: int = 0
    because: str = ""


@dataclass(frozen=True, slots=True)
class AccessAsked:
    """A file, a role behind it, then maybe how long, and why."""

    name: str
    ask: str

    def read(self, text: str) -> AccessSaid:
        """Part them. Raises MissingArgument for no file, and BadArgument for no role or no span."""
        said, because = with_why(text)
        if not normalise(said):
            raise MissingArgument(self.name, self.ask)
        found = role_in(said)
        if found is None or not found.before:
            raise BadArgument(self.name, said, NO_ROLE)
        if found.role == "OWNER":
            raise BadArgument(self.name, said, NOT_BY_REQUEST)
        return AccessSaid(unquoted(found.before), found.role, self.span(found.behind), because)

    def span(self, text: str) -> int:
        """Give for how long, in milliseconds; 0 where nothing is said."""
        if not normalise(text):
            return 0
        lasting = HowLong(self.name).read(text)
        if lasting is None or lasting.moment is not None:
            raise BadArgument(self.name, text, NOT_A_LENGTH)
        return lasting.millis
