"""Looks for files by words of their names, as one person: DingTalk decides what they may find."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from bot.dingtalk.http import Answer, DingTalk
from bot.dingtalk.payload import Id, Moment, P, Payload, Words, rows_of, words
from bot.drive.paging import CUT_OFF, Course
from bot.errors import ScopeMissing, Unavailable
from bot.files.dentry import Dentry
from bot.files.found import Findings, Hit, Hits, Query
from bot.files.reader import DentryReader
from bot.language import normalise
from bot.reading.kinds import spoken_file
from bot.storage import Store

SEARCH: Final = "/v2.0/storage/dentries/search"
IDS: Final = "/v2.0/doc/dentries/{dentryUuid}/queryDentryId"
SCOPE: Final = "Storage.Dentry.Search"
PAGE: Final = 50
"""DingTalk gives no more at once (page `search-for-files`)."""
MOST_CALLS: Final = 20
FEW_CALLS: Final = 2
"""So many pages are read at most of which most rows may not fit; help tells it with the search
behind it.
"""
_MOST_ENDINGS: Final = 3
FRESH_MILLIS: Final = 60 * 1000
SCOPE_MILLIS: Final = 3600 * 1000
"""So long it is remembered that the app may not search: somebody may be about to let it."""


class _Person(Payload):
    name: Words = None


class _Path(Payload):
    long_path: Words = None


class HitRow(Payload):
    """One item (page `search-for-files`); lastModifyTime and path are in the SDK alone."""

    dentry_uuid: Id
    name: Words = None
    modifier: Any = None
    last_modify_time: Moment = None
    path: Any = None

    def hit(self) -> Hit:
        person, path = _of(_Person, self.modifier), _of(_Path, self.path)
        return Hit(
            self.dentry_uuid,
            self.name or self.dentry_uuid,
            (person.name if person else None) or "",
            self.last_modify_time,
            (path.long_path if path else None) or "",
        )


class IdsAnswer(Payload):
    """Page `api-getdentryidbyuuid`."""

    space_id: Id
    dentry_id: Id


class FileSearch:
    """DingTalk's search of files."""

    def __init__(
        self, dingtalk: DingTalk, store: Store, reader: DentryReader, now: Callable[[], int]
    ) -> None:
        """``now`` gives milliseconds since 1970."""
        self._dingtalk = dingtalk
        self._reader = reader
        self._store = store
        self._findings = Findings(store)
        self._now = now

    async def kept(self, viewer: str, query: Query) -> Hits | None:
        """Give what this person has found lately, without a call; None for nothing."""
        return await self._findings.get(viewer, query)

    async def find(self, viewer: str, query: Query, least: int, *, anew: bool = False) -> Hits:
        """Look for files as a person: one counted call for every 50 that were not found within this
        minute. ``anew`` looks whatever is kept.

        Raises ScopeMissing where the app may not search, and what DingTalk refuses.
        """
        known = None if anew else await self.kept(viewer, query)
        if known is not None and self._now() - known.read < FRESH_MILLIS:
            return await self.more(viewer, known, least)
        if query.by_names:
            return await self._by_names(viewer, query)
        return await self.more(viewer, Hits(query, (), "", 0), least)

    async def more(self, viewer: str, known: Hits, least: int) -> Hits:
        """Read on from what was found before until there are so many, or all."""
        course, hits = Course(), known
        while len(hits.hits) < least and (hits.following or not hits.read):
            rows, unread, token = await self._page(viewer, hits)
            ids = {each.uuid for each in hits.hits}
            new = tuple({each.uuid: each for each in rows if each.uuid not in ids}.values())
            course = course.after(len(new))
            new = _fitting(new, hits.query)
            most = FEW_CALLS if hits.query.also else MOST_CALLS
            is_over = token == hits.following or course.is_over(most)
            following = "" if is_over else token
            hits = replace(
                hits,
                hits=(*hits.hits, *new),
                following=following,
                read=hits.read or self._now(),
                unread=CUT_OFF if following != token else hits.unread + unread,
            )
        if hits is not known:
            await self._findings.keep(viewer, hits)
        return hits

    async def _by_names(self, viewer: str, query: Query) -> Hits:
        """Read the names of a space to its end, or as far as it was offered to."""
        found: dict[str, Hit] = {}
        course, seen, unread, token = Course(), set[str](), 0, ""
        while True:
            page = await self._reader.page_of_all(viewer, query.space_id, token)
            new = [each for each in page.dentries if each.id not in seen]
            seen |= {each.id for each in new}
            found |= {each.id: _hit(each) for each in new if _fits(each, query)}
            course, unread = course.after(len(new)), unread + page.unread
            goes_round = page.following == token
            token = page.following
            if not token or goes_round or course.is_over(MOST_CALLS):
                break
        hits = Hits(query, tuple(found.values()), "", self._now(), CUT_OFF if token else unread)
        await self._findings.keep(viewer, hits)
        return hits

    async def ids(self, viewer: str, uuid: str) -> tuple[str, str]:
        """Give the spaceId and dentryId of a file: one counted call (page `api-getdentryidbyuuid`).

        Raises DentryMissing, NotAuthorized, ScopeMissing (`Document.WorkspaceDocument.Read`).
        """
        answer = await self._dingtalk.call(
            "GET", IDS, path={"dentryUuid": uuid}, query={"operatorId": viewer}
        )
        found = _of(IdsAnswer, answer.body)
        if found is None:
            raise Unavailable("", "a file without its ids", answer.request_id)
        return found.space_id, found.dentry_id

    async def _page(self, viewer: str, hits: Hits) -> tuple[list[Hit], int, str]:
        key = self._store.key("no-search")
        if await self._store.redis.exists(key):
            raise ScopeMissing(message="refused a short while ago", scopes=(SCOPE,))
        body = {"keyword": hits.query.words, "option": _option(hits)}
        try:
            answer = await self._dingtalk.call(
                "POST", SEARCH, query={"operatorId": viewer}, body=body
            )
        except ScopeMissing:
            await self._store.redis.set(key, "1", px=SCOPE_MILLIS)
            raise
        return _read(answer)


