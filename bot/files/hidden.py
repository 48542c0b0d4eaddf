"""Spaces that are in nobody's list: of conversations, of people, of apps.

DingTalk gives them by their ids, to whom they are open.
"""

from typing import Final

from pydantic import TypeAdapter

from bot.dingtalk.http import DingTalk
from bot.dingtalk.payload import Id, Payload, Size, Whole, Words, moment, rows_of
from bot.drive.space import NO_LIMIT, Space
from bot.errors import Unavailable
from bot.messages import Conversation
from bot.storage import Store

OF_GROUP: Final = "/v1.0/convFile/conversations/spaces/query"
ONE_SPACE: Final = "/v1.0/storage/spaces/{spaceId}"
KEPT_MILLIS: Final = 10 * 60 * 1000
"""So long a space that somebody was given is taken for theirs; DingTalk judges every call."""

_STORED: TypeAdapter[Space] = TypeAdapter(Space)


class StorageSpaceRow(Payload):
    """DingTalk's `StorageSpace` (page `get-space-information`).

    A ``quota`` of -1 is no limit, as for the spaces of a list; what is absent says nothing.
    """

    id: Id
    name: Words = None
    owner_type: Words = None
    used_quota: Size = None
    quota: Whole = None
    create_time: Words = None

    def space(self) -> Space:
        limit = self.quota
        return Space(
            self.id,
            self.name or self.id,
            (self.owner_type or "").lower(),
            self.used_quota,
            None if limit is None or limit < 0 else limit,
            moment(self.create_time),
            quota_known=limit is not None and limit >= NO_LIMIT,
        )


class GroupSpaceRow(Payload):
    """What is said of a group's space (page `obtain-group-storage-space-information`)."""

    space_id: Id


def space_of(body: object, request_id: str) -> Space:
    """Read an answer of one space. Raises Unavailable for what is none."""
    rows = rows_of(StorageSpaceRow, [body])
    if rows is None or not rows.read:
        raise Unavailable("", "a space that cannot be read", request_id)
    return rows.read[0].space()


class HiddenSpaces:
    """Finds such spaces, as one person."""

    def __init__(self, dingtalk: DingTalk, store: Store) -> None:
        self._dingtalk = dingtalk
        self._store = store

    async def read(self, viewer: str, space_id: str) -> Space:
        """Read a space by its id: one counted call (page `get-space-information`).

        Raises SpaceMissing, NotAuthorized and kin.
        """
        answer = await self._dingtalk.call(
            "GET", ONE_SPACE, path={"spaceId": space_id}, query={"unionId": viewer}
        )
        space = space_of(answer.body.get("space"), answer.request_id)
        await self.keep(viewer, space)
        return space

    async def of_group(self, viewer: str, group: Conversation) -> Space:
        """Give the space of a group's files, called as the group is: one counted call (page
        `obtain-group-storage-space-information`).

        Raises NoGroupFiles, NotAuthorized and kin.
        """
        answer = await self._dingtalk.call(
            "POST",
            OF_GROUP,
            query={"unionId": viewer},
            body={"openConversationId": group.id},
        )
        rows = rows_of(GroupSpaceRow, [answer.body.get("space")])
        if rows is None or not rows.read:
            raise Unavailable("", "a group's space that cannot be read", answer.request_id)
        space_id = rows.read[0].space_id
        space = Space(space_id, group.title or space_id, "group", None, quota_known=False)
        await self.keep(viewer, space)
        return space

    async def kept(self, viewer: str, space_id: str) -> Space | None:
        """Give one that this person was given lately, without a call; None for nothing."""
        key = self._key(viewer, space_id)
        return self._store.read(_STORED, await self._store.get(key), key)

    async def keep(self, viewer: str, space: Space) -> None:
        """Take in that DingTalk has given somebody a space."""
        key = self._key(viewer, space.id)
        await self._store.redis.set(key, _STORED.dump_json(space), px=KEPT_MILLIS)
        self._store.touched(key)

    def _key(self, viewer: str, space_id: str) -> str:
        return self._store.key("hidden-space", viewer, space_id)
