"""Everything the sandbox knows: one organisation, one app, and what happened so far."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.allowance import Allowance
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.ids import Ids
from sandbox.log import Log
from sandbox.people import Conversation, Department, Face, Message, User
from sandbox.settings import Settings
from sandbox.spaces import Spaces
from sandbox.storage.bin import RecycleBin
from sandbox.storage.disk import Disk
from sandbox.storage.tasks import Tasks
from sandbox.storage.transfers import Transfers

BY_USER_ID, BY_UNION_ID = 1, 2
ORGANISATION_BYTES = 100 * (1 << 30)
"""What an organisation starts with (page `ding-drive-overview`)."""


@dataclass(slots=True)
class Card:
    """A card instance: its present face and where it has been delivered.

    `user_id_type` says how people are named in its callbacks and private data. `tops` are the
    groups that show it in the box above, `guids` the streaming updates it has had.
    """

    face: Face
    callback_type: str
    user_id_type: int
    conversations: list[str] = field(default_factory=list)
    tops: list[str] = field(default_factory=list)
    guids: set[str] = field(default_factory=set)

    @property
    def places(self) -> list[str]:
        """Everywhere it can be pressed."""
        return [*self.conversations, *self.tops]


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes somebody uploaded; their MD5 is as `Content-MD5` says it."""

    name: str
    content_type: str
    content: bytes
    md5: str


@dataclass(frozen=True, slots=True)
class Session:
    """What a session webhook leads to, and until when (milliseconds)."""

    conversation_id: str
    expires: int


@dataclass(frozen=True, slots=True)
class FileScope:
    """The files an app is told of: `ORG` with a corpId, or `SPACE` with a spaceId."""

    kind: str
    scope_id: str


@dataclass(slots=True)
class Organisation:
    """The data that `POST /sandbox/reset` makes anew.

    `capacity` is in bytes. `codes` maps download codes to uploads, `custom` the business and name
    of a custom space and `personal` a unionId to a spaceId; `orders` are those already paid.
    `sent` maps a processQueryKey to the lines (conversationId, seq) it stands for; `file_scopes`
    are the files whose changes the app asked for; `disk` is where the bytes of files lie.
    `dentries` counts files made since the start. `chat_spaces` maps a conversationId, and `scenes`
    a scene and sceneId of the app, to a spaceId.
    """

    corp_id: str
    ids: Ids
    users: dict[str, User] = field(default_factory=dict)
    departments: dict[int, Department] = field(default_factory=dict)
    spaces: Spaces = field(default_factory=Spaces)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    uploads: dict[str, Stored] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    sent: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    capacity: int = ORGANISATION_BYTES
    recalled: set[str] = field(default_factory=set)
    custom: dict[tuple[str, str], str] = field(default_factory=dict)
    personal: dict[str, str] = field(default_factory=dict)
    orders: set[int] = field(default_factory=set)
    file_scopes: list[FileScope] = field(default_factory=list)
    disk: Disk = field(default_factory=Disk)
    bin: RecycleBin = field(default_factory=RecycleBin)
    tasks: Tasks = field(default_factory=Tasks)
    dentries: int = 0
    chat_spaces: dict[str, str] = field(default_factory=dict)
    scenes: dict[tuple[str, str], str] = field(default_factory=dict)
    transfers: Transfers = field(default_factory=Transfers)

    @property
    def bin_id(self) -> str:
        """The id of the organisation's recycle bin."""
        return str(10**9 + int(self.corp_id.removeprefix("ding"), 16) % 10**9)

    def new_dentry_id(self) -> str:
        """A dentryId that no file has. They rise, so that files of one moment keep their order."""
        self.dentries += 1
        return str(10**11 + self.dentries)

    def new_space_id(self) -> str:
        """A spaceId that no space has."""
        space_id = self.ids.decimal()
        while space_id in self.spaces:
            space_id = self.ids.decimal()
        return space_id

    def chain(self, dept_id: int) -> list[int]:
        """A department and all it lies in, the root last; empty when there is none."""
        found: list[int] = []
        while (department := self.departments.get(dept_id)) is not None:
            found.append(dept_id)
            dept_id = department.parent_id or 0
        return found

    def is_in(self, user: User, dept_id: str) -> bool:
        """Whether somebody is in a department, or in one that lies in it."""
        ids = {str(each) for own in user.departments for each in self.chain(own)}
        return user.staff_id is not None and dept_id in ids

    def chat_of(self, staff_id: str) -> Conversation | None:
        """The chat of this staff member with the bot."""
        user = self.users.get(staff_id)
        if user is None or user.staff_id is None:
            return None
        chats = self.conversations.values()
        return next((chat for chat in chats if chat.user_id == staff_id), None)

    def user_by_union_id(self, union_id: str) -> User | None:
        """The staff member with this unionId."""
        users = self.users.values()
        return next((user for user in users if user.union_id == union_id), None)


@dataclass(frozen=True, slots=True)
class App:
    """The one app of the organisation; it stays the same through every reset."""

    client_id: str = "dingsandboxapp0001"
    client_secret: str = "sandbox-secret-that-opens-nothing-else"  # noqa: S105 - shown on the page
    robot_code: str = "dingsandboxapp0001"
    robot_name: str = "Spacekeeper"
    robot_encrypted_id: str = "$:LWCP_v1:$c2FuZGJveC1yb2JvdA=="


class World:
    """The organisation, its settings and faults, and the logs of what happened."""

    def __init__(self, organisation: Organisation, wall: Callable[[], float] = time.time) -> None:
        self.app = App()
        self.org = organisation
        self._settings = Settings()
        self.faults = Faults(time.monotonic)
        self.calls: Log[Mapping[str, Any]] = Log()
        self.events = Events()
        self.allowance = Allowance()
        self._wall = wall

    @property
    def settings(self) -> Settings:
        """How the organisation behaves."""
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._settings = settings
        self.org.spaces.bin_counts = settings.bin_counts

    def now(self) -> int:
        """The sandbox's clock, in milliseconds."""
        return int(self._wall() * 1000) + self.settings.clock_offset_millis

    def settle(self) -> None:
        """Let what is due by the clock be done, before somebody looks."""
        self.org.tasks.go_on(self.now())

    def post(self, message: Message) -> int:
        """Append `message` to its conversation; returns its seq there."""
        seq = self.org.conversations[message.conversation_id].log.append(message)
        self.events.message(seq, message)
        return seq

    def restart(self, organisation: Organisation) -> None:
        """Replace the data and forget settings, faults, counters and logs."""
        for conversation in self.org.conversations.values():
            conversation.log.close()
        self.org.disk.clear()
        self.org = organisation
        self.settings = Settings()
        self.faults.clear()
        self.calls.clear()
        self.allowance.clear()
        self.events.state()

    def close(self) -> None:
        """Let go of everybody who waits, so that the server can stop."""
        self.faults.clear()
        self.calls.close()
        self.events.close()
        self.org.disk.clear()
        for conversation in self.org.conversations.values():
            conversation.log.close()
