"""What the organisation has, as a card shows it: sizes in bytes. Pure."""

from bot.drive.capacity import Capacity
from bot.drive.fullness import share
from bot.quota.samples import Sample


def as_read(capacity: Capacity, at: int) -> dict[str, object]:
    """Show what DingTalk told, at a time in milliseconds since 1970."""
    parts = [
        {
            "name": part.kind,
            "used": part.used,
            "total": part.total,
            "reserved": part.reserved,
        }
        for part in capacity.parts
    ]
    return {
        "used": capacity.used,
        "total": capacity.total,
        "total_known": capacity.total_known,
        "ratio": share(capacity.used, capacity.total),
        "parts": parts,
        "at": at,
    }


def as_seen(sample: Sample) -> dict[str, object]:
    """Show what a look brought, which tells nothing of the parts."""
    return {
        "used": sample.used,
        "total": sample.quota,
        "total_known": sample.quota_known,
        "ratio": share(sample.used, sample.quota),
        "parts": [],
        "at": sample.at,
    }
