"""Who was given which role on a file or folder (page `add-permissions-file`)."""

from collections.abc import Mapping
from dataclasses import dataclass

ROLES = ("READER", "DOWNLOADER", "EDITOR", "MANAGER", "OWNER")
"""From the one that may least to the one that may all."""
_READER = frozenset({"INFO", "LIST", "PREVIEW"})
_DOWNLOADER = _READER | {"READ", "DOWNLOAD"}
_EDITOR = _DOWNLOADER | {"WRITE", "ADD"}
_MANAGER = _EDITOR | {"DELETE", "MODIFY", "COPY", "RENAME", "READ_PERMISSION", "WRITE_PERMISSION"}
PRIVILEGES: Mapping[str, frozenset[str]] = {
    "READER": _READER,
    "DOWNLOADER": _DOWNLOADER,
    "EDITOR": _EDITOR,
    "MANAGER": _MANAGER,
    "OWNER": _MANAGER | {"ASSIGN"},
}
"""What each role may (page `get-permission-list`)."""
MEMBERS = frozenset({"ORG", "DEPT", "TAG", "CONVERSATION", "USER", "DYNAMIC_GROUP"})
"""The kinds of members."""


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """Whom a grant is for; the id of a `USER` is a userId."""

    kind: str
    member_id: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, for ever or until `expires` (milliseconds); `corp_id` as it was given, or empty."""

    role: str
    expires: int | None = None
    duration: int | None = None
    corp_id: str = ""

    def holds(self, now: int) -> bool:
        """Whether it is still good."""
        return self.expires is None or now < self.expires


Grants = dict[Member, Grant]
