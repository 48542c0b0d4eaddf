"""A month of growth through the sandbox: every message is judged against what truly happened."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from bench.growth import START, Crossing, Grown
from bot.alerts.incident import Incident
from bot.alerts.sending import out_track_id
from bot.alerts.subscription import Subscription
from bot.messages import Conversation
from bot.quota.limits import Level, mark
from bot.storage import Store
from bot.times.spans import DAY, HOUR
from tests.bot.quota.months import DAYS, month, turn
from tests.bot.quota.watching import Watching
from tests.placing import place
from tests.sandbox_server import Json

SPACES = 20


@dataclass(slots=True)
class Notified:
    """Everything that was told of each space: the level of each fresh message, in order."""

    levels: dict[str, list[tuple[int, Level]]] = field(default_factory=dict)
    cards: set[str] = field(default_factory=set)

    def note(self, incidents: Mapping[str, Incident]) -> None:
        for subject, incident in incidents.items():
            notified = self.levels.setdefault(subject, [])
            rung = (incident.messages, incident.told)
            if incident.told is not None and (not notified or notified[-1] != rung):
                notified.append((incident.messages, incident.told))
            self.cards.add(incident.card)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_every_message_of_a_month_is_right(store: Store) -> None:
    """Slow: all that happens in a month."""
    async with month(store, SPACES) as (bot, truth):
        here = Conversation(await bot.sandbox.group(), "group", "Team")
        end = START + DAYS * DAY
        notified = Notified()
        await turn(bot, truth)
        await place(bot.alerts, Subscription(here, "Bob", bot.clock(), language="en"))
        while bot.clock() < end - HOUR:
            await turn(bot, truth)
            await bot.alerts.look_after(here.id)
            situation = await bot.alerts.situation(here.id)
            assert situation is not None
            assert situation.memory.parcels == ()
            assert situation.memory.edits == ()
            notified.note(situation.memory.incidents)
            bot.clock.at = max((await bot.where()).next_at, bot.clock() + 1)

        cards = await shown(bot, here.id)
        nothing_is_missing(notified, truth.spaces, end)
        await nothing_is_doubled(bot, here.id)
        await nothing_is_stale(bot, here.id, cards)


async def shown(bot: Watching, conversation_id: str) -> dict[str, Json]:
    entries = await bot.sandbox.messages(conversation_id)
    return {entry["card"]["outTrackId"]: entry["card"] for entry in entries if "card" in entry}


def nothing_is_missing(notified: Notified, spaces: list[Grown], end: int) -> None:
    """Of every space that reached a level for good a day before the end, the highest was told."""
    for space in spaces:
        reached = [each for each in space.crossings() if stays(space, each, end)]
        if reached and space.exists(end - DAY):
            highest = max(each.mark for each in reached)
            said = [
                mark(level, space.quota) for _, level in notified.levels.get(space.space_id, [])
            ]
            assert max(said, default=0) >= 100 * highest, (space.kind, space.space_id)


def stays(space: Grown, crossing: Crossing, end: int) -> bool:
    """Tell whether a level, once reached, was not left again before somebody could have looked."""
    until = crossing.at + DAY
    return until < end and all(
        space.sample(at).used >= crossing.mark for at in range(crossing.at, until, HOUR)
    )


async def nothing_is_doubled(bot: Watching, conversation_id: str) -> None:
    """No card was made twice, and none twice for the same news."""
    calls = [call for call in await bot.sandbox.calls() if call["template"].endswith("Deliver")]
    made = Counter(str(call["body"]["outTrackId"]) for call in calls)
    assert set(made.values()) <= {1}
    assert len(made) == len(await shown(bot, conversation_id))


async def nothing_is_stale(bot: Watching, conversation_id: str, cards: dict[str, Json]) -> None:
    """Cards of open incidents have buttons, the others none."""
    situation = await bot.alerts.situation(conversation_id)
    assert situation is not None
    live = {
        out_track_id(each.card, conversation_id)
        for each in situation.memory.incidents.values()
        if each.card
    }
    assert {name for name, card in cards.items() if card["buttons"]} == live
