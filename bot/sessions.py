"""What a conversation is in the middle of, and what it has chosen for itself.

A *state* is a type that carries its data; it is written by the script that ends a turn (``inbox``),
so that a turn that runs twice starts from the same session. A state that waits on a card is over
once that card shows another face. What a conversation chose (language, default space) is kept apart
and lasts.
"""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace

from pydantic import TypeAdapter

from bot.guided import Guided
from bot.language import is_number, is_yes, normalise, paged, plain
from bot.messages import Conversation, ConversationKey, alone_with
from bot.opened import Read
from bot.recent_lists import Lists
from bot.shared_buttons import CommandButton
from bot.steps import ScriptPart
from bot.storage import Store
from bot.tagged_union import TaggedUnion

SESSION_SECONDS = 24 * 3600
MET_SECONDS = 400 * 24 * 3600
AWAY_SECONDS = 15 * 60
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
    they may go on about.
    """

    state: object | None = None
    card: str = ""
    face: int = 0
    last_list: str | None = None
    language: str | None = None
    topic: LastAnswer | None = None
    lists: Lists = field(default_factory=dict)


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

    Whatever else is said leaves the offer.
    """

    offers: tuple[Offer, ...]

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
        session = replace(read, state=self._types.load(read.state))
        if session.state is not None and await self._face_of(session.card, turn) != session.face:
            return replace(session, state=None, card="", face=0)
        return session

    def dump(self, session: Session) -> str:
        state = None if session.state is None else self._types.dump(session.state)
        return json.dumps({**asdict(replace(session, state=None)), "state": state})


@dataclass(frozen=True, slots=True)
class Called:
    """What a conversation is called: a group by its title, a single chat by ``who`` it is with."""

    is_group: bool
    title: str
    who: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for a conversation, and the names of who did; each is empty where nothing
    was, or an older release did not keep it.
    """

    language: str = ""
    language_by: str = ""
    space_id: str = ""
    space_name: str = ""
    space_by: str = ""


_CHOSEN = {
    "language": "language",
    "language_by": "language_by",
    "space": "space_id",
    "space_name": "space_name",
    "space_by": "space_by",
}
"""Under which name each is stored."""

_MEET = "redis.call('SET', KEYS[1], 1, 'EX', ARGV[1])"
_VISIT = """
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[1])
if KEYS[2] then
  redis.call('HSET', KEYS[2], 'in', ARGV[3], 'spoken', ARGV[4])
  redis.call('EXPIRE', KEYS[2], ARGV[1])
