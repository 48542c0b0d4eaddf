"""Walks: all files of a space, read page by page as one person, kept for them for a day.

Pages come by the time of change, the oldest first: while files change, that order may repeat some
and misses none (page `get-a-list-of-all-files-or-folders-under-a`).
"""

import asyncio
import base64
import hashlib
import json
import zlib
from collections.abc import Awaitable, Callable, Container, Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from bot.dingtalk.http import DingTalk
from bot.drive.paging import BARREN
from bot.errors import Refused
from bot.files.dentry import Dentry, DentryPage
from bot.files.whole_space import page_of_all
from bot.storage import Store

KEPT_MILLIS: Final = 24 * 3600 * 1000
BELIEVED_MILLIS: Final = 10 * 60 * 1000
"""For so long somebody may see what they were given, before DingTalk is asked again."""
_BASE_64: Final = "."
"""Begins a page that is kept in base 64, a sign that base 85 lacks. Python reads that with its own
loops, which took most of the time of looking through a long walk.
"""


class WalkedFile(NamedTuple):
    """A file or folder as a walk saw it; ``size`` (bytes) and ``modified`` (milliseconds since
    1970) are None where DingTalk did not say. ``folder`` is the path of the folder it is in, empty
    for the space itself.
    """

    id: str
    uuid: str
    name: str
    parent_id: str
    is_folder: bool
    size: int | None
    modified: int | None
    folder: str


@dataclass(frozen=True, slots=True)
class Walk:
    """How far somebody's walk of a space has come.

    ``begun`` names it (milliseconds since 1970), ``files`` counts files and folders, ``unread``
    rows that could not be read. ``following`` is the token of the next page, "" at the end; a list
    that goes round, or brings nothing new any more, was ``cut`` off. ``asked`` is when DingTalk
    gave a page of it to this person last, 0 for not known.
    """

    viewer: str
    space_id: str
    space_name: str
    begun: int
    pages: int
    files: int
    following: str
    unread: int = 0
    barren: int = 0
    cut: bool = False
    asked: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to read."""
        return not self.following or self.cut

    @property
    def is_whole(self) -> bool:
        """Whether it has seen all that there is."""
        return not (self.following or self.cut or self.unread)


_HEAD = ("name", "begun", "pages", "files", "following", "unread", "barren", "cut", "asked")

_ADD = f"""
local function head() return redis.call('HMGET', KEYS[1], '{"', '".join(_HEAD)}') end
if redis.call('HGET', KEYS[1], 'begun') ~= ARGV[1] then return head() end
local seconds, micros = unpack(redis.call('TIME'))
redis.call('HSET', KEYS[1], 'asked', string.format('%.0f', seconds * 1000 + micros / 1000))
if redis.call('HGET', KEYS[1], 'pages') ~= ARGV[2] then return head() end
local new = 0
for index = 7, #ARGV do new = new + redis.call('SADD', KEYS[2], ARGV[index]) end
local barren = tonumber(redis.call('HGET', KEYS[1], 'barren') or '0')
barren = new == 0 and barren + 1 or 0
local cut = ''
if ARGV[4] ~= '' then
  if ARGV[4] == redis.call('HGET', KEYS[1], 'following') then cut = '1' end
  if barren >= tonumber(ARGV[6]) then cut = '1' end
end
redis.call('HINCRBY', KEYS[1], 'pages', 1)
redis.call('HINCRBY', KEYS[1], 'files', new)
redis.call('HINCRBY', KEYS[1], 'unread', ARGV[5])
redis.call('HSET', KEYS[1], 'p' .. ARGV[2], ARGV[3], 'following', ARGV[4], 'barren', barren,
  'cut', cut)
