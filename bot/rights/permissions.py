"""The roles on one file or folder, read and changed as one person (storage 2.0, by dentryUuid)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.dingtalk.http import DingTalk
from bot.dingtalk.payload import Id, Payload, Whole, Words, flag, rows_of, words
from bot.drive.paging import CUT_OFF, Course
from bot.errors import OutcomeUnknown, Unavailable
from bot.rights.member import Member
from bot.rights.role import FileRole, rank

_DENTRY: Final = "/v2.0/storage/spaces/dentries/{dentryUuid}/permissions"
QUERY: Final = f"{_DENTRY}/query"
INHERITANCE: Final = f"{_DENTRY}/inheritances"
REMOVE: Final = f"{_DENTRY}/remove"
GIVE: Final = _DENTRY

PAGE: Final = 30
"""DingTalk gives no more at once (page `get-permission-list`)."""
MOST_CALLS: Final = 20
"""How far a list of roles is read."""
MOST_MEMBERS: Final = 30
"""So many a call takes (page `add-permissions-file`)."""


@dataclass(frozen=True, slots=True)
class Right:
    """A role that somebody has: ``role`` is DingTalk's word, maybe one that nobody knows here.

    ``uuid`` is where it was given, empty where DingTalk does not say; ``seconds`` for how long,
    None for ever.
    """

    member: Member
    role: str
    uuid: str = ""
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class FileRights:
    """All roles that are good on the file or folder of ``uuid``, as they were read.

    ``unread`` counts rows that could not be read, below 0 where the list did not end: somebody may
    have a role that is not among these.
    """

    uuid: str
    rows: tuple[Right, ...]
    unread: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nobody else can have a role."""
        return self.unread == 0

    def own(self, member: Member) -> str:
        """Give the role that a member was given on this file itself, empty for none.

        DingTalk does not say which roles are inherited; where a row names another dentryUuid, it is
        taken for given there.
        """
        return self._best(each for each in self.rows if each.member == member and self.is_own(each))

    def from_above(self, member: Member) -> str:
        """Give the role that a member has from a folder above, empty for none."""
        rows = (each for each in self.rows if each.member == member and not self.is_own(each))
        return self._best(rows)

    def is_own(self, right: Right) -> bool:
        """Tell whether a role was given on this file itself."""
        return right.uuid in {"", self.uuid}

    @staticmethod
    def _best(rights: Any) -> str:
        return max((each.role for each in rights), key=rank, default="")


class _MemberRow(Payload):
    type: Id
    id: Id
    name: Words = None


class _RoleRow(Payload):
    id: Id


class _RightRow(Payload):
    """DingTalk's `Permission` (page `get-permission-list`)."""

    dentry_uuid: Words = None
    duration: Whole = None
    member: _MemberRow
    role: _RoleRow

    def right(self) -> Right:
        member = Member(self.member.type, self.member.id, self.member.name or "")
        return Right(member, self.role.id, self.dentry_uuid or "", self.duration)


class Permissions:
    """Asks DingTalk who may what with one file or folder, and tells it what shall be."""

    def __init__(self, dingtalk: DingTalk, corp_id: Callable[[], Awaitable[str | None]]) -> None:
        """``corp_id`` gives the organisation's id, None while it is not known."""
        self._dingtalk = dingtalk
        self._corp_id = corp_id

    async def query(
        self, viewer: str, uuid: str, roles: Sequence[FileRole] = (), *, most: int = MOST_CALLS
    ) -> FileRights:
        """Read all roles, or those of some ``roles``: one counted call for every 30, at ``most`` so
        many (page `get-permission-list`).

        Raises NotAuthorized, DentryMissing, Unavailable and kin.
        """
        course, token = Course(), ""
        rows: dict[Right, None] = {}
        unread = 0
        while token or not course.calls:
            option: dict[str, Any] = {"maxResults": PAGE}
            option |= {"nextToken": token} if token else {}
            option |= {"filterRoleIds": list(roles)} if roles else {}
            found, missed, following = await self._page(viewer, uuid, option)
            new = [each for each in found if each not in rows]
            rows |= dict.fromkeys(new)
            unread += missed
            course = course.after(len(new))
            if following and (following == token or course.is_over(most)):
                return FileRights(uuid, tuple(rows), CUT_OFF)
            token = following
        return FileRights(uuid, tuple(rows), unread)

    async def inherits(self, viewer: str, uuid: str) -> bool | None:
        """Tell whether roles of the folders above are good here too, None where DingTalk does not
        say: one counted call (page `get-permission-inheritance-mode`).

        Raises DentryMissing and kin.
        """
        path = {"dentryUuid": uuid}
        answer = await self._dingtalk.call("GET", INHERITANCE, path=path, query={"unionId": viewer})
        return {"PASS_ON": True, "BREAK": False}.get(words(answer.body.get("inheritance")) or "")

    async def add(self, viewer: str, uuid: str, role: FileRole, members: Sequence[Member]) -> str:
        """Give a role to at most 30 members, for ever: one counted call (page
        `add-permissions-file`). Gives DingTalk's requestId.

        Raises OutcomeUnknown where no answer says that it was done, NotAuthorized and kin.
        """
        return await self._change(("POST", GIVE), viewer, uuid, role, members)

    async def update(
        self, viewer: str, uuid: str, role: FileRole, members: Sequence[Member]
    ) -> str:
        """Give at most 30 members this role instead of the one they were given here: one counted
        call (page `modify-permissions-file`). Gives and raises as :meth:`add` does.
        """
        return await self._change(("PUT", GIVE), viewer, uuid, role, members)

    async def remove(self, viewer: str, uuid: str, role: str, members: Sequence[Member]) -> str:
        """Take a role from at most 30 members: one counted call (page `delete-permissions-file`).
        Gives and raises as :meth:`add` does.
        """
        return await self._change(("POST", REMOVE), viewer, uuid, role, members)

    async def _page(
        self, viewer: str, uuid: str, option: dict[str, Any]
    ) -> tuple[list[Right], int, str]:
        answer = await self._dingtalk.call(
            "POST",
            QUERY,
            path={"dentryUuid": uuid},
            query={"unionId": viewer},
            body={"option": option},
        )
        rows, token = (
            rows_of(_RightRow, answer.body.get("permissions")),
            answer.body.get("nextToken"),
        )
        following = words(token)
        if rows is None or (following is None and token is not None):
            raise Unavailable("", "roles that cannot be read", answer.request_id)
        return [each.right() for each in rows.read], rows.unread, following or ""

    async def _change(
        self,
        api: tuple[str, str],
        viewer: str,
        uuid: str,
        role: str,
        members: Sequence[Member],
    ) -> str:
        corp_id = await self._corp_id()
        if corp_id is None:
            raise Unavailable(message="the organisation is not known yet")
        answer = await self._dingtalk.call(
            *api,
            path={"dentryUuid": uuid},
            query={"unionId": viewer},
            body={"roleId": role, "members": [each.body(corp_id) for each in members]},
            changes=True,
        )
        if not flag(answer.body.get("success")):
            raise OutcomeUnknown("", "an answer that says neither yes nor no", answer.request_id)
        return answer.request_id
