"""The JSON forms of what the sandbox knows, as its control interface shows them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sandbox.draw import draw
from sandbox.people import SINGLE, Conversation, Face, Message, User
from sandbox.spaces import Space, Spaces

Json = dict[str, Any]
SECONDS = "%Y-%m-%dT%H:%M:%SZ"


def user_view(user: User) -> Json:
    """A person."""
    return {
        "userId": user.user_id,
        "unionId": user.union_id,
        "staffId": user.staff_id,
        "name": user.name,
        "isAdmin": user.is_admin,
    }


def conversation_view(conversation: Conversation) -> Json:
    """A conversation; a single chat names its person."""
    view: Json = {
        "conversationId": conversation.conversation_id,
        "type": conversation.type,
        "title": conversation.title,
        "members": list(conversation.members),
    }
    if conversation.type == SINGLE:
        view["userId"] = conversation.user_id
    return view


def message_view(seq: int, message: Message, viewer: User | None = None) -> Json:
    """One line of a conversation, with the card as `viewer` sees it."""
    view: Json = {
        "seq": seq,
        "at": message.at,
        "conversationId": message.conversation_id,
        "from": message.sender,
        "kind": message.kind,
        "via": message.via,
        "text": message.text,
        "images": list(message.images),
        "recalled": message.recalled,
    }
    optional = {
        "msgId": message.msg_id,
        "replyTo": message.reply_to,
        "title": message.title,
        "file": message.file,
    }
    view |= {name: value for name, value in optional.items() if value is not None}
    if message.lost:
        view["lost"] = True
    if message.card is not None:
        view["card"] = card_view(message.card, viewer)
    return view


def card_view(face: Face, viewer: User | None = None) -> Json:
    """A card as `viewer` sees it, or without anybody's private data."""
    params: Mapping[str, str] = face.params
    if viewer is not None:
        # People are named by userId or unionId, as the card was made.
        for name in (viewer.user_id, viewer.union_id or ""):
            params = {**params, **face.private.get(name, {})}
    drawing = draw(face.template_id, params)
    return {
        "outTrackId": face.out_track_id,
        "templateId": face.template_id,
        "params": dict(params),
        "title": drawing.title,
        "markdown": drawing.markdown,
        "flowStatus": drawing.flow_status,
        "buttons": drawing.buttons,
        "version": face.version,
    }


def space_view(space: Space, spaces: Spaces) -> Json:
    """A space as Drive describes it, with its owner and the files people see."""
    more = {"owner": space.owner, "kind": space.kind, "files": space.visible_files}
    return drive_space(space, spaces) | more | {"filesBytes": spaces.used(space) - space.filler}


def drive_space(space: Space, spaces: Spaces, time_format: str = SECONDS) -> Json:
    """A `DriveSpace` (pages `new-space`, `queries-a-space-list`); sizes in bytes, times in UTC."""
    return {
        "spaceId": space.space_id,
        "spaceName": space.name,
        "spaceType": space.type,
        "quota": space.quota,
        "usedQuota": spaces.used(space),
        "permissionMode": space.permission_mode,
        "createTime": utc(space.created, time_format),
        "modifyTime": utc(space.modified, time_format),
    }


@lru_cache(maxsize=8192)
def utc(millis: int, time_format: str = SECONDS) -> str:
    """A time as text in UTC."""
    # A page of the list holds a hundred times; without the cache they cost more than all else.
    return datetime.fromtimestamp(millis / 1000, UTC).strftime(time_format)
