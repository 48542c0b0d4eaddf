"""What people send us, parsed once at the edge.

A *turn* is one accepted message or click of one person in one conversation. These types travel
through Redis between the process that accepted them and the one that answers, so their fields are
plain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent something, as the platform tells it.

    ``user_id`` is DingTalk's userId (staffId); ``None`` for people outside the organisation and
    while the app is not published. ``sender_id`` is the encrypted id that is always there.
    ``is_admin`` is the organisation-admin flag of the message, ``None`` where the platform does not
    say (a click).
    """

    user_id: str | None
    sender_id: str
    nick: str
    is_admin: bool | None = None

    @property
    def key(self) -> str:
        """What tells two people apart, outsiders included."""
        return self.user_id or self.sender_id


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where something was sent.

    ``kind`` is ``single`` or ``group``; ``title`` is a group's name.
    """

    id: str
    kind: str
    title: str = ""

    @property
    def is_group(self) -> bool:
        return self.kind == "group"


def alone_with(user_id: str) -> str:
    """Name somebody's single chat where its own id is not known."""
    return f"single:{user_id}"


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """One person in one conversation: the place where state lives and turns keep their order."""

    conversation_id: str
    person: str


@dataclass(frozen=True, slots=True)
class Webhook:
    """The reply channel that came with a message; ``expires`` in milliseconds since 1970."""

    url: str = field(repr=False)
    expires: int


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent: its name, and the code for which the robot that got it is given it.

    ``kind`` is DingTalk's msgtype. A ``file`` lies in a space already: its spaceId and dentryId; of
    pictures and videos both are empty, and their names are made up.
    """

    name: str
    code: str = field(repr=False)
    robot_code: str
    kind: str = "file"
    space_id: str = ""
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the bot (topic `/v1.0/im/bot/messages/get`).

    ``kind`` is DingTalk's msgtype. ``text`` is what was typed, without the mention of the bot: of a
    text or rich text; the server's transcript of a voice message; else empty. ``at`` is createAt,
    in milliseconds since 1970; ``mentions`` are the userIds of people mentioned, whatever the text
    says of them, and ``strangers`` the encrypted ids of those who have none; ``file`` is what a
    file, a picture or a video carries.
    ``line`` is which of several commands this is, from 1; 0 where there is but one. One that
    ``is_part`` of a sentence is read as a sentence, whatever was said before it.
    ``quotes`` is the carrierId of the bot's message that it is a reply to, empty where DingTalk
    does not say (seen on live traffic, not documented).
    """

    robot_code: str
    msg_id: str
    corp_id: str
    sender: Sender
    conversation: Conversation
    kind: str
    text: str
    at: int
    webhook: Webhook | None = None
    mentions: tuple[str, ...] = ()
    file: File | None = None
    strangers: tuple[str, ...] = ()
    line: int = 0
    is_part: bool = False
    quotes: str = ""

    @property
    def key(self) -> str:
        """The one name of this message however often it is delivered, and of this line of it."""
        name = f"{self.robot_code}:{self.msg_id}"
        return f"{name}:{self.line}" if self.line > 1 else name

    @property
    def place(self) -> ConversationKey:
        return ConversationKey(self.conversation.id, self.sender.key)


@dataclass(frozen=True, slots=True)
class Tap:
    """A pressed button as the callback tells it: only what the platform itself vouches for.

    Parameters, texts and space fields of the callback went through a client, so they are not here
    (topic `/v1.0/card/instances/callback`, page `event-callback-card`). ``push`` is the id of the
    frame it came in, and ``late`` for how many milliseconds that was on its way too long.
    """

    out_track_id: str
    action_id: str
    user_id: str
    corp_id: str
    push: str = field(default="", compare=False)
    late: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Click:
    """A tap that became a turn: the button of one face of one card, pressed by one person.

    ``face`` is the face that was shown, ``action`` what the button means (tagged, from the card's
    record), ``at`` the time of acceptance in milliseconds since 1970. ``shared`` says that the card
    belongs to its conversation, so that everybody's press of it is a turn of its own.
    """

    out_track_id: str
    face: int
    action_id: str
    action: dict[str, Any]
    sender: Sender
    conversation: Conversation
    at: int
    shared: bool = False

    @property
    def key(self) -> str:
        """The one name of this click however often the button is pressed."""
        name = f"{self.out_track_id}:{self.face}:{self.action_id}"
        return f"{name}:{self.sender.key}" if self.shared else name

    @property
    def place(self) -> ConversationKey:
        return ConversationKey(self.conversation.id, self.sender.key)


Turn = Message | Click


@dataclass(frozen=True, slots=True)
class Fence:
    """Proof that a run is still the one that may act: a Redis key (or a field of it) and its value.

    The lease of a box inside a turn, the state *taken* at the end of a hold.
    """

    key: str
    value: str
    field: str = ""


class Argument(Protocol[T_co]):
    """A declared part of a command: its name in the usage line, and how its text is read.

    ``ask`` is the catalogue message that asks for it when it was left out; ``None`` makes it
    optional, and a part that was left out then reads as ``read("")``.
    """

    @property
    def name(self) -> str: ...

    @property
    def ask(self) -> str | None: ...

    def read(self, text: str) -> T_co:
        """Turn the characters typed into a value; BadArgument when they cannot be read."""


@dataclass(frozen=True, slots=True)
class Command:
    """One request as a handler sees it, typed or pressed.

    ``words`` is the route that was found (``space create``), ``values`` its arguments, already
    read. ``key`` names the turn and with it every change it makes. ``language`` is ``zh`` or
    ``en``. ``last_list`` is the outTrackId of the last list shown to this person here, ``lists``
    the last of each kind and when it was shown (milliseconds since 1970), ``card``
    that of the card the answer goes to; ``waiting`` tells that this answers a question.
    ``mentions`` are the userIds mentioned in it, ``strangers`` the encrypted ids of those without.
    ``fence`` is what a change must find unbroken. ``heard`` says that nobody has typed or pressed
    just this, so that whatever would change is asked about. ``about`` is the space that the last
    answer was about, as it was said, empty for none. ``kind`` is the kind of list whose rows the
    message names (``files``, ``spaces``), empty for none.
    """

    words: str
    sender: Sender
    conversation: Conversation
    language: str
    key: str
    at: int
    values: Mapping[str, object] = field(default_factory=dict)
    last_list: str | None = None
    mentions: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    waiting: bool = False
    card: str = ""
    fence: Fence | None = None
    heard: bool = False
    lists: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    about: str = ""
    kind: str = ""

    def __getitem__(self, argument: Argument[T]) -> T:
        """Read an argument by the object it was declared with, so that its type is known."""
        return cast("T", self.values[argument.name])

    @property
    def mentions_somebody(self) -> bool:
        return bool(self.mentions or self.strangers)

    @property
    def user_id(self) -> str:
        """The asker's userId; a route that needs a member never sees anybody without one."""
        if self.sender.user_id is None:
            msg = "a route that outsiders may use asked for a userId"
            raise TypeError(msg)
        return self.sender.user_id

    @property
    def unbroken(self) -> Fence:
        """What its changes must find unbroken; only a turn, or a hold that ends, makes any."""
        if self.fence is None:
            msg = "a change needs the fence of its turn or hold"
            raise TypeError(msg)
        return self.fence
