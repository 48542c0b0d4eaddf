"""Bytes on their way from and to the storage server that DingTalk keeps files on.

Addresses are handed out by DingTalk with the headers that must come with the request (pages
`obtains-the-download-information-about-a-file`, `obtain-file-upload-informations`), each for a
while. They lead to other hosts than DingTalk's API, so the client that is used here knows no token,
and only https and the hosts of a setting are spoken to. Nothing is held whole: what is read in one
place is written in the other as it comes.
"""

import base64
import binascii
from collections.abc import AsyncIterator, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import httpx

from bot.dingtalk.messages import is_trusted
from bot.dingtalk.sums import Sum
from bot.errors import PlatformError, Refused, Unavailable

CHUNK: Final = 1 << 19
"""Bytes that come and go at a time: of smaller pieces handing them on costs more than the bytes."""
_OVER: Final = {httpx.codes.NOT_FOUND, httpx.codes.GONE}


class AddressOver(PlatformError):
    """The address is good no more: it has to be asked for anew."""


class SourceGone(PlatformError):
    """The storage server has not got these bytes (any more)."""


class BytesDiffer(PlatformError):
    """What came is not what was announced, in size or in its sum."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where bytes are got from or put to, and the headers that must come with the request."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


class Source:
    """Bytes as they come. ``size`` is that of the whole, None where the server does not say.

    ``start`` is the first byte that comes: 0 where a part was asked for and all is sent. ``md5`` is
    the sum that was announced of the whole, empty for none.
    """

    def __init__(self, response: httpx.Response, start: int) -> None:
        self._bytes = _joined(response.aiter_raw())
        self._left = b""
        is_part = response.status_code == httpx.codes.PARTIAL_CONTENT
        length = response.headers.get("content-length", "")
        self.start = start if is_part else 0
        self.size = int(length) + self.start if length.isdecimal() else None
        self.md5 = "" if is_part else _sum_of(response.headers.get("content-md5", ""))
        self.name = response.headers.get("content-type", "")

    async def take(self, count: int) -> AsyncIterator[bytes]:
        """Give at most so many bytes; fewer at the end. Raises Unavailable where it breaks off."""
        while count > 0:
            chunk = self._left or await anext(self._bytes, b"")
            if not chunk:
                return
            self._left, chunk = chunk[count:], chunk[:count]
            count -= len(chunk)
            yield chunk


class StorageBytes:
    """Gets and puts."""

    def __init__(self, client: httpx.AsyncClient, api_base: str, hosts: Collection[str]) -> None:
        """``client`` adds no authentication and follows no redirects; ``hosts`` are those that may
        be spoken to, and what lies below them.
        """
        self._client = client
        self._api_base = api_base
        self._hosts = hosts
        self._whole, self._parts = ThreadPoolExecutor(1), ThreadPoolExecutor(1)

    def whole(self) -> Sum:
        """Begin the sum of a whole file; it grows beside those of its parts."""
        return Sum(self._whole)

    def part(self) -> Sum:
        """Begin the sum of a part."""
        return Sum(self._parts)

    @asynccontextmanager
    async def source(self, address: Address, start: int = 0) -> AsyncIterator[Source]:
        """Open what lies there, from a byte on.

        Raises Refused for a host that is not DingTalk's, AddressOver, SourceGone, Unavailable.
        """
        self._check(address)
        headers = {**address.headers, "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        request = self._client.build_request("GET", address.url, headers=headers)
        try:
            response = await self._client.send(request, stream=True, follow_redirects=False)
        except httpx.RequestError as error:
            raise Unavailable(message=type(error).__name__) from None
        try:
            _check_status(response)
            yield Source(response, start)
        finally:
            await response.aclose()

    async def put(self, address: Address, content: AsyncIterator[bytes], size: int) -> str:
        """Put so many bytes there, and give their MD5 in hexadecimal.

        Raises as :meth:`source` does, and BytesDiffer where fewer came or the server has others.
        """
        self._check(address)
        passed = _Passed(content, self.part())
        # A content-type of one's own is refused: it is no part of what was signed.
        headers = {**address.headers, "Content-Length": str(size)}
        request = self._client.build_request("PUT", address.url, headers=headers, content=passed)
        try:
            response = await self._client.send(request, follow_redirects=False)
        except (httpx.RequestError, httpx.LocalProtocolError) as error:
            if passed.ended and passed.size != size:
                raise BytesDiffer("size", f"{passed.size} bytes came, not {size}") from None
            raise Unavailable(message=type(error).__name__) from None
        _check_status(response)
        etag = response.headers.get("etag", "").strip('"').lower()
        md5 = await passed.sum.hexdigest()
        if _is_md5(etag) and etag != md5:
            raise BytesDiffer("sum", "the storage server has other bytes")
        return md5

    def _check(self, address: Address) -> None:
        if not is_trusted(address.url, self._api_base, self._hosts):
            raise Refused("host", "the address of the file is not DingTalk's")


async def _joined(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Give pieces in larger ones; what came before it breaks off is given, too."""
    held: list[bytes] = []
    failure = ""
    try:
        async for piece in pieces:
            held.append(piece)
            if sum(map(len, held)) >= CHUNK:
                yield b"".join(held)
                held = []
    except httpx.RequestError as error:
        # What httpx raises carries the address, which is a key to the file.
        failure = type(error).__name__
    if held:
        yield b"".join(held)
    if failure:
        raise Unavailable(message=failure)


class _Passed:
    """Counts bytes while they pass."""

    def __init__(self, content: AsyncIterator[bytes], md5: Sum) -> None:
        self._content = content
        self.sum = md5
        self.size = 0
        self.ended = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._content:
            await self.sum.add(chunk)
            self.size += len(chunk)
            yield chunk
        self.ended = True


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status in {httpx.codes.OK, httpx.codes.PARTIAL_CONTENT}:
        return
    if status == httpx.codes.FORBIDDEN:
        raise AddressOver(str(status), "the address is over")
    if status in _OVER:
        raise SourceGone(str(status), "the bytes are gone")
    raise Unavailable(str(status), "the storage server did not answer as it should")


def _is_md5(text: str) -> bool:
    return len(text) == 32 and all(each in "0123456789abcdef" for each in text)  # noqa: PLR2004 - as many digits has an MD5


def _sum_of(header: str) -> str:
    try:
        return base64.b64decode(header, validate=True).hex()
    except (binascii.Error, ValueError):
        return ""
