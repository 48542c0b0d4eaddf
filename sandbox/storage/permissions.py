"""Who may what with a file: looked at, given and taken (page `add-permissions-file` and more)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from sandbox.call import Call, Reply
from sandbox.people import User
from sandbox.storage.dentry import ROOT, Dentry
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import names, option, page_size, size, text
from sandbox.storage.grants import MEMBERS, ROLES, Grant, Member
from sandbox.storage.orders import Key
from sandbox.storage.paging import after, page
from sandbox.storage.refusals import denied, refused, wrong

PAGE, MOST_MEMBERS = 30, 30
LONGEST = 3600
"""Seconds a grant in an app's own space may last."""
PASS_ON, BREAK = "PASS_ON", "BREAK"
Row = tuple[Dentry, Member, Grant]
Given = tuple[Member, str]
"""A member of a request, and the corpId beside it, or empty."""


class Permissions:
    """Roles on files and folders."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def query(self, call: Call) -> Reply:
        """`POST …/permissions/query` (page `get-permission-list`)."""
        user, asked = self._desk.actor(call), option(call)
        roles = self._roles(call, asked)
        count, begin = page_size(call, asked, PAGE), after(call, asked.get("nextToken"))
        found = self._found(call)
        self._desk.need(call, user, found, "READ_PERMISSION")
        shown, token = page(call, partial(self._rows, found, roles), _key, begin, count)
        return Reply({"permissions": [self._view(found, row) for row in shown], **token})

    def add(self, call: Call) -> Reply:
        """`POST …/permissions` (page `add-permissions-file`): in place of the one before."""
        return self._give(call)

    def update(self, call: Call) -> Reply:
        """`PUT …/permissions` (page `modify-permissions-file`)."""
        return self._give(call)

    def remove(self, call: Call) -> Reply:
        """`POST …/permissions/remove`; a role that was not given is not missed."""
        user, found, role, members = self._asked(call)
        self._check(call, user, found, role)
        for member, _ in members:
            grant = self._desk.rights.given(found.space, found.dentry).get(member)
            if grant is not None and grant.role == role:
                self._desk.rights.take(found.space, found.dentry, member)
        return Reply({"success": True})

    def inheritance(self, call: Call) -> Reply:
        """`GET …/permissions/inheritances` (page `get-permission-inheritance-mode`)."""
        user, found = self._desk.actor(call), self._found(call)
        self._desk.need(call, user, found, "INFO")
        return Reply({"inheritance": PASS_ON if found.dentry.passes_on else BREAK})

    def inherit(self, call: Call) -> Reply:
        """`PUT …/permissions/inheritances` (page `set-permission-inheritance-mode`)."""
        user, way = self._desk.actor(call), call.json_object().get("inheritance")
        if way not in (PASS_ON, BREAK):
            raise wrong(call, "permissionInheritance")
        found = self._found(call)
        if found.dentry.dentry_id == ROOT:
            raise refused(call, "permissionInheritanceUnsupportedForRootDentry")
        self._desk.need(call, user, found, "WRITE_PERMISSION")
        found.dentry.passes_on = way == PASS_ON
        self._desk.tree(found.space).noted()
        return Reply({"success": True})

    def _give(self, call: Call) -> Reply:
        user, found, role, members = self._asked(call)
        seconds = size(call, option(call, call.json_object()), "duration")
        if seconds is not None and not 0 < seconds <= LONGEST:
            raise wrong(call, "duration")
        self._check(call, user, found, role)
        grant = self._grant(found, role, seconds)
        for member, corp_id in members:
            kept = replace(grant, corp_id=corp_id)
            self._desk.rights.give(found.space, found.dentry, member, kept)
        return Reply({"success": True})

    def _grant(self, found: Place, role: str, seconds: int | None) -> Grant:
        """A role for a while only where the app owns the space; elsewhere it is for ever."""
        if seconds is None or found.space.owner_type != "APP":
            return Grant(role)
        return Grant(role, self._desk.world.now() + seconds * 1000, seconds)

    def _asked(self, call: Call) -> tuple[User, Place, str, list[Given]]:
        user, body = self._desk.actor(call), call.json_object()
        role = text(call, body, "roleId")
        if role not in ROLES:
            raise wrong(call, "roleId")
        rows = body.get("members")
        if not isinstance(rows, list) or not 0 < len(rows) <= MOST_MEMBERS:
            raise wrong(call, "members")
        members = [self._member(call, row) for row in rows]
        return user, self._found(call), role, members

    def _check(self, call: Call, user: User, found: Place, role: str) -> None:
        """In a space of the app's own whoever asks may give (page `add-space`)."""
        if found.space.owner_type == "APP":
            return
        needed = "ASSIGN" if role == "OWNER" else "WRITE_PERMISSION"
        if not self._desk.may(user, found, needed):
            raise denied(call)

    def _member(self, call: Call, row: Any) -> Given:
        if not isinstance(row, dict):
            raise wrong(call, "members")
        kind = text(call, row, "type")
        if kind not in MEMBERS:
            raise wrong(call, "permissionMemberType")
        corp_id = text(call, row, "corpId", needed=kind == "DEPT")
        return Member(kind, text(call, row, "id")), corp_id

    def _found(self, call: Call) -> Place:
        return self._desk.by_uuid(call, call.path["dentryUuid"])

    def _roles(self, call: Call, asked: Mapping[str, Any]) -> list[str]:
        if asked.get("filterRoleIds") is None:
            return list(ROLES)
        wanted = names(call, asked, "filterRoleIds", len(ROLES))
        if not set(wanted) <= set(ROLES):
            raise wrong(call, "roleId")
        return wanted

    def _rows(self, found: Place, roles: list[str], begin: Key | None) -> Iterator[Row]:
        every = self._desk.rights.all(found.space, found.dentry)
        rows = sorted((row for row in every if row[2].role in roles), key=_key)
        return (row for row in rows if begin is None or _key(row) > begin)

    def _view(self, found: Place, row: Row) -> dict[str, Any]:
        holder, member, grant = row
        corp_id = self._desk.world.org.corp_id
        shown = {"type": member.kind, "id": member.member_id, "corpId": corp_id}
        return {
            "dentryUuid": found.with_(holder).uuid,
            "member": shown | {"name": self._name(member)},
            "role": {"id": grant.role, "name": grant.role},
            **({} if grant.duration is None else {"duration": grant.duration}),
        }

    def _name(self, member: Member) -> str:
        org = self._desk.world.org
        match member.kind:
            case "USER" if member.member_id in org.users:
                return org.users[member.member_id].name
            case "DEPT" if names := [
                each.name
                for each in org.departments.values()
                if str(each.dept_id) == member.member_id
            ]:
                return names[0]
            case "CONVERSATION" if member.member_id in org.conversations:
                return org.conversations[member.member_id].title
            case _:
                return member.member_id


def _key(row: Row) -> Key:
    """Owners first."""
    holder, member, grant = row
    rank = len(ROLES) - ROLES.index(grant.role)
    return rank, f"{member.kind}:{member.member_id}:{holder.dentry_id}"
