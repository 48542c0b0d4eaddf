"""People and the conversations they have with the bot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sandbox.log import Log
from sandbox.reads import Reads

GROUP: Final = "2"
SINGLE: Final = "1"
ROOT_DEPARTMENT: Final = 1
"""The deptId of the whole organisation (page `query-department-details0-v2`)."""


@dataclass(slots=True)
class User:
    """A person. An outsider has neither staffId nor a unionId this organisation's app may see.

    `departments` are the deptIds somebody is directly in.
    """

    user_id: str
    union_id: str | None
    name: str
    is_admin: bool
    encrypted_id: str
    departments: tuple[int, ...] = (ROOT_DEPARTMENT,)

    @property
    def by(self) -> str:
        """The unionId under which something is done, "" for an outsider, who does nothing."""
        return self.union_id or ""

    @property
    def staff_id(self) -> str | None:
        """The id inside the organisation; none for an outsider."""
        return self.user_id if self.union_id is not None else None


@dataclass(frozen=True, slots=True)
class Department:
    """A part of the organisation; `managers` are userIds, the root lies in no other."""

    dept_id: int
    name: str
    parent_id: int | None
    managers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """A card as it stood at one moment. `version` rises by one with every change."""

    out_track_id: str
    template_id: str
    params: Mapping[str, str]
    private: Mapping[str, Mapping[str, str]]
    version: int


@dataclass(frozen=True, slots=True)
class Message:
    """One line of a conversation. `sender` is a userId or `bot`, `at` is in milliseconds.

    `lost`: it was for the bot, and no connection could take it.
    """

    at: int
    conversation_id: str
    sender: str
    kind: Literal["text", "markdown", "card", "image", "file"]
    via: Literal["say", "webhook", "robot", "card"]
    text: str
    msg_id: str | None = None
    reply_to: int | None = None
    title: str | None = None
    images: tuple[str, ...] = ()
    file: Mapping[str, Any] | None = None
    recalled: bool = False
    lost: bool = False
    card: Face | None = None


@dataclass(frozen=True, slots=True)
class Top:
    """A card in the box above a group, for `user_ids` (none: everybody) until `expires`.

    `expires` is in milliseconds, None for a card that stays until it is closed.
    """

    out_track_id: str
    expires: int | None = None
    user_ids: tuple[str, ...] = ()

    def shown(self, viewer: User | None, now: int) -> bool:
        """Whether it is there for `viewer` (None: for anybody) at the time `now`."""
        if self.expires is not None and self.expires <= now:
            return False
        if viewer is None or not self.user_ids:
            return True
        return viewer.user_id in self.user_ids or viewer.union_id in self.user_ids


@dataclass(slots=True)
class Conversation:
    """A group, or one person's chat with the bot (`user_id` is that person).

    Only of a group that has the app's cool app may the members be asked for.
    """

    conversation_id: str
    type: Literal["1", "2"]
    title: str
    members: list[str]
    user_id: str | None = None
    log: Log[Message] = field(default_factory=Log)
    reads: Reads = field(default_factory=Reads)
    top: Top | None = None
    cool_app: bool = False
