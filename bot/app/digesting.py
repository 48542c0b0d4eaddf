"""Puts together what sends digests."""

from bot.access import Organisation
from bot.alerts.service import Alerts
from bot.app.alerting import placements_of, states_of
from bot.app.speaking import post_of
from bot.audit import Audit
from bot.budget import Governor
from bot.charts.charts import Charts
from bot.delivery import Delivery
from bot.digests.service import Digests, Reports
from bot.dingtalk.http import DingTalk
from bot.dingtalk.media import Media
from bot.quota.watch import Watch
from bot.sessions import Conversations
from bot.storage import Clock, Store
from bot.tasks import Tasks


def digests_of(
    store: Store,
    tasks: Tasks,
    *,
    dingtalk: DingTalk,
    watch: Watch,
    alerts: Alerts,
    audit: Audit,
    governor: Governor,
    delivery: Delivery,
    charts: Charts,
    language: str,
    zone: str,
    clock: Clock | None = None,
) -> Digests:
    """Build what sends digests; ``clock`` is Redis's own unless given."""
    return Digests(
        tasks=tasks,
        reports=Reports(
            watch=watch,
            observations=watch.observations,
            states=states_of(store),
            audit=audit,
            governor=governor,
            organisation=Organisation(store),
            charts=charts,
            media=Media(dingtalk, store),
        ),
        placements=placements_of(store),
        conversations=Conversations(store),
        unasked=post_of(store, delivery, language=language, clock=clock).unasked,
        note_refusal=alerts.note_refusal,
        allowed=alerts.members.allowed,
        is_answered_for=alerts.answering.is_answered_for,
        clock=clock or store.now,
        zone=zone,
        language=language,
    )
