"""Drive spaces: fetched and changed as one person.

Every call is made as a *viewer* (a unionId), and what was fetched for one viewer is kept under that
viewer: DingTalk decides who sees which spaces.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import structlog
from pydantic import ValidationError

from bot.dingtalk.http import Answer, DingTalk
from bot.dingtalk.payload import Id, Payload, Size, Whole, Words, moment, rows_of, words
from bot.drive.own_lists import LARGE_PAGE, OwnLists, believed_seconds
from bot.drive.paging import CUT_OFF, MOST_CALLS, Course, Lengths
from bot.drive.space import NO_LIMIT, Listing, Space, SpacePage
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

__all__ = ["Listing", "Space", "SpacePage", "Spaces"]

log = structlog.get_logger()

SPACES = "/v1.0/drive/spaces"
ONE_SPACE = "/v1.0/drive/spaces/{spaceId}"
QUERY = "/v1.0/drive/managements/spaces/query"

SMALL_PAGE = 20
QUERY_BATCH = 30

REMEMBERED_MILLIS = 24 * 3600 * 1000
"""How long a refusal of large pages is remembered; asking again costs one call."""
REFUSED_MILLIS = 24 * 3600 * 1000
"""How long it is remembered that a viewer has no right to the management query."""
SCOPE_MILLIS = 3600 * 1000
"""How long, that the app has none: somebody may be about to give it."""
MOST_HALVES = 10
"""Calls in which one id that is gone is found among thirty: nine, and one to spare."""
FRESH_SECONDS = 60
"""For so long a list is believed that takes one call, unless who asks says otherwise."""


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


TakeIn = Callable[[str, Sequence[Space]], Awaitable[None]]
"""Takes in what DingTalk has just shown to somebody (a unionId)."""


_Ask = Callable[[tuple[str, ...], str], Awaitable[dict[str, Space]]]

HearAll = Callable[[str, Listing], Awaitable[None]]
"""Takes in all that somebody sees."""


async def nobody(_viewer: str, _spaces: object) -> None:
    """Take in nothing."""


Deny = Callable[[str, str], Awaitable[None]]
"""Takes in that DingTalk says to somebody (a unionId) that there is no space of such an id."""


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
        denied: Deny = nobody,
    ) -> None:
        """``saw`` hears of spaces that were looked at, ``listed`` of all that somebody sees, and
        ``denied`` of an id of which DingTalk says that it is not there. ``most`` is how many calls
        a list may take while nothing is known of any.
        """
        self._dingtalk = dingtalk
        self._store = store
        self._saw = saw
        self._listed = listed
        self._denied = denied
        self.lengths = Lengths(store, most)
        self.own = OwnLists(store)

    async def listing(self, viewer: str, max_age: float) -> Listing:
        """List what ``viewer`` sees; what was fetched up to ``max_age`` seconds ago will do.

        A list that comes in late gives way to one that was asked for later.
        """
        now = await self._store.now()
        known = await self.own.of(viewer)
        if known is not None and now - known.at < max_age * 1000:
            return known
        fresh = replace(await self._fetch(viewer, known), at=now, read=now)
        is_kept = await self.own.keep(viewer, fresh)
        if not is_kept and (newer := await self.own.of(viewer)) is not None:
            return newer
        await self._listed(viewer, fresh)
        return fresh

    async def own_list(self, viewer: str, fresh: float = FRESH_SECONDS) -> Listing:
        """List what a viewer sees, from before as long as that is believed, which ``fresh`` says
        of a list that takes one call.
        """
        known = await self.own.of(viewer)
        return await self.listing(viewer, believed_seconds(known, fresh) if known else 0)

    async def ask(self, ids: Sequence[str], viewer: str) -> dict[str, Space] | None:
        """Ask DingTalk for some spaces by id as a viewer, 30 a call; what it does not give is not
        theirs to see, or is not there. None where it refuses them the query.
        """
        wanted = tuple(dict.fromkeys(ids))
        answered = await self._queried(wanted, viewer, self._halves)
        if answered is not None:
            await self._saw(viewer, tuple(answered.values()))
        return answered

    async def look(
        self, ids: Sequence[str], viewer: str, *, kept: bool = False
    ) -> tuple[Space, ...]:
        """Look at some spaces now, in the order asked; one that is not there is left out.

        The management query may refuse members, and how it answers for an id that is gone is not
        documented (page `retrieves-the-space-list-on-the-management-side`): then, and before an id
        that it left out counts as gone, the viewer's own list answers. Raises Unavailable when
        nobody can say what is gone, because rows of that list could not be read.

        With ``kept`` a list of before will do for whom the query refuses, while it is believed.
        """
        wanted = tuple(dict.fromkeys(ids))
        answered = await self._queried(wanted, viewer, self._batches)
        found = answered or {}
        await self._saw(viewer, tuple(found.values()))
        if len(found) < len(wanted):
            by_list = kept and answered is None
            listed = await (self.own_list(viewer) if by_list else self.listing(viewer, 0))
            found = {space.id: space for space in listed.spaces} | found
            if listed.unread and not found.keys() >= set(wanted):
                raise Unavailable(message="a space that may be among those that cannot be read")
        return tuple(found[space_id] for space_id in wanted if space_id in found)

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
            made = _DriveSpace.model_validate(answer.body)
        except OutcomeUnknown:
            await self.own.overtaken(viewer)
            raise
        except ValidationError:
            await self.own.overtaken(viewer)
            raise OutcomeUnknown("", "no space in the answer", answer.request_id) from None
        space = replace(made.space(), name=made.space_name or name)
        await self.own.made(viewer, space)
        return space, answer.request_id

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
        except OutcomeUnknown:
            await self.own.overtaken(viewer)
            raise
        await self.own.lost(viewer, space_id)
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
                return Listing(tuple(found.values()), 0, unread, calls=course.calls)
            if token in seen or course.is_over(most):
                log.warning("list_cut_off", calls=course.calls, rows=len(found))
                return Listing(tuple(found.values()), 0, CUT_OFF, calls=course.calls)
            seen.add(token)

    async def _queried(
        self, ids: tuple[str, ...], viewer: str, ask: _Ask
    ) -> dict[str, Space] | None:
        """Ask the management query; None when it refuses, which is remembered of the viewer."""
        if await self.own.is_refused(viewer):
            return None
        try:
            return await ask(ids, viewer)
        except (NotAuthorized, ScopeMissing) as refused:
            lasts = isinstance(refused, NotAuthorized)
            await self.own.refuse(viewer, REFUSED_MILLIS if lasts else SCOPE_MILLIS)
            return None
        except SpaceMissing:
            if len(ids) == 1:  # of several, nobody says which
                await self._denied(viewer, ids[0])
        except (BadParameter, Unsupported):
            pass  # said of these ids, not of the viewer
        return {}

    async def _batches(self, ids: tuple[str, ...], viewer: str) -> dict[str, Space]:
        found: dict[str, Space] = {}
        for start in range(0, len(ids), QUERY_BATCH):
            batch = await self.query(ids[start : start + QUERY_BATCH], viewer)
            found |= {space.id: space for space in batch.spaces}
        return found

    async def _halves(self, ids: tuple[str, ...], viewer: str) -> dict[str, Space]:
        """Ask for the halves of a batch that is refused for an id in it: nobody says for which, and
        one that is gone costs the others nothing. As many calls as that may take, and no more.
        """
        found: dict[str, Space] = {}
        batches = [ids[at : at + QUERY_BATCH] for at in range(0, len(ids), QUERY_BATCH)]
        left = len(batches) + MOST_HALVES
        while batches and left:
            batch, left = batches.pop(0), left - 1
            try:
                found |= {each.id: each for each in (await self.query(batch, viewer)).spaces}
            except (BadParameter, SpaceMissing) as refused:
                if len(batch) > 1:
                    middle = len(batch) // 2
                    batches[:0] = [batch[:middle], batch[middle:]]
                elif isinstance(refused, SpaceMissing):
                    await self._denied(viewer, batch[0])
        return found

    async def _remember(self, key: str, millis: int) -> None:
        await self._store.redis.set(key, "1", px=millis)


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
