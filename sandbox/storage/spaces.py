"""Spaces as storage sees them, and those that belong to an app."""

from collections.abc import Mapping
from typing import Any

from sandbox.call import Call, Reply
from sandbox.people import User
from sandbox.spaces import UNLIMITED, Space
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import flag, one_of, option, size, text
from sandbox.storage.refusals import wrong
from sandbox.storage.views import space_view
from sandbox.views import utc

CAPABILITIES = ("canSearch", "canRename", "canRecordRecentFile")
OWNERS = ("USER", "APP")
SCENE, SCENE_ID = "default", "0"
"""What a space is for where nothing is said (page `add-space`)."""


class StorageSpaces:
    """Looks at spaces, and makes those of the app."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def one(self, call: Call) -> Reply:
        """`GET /v1.0/storage/spaces/{spaceId}` (page `get-space-information`)."""
        user = self._desk.actor(call)
        space = self._desk.space(call, call.path["spaceId"])
        self._desk.need(call, user, Place(space, self._desk.tree(space).root), "INFO")
        return self._shown(space)

    def add(self, call: Call) -> Reply:
        """`POST /v1.0/storage/spaces`: one for each scene and sceneId (page `add-space`)."""
        user, asked = self._desk.actor(call), option(call)
        scene = text(call, asked, "scene", needed=False) or SCENE
        scene_id = text(call, asked, "sceneId", needed=False) or SCENE_ID
        name = text(call, asked, "name", needed=False)
        owner_type = one_of(call, asked, "ownerType", OWNERS)
        limit = size(call, asked, "quota")
        self._check_capabilities(call, asked)
        org = self._desk.world.org
        known = org.spaces.get(org.scenes.get((scene, scene_id), ""))
        if known is None:
            known = self._made(user, name or scene, UNLIMITED if limit is None else limit)
            known.scene, known.scene_id = scene, scene_id
            known.owner_type = "APP" if owner_type == "APP" else "USER"
            org.scenes[scene, scene_id] = known.space_id
            self._desk.world.events.state()
        return self._shown(known)

    def app(self, call: Call) -> Reply:
        """`POST …/currentApps/query` (page `obtains-the-information-about-the-current-app…`)."""
        self._desk.actor(call)
        world, org = self._desk.world, self._desk.world.org
        used = sum(org.spaces.used(space) for space in org.spaces if space.kind == "app")
        limit = world.settings.app_quota
        shared = {"used": used, "type": "SHARE", **({} if limit < 0 else {"max": limit})}
        founded = min((space.created for space in org.spaces), default=world.now())
        return Reply(
            {
                "app": {
                    "appId": world.app.client_id,
                    "corpId": org.corp_id,
                    "name": world.app.robot_name,
                    "createTime": utc(founded),
                    "modifiedTime": utc(founded),
                    "partitions": [{"partitionType": "PUBLIC_OSS_PARTITION", "quota": shared}],
                }
            }
        )

    def _made(self, user: User, name: str, limit: int) -> Space:
        org, now = self._desk.world.org, self._desk.world.now()
        made = Space(org.new_space_id(), name, user.by, limit, now, now)
        made.hidden, made.kind = True, "app"
        org.spaces.add(made)
        return made

    def _shown(self, space: Space) -> Reply:
        world = self._desk.world
        used = world.org.spaces.used(space)
        return Reply({"space": space_view(space, world.app.client_id, world.org.corp_id, used)})

    def _check_capabilities(self, call: Call, asked: Mapping[str, Any]) -> None:
        given = asked.get("capabilities")
        if given is None:
            return
        if not isinstance(given, dict):
            raise wrong(call)
        for each in CAPABILITIES:
            flag(call, given, each)
