"""The control interface's second half: what happens behind the bot's back."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.control_body import ControlError, answer, number, read
from sandbox.control_models import ChangeSpace, ChangeUser, NewConversation, NewSpace, NewUser
from sandbox.media import stored
from sandbox.notices import Notices
from sandbox.people import SINGLE, Conversation, User
from sandbox.seed import add_conversation
from sandbox.spaces import Space
from sandbox.storage.rights import Rights
from sandbox.views import conversation_view, space_view, user_view
from sandbox.world import World

UPLOAD_BYTES = 64 * (1 << 20)
ZEROS = 6 * (1 << 30)
"""Zeros come from the system's one page of them until somebody reads them, and need not be sent."""


class ControlObjects:
    """Makes, changes and takes away spaces, people, conversations and uploads."""

    def __init__(self, world: World, notices: Notices) -> None:
        self._world = world
        self._notices = notices

    def routes(self) -> list[Route]:
        """The routes of this interface."""
        return [
            Route("/sandbox/spaces", self.make_space, methods=["POST"]),
            Route("/sandbox/spaces/{id:path}", self.change_space, methods=["POST"]),
            Route("/sandbox/spaces/{id:path}", self.delete_space, methods=["DELETE"]),
            Route("/sandbox/users", self.make_user, methods=["POST"]),
            Route("/sandbox/users/{id:path}", self.change_user, methods=["PATCH"]),
            Route("/sandbox/users/{id:path}", self.delete_user, methods=["DELETE"]),
            Route("/sandbox/users/{id}/leave", self.delete_user, methods=["POST"]),
            Route("/sandbox/conversations", self.make_conversation, methods=["POST"]),
            Route("/sandbox/conversations/{id:path}", self.delete_conversation, methods=["DELETE"]),
            Route("/sandbox/uploads", self.upload, methods=["POST"]),
        ]

    async def make_space(self, request: Request) -> Response:
        """A space that appears without the bot."""
        body = await read(request, NewSpace)
        owner = self._user(body.owner)
        if owner.union_id is None:
            raise ControlError(409, "An outsider cannot own a space.")
        org, now = self._world.org, self._world.now()
        space = Space(org.new_space_id(), body.name, owner.union_id, body.quota, now, now)
        org.spaces.add(space)
        org.spaces.set_used(space, body.used_quota)
        self._notices.filled(space, 0)
        return self._shown(space)

    async def change_space(self, request: Request) -> Response:
        """Another name, quota or use of a space."""
        space = self._space(request)
        body = await read(request, ChangeSpace)
        before = space.filler
        if body.used_quota is not None:
            try:
                self._world.org.spaces.set_used(space, body.used_quota)
            except ValueError as error:
                raise ControlError(409, f"{error}.") from error
        space.name = space.name if body.name is None else body.name
        space.quota = space.quota if body.quota is None else body.quota
        space.modified = self._world.now()
        self._notices.filled(space, before)
        return self._shown(space)

    async def delete_space(self, request: Request) -> Response:
        """A space that disappears without the bot."""
        self._world.org.spaces.remove(self._space(request))
        return self._gone()

    async def make_user(self, request: Request) -> Response:
        """Somebody new, with a single chat with the bot."""
        body = await read(request, NewUser)
        org = self._world.org
        prefix = "guest" if body.outsider else "manager" if body.is_admin else "staff"
        user = User(
            user_id=_free_id(prefix, org.users),
            union_id=None if body.outsider else org.ids.union_id(),
            name=body.name,
            is_admin=body.is_admin and not body.outsider,
            encrypted_id=org.ids.encrypted_id(),
        )
        org.users[user.user_id] = user
        add_conversation(org, SINGLE, user.name, [user.user_id])
        self._notices.joined(user)
        self._world.events.state()
        return answer(user_view(user))

    async def change_user(self, request: Request) -> Response:
        """Another name, or the admin's rights given or taken."""
        user = self._user(request.path_params["id"])
        body = await read(request, ChangeUser)
        user.name = user.name if body.name is None else body.name
        was_admin = user.is_admin
        user.is_admin = was_admin if body.is_admin is None else body.is_admin
        if user.is_admin != was_admin:
            self._notices.is_admin(user)
        self._world.events.state()
        return answer(user_view(user))

    async def delete_user(self, request: Request) -> Response:
        """Somebody leaves: out of every conversation, and their single chat is gone."""
        user = self._user(request.path_params["id"])
        org = self._world.org
        del org.users[user.user_id]
        Rights(self._world).leave(user)
        for conversation in list(org.conversations.values()):
            if conversation.user_id == user.user_id:
                self._close(conversation)
            elif user.user_id in conversation.members:
                conversation.members.remove(user.user_id)
        self._notices.left(user)
        return self._gone()

    async def make_conversation(self, request: Request) -> Response:
        """A group, or a person's chat with the bot."""
        body = await read(request, NewConversation)
        members = [self._user(user_id) for user_id in dict.fromkeys(body.members)]
        single = body.type == SINGLE
        if not members or (single and len(members) != 1):
            raise ControlError(400, "A group has members, a single chat exactly one.")
        if single and self._chat_of(members[0]) is not None:
            raise ControlError(409, "This person already has a chat with the bot.")
        title = body.title or ("、".join(user.name for user in members))
        conversation = add_conversation(
            self._world.org, body.type, title, [user.user_id for user in members]
        )
        if not single:
            conversation.cool_app = True
            self._notices.installed(conversation, members[0].user_id)
        self._world.events.state()
        return answer(conversation_view(conversation))

    async def delete_conversation(self, request: Request) -> Response:
        """A conversation ends."""
        conversation = self._world.org.conversations.get(request.path_params["id"])
        if conversation is None:
            raise ControlError(404, "There is no such conversation.")
        self._close(conversation)
        return self._gone()

    async def upload(self, request: Request) -> Response:
        """Bytes that a person may then send as a picture or file; with `zeros` so many of them."""
        zeros = number(request, "zeros", 0, ZEROS)
        content = bytes(zeros) if zeros else await request.body()
        if not zeros and len(content) > UPLOAD_BYTES:
            raise ControlError(400, "An upload has at most 64 MB.")
        kept = stored(request.query_params.get("name", "file"), content)
        upload_id = self._world.org.ids.hexadecimal(24)
        self._world.org.uploads[upload_id] = kept
        return answer({"id": upload_id, "name": kept.name, "size": len(content)})

    def _close(self, conversation: Conversation) -> None:
        del self._world.org.conversations[conversation.conversation_id]
        for card in self._world.org.cards.values():
            for shown in (card.conversations, card.tops):
                if conversation.conversation_id in shown:
                    shown.remove(conversation.conversation_id)
        conversation.log.close()

    def _chat_of(self, user: User) -> Conversation | None:
        conversations = self._world.org.conversations.values()
        return next((each for each in conversations if each.user_id == user.user_id), None)

    def _shown(self, space: Space) -> Response:
        self._world.events.state()
        return answer(space_view(space, self._world.org.spaces))

    def _gone(self) -> Response:
        self._world.events.state()
        return Response(status_code=204)

    def _space(self, request: Request) -> Space:
        space = self._world.org.spaces.get(request.path_params["id"])
        if space is None:
            raise ControlError(404, "There is no such space.")
        return space

    def _user(self, user_id: str) -> User:
        user = self._world.org.users.get(user_id)
        if user is None:
            raise ControlError(404, "There is no such person.")
        return user


def _free_id(prefix: str, taken: dict[str, User]) -> str:
    number = 1
    while (user_id := f"{prefix}{number:02}") in taken:
        number += 1
    return user_id
