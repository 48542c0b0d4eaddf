"""Who somebody is: from the userId of a message to the unionId that Drive calls are made with."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from bot.dingtalk.http import DingTalk
from bot.dingtalk.payload import Flag, Id, Payload, Words
from bot.errors import Unavailable, UserUnknown
from bot.opened import Read
from bot.storage import Store

KEPT_MILLIS = 24 * 3600 * 1000
UNKNOWN_SECONDS = 24 * 3600
"""So long an answer counts that nobody has a userId: it may be what somebody mistyped."""
GONE_SECONDS = 90 * 24 * 3600
"""So long it counts that somebody has left."""
BY_UNION = "/topapi/user/getbyunionid"
LEFT = "user_leave_org"
"""The event of people who have left; ``userId`` lists them."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A member of the organisation, as DingTalk knew them at ``at`` (milliseconds since 1970).

    ``is_admin`` says whether they are an admin of the organisation, None where DingTalk did not.
    """

    user_id: str
    union_id: str
    name: str
    is_admin: bool | None
    at: int


class _Member(Payload):
    """The part of `result` that we read (page `query-user-details`)."""

    unionid: Id
    name: Words = None
    admin: Flag = None


class _Found(Payload):
    """The part of `result` that we read (page `query-a-user-by-the-union-id`)."""

    userid: Id


_stored = TypeAdapter(Contact)


def left_in(kind: str, data: Mapping[str, object]) -> tuple[str, ...]:
    """Give the userIds of those of whom an event says that they have left."""
    left = data.get("userId") if kind == LEFT else None
    return tuple(str(user_id) for user_id in left) if isinstance(left, list) else ()


class Contacts:
    """The organisation's people, remembered for a day."""

    def __init__(self, dingtalk: DingTalk, store: Store) -> None:
        self._dingtalk = dingtalk
        self._store = store

    async def person(self, user_id: str, max_age: float) -> Contact:
        """Look a person up, unless what is known is younger than ``max_age`` seconds.

        Raises UserUnknown, UserOutOfScope, ScopeMissing and the other errors of a call.
        """
        now = await self._store.now()
        known = await self._known(user_id)
        if known is not None and now - known.at < max_age * 1000:
            return known
        try:
            person = await self._ask(user_id, now)
        except UserUnknown:
            await self._note_gone(user_id, UNKNOWN_SECONDS)
            raise
        await self._store.redis.delete(self._gone(user_id))
        value, asked = _stored.dump_json(person), self._store.key("person-asked", user_id)
        is_kept = await self._store.keep(self._key(user_id), asked, value, now, KEPT_MILLIS)
        return person if is_kept else await self._known(user_id) or person

    async def user_id(self, union_id: str) -> str:
        """Give whose unionId this is, as known for a day (page `query-a-user-by-the-union-id`).

        Raises UserUnknown, UserOutOfScope, ScopeMissing and the other errors of a call.
        """
        key = self._store.key("user-of", union_id)
        known = await self._store.get(key)
        if known is not None:
            return known
        answer = await self._dingtalk.call("POST", BY_UNION, body={"unionid": union_id})
        try:
            found = _Found.model_validate(answer.body.get("result")).userid
        except ValidationError:
            raise Unavailable("", "a person without a userId", answer.request_id) from None
        await self._store.redis.set(key, found, px=KEPT_MILLIS)
        return found

    def needs(self, user_id: str) -> tuple[Read, ...]:
        """Say what a turn of somebody reads of this."""
        return (("GET", self._key(user_id)),)

    async def heard(self, kind: str, data: dict[str, object]) -> None:
        """Take in an event: that somebody has left."""
        for user_id in left_in(kind, data):
            await self.forget(user_id)
            await self._note_gone(user_id, GONE_SECONDS)

    async def name(self, user_id: str) -> str:
        """Give what somebody is called, as far as that is known without asking; else empty."""
        known = await self._known(user_id)
        return known.name if known else ""

    async def forget(self, user_id: str) -> str | None:
        """Drop what is known of somebody; gives their unionId, None where it was not known."""
        known = await self._known(user_id)
        await self._store.redis.delete(self._key(user_id))
        self._store.touched(self._key(user_id))
        return known.union_id if known else None

    async def has_left(self, user_id: str) -> bool:
        """Tell whether DingTalk has said that nobody of this userId is in the organisation, and
        has not given them since.
        """
        return bool(await self._store.redis.exists(self._gone(user_id)))

    async def _note_gone(self, user_id: str, seconds: int) -> None:
        await self._store.redis.set(self._gone(user_id), 1, ex=seconds)

    async def _ask(self, user_id: str, now: int) -> Contact:
        answer = await self._dingtalk.call(
            "POST", "/topapi/v2/user/get", body={"userid": user_id, "language": "zh_CN"}
        )
        try:
            member = _Member.model_validate(answer.body.get("result"))
        except ValidationError:
            raise Unavailable("", "a person without a unionId", answer.request_id) from None
        return Contact(user_id, member.unionid, member.name or "", member.admin, now)

    async def _known(self, user_id: str) -> Contact | None:
        return await self._store.cached(_stored, self._key(user_id))

    def _gone(self, user_id: str) -> str:
        return self._store.key("person-gone", user_id)

    def _key(self, user_id: str) -> str:
        return self._store.key("person", user_id)
