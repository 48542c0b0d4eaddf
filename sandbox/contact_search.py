"""People and departments found by a part of their name. Pinyin is not known here."""

from collections.abc import Sequence
from typing import Any

from sandbox.call import Call, Reply
from sandbox.errors import ApiRefusal
from sandbox.world import World

EXACT = 1
MOST = 100
"""How many a page of an answer may hold; the pages name no number."""


class ContactSearch:
    """Answers with ids only."""

    def __init__(self, world: World) -> None:
        self._world = world

    def users(self, call: Call) -> Reply:
        """`POST /v1.0/contact/users/search` (page `address-book-search-user-id`)."""
        word, exact = _word(call), call.json_object().get("fullMatchField")
        if exact not in (None, EXACT) or isinstance(exact, bool):
            raise _wrong()
        users = [user for user in self._world.org.users.values() if user.staff_id]
        return _page(
            call, [u.user_id for u in users if (u.name == word if exact else _has(u.name, word))]
        )

    def departments(self, call: Call) -> Reply:
        """`POST /v1.0/contact/departments/search` (page `address-book-search-department-id`)."""
        word, every = _word(call), self._world.org.departments.values()
        return _page(call, [each.dept_id for each in every if _has(each.name, word)])


def _word(call: Call) -> str:
    word = call.json_object().get("queryWord")
    if not isinstance(word, str) or not word.strip():
        raise _wrong()
    return word


def _has(name: str, word: str) -> bool:
    return word.strip().casefold() in name.casefold()


def _page(call: Call, found: Sequence[Any]) -> Reply:
    offset, size = _number(call, "offset"), _number(call, "size")
    if not 0 < size <= MOST:
        raise _wrong()
    shown = found[offset : offset + size]
    has_more = offset + len(shown) < len(found)
    return Reply({"hasMore": has_more, "totalCount": len(found), "list": list(shown)})


def _number(call: Call, name: str) -> int:
    value = call.json_object().get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 31:
        raise _wrong()
    return value


def _wrong() -> ApiRefusal:
    return ApiRefusal(400, "parameter.error", "parameter.error")
