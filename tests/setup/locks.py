"""Reads a lock of hashed requirements."""

import re
from pathlib import Path

Entry = tuple[str, str]


def read_lock(path: Path) -> dict[Entry, list[str]]:
    """Read a lock: name and version of each entry, with the rest of its lines."""
    entries: dict[Entry, list[str]] = {}
    for line in path.read_text().splitlines():
        if pinned := re.match(r"([a-z0-9-]+)==(\S+)", line):
            entries[pinned[1], pinned[2]] = lines = []
        else:
            lines.append(line.strip())
    return entries


def normal(requirement: str) -> str:
    """Write the name of a requirement as locks do."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", requirement)[0]).lower()
