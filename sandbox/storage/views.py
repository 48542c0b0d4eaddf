"""The JSON forms of files and spaces, as storage's pages write them."""

from collections.abc import Iterable
from typing import Any

from sandbox.spaces import Space
from sandbox.storage.dentry import FILE, Dentry, Version
from sandbox.storage.desk import Place
from sandbox.storage.names import category, extension
from sandbox.views import utc

Json = dict[str, Any]


def dentry_view(place: Place, app_ids: Iterable[str] = ()) -> Json:
    """A `Dentry`; `app_ids` are the apps whose properties are shown with it."""
    dentry = place.dentry
    view: Json = {
        "id": dentry.dentry_id,
        "spaceId": place.space.space_id,
        "parentId": dentry.parent_id,
        "type": dentry.kind,
        "name": dentry.name,
        "path": dentry.path,
        "status": "NORMAL",
        "creatorId": dentry.creator,
        "modifierId": dentry.modifier,
        "createTime": utc(dentry.created),
        "modifiedTime": utc(dentry.modified),
        "properties": {"readOnly": False},
        "uuid": place.uuid,
        "partitionType": "PUBLIC_OSS_PARTITION",
        "storageDriver": "DINGTALK",
    }
    if dentry.kind == FILE:
        view |= {
            "size": dentry.size,
            "version": dentry.version,
            "extension": extension(dentry.name),
        }
    properties = list((dentry.properties or {}).values())
    if properties:
        view |= {"appProperties": dict.fromkeys(app_ids, properties)} if app_ids else {}
    return view


def listed_view(place: Place, app_id: str) -> Json:
    """A row of a listing or what a commit made: a `Dentry` with its category."""
    view = dentry_view(place, [app_id])
    return view | ({"category": category(place.dentry.name)} if place.dentry.kind == FILE else {})


def version_view(place: Place, version: Version) -> Json:
    """What a file was: a `Dentry` with the size, time and modifier of then."""
    then = {
        "version": version.number,
        "size": version.size,
        "modifierId": version.modifier,
        "modifiedTime": utc(version.modified),
    }
    return dentry_view(place) | then


def space_view(space: Space, app_id: str, corp_id: str, used: int) -> Json:
    """A `StorageSpace` (page `get-space-information`)."""
    shared = {"used": used, "type": "SHARE"}
    scene = {"scene": space.scene, "sceneId": space.scene_id} if space.scene else {}
    able = space.kind != "app"
    owner_id = app_id if space.owner_type == "APP" else space.owner
    return {
        "id": space.space_id,
        "corpId": corp_id,
        "creatorId": space.owner,
        "modifierId": space.owner,
        "ownerType": space.owner_type,
        "ownerId": owner_id,
        **scene,
        "usedQuota": used,
        **({} if space.quota < 0 else {"quota": space.quota}),
        "status": "NORMAL",
        "createTime": utc(space.created),
        "modifiedTime": utc(space.modified),
        "appId": app_id,
        "name": space.name,
        "capabilities": {"canSearch": able, "canRename": able, "canRecordRecentFile": able},
        "partitions": [{"partitionType": "PUBLIC_OSS_PARTITION", "quota": shared}],
    }


def earlier_first(dentry: Dentry) -> list[Version]:
    """Every version of a file, the newest first."""
    now = Version(dentry.version, dentry.size, dentry.content, dentry.modifier, dentry.modified)
    return [now, *reversed(dentry.earlier)]
