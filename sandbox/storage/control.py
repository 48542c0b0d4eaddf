"""The control interface's files: what happens to them behind the bot's back."""

from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.control_body import ControlError, answer, read
from sandbox.people import User
from sandbox.spaces import Space
from sandbox.storage.bodies import ChangeFile, GiveRole, NewFile, TakeRole
from sandbox.storage.content import Content
from sandbox.storage.dentry import FOLDER, ROOT, Dentry, folder
from sandbox.storage.desk import Desk, Place
from sandbox.storage.grants import Grant, Member
from sandbox.storage.shown import file_view

FILES = "/sandbox/spaces/{id}/files"


class ControlFiles:
    """Looks at files, makes, changes and deletes them, and gives and takes rights."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """The routes of this interface."""
        return [
            Route(FILES, self.files, methods=["GET"]),
            Route(FILES, self.make, methods=["POST"]),
            Route(f"{FILES}/{{dentry}}", self.change, methods=["POST"]),
            Route(f"{FILES}/{{dentry}}", self.delete, methods=["DELETE"]),
            Route("/sandbox/spaces/{id}/grants", self.give, methods=["POST"]),
            Route("/sandbox/spaces/{id}/grants", self.take, methods=["DELETE"]),
        ]

    async def files(self, request: Request) -> Response:
        """What is in a folder, or everything below it with `deep=true`; with `folders=true` only
        the folders of that.
        """
        self._desk.world.settle()
        parent = self._folder(self._space(request), request.query_params.get("parentId", ROOT))
        deep, folders = (
            request.query_params.get(each, "false") == "true" for each in ("deep", "folders")
        )
        rows = self._below(parent) if deep else iter(parent.dentry.in_folder())
        if folders:
            rows = (row for row in rows if row.children is not None)
        return answer({"files": [self._view(parent.with_(row)) for row in rows]})

    async def make(self, request: Request) -> Response:
        """A file or folder that appears without the bot."""
        space, body = self._space(request), await read(request, NewFile)
        parent, owner = self._folder(space, body.parent_id), self._owner(body.owner)
        self._check_free(parent.dentry, body.name)
        made = self._made(body, owner.by)
        self._desk.tree(space).attach(made, parent.dentry)
        self._desk.rights.own(space, made, owner)
        return self._told(Place(space, made), "create", made.creator)

    async def change(self, request: Request) -> Response:
        """Another name, folder or size of a file."""
        found, body = self._found(request), await read(request, ChangeFile)
        parent = self._new_parent(found, body.parent_id)
        name = found.dentry.name if body.name is None else body.name
        if parent is not found.dentry.parent or name != found.dentry.name:
            self._check_free(parent, name)
        content = None if body.upload is None else self._uploaded(body.upload)
        size = body.size if content is None else content.size
        if size is not None:
            self._check_file(found.dentry)
            self._desk.renew(found.space.owner, found, size, content)
        if body.name is not None or body.parent_id is not None:
            tree = self._desk.tree(found.space)
            tree.move(found.dentry, parent, name)
            tree.change(found.dentry, modified=self._desk.world.now())
            self._desk.tell(found, "update", found.space.owner)
        return answer(self._view(found))

    async def delete(self, request: Request) -> Response:
        """A file or folder that disappears without the bot, for good."""
        found = self._found(request)
        self._desk.tree(found.space).detach(found.dentry)
        self._told(found, "delete", found.space.owner)
        return Response(status_code=204)

    async def give(self, request: Request) -> Response:
        """Give a role."""
        space, body = self._space(request), await read(request, GiveRole)
        place = self._dentry(space, body.dentry_id)
        member = Member(body.member.type, body.member.id)
        self._desk.rights.give(space, place.dentry, member, Grant(body.role_id))
        return answer(self._view(place))

    async def take(self, request: Request) -> Response:
        """Take a role away."""
        space, body = self._space(request), await read(request, TakeRole)
        place = self._dentry(space, body.dentry_id)
        self._desk.rights.take(space, place.dentry, Member(body.member.type, body.member.id))
        return Response(status_code=204)

    def _made(self, body: NewFile, owner: str) -> Dentry:
        now, dentry_id = self._desk.world.now(), self._desk.world.org.new_dentry_id()
        if body.type == FOLDER:
            return folder(dentry_id, body.name, owner, now)
        made = Dentry(dentry_id, body.name, owner, now, owner, now, size=body.size or 0)
        if body.upload is not None:
            made.content = self._uploaded(body.upload)
            made.size = made.content.size
        return made

    def _uploaded(self, upload_id: str) -> Content:
        stored = self._desk.world.org.uploads.get(upload_id)
        if stored is None:
            raise ControlError(404, "There is no such upload.")
        return self._desk.world.org.disk.keep(stored.content)

    def _told(self, place: Place, change: Any, operator: str) -> Response:
        self._desk.notices.dentry(place.space, place.dentry, change, operator)
        self._desk.world.events.state()
        return answer(self._view(place))

    def _view(self, place: Place) -> dict[str, Any]:
        return file_view(place, self._desk)

    def _below(self, parent: Place) -> Iterator[Dentry]:
        return (each for each in parent.dentry.below() if each is not parent.dentry)

    def _space(self, request: Request) -> Space:
        space = self._desk.world.org.spaces.get(request.path_params["id"])
        if space is None:
            raise ControlError(404, "There is no such space.")
        return space

    def _dentry(self, space: Space, dentry_id: str) -> Place:
        found = self._desk.find(space.space_id, dentry_id)
        if found is None:
            raise ControlError(404, "There is no such file.")
        return found

    def _found(self, request: Request) -> Place:
        found = self._dentry(self._space(request), request.path_params["dentry"])
        if found.dentry.dentry_id == ROOT:
            raise ControlError(409, "The root of a space stays as it is.")
        return found

    def _folder(self, space: Space, dentry_id: str) -> Place:
        found = self._dentry(space, dentry_id)
        if found.dentry.children is None:
            raise ControlError(409, "This is a file, not a folder.")
        return found

    def _new_parent(self, found: Place, parent_id: str | None) -> Dentry:
        if parent_id is None:
            return self._folder(found.space, found.dentry.parent_id).dentry
        parent = self._folder(found.space, parent_id).dentry
        if found.dentry in parent.upwards():
            raise ControlError(409, "A folder cannot lie in itself.")
        return parent

    def _owner(self, user_id: str) -> User:
        user = self._desk.world.org.users.get(user_id)
        if user is None:
            raise ControlError(404, "There is no such person.")
        if user.union_id is None:
            raise ControlError(409, "An outsider cannot own a file.")
        return user

    def _check_free(self, parent: Dentry, name: str) -> None:
        if name in parent.in_folder():
            raise ControlError(409, "The folder has something of this name.")

    def _check_file(self, dentry: Dentry) -> None:
        if dentry.children is not None:
            raise ControlError(409, "A folder has no size of its own.")
