"""Looking at files: listed page by page, one by one, and by uuid."""

from collections.abc import Iterator, Mapping
from functools import partial
from heapq import merge
from typing import Any

from sandbox.call import Call, Reply
from sandbox.people import User
from sandbox.spaces import Space
from sandbox.storage.dentry import ROOT, Dentry
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import flag, names, one_of, option, page_size, text
from sandbox.storage.orders import KEYS, Key
from sandbox.storage.paging import after, page
from sandbox.storage.refusals import refused, wrong
from sandbox.storage.views import dentry_view, listed_view

PAGE = 50
MOST_IDS, MOST_APPS = 30, 20
_LATEST_FIRST = ("DESC", "ASC")
_OLDEST_FIRST = ("ASC", "DESC")


class Listing:
    """Reads what is there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list_folder(self, call: Call) -> Reply:
        """`GET …/spaces/{spaceId}/dentries` (page `get-a-list-of-files-or-folders`)."""
        user = self._desk.actor(call)
        folder = self._folder(call, text(call, call.query, "parentId"))
        self._desk.need(call, user, folder, "LIST")
        count = page_size(call, call.query, PAGE)
        order = one_of(call, call.query, "orderBy", tuple(KEYS))
        descending = one_of(call, call.query, "order", _LATEST_FIRST) == "DESC"
        flag(call, call.query, "withThumbnail")
        begin = after(call, call.query.get("nextToken"), str if order == "NAME" else int)
        rows = partial(self._rows, user, folder, order, descending=descending)
        found, token = page(call, rows, KEYS[order], begin, count)
        return Reply({"dentries": [self._row(folder.with_(row)) for row in found], **token})

    def list_all(self, call: Call) -> Reply:
        """`POST …/dentries/listAll`: everything in a space, by the time it was changed."""
        user, asked = self._desk.actor(call), option(call)
        space = self._desk.space(call, call.path["spaceId"])
        root = Place(space, self._desk.tree(space).root)
        self._desk.need(call, user, root, "LIST")
        count = page_size(call, asked, PAGE)
        descending = one_of(call, asked, "order", _OLDEST_FIRST) == "DESC"
        flag(call, asked, "withThumbnail")
        begin = after(call, asked.get("nextToken"))
        rows = partial(self._all_rows, user, space, descending=descending)
        found, token = page(call, rows, KEYS["MODIFIED_TIME"], begin, count)
        return Reply({"dentries": [dentry_view(root.with_(row)) for row in found], **token})

    def one(self, call: Call) -> Reply:
        """`POST …/dentries/{dentryId}/query` (page `obtain-file-or-folder-information`)."""
        user, app_ids = self._desk.actor(call), self._app_ids(call, option(call))
        found = self._desk.movable(call, self._desk.place(call))
        self._desk.need(call, user, found, "INFO")
        return Reply({"dentry": dentry_view(found, app_ids)})

    def several(self, call: Call) -> Reply:
        """`POST …/dentries/query` (page `get-file-or-folder-information-in-bulk`)."""
        user, body = self._desk.actor(call), call.json_object()
        app_ids = self._app_ids(call, option(call, body))
        space = self._desk.space(call, call.path["spaceId"])
        wanted = names(call, body, "dentryIds", MOST_IDS)
        return Reply({"resultItems": [self._item(user, space, each, app_ids) for each in wanted]})

    def uuid(self, call: Call) -> Reply:
        """`GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid` (page `api-getuuidbydentryid`)."""
        user = self._desk.actor(call, "operatorId")
        space_id, dentry_id = text(call, call.query, "spaceId"), call.path["dentryId"]
        found = self._desk.find(space_id, dentry_id)
        no_root = dentry_id == ROOT and not self._desk.world.settings.root_uuid
        if found is None or no_root:
            raise refused(call, "documentNotExist")
        return self._ids(call, user, found)

    def ids(self, call: Call) -> Reply:
        """`GET /v2.0/doc/dentries/{dentryUuid}/queryDentryId` (page `api-getdentryidbyuuid`)."""
        user = self._desk.actor(call, "operatorId")
        return self._ids(call, user, self._desk.by_uuid(call, call.path["dentryUuid"]))

    def _ids(self, call: Call, user: User, found: Place) -> Reply:
        self._desk.need(call, user, found, "INFO")
        ids = {"dentryId": found.dentry.dentry_id, "spaceId": found.space.space_id}
        return Reply({"dentryUuid": found.uuid, **ids})

    def _folder(self, call: Call, parent_id: str) -> Place:
        space = self._desk.space(call, call.path["spaceId"])
        found = self._desk.dentry(call, space, parent_id)
        if found.dentry.children is None:
            raise wrong(call, "parentId")
        return found

    def _rows(
        self, user: User, folder: Place, order: str, begin: Key | None, *, descending: bool
    ) -> Iterator[Dentry]:
        rows = folder.dentry.in_folder().following(order, begin, descending=descending)
        sees = self._desk.rights.sees
        return (row for row in rows if sees(user, folder.space, row))

    def _all_rows(
        self, user: User, space: Space, begin: Key | None, *, descending: bool
    ) -> Iterator[Dentry]:
        folders = [each for each in self._desk.tree(space).root.below() if each.children]
        rows = (
            self._rows(user, Place(space, each), "MODIFIED_TIME", begin, descending=descending)
            for each in folders
            if self._desk.rights.may(user, space, each, "LIST")
        )
        return merge(*rows, key=KEYS["MODIFIED_TIME"], reverse=descending)

    def _row(self, found: Place) -> dict[str, Any]:
        return listed_view(found, self._desk.world.app.client_id)

    def _app_ids(self, call: Call, asked: Mapping[str, Any]) -> list[str]:
        flag(call, asked, "withThumbnail")
        if asked.get("appIdsForAppProperties") is None:
            return []
        own = self._desk.world.app.client_id
        wanted = names(call, asked, "appIdsForAppProperties", MOST_APPS)
        return [each for each in wanted if each == own]

    def _item(self, user: User, space: Space, dentry_id: str, app_ids: list[str]) -> dict[str, Any]:
        item = {"spaceId": space.space_id, "dentryId": dentry_id}
        found = self._desk.find(space.space_id, dentry_id)
        if found is None or dentry_id == ROOT:
            return item | {"success": False, "errorCode": "dentryNotExist"}
        if not self._desk.may(user, found, "INFO"):
            return item | {"success": False, "errorCode": "permissionDenied"}
        return item | {"success": True, "dentry": dentry_view(found, app_ids)}