redis.call('PEXPIREAT', KEYS[2], redis.call('PEXPIRETIME', KEYS[1]))
return head()
"""
"""One page more, once: whoever read the same page, or an older walk, adds nothing. Gives the walk
as it is then, in one trip: 2,000 pages of it are read with as few as can be.
"""


class Walks:
    """Reads spaces to their end, and keeps for each person what they were given."""

    def __init__(self, dingtalk: DingTalk, store: Store, now: Callable[[], Awaitable[int]]) -> None:
        """``now`` gives milliseconds since 1970."""
        self._dingtalk = dingtalk
        self._store = store
        self._now = now
        self._add = store.script(_ADD)

    async def kept(self, viewer: str, space_id: str) -> Walk | None:
        """Give how far this person's own walk has come, without a call; None for none of today."""
        key = self._key(viewer, space_id)
        found: list[Any] = await self._store.redis.hmget(key, list(_HEAD))
        return _walk_of(viewer, space_id, found)

    async def begin(self, viewer: str, space_id: str, name: str) -> Walk:
        """Read the first page anew: one counted call. What was kept before is forgotten.

        Raises NotAuthorized, SpaceMissing, Unavailable and kin.
        """
        page = await self._page(viewer, space_id, "")
        await self.forget(viewer, space_id)
        key, begun = self._key(viewer, space_id), await self._now()
        start: dict[str, str | int] = {"name": name, "begun": begun, "pages": 0, "files": 0}
        start["asked"] = begun
        async with self._store.redis.pipeline() as pipe:
            pipe.hset(key, items=[each for pair in start.items() for each in pair])
            pipe.pexpireat(key, begun + KEPT_MILLIS)
            await pipe.execute()
        return await self._keep(Walk(viewer, space_id, name, begun, 0, 0, ""), page) or Walk(
            viewer, space_id, name, begun, 1, len(page.dentries), page.following, page.unread
        )

    async def still(self, walk: Walk) -> Walk:
        """Give a walk to whoever may see it still: after ten minutes DingTalk is asked for its
        first page again, one counted call, and the answer is not looked at.

        Raises what DingTalk refuses; then it is kept no more.
        """
        if await self.is_believed(walk):
            return walk
        try:
            await self._page(walk.viewer, walk.space_id, "")
        except Refused:
            await self.forget(walk.viewer, walk.space_id)
            raise
        await self._note_asked(walk)
        return walk

    async def is_believed(self, walk: Walk) -> bool:
        """Tell whether it may be shown without asking DingTalk again."""
        return await self._now() - walk.asked < BELIEVED_MILLIS

    async def read_on(self, walk: Walk) -> Walk | None:
        """Read the page that comes next: one counted call. None where that walk is over or gone."""
        page = await self._page(walk.viewer, walk.space_id, walk.following)
        after = await self._keep(walk, page)
        return after if after and after.begun == walk.begun else None

    async def files(self, walk: Walk) -> tuple[WalkedFile, ...]:
        """Give all that a walk has seen, each once and as it was seen last, but for what was gone
        since.
        """
        key = self._key(walk.viewer, walk.space_id)
        names = [f"p{number}" for number in range(walk.pages)]
        pages = await self._store.redis.hmget(key, names) if names else []
        gone = await self._store.redis.smembers(self._gone(walk.viewer, walk.space_id))
        return await asyncio.to_thread(_all_of, map(str, filter(None, pages)), set(map(str, gone)))

    async def lost(self, viewer: str, space_id: str, dentry_ids: Iterable[str]) -> None:
        """Hear that files are in this space no more."""
        ids = list(dentry_ids)
        if ids and await self._store.redis.exists(self._key(viewer, space_id)):
            await self._store.redis.sadd(self._gone(viewer, space_id), *ids)
            await self._store.redis.pexpire(self._gone(viewer, space_id), KEPT_MILLIS)

    async def back(self, viewer: str, space_id: str, dentry_ids: Iterable[str]) -> None:
        """Hear that files are in this space again."""
        if ids := list(dentry_ids):
            await self._store.redis.srem(self._gone(viewer, space_id), *ids)

    async def forget(self, viewer: str, space_id: str) -> None:
        """Drop what is kept, since it is old, or somebody may see it no more."""
        keys = (self._key(viewer, space_id), self._ids(viewer, space_id))
        await self._store.redis.delete(*keys, self._gone(viewer, space_id))

    async def _note_asked(self, walk: Walk) -> None:
        key, now = self._key(walk.viewer, walk.space_id), await self._now()
        async with self._store.redis.pipeline() as pipe:
            pipe.hset(key, "asked", str(now))
            pipe.pexpireat(key, walk.begun + KEPT_MILLIS)
            await pipe.execute()

    async def _page(self, viewer: str, space_id: str, token: str) -> DentryPage:
        return await page_of_all(self._dingtalk, viewer, space_id, token, "ASC")

    async def _keep(self, walk: Walk, page: DentryPage) -> Walk | None:
        keys = [self._key(walk.viewer, walk.space_id), self._ids(walk.viewer, walk.space_id)]
        found = await self._add(
            keys,
            [
                str(walk.begun),
                str(walk.pages),
                packed(page.dentries),
                page.following,
                page.unread,
                BARREN,
                *(each.id for each in page.dentries),
            ],
        )
        return _walk_of(walk.viewer, walk.space_id, found)

    def _key(self, viewer: str, space_id: str) -> str:
        return self._store.key("walk", _hash(viewer, space_id))

    def _ids(self, viewer: str, space_id: str) -> str:
        return self._store.key("walk-ids", _hash(viewer, space_id))

    def _gone(self, viewer: str, space_id: str) -> str:
        return self._store.key("walk-gone", _hash(viewer, space_id))


def _walk_of(viewer: str, space_id: str, head: list[Any]) -> Walk | None:
    name, begun, pages, files, following, unread, barren, cut, asked = head
    if begun is None:
        return None
    counts = int(unread or 0), int(barren or 0), bool(cut), int(asked or 0)
    return Walk(
        viewer, space_id, name, int(begun), int(pages), int(files), following or "", *counts
    )


def _hash(viewer: str, space_id: str) -> str:
    return hashlib.sha256(f"{viewer}\n{space_id}".encode()).hexdigest()[:32]


def packed(dentries: Iterable[Dentry]) -> str:
    """Write a page as it is kept."""
    rows = [_row(each) for each in dentries]
    return _BASE_64 + base64.b64encode(zlib.compress(json.dumps(rows).encode())).decode()


def _all_of(pages: Iterable[str], gone: Container[str]) -> tuple[WalkedFile, ...]:
    """Unpack pages, in a thread: of 100,000 files that takes half a second."""
    found = {each.id: each for page in pages for each in unpacked(page)}
    return tuple(each for each in found.values() if each.id not in gone)


def unpacked(text: str) -> list[WalkedFile]:
    """Read a page that is kept; what the release before kept is written in base 85."""
    page = base64.b64decode(text[1:]) if text.startswith(_BASE_64) else base64.b85decode(text)
    return list(map(WalkedFile._make, json.loads(zlib.decompress(page))))


def _row(dentry: Dentry) -> list[Any]:
    modified = int(dentry.modified.timestamp() * 1000) if dentry.modified else None
    return [
        dentry.id,
        dentry.uuid,
        dentry.name,
        dentry.parent_id,
        dentry.is_folder,
        dentry.size,
        modified,
        _above(dentry),
    ]


def _above(dentry: Dentry) -> str:
    """Give the path of the folder that it is in; a name may hold the sign that parts a path."""
    if not dentry.path.endswith(dentry.name):
        return ""
    return dentry.path.removesuffix(dentry.name).removeprefix(".").strip("/")
