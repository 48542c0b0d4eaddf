"""What is said to share with a group: which place, as what, and for how long."""

from dataclasses import dataclass
from typing import Final

from bot.errors import BadArgument, MissingArgument
from bot.i18n import N_
from bot.language import normalise, trim
from bot.rights.role import FileRole, role_of
from bot.rights.timed import without_time

NO_ROLE_HERE: Final = N_("As what? can view, can download, can edit or manager.")
_HERE: Final = (
    *(" with this group", " with the group", " to this group", " in this group", " in the group"),
    *(
        " for this group",
        " with us",
        " here",
        "共享到本群",
        "分享到本群",
        "给本群",
        "到本群",
        "本群",
    ),
    *("给这个群", "到这个群", "到群里", "给群里"),
)
_HERE_ALONE: Final = frozenset({"here", "with us", "with this group", "to this group"})
_QUOTES: Final = ('"', "”", "'", "’", "』", "」", "》")
_MOST_WORDS: Final = 4
"""No role is called by more words, article and *as* counted."""
_LEAST: Final[FileRole] = "READER"


@dataclass(frozen=True, slots=True)
class SharedSaid:
    """A place, its quotes kept and empty for the folder shown last; ``time`` as it was said."""

    place: str
    role: FileRole
    time: str = ""


@dataclass(frozen=True, slots=True)
class SharedHere:
    """A place, then as what and maybe how long; words for this group may stand behind each.

    A place of one word or in quotes, and one with a time, needs no role and gets the least; more
    words without one may as well be a sentence that means something else.
    """

    name: str
    ask: str

    def read(self, text: str) -> SharedSaid:
        """Part them. Raises MissingArgument for nothing, and BadArgument for no role."""
        if not normalise(text):
            raise MissingArgument(self.name, self.ask)
        whole, time = without_time(_without_here(trim(text)))
        place, role = _without_role(_without_here(whole))
        if role is None and not time and not _is_one(trim(text)):
            raise BadArgument(self.name, text, NO_ROLE_HERE)
        return SharedSaid(_without_here(place), role or _LEAST, time)


def _without_here(said: str) -> str:
    low = said.lower()
    if low in _HERE_ALONE:
        return ""
    ends = next((word for word in _HERE if low.endswith(word)), "")
    return trim(said[: len(said) - len(ends)])


def _without_role(said: str) -> tuple[str, FileRole | None]:
    words = said.split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        if role := role_of(" ".join(words[-count:])):
            return " ".join(words[:-count]), role
    return said, None


def _is_one(said: str) -> bool:
    return len(said.split()) == 1 or said.endswith(_QUOTES)
