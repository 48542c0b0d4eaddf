"""Roles: outsider, member, admin; and whether changes are stopped.

Roles only ever take away what DingTalk would allow. Who somebody is comes from the platform: the
message, the callback's userId, or the contact call, which is not a counted one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import IntEnum

from bot.audit import Noting
from bot.documents import Changed, Document, Documents
from bot.errors import NotStaff, Paused, PlatformError, Unavailable, UserUnknown
from bot.language import normalise
from bot.messages import Conversation, Sender
from bot.storage import Store

NICK_SECONDS = 30 * 24 * 3600
SEEN_SECONDS = 90 * 24 * 3600
SEEN_ADMINS = "seen-admins"
"""Those who spoke as admins of the organisation: some may be none any more."""


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


Named = tuple[str, str]
"""What is kept of an admin that was named: what they are called, and who named them."""

StoredPlace = list[str | None]
"""What is kept of where the admins are told things: id, kind, title, and whom it is with."""

Watching = tuple[str, str, int]
"""What is kept of the operator: userId, name, since when."""

Stopped = tuple[str, int]
"""What is kept of a pause: who stopped all changes, and when (milliseconds since 1970; 0 where that
cannot be read)."""

AdminFlag = Callable[[str, float], Awaitable[bool | None]]
"""Ask the platform whether a userId is an admin of the organisation, at most so many seconds old;
None where it does not say.
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
        presence_seconds: float = 0,
    ) -> None:
        """``always`` are userIds of the settings; a flag is believed for ``flag_seconds``, and for
        ``presence_seconds`` that whoever wrote in a group is in it (0: everybody is).
        """
        self._store = store
        self._always = always
        self._admin_flag = admin_flag
        self._flag_seconds = flag_seconds
        self._presence = int(presence_seconds * 1000)
        self._named = Documents(store, store.key("admins"), tuple[str, str])

    async def note(self, sender: Sender, here: Conversation | None = None) -> None:
        """Remember the admin flag and the nick that came with a message, and that whoever sent it
        is in the group ``here``: no call lists the members of an ordinary one (page
        `query-group-members`).
        """
        who = sender.user_id
        if who is None:
            return
        async with self._store.redis.pipeline(transaction=False) as pipe:
            if sender.is_admin is not None and self._flag_seconds > 0:
                millis = int(self._flag_seconds * 1000)
                pipe.set(self._flag(who), int(sender.is_admin), px=millis)
            if sender.is_admin:
                pipe.hset(self._store.key(SEEN_ADMINS), who, sender.nick)
                pipe.expire(self._store.key(SEEN_ADMINS), SEEN_SECONDS)
            if sender.nick:
                pipe.set(self._nick(who), sender.nick, ex=NICK_SECONDS)
                pipe.sadd(self._called(sender.nick), who)
                pipe.expire(self._called(sender.nick), NICK_SECONDS)
            if here is not None and here.is_group and self._presence:
                pipe.set(self._present(here.id, who), 1, px=self._presence)
            await pipe.execute()

    async def is_known_in(self, conversation_id: str, sender: Sender) -> bool:
        """Whether somebody has written to the bot in a group lately, or is known to be an admin,
        who may look at everything.
        """
        if not self._presence or await self._store.get(self._present(conversation_id, sender.key)):
            return True
        return await self.known_role(sender) is Role.ADMIN

    async def nick(self, user_id: str) -> str:
        """What somebody was called when they last said something; empty if that is unknown."""
        return await self._store.get(self._nick(user_id)) or ""

    async def called(self, name: str) -> dict[str, str]:
        """Give those who were called so when they last said something: name by userId."""
        members: set[str] = await self._store.redis.smembers(self._called(name))  # type: ignore[assignment] # decoded
        nicks = {user_id: await self.nick(user_id) for user_id in sorted(members)}
        return {
            user_id: nick
            for user_id, nick in nicks.items()
            if nick and normalise(nick) == normalise(name)
        }

    async def known_role(self, sender: Sender) -> Role | None:
        """Tell the role from what Redis knows; ``None`` when the admin flag must be asked for."""
        if sender.user_id is None:
            return Role.OUTSIDER
        if await self.is_named(sender.user_id):
            return Role.ADMIN
        keys = [self._flag(sender.user_id), self._outsider(sender.user_id)]
        flag, outsider = await self._store.redis.mget(keys)
        if flag is None:
            return None if outsider is None else Role.OUTSIDER
        return Role.ADMIN if flag == "1" else Role.MEMBER

    async def role(self, sender: Sender, *, fresh: bool = False, needs: Role = Role.ADMIN) -> Role:
        """Tell the role, asking DingTalk when it is unknown or must be ``fresh``.

        ``needs`` is the role that matters. Raises NotStaff for somebody DingTalk does not know in
        this organisation, Unavailable when it does not say whether they are an admin and that
        matters, and PlatformError.
        """
        if sender.user_id is None:
            return Role.OUTSIDER
        known = None if fresh else await self.known_role(sender)
        if known is Role.OUTSIDER:
            raise NotStaff
        if known is not None:
            return known
        try:
            is_admin = await self._admin_flag(sender.user_id, 0 if fresh else self._flag_seconds)
        except UserUnknown as unknown:
            await self._note_outsider(sender.user_id)
            raise NotStaff from unknown
        await self.note(Sender(sender.user_id, sender.sender_id, sender.nick, is_admin))
        if is_admin or await self.is_named(sender.user_id):
            return Role.ADMIN
        if is_admin is None and needs is Role.ADMIN:
            raise Unavailable(message="whether somebody is an admin was not said")
        return Role.MEMBER

    def may_be_admin(self, sender: Sender) -> bool:
        """Whether a message, or the settings, say that its sender is an admin."""
        return sender.is_admin is True or sender.user_id in self._always

    async def is_named(self, user_id: str) -> bool:
        """Whether settings or ``/admin add`` make this person an admin."""
        if user_id in self._always:
            return True
        return bool(await self._store.redis.hexists(self._store.key("admins"), user_id))

    async def admins(self) -> tuple[Admin, ...]:
        """The admins named by settings (``by`` is empty) and by ``/admin add``."""
        stored = sorted((await self._named.all()).items())
        named = [Admin(user_id, name, by) for user_id, (name, by) in stored]
        return (*(Admin(user_id, user_id, "") for user_id in sorted(self._always)), *named)

    async def reachable(self) -> tuple[Admin, ...]:
        """Give the admins who can be written to: those named, and those of DingTalk's own who have
        spoken to the bot, as far as DingTalk says that they still are.
        """
        named = [
            replace(each, name=each.name if each.by else await self.nick(each.user_id) or each.name)
            for each in await self.admins()
        ]
        known = {each.user_id for each in named}
        seen: dict[str, str] = await self._store.redis.hgetall(  # type: ignore[assignment] # decoded
            self._store.key(SEEN_ADMINS)
        )
        others = [
            Admin(user_id, nick or user_id, "")
            for user_id, nick in sorted(seen.items())
            if user_id not in known and await self.is_organisation_admin(user_id)
        ]
        return (*named, *others)

    async def is_admin(self, user_id: str) -> bool:
        """Whether this person is an admin, as far as DingTalk says."""
        return await self.is_named(user_id) or await self.is_organisation_admin(user_id)

    async def is_organisation_admin(self, user_id: str) -> bool:
        """Whether DingTalk says that this person is an admin of the organisation."""
        try:
            return await self._admin_flag(user_id, self._flag_seconds) is True
        except PlatformError:
            return False

    async def is_still_admin(self, user_id: str, max_age: float | None = None) -> bool:
        """Whether somebody who was an admin is one, by a flag at most ``max_age`` seconds old: what
        DingTalk does not tell is no loss.
        """
        age = self._flag_seconds if max_age is None else max_age
        try:
            flag = await self._admin_flag(user_id, age)
        except UserUnknown:
            return False
        except PlatformError:
            return True
        return flag is not False or await self.is_named(user_id)

    async def add_admin(
        self, user_id: str, name: str, by: str, noting: Noting[Named] | None = None
    ) -> Admin | None:
        """Name an admin; gives them as they were named before, which stands, None if they were
        not.
        """
        made = await self._named.change(user_id, lambda before: before or (name, by), noting=noting)
        return Admin(user_id, *made.before) if made.before else None

    async def remove_admin(self, user_id: str, noting: Noting[Named] | None = None) -> Admin | None:
        """Take the role back, and give whose it was; None if ``/admin add`` had not given it."""
        made = await self._named.change(user_id, lambda _: None, noting=noting)
        return Admin(user_id, *made.before) if made.before else None

    async def _note_outsider(self, user_id: str) -> None:
        """Remember, as long as a flag, that DingTalk knows nobody of this userId here; a flag that
        comes later is believed, and lasts longer.
        """
        if self._flag_seconds > 0:
            millis = int(self._flag_seconds * 1000)
            await self._store.redis.set(self._outsider(user_id), 1, px=millis)

    def _outsider(self, user_id: str) -> str:
        return self._store.key("outsider", user_id)

    def _flag(self, user_id: str) -> str:
        return self._store.key("flag", user_id)

    def _present(self, conversation_id: str, who: str) -> str:
        return self._store.key("present", conversation_id, who)

    def _nick(self, user_id: str) -> str:
        return self._store.key("nick", user_id)

    def _called(self, name: str) -> str:
        return self._store.key("called", normalise(name))


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
