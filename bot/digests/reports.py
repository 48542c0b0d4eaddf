"""Gathers what a digest says from where it is kept; nothing here asks DingTalk for numbers."""

import asyncio
from dataclasses import replace

import structlog

from bot.access import Organisation
from bot.alerts.placement import Placement
from bot.alerts.state import State
from bot.audit import Audit, Kept
from bot.budget import Governor
from bot.charts.bars import Growth
from bot.charts.charts import Charts, NoPicture
from bot.digests.digest import Knowledge, candidates, report
from bot.digests.report import Report
from bot.digests.schedule import Due
from bot.dingtalk.media import Media
from bot.documents import Documents
from bot.errors import PlatformError
from bot.quota.observations.store import Observations
from bot.quota.watch import Watch

log = structlog.get_logger()

MOST_CHANGES = 2000
"""So far the audit trail is walked back."""


class Reports:
    """Makes reports, and pictures of what grows fastest."""

    def __init__(
        self,
        *,
        watch: Watch,
        observations: Observations,
        states: Documents[State],
        audit: Audit,
        governor: Governor,
        organisation: Organisation,
        charts: Charts,
        media: Media,
    ) -> None:
        self._watch = watch
        self._observations = observations
        self._states = states
        self._audit = audit
        self._governor = governor
        self._organisation = organisation
        self._charts = charts
        self._media = media

    async def report(self, placement: Placement, due: Due, now: int) -> Report:
        """Put together what a conversation is told; ``now`` is milliseconds since 1970."""
        operator = await self._organisation.operator()
        seen = await self._observations.all()
        fast = candidates(placement, seen)
        known = Knowledge(
            seen=seen,
            gone=await self._observations.gone(),
            histories={space_id: await self._observations.history(space_id) for space_id in fast},
            overrides=await self._watch.policies.overrides(),
            progress=await self._watch.standing(),
            state=await self._states.get(placement.conversation.id) or State(),
            changes=await self._changes(due.begins),
            month=await self._governor.report(),
            operator=operator.name or operator.user_id if operator else "",
            now=now,
        )
        return await asyncio.to_thread(report, placement, due, known)

    async def illustrated(self, made: Report, language: str) -> Report:
        """Add a picture of what grew fastest; where that fails, the report stays without."""
        growths = [Growth(each.name, each.by, each.ratio) for each in made.growing]
        if not growths:
            return made
        try:
            bars = await self._charts.plan_bars(growths, made.begins, made.moment, language)
            picture = await self._media.picture(
                bars.digest, lambda: self._charts.draw(bars), hurried=True
            )
        except (NoPicture, PlatformError) as failed:
            log.warning("card_without_picture", error=type(failed).__name__)
            return made
        return replace(made, picture=picture)

    async def _changes(self, begins: int) -> list[Kept]:
        """Give what was attempted since, the newest first."""
        found: list[Kept] = []
        async for kept in self._audit.newest_first():
            if kept.at < begins or len(found) == MOST_CHANGES:
                break
            found.append(kept)
        return found
