"""Pours the bytes of one file from where they lie into an upload, piece by piece.

What is finished is written by ``keep`` after each part, so that a later run goes on behind it. A
server that sends only the rest is asked for that; of one that sends all, what came before passes by
again and is compared with what was put then.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.dingtalk.storage_bytes import Address, AddressOver, BytesDiffer, Source, StorageBytes
from bot.dingtalk.sums import Sum, sum_of
from bot.errors import Unavailable
from bot.files.transfer import Upload

TRIES: Final = 2
"""How often one part is tried: an address may be over, a connection may break."""

Seen = Callable[[int], Awaitable[None]]
"""Hears how many bytes of the file have passed."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Gives the addresses, each time anew: where the file lies, and where a part is put."""

    source: Callable[[], Awaitable[Address]]
    target: Callable[[int, bool], Awaitable[Address]]


class Pouring:
    """One file on its way; ``keep`` writes how far it is, ``seen`` hears of every piece."""

    def __init__(
        self,
        storage: StorageBytes,
        ends: Ends,
        keep: Callable[[Upload], Awaitable[None]],
        seen: Seen,
    ) -> None:
        self._storage = storage
        self._ends = ends
        self._keep = keep
        self._seen = seen
        self._anew = False
        self._whole: Sum | None = None

    async def all(self, upload: Upload) -> Upload:
        """Pour until all parts are there; gives the upload as it is then.

        Raises BytesDiffer where the bytes are not those announced, Refused for a host that is not
        DingTalk's, SourceGone, AddressOver and Unavailable where a second try fails too.
        """
        tries = 0
        while upload.done < upload.parts:
            before = upload.done
            try:
                upload = await self._on(upload)
            except _Stopped as stopped:
                upload = stopped.upload
                tries = 1 if upload.done > before else tries + 1
                if tries >= TRIES:
                    raise stopped.failure from stopped
        return upload

    async def _on(self, upload: Upload) -> Upload:
        """Go on from the last finished part as far as it goes."""
        try:
            start = upload.done * upload.part
            async with self._storage.source(await self._ends.source(), start) as source:
                self._check_size(source, upload)
                is_summed = source.md5 and upload.parts > 1
                self._whole = self._storage.whole() if is_summed else None
                if source.start < start:
                    await self._pass_by(source, upload)
                while upload.done < upload.parts:
                    upload = await self._part(source, upload)
        except (AddressOver, Unavailable) as failure:
            raise _Stopped(upload, failure) from failure
        return upload

    def _check_size(self, source: Source, upload: Upload) -> None:
        if source.size is not None and source.size != upload.size:
            raise BytesDiffer("size", f"{source.size} bytes lie there, not {upload.size}")

    async def _part(self, source: Source, upload: Upload) -> Upload:
        number = upload.done + 1
        address = await self._ends.target(number, self._anew)
        length, before = upload.length(number), upload.done * upload.part
        self._anew = True  # until it has gone well
        md5 = await self._storage.put(address, self._watched(source, length, before), length)
        self._anew = False
        if number == upload.parts:
            await self._check_sum(source, md5)
        upload = replace(upload, done=number, chain=_chained(upload.chain, md5))
        await self._keep(upload)
        return upload

    async def _check_sum(self, source: Source, last: str) -> None:
        """See that what came is what was announced; ``last`` is the sum of the last part."""
        md5 = await self._whole.hexdigest() if self._whole else last
        if source.md5 and source.md5 != md5:
            raise BytesDiffer("sum", "other bytes came than were announced")

    async def _watched(self, source: Source, length: int, before: int) -> AsyncIterator[bytes]:
        async for chunk in source.take(length):
            before += len(chunk)
            if self._whole:
                await self._whole.add(chunk)
            await self._seen(before)
            yield chunk

    async def _pass_by(self, source: Source, upload: Upload) -> None:
        """Let what was put before pass by again, and see that it is the same."""
        chain = ""
        for number in range(1, upload.done + 1):
            part = self._storage.part()
            async for chunk in source.take(upload.length(number)):
                await part.add(chunk)
                if self._whole:
                    await self._whole.add(chunk)
            chain = _chained(chain, await part.hexdigest())
        if chain != upload.chain:
            raise BytesDiffer("sum", "other bytes come than came before")


class _Stopped(Exception):
    """It stopped on its way, this far, for this reason."""

    def __init__(self, upload: Upload, failure: AddressOver | Unavailable) -> None:
        super().__init__(failure.code)
        self.upload = upload
        self.failure = failure


def _chained(chain: str, md5: str) -> str:
    return sum_of(f"{chain}{md5}")
