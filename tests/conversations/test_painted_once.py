"""What somebody types about alerts costs one call for each card that shows something else by it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from bot.alerts.incident import Incident
from bot.alerts.memory import Memory, Outgoing
from bot.alerts.subscription import Subscription
from bot.budget import BudgetReport, Governor, Terms
from bot.documents import Documents
from bot.messages import Conversation
from bot.quota.limits import Percent
from bot.quota.observations.store import Observations
from bot.quota.samples import Sample
from bot.storage import Store
from bot.times.spans import DAY
from tests.conversations.alerted import GIB, QUICK, looked_after, memories, remembered
from tests.conversations.crashes import made, sent_cards
from tests.conversations.stage import Person, Stage
from tests.conversations.watching import UPDATE
from tests.parts import Clock

SPACES = 5


@dataclass(frozen=True, slots=True)
class Notified:
    """A group and a member who are told of the same spaces, each on a card of its own."""

    stage: Stage
    store: Store
    group: Person
    member: Person
    cards: frozenset[str]

    async def after(self, said: str, person: Person | None = None) -> int:
        """Say something, and wait until nothing is left to paint; gives how often a card was."""
        before = await self._painted()
        person = person or self.group
        await person.sends(said)
        for _ in range(3):
            await person.says("whoami")
            await looked_after(self.store)
        return await self._painted() - before

    async def _painted(self) -> int:
        """How often these cards were; an answer may be too, whose turn lost its lease."""
        updates = await made(self.stage.sandbox, UPDATE)
        return len([each for each in updates if each["body"]["outTrackId"] in self.cards])

    async def booked(self) -> BudgetReport:
        now = Clock((await self.stage.sandbox.state())["now"])
        return await Governor(self.store, now=now, terms=Terms()).report()


async def stand(store: Store, subscription: Subscription, spaces: dict[str, str]) -> None:
    """Let each of these spaces, by id, have a message of its own to be sent."""
    now, here = await store.now(), subscription.conversation.id
    incidents = {
        each: Incident(
            each,
            now,
            Percent(90),
            Sample(now, 91 * GIB, 100 * GIB),
            100 * GIB,
            card=f"card:{each}",
            messages=1,
            told=Percent(90),
            due=now + 30 * DAY,
        )
        for each in spaces
    }
    memory = Memory(
        incidents=incidents,
        cards={f"card:{each}": (each,) for each in spaces},
        parcels=tuple(Outgoing("fresh", f"card:{each}", (each,)) for each in spaces),
        names=spaces,
        version=1,
        looks=await Observations(store).version(),
    )
    subscriptions = Documents(store, store.key("alerts", "placements"), Subscription)
    await memories(store).change(here, lambda _: memory)
    await subscriptions.change(here, lambda _: replace(subscription, at=now, language="en"))


@pytest.fixture
async def told(stage: Stage) -> AsyncIterator[Notified]:
    spaces: dict[str, str] = {}
    for number in range(SPACES):
        made = await stage.sandbox.make_space(
            f"Space {number}", owner="staff01", quota=100 * GIB, usedQuota=91 * GIB
        )
        spaces[str(made["spaceId"])] = f"Space {number}"
    ann, alone = await stage.in_group("staff01"), await stage.alone("staff01")
    async with remembered(stage) as store:
        here = Conversation(ann.conversation, "group", "Team")
        single = Conversation(alone.conversation, "single")
        await stand(store, Subscription(here, "Bob", 0, spaces=frozenset(spaces)), spaces)
        mine = Subscription(
            single,
            "Ann",
            0,
            user_id="staff01",
            spaces=frozenset(spaces),
            personal=True,
            checked=await store.now(),
        )
        await stand(store, mine, spaces)
        async with stage.bot(**QUICK):
            told = Notified(stage, store, ann, alone, frozenset())
            await looked_after(store)
            yield replace(told, cards=frozenset(await sent_cards(stage.sandbox)))


async def test_what_is_typed_about_all_is_painted_once_a_card(told: Notified) -> None:
    bob = await told.stage.in_group("manager01")
    before = dict((await told.booked()).people)

    taken = await told.after("alert take all")
    taken_again = await told.after("alert take all")
    snoozed = await told.after("alert snooze all next level")
    woken = await told.after("alert snooze all off")
    woken_again = await told.after("alert snooze all off")
    taken_over = await told.after("alert take all", bob)
    one = await told.after("alert snooze 1 next level", bob)

    # Who takes it is said to both; how long to hear nothing of it is everybody's own.
    assert (taken, taken_again) == (2 * SPACES, 0)
    assert (snoozed, woken, woken_again) == (SPACES, SPACES, 0)
    assert (taken_over, one) == (2 * SPACES, 1)
    booked = (await told.booked()).people
    assert len(before) <= len(booked) == 2
    assert sum(calls for _, calls in booked) >= 4 * SPACES + 2 * SPACES + 1
