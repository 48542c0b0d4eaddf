"""What a conversation has chosen for itself, whom it has met, and what it is called; that lasts."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.messages import Conversation, alone_with
from bot.opened import Read
from bot.scripts import ScriptPart
from bot.storage import Store

MET_SECONDS = 400 * 24 * 3600

AWAY_SECONDS = 15 * 60


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
