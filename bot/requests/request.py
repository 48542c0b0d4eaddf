"""What somebody asks the admins for, and how that stands. Pure.

A request is bound to what it asks for, to how that stood then, and to whoever asks: what has
changed since is shown and asked about again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal

from bot.language import normalise
from bot.messages import Conversation

WHY_SHOWN: Final = 120
"""So many characters of the asker's words are kept, for no more are shown."""

State = Literal["open", "approved", "declined", "expired", "void"]


AskedRight = Literal["", "given", "already", "beyond", "refused", "unknown"]
"""What whoever asked was given in the end: they had it ``already``, DingTalk ``refused`` it, nobody
can tell, or it is ``beyond`` what can be given from here; empty where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class SpaceWish:
    """A new space by that name, and what whoever asks gets in it: a ``role`` in DingTalk's word,
    and the catalogue message for it, both empty for nothing.
    """

    name: str
    role: str = ""
    called: str = ""
    kind: Literal["space"] = "space"
    does: ClassVar[str] = "space create"
    """The command that it carries out, as the rules and the trail name it."""

    @property
    def target(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class RoomWish:
    """A limit of at least ``size`` bytes for a space, which was called ``name``; the organisation
    as a whole has no name. Where nobody has said how much, so much is ``offered``.
    """

    space_id: str
    name: str
    size: int
    offered: int = 0
    kind: Literal["room"] = "room"
    does: ClassVar[str] = "quota set"
    """The command that it carries out, as the rules and the trail name it."""

    @property
    def target(self) -> str:
        return self.space_id


@dataclass(frozen=True, slots=True)
class AccessWish:
    """A role on a file or folder, by its dentryUuid; the other ids and the ``name`` are empty where
    whoever asks has nothing but its link, and ``space`` is what the space was called, where that is
    known.

    ``role`` is DingTalk's word, ``called`` the catalogue message for it; ``millis`` says for how
    long from the approval on, 0 for ever.
    """

    uuid: str
    space_id: str
    dentry_id: str
    name: str
    role: str
    called: str
    millis: int = 0
    is_folder: bool = False
    space: str = ""
    kind: Literal["access"] = "access"
    does: ClassVar[str] = "grant"
    """The command that it carries out, as the rules and the trail name it."""

    @property
    def target(self) -> str:
        return self.uuid


Wish = SpaceWish | RoomWish | AccessWish

ASKS_FOR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "request space": SpaceWish.does,
        "request room": RoomWish.does,
        "request access": AccessWish.does,
    }
)
"""The command that each request's own asks an admin to run: its rules say who decides."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody by userId, and what they were called then; ``inside`` names their departments where
    somebody else of a request is called the same.
    """

    user_id: str
    name: str
    inside: str = ""

    @property
    def called(self) -> str:
        """What a card calls them."""
        return " · ".join(filter(None, (self.name or self.user_id, self.inside)))


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """What came of an approval that was carried out: ``uncertain`` where nobody can tell, what
    whoever asked was given, and until when (ms since 1970, 0 for ever).
    """

    outcome: str = ""
    right: AskedRight = ""
    until: int = 0


@dataclass(frozen=True, slots=True)
class CarryingOut:
    """Somebody has approved, in a turn, and it is being done since ``at`` (ms since 1970)."""

    turn: str
    by: Who
    at: int


@dataclass(frozen=True, slots=True)
class RefusedTo:
    """DingTalk has refused it to somebody with this code; ``others`` are who may be allowed."""

    by: Who
    code: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as it stands.

    ``number`` is what people call it by. It was asked for in ``here``, where ``card`` answers it,
    in the language of that card; ``because`` are the asker's words. ``there`` is what was known of
    the target, for whoever decides, with the bytes that were asked for on top as ``added``, and
    ``bound`` what must not have changed. ``wanted`` are the
    people it takes, ``approvals`` those who have approved. ``deciding`` are the cards where it is
    decided, ``people`` whom they went to where that was no conversation of the admins. ``at``,
    ``expires`` and ``ended`` are in milliseconds since 1970, the last 0 while it is open.
    ``lasting`` says for how long instead, where whoever approves has typed another length, and
    ``sized`` how many bytes the limit is to have instead.
    ``reason`` is typed by whoever declined, ``outcome`` says more of the state, in words of data.
    ``right`` and ``until`` are as :class:`CameOfIt` says. Of one that is ``short`` too few are left
    who could approve it.
    All cards show the ``shown`` version, or are still to be painted.
    """

    id: str
    number: int
    wish: Wish
    asker: Who
    here: Conversation
    language: str
    card: str
    at: int
    expires: int
    because: str = ""
    there: Mapping[str, Any] = field(default_factory=dict)
    bound: str = ""
    wanted: int = 1
    approvals: tuple[Who, ...] = ()
    deciding: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    state: State = "open"
    doing: CarryingOut | None = None
    refusal: RefusedTo | None = None
    changed: bool = False
    by: Who | None = None
    reason: str = ""
    outcome: str = ""
    ended: int = 0
    lasting: int = 0
    sized: int = 0
    right: AskedRight = ""
    until: int = 0
    short: bool = False
    version: int = 1
    shown: int = 0

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def granted(self) -> Wish:
        """Give what an approval carries out."""
        if isinstance(self.wish, AccessWish) and self.lasting:
            return replace(self.wish, millis=self.lasting)
        if isinstance(self.wish, RoomWish) and self.sized:
            return replace(self.wish, size=self.sized, offered=0)
        return self.wish

    def is_about_same(self, other: "Request") -> bool:
        """Tell whether another asks, for the same person, for the same to be done with the same
        thing, though maybe for more or less of it.
        """
        mine, theirs = (
            (each.asker.user_id, each.wish.kind, normalise(each.wish.target))
            for each in (self, other)
        )
        return mine == theirs

    @property
    def subject(self) -> str:
        """Name what is asked for and by whom: the same again is the same request."""
        is_space = isinstance(self.wish, SpaceWish)  # the settings say its role
        names = ("size", "role", "millis")
        more = ["" if is_space else getattr(self.wish, name, "") for name in names]
        wish = [self.wish.kind, self.wish.target, *more]
        return digest(json.dumps([self.asker.user_id, *wish], ensure_ascii=False))


def digest(text: str) -> str:
    """Make a short name of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]
