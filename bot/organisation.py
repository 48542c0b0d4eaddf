"""What the bot knows of the organisation as a whole: its id, its operator, and whether changes are
stopped.
"""

from dataclasses import dataclass

from bot.audit import Noting
from bot.documents import Changed, Document, Documents
from bot.errors import Paused
from bot.messages import Conversation
from bot.opened import Read
from bot.storage import Store


@dataclass(frozen=True, slots=True)
class Operator:
    """The person as whom spaces are watched: userId, name as it was then, since when (ms)."""

    user_id: str
    name: str
    since: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is told unasked; ``user_id`` is whom a single chat is with."""

    conversation: Conversation
    user_id: str | None = None


StoredPlace = list[str | None]
"""What is kept of where the admins are told things: id, kind, title, and whom it is with."""

Watching = tuple[str, str, int]
"""What is kept of the operator: userId, name, since when."""

Stopped = tuple[str, int]
"""What is kept of a pause: who stopped all changes, and when (milliseconds since 1970; 0 where that
cannot be read)."""


_LEARN = """
redis.call(ARGV[2], KEYS[1], 'corp', ARGV[1])
return redis.call('HGET', KEYS[1], 'corp')
"""


class Organisation:
    """What the bot knows of the organisation as a whole."""

    def __init__(self, store: Store, *, stated: str = "") -> None:
        """``stated`` is the corpId that the settings state, empty where they do not."""
        self._store = store
        self._stated = stated
        self._learn = store.script(_LEARN)
        self._corp_id: str | None = None
        self._place = Documents(store, store.key("org"), list[str | None])
        self._operator = Documents(store, store.key("org"), tuple[str, str, int])
        # What cannot be read may say that all changes are stopped, so they are.
        self._pause = Document(store, store.key("pause"), tuple[str, int], in_doubt=("?", 0))

    async def corp_id(self) -> str | None:
        """The organisation's id, known from the first message on; until then clicks are refused.

        It never changes, so a process that has seen it knows it even when Redis forgets.
        """
        if self._stated:
            return self._stated
        self._corp_id = await self._store.hget(self._store.key("org"), "corp") or self._corp_id
        return self._corp_id

    async def learn(self, corp_id: str) -> None:
        """Keep the corpId of the first message (chatbotCorpId, never senderCorpId), or the one that
        the settings state.
        """
        wanted, how = (self._stated, "HSET") if self._stated else (corp_id, "HSETNX")
        if wanted:
            self._corp_id = await self._learn([self._store.key("org")], [wanted, how])

    async def is_another(self, corp_id: str) -> bool:
        """Whether this is known to be another organisation's id; empty is that of none."""
        if corp_id in {"", self._corp_id}:
            return False
        return await self.corp_id() not in {None, corp_id}

    def needs(self) -> tuple[Read, ...]:
        """Say what a turn, or a press, reads of this."""
        org = self._store.key("org")
        return ("HGET", org, "corp"), ("HGET", org, "operator")

    def count_other(self, what: str) -> None:
        """Count a message or a press that came from another organisation."""
        self._store.counts.foreign[what] += 1

    async def admins_place(self) -> Place | None:
        """Where the admins are told things, named by ``/admin here``."""
        return _place(await self._place.get("admins"))

    async def name_admins_place(
        self, place: Place, noting: Noting[StoredPlace] | None = None
    ) -> Place | None:
        """Tell admins things in one place from now on; gives where it was until then."""
        here = place.conversation
        members = [here.id, here.kind, here.title, place.user_id]
        made = await self._place.change("admins", lambda _: members, noting=noting)
        return _place(made.before)

    async def operator(self) -> Operator | None:
        """As whom spaces are watched; None while nobody is named."""
        stored = await self._operator.get("operator")
        return Operator(*stored) if stored else None

    async def name_operator(
        self, operator: Operator | None, noting: Noting[Watching] | None = None
    ) -> Operator | None:
        """Watch as somebody, or as nobody; gives as whom until then."""
        members = (operator.user_id, operator.name, operator.since) if operator else None
        made = await self._operator.change("operator", lambda _: members, noting=noting)
        return Operator(*made.before) if made.before else None

    async def has_ended(self, noting: Noting[Watching]) -> bool:
        """Tell whether an earlier run of the same turn has named another operator, or nobody."""
        return await self._operator.made(noting) is not None

    async def end_operator(
        self, only: str = "", noting: Noting[Watching] | None = None
    ) -> Operator | None:
        """Watch as nobody, ``only`` if it is this userId where one is said; gives as whom until
        then.
        """
        made = await self._operator.change(
            "operator", lambda now: now if now and only not in {"", now[0]} else None, noting=noting
        )
        return Operator(*made.before) if made.before and not made.after else None

    async def pause(
        self, by: str, at: int, noting: Noting[Stopped] | None = None
    ) -> Changed[Stopped]:
        """Stop all changes; the first who does it is the one named, ``at`` in milliseconds."""
        return await self._pause.change(lambda before: before or (by, at), noting=noting)

    async def resume(self, noting: Noting[Stopped] | None = None) -> bool:
        """Allow changes again; ``False`` when they were not stopped."""
        return (await self._pause.change(lambda _: None, noting=noting)).before is not None

    async def paused(self) -> tuple[str, int] | None:
        """Who stopped changes and since when (milliseconds), or ``None``."""
        return await self._pause.get()

    async def check_not_paused(self) -> None:
        """Raise Paused when an admin stopped all changes."""
        paused = await self.paused()
        if paused is not None:
            raise Paused(*paused)


def _place(stored: list[str | None] | None) -> Place | None:
    """Read where the admins are told things; the person was added by a later release."""
    match stored:
        case [str(conversation_id), str(kind), str(title), *who]:
            return Place(Conversation(conversation_id, kind, title), *who)
        case _:
            return None
