"""The bodies of the control interface's calls about files."""

from typing import Literal

from sandbox.control_models import Body, Bytes, Name

Role = Literal["OWNER", "MANAGER", "EDITOR", "DOWNLOADER", "READER"]


class NewFile(Body):
    """`POST /sandbox/spaces/{id}/files`; `owner` is a userId, `upload` the id of one."""

    parent_id: str = "0"
    name: Name
    type: Literal["FILE", "FOLDER"] = "FILE"
    size: Bytes | None = None
    upload: str | None = None
    owner: str


class ChangeFile(Body):
    """`POST /sandbox/spaces/{id}/files/{dentryId}`."""

    name: Name | None = None
    parent_id: str | None = None
    size: Bytes | None = None
    upload: str | None = None


class Holder(Body):
    """Whom a role is for; the id of a `USER` is a userId."""

    type: Literal["ORG", "DEPT", "TAG", "CONVERSATION", "USER", "DYNAMIC_GROUP"]
    id: str


class TakeRole(Body):
    """`DELETE /sandbox/spaces/{id}/grants`."""

    dentry_id: str = "0"
    member: Holder
    role_id: Role | None = None


class GiveRole(Body):
    """`POST /sandbox/spaces/{id}/grants`."""

    dentry_id: str = "0"
    member: Holder
    role_id: Role
