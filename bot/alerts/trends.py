"""The drawn trend of the space that a card shows."""

import structlog

from bot.alerts.cards import sample
from bot.alerts.cards.messages import Picture
from bot.alerts.memory import Memory, Situation
from bot.alerts.subscription import Subscription
from bot.budget import Governor
from bot.charts.charts import Charts, NoPicture
from bot.charts.trend import Trend
from bot.dingtalk.media import Media
from bot.errors import PlatformError
from bot.messages import Conversation
from bot.quota.watch import Watch
from bot.times.spans import DAY

log = structlog.get_logger()

LEAST = DAY
"""What was seen for less than a day is a stroke and no trend."""


class Trends:
    """Draws trends, and uploads each picture once."""

    def __init__(
        self, charts: Charts, media: Media, watch: Watch, governor: Governor, language: str
    ) -> None:
        """``language`` is spoken where a conversation has chosen none."""
        self._charts = charts
        self._media = media
        self._watch = watch
        self._governor = governor
        self._language = language

    async def picture(self, situation: Situation, subject: str) -> Picture:
        """Give a space's trend.

        An upload is a counted call, so there is none once nothing is left for looking either.
        """
        trend = await self._trend(situation, subject)
        if trend is None or _is_short(trend):
            return Picture(why="history")
        if not await self._may_upload():
            return Picture(why="allowance")
        media_id = await self._drawn(trend, situation)
        return Picture(media_id) if media_id else Picture(why="failure")

    async def of(self, subject: str, now: int, language: str) -> Picture:
        """Give a space's trend where nothing is told of it, as :meth:`picture` does."""
        here = Subscription(Conversation("", "single"), "", now, language=language)
        return await self.picture(Situation(here, Memory(), now, ""), subject)

    async def undrawn(self, situation: Situation, subject: str) -> Picture | None:
        """Say why there is no picture of it, where that is known without drawing one."""
        trend = await self._trend(situation, subject)
        if trend is None or _is_short(trend):
            return Picture(why="history")
        return None if await self._may_upload() else Picture(why="allowance")

    async def sample(self, situation: Situation) -> str:
        """Give the mediaId of a made-up trend, the same all day; "" when it cannot be had."""
        if not await self._may_upload():
            return ""
        return await self._drawn(sample.trend(situation.now // DAY * DAY), situation)

    async def _may_upload(self) -> bool:
        return bool((await self._governor.allowance()).looks)

    async def _drawn(self, trend: Trend, situation: Situation) -> str:
        try:
            scene = await self._charts.plan(
                trend, situation.subscription.language or self._language
            )
            return await self._media.picture(scene.digest, lambda: self._charts.draw(scene))
        except (NoPicture, PlatformError) as failed:
            log.warning("card_without_picture", error=type(failed).__name__)
            return ""

    async def _trend(self, situation: Situation, subject: str) -> Trend | None:
        outlook = await self._watch.outlook(subject)
        if outlook is None:
            return None
        return Trend(
            name=outlook.seen.name,
            samples=await self._watch.history(subject),
            limit=outlook.limit,
            levels=situation.subscription.levels or outlook.limits.levels,
            forecast=outlook.forecast,
            now=situation.now,
        )


def _is_short(trend: Trend) -> bool:
    return not trend.samples or trend.now - trend.samples[0].at < LEAST
