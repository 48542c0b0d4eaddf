"""Events pushed for what happens without the bot: people come and go, a group gets the bot.

Names and fields: page `install-group-extension-event-in-the-group-stream` and the contact events
listed beside it.
"""

import json
from typing import Any, Literal

from sandbox.people import Conversation, User
from sandbox.push import Parcel, Postman
from sandbox.spaces import Space
from sandbox.storage.dentry import FILE, Dentry
from sandbox.storage.names import extension
from sandbox.world import FileScope, World

Change = Literal["create", "update", "delete"]
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

    def is_admin(self, user: User) -> None:
        """Somebody was made an admin of the organisation, or is one no more (pages
        `user-is-set-as-administrator`, `address-book-user-canceled-setting-administrator`).
        """
        self._contact("org_admin_add" if user.is_admin else "org_admin_remove", user)

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
        if space.filler == before or not self._scopes(space):
            return
        space.filler_id = space.filler_id or self._world.org.ids.decimal(11)
        change = _change(before, space.filler)
        self._file(space, space.filler_id, change, suffix="bin", operator=space.owner)
        if not space.filler:
            space.filler_id = ""

    def dentry(self, space: Space, dentry: Dentry, change: Change, operator: str) -> None:
        """A file or folder was made, changed or removed by the person with unionId `operator`."""
        self._file(
            space,
            dentry.dentry_id,
            change,
            suffix=extension(dentry.name),
            operator=operator,
            kind=dentry.kind,
        )

    def _scopes(self, space: Space) -> list[FileScope]:
        org = self._world.org
        return [each for each in org.file_scopes if each.scope_id in {org.corp_id, space.space_id}]

    def _file(
        self,
        space: Space,
        dentry_id: str,
        change: Change,
        *,
        suffix: str,
        operator: str,
        kind: str = FILE,
    ) -> None:
        for scope in self._scopes(space):
            data = {
                "spaceId": space.space_id,
                "dentryId": dentry_id,
                "eventScope": scope.kind,
                "eventScopeId": scope.scope_id,
                "extension": suffix,
                "unionId": operator,
                "type": kind,
            }
            self._send(f"storage_dentry_{change}", data, free=False)

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


def _change(before: int, after: int) -> Change:
    if not before:
        return "create"
    return "update" if after else "delete"
