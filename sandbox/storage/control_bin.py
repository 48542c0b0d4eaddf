"""The control interface's recycle bin, and the bytes of files as the page shows them."""

from collections.abc import AsyncIterator
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sandbox.control_body import ControlError, answer, number
from sandbox.storage.bin import RecycleItem
from sandbox.storage.content import chunks
from sandbox.storage.dentry import FILE, Version
from sandbox.storage.desk import Desk, Place
from sandbox.storage.names import free_name
from sandbox.storage.shown import item_shown
from sandbox.storage.views import earlier_first

ITEM = "/sandbox/recycleBin/{item}"


class ControlBin:
    """Looks into the recycle bin, takes out of it, and reads files."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """The routes of this interface."""
        return [
            Route("/sandbox/recycleBin", self.items, methods=["GET"]),
            Route(ITEM, self.restore, methods=["POST"]),
            Route(ITEM, self.remove, methods=["DELETE"]),
            Route("/sandbox/spaces/{id}/files/{dentry}/content", self.content, methods=["GET"]),
        ]

    async def items(self, _: Request) -> Response:
        """What is in the organisation's recycle bin, in the order it was deleted in."""
        self._desk.world.settle()
        org = self._desk.world.org
        return answer({"items": [item_shown(self._desk, item) for item in org.bin]})

    async def restore(self, request: Request) -> Response:
        """Put something back where it was, or at the root where its folder is gone."""
        item, org = self._item(request), self._desk.world.org
        space = org.spaces.get(item.space_id)
        if space is None:
            raise ControlError(409, "Its space is gone.")
        tree = self._desk.tree(space)
        parent = tree.get(item.parent_id) or tree.root
        self._desk.unbin(item)
        item.dentry.name = free_name(item.dentry.name, parent.in_folder())
        tree.attach(item.dentry, parent)
        self._desk.tell(Place(space, item.dentry), "create", item.operator)
        return Response(status_code=204)

    async def remove(self, request: Request) -> Response:
        """Let something go for ever."""
        self._desk.unbin(self._item(request))
        self._desk.world.events.state()
        return Response(status_code=204)

    async def content(self, request: Request) -> Response:
        """The bytes of a file, of now or of `version`; a browser keeps them and shows nothing."""
        found = self._desk.find(request.path_params["id"], request.path_params["dentry"])
        if found is None or found.dentry.kind != FILE:
            raise ControlError(404, "There is no such file.")
        wanted = number(request, "version", found.dentry.version)
        every = earlier_first(found.dentry)
        version = next((each for each in every if each.number == wanted), None)
        if version is None:
            raise ControlError(404, "There is no such version.")
        name = quote(found.dentry.name, safe="")
        headers = {
            "content-disposition": f"attachment; filename*=UTF-8''{name}",
            "content-length": str(version.size),
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
        }
        return StreamingResponse(
            _parts(version), media_type="application/octet-stream", headers=headers
        )

    def _item(self, request: Request) -> RecycleItem:
        self._desk.world.settle()
        item = self._desk.world.org.bin.get(request.path_params["item"])
        if item is None:
            raise ControlError(404, "There is nothing like this in the recycle bin.")
        return item


async def _parts(version: Version) -> AsyncIterator[bytes]:
    for chunk in chunks(version.content, 0, version.size):
        yield chunk
