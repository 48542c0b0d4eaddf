"""Folders are made, and files and folders renamed."""

from sandbox.call import Call, Reply
from sandbox.people import User
from sandbox.storage.clash import TAKEN, good_name, land
from sandbox.storage.dentry import folder
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import option, strategy, text
from sandbox.storage.properties import properties
from sandbox.storage.refusals import refused, wrong
from sandbox.storage.views import dentry_view


class Folders:
    """Makes and renames."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, call: Call) -> Reply:
        """`POST …/dentries/{parentId}/folders` (page `add-folder`)."""
        user, body = self._desk.actor(call), call.json_object()
        asked = option(call, body)
        how, noted = strategy(call, asked), properties(call, asked, needed=False)
        parent = self._desk.place(call, "parentId")
        if parent.dentry.children is None:
            raise wrong(call, "parentId")
        name = good_name(call, text(call, body, "name"))
        self._desk.need(call, user, parent, "ADD")
        landing = land(call, parent.dentry, name, how)
        # To put a folder in the place of one takes nothing away that is in it.
        there = landing.kept or landing.replaced
        if there is not None and there.children is None:
            raise refused(call, *TAKEN)
        found = self._made(user, parent, landing.name) if there is None else parent.with_(there)
        if noted and there is None:
            found.dentry.properties = noted
        return Reply({"dentry": dentry_view(found)})

    def rename(self, call: Call) -> Reply:
        """`POST …/dentries/{dentryId}/rename` (page `rename-a-file-or-folder`)."""
        user, body = self._desk.actor(call), call.json_object()
        found = self._desk.movable(call, self._desk.place(call))
        name = good_name(call, text(call, body, "newName"), "paramError.name")
        self._desk.need(call, user, found, "RENAME")
        if found.dentry.parent is not None:
            land(call, found.dentry.parent, name, "RETURN_ERROR_IF_EXISTS", moved=found.dentry)
        now = self._desk.world.now()
        self._desk.tree(found.space).rename(found.dentry, name, user.by, now)
        self._desk.tell(found, "update", user.by)
        return Reply({"dentry": dentry_view(found)})

    def _made(self, user: User, parent: Place, name: str) -> Place:
        space, now = parent.space, self._desk.world.now()
        made = folder(self._desk.world.org.new_dentry_id(), name, user.by, now)
        self._desk.tree(space).attach(made, parent.dentry)
        self._desk.rights.own(space, made, user)
        self._desk.tell(parent.with_(made), "create", user.by)
        return parent.with_(made)
