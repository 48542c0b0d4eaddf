"""Where the bytes of files lie: a folder of this sandbox's own, made when the first come."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sandbox.storage.content import Content, written


class Disk:
    """Bytes on disk, until the organisation ends."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._last = 0

    def place(self) -> Path:
        """A path at which nothing lies yet."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="sandbox-files-"))
        self._last += 1
        return self._folder / str(self._last)

    def keep(self, content: bytes) -> Content:
        """Keep these bytes."""
        return self.keep_parts(iter([content]))

    def keep_parts(self, parts: Iterator[bytes]) -> Content:
        """Keep bytes that come in parts."""
        return written(self.place(), parts)

    def clear(self) -> None:
        """Let all of it go."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
