"""The spaces that stand on example cards, and the time at which those are drawn."""

from datetime import UTC, datetime

from bot.drive.spaces import Space

GB = 1 << 30
NOW = 1_795_500_000_000
"""The time the examples are drawn at, in milliseconds since 1970: 24 November 2026, 14:00 UTC+8."""

AGE = 2 * 60 * 1000
HOUR = 3600 * 1000
DAY = 24 * HOUR


def _space(number: int, name: str, used: int, quota: int | None) -> Space:
    made = datetime(2025, 3, number, 6, 30, tzinfo=UTC)
    changed = datetime(2026, 11, number, 1, 5, tzinfo=UTC)
    return Space(str(332318530 + number), name, "org", used, quota, made, changed)


MARKETING = _space(1, "市场部", 455 * GB, 500 * GB)
DESIGN = _space(2, "Design", 312 * GB, 500 * GB)
ARCHIVE = _space(3, "归档 2024", 96 * GB, 96 * GB)
OVERFULL = _space(4, "Video raw", 104 * GB, 100 * GB)
SMALL = _space(5, "法务", 3 * GB + GB // 2, 50 * GB)
EMPTY = _space(6, "Sandbox", 0, 20 * GB)
SHARED = _space(7, "全员文件夹", 48 * GB, None)
UNNAMED_LIMIT = _space(8, "R&D_2026 [old]", 7 * 1024**2, None)
SPACES = (OVERFULL, ARCHIVE, MARKETING, DESIGN, SMALL, EMPTY, SHARED, UNNAMED_LIMIT)
