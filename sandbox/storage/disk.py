"""Where the bytes of files lie: a folder of this sandbox's own, made when the first come."""

import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from sandbox.storage.content import Content, Piece


class Disk:
    """Bytes on disk, until the organisation ends."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._last = 0

    def keep(self, content: bytes) -> Content:
        """Keep these bytes."""
        path, digest = self._place(), hashlib.md5(content, usedforsecurity=False)
        path.write_bytes(content)
        return Content(Piece(path, len(content), digest.hexdigest()))

    async def receive(self, parts: AsyncIterator[bytes]) -> Piece:
        """Keep bytes as they come."""
        path, digest, size = self._place(), hashlib.md5(usedforsecurity=False), 0
        # Blocking on purpose: parts are small, and a thread for each would cost more.
        with path.open("wb") as file:
            async for part in parts:
                file.write(part)
                digest.update(part)
                size += len(part)
        return Piece(path, size, digest.hexdigest())

    def clear(self) -> None:
        """Let all of it go."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _place(self) -> Path:
        """A path at which nothing lies yet."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="sandbox-files-"))
        self._last += 1
        return self._folder / str(self._last)
