"""Events pushed for what happens without the bot: people come and go, a group gets the bot.

Names and fields: page `install-group-extension-event-in-the-group-stream` and the contact events
listed beside it.
"""

import json
from typing import Any

from sandbox.people import Conversation, User
from sandbox.push import Parcel, Postman
from sandbox.spaces import Space
from sandbox.world import World

COOL_APP = "COOLAPP-1-SANDBOX"


class Notices:
    """Sends events. Those about contacts are free, the others count as stream messages."""

    def __init__(self, world: World, postman: Postman) -> None:
        self._world = world
        self._postman = postman

    def joined(self, user: User) -> None:
        """Somebody came to the organisation; of an outsider there is nothing to tell."""
        self._contact("user_add_org", user)

    def left(self, user: User) -> None:
        """Somebody left the organisation."""
        self._contact("user_leave_org", user)

    def installed(self, conversation: Conversation, operator: str) -> None:
        """A group got the bot; `operator` is the userId of whoever added it."""
        data = {
            "coolAppCode": COOL_APP,
            "operateTime": str(self._world.now()),
            "openConversationCorpId": self._world.org.corp_id,
            "openConversationId": conversation.conversation_id,
            "robotCode": self._world.app.robot_code,
            "operator": operator,
        }
        self._send("im_cool_app_install", data, free=False)

    def filled(self, space: Space, before: int) -> None:
        """The hidden file of `space`, `before` bytes until now, was made, resized or removed.

        Told once for each subscription that covers it (pages `event-storage-dentry-create`,
        `-update` and `-delete`); the space's owner is said to have done it.
        """
        org = self._world.org
        scopes = [
            each for each in org.file_scopes if each.scope_id in {org.corp_id, space.space_id}
        ]
        if space.filler == before or not scopes:
            return
        space.filler_id = space.filler_id or org.ids.decimal(11)
        for scope in scopes:
            data = {
                "spaceId": space.space_id,
                "dentryId": space.filler_id,
                "eventScope": scope.kind,
                "eventScopeId": scope.scope_id,
                "extension": "bin",
                "unionId": space.owner,
                "type": "FILE",
            }
            self._send(_change(before, space.filler), data, free=False)
        if not space.filler:
            space.filler_id = ""

    def _contact(self, name: str, user: User) -> None:
        if user.staff_id is not None:
            data = {"timeStamp": str(self._world.now()), "userId": [user.staff_id]}
            self._send(name, data, free=True)

    def _send(self, name: str, data: dict[str, Any], *, free: bool) -> None:
        event_id = self._world.org.ids.hexadecimal(32)
        headers = {
            "eventType": name,
            "eventId": event_id,
            "eventCorpId": self._world.org.corp_id,
            "eventBornTime": str(self._world.now()),
            "eventUnifiedAppId": self._world.app.client_id,
        }
        text = json.dumps(data, ensure_ascii=False)
        self._postman.send(Parcel("event", event_id, "*", text, headers, free=free))


def _change(before: int, after: int) -> str:
    if not before:
        return "storage_dentry_create"
    return "storage_dentry_update" if after else "storage_dentry_delete"
