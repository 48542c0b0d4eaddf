"""Puts together what sends digests."""

from bot.alerts.service import Alerts
from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.digests.service import DigestService, ReportBuilder
from bot.quota.watch import Watch


def digests_of(resources: Resources, shared: Shared, watch: Watch, alerts: Alerts) -> DigestService:
    """Build what sends digests."""
    return DigestService(
        tasks=resources.tasks,
        builder=ReportBuilder(
            watch=watch,
            observations=shared.observations,
            memories=shared.memories,
            audit=shared.audit,
            governor=resources.budget,
            organisation=shared.organisation,
            charts=shared.charts,
            media=shared.media,
        ),
        subscriptions=shared.subscriptions,
        conversations=shared.conversations,
        unasked=shared.channels.unasked,
        note_refusal=alerts.notifier.note_refusal,
        allowed=alerts.visibility.allowed,
        clock=resources.clock,
        zone=resources.settings.time_zone,
        language=resources.settings.language,
    )
