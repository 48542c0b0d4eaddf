"""Files found by a word in their names (page `search-for-files`)."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from sandbox.call import Call, Reply
from sandbox.people import User
from sandbox.storage.dentry import FILE, Dentry
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import names, option, page_size, size
from sandbox.storage.names import CATEGORIES, category
from sandbox.storage.orders import Key
from sandbox.storage.paging import after, page
from sandbox.storage.refusals import refused, wrong

PAGE, MOST = 50, 100
SEARCHED = ("team", "group", "personal")
"""Kinds of spaces: an app's are not searched unless it says so, which none here does."""
Test = Callable[[Place], bool]


class Search:
    """Looks through every space for what somebody may see."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, call: Call) -> Reply:
        """`POST /v2.0/storage/dentries/search`, what was changed last first."""
        user, body = self._desk.actor(call, "operatorId"), call.json_object()
        keyword, asked = body.get("keyword"), option(call, body)
        if not isinstance(keyword, str) or not keyword.strip():
            raise refused(call, "paramError-keyword")
        tests = [_named(keyword), *self._tests(call, asked)]
        count, begin = page_size(call, asked, PAGE), after(call, asked.get("nextToken"))
        found, token = page(call, partial(self._rows, user, tests), _key, begin, count)
        return Reply({"items": [self._view(place) for place in found], **token})

    def _tests(self, call: Call, asked: Mapping[str, Any]) -> Iterator[Test]:
        _span(call, asked, "visitTimeRange")
        first, last = _span(call, asked, "createTimeRange")
        yield lambda place: first <= place.dentry.created <= last
        if asked.get("creatorIds") is not None:
            creators = self._people(names(call, asked, "creatorIds", MOST))
            yield lambda place: place.dentry.creator in creators
        if asked.get("modifierIds") is not None:
            modifiers = self._people(names(call, asked, "modifierIds", MOST))
            yield lambda place: place.dentry.modifier in modifiers
        if asked.get("dentryCategories") is not None:
            yield _of_category(call, names(call, asked, "dentryCategories", MOST))
        if asked.get("spaceIds") is not None:
            spaces = _numbers(call, asked["spaceIds"])
            yield lambda place: place.space.space_id in spaces

    def _people(self, ids: list[str]) -> set[str]:
        """Give the unionIds of people who are named by userId or unionId."""
        users = (self._desk.world.org.users.get(each) for each in ids)
        return {*ids, *(user.by for user in users if user is not None)}

    def _rows(self, user: User, tests: list[Test], begin: Key | None) -> Iterator[Place]:
        every = (place for place in self._every() if all(test(place) for test in tests))
        seen = [place for place in every if self._desk.may(user, place, "INFO")]
        seen.sort(key=_key, reverse=True)
        return (place for place in seen if begin is None or _key(place) < begin)

    def _every(self) -> Iterator[Place]:
        for space in list(self._desk.world.org.spaces):
            if space.kind in SEARCHED:
                root = self._desk.tree(space).root
                yield from (Place(space, each) for each in root.below() if each is not root)

    def _view(self, place: Place) -> dict[str, Any]:
        dentry = place.dentry
        url = f"https://alidocs.dingtalk.com/i/nodes/{place.uuid}"
        path = {"path": dentry.path, "longPath": f"{place.space.name}{dentry.path[1:]}", "url": url}
        return {
            "dentryUuid": place.uuid,
            "name": dentry.name,
            "creator": self._person(dentry.creator),
            "modifier": self._person(dentry.modifier),
            "lastModifyTime": dentry.modified,
            "path": path,
        }

    def _person(self, union_id: str) -> dict[str, str]:
        user = self._desk.world.org.user_by_union_id(union_id)
        return {} if user is None else {"userId": user.user_id, "name": user.name}


def _named(keyword: str) -> Test:
    wanted = keyword.strip().casefold()
    return lambda place: wanted in place.dentry.name.casefold()


def _of_category(call: Call, wanted: list[str]) -> Test:
    if not set(wanted) <= CATEGORIES:
        raise wrong(call, "dentryCategories")

    def test(place: Place) -> bool:
        return _is_file(place.dentry) and category(place.dentry.name) in wanted

    return test


def _is_file(dentry: Dentry) -> bool:
    return dentry.kind == FILE


def _span(call: Call, asked: Mapping[str, Any], name: str) -> tuple[int, int]:
    """The milliseconds between which something happened."""
    span = asked.get(name)
    if span is None:
        return 0, 1 << 62
    if not isinstance(span, dict):
        raise wrong(call, name)
    first, last = (_moment(call, span, each, name) for each in ("startTime", "endTime"))
    return first or 0, 1 << 62 if last is None else last


def _moment(call: Call, span: Mapping[str, Any], which: str, name: str) -> int | None:
    if span.get(which) is not None and not isinstance(span[which], int):
        raise wrong(call, name)
    return size(call, span, which)


def _numbers(call: Call, value: Any) -> set[str]:
    if not isinstance(value, list) or not all(type(each) is int for each in value):
        raise wrong(call)
    return {str(each) for each in value}


def _key(place: Place) -> Key:
    return place.dentry.modified, f"{place.space.space_id}:{place.dentry.dentry_id}"
