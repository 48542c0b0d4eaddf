"""Puts a file that was sent into its folder, once, whatever dies in between.

The intent of each call that changes something stands in the record before the call. A run that
finds one without its outcome looks first: of a commit the folder's newest files tell by what the
bot noted on them (``appProperties``), of a copy by name, person and time, of a move the file
itself. Only what left no trace is called again; where nobody can tell, nothing more is done.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Final

import structlog

from bot.errors import (
    BadParameter,
    ChangeUncertain,
    DentryMissing,
    FileBlocked,
    NameTaken,
    NotAuthorized,
    OutcomeUnknown,
    PlatformError,
    ScopeMissing,
    SpaceMissing,
    Unsupported,
)
from bot.files.bringing import KEY_OVER, Bringing, Save
from bot.files.dentry import ROOT, Dentry, TrailStep
from bot.files.looking import Looks, folder_of
from bot.files.naming import good_name
from bot.files.reader import DentryReader
from bot.files.roots import RootUuids
from bot.files.transfer import STRATEGY, Transfer
from bot.files.upload_calls import Committed, UploadCalls

log = structlog.get_logger()

CALLS: Final = 2
WAITING_ROOM: Final = "Spacekeeper"
"""The folder that a file is committed into, and moved out of, where a root's uuid cannot be had."""
_NO_COPY = (NotAuthorized, SpaceMissing, DentryMissing, Unsupported, FileBlocked, ScopeMissing)


