"""Brings the bytes of one file over, into an upload that is committed later.

Each run that follows goes on from the last finished part; an address or key that is over is asked
for anew, once.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from bot.dingtalk.storage_bytes import Address, AddressOver, BytesDiffer, SourceGone, StorageBytes
from bot.errors import BadParameter, PlatformError, Unavailable
from bot.errors.uploads import NotWhole, SendAgain, TooBig
from bot.files.looking import folder_of
from bot.files.pouring import Ends, Pouring
from bot.files.transfer import Transfer, Upload, UploadLimits
from bot.files.upload_calls import Announced, UploadCalls

KEY_OVER: Final = "paramError.uploadKey"

Save = Callable[[Transfer], Awaitable[Transfer]]


class Bringing:
    """Brings the bytes of one transfer; built anew for each run."""

    def __init__(
        self,
        calls: UploadCalls,
        storage: StorageBytes,
        *,
        save: Save,
        seen: Callable[[Transfer], Awaitable[Transfer]],
        limits: UploadLimits,
    ) -> None:
        """``save`` writes how far it is, ``seen`` hears of bytes that have passed."""
        self._limits = limits
        self._calls = calls
        self._storage = storage
        self._save = save
        self._seen = seen

    async def over(self, transfer: Transfer) -> Transfer:
        """Bring the bytes over, as far as they are not there yet."""
        if transfer.committed:
            return transfer
        state = _State(transfer)
        upload = transfer.upload
        if upload is not None and not upload.part and not upload.done:
            upload = None  # where it was to be put is known to another run alone
        try:
            if upload is None:
                upload = await self._begin(state)
            if upload.done < upload.parts:
                await self._poured(state, upload)
        except (AddressOver, BadParameter) as over:
            if state.transfer.renewed or not _is_over(over):
                raise _again(over) from over
            fresh = replace(state.transfer, upload=None, renewed=True)
            return await self.over(await self._save(fresh))
        except SourceGone as gone:
            raise SendAgain(transfer.called) from gone
        except BytesDiffer as differ:
            raise NotWhole(transfer.called) from differ
        return state.transfer

    async def _begin(self, state: "_State") -> Upload:
        """Learn how large it is, and ask for the room; what is too large is refused first."""
        transfer = state.transfer
        state.source = address = await self._source(state)
        async with self._storage.source(address) as source:
            size, md5 = source.size, source.md5
        if size is None:
            raise NotWhole(transfer.called)
        if size > self._limits.most:
            raise TooBig(transfer.called, size, self._limits.most)
        part = self._limits.part_size(size)
        announced = Announced(transfer.file.name, size, md5)
        if part:
            parent = transfer.waits_in or folder_of(transfer).id
            key = await self._calls.begin(
                transfer.viewer, folder_of(transfer).space_id, parent, announced
            )
        else:
            key, state.single = await self._calls.single(
                transfer.viewer, transfer.parent_uuid, announced
            )
        upload = Upload(key, size, part)
        state.transfer = await self._save(replace(transfer, upload=upload, size=size, sent=0))
        return upload

    async def _poured(self, state: "_State", upload: Upload) -> None:
        async def keep(done: Upload) -> None:
            state.transfer = await self._save(replace(state.transfer, upload=done))

        async def seen(sent: int) -> None:
            state.transfer = await self._seen(replace(state.transfer, sent=sent))

        async def source() -> Address:
            return await self._source(state)

        async def target(number: int, anew: bool) -> Address:  # noqa: FBT001 - of the type Ends
            return await self._target(state, number, anew=anew)

        await Pouring(self._storage, Ends(source, target), keep, seen).all(upload)

    async def _source(self, state: "_State") -> Address:
        """Tell where the file lies: asked anew for each try, since the address may be over."""
        if state.source is not None:
            address, state.source = state.source, None
            return address
        try:
            return await self._calls.sent(state.transfer.file)
        except BadParameter as refused:
            raise SendAgain(state.transfer.called) from refused

    async def _target(self, state: "_State", number: int, *, anew: bool) -> Address:
        upload = state.transfer.upload
        if upload is None:
            raise Unavailable("", "an upload that was not begun")
        if not upload.part:
            if state.single is None or anew:
                raise AddressOver("403", "a new upload is needed")
            return state.single
        if anew or number not in state.parts:
            numbers = range(number, upload.parts + 1)
            state.parts = dict(
                await self._calls.parts(state.transfer.viewer, upload.key, list(numbers))
            )
        return state.parts[number]


class _State:
    """What one run holds besides the record: addresses that are good for a while."""

    def __init__(self, transfer: Transfer) -> None:
        self.transfer = transfer
        self.source: Address | None = None
        self.single: Address | None = None
        self.parts: dict[int, Address] = {}


def _is_over(failure: PlatformError) -> bool:
    return isinstance(failure, AddressOver) or failure.code == KEY_OVER


def _again(failure: PlatformError) -> PlatformError:
    if isinstance(failure, AddressOver):
        return Unavailable(failure.code, failure.message)
    return failure
