"""Drive spaces: fetched and changed as one person.

Every call is made as a *viewer* (a unionId), and what was fetched for one viewer is kept under that
viewer: DingTalk decides who sees which spaces.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.dingtalk.http import Answer, DingTalk
from bot.dingtalk.payload import Id, Payload, Size, Whole, Words, moment, rows_of, words
from bot.drive.fullness import share
from bot.drive.paging import CUT_OFF, MOST_CALLS, Course, Lengths
from bot.errors import (
    BadParameter,
    NotAuthorized,
    OutcomeUnknown,
    PageTooLarge,
    ScopeMissing,
    SpaceMissing,
    Unavailable,
    Unsupported,
)
from bot.storage import Store

log = structlog.get_logger()

SPACES = "/v1.0/drive/spaces"
ONE_SPACE = "/v1.0/drive/spaces/{spaceId}"
QUERY = "/v1.0/drive/managements/spaces/query"

LARGE_PAGE = 50
SMALL_PAGE = 20
QUERY_BATCH = 30

LISTING_MILLIS = 10 * 60 * 1000
"""How long a list is kept; who asks says how old it may be."""
REMEMBERED_MILLIS = 24 * 3600 * 1000
"""How long a refusal of large pages is remembered; asking again costs one call."""
REFUSED_MILLIS = 60 * 60 * 1000
"""How long a viewer's refusal by the management query is remembered."""

NO_LIMIT = -1
"""What DingTalk writes for the quota of a space that has none of its own."""


@dataclass(frozen=True, slots=True)
class Space:
    """A space. Sizes are bytes; ``used`` is None where DingTalk did not say.

    ``quota`` is None where the space has no limit of its own, and where DingTalk did not say:
    ``quota_known`` tells which. An unknown number is not zero, and no limit is not an unknown one.
    ``said`` is when DingTalk last said numbers that it does not say now (ms since 1970).
    """

    id: str
    name: str
    kind: str
    used: int | None
    quota: int | None = None
    created: datetime | None = None
    modified: datetime | None = None
    quota_known: bool = True
    said: int | None = None

    @property
    def is_nameless(self) -> bool:
        """Whether DingTalk did not say its name, so that its id stands in for it."""
        return self.name == self.id

    @property
    def ratio(self) -> float | None:
        """How full it is, as :func:`bot.drive.fullness.share` says."""
        return share(self.used, self.quota)


@dataclass(frozen=True, slots=True)
class SpacePage:
    """One answer of spaces; ``following`` is the token of the next one, "" at the end.

    ``unread`` counts rows that could not be read: what is missing from such an answer may be there.
    """

    spaces: tuple[Space, ...]
    following: str = ""
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """All spaces of one viewer as they were at ``at``, in milliseconds since 1970.

    ``unread`` counts rows that could not be read, or is CUT_OFF where the list did not end: what is
    missing from such a list may be there. ``ages`` are those of single spaces where they are known;
    ``at`` is the oldest of them. DingTalk was ``read`` then, whoever has looked since.
    """

    spaces: tuple[Space, ...]
    at: int
    unread: int = 0
    ages: Mapping[str, int] = field(default_factory=dict)
    read: int = 0

    def age(self, space_id: str) -> int:
        """Give how old the numbers of one space are, in milliseconds since 1970."""
        return self.ages.get(space_id, self.at)


class _DriveSpace(Payload):
    """DingTalk's `DriveSpace` (page `queries-a-space-list`).

    A ``quota`` of -1 is no limit; any other below 0, or none at all, says nothing.
    """

    space_id: Id
    space_name: Words = None
    space_type: Words = None
    quota: Whole = None
    used_quota: Size = None
    create_time: Words = None
    modify_time: Words = None

    def space(self) -> Space:
        return Space(
            id=self.space_id,
            name=self.space_name or self.space_id,
            kind=self.space_type or "org",
            used=self.used_quota,
            quota=None if self.quota is None or self.quota < 0 else self.quota,
            created=moment(self.create_time),
            modified=moment(self.modify_time),
            quota_known=self.quota is not None and self.quota >= NO_LIMIT,
        )


_stored = TypeAdapter(Listing)


TakeIn = Callable[[str, Sequence[Space]], Awaitable[None]]
"""Takes in what DingTalk has just shown to somebody (a unionId)."""


HearAll = Callable[[str, Listing], Awaitable[None]]
"""Takes in all that somebody sees."""


async def nobody(_viewer: str, _spaces: object) -> None:
    """Take in nothing."""


async def nowhere(_space_id: str) -> None:
    """Take in nothing."""


