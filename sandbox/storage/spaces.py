"""Spaces as storage sees them."""

from sandbox.call import Call, Reply
from sandbox.storage.desk import Desk, Place
from sandbox.storage.views import space_view


class StorageSpaces:
    """Looks at spaces."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def one(self, call: Call) -> Reply:
        """`GET /v1.0/storage/spaces/{spaceId}` (page `get-space-information`)."""
        user, world = self._desk.actor(call), self._desk.world
        space = self._desk.space(call, call.path["spaceId"])
        self._desk.need(call, user, Place(space, self._desk.tree(space).root), "INFO")
        used = world.org.spaces.used(space)
        return Reply({"space": space_view(space, world.app.client_id, world.org.corp_id, used)})
