"""Messages that wait while their conversation is muted, or quiet: they do not ring."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from bot.access import Place
from bot.alerts.hours import Quiet
from bot.alerts.incident import Shown
from bot.alerts.repaint import repainted
from bot.messages import Conversation
from bot.quota.samples import DAY, HOUR
from bot.storage import Store
from tests.bot.alerts.telling import ANN, SHOW, TUESDAY, UPDATE, Telling, tell_of, telling
from tests.cards.alerting import KEY, incident, situation
from tests.cards.organisation import NOW
from tests.sandbox_server import SandboxHandle

NIGHT = Quiet(time(22), time(8))


@pytest.fixture
async def told(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Telling]:
    async with telling(sandbox, store) as put_together:
        yield put_together


async def changed(told: Telling, **members: Any) -> None:
    await told.bot.alerts.place(told.here.id, lambda now: now and replace(now, **members))


async def waits(told: Telling, used: int, at: int = TUESDAY) -> str:
    """Have a message that was decided and could not leave; gives its space's id."""
    space_id = await told.fill("A", 10)
    await tell_of(told, space_id)
    await told.look(space_id)
    told.bot.clock.at = max(told.bot.clock.at, at)
    await cannot_leave(told)
    await told.fill("A", used)
    await told.look(space_id)
    assert len((await told.memory()).parcels) == 1
    return space_id


async def cannot_leave(told: Telling, fault: str = "no-scope") -> None:
    for api in (SHOW, UPDATE, "POST /v1.0/robot/groupMessages/send"):
        await told.sandbox.fault(fault, api)


async def later(told: Telling, millis: int) -> None:
    told.bot.clock.at += millis
    await told.sandbox.clear_faults()
    await told.look_after()


@pytest.mark.parametrize("used", [91, 100])
async def test_mute_holds_back_what_was_queued_before_and_what_is_full(
    told: Telling, used: int
) -> None:
    await waits(told, used)
    await changed(told, muted_until=told.bot.clock.at + 5 * HOUR)

    await later(told, 2 * HOUR)
    assert await told.cards() == {}

    await later(told, 4 * HOUR)
    assert len(await told.cards()) == 1


@pytest.mark.parametrize(("used", "rings"), [(91, 0), (100, 1)])
async def test_in_quiet_hours_only_what_is_full_leaves_a_queue(
    told: Telling, used: int, rings: int
) -> None:
    await changed(told, quiet=NIGHT)
    await waits(told, used)

    await later(told, 13 * HOUR)  # eleven at night
    assert len(await told.cards()) == rings

    await later(told, 10 * HOUR)
    assert len(await told.cards()) == 1


async def test_a_reminder_waits_for_the_end_of_the_night_too(told: Telling) -> None:
    space_id = await told.fill("A", 10)
    await tell_of(told, space_id)
    await told.look(space_id)
    await told.fill("A", 91)
    await told.look(space_id)
    await told.bot.alerts.acknowledgements.take(
        told.here.id, (await told.incident(space_id)).card, ANN
    )
    await cannot_leave(told)
    told.bot.clock.at += DAY + HOUR
    await told.look_after()
    assert [each.kind for each in (await told.memory()).parcels] == ["reminder"]
    await changed(told, quiet=NIGHT)

    await later(told, 12 * HOUR)
    assert len(await told.cards()) == 1

    await later(told, 10 * HOUR)
    assert len(await told.cards()) == 2


async def test_a_card_gives_way_only_once_the_newer_one_stands(told: Telling) -> None:
    """Muted in between, the one there is goes on showing how it stands, with its buttons."""
    space_id = await told.fill("A", 10)
    await tell_of(told, space_id)
    await told.look(space_id)
    await told.fill("A", 91)
    await told.look(space_id)
    (before,) = await told.cards()
    await cannot_leave(told)
    await told.fill("A", 96)
    await told.look(space_id)
    await changed(told, muted_until=told.bot.clock.at + 5 * HOUR)

    await later(told, HOUR)
    (card,) = (await told.cards()).values()
    assert card["buttons"] != []

    await later(told, 5 * HOUR)
    cards = await told.cards()
    assert cards[before]["buttons"] == []
    assert len(cards) == 2


async def stands_muted(told: Telling) -> str:
    """Have a card stand in a group that is then muted for a day; gives its space's id."""
    space_id = await told.fill("A", 10)
    await tell_of(told, space_id)
    await told.look(space_id)
    await told.fill("A", 91)
    await told.look(space_id)
    await told.look_after()
    await changed(told, muted_until=told.bot.clock.at + DAY)
    await told.look_after()
    return space_id


async def test_a_muted_card_is_edited_in_place_where_somebody_looks(told: Telling) -> None:
    space_id = await stands_muted(told)
    spent = len(await told.calls())
    await told.fill("A", 97)

    await told.bot.alerts.wake(told.here.id)
    await told.look(space_id)
    await told.look(space_id)

    (card,) = (await told.cards()).values()
    assert "97%" in card["markdown"]
    assert (await told.calls())[spent:] == [UPDATE]
    assert (await told.memory()).parcels == ()


async def test_what_was_seen_while_muted_rings_at_its_end(told: Telling) -> None:
    space_id = await stands_muted(told)
    await told.fill("A", 97)
    await told.look(space_id)
    assert len(await told.cards()) == 1

    await later(told, DAY + HOUR)

    assert len(await told.cards()) == 2


@pytest.mark.parametrize(
    ("looks", "hours", "edits"), [("7", 5, ()), ("7", 6, (KEY,)), ("", 1, (KEY,))]
)
def test_a_muted_card_is_painted_now_and_then_or_when_somebody_looks(
    looks: str, hours: int, edits: tuple[str, ...]
) -> None:
    before = situation(incident(shown=Shown(12, 100, NOW - hours * HOUR)))
    before = before.after(replace(before.memory, looks=looks))
    after = repainted(before, before)

    assert after.edits == edits
    assert repainted(before.after(after), before.after(after)) == after


async def test_the_admins_are_not_told_of_a_muted_conversation(told: Telling) -> None:
    admins = Conversation(str(await told.sandbox.group(1)), "group", "Admins")
    await told.bot.organisation.tell_admins_in(Place(admins))
    space_id = await told.fill("A", 10)
    await tell_of(told, space_id)
    await told.look(space_id)
    await told.fill("A", 91)
    await told.look(space_id)
    told.bot.clock.at += DAY + HOUR
    await told.look_after()
    await cannot_leave(told, "server-error")
    told.bot.clock.at += DAY + HOUR
    await told.look_after()
    assert [each.kind for each in (await told.memory()).parcels] == ["escalation"]
    await changed(told, muted_until=told.bot.clock.at + DAY)

    await later(told, HOUR)
    assert await told.cards(admins.id) == {}

    await later(told, DAY)
    assert len(await told.cards(admins.id)) == 1
