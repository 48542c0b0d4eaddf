"""Groups in which alerts and digests stand, put there without a watch that finds what fills up."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.access import Organisation
from bot.alerts.incident import Incident
from bot.alerts.placement import Placement
from bot.alerts.state import Parcel, State
from bot.documents import Documents
from bot.messages import Conversation
from bot.quota.policy import Percent
from bot.quota.samples import DAY, Sample
from bot.quota.sightings import Sightings
from bot.storage import Store, open_store
from tests.conversations.stage import Stage

GIB = 1 << 30
QUICK = {"watch_seconds": 0.1, "language": "en", "interim_seconds": 30, "accept_seconds": 15}


@asynccontextmanager
async def remembered(stage: Stage) -> AsyncIterator[Store]:
    """What the bots' Redis holds."""
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        await Organisation(store).learn(stage.state["corpId"])
        yield store


def states(store: Store) -> Documents[State]:
    return Documents(store, store.key("alerts", "states"), State)


async def filling(
    store: Store, group: str, names: Sequence[str], *, key: str = "k1", limit: int | None = 100
) -> None:
    """Let these spaces fill up together: one message that is still to be sent.

    ``limit`` (GiB) is DingTalk's; None lets a soft quota of 100 GiB stand in.
    """
    now = await store.now()
    quota = None if limit is None else limit * GIB
    incidents = {
        f"s{number}": Incident(
            f"s{number}",
            now,
            Percent(90),
            Sample(now, 91 * GIB, quota),
            100 * GIB,
            card=key,
            messages=1,
            told=Percent(90),
            due=now + 30 * DAY,
        )
        for number in range(len(names))
    }
    parcel = Parcel("fresh", key, tuple(incidents))
    named = {f"s{number}": name for number, name in enumerate(names)}
    state = State(incidents=incidents, cards={key: tuple(incidents)}, parcels=(parcel,))
    state = replace(state, names=named, version=1, looks=await Sightings(store).version())
    placement = Placement(Conversation(group, "group", "Team"), "Bob", now, language="en")
    placements = Documents(store, store.key("alerts", "placements"), Placement)
    await states(store).change(group, lambda _: state)
    await placements.change(group, lambda _: placement)
