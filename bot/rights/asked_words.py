"""What is said for access: to what, which role, for how long, and why."""

import re
from dataclasses import dataclass, field
from typing import Final

from bot.errors import BadArgument, MissingArgument
from bot.i18n import N_
from bot.language import normalise, trim, unquoted
from bot.requests.arguments import before_why, with_why
from bot.requests.request import WHY_SHOWN
from bot.rights.lasting import NOT_A_LENGTH, HowLong, Lasting
from bot.rights.role import FileRole, role_in

NO_ROLE: Final = N_("Which permission? can view, can download, can edit or manager.")
NOT_BY_REQUEST: Final = N_("Nobody becomes an owner by a request.")
_LIKE_A_TIME: Final = re.compile(
    "(?:for |by |to )?(?:[0-9一二两三四五六七八九十半]|(?:an?|one|two|three|four|five|six|seven|"
    "ten|half|"
    "today|tomorrow|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?![a-z]))"
    "|(?:until|till)(?![a-z])|直?到|至|[明今后下周本]"
)


@dataclass(frozen=True, slots=True)
class AccessSaid:
    """Access to a place; ``millis`` is 0 for ever, or until a ``moment`` that was said. ``time`` is
    either as it was typed.
    """

    place: str
    role: FileRole
    millis: int = 0
    because: str = ""
    moment: Lasting | None = None
    time: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class AccessAsked:
    """A file, a role behind it, then maybe how long, and why."""

    name: str
    ask: str

    def read(self, text: str) -> AccessSaid:
        """Part them. Raises MissingArgument for no file or no role, and BadArgument for no span."""
        said, because = with_why(text)
        if not normalise(said):
            raise MissingArgument(self.name, self.ask)
        found = role_in(said)
        if found is None or not found.before:
            raise MissingArgument(self.name, NO_ROLE)
        if found.role == "OWNER":
            raise BadArgument(self.name, said, NOT_BY_REQUEST)
        behind = found.behind
        if not because and normalise(behind):
            behind, because = self._without_why(behind)
        lasting = self._lasting(behind)
        return AccessSaid(
            unquoted(found.before),
            found.role,
            lasting.millis,
            because,
            lasting if lasting.moment is not None else None,
            trim(behind),
        )

    def _without_why(self, behind: str) -> tuple[str, str]:
        """Part how long from the reason behind it; what begins like a time is never a reason, since
        access for a while would be access for ever.
        """
        time, because = before_why(behind, self._lasting)
        if because or _LIKE_A_TIME.match(normalise(time)):
            return time, because
        try:
            self._lasting(time)
        except BadArgument:
            return "", time[:WHY_SHOWN]
        return time, ""

    def span(self, text: str) -> int:
        """Give for how long, in milliseconds; 0 where nothing is said. Raises BadArgument for a
        moment.
        """
        lasting = self._lasting(text)
        if lasting.moment is not None:
            raise BadArgument(self.name, text, NOT_A_LENGTH)
        return lasting.millis

    def _lasting(self, text: str) -> Lasting:
        """Give for how long, or until when; neither where nothing is said."""
        if not normalise(text):
            return Lasting()
        return HowLong(self.name).read(text) or Lasting()
