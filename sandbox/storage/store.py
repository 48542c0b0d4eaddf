"""The storage server behind `/oss/` addresses: bytes are put there, and got from there."""

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from sandbox.call import Call, Reply
from sandbox.errors import ApiRefusal
from sandbox.media import Media, shown
from sandbox.storage.content import CHUNK, Content, Piece, chunks
from sandbox.storage.transfers import Address, Target
from sandbox.world import Stored, World

LARGEST_PUT = 5 * (1 << 30)
_MESSAGES = {
    "AccessDenied": "Request has expired.",
    "SignatureDoesNotMatch": "The request signature we calculated does not match.",
    "NoSuchKey": "The specified key does not exist.",
    "InvalidDigest": "The Content-MD5 you specified was invalid.",
    "BadDigest": "The Content-MD5 you specified did not match what we received.",
    "EntityTooLarge": "Your proposed upload exceeds the maximum allowed size.",
    "InvalidRange": "The requested range cannot be satisfied.",
}


class Store:
    """Answers like the object storage does, but that its errors are JSON here."""

    def __init__(self, world: World, media: Media) -> None:
        self._world = world
        self._media = media

    def put(self, call: Call) -> Reply:
        """`PUT /oss/{key}`: the bytes of an upload, or of one part of it."""
        target, piece = self._target(call), call.received
        if piece is None:
            raise refusal(400, "InvalidDigest")
        if piece.size > LARGEST_PUT:
            raise refusal(400, "EntityTooLarge")
        _check_digest(call, piece)
        target.upload.parts[target.part] = piece
        return Reply.raw(b"", "text/plain", {"ETag": f'"{piece.md5.upper()}"'})

    def get(self, call: Call) -> Reply:
        """`GET /oss/{key}`: all bytes, or those of one `Range`."""
        source = self._world.org.transfers.sources.get(call.path["key"])
        if source is None:
            return _held(call, self._media.held(call.path["key"]))
        self._check(call, source)
        headers = {"Content-Disposition": "attachment", **_sum(source.content)}
        return _served(call, source.size, partial(chunks, source.content), headers)

    def _target(self, call: Call) -> Target:
        target = self._world.org.transfers.targets.get(call.path["key"])
        if target is None:
            raise refusal(404, "NoSuchKey")
        self._check(call, target)
        if call.header("content-type"):
            raise refusal(403, "SignatureDoesNotMatch")
        return target

    def _check(self, call: Call, address: Address) -> None:
        if call.header("authorization") != address.signature:
            raise refusal(403, "SignatureDoesNotMatch")
        if self._world.now() >= address.expires:
            raise refusal(403, "AccessDenied")


def _held(call: Call, found: Stored) -> Reply:
    """What was sent into a chat, or uploaded by the bot; nothing of it is signed."""
    headers = {**shown(found), "Content-MD5": found.md5}

    def cut(start: int, end: int) -> Iterator[bytes]:
        for place in range(start, end, CHUNK):
            yield found.content[place : min(place + CHUNK, end)]

    return _served(call, len(found.content), cut, headers, found.content_type)


def _served(
    call: Call,
    whole: int,
    take: Callable[[int, int], Iterator[bytes]],
    headers: Mapping[str, str],
    content_type: str = "application/octet-stream",
) -> Reply:
    size = whole - (1 if call.faulty("short-bytes") and whole else 0)
    asked = None if call.faulty("whole-bytes") else _range(call, size)
    start, end = asked or (0, size)
    part = {"Content-Range": f"bytes {start}-{end - 1}/{size}"} if asked else {}
    return Reply(
        content_type=content_type,
        headers={"Accept-Ranges": "bytes", **headers, **part},
        status=206 if asked else 200,
        stream=_bytes(call, take, start, end),
        length=end - start,
    )


def _bytes(
    call: Call, take: Callable[[int, int], Iterator[bytes]], start: int, end: int
) -> Iterator[bytes]:
    """The bytes asked for, unless a fault cuts them off or changes the first of them."""
    if call.faulty("cut-bytes"):
        end = start + (end - start) // 2
    for chunk in take(start, end):
        spoiled = call.faulty("other-bytes") and chunk
        yield bytes([chunk[0] ^ 0xFF]) + chunk[1:] if spoiled else chunk


def refusal(status: int, code: str) -> ApiRefusal:
    """A refusal in the storage server's words."""
    return ApiRefusal(status, code, _MESSAGES[code])


def _check_digest(call: Call, piece: Piece) -> None:
    given = call.header("content-md5")
    if not given:
        return
    try:
        digest = base64.b64decode(given, validate=True).hex()
    except binascii.Error as error:
        raise refusal(400, "InvalidDigest") from error
    if digest != piece.md5:
        raise refusal(400, "BadDigest")


def _range(call: Call, size: int) -> tuple[int, int] | None:
    """The bytes asked for, none for all (page `use-range-download-a-part-of-content`).

    One that cannot be had means all, unless the caller wants HTTP's own way.
    """
    asked = call.header("range")
    if not asked:
        return None
    found = _read_range(asked, size)
    if found is None and call.header("x-oss-range-behavior") == "standard":
        raise refusal(416, "InvalidRange")
    return found


def _read_range(asked: str, size: int) -> tuple[int, int] | None:
    unit, _, rest = asked.partition("=")
    first, dash, last = rest.strip().partition("-")
    ends = [each for each in (first, last) if each]
    if unit.strip() != "bytes" or not dash or not all(_is_number(each) for each in ends):
        return None
    if not first:
        start, end = (size - int(last), size) if last else (size, size)
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    return (max(start, 0), end) if max(start, 0) < end else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < len(str(1 << 63))


def _sum(content: Content | None) -> dict[str, str]:
    if content is None or len(content.pieces) != 1:
        return {}
    return {"Content-MD5": base64.b64encode(bytes.fromhex(content.md5)).decode()}
