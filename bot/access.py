"""Roles: outsider, member, admin; and whether changes are stopped.

Roles only ever take away what DingTalk would allow. Who somebody is comes from the platform: the
message, the callback's userId, or the contact call, which is not a counted one.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum

from bot.errors import NotStaff, Paused, UserUnknown
from bot.messages import Conversation, Sender
from bot.storage import Store

NICK_SECONDS = 30 * 24 * 3600


class Role(IntEnum):
    """What somebody may ask the bot for; a higher one may all that a lower one may."""

    OUTSIDER = 0
    MEMBER = 1
    ADMIN = 2


@dataclass(frozen=True, slots=True)
class Admin:
    """Somebody the admins named: userId, name as it was then, and who named them."""

    user_id: str
    name: str
    by: str


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


AdminFlag = Callable[[str, float], Awaitable[bool]]
"""Ask the platform whether a userId is an admin of the organisation, at most so many seconds old.
"""


class Access:
    """Knows who may what. Settings, ``/admin add`` and DingTalk's own admin flag make an admin."""

    def __init__(
        self,
        store: Store,
        *,
        always: frozenset[str],
        admin_flag: AdminFlag,
        flag_seconds: float,
    ) -> None:
        """``always`` are userIds of the settings; a flag is believed for ``flag_seconds``."""
        self._store = store
        self._always = always
        self._admin_flag = admin_flag
        self._flag_seconds = flag_seconds

    async def note(self, sender: Sender) -> None:
        """Remember the admin flag and the nick that came with a message."""
        if sender.user_id is None:
            return
        if sender.is_admin is not None and self._flag_seconds > 0:
            await self._store.redis.set(
                self._flag(sender.user_id),
                int(sender.is_admin),
                px=int(self._flag_seconds * 1000),
            )
        if sender.nick:
            await self._store.redis.set(self._nick(sender.user_id), sender.nick, ex=NICK_SECONDS)

    async def nick(self, user_id: str) -> str:
        """What somebody was called when they last said something; empty if that is unknown."""
        return await self._store.get(self._nick(user_id)) or ""

    async def known_role(self, sender: Sender) -> Role | None:
        """Tell the role from what Redis knows; ``None`` when the admin flag must be asked for."""
        if sender.user_id is None:
            return Role.OUTSIDER
        if await self.is_named(sender.user_id):
            return Role.ADMIN
        flag = await self._store.get(self._flag(sender.user_id))
        if flag is None:
            return None
        return Role.ADMIN if flag == "1" else Role.MEMBER

    async def role(self, sender: Sender, *, fresh: bool = False) -> Role:
        """Tell the role, asking DingTalk when it is unknown or must be ``fresh``.

        Raises NotStaff for somebody DingTalk does not know in this organisation, and PlatformError.
        """
        known = None if fresh and sender.user_id else await self.known_role(sender)
        if known is not None:
            return known
        if sender.user_id is None:
            return Role.OUTSIDER
        try:
            is_admin = await self._admin_flag(sender.user_id, 0 if fresh else self._flag_seconds)
        except UserUnknown as unknown:
            raise NotStaff from unknown
        await self.note(Sender(sender.user_id, sender.sender_id, sender.nick, is_admin))
        named = is_admin or await self.is_named(sender.user_id)
        return Role.ADMIN if named else Role.MEMBER

    async def is_named(self, user_id: str) -> bool:
        """Whether settings or ``/admin add`` make this person an admin."""
        if user_id in self._always:
            return True
        return bool(await self._store.redis.hexists(self._store.key("admins"), user_id))

    async def admins(self) -> tuple[Admin, ...]:
        """The admins named by settings (``by`` is empty) and by ``/admin add``."""
        stored: dict[str, str] = await self._store.redis.hgetall(  # type: ignore[assignment] # decoded
            self._store.key("admins")
        )
        named = [Admin(user_id, *json.loads(value)) for user_id, value in sorted(stored.items())]
        return (*(Admin(user_id, user_id, "") for user_id in sorted(self._always)), *named)

    async def add_admin(self, user_id: str, name: str, by: str) -> None:
        await self._store.redis.hset(self._store.key("admins"), user_id, json.dumps([name, by]))

    async def remove_admin(self, user_id: str) -> bool:
        """Take the role back; ``False`` when ``/admin add`` had not given it."""
        return bool(await self._store.redis.hdel(self._store.key("admins"), user_id))

    def _flag(self, user_id: str) -> str:
        return self._store.key("flag", user_id)

    def _nick(self, user_id: str) -> str:
        return self._store.key("nick", user_id)


_LEARN = """
redis.call('HSETNX', KEYS[1], 'corp', ARGV[1])
return redis.call('HGET', KEYS[1], 'corp')
"""


class Organisation:
    """What the bot knows of the organisation as a whole."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._learn = store.script(_LEARN)
        self._corp_id: str | None = None

    async def corp_id(self) -> str | None:
        """The organisation's id, known from the first message on; until then clicks are refused.

        It never changes, so a process that has seen it knows it even when Redis forgets.
        """
        self._corp_id = await self._store.hget(self._store.key("org"), "corp") or self._corp_id
        return self._corp_id

    async def learn(self, corp_id: str) -> None:
        """Keep the corpId of the first message (chatbotCorpId, never senderCorpId)."""
        if corp_id:
            self._corp_id = await self._learn([self._store.key("org")], [corp_id])

    async def admins_place(self) -> Place | None:
        """Where the admins are told things, named by ``/admin here``."""
        stored = await self._store.hget(self._store.key("org"), "admins")
        if not stored:
            return None
        conversation_id, kind, title, *user_id = json.loads(stored)
        return Place(Conversation(conversation_id, kind, title), *user_id)

    async def tell_admins_in(self, place: Place) -> None:
        here = place.conversation
        members = [here.id, here.kind, here.title, place.user_id]
        await self._store.redis.hset(self._store.key("org"), "admins", json.dumps(members))

    async def operator(self) -> Operator | None:
        """As whom spaces are watched; None while nobody is named."""
        stored = await self._store.hget(self._store.key("org"), "operator")
        return Operator(*json.loads(stored)) if stored else None

    async def name_operator(self, operator: Operator | None) -> None:
        """Watch as somebody else, or as nobody."""
        key = self._store.key("org")
        if operator is None:
            await self._store.redis.hdel(key, "operator")
        else:
            members = [operator.user_id, operator.name, operator.since]
            await self._store.redis.hset(key, "operator", json.dumps(members))

    async def pause(self, by: str, at: int) -> None:
        """Stop all changes; the first who does it is the one named, ``at`` in milliseconds."""
        await self._store.redis.set(self._store.key("pause"), json.dumps([by, at]), nx=True)

    async def resume(self) -> bool:
        """Allow changes again; ``False`` when they were not stopped."""
        return bool(await self._store.redis.delete(self._store.key("pause")))

    async def paused(self) -> tuple[str, int] | None:
        """Who stopped changes and since when (milliseconds), or ``None``."""
        stored = await self._store.get(self._store.key("pause"))
        if stored is None:
            return None
        by, at = json.loads(stored)
        return by, at

    async def check_not_paused(self) -> None:
        """Raise Paused when an admin stopped all changes."""
        paused = await self.paused()
        if paused is not None:
            raise Paused(*paused)
