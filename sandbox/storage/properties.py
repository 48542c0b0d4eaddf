"""What the app notes on a file (pages `update-file-application-properties` and its sisters)."""

from collections.abc import Mapping
from typing import Any

from sandbox.call import Call, Reply
from sandbox.storage.dentry import Properties
from sandbox.storage.desk import Desk
from sandbox.storage.fields import names, text
from sandbox.storage.refusals import refused, wrong

MOST = 3
_VISIBILITIES = ("PRIVATE", "PUBLIC")


class AppProperties:
    """Notes and forgets."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def update(self, call: Call) -> Reply:
        """`PUT …/dentries/{dentryId}/appProperties`: those of the same name are replaced."""
        user, noted = self._desk.actor(call), properties(call, call.json_object())
        found = self._desk.movable(call, self._desk.place(call))
        self._desk.need(call, user, found, "WRITE")
        together = {**(found.dentry.properties or {}), **noted}
        if len(together) > MOST:
            raise refused(call, "dentryAppPropertiesNumberExceedsLimit", "paramError")
        found.dentry.properties = together
        self._desk.tree(found.space).noted()
        return Reply({"success": True})

    def remove(self, call: Call) -> Reply:
        """`POST …/appProperties/remove` (page `delete-file-app-attribute`)."""
        user = self._desk.actor(call)
        gone = names(call, call.json_object(), "propertyNames", MOST)
        found = self._desk.movable(call, self._desk.place(call))
        self._desk.need(call, user, found, "WRITE")
        kept = (found.dentry.properties or {}).items()
        found.dentry.properties = {name: each for name, each in kept if name not in gone}
        self._desk.tree(found.space).noted()
        return Reply({"success": True})


def properties(call: Call, source: Mapping[str, Any], *, needed: bool = True) -> Properties:
    """The member `appProperties` of a body or an option."""
    rows = source.get("appProperties")
    if rows is None and not needed:
        return {}
    if not isinstance(rows, list) or not (rows or not needed):
        raise wrong(call, "appProperties")
    if len(rows) > MOST:
        raise refused(call, "dentryAppPropertiesNumberExceedsLimit", "paramError")
    return dict(_property(call, row) for row in rows)


def _property(call: Call, row: Any) -> tuple[str, dict[str, str]]:
    if not isinstance(row, dict):
        raise wrong(call, "appProperties")
    visibility = row.get("visibility", _VISIBILITIES[0])
    if visibility not in _VISIBILITIES:
        raise wrong(call, "appProperties")
    name = text(call, row, "name")
    value = text(call, row, "value", needed=False)
    return name, {"name": name, "value": value, "visibility": visibility}
