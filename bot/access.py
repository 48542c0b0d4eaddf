"""Roles: outsider, member, admin.

Roles only ever take away what DingTalk would allow. Who somebody is comes from the platform: the
message, the callback's userId, or the contact call, which is not a counted one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import IntEnum

from bot.audit import Noting
from bot.documents import Documents
from bot.errors import NotStaff, PlatformError, Unavailable, UserError, UserUnknown
from bot.i18n import N_
from bot.language import normalise
from bot.messages import Conversation, Sender
from bot.opened import Read
from bot.organisation import Operator, Organisation, Place, Stopped, StoredPlace, Watching
from bot.scripts import ScriptPart
from bot.storage import Store

NICK_SECONDS = 30 * 24 * 3600
SEEN_SECONDS = 90 * 24 * 3600
SEEN_ADMINS = "seen-admins"
"""Those who spoke as admins of the organisation: some may be none any more."""


__all__ = [
    "Access",
    "Admin",
    "AdminFlag",
    "Named",
    "Operator",
    "Organisation",
    "Place",
    "Role",
    "RoleOf",
    "Stopped",
    "StoredPlace",
    "Watching",
    "is_surely_admin",
]


class Role(IntEnum):
    """What somebody may ask the bot for; a higher one may all that a lower one may."""

    OUTSIDER = 0
    MEMBER = 1
    ADMIN = 2


RoleOf = Callable[[Sender, Role], Awaitable[Role]]
"""Tells somebody's role, where that one matters; raises NotStaff, and PlatformError."""


@dataclass(frozen=True, slots=True)
class Admin:
    """Somebody the admins named: userId, name as it was then, and who named them."""

    user_id: str
    name: str
    by: str


Named = tuple[str, str]
"""What is kept of an admin that was named: what they are called, and who named them."""

AdminFlag = Callable[[str, float], Awaitable[bool | None]]
"""Ask the platform whether a userId is an admin of the organisation, at most so many seconds old;
None where it does not say.
"""


_NOTE = """
local flag_life, seen_life, nick_life, presence, who, nick, flag, is_admin = unpack(ARGV)
if flag ~= '' then redis.call('SET', KEYS[1], flag, 'PX', flag_life) end
if is_admin == '1' then
  redis.call('HSET', KEYS[2], who, nick)
  redis.call('EXPIRE', KEYS[2], seen_life)
end
if nick ~= '' then
  redis.call('SET', KEYS[3], nick, 'EX', nick_life)
  redis.call('SADD', KEYS[4], who)
  redis.call('EXPIRE', KEYS[4], nick_life)
end
if KEYS[5] then redis.call('SET', KEYS[5], 1, 'PX', presence) end
"""


async def is_surely_admin(sender: Sender, role: RoleOf) -> bool:
    """Whether somebody is an admin; whoever's role nobody can tell just now is none."""
    try:
        return await role(sender, Role.ADMIN) is Role.ADMIN
    except (UserError, PlatformError):
        return False


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
        flag = sender.is_admin if self._flag_seconds > 0 else None
        present = here is not None and here.is_group and self._presence
        keys = [
            self._flag(who),
            self._store.key(SEEN_ADMINS),
            self._nick(who),
            self._called(sender.nick),
            *([self._present(here.id, who)] if here is not None and present else []),
        ]
        lives = [int(self._flag_seconds * 1000), SEEN_SECONDS, NICK_SECONDS, self._presence]
        said = [who, sender.nick, "" if flag is None else int(flag), int(bool(sender.is_admin))]

        async def written(_: object = None) -> None:
            if flag is not None:
                self._store.put(("GET", keys[0]), str(int(flag)))
            if sender.nick:
                self._store.put(("GET", keys[2]), sender.nick)

        await self._store.later(ScriptPart(_NOTE, keys, [*lives, *said]), written)
        await written()

    def needs(self, sender: Sender) -> tuple[Read, ...]:
        """Say what a turn of somebody, or a press, reads of this."""
        who = sender.user_id
        if who is None:
            return ()
        return (
            self._naming(who),
            ("GET", self._flag(who)),
            ("GET", self._outsider(who)),
            ("GET", self._nick(who)),
        )

    async def is_known_in(self, conversation_id: str, sender: Sender) -> bool:
        """Whether somebody has written to the bot in a group lately, or is known to be an admin,
        who may look at everything.
        """
        if await self.has_written(conversation_id, sender):
            return True
        return await self.known_role(sender) is Role.ADMIN

    async def has_written(self, conversation_id: str, sender: Sender) -> bool:
        """Whether somebody has written to the bot in a group lately."""
        if not self._presence:
            return True
        return bool(await self._store.get(self._present(conversation_id, sender.key)))

    async def nick(self, user_id: str) -> str:
        """What somebody was called when they last said something; empty if that is unknown."""
        return await self._store.get(self._nick(user_id)) or ""

    async def called(self, name: str) -> dict[str, str]:
        """Give those who were called so when they last said something: name by userId."""
        members: set[str] = await self._store.ask("SMEMBERS", self._called(name))
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
        flag = await self._store.get(self._flag(sender.user_id))
        if flag is None:
            outsider = await self._store.get(self._outsider(sender.user_id))
            return None if outsider is None else Role.OUTSIDER
        return Role.ADMIN if flag == "1" else Role.MEMBER

    async def role(self, sender: Sender, needs: Role = Role.ADMIN, *, fresh: bool = False) -> Role:
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
            if fresh:  # whoever was named may be named no more since this turn was opened
                await self._store.anew(self._naming(sender.user_id))
        except UserUnknown as unknown:
            await self._note_outsider(sender.user_id)
            raise NotStaff from unknown
        await self.note(Sender(sender.user_id, sender.sender_id, sender.nick, is_admin))
        if is_admin or await self.is_named(sender.user_id):
            return Role.ADMIN
        if is_admin is None and needs is Role.ADMIN:
            raise Unavailable(message="whether somebody is an admin was not said")
        return Role.MEMBER

    async def lost(self, sender: Sender, needs: Role = Role.ADMIN) -> str:
        """Say why somebody may not have done any more what they began; empty if they may."""
        try:
            role = await self.role(sender, fresh=True, needs=needs)
        except NotStaff:
            return N_("The person who started it has left the organisation.")
        return "" if role >= needs else N_("The person who started it is no longer an admin.")

    def may_be_admin(self, sender: Sender) -> bool:
        """Whether a message, or the settings, say that its sender is an admin."""
        return sender.is_admin is True or sender.user_id in self._always

    async def is_named(self, user_id: str) -> bool:
        """Whether settings or ``/admin add`` make this person an admin."""
        if user_id in self._always:
            return True
        return bool(await self._store.ask(*self._naming(user_id)))

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
        seen: dict[str, str] = await self._store.ask("HGETALL", self._store.key(SEEN_ADMINS))
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
            self._store.touched(self._outsider(user_id))

    def _naming(self, user_id: str) -> Read:
        return "HEXISTS", self._store.key("admins"), user_id

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