class Spaces:
    """The spaces of an organisation, as its people may see and change them."""

    def __init__(
        self,
        dingtalk: DingTalk,
        store: Store,
        *,
        most: int = MOST_CALLS,
        saw: TakeIn = nobody,
        listed: HearAll = nobody,
        lost: Callable[[str], Awaitable[None]] = nowhere,
    ) -> None:
        """``saw`` hears of spaces that were looked at, ``listed`` of all that somebody sees, and
        ``lost`` of an id of which DingTalk says that it is not there. ``most`` is how many calls a
        list may take while nothing is known of any.
        """
        self._dingtalk = dingtalk
        self._store = store
        self._saw = saw
        self._listed = listed
        self._lost = lost
        self.lengths = Lengths(store, most)

    async def listing(self, viewer: str, max_age: float) -> Listing:
        """List what ``viewer`` sees; what was fetched up to ``max_age`` seconds ago will do.

        A list that comes in late gives way to one that was asked for later.
        """
        now = await self._store.now()
        known = await self._known(viewer)
        if known is not None and now - known.at < max_age * 1000:
            return known
        fresh = replace(await self._fetch(viewer, known), at=now, read=now)
        value = _stored.dump_json(fresh).decode()
        is_kept = await self._store.keep(*self._keys(viewer), value, now, LISTING_MILLIS)
        if not is_kept and (newer := await self._known(viewer)) is not None:
            return newer
        await self._listed(viewer, fresh)
        return fresh

    async def kept(self, viewer: str) -> Listing | None:
        """Give the list of before, as far as it is kept; None for none."""
        return await self._known(viewer)

    async def look(
        self, ids: Sequence[str], viewer: str, *, kept: bool = False
    ) -> tuple[Space, ...]:
        """Look at some spaces now, in the order asked; one that is not there is left out.

        The management query may refuse members, and how it answers for an id that is gone is not
        documented (page `retrieves-the-space-list-on-the-management-side`): then, and before an id
        that it left out counts as gone, the viewer's own list answers. Raises Unavailable when
        nobody can say what is gone, because rows of that list could not be read.

        With ``kept`` a list of before will do for whom the query refuses: of the last minute, or
        the one that is kept where reading it takes several calls.
        """
        wanted = tuple(dict.fromkeys(ids))
        answered = await self._queried(wanted, viewer)
        found = answered or {}
        await self._saw(viewer, tuple(found.values()))
        if len(found) < len(wanted):
            by_list = kept and answered is None
            listed = await self._kept(viewer) if by_list else await self.listing(viewer, 0)
            found = {space.id: space for space in listed.spaces} | found
            if listed.unread and not found.keys() >= set(wanted):
                raise Unavailable(message="a space that may be among those that cannot be read")
        return tuple(found[space_id] for space_id in wanted if space_id in found)

    async def _kept(self, viewer: str) -> Listing:
        """List what a viewer sees, as it was a minute ago; a list that takes more than a call is
        believed as long as it is kept.
        """
        known = await self._known(viewer)
        is_long = known is not None and len(known.spaces) > LARGE_PAGE
        return await self.listing(viewer, LISTING_MILLIS / 1000 if is_long else 60)

    async def page(self, viewer: str, size: int, token: str) -> SpacePage:
        """Read one page of the list; ``token`` is "" for the first. An empty or absent nextToken
        is the end (page `queries-a-space-list`).

        Raises PageTooLarge, BadParameter for a token that is over, NotAuthorized, Unavailable for
        what is no list.
        """
        query = {"unionId": viewer, "spaceType": "org", "maxResults": size}
        if token:
            query["nextToken"] = token
        answer = await self._dingtalk.call("GET", SPACES, query=query)
        return page_of(answer)

    async def query(self, ids: Sequence[str], viewer: str) -> SpacePage:
        """Ask for up to 30 spaces by id, in one call; how unknown ids are answered is not
        documented (page `retrieves-the-space-list-on-the-management-side`).

        Raises NotAuthorized, ScopeMissing, BadParameter, Unsupported.
        """
        body = {"spaceIds": list(ids), "unionId": viewer}
        return page_of(await self._dingtalk.call("POST", QUERY, body=body))

    async def create(self, name: str, viewer: str) -> tuple[Space, str]:
        """Make an organisation space; gives it and DingTalk's request id (page `new-space`).

        Raises OutcomeUnknown when no answer came, BadName, NotAuthorized, NotAllowedByAdmin.
        """
        body = {"name": name, "unionId": viewer}
        try:
            answer = await self._dingtalk.call("POST", SPACES, body=body, changes=True)
        finally:
            await self._forget(viewer)
        try:
            made = _DriveSpace.model_validate(answer.body)
        except ValidationError:
            raise OutcomeUnknown("", "no space in the answer", answer.request_id) from None
        return replace(made.space(), name=made.space_name or name), answer.request_id

    async def delete(self, space_id: str, viewer: str) -> str:
        """Delete a space with all that is in it, and give DingTalk's request id.

        The built-in all-staff folder cannot be deleted (page `delete-a-space`). Raises
        OutcomeUnknown when no answer came, NotAuthorized, Unsupported.
        """
        try:
            answer = await self._dingtalk.call(
                "DELETE",
                ONE_SPACE,
                path={"spaceId": space_id},
                query={"unionId": viewer},
                changes=True,
            )
        finally:
            await self._forget(viewer)
        return answer.request_id

    async def _fetch(self, viewer: str, known: Listing | None) -> Listing:
        is_small = await self._store.redis.exists(self._store.key("small-pages"))
        try:
            return await self._pages(viewer, SMALL_PAGE if is_small else LARGE_PAGE, known)
        except PageTooLarge:
            if is_small:
                raise
        await self._remember(self._store.key("small-pages"), REMEMBERED_MILLIS)
        return await self._pages(viewer, SMALL_PAGE, known)

    async def _pages(self, viewer: str, size: int, known: Listing | None) -> Listing:
        """Read page after page, to the end or as far as it pays; a token that was used before leads
        round in circles.
        """
        most = await self.lengths.may_take(size, _expected(known))
        found: dict[str, Space] = {}
        token, seen, unread, course = "", {""}, 0, Course()
        while True:
            page = await self.page(viewer, size, token)
            new = {space.id: space for space in page.spaces if space.id not in found}
            found |= new
            unread += page.unread
            token, course = page.following, course.after(len(new))
            if not token:
                await self.lengths.note(len(found) + unread)
                return Listing(tuple(found.values()), 0, unread)
            if token in seen or course.is_over(most):
                log.warning("list_cut_off", calls=course.calls, rows=len(found))
                return Listing(tuple(found.values()), 0, CUT_OFF)
            seen.add(token)

    async def _queried(self, ids: tuple[str, ...], viewer: str) -> dict[str, Space] | None:
        """Ask the management query; None when it refuses, which is remembered of the viewer."""
        refused = self._store.key("look-refused", viewer)
        if await self._store.redis.exists(refused):
            return None
        try:
            return await self._batches(ids, viewer)
        except (NotAuthorized, ScopeMissing):
            await self._remember(refused, REFUSED_MILLIS)
            return None
        except SpaceMissing:
            if len(ids) == 1:  # of several, nobody says which
                await self._lost(ids[0])
        except (BadParameter, Unsupported):
            pass  # said of these ids, not of the viewer
        return {}

    async def _batches(self, ids: tuple[str, ...], viewer: str) -> dict[str, Space]:
        found: dict[str, Space] = {}
        for start in range(0, len(ids), QUERY_BATCH):
            batch = await self.query(ids[start : start + QUERY_BATCH], viewer)
            found |= {space.id: space for space in batch.spaces}
        return found

    async def _known(self, viewer: str) -> Listing | None:
        return await self._store.cached(_stored, self._key(viewer))

    async def _remember(self, key: str, millis: int) -> None:
        await self._store.redis.set(key, "1", px=millis)

    async def _forget(self, viewer: str) -> None:
        await self._store.forget(*self._keys(viewer), LISTING_MILLIS)

    def _key(self, viewer: str) -> str:
        return self._store.key("spaces", viewer)

    def _keys(self, viewer: str) -> tuple[str, str]:
        return self._key(viewer), self._store.key("spaces-changed", viewer)


def _expected(known: Listing | None) -> int | None:
    """Tell how many rows a list may have by now; one that was cut off may have twice as many."""
    if known is None:
        return None
    return len(known.spaces) * (2 if known.unread == CUT_OFF else 1)


def page_of(answer: Answer) -> SpacePage:
    """Read an answer of spaces. Raises Unavailable for what is no list.

    A token that is neither text nor absent makes it none: what follows would be taken for gone.
    """
    rows = rows_of(_DriveSpace, answer.body.get("spaces"))
    token = answer.body.get("nextToken")
    following = words(token)
    if rows is None or (following is None and token is not None):
        raise Unavailable("", "spaces that cannot be read", answer.request_id)
    return SpacePage(tuple(row.space() for row in rows.read), following or "", rows.unread)
