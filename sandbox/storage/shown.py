"""A file as the control interface shows it."""

from typing import Any

from sandbox.storage.bin import RecycleItem
from sandbox.storage.dentry import FILE, Dentry, Version
from sandbox.storage.desk import Desk, Place
from sandbox.storage.grants import Grant, Member
from sandbox.storage.views import earlier_first


def file_view(place: Place, desk: Desk) -> dict[str, Any]:
    """A file or folder, with everybody who has a role on it."""
    dentry = place.dentry
    view: dict[str, Any] = {
        "dentryId": dentry.dentry_id,
        "uuid": place.uuid,
        "parentId": dentry.parent_id,
        "type": dentry.kind,
        "name": dentry.name,
        "size": dentry.size,
        "version": dentry.version,
        "path": dentry.path,
        "creator": user_id(desk, dentry.creator),
        "modifier": user_id(desk, dentry.modifier),
        "createdAt": dentry.created,
        "modifiedAt": dentry.modified,
        "grants": [_grant(dentry, *each) for each in desk.rights.all(place.space, dentry)],
    }
    if dentry.kind == FILE and dentry.content is not None:
        view["md5"] = dentry.content.md5
    if dentry.earlier:
        view["versions"] = [_version(desk, each) for each in earlier_first(dentry)]
    return view


def item_shown(desk: Desk, item: RecycleItem) -> dict[str, Any]:
    """Something in the recycle bin."""
    return {
        "recycleItemId": item.item_id,
        "spaceId": item.space_id,
        "dentryId": item.dentry.dentry_id,
        "name": item.dentry.name,
        "size": item.size,
        "path": item.path,
        "operator": user_id(desk, item.operator),
        "at": item.at,
    }


def user_id(desk: Desk, union_id: str) -> str:
    """The handle of a person who may have left; then the unionId."""
    user = desk.world.org.user_by_union_id(union_id)
    return union_id if user is None else user.user_id


def _version(desk: Desk, version: Version) -> dict[str, Any]:
    return {
        "version": version.number,
        "size": version.size,
        "modifier": user_id(desk, version.modifier),
        "modifiedAt": version.modified,
    }


def _grant(dentry: Dentry, holder: Dentry, member: Member, grant: Grant) -> dict[str, Any]:
    return {
        "member": {"type": member.kind, "id": member.member_id},
        "roleId": grant.role,
        "inherited": holder is not dentry,
    }
