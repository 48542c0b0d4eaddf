"""Who and what in the organisation has a name: people and departments, found by a part of it.

DingTalk's searches give ids alone, so that each that is shown takes a call more; none of these is
counted.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import Field, ValidationError

from bot.dingtalk.http import Answer, DingTalk
from bot.dingtalk.payload import Id, Payload, Words, flag, words
from bot.errors import PlatformError, Unavailable

PEOPLE: Final = "/v1.0/contact/users/search"
DEPARTMENTS: Final = "/v1.0/contact/departments/search"
DEPARTMENT: Final = "/topapi/v2/department/get"
ABOVE: Final = "/topapi/v2/department/listparentbyuser"
MOST: Final = 10
"""So many are asked for: more than anybody chooses from."""


@dataclass(frozen=True, slots=True)
class NameMatches:
    """The ids that a search gives, and whether there may be more: further pages, or rows that could
    not be read.
    """

    ids: tuple[str, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Department:
    """A department; ``parent`` is the deptId it lies in, empty for the root and where unknown."""

    id: str
    name: str
    parent: str = ""


class _Department(Payload):
    """The part of `result` that we read (page `query-department-details0-v2`)."""

    dept_id: Id = Field(alias="dept_id")
    name: Words = None
    parent_id: Words = Field(None, alias="parent_id")


class Directory:
    """Looks names up."""

    def __init__(self, dingtalk: DingTalk) -> None:
        self._dingtalk = dingtalk

    async def people(self, word: str, *, exact: bool = False) -> NameMatches:
        """Give the userIds of those whose name has ``word`` in it, or is it where ``exact`` (page
        `address-book-search-user-id`).

        Raises ScopeMissing and the other errors of a call.
        """
        return await self._search(PEOPLE, word, {"fullMatchField": 1} if exact else {})

    async def departments(self, word: str) -> NameMatches:
        """Give the deptIds of departments whose name has ``word`` in it (page
        `address-book-search-department-id`); raises as :meth:`people` does.
        """
        return await self._search(DEPARTMENTS, word, {})

    async def department(self, dept_id: str) -> Department:
        """Look a department up (page `query-department-details0-v2`).

        Raises DepartmentMissing, DepartmentOutOfScope and the other errors of a call.
        """
        number = int(dept_id) if dept_id.isascii() and dept_id.isdigit() else dept_id
        answer = await self._dingtalk.call("POST", DEPARTMENT, body={"dept_id": number})
        try:
            found = _Department.model_validate(answer.body.get("result"))
        except ValidationError:
            raise Unavailable("", "a department without an id", answer.request_id) from None
        return Department(found.dept_id, found.name or "", found.parent_id or "")

    async def above(self, user_id: str) -> tuple[tuple[str, ...], ...]:
        """Give the departments somebody is in, each with all it lies in, the root last (page
        `queries-the-list-of-all-parent-departments-of-a-user`).

        Raises UserUnknown and the other errors of a call; Unavailable for a list that cannot be
        read whole, for who is in a department that does not show would be taken for outside it.
        """
        answer = await self._dingtalk.call("POST", ABOVE, body={"userid": user_id})
        result = answer.body.get("result")
        rows = result.get("parent_list") if isinstance(result, dict) else None
        chains = [_chain(row) for row in rows] if isinstance(rows, list) else [None]
        if None in chains:
            raise Unavailable("", "departments that cannot be read", answer.request_id)
        return tuple(chain for chain in chains if chain is not None)

    async def inside(self, user_id: str) -> str:
        """Name one or two departments of somebody, by which two of one name are told apart; empty
        where DingTalk does not say.
        """
        try:
            chains = await self.above(user_id)
            found = [await self.department(chain[0]) for chain in chains[:2]]
        except PlatformError:
            return ""
        return " · ".join(each.name for each in found if each.name)

    async def mark(self, user_id: str) -> str:
        """Give what tells somebody from another of their name: their departments, else how their
        userId ends.
        """
        return await self.inside(user_id) or f"…{user_id[-4:]}"

    async def apart(self, people: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        """Give what a list calls people, of (userId, name): names that two have with what tells
        those apart.
        """
        names = Counter(name for name in dict(people).values())
        return tuple(
            [
                f"{name} · {await self.mark(user_id)}" if names[name] > 1 else name
                for user_id, name in people
            ]
        )

    async def _search(self, path: str, word: str, more: dict[str, object]) -> NameMatches:
        body = {"queryWord": word, "offset": 0, "size": MOST, **more}
        return _matches(await self._dingtalk.call("POST", path, body=body))


def _matches(answer: Answer) -> NameMatches:
    listed = answer.body.get("list")
    if not isinstance(listed, list):
        raise Unavailable("", "a search without a list", answer.request_id)
    ids = tuple(dict.fromkeys(text for each in listed if (text := words(each))))
    unread = any(not words(each) for each in listed)
    return NameMatches(ids, more=unread or flag(answer.body.get("hasMore")) is not False)


def _chain(row: Any) -> tuple[str, ...] | None:
    ids = row.get("parent_dept_id_list") if isinstance(row, dict) else None
    read = [words(each) for each in ids] if isinstance(ids, list) and ids else [None]
    return None if None in read else tuple(each for each in read if each is not None)
