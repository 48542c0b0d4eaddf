"""What one person in one conversation is in the middle of.

A *state* is a type that carries its data; it is written by the script that ends a turn (``inbox``),
so that a turn that runs twice starts from the same session. A state that waits on a card is over
once that card shows another face.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field, replace

from pydantic import TypeAdapter

from bot.guided import Guided
from bot.language import is_number, is_yes, normalise, paged, plain
from bot.messages import ConversationKey
from bot.opened import Read
from bot.recent_lists import Lists
from bot.shared_buttons import CommandButton
from bot.storage import Store
from bot.tagged_union import TaggedUnion

SESSION_SECONDS = 24 * 3600
TOPIC_MILLIS = 10 * 60 * 1000
"""So long after an answer a message may go on about it."""
TRIES = 3
"""So often a question takes an answer before it ends."""


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What the last answer to one person in one conversation was about: a command by its English
    name, its arguments as they would be typed, and the card that shows it.

    ``at`` is when it was answered (milliseconds since 1970); ``last_list`` is the list whose
    numbers the arguments may hold.
    """

    words: str
    raw: dict[str, str]
    at: int
    card: str
    last_list: str | None = None

    @property
    def page(self) -> int:
        """The page that was asked for, the first if none."""
        return max((paged(text)[1] for text in self.raw.values()), default=1)

    def is_over(self, now: int) -> bool:
        """Whether nobody goes on about it any more."""
        return abs(now - self.at) >= TOPIC_MILLIS


@dataclass(frozen=True, slots=True)
class Session:
    """One person in one conversation.

    ``state`` is what the next text answers, ``None`` when nothing is asked; ``card`` and ``face``
    are the card that asks. ``last_list`` is the outTrackId of the last list shown to this person
    here, ``lists`` the last of each kind, ``language`` that of the last answer, ``topic`` what
    they may go on about. ``reminded`` tells that an answer has said that the question is open,
    ``again`` how often it was shown again. ``pending`` is what the sentence that led to the
    question wished besides, offered once that is answered; ``onward`` a part of the sentence that
    this turn was about, which the next one answers.
    """

    state: object | None = None
    card: str = ""
    face: int = 0
    last_list: str | None = None
    language: str | None = None
    topic: LastAnswer | None = None
    lists: Lists = field(default_factory=dict)
    reminded: bool = False
    again: int = 0
    pending: tuple["Offer", ...] = ()
    onward: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A command waits for one part: its words, the parts typed so far, and the part that is
    missing. ``choices`` are what a number stands for, in their order, where the card offers some;
    ``left`` are the answers that it still takes.
    """

    words: str
    raw: dict[str, str]
    part: str
    choices: tuple[str, ...] = ()
    left: int = TRIES

    def answered(self, text: str) -> dict[str, str]:
        """Give the parts with the missing one, by its number where it is one of the choices."""
        number = normalise(text).removeprefix("#")
        is_offered = number.isdecimal() and 0 < int(number[:9]) <= len(self.choices)
        return {**self.raw, self.part: self.choices[int(number) - 1] if is_offered else text}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text may mean: a command's words, and its parts as they were typed."""

    words: str
    raw: dict[str, str]


@dataclass(frozen=True, slots=True)
class Choosing:
    """A text may mean several commands, and the number of one is waited for.

    ``said`` is that text, ``left`` are the answers that it still takes.
    """

    said: str
    meanings: tuple[Meaning, ...]
    left: int = TRIES

    def expects(self, text: str) -> bool:
        """Whether a message is the answer this waits for."""
        return is_number(plain(text))

    def chosen(self, text: str) -> Meaning | None:
        """Give what has this number, None for no number of any."""
        number = normalise(plain(text)).removeprefix("#")
        if not (is_number(number) and 0 < int(number[:9]) <= len(self.meanings)):
            return None
        return self.meanings[int(number) - 1]


@dataclass(frozen=True, slots=True)
class Offer:
    """A command that may be meant, and is done once somebody presses or says so.

    ``line`` is what would be typed for it; the numbers in its arguments are those of ``last_list``,
    and ``mentions`` and ``strangers`` are whom the sentence mentioned.
    """

    words: str
    raw: dict[str, str]
    line: str
    last_list: str | None = None
    mentions: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()

    def says(self, _: str) -> str:
        """Give the command that does the same."""
        return self.line


@dataclass(frozen=True, slots=True)
class Offering:
    """Some commands were offered, and one of their numbers may be said; a yes takes the only one.

    Whatever else is said leaves the offer, if it says something. One that ``asks`` is about what
    was surely meant, and waits for a yes.
    """

    offers: tuple[Offer, ...]
    asks: bool = False

    yields = True

    def expects(self, text: str) -> bool:
        """Whether a message takes one of them."""
        return self.chosen(text) is not None

    def chosen(self, text: str) -> Offer | None:
        """Give what a message takes, None for nothing."""
        number = normalise(plain(text)).removeprefix("#")
        if is_number(number) and 0 < int(number[:9]) <= len(self.offers):
            return self.offers[int(number) - 1]
        only = self.offers[0] if len(self.offers) == 1 else None
        return only if only and is_yes(text, only.words.split()[-1]) else None


QUESTIONS: tuple[type, ...] = (Asking, Choosing, Guided, Offer, Offering)
"""What may be asked of any command, whatever the commands are."""


@dataclass(frozen=True, slots=True)
class Cancel(CommandButton):
    """The button that ends whatever a card asks."""

    command = "取消", "cancel"


_STORED: TypeAdapter[Session] = TypeAdapter(Session)


class Sessions:
    """Loads sessions; saving is part of the script that ends a turn."""

    def __init__(
        self, store: Store, types: TaggedUnion, face_of: Callable[[str, str], Awaitable[int | None]]
    ) -> None:
        """``face_of`` tells which face a card showed when a turn found it, ``None`` for a card that
        is gone.
        """
        self._store = store
        self._types = types
        self._face_of = face_of

    def key(self, place: ConversationKey) -> str:
        return self._store.key("session", place.conversation_id, place.person)

    def needs(self, place: ConversationKey) -> tuple[Read, ...]:
        """Say what a turn reads of this."""
        return (("GET", self.key(place)),)

    async def load(self, place: ConversationKey, turn: str) -> Session:
        """Read the session a turn starts from.

        One of an older release, or whose card moved on, waits for nothing. What the turn itself has
        done to the card does not count: it may run twice.
        """
        key = self.key(place)
        read = self._store.read(_STORED, await self._store.get(key), key) or Session()
        session = replace(read, state=self._types.load(read.state), onward="")
        if session.state is not None and await self._face_of(session.card, turn) != session.face:
            return replace(session, state=None, card="", face=0, pending=())
        return session

    def dump(self, session: Session) -> str:
        state = None if session.state is None else self._types.dump(session.state)
        return json.dumps({**asdict(replace(session, state=None)), "state": state})
