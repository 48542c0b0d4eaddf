"""The request for what a role or a rule keeps for an admin, made of what was typed or pressed.

Whose request it is comes from the platform once the button is pressed, never from the text.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Protocol, runtime_checkable

from bot.errors import UserError
from bot.language import normalise, unquoted
from bot.messages import Command
from bot.people import ME
from bot.requests.arguments import HowMuch
from bot.rights.arguments import SaidRight, parted, without_mentions
from bot.rights.asked_words import AccessAsked
from bot.rights.role import ASKED_AS
from bot.rights.timed import without_time
from bot.shared_buttons import said

Raw = Mapping[str, str]


@runtime_checkable
class Repeated(Protocol):
    """A button, or a question, of which it is known what would be typed for the same."""

    def parts(self, now: int) -> Raw:
        """Give the parts of its command, at ``now`` in milliseconds since 1970."""
        ...


def request_for(words: str, raw: Raw, command: Command) -> tuple[str, Raw] | None:
    """Give the command that asks for what ``words`` would do, and its parts; None where no request
    stands for that, or none could be made of what was typed.
    """
    made = _MADE.get(words)
    try:
        return made and made(raw, command)
    except UserError:
        return None


def parts_of(asked: object, command: Command) -> Raw:
    """Give what would be typed for a button or a question, as far as it says so."""
    return asked.parts(command.at) if isinstance(asked, Repeated) else {}


def _space(raw: Raw, _: Command) -> tuple[str, Raw]:
    name = unquoted(raw.get("name", ""))
    return "request space", {"name": name} if name else {}


def _room(raw: Raw, _: Command) -> tuple[str, Raw]:
    """Ask for a limit; that there be none is asked for by no request."""
    if "size" in raw:
        HowMuch("size", "").read(raw["size"])
    return "request room", dict(raw)


def _access(raw: Raw, command: Command) -> tuple[str, Raw] | None:
    """Ask for a role on a file, where it was to be given to whoever says so."""
    wish, time = _wished(raw, command)
    if wish.role is None or wish.role not in ASKED_AS or not _is_asker(wish.who, command):
        return None
    if not wish.place:
        return "request access", {}
    role = said(command.language, *ASKED_AS[wish.role])
    access = " ".join(filter(None, (wish.place, role, time)))
    read = AccessAsked("access", "").read(access)
    is_same = read.place == unquoted(wish.place) and read.role == wish.role
    return ("request access", {"access": access}) if is_same else None


def _wished(raw: Raw, command: Command) -> tuple[SaidRight, str]:
    """Part what was said into who, which role and where, and for how long."""
    who, role, place, time = (raw.get(part, "") for part in ("person", "role", "place", "time"))
    if command.mentions_somebody:
        whole = " ".join(filter(None, (who, role, place, time)))
        who, role, place, time = without_mentions(whole, (command.sender.nick,)), "", "", ""
    wish = parted(who, role, " ".join(filter(None, (place, time))))
    place, time = without_time(wish.place)
    return replace(wish, place=place), time


def _is_asker(who: str, command: Command) -> bool:
    if command.mentions_somebody:
        return not command.strangers and command.mentions == (command.user_id,)
    return who == command.user_id or normalise(who) in ME


_MADE: Final[Mapping[str, Callable[[Raw, Command], tuple[str, Raw] | None]]] = MappingProxyType(
    {"space create": _space, "quota set": _room, "grant": _access}
)