def _of(kind: type[P], value: object) -> P | None:
    """Read one object; None for what cannot be read."""
    rows = rows_of(kind, [value])
    return rows.read[0] if rows and rows.read else None


def wider(query: Query) -> Query | None:
    """Give what to look for where nothing is called just so: the most telling word, among what also
    has the rest, or is of the kind that was said; None where there is nothing else.
    """
    spoken = spoken_file(query.words)
    if query.also or query.by_names or not spoken.words:
        return None
    if normalise(spoken.keyword) == normalise(query.words):
        return None
    return replace(query, words=spoken.keyword, also=query.words)


def by_endings(query: Query) -> tuple[Query, ...]:
    """Give what to look for where only a kind was said and nothing is called so: how the names of
    such files end, the usual first; empty where more is said.
    """
    spoken = spoken_file(query.words)
    if query.also or query.by_names or spoken.words or not spoken.kind:
        return ()
    plain = normalise(query.words)
    ends = [each for each in spoken.endings if each != plain]
    return tuple(replace(query, words=each) for each in ends[:_MOST_ENDINGS])


def _fitting(hits: tuple[Hit, ...], query: Query) -> tuple[Hit, ...]:
    spoken = spoken_file(query.also)
    return tuple(each for each in hits if not query.also or spoken.fits(each.name))


def _has(name: str, said: str) -> bool:
    plain = normalise(name)
    return all(word in plain for word in normalise(said).split())


def _fits(dentry: Dentry, query: Query) -> bool:
    """Tell whether a file is what is looked for, or may be where DingTalk does not say."""
    if not _has(dentry.name, query.words):
        return False
    made = round(dentry.created.timestamp() * 1000) if dentry.created else None
    since, until = query.since, query.until
    return made is None or ((since is None or made >= since) and (until is None or made < until))


def _hit(dentry: Dentry) -> Hit:
    changed = round(dentry.modified.timestamp() * 1000) if dentry.modified else None
    return Hit(
        dentry.uuid,
        dentry.name,
        changed=changed,
        place=dentry.path,
        space_id=dentry.space_id,
        id=dentry.id,
    )


def _option(hits: Hits) -> dict[str, object]:
    query = hits.query
    option: dict[str, object] = {"maxResults": PAGE}
    if hits.following:
        option["nextToken"] = hits.following
    if query.space_id:
        option["spaceIds"] = [int(query.space_id)]
    if query.people:
        option["creatorIds"] = list(query.people)
    span = {"startTime": query.since, "endTime": query.until and query.until - 1}
    if any(each is not None for each in span.values()):
        option["createTimeRange"] = {name: at for name, at in span.items() if at is not None}
    return option


def _read(answer: Answer) -> tuple[list[Hit], int, str]:
    """Read an answer: its rows, how many could not be read, and the token of what follows."""
    rows = rows_of(HitRow, answer.body.get("items"))
    token = answer.body.get("nextToken")
    following = words(token)
    if rows is None or (following is None and token is not None):
        raise Unavailable("", "files that cannot be read", answer.request_id)
    return [row.hit() for row in rows.read], rows.unread, following or ""
