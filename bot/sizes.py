"""The units of size: powers of 1,024 under the names that DingTalk shows."""

from typing import Final

UNITS: Final = ("B", "KB", "MB", "GB", "TB", "PB", "EB")
"""Each is 1,024 of the one before."""
MB: Final = 1 << 20
GB: Final = 1 << 30
EB: Final = 1 << 60
"""No more bytes are believed, nor taken from anybody."""


def bytes_of(unit: str) -> int:
    """Give the bytes of one unit."""
    return 1 << 10 * UNITS.index(unit)
