"""The files of conversations: each group has a space, and so has each chat with the bot."""

from sandbox.people import GROUP, Conversation, User
from sandbox.spaces import UNLIMITED, Space
from sandbox.storage.content import Content
from sandbox.storage.dentry import Dentry
from sandbox.storage.desk import Desk, Place
from sandbox.storage.names import free_name


class Chats:
    """Finds and fills the spaces of conversations, which are in no list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def space(self, conversation: Conversation, space_id: str | None = None) -> Space:
        """The space of a conversation, made when first asked for."""
        org, now = self._desk.world.org, self._desk.world.now()
        known = org.spaces.get(org.chat_spaces.get(conversation.conversation_id, ""))
        if known is not None:
            return known
        if space_id is None or space_id in org.spaces:
            space_id = org.new_space_id()
        made = Space(space_id, conversation.title, self._owner(conversation), UNLIMITED, now, now)
        made.hidden, made.conversation_id = True, conversation.conversation_id
        made.kind = "group" if conversation.type == GROUP else "chat"
        org.spaces.add(made)
        org.chat_spaces[conversation.conversation_id] = made.space_id
        return made

    def root(self, conversation: Conversation) -> Place:
        """The root of a conversation's space."""
        space = self.space(conversation)
        return Place(space, self._desk.tree(space).root)

    def put(
        self,
        parent: Place,
        by: User,
        name: str,
        content: Content | int | None,
        dentry_id: str | None = None,
    ) -> Place:
        """Put bytes, or so many zeros, into a space as a new file."""
        tree, now = self._desk.tree(parent.space), self._desk.world.now()
        if dentry_id is None or dentry_id in tree:
            dentry_id = self._desk.world.org.new_dentry_id()
        free = free_name(name, parent.dentry.in_folder())
        made = Dentry(dentry_id, free, by.by, now, by.by, now)
        if isinstance(content, Content):
            made.size, made.content = content.size, content
        else:
            made.size = content or 0
        tree.attach(made, parent.dentry)
        place = parent.with_(made)
        self._desk.tell(place, "create", by.by)
        return place

    def say(
        self, conversation: Conversation, by: User, name: str, content: bytes, ids: tuple[str, str]
    ) -> dict[str, str]:
        """Keep a file that somebody said; `ids` are the spaceId and dentryId it may have."""
        space = self.space(conversation, ids[0])
        parent = Place(space, self._desk.tree(space).root)
        kept = self._desk.world.org.disk.keep(content)
        place = self.put(parent, by, name, kept, ids[1])
        if space.kind == "group":
            self._desk.rights.own(space, place.dentry, by)
        return {"spaceId": space.space_id, "fileId": place.dentry.dentry_id}

    def _owner(self, conversation: Conversation) -> str:
        user = self._desk.world.org.users.get(next(iter(conversation.members), ""))
        return "" if user is None else user.by
