"""Looks what came of a call that nobody has answered, before anything is done again.

Of a commit the folder's newest files tell by what the bot noted on them (``appProperties``), of a
copy by name, person and time, of a move the file itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from bot.errors import ChangeUncertain, PlatformError
from bot.files.dentry import Dentry, Folder
from bot.files.reader import DentryReader
from bot.files.transfer import Transfer
from bot.files.upload_calls import UploadCalls


class Looks:
    """Looks as whoever sent the file. Each raises ChangeUncertain where nobody can tell."""

    def __init__(
        self,
        calls: UploadCalls,
        reader: DentryReader,
        *,
        clock: Callable[[], Awaitable[int]],
        uncertain_seconds: float,
    ) -> None:
        """``uncertain_seconds`` pass before an outcome is looked up."""
        self._calls = calls
        self._reader = reader
        self._clock = clock
        self._uncertain_seconds = uncertain_seconds

    async def version(self, transfer: Transfer) -> Dentry | None:
        """Look for the file that a staged one was made a newer version of."""
        at_root = replace(transfer, waits_in="")
        fits = _is_copy(at_root, {transfer.file.name})
        return await self._looked(transfer.copied, fits, at_root)

    async def copy(self, transfer: Transfer) -> Dentry | None:
        """Look for a copy: there since then, by this person, called as the file is in its chat."""
        names = {transfer.file.name}
        with suppress(PlatformError):
            file = transfer.file
            names.add((await self._reader.one(transfer.viewer, file.space_id, file.file_id)).name)
        return await self._looked(transfer.copied, _is_copy(transfer, names), transfer)

    async def _looked(
        self, since: int, fits: Callable[[Dentry], bool], transfer: Transfer
    ) -> Dentry | None:
        """Look among the newest files of the folder, not before the call must have ended."""
        await self._ended(since)
        try:
            page = await self._reader.page(
                transfer.viewer,
                folder_of(transfer).space_id,
                transfer.waits_in or folder_of(transfer).id,
            )
        except PlatformError as unreadable:
            raise ChangeUncertain("upload", transfer.called) from unreadable
        found = [each for each in page.dentries if fits(each)]
        if len(found) > 1 or page.unread:
            raise ChangeUncertain("upload", transfer.called)
        return found[0] if found else None

    async def _ended(self, since: int) -> None:
        passed = (await self._clock() - since) / 1000
        await asyncio.sleep(max(0.0, self._uncertain_seconds - passed))

    async def committed(self, transfer: Transfer) -> Dentry | None:
        """Look for the file that carries the key of its message."""
        await self._ended(transfer.committed)
        space_id = folder_of(transfer).space_id
        where = transfer.waits_in or folder_of(transfer).id
        try:
            page = await self._reader.page(transfer.viewer, space_id, where)
            found = [each for each in page.dentries if each.mark == transfer.key]
            unsaid = [
                each.id for each in page.dentries[:30] if not each.mark and not each.is_folder
            ]
            if not found and unsaid:
                marked = await self._calls.marked(transfer.viewer, space_id, unsaid)
                found = [each for each in marked if each.mark == transfer.key]
        except PlatformError as unreadable:
            raise ChangeUncertain("upload", transfer.called) from unreadable
        if not found and page.unread:
            raise ChangeUncertain("upload", transfer.called)
        return found[0] if found else None

    async def moved(self, transfer: Transfer) -> Dentry | None:
        """Read whether it has left the waiting room."""
        await self._ended(transfer.moved)
        try:
            there = await self._reader.one(
                transfer.viewer, folder_of(transfer).space_id, transfer.staged
            )
        except PlatformError as unreadable:
            raise ChangeUncertain("upload", transfer.called) from unreadable
        return there if there.parent_id != transfer.waits_in else None


def folder_of(transfer: Transfer) -> Folder:
    """Give the folder that a transfer goes to. Raises TypeError before one is known."""
    if transfer.folder is None:
        msg = "a transfer without a place"
        raise TypeError(msg)
    return transfer.folder


def _is_copy(transfer: Transfer, names: Collection[str]) -> Callable[[Dentry], bool]:
    since = datetime.fromtimestamp(transfer.copied / 1000, UTC).replace(second=0, microsecond=0)

    def fits(dentry: Dentry) -> bool:
        at, by = dentry.created, dentry.creator
        if transfer.clash == "replace":
            at, by = dentry.modified, dentry.modifier
        is_named = dentry.name in names or transfer.clash == "keep"
        is_new = at is not None and at >= since
        return not dentry.is_folder and by == transfer.viewer and is_new and is_named

    return fits
