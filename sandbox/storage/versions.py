"""What a file was before, and how it comes back."""

from collections.abc import Iterator
from functools import partial

from sandbox.call import Call, Reply, whole_number
from sandbox.storage.dentry import FILE, Version
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import page_size
from sandbox.storage.orders import Key
from sandbox.storage.paging import after, page
from sandbox.storage.refusals import wrong
from sandbox.storage.views import earlier_first, version_view

PAGE = 100


class Versions:
    """Lists and reverts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list(self, call: Call) -> Reply:
        """`GET …/dentries/{dentryId}/versions` (page `obtains-a-list-of-file-versions`)."""
        user, count = self._desk.actor(call), page_size(call, call.query, PAGE)
        found = self._file(call)
        self._desk.need(call, user, found, "INFO")
        begin = after(call, call.query.get("nextToken"))
        shown, token = page(call, partial(_older, found), _key, begin, count)
        return Reply({"dentries": [version_view(found, each) for each in shown], **token})

    def revert(self, call: Call) -> Reply:
        """`POST …/versions/{version}/revert`: the old bytes become the newest version."""
        user, found = self._desk.actor(call), self._file(call)
        self._desk.need(call, user, found, "WRITE")
        number = whole_number(call.path["version"])
        old = next((each for each in earlier_first(found.dentry) if each.number == number), None)
        if old is None:
            raise wrong(call)
        self._desk.renew(user.by, found, old.size, old.content)
        return Reply({"success": True})

    def _file(self, call: Call) -> Place:
        found = self._desk.place(call)
        if found.dentry.kind != FILE:
            raise wrong(call, "dentryId")
        return found


def _older(found: Place, begin: Key | None) -> Iterator[Version]:
    every = earlier_first(found.dentry)
    return (each for each in every if begin is None or _key(each) < begin)


def _key(version: Version) -> Key:
    return version.number, ""