class Storing:
    """Carries one transfer to its end; built anew for each run."""

    def __init__(
        self,
        calls: UploadCalls,
        reader: DentryReader,
        bringing: Bringing,
        roots: RootUuids,
        *,
        save: Save,
        looks: Looks,
        clock: Callable[[], Awaitable[int]],
    ) -> None:
        """``save`` writes how far it is."""
        self._calls = calls
        self._reader = reader
        self._bringing = bringing
        self._roots = roots
        self._save = save
        self._clock = clock
        self._looks = looks

    async def store(self, transfer: Transfer) -> Transfer:
        """Store it, and give it as it is then: its ``dentry`` says where.

        Raises NameTaken, NoRoom and what else DingTalk refuses, TooBig, SendAgain, NotWhole, and
        ChangeUncertain.
        """
        try:
            return await self._store(transfer)
        except NotAuthorized as refused:
            there = folder_of(transfer)
            refused.could = refused.could or await self._calls.could(
                transfer.viewer, there.space_id, there.id
            )
            raise
        except BadParameter as refused:
            if not isinstance(refused, DentryMissing):
                await self._see_folder(transfer)
            raise refused from None

    async def _see_folder(self, transfer: Transfer) -> None:
        """See whether what DingTalk calls wrong is the folder: of one that is gone not every page
        has a code. One counted call; raises DentryMissing.
        """
        there = folder_of(transfer)
        if not there.is_root:
            try:
                await self._reader.one(transfer.viewer, there.space_id, there.id)
            except DentryMissing:
                raise
            except PlatformError as silent:
                log.info("folder_not_read", code=silent.code)

    async def _store(self, transfer: Transfer) -> Transfer:
        if transfer.misnamed:
            transfer = await self._taken_back(transfer)
        if transfer.file.file_id and not transfer.no_copy:
            copied = transfer if transfer.dentry else await self._copy(transfer)
            transfer = await self._named(copied)
        if not transfer.dentry and not transfer.staged:
            good_name(transfer.file.name)
            transfer = await self._commit(await self._bringing.over(await self._place(transfer)))
        if not transfer.dentry:
            transfer = await self._out_or_back(transfer)
        return transfer

    async def _out_or_back(self, transfer: Transfer) -> Transfer:
        """Move it out of the waiting room; where DingTalk refuses that, nothing stays in there but
        what cannot be removed either, and then that is where it is stored.
        """
        try:
            return await self._out_of_the_waiting_room(transfer)
        except NameTaken:
            raise
        except PlatformError as refused:
            try:
                await self._cleared(replace(transfer, moved=0, copied=0))
            except OutcomeUnknown as silent:
                raise ChangeUncertain("upload", transfer.called) from silent
            except PlatformError:
                step = TrailStep(transfer.waits_in, transfer.parent_uuid, WAITING_ROOM)
                room = replace(folder_of(transfer), trail=(step,))
                kept = replace(transfer, dentry=transfer.staged, folder=room)
                return await self._save(kept)
            raise refused from None

    async def drop(self, transfer: Transfer) -> Transfer:
        """Leave nothing behind of a file that is not to be stored after all; one that was stored
        already, or may have been just now, stays, and its ``dentry`` says so.
        """
        if transfer.misnamed:
            transfer = await self._taken_back(transfer)
        transfer = await self._found_out(transfer)
        return transfer if transfer.dentry else await self._cleared(transfer)

    async def _cleared(self, transfer: Transfer) -> Transfer:
        if transfer.staged:
            with suppress(DentryMissing):
                await self._calls.remove(transfer.viewer, _staged(transfer))
            transfer = await self._save(replace(transfer, staged=""))
        return transfer

    async def _found_out(self, transfer: Transfer) -> Transfer:
        """Look what came of a call whose outcome nobody has written."""
        if transfer.dentry:
            return transfer
        if transfer.copied and not transfer.staged:
            found = await self._looks.copy(transfer)
            return await self._stored(transfer, found) if found else transfer
        if transfer.committed and not transfer.staged:
            found = await self._looks.committed(transfer)
            return await self._landed(transfer, found) if found else transfer
        if transfer.moved and (there := await self._looks.moved(transfer)):
            return await self._stored(transfer, there)
        return transfer

    async def _copy(self, transfer: Transfer) -> Transfer:
        """Copy it inside DingTalk, where it lets this person; else say that it must be fetched."""
        if transfer.copied:
            found = await self._looks.copy(transfer)
            if found is not None:
                return await self._adopted(transfer, found)
        place = transfer.file.space_id, transfer.file.file_id
        target = folder_of(transfer).space_id, folder_of(transfer).id
        for _ in range(CALLS):
            transfer = await self._save(replace(transfer, copied=await self._clock()))
            try:
                made = await self._calls.copy(
                    transfer.viewer, place, target, STRATEGY[transfer.clash]
                )
            except OutcomeUnknown:
                found = await self._looks.copy(transfer)
                if found is not None:
                    return await self._adopted(transfer, found)
            except (*_NO_COPY, BadParameter):
                return await self._save(replace(transfer, no_copy=True, copied=0))
            except PlatformError:
                await self._save(replace(transfer, copied=0))
                raise
            else:
                return await self._stored(transfer, made)
        raise ChangeUncertain("upload", transfer.called)

    async def _adopted(self, transfer: Transfer, found: Dentry) -> Transfer:
        """Take what was looked up for the copy. It keeps its name, and is never taken back: what
        only looks like it might be there otherwise.
        """
        return await self._stored(replace(transfer, no_copy=True), found)

    async def _named(self, transfer: Transfer) -> Transfer:
        """Give a copy the name that the file was sent by: in its chat it may have another. Where
        that is taken, the copy goes again, for it is new. Raises NameTaken then.
        """
        is_new = transfer.dentry and transfer.clash == "ask" and not transfer.no_copy
        if not is_new or transfer.name == transfer.file.name:
            return transfer
        place = folder_of(transfer).space_id, transfer.dentry
        try:
            name = await self._calls.rename(transfer.viewer, place, transfer.file.name)
        except NameTaken:
            taken = replace(transfer, misnamed=transfer.dentry, dentry="", no_copy=True)
            transfer = await self._taken_back(await self._save(taken))
            if transfer.dentry:
                return transfer
            raise
        except PlatformError:
            return transfer
        return await self._save(replace(transfer, name=name))

    async def _taken_back(self, transfer: Transfer) -> Transfer:
        """Remove a copy that cannot have its name, so that it is asked what shall be; from then on
        the bytes are fetched, for no copy is called as one likes. What may not be removed stays.
        """
        place = folder_of(transfer).space_id, transfer.misnamed
        for _ in range(CALLS):
            try:
                await self._calls.remove(transfer.viewer, place)
            except OutcomeUnknown:
                continue
            except DentryMissing:
                pass
            except PlatformError:
                return await self._save(replace(transfer, dentry=transfer.misnamed, misnamed=""))
            return await self._save(replace(transfer, name="", copied=0, misnamed=""))
        raise ChangeUncertain("upload", transfer.called)

    async def _place(self, transfer: Transfer) -> Transfer:
        """Find the uuid of the folder; a root without one has a waiting room."""
        if transfer.parent_uuid:
            return transfer
        folder, space_id = folder_of(transfer), folder_of(transfer).space_id
        uuid = folder.uuid or await self._uuid_of(transfer)
        waits_in = ""
        if not uuid:
            room = await self._calls.folder(transfer.viewer, space_id, WAITING_ROOM)
            uuid, waits_in = room.uuid, room.id
            if not room.is_folder or not uuid:
                raise Unsupported("root", "the root takes no file from apps")
        return await self._save(replace(transfer, parent_uuid=uuid, waits_in=waits_in))

    async def _uuid_of(self, transfer: Transfer) -> str:
        folder, space_id = folder_of(transfer), folder_of(transfer).space_id
        if not folder.is_root:
            return (await self._reader.one(transfer.viewer, space_id, folder.id)).uuid
        return await self._roots.of(transfer.viewer, space_id)

    async def _commit(self, transfer: Transfer) -> Transfer:
        """Make a file of what was put, once."""
        if transfer.committed and (found := await self._looks.committed(transfer)):
            return await self._landed(transfer, found)
        for _ in range(CALLS):
            may_be_done = bool(transfer.committed)
            transfer = await self._save(replace(transfer, committed=await self._clock()))
            try:
                made = await self._calls.commit(
                    transfer.viewer, transfer.parent_uuid, _file_of(transfer)
                )
            except OutcomeUnknown:
                found = await self._looks.committed(transfer)
            except PlatformError as refused:
                is_over = may_be_done and refused.code == KEY_OVER
                found = await self._looks.committed(transfer) if is_over else None
                if found is None:
                    return await self._refused(transfer, refused)
            else:
                return await self._landed(transfer, made)
            if found is not None:
                return await self._landed(transfer, found)
        raise ChangeUncertain("upload", transfer.called)

    async def _refused(self, transfer: Transfer, refused: PlatformError) -> Transfer:
        """Nothing came of a commit; a key that is over is asked for anew, once."""
        transfer = await self._save(replace(transfer, committed=0))
        if refused.code != KEY_OVER or transfer.renewed:
            raise refused
        fresh = await self._save(replace(transfer, upload=None, renewed=True))
        return await self._commit(await self._bringing.over(fresh))

    async def _landed(self, transfer: Transfer, made: Dentry) -> Transfer:
        if not transfer.waits_in:
            return await self._stored(transfer, made)
        return await self._save(replace(transfer, staged=made.id))

    async def _stored(self, transfer: Transfer, made: Dentry) -> Transfer:
        name = "" if made.name == made.id else made.name  # which is what a name unsaid is called
        return await self._save(replace(transfer, dentry=made.id, name=name))

    async def _out_of_the_waiting_room(self, transfer: Transfer) -> Transfer:
        """Move it where it was to go; a newer version is made by a copy, for a move would put the
        file that is there away, and its versions with it.
        """
        place, target = _staged(transfer), (folder_of(transfer).space_id, ROOT)
        if transfer.clash == "replace":
            return await self._as_version(transfer, place, target)
        for _ in range(CALLS):
            if transfer.moved and (there := await self._looks.moved(transfer)):
                return await self._stored(transfer, there)
            transfer = await self._save(replace(transfer, moved=await self._clock()))
            try:
                made = await self._calls.move(
                    transfer.viewer, place, target, STRATEGY[transfer.clash]
                )
            except OutcomeUnknown:
                continue
            except PlatformError:
                await self._save(replace(transfer, moved=0))
                raise
            return await self._stored(transfer, made)
        if there := await self._looks.moved(transfer):
            return await self._stored(transfer, there)
        raise ChangeUncertain("upload", transfer.called)

    async def _as_version(
        self, transfer: Transfer, place: tuple[str, str], target: tuple[str, str]
    ) -> Transfer:
        for _ in range(CALLS):
            if transfer.copied:
                found = await self._looks.version(transfer)
                if found is not None:
                    break
            transfer = await self._save(replace(transfer, copied=await self._clock()))
            try:
                found = await self._calls.copy(transfer.viewer, place, target, "OVERWRITE")
            except OutcomeUnknown:
                continue
            break
        else:
            raise ChangeUncertain("upload", transfer.called)
        transfer = await self._save(replace(transfer, dentry=found.id, name=found.name))
        return await self._cleared(transfer)


def _staged(transfer: Transfer) -> tuple[str, str]:
    return folder_of(transfer).space_id, transfer.staged


def _file_of(transfer: Transfer) -> Committed:
    if transfer.upload is None:
        msg = "a file that was not put"
        raise TypeError(msg)
    strategy = "AUTO_RENAME" if transfer.waits_in else STRATEGY[transfer.clash]
    upload = transfer.upload
    return Committed(upload.key, transfer.file.name, upload.size, strategy, transfer.key)
