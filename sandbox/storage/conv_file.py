"""Files sent into conversations (convFile 1.0). Only ones of this organisation are known here."""

from typing import Any

from sandbox.call import Call, Reply
from sandbox.people import GROUP, Conversation, Message, User
from sandbox.storage.chats import Chats
from sandbox.storage.dentry import FILE
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import text
from sandbox.storage.names import extension
from sandbox.storage.refusals import denied, refused, wrong
from sandbox.views import utc


class ConvFile:
    """Finds group spaces and sends files."""

    def __init__(self, desk: Desk, chats: Chats) -> None:
        self._desk = desk
        self._chats = chats

    def space(self, call: Call) -> Reply:
        """`POST …/conversations/spaces/query` (page `obtain-group-storage-space-information`)."""
        user = self._desk.actor(call)
        space = self._chats.space(self._group(call, user))
        times = {"createTime": utc(space.created), "modifiedTime": utc(space.modified)}
        return Reply(
            {"space": {"spaceId": space.space_id, "corpId": self._desk.world.org.corp_id, **times}}
        )

    def send(self, call: Call) -> Reply:
        """`POST …/conversations/files/send`: a copy (page `send-file-to-specified-session`)."""
        user = self._desk.actor(call)
        source = self._source(call)
        group = self._group(call, user)
        if source.dentry.kind != FILE:
            raise refused(call, "folderNotSupport")
        target = self._chats.root(group)
        self._desk.need(call, user, source, "COPY")
        self._desk.need(call, user, target, "ADD")
        copied = self._copy(source, target, user)
        self._desk.rights.own(target.space, copied.dentry, user)
        self._say(group, user.user_id, copied, None)
        return Reply({"file": _view(copied, group.conversation_id)})

    def send_link(self, call: Call) -> Reply:
        """`POST …/files/links/send` (page `send-a-file-link-to-the-specified-session`)."""
        user = self._desk.actor(call)
        source = self._source(call)
        group = self._group(call, user)
        self._desk.need(call, user, source, "INFO")
        url = f"https://alidocs.dingtalk.com/i/nodes/{source.uuid}"
        self._say(group, user.user_id, source, url)
        return Reply({"file": _view(source, group.conversation_id)})

    def send_by_app(self, call: Call) -> Reply:
        """`POST …/apps/conversations/files/send`: `unionId` is who gets it, and proves nothing.

        Page `sends-a-storage-file-to-a-specified-user`.
        """
        receiver = self._desk.actor(call)
        source = self._source(call)
        chat = self._desk.world.org.chat_of(receiver.user_id)
        if source.dentry.kind != FILE or chat is None:
            raise wrong(call, "dentryId")
        copied = self._copy(source, self._chats.root(chat), receiver)
        self._say(chat, "bot", copied, None)
        return Reply({"file": _view(copied, chat.conversation_id)})

    def _copy(self, source: Place, target: Place, by: User) -> Place:
        dentry = source.dentry
        content = dentry.size if dentry.content is None else dentry.content
        return self._chats.put(target, by, dentry.name, content)

    def _source(self, call: Call) -> Place:
        body = call.json_object()
        space_id, dentry_id = text(call, body, "spaceId"), text(call, body, "dentryId")
        space = self._desk.space(call, space_id)
        return self._desk.movable(call, self._desk.dentry(call, space, dentry_id))

    def _group(self, call: Call, user: User) -> Conversation:
        conversation_id = text(call, call.json_object(), "openConversationId", needed=False)
        if not conversation_id:
            raise wrong(call, "conversationId")
        found = self._desk.world.org.conversations.get(conversation_id)
        if found is None or found.type != GROUP:
            raise refused(call, "conversationNotExist")
        if user.user_id not in found.members:
            raise denied(call)
        return found

    def _say(self, conversation: Conversation, sender: str, place: Place, url: str | None) -> None:
        world, dentry = self._desk.world, place.dentry
        world.post(
            Message(
                at=world.now(),
                conversation_id=conversation.conversation_id,
                sender=sender,
                kind="file",
                via="robot",
                text=dentry.name,
                msg_id=world.org.ids.message_id(),
                file={"name": dentry.name, "url": url, "size": dentry.size},
            )
        )


def _view(place: Place, conversation_id: str) -> dict[str, Any]:
    """A `ConvFile`."""
    dentry = place.dentry
    return {
        "id": dentry.dentry_id,
        "conversationId": conversation_id,
        "spaceId": place.space.space_id,
        "parentId": dentry.parent_id,
        "type": dentry.kind,
        "name": dentry.name,
        "size": dentry.size,
        "path": dentry.path,
        "version": dentry.version,
        "status": "NORMAL",
        "extension": extension(dentry.name),
        "creatorId": dentry.creator,
        "modifierId": dentry.modifier,
        "createTime": utc(dentry.created),
        "modifiedTime": utc(dentry.modified),
        "uuid": place.uuid,
    }
