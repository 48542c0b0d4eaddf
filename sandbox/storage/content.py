"""The bytes of a file: none for a file of zeros, or a file on disk that several may share."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 18
ZEROS = bytes(CHUNK)


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes on disk; they are never changed, and go when the sandbox ends."""

    path: Path
    size: int
    md5: str


def chunks(content: Content | None, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` to before `end`; without content they are zeros."""
    if content is None:
        for place in range(start, end, CHUNK):
            yield ZEROS[: min(CHUNK, end - place)]
        return
    with content.path.open("rb") as file:
        file.seek(start)
        while start < end and (read := file.read(min(CHUNK, end - start))):
            start += len(read)
            yield read


def written(path: Path, parts: Iterator[bytes]) -> Content:
    """Write bytes to `path`."""
    digest, size = hashlib.md5(usedforsecurity=False), 0
    with path.open("wb") as file:
        for part in parts:
            file.write(part)
            digest.update(part)
            size += len(part)
    return Content(path, size, digest.hexdigest())
