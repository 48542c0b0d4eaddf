"""Puts together what sends digests."""

from bot.alerts.service import Alerts
from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.digests.new_files import NewFiles
from bot.digests.service import DigestService, ReportBuilder
from bot.files.walks import Walks
from bot.quota.watch import Watch


def digests_of(
    resources: Resources, shared: Shared, watch: Watch, alerts: Alerts, walks: Walks
) -> DigestService:
    """Build what sends digests."""

    async def viewer(user_id: str) -> str:
        return (await shared.who(user_id)).union_id

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
            new_files=NewFiles(walks, viewer),
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
