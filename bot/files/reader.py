"""Reads files and folders, as one person."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.dingtalk.codes import kind_of
from bot.dingtalk.http import Answer, DingTalk
from bot.dingtalk.payload import Payload, Words, rows_of
from bot.drive.paging import CUT_OFF, Course
from bot.errors import DentryMissing, Unavailable
from bot.files.dentry import Dentry, DentryPage, Folder, dentries_of, dentry_of, page_of
from bot.files.listing import FolderListing, FolderListings
from bot.files.order import QUERY, USUAL, Order
from bot.files.whole_space import page_of_all

DENTRIES: Final = "/v1.0/storage/spaces/{spaceId}/dentries"
ONE: Final = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/query"

SEVERAL: Final = "/v1.0/storage/spaces/{spaceId}/dentries/query"
BATCH: Final = 30

PAGE: Final = 50
"""DingTalk gives no more at once (page `get-a-list-of-files-or-folders`)."""
FRESH_MILLIS: Final = 60 * 1000
"""For so long a folder that was read is believed, where somebody asks for it again."""
MOST_CALLS: Final = 20
"""How far a folder is read for one name."""


class DentryReader:
    """Asks DingTalk's storage for what one person may see there."""

    def __init__(
        self,
        dingtalk: DingTalk,
        listings: FolderListings,
        now: Callable[[], int],
        names: Callable[[Iterable[str]], Awaitable[dict[str, str]]],
    ) -> None:
        """``now`` gives milliseconds since 1970, ``names`` what people are called, by unionId."""
        self._dingtalk = dingtalk
        self._listings = listings
        self._now = now
        self._names = names

    async def page(
        self, viewer: str, space_id: str, folder_id: str, order: Order = USUAL, token: str = ""
    ) -> DentryPage:
        """Read one page of a folder: one counted call (page `get-a-list-of-files-or-folders`).

        Raises NotAuthorized, SpaceMissing, DentryMissing, Unavailable and kin.
        """
        query = {"unionId": viewer, "parentId": folder_id, "maxResults": PAGE, **QUERY[order]}
        if token:
            query["nextToken"] = token
        answer = await self._dingtalk.call("GET", DENTRIES, path={"spaceId": space_id}, query=query)
        return page_of(answer, space_id)

    async def page_of_all(self, viewer: str, space_id: str, token: str = "") -> DentryPage:
        """Read one page of all that is in a space, whatever folder it is in, what was changed last
        first: one counted call (page `get-a-list-of-all-files-or-folders-under-a`).

        Raises as :meth:`page` does.
        """
        return await page_of_all(self._dingtalk, viewer, space_id, token, "DESC")

    async def one(self, viewer: str, space_id: str, dentry_id: str) -> Dentry:
        """Read one file or folder anew: one counted call (page
        `obtain-file-or-folder-information`).

        Raises DentryMissing, NotAuthorized and kin.
        """
        path = {"spaceId": space_id, "dentryId": dentry_id}
        answer = await self._dingtalk.call(
            "POST", ONE, path=path, query={"unionId": viewer}, body={}
        )
        return dentry_of(answer, space_id)

    async def several(
        self, viewer: str, space_id: str, dentry_ids: Sequence[str]
    ) -> dict[str, Dentry]:
        """Read some files and folders anew, by their ids: one counted call for every 30 (page
        `get-file-or-folder-information-in-bulk`). What DingTalk does not give is left out.
        """
        now = await self.states(viewer, space_id, dentry_ids)
        return {each: dentry for each, dentry in now.items() if dentry is not None}

    async def states(
        self, viewer: str, space_id: str, dentry_ids: Sequence[str]
    ) -> dict[str, Dentry | None]:
        """Read them as :meth:`several` does; None for what DingTalk says is not there (any more).
        What it says nothing of is left out.
        """
        found: dict[str, Dentry | None] = {}
        for start in range(0, len(dentry_ids), BATCH):
            answer = await self._dingtalk.call(
                "POST",
                SEVERAL,
                path={"spaceId": space_id},
                query={"unionId": viewer},
                body={"dentryIds": list(dentry_ids[start : start + BATCH])},
            )
            found |= _states(answer, space_id)
        return found

    async def kept(
        self, viewer: str, space_id: str, folder_id: str, order: Order
    ) -> FolderListing | None:
        """Give what this person was shown of a folder, without a call; None when that is over."""
        return await self._listings.get(viewer, space_id, folder_id, order)

    async def listing(
        self, viewer: str, folder: Folder, order: Order, least: int = 1, *, anew: bool = False
    ) -> FolderListing:
        """Give at ``least`` so many of a folder, or all: one counted call for every 50 that were
        not read within this minute. ``anew`` reads it whatever is kept.
        """
        known = None if anew else await self.kept(viewer, folder.space_id, folder.id, order)
        if known is not None and self._now() - known.read >= FRESH_MILLIS:
            known = None
        return await self.more(viewer, known or FolderListing(folder, order, (), "", 0), least)

    async def more(self, viewer: str, known: FolderListing, least: int) -> FolderListing:
        """Read on from what was read before until there are so many, or all."""
        course, listing = Course(), known
        while len(listing.dentries) < least and (listing.following or not listing.read):
            page = await self.page(
                viewer, known.folder.space_id, known.folder.id, known.order, listing.following
            )
            added = _added(listing.dentries, page.dentries)
            course = course.after(len(added))
            goes_round = page.following == listing.following
            following = "" if goes_round or course.is_over(MOST_CALLS) else page.following
            listing = replace(
                listing,
                dentries=(*listing.dentries, *added),
                following=following,
                read=listing.read or self._now(),
                unread=CUT_OFF if following != page.following else listing.unread + page.unread,
            )
        if listing is not known:
            listing = replace(listing, who=await self._who(listing))
            await self._listings.keep(viewer, listing)
        return listing

    async def _who(self, listing: FolderListing) -> dict[str, str]:
        """Name those who changed files last: most folders are changed by few."""
        unnamed = {each.modifier for each in listing.dentries} - listing.who.keys()
        return {**listing.who, **await self._names(unnamed)}

    async def forget(self, viewer: str, space_id: str, *folder_ids: str) -> None:
        """Read folders anew when they are asked for next, since something in them was changed."""
        for folder_id in folder_ids:
            await self._listings.drop(viewer, space_id, folder_id)


def _added(known: Sequence[Dentry], page: Sequence[Dentry]) -> tuple[Dentry, ...]:
    """Give what a page brings besides, folders first."""
    ids = {each.id for each in known}
    new = {each.id: each for each in page if each.id not in ids}
    return tuple(sorted(new.values(), key=lambda each: not each.is_folder))


class _State(Payload):
    dentry_id: Words = None
    error_code: Words = None
    dentry: Any = None


def _states(answer: Answer, space_id: str) -> dict[str, Dentry | None]:
    rows = rows_of(_State, answer.body.get("resultItems"))
    if rows is None:
        raise Unavailable("", "files that cannot be read", answer.request_id)
    given = [row.dentry for row in rows.read if not row.error_code]
    gone = [row.dentry_id for row in rows.read if _is_gone(row.error_code)]
    there = {each.id: each for each in dentries_of(given, space_id)}
    return {**dict.fromkeys(filter(None, gone)), **there}


def _is_gone(code: str | None) -> bool:
    return code is not None and kind_of(code) is DentryMissing
