"""Puts together what tells conversations of what fills up."""

from collections.abc import Awaitable, Callable, Collection

import structlog

from bot.alerts.memory import State
from bot.alerts.newest import Newest
from bot.alerts.painting import Claims
from bot.alerts.sending import Sender
from bot.alerts.service import Alerts
from bot.alerts.subscription import Placement
from bot.alerts.trends import Trends
from bot.app.speaking import nobody, post_of, still
from bot.budget import Governor
from bot.charts.charts import Charts
from bot.delivery import Delivery
from bot.dingtalk.contacts import Contact
from bot.dingtalk.http import DingTalk
from bot.dingtalk.media import Media
from bot.documents import Documents
from bot.drive.paging import MOST_CALLS
from bot.drive.spaces import Listing, Space, Spaces
from bot.errors import PlatformError, UserUnknown
from bot.quota.progress import ProgressStore
from bot.quota.watch import Watch
from bot.sessions import Conversations
from bot.storage import Clock, Store
from bot.tasks import Tasks
from bot.unasked import IsAdmin, Known

log = structlog.get_logger()


def alerts_of(
    store: Store,
    tasks: Tasks,
    *,
    dingtalk: DingTalk,
    watch: Watch,
    who: Callable[[str], Awaitable[Contact]],
    delivery: Delivery,
    charts: Charts,
    governor: Governor,
    language: str,
    zone: str,
    known: Known = nobody,
    is_admin: IsAdmin = still,
    list_calls: int = MOST_CALLS,
    clock: Clock | None = None,
) -> Alerts:
    """Build it; ``known`` gives the admins who can be written to alone, ``is_admin`` whether
    somebody is one still, and ``clock`` is Redis's own unless given.
    """
    placements, states = placements_of(store), states_of(store)
    intake = watch.intake
    spaces = Spaces(
        dingtalk,
        store,
        most=list_calls,
        saw=intake.saw,
        listed=intake.listed,
        lost=intake.lost,
    )
    post = post_of(store, delivery, language=language, known=known, is_admin=is_admin, clock=clock)

    async def is_here(user_id: str) -> bool:
        try:
            await who(user_id)
        except UserUnknown:
            return False
        except PlatformError as silent:
            log.warning("taker_not_looked_up", code=silent.code)
        return True  # what DingTalk does not tell is no leaving

    async def list_as(user_id: str) -> Listing:
        return await spaces.listing((await who(user_id)).union_id, 0)

    async def look_as(user_id: str, ids: Collection[str]) -> tuple[Space, ...]:
        return await spaces.look(sorted(ids), (await who(user_id)).union_id, kept=True)

    trends = Trends(charts, Media(dingtalk, store), watch, governor, language)
    sender = Sender(
        delivery=delivery,
        post=post,
        conversations=Conversations(store),
        placements=placements,
        states=states,
        is_here=is_here,
        picture=trends.picture,
        sample_picture=trends.sample,
        newest=Newest(watch.observations),
        claims=Claims(store),
        language=language,
    )
    alerts = Alerts(
        store=store,
        tasks=tasks,
        watch=watch,
        observations=watch.observations,
        progress=ProgressStore(store),
        sender=sender,
        admins=post.admins,
        placements=placements,
        states=states,
        list_as=list_as,
        look_as=look_as,
        retries=post.unasked.retries,
        is_admin=is_admin,
        clock=clock or store.now,
        zone=zone,
    )
    intake.stir = alerts.stir
    return alerts


def placements_of(store: Store) -> Documents[Placement]:
    return Documents(store, store.key("alerts", "placements"), Placement)


def states_of(store: Store) -> Documents[State]:
    return Documents(store, store.key("alerts", "states"), State)
