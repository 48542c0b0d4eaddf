"""What a file was before: its versions, read as one person and kept for them a while."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final

from pydantic import TypeAdapter

from bot.dingtalk.http import DingTalk
from bot.drive.paging import CUT_OFF, Course
from bot.files.dentry import Dentry, page_of
from bot.files.listing import KEPT_MILLIS
from bot.storage import Store

VERSIONS: Final = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/versions"
PAGE: Final = 100
"""DingTalk gives no more at once (page `obtains-a-list-of-file-versions`)."""
ROWS: Final = 8
MOST_CALLS: Final = 20


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a file: ``number`` names it, ``size`` is bytes, ``who`` the unionId of whoever
    made it and ``at`` when (milliseconds since 1970); None and empty for what was not said.
    """

    number: int
    size: int | None
    who: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True)
class VersionList:
    """The newest versions of a file, as they were ``read`` (milliseconds since 1970).

    ``following`` is the token of older ones, "" at the end; ``unread`` counts those that could not
    be read, ``who`` names people by unionId, and ``current`` is the file's own, 0 for not said.
    """

    space_id: str
    dentry_id: str
    name: str
    rows: tuple[Version, ...]
    following: str
    read: int
    unread: int = 0
    who: Mapping[str, str] = field(default_factory=dict)
    current: int = 0

    @property
    def newest(self) -> int:
        """The number of the newest version, 0 where none is known."""
        return max((self.current, *(each.number for each in self.rows)))

    @property
    def unseen(self) -> int:
        """How many could not be read; below 0 where there may be more than the list has given: its
        end did not come, or the file's own version is not in it.
        """
        is_whole = not self.newest or self.version(self.newest) is not None
        return self.unread if self.unread or is_whole else CUT_OFF

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // ROWS))

    def version(self, number: int) -> Version | None:
        return next((each for each in self.rows if each.number == number), None)

    def page(self, number: int) -> tuple[Version, ...]:
        """Give the rows of a page, from 1."""
        return self.rows[(number - 1) * ROWS : number * ROWS]


@dataclass(frozen=True, slots=True)
class ShownVersions:
    """What a card of versions keeps: which file, for whom (a unionId), and the page it shows."""

    rows_are: ClassVar[str] = "versions"
    viewer: str
    space_id: str
    dentry_id: str
    page: int = 1


_STORED: TypeAdapter[VersionList] = TypeAdapter(VersionList)


class Versions:
    """Reads the versions of files."""

    def __init__(self, dingtalk: DingTalk, store: Store) -> None:
        self._dingtalk = dingtalk
        self._store = store

    async def read(
        self, viewer: str, dentry: Dentry, now: int, known: VersionList | None = None
    ) -> VersionList:
        """Read the next 100 versions, the newest first: one counted call.

        Raises NotAuthorized, DentryMissing, Unavailable and kin.
        """
        known = known or VersionList(
            dentry.space_id, dentry.id, dentry.name, (), "", now, current=dentry.version or 0
        )
        query: dict[str, object] = {"unionId": viewer, "maxResults": PAGE}
        if known.following:
            query["nextToken"] = known.following
        path = {"spaceId": dentry.space_id, "dentryId": dentry.id}
        answer = await self._dingtalk.call("GET", VERSIONS, path=path, query=query)
        page = page_of(answer, dentry.space_id)
        read = [_version(each) for each in page.dentries if each.version is not None]
        new = {each.number: each for each in read if known.version(each.number) is None}
        goes_round = bool(page.following) and page.following == known.following
        return replace(
            known,
            rows=(*known.rows, *sorted(new.values(), key=lambda each: -each.number)),
            following="" if goes_round else page.following,
            unread=CUT_OFF
            if goes_round
            else known.unread + page.unread + _unnumbered(page.dentries),
        )

    async def until(self, viewer: str, dentry: Dentry, number: int, now: int) -> VersionList:
        """Read until a version is found, or the end: a counted call for every 100."""
        found, course = await self.read(viewer, dentry, now), Course()
        while found.version(number) is None and found.following and not course.is_over(MOST_CALLS):
            more = await self.read(viewer, dentry, now, found)
            course = course.after(len(more.rows) - len(found.rows))
            found = more
        return found

    async def kept(self, viewer: str, space_id: str, dentry_id: str) -> VersionList | None:
        """Give what this person was shown, without a call; None when that is over."""
        key = self._key(viewer, space_id, dentry_id)
        return self._store.read(_STORED, await self._store.get(key), key)

    async def keep(self, viewer: str, found: VersionList) -> None:
        key = self._key(viewer, found.space_id, found.dentry_id)
        await self._store.redis.set(key, _STORED.dump_json(found), px=KEPT_MILLIS)
        self._store.touched(key)

    async def forget(self, viewer: str, space_id: str, dentry_id: str) -> None:
        """Read them anew when they are asked for next: there is one more."""
        key = self._key(viewer, space_id, dentry_id)
        await self._store.redis.delete(key)
        self._store.touched(key)

    def _key(self, viewer: str, space_id: str, dentry_id: str) -> str:
        name = f"{viewer}\n{space_id}\n{dentry_id}"
        return self._store.key("versions", hashlib.sha256(name.encode()).hexdigest()[:32])


def _version(dentry: Dentry) -> Version:
    at = None if dentry.modified is None else int(dentry.modified.timestamp() * 1000)
    return Version(dentry.version or 0, dentry.size, dentry.modifier, at)


def _unnumbered(dentries: Iterable[Dentry]) -> int:
    return sum(each.version is None for each in dentries)
