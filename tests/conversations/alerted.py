"""Groups in which alerts and digests stand, put there without a watch that finds what fills up."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from bot.access import Organisation
from bot.alerts.cards.actions import OfferSoftQuota, ShowLevels, Snooze
from bot.alerts.incident import Incident
from bot.alerts.memory import Memory, Outgoing
from bot.alerts.sending import out_track_id
from bot.alerts.service import ALERTS, TAKEN
from bot.alerts.subscription import Subscription
from bot.cards import Button
from bot.delivery.record import Record
from bot.delivery.records import Records
from bot.delivery.store_marks import card_in
from bot.documents import Documents
from bot.messages import Conversation
from bot.quota.forecast import Forecast
from bot.quota.limits import Percent
from bot.quota.observations.store import Observations
from bot.quota.samples import Sample
from bot.routing import Routes
from bot.storage import Store, open_store
from bot.tagged_union import TaggedUnion
from bot.times.spans import DAY
from handlers import ROUTERS
from tests.conversations.stage import PATIENCE, Person, Seen, Stage, named, seen
from tests.moments import a_moment
from tests.parts import queued

GIB = 1 << 30
PRIVATE = "Only you see this"
QUICK = {"watch_seconds": 0.1, "language": "en", "interim_seconds": 30, "accept_seconds": 15}


STAFF = ("manager01", "manager02", "staff01", "staff02")


async def met(store: Store, group: str) -> None:
    """Let everybody of the staff have written to the bot in a group before."""
    for user in STAFF:
        await store.redis.set(store.key("present", group, user), 1)


@asynccontextmanager
async def remembered(stage: Stage) -> AsyncIterator[Store]:
    """What the bots' Redis holds."""
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        await Organisation(store).learn(stage.state["corpId"])
        yield store


def memories(store: Store) -> Documents[Memory]:
    return Documents(store, store.key("alerts", "states"), Memory)


async def looked_after(store: Store) -> None:
    """Wait until nothing is left to send or to paint, and nobody is still at it.

    What a card shows is seen before the run that sent it has noted so, and of two runs the later
    one may still have a call on its way when the other has taken the last message from the memory.
    """
    runs = (f"{ALERTS}:", f"{TAKEN}:")
    async with asyncio.timeout(PATIENCE):
        while any(each.edits or each.parcels for each in (await memories(store).all()).values()):
            await a_moment()
        # Asked for after that: a run that begins from here on finds nothing to do.
        while any(key.startswith(runs) for key in await queued(store)):
            await a_moment()


async def filling(
    store: Store,
    group: str,
    names: Sequence[str],
    *,
    key: str = "k1",
    limit: int | None = 100,
    whom: str = "",
    ids: Sequence[str] = (),
) -> None:
    """Let these spaces fill up together: one message that is still to be sent.

    In a single chat where ``whom`` is said. ``limit`` (GiB) is DingTalk's; None lets a soft quota of 100 GiB stand in.
    ``ids`` are spaces that are there.
    """
    await met(store, group)
    now = await store.now()
    quota = None if limit is None else limit * GIB
    subjects = ids or [f"s{number}" for number in range(len(names))]
    incidents = {
        subject: Incident(
            subject,
            now,
            Percent(90),
            Sample(now, 91 * GIB, quota),
            100 * GIB,
            card=key,
            messages=1,
            told=Percent(90),
            due=now + 30 * DAY,
        )
        for subject in subjects
    }
    outgoing = Outgoing("fresh", key, tuple(incidents))
    named = dict(zip(subjects, names, strict=True))
    memory = Memory(incidents=incidents, cards={key: tuple(incidents)}, parcels=(outgoing,))
    memory = replace(memory, names=named, version=1, looks=await Observations(store).version())
    memory = replace(memory, forecasts={each: Forecast(1.0, 0.5, 2.0) for each in subjects})
    here = Conversation(group, "single" if whom else "group", "" if whom else "Team")
    subscription = Subscription(here, "Bob", now, user_id=whom or None, language="en")
    subscriptions = Documents(store, store.key("alerts", "placements"), Subscription)
    await memories(store).change(group, lambda _: memory)
    await subscriptions.change(group, lambda _: subscription)


@dataclass(frozen=True, slots=True)
class Watcher:
    """What a shared card looks like to all, and to each."""

    stage: Stage
    group: str
    card: str

    async def by_all(self) -> Seen:
        """The card as whoever never pressed it sees it."""
        return (await self._seen(None))[-1]

    async def by(self, user: str) -> Seen:
        return (await self._seen(user))[-1]

    async def _seen(self, user: str | None) -> list[Seen]:
        entries = await self.stage.sandbox.messages(self.group, as_=user)
        shown = [seen(each) for each in entries if each["from"] == "bot"]
        return [each for each in shown if each.card == self.card]

    async def press(self, user: str, label: str, until: str = "") -> Seen:
        """Press what the card offers to all, and wait until whoever pressed has an answer, which
        has ``until`` in it: an earlier press may be painted in between.
        """
        before = await self.by_all()
        mine = await self.by(user)
        action = before.button(label)
        tap = await self.stage.sandbox.click(self.card, user, action, force=True)
        assert tap.get("code") == 200, tap
        if PRIVATE in str(tap["response"]):
            return await self.by(user)  # the same words again are no new entry
        async with asyncio.timeout(PATIENCE):
            while True:
                now = await self.by(user)
                if now.seq > mine.seq and not now.is_working and until in now.text:
                    return now
                await self.stage.sandbox.messages(self.group, after=now.seq, wait=2)


def of_last_release(key: str = "k1", which: str = "s0") -> dict[str, object]:
    """The buttons that a card of one space had until there were choices for one person."""
    return {
        "hour": Snooze(key, "hour", which),
        "morning": Snooze(key, "morning", which),
        "level": Snooze(key, "level", which),
        "off": Snooze(key, "off", which),
        "levels": ShowLevels(key),
        "soft": OfferSoftQuota(key, which),
    }


async def with_buttons(
    store: Store, card: Watcher, actions: Mapping[str, object]
) -> dict[str, str]:
    """Let a card that stands have been sent with these; gives the id of each."""
    records = Records(store, 3600)
    record = await records.load(card_in(card.card))
    assert record is not None
    types = TaggedUnion(dict.fromkeys(Routes(ROUTERS).types))
    ids = {name: record.id_of(place) for place, name in enumerate(actions)}
    buttons = tuple(Button(name, "normal", name) for name in actions)
    stood = replace(
        record,
        shown=replace(record.shown, buttons=buttons),
        actions={ids[name]: types.dump(action) for name, action in actions.items()},
    )
    written = TypeAdapter(Record).dump_json(stood).decode()
    await store.redis.hset(records.key(record.out_track_id), "record", written)
    return ids


async def told(stage: Stage, group: str, key: str = "k1") -> Watcher:
    """Wait for the card of a message that is to be sent, and for whoever sends it."""
    person = Person(stage.sandbox, group, "manager02", stage.state["robotCode"])
    card = (await person.finished(named(out_track_id(key, group)))).card
    async with remembered(stage) as store:
        await looked_after(store)
    return Watcher(stage, group, card)
