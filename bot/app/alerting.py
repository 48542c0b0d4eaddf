"""Puts together what tells conversations of what fills up."""

from collections.abc import Collection

import structlog

from bot.alerts.newest_numbers import NewestNumbers
from bot.alerts.painting import Claims
from bot.alerts.sending import Notifier
from bot.alerts.service import Alerts
from bot.alerts.trends import Trends
from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.drive.spaces import Listing, Space
from bot.errors import PlatformError, UserUnknown
from bot.quota.watch import Watch

log = structlog.get_logger()


def trends_of(resources: Resources, shared: Shared, watch: Watch) -> Trends:
    """Build what draws trends."""
    settings = resources.settings
    return Trends(shared.charts, shared.media, watch, resources.budget, settings.language)


def alerts_of(resources: Resources, shared: Shared, watch: Watch, trends: Trends) -> Alerts:
    """Build what tells conversations, and let it hear of what anybody's look brings."""
    who, spaces = shared.who, shared.spaces

    async def list_as(user_id: str) -> Listing:
        return await spaces.listing((await who(user_id)).union_id, 0)

    async def look_as(user_id: str, ids: Collection[str]) -> tuple[Space, ...]:
        return await spaces.look(sorted(ids), (await who(user_id)).union_id, kept=True)

    alerts = Alerts(
        store=resources.store,
        tasks=resources.tasks,
        watch=watch,
        observations=shared.observations,
        progress=shared.progress,
        notifier=_notifier_of(resources, shared, trends),
        admins=shared.channels.admins,
        subscriptions=shared.subscriptions,
        memories=shared.memories,
        list_as=list_as,
        look_as=look_as,
        undrawn=trends.undrawn,
        retries=shared.channels.unasked.retries,
        operator=shared.organisation.operator,
        is_admin=shared.access.is_still_admin,
        nick=shared.access.nick,
        clock=resources.clock,
        zone=resources.settings.time_zone,
    )
    shared.intake.stir = alerts.stir
    return alerts


def _notifier_of(resources: Resources, shared: Shared, trends: Trends) -> Notifier:
    async def is_here(user_id: str) -> bool:
        try:
            await shared.who(user_id)
        except UserUnknown:
            return False
        except PlatformError as silent:
            log.warning("taker_not_looked_up", code=silent.code)
        return True  # what DingTalk does not tell is no leaving

    return Notifier(
        delivery=shared.delivery,
        channels=shared.channels,
        conversations=shared.conversations,
        subscriptions=shared.subscriptions,
        memories=shared.memories,
        is_here=is_here,
        picture=trends.picture,
        sample_picture=trends.sample,
        newest=NewestNumbers(shared.observations),
        claims=Claims(resources.store),
        language=resources.settings.language,
    )
