"""A picture of the biggest folders of a space, as far as it was read: a counted call for each that
was not drawn before.
"""

import structlog

from bot.budget import Governor
from bot.charts.bars import FolderHeld
from bot.charts.charts import Charts, NoPicture
from bot.dingtalk.media import Media
from bot.errors import PlatformError
from bot.files.dentry import ROOT
from bot.files.walk_views import Seen, WalkRow
from bot.files.walks import Walk

log = structlog.get_logger()

LEAST = 2
"""Fewer folders are no picture."""


class WalkPictures:
    """Draws them while calls are not scarce."""

    def __init__(self, charts: Charts, media: Media, governor: Governor) -> None:
        self._charts = charts
        self._media = media
        self._governor = governor

    async def of(self, walk: Walk, seen: Seen, language: str) -> str:
        """Give the mediaId of what folders hold; "" where there is none to be had."""
        held = [_held(walk, each) for each in seen.rows if each.bytes > 0]
        if len(held) < LEAST or not (await self._governor.allowance()).looks:
            return ""
        try:
            bars = await self._charts.plan_folders(walk.space_name, held, seen.bytes, language)
            return await self._media.picture(
                bars.digest, lambda: self._charts.draw(bars), hurried=True
            )
        except (NoPicture, PlatformError) as failed:
            log.warning("card_without_picture", error=type(failed).__name__)
            return ""


def _held(walk: Walk, row: WalkRow) -> FolderHeld:
    name = "/" if row.file.id == ROOT else row.file.name or "…"
    return FolderHeld(name, row.bytes, at_least=bool(row.unsized) or not walk.is_whole)
