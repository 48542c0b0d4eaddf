"""The bytes of a file: none for a file of zeros, or pieces on disk that several files may share."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 18
ZEROS = bytes(CHUNK)


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that came together; they are never changed, and go when the sandbox ends."""

    path: Path
    size: int
    md5: str

    def chunks(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` to before `end`."""
        with self.path.open("rb") as file:
            file.seek(start)
            while start < end and (read := file.read(min(CHUNK, end - start))):
                start += len(read)
                yield read


class Content:
    """The bytes of a file, piece after piece."""

    __slots__ = ("_md5", "pieces", "size")

    def __init__(self, *pieces: Piece) -> None:
        self.pieces = pieces
        self.size = sum(piece.size for piece in pieces)
        self._md5 = pieces[0].md5 if len(pieces) == 1 else ""

    @property
    def md5(self) -> str:
        """The sum of all bytes; that of several pieces is worked out when first asked for."""
        if not self._md5:
            digest = hashlib.md5(usedforsecurity=False)
            for chunk in chunks(self, 0, self.size):
                digest.update(chunk)
            self._md5 = digest.hexdigest()
        return self._md5


def chunks(content: Content | None, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` to before `end`; without content they are zeros."""
    if content is None:
        for place in range(start, end, CHUNK):
            yield ZEROS[: min(CHUNK, end - place)]
        return
    for piece in content.pieces:
        if start < piece.size and end > 0:
            yield from piece.chunks(max(start, 0), min(end, piece.size))
        start, end = start - piece.size, end - piece.size