end
"""


class Conversations:
    """What a conversation has chosen, and who has been greeted."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._led: str | None = None

    async def language(self, conversation_id: str) -> str | None:
        """The language set by ``lang``, or ``None``."""
        return await self._get(conversation_id, "language")

    async def language_with(self, user_id: str) -> str | None:
        """The language of somebody's single chat: set by ``lang``, or else spoken there last."""
        alone = self._store.key("conversation", alone_with(user_id))
        here, spoken = await self._store.redis.hmget(alone, ["in", "spoken"])
        chosen = await self.language(str(here)) if here else None
        return chosen or (str(spoken) if spoken else None)

    async def choose_language(self, conversation_id: str, language: str, by: str = "") -> None:
        """Speak a language here from now on; ``by`` is the name of who chose it."""
        await self._set(conversation_id, {"language": language, "language_by": by})

    async def default_space(self, conversation_id: str) -> str | None:
        """The spaceId set by ``use``, or ``None``."""
        return await self._get(conversation_id, "space")

    async def choose_space(
        self, conversation_id: str, space_id: str, name: str = "", by: str = ""
    ) -> None:
        """Mean a space here by default; ``name`` is what it was called when it was chosen."""
        chosen = {"space": space_id, "space_name": name, "space_by": by}
        await self._set(conversation_id, chosen)

    async def chosen(self, conversation_id: str) -> Chosen:
        """Give all that was chosen for a conversation."""
        key, names = self._store.key("conversation", conversation_id), list(_CHOSEN)
        found = dict(zip(names, await self._store.redis.hmget(key, names), strict=True))
        return Chosen(**{name: str(found[stored] or "") for stored, name in _CHOSEN.items()})

    async def forget_space(self, conversation_id: str) -> None:
        key = self._store.key("conversation", conversation_id)
        await self._store.redis.hdel(key, "space", "space_name", "space_by")
        self._store.touched(key)

    def needs(self, conversation_id: str, person: str) -> tuple[Read, ...]:
        """Say what a turn reads of this."""
        here = self._store.key("conversation", conversation_id)
        return ("HGET", here, "language"), ("EXISTS", self._store.key("met", person))

    async def met(self, person: str) -> bool:
        """Whether this person has had an answer before."""
        return await self._store.exists(self._store.key("met", person))

    async def meet(self, person: str) -> None:
        await self._store.later(ScriptPart(_MEET, [self._store.key("met", person)], [MET_SECONDS]))

    async def leads(self, turn: str) -> bool:
        """Whether this turn, a message's key, is the one that leads an admin through set-up: the
        first that asks.
        """
        if self._led not in {None, turn}:
            return False
        key = self._store.key("led")
        async with self._store.redis.pipeline() as pipe:
            pipe.set(key, turn, nx=True, ex=MET_SECONDS)
            pipe.get(key)
            _, self._led = await pipe.execute()
        return self._led == turn

    async def turn_away(self, conversation_id: str, person: str) -> None:
        """Remember for a while that somebody was to write in a group before they press there."""
        away = self._store.key("turned-away", conversation_id, person)
        await self._store.redis.set(away, "", ex=AWAY_SECONDS)

    async def comes_back(self, conversation_id: str, person: str, turn: str) -> bool:
        """Whether a turn, this run of it or an earlier one, is the first since they were to."""
        away = self._store.key("turned-away", conversation_id, person)
        before = await self._store.redis.set(away, turn, xx=True, get=True, keepttl=True)
        return before in {"", turn}

    async def visit(
        self, conversation: Conversation, who: str, user_id: str | None = None, language: str = ""
    ) -> None:
        """Remember that something was answered in a conversation: to ``who``, by name; and in which
        language to a ``user_id`` alone, for what they are told there unasked.
        """
        called = json.dumps([conversation.kind, conversation.title, who], ensure_ascii=False)
        keys, spoken = [self._visit(conversation.id)], list[str]()
        if user_id and not conversation.is_group:
            keys.append(self._store.key("conversation", alone_with(user_id)))
            spoken = [conversation.id, language]
        await self._store.later(ScriptPart(_VISIT, keys, [MET_SECONDS, called, *spoken]))

    async def called(self, conversation_ids: Collection[str]) -> dict[str, Called]:
        """Tell what some conversations were called when something was answered there last."""
        ids = list(dict.fromkeys(conversation_ids))
        found = await self._store.redis.mget([self._visit(each) for each in ids]) if ids else []
        read = {each: _called(visit) for each, visit in zip(ids, found, strict=True)}
        return {each: called for each, called in read.items() if called is not None}

    async def visited(self, conversation_ids: Collection[str]) -> frozenset[str]:
        """Give those of some conversations in which something was answered before."""
        if not conversation_ids:
            return frozenset()
        found = await self._store.redis.mget([self._visit(each) for each in conversation_ids])
        pairs = zip(conversation_ids, found, strict=True)
        return frozenset(each for each, visit in pairs if visit is not None)

    def _visit(self, conversation_id: str) -> str:
        return self._store.key("visited", conversation_id)

    async def _get(self, conversation_id: str, name: str) -> str | None:
        return await self._store.hget(self._store.key("conversation", conversation_id), name)

    async def _set(self, conversation_id: str, values: Mapping[str, str]) -> None:
        key = self._store.key("conversation", conversation_id)
        await self._store.redis.hset(key, items=[each for pair in values.items() for each in pair])
        self._store.touched(key)


def _called(visit: bytes | str | None) -> Called | None:
    """Read what a visit left; other releases left no names."""
    match json.loads(visit or "null"):
        case [str(kind), str(title), str(who)]:
            return Called(kind == "group", title, who)
        case _:
            return None
