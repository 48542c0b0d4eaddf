"""Whom a role on a file is given to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

MemberKind = Literal["USER", "DEPT", "ORG", "CONVERSATION", "TAG", "DYNAMIC_GROUP"]
"""DingTalk's words (page `add-permissions-file`)."""
KINDS: Final[tuple[MemberKind, ...]] = get_args(MemberKind)
_OF_THE_ORGANISATION: Final = frozenset({"USER", "DEPT"})
"""Whose corpId is always sent: a department needs it, and for a person it makes DingTalk take the
role back when they leave."""
EVERYBODY_ID: Final = "1"
"""The deptId of the department that all others are in."""


@dataclass(frozen=True, slots=True)
class Member:
    """Who has a role: by DingTalk's word for the kind, and an id of that kind.

    The id of a ``USER`` is a userId, of a ``DEPT`` a deptId, of the ``ORG`` its corpId, and of a
    ``CONVERSATION`` an openConversationId. ``name`` is for people to read, and tells none apart;
    ``inside`` names the departments of somebody of whose name there are more, empty for others.
    """

    kind: str
    id: str
    name: str = field(default="", compare=False)
    inside: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """What tells two members apart, in one word."""
        return f"{self.kind}:{self.id}"

    @property
    def is_everybody(self) -> bool:
        """Whether the whole organisation is meant."""
        return self.kind == "ORG" or (self.kind == "DEPT" and self.id == EVERYBODY_ID)

    def body(self, corp_id: str) -> Mapping[str, str]:
        """Give it as DingTalk is told of it."""
        body = {"type": self.kind, "id": self.id}
        return body | ({"corpId": corp_id} if self.kind in _OF_THE_ORGANISATION else {})
