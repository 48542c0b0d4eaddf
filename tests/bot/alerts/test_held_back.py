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
from bot.storage import Store
from bot.times.spans import DAY, HOUR
from tests.bot.alerts.alerted import ANN, SHOW, TUESDAY, UPDATE, Alerted, alert_of, alerted
from tests.cards.alerting import KEY, incident, situation
from tests.cards.organisation import NOW
from tests.sandbox_server import SandboxHandle
from tests.sweeping import sweep

NIGHT = Quiet(time(22), time(8))


@pytest.fixture
async def team(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Alerted]:
    async with alerted(sandbox, store) as put_together:
        yield put_together


async def changed(team: Alerted, **members: Any) -> None:
    await team.bot.alerts.place(team.here.id, lambda now: now and replace(now, **members))


async def crosses(team: Alerted, used: int) -> str:
    """Let a space that alerts are sent of fill up; gives its id."""
    space_id = await has_room(team)
    await team.fill("A", used)
    await team.look(space_id)
    return space_id


async def has_room(team: Alerted) -> str:
    """Have alerts of a space that has room; gives its id."""
    space_id = await team.fill("A", 10)
    await alert_of(team, space_id)
    await team.look(space_id)
    return space_id


async def waits(team: Alerted, used: int, at: int = TUESDAY) -> str:
    """Have a message that was decided and could not leave; gives its space's id."""
    space_id = await has_room(team)
    team.bot.clock.at = max(team.bot.clock.at, at)
    await cannot_leave(team)
    await team.fill("A", used)
    await team.look(space_id)
    assert len((await team.memory()).parcels) == 1
    return space_id


async def cannot_leave(team: Alerted, fault: str = "no-scope") -> None:
    for api in (SHOW, UPDATE, "POST /v1.0/robot/groupMessages/send"):
        await team.sandbox.fault(fault, api)


async def later(team: Alerted, millis: int) -> None:
    team.bot.clock.at += millis
    await team.sandbox.clear_faults()
    await team.look_after()


@pytest.mark.parametrize("used", [91, 100])
async def test_mute_holds_back_what_was_queued_before_and_what_is_full(
    team: Alerted, used: int
) -> None:
    await waits(team, used)
    await changed(team, muted_until=team.bot.clock.at + 5 * HOUR)

    await later(team, 2 * HOUR)
    assert await team.cards() == {}

    await later(team, 4 * HOUR)
    assert len(await team.cards()) == 1


@pytest.mark.parametrize(("used", "rings"), [(91, 0), (100, 1)])
async def test_in_quiet_hours_only_what_is_full_leaves_a_queue(
    team: Alerted, used: int, rings: int
) -> None:
    await changed(team, quiet=NIGHT)
    await waits(team, used)

    await later(team, 13 * HOUR)  # eleven at night
    assert len(await team.cards()) == rings

    await later(team, 10 * HOUR)
    assert len(await team.cards()) == 1


async def test_a_reminder_waits_for_the_end_of_the_night_too(team: Alerted) -> None:
    space_id = await crosses(team, 91)
    await team.bot.alerts.acknowledgements.take(
        team.here.id, (await team.incident(space_id)).card, ANN
    )
    await cannot_leave(team)
    team.bot.clock.at += DAY + HOUR
    await team.look_after()
    assert [each.kind for each in (await team.memory()).parcels] == ["reminder"]
    await changed(team, quiet=NIGHT)

    await later(team, 12 * HOUR)
    assert len(await team.cards()) == 1

    await later(team, 10 * HOUR)
    assert len(await team.cards()) == 2


async def test_a_card_gives_way_only_once_the_newer_one_stands(team: Alerted) -> None:
    """Muted in between, the one there is goes on showing how it stands, with its buttons."""
    space_id = await crosses(team, 91)
    (before,) = await team.cards()
    await cannot_leave(team)
    await team.fill("A", 96)
    await team.look(space_id)
    await changed(team, muted_until=team.bot.clock.at + 5 * HOUR)

    await later(team, HOUR)
    (card,) = (await team.cards()).values()
    assert card["buttons"] != []

    await later(team, 5 * HOUR)
    cards = await team.cards()
    assert cards[before]["buttons"] == []
    assert len(cards) == 2


async def stands_muted(team: Alerted) -> str:
    """Have a card stand in a group that is then muted for a day; gives its space's id."""
    space_id = await crosses(team, 91)
    await team.look_after()
    await changed(team, muted_until=team.bot.clock.at + DAY)
    await team.look_after()
    return space_id


async def test_a_muted_card_is_edited_in_place_where_somebody_looks(team: Alerted) -> None:
    space_id = await stands_muted(team)
    spent = len(await team.calls())
    await team.fill("A", 97)

    await team.bot.alerts.wake(team.here.id)
    await team.look(space_id)
    await team.look(space_id)

    (card,) = (await team.cards()).values()
    assert "97%" in card["markdown"]
    assert (await team.calls())[spent:] == [UPDATE]
    assert (await team.memory()).parcels == ()


async def test_what_was_seen_while_muted_rings_at_its_end(team: Alerted) -> None:
    space_id = await stands_muted(team)
    await team.fill("A", 97)
    await team.look(space_id)
    assert len(await team.cards()) == 1

    await later(team, DAY + HOUR)

    assert len(await team.cards()) == 2


@sweep(("looks", "hours", "edits"), [("7", 5, ()), ("7", 6, (KEY,)), ("", 1, (KEY,))])
def test_a_muted_card_is_painted_now_and_then_or_when_somebody_looks(
    looks: str, hours: int, edits: tuple[str, ...]
) -> None:
    before = situation(incident(shown=Shown(12, 100, NOW - hours * HOUR)))
    before = before.after(replace(before.memory, looks=looks))
    after = repainted(before, before)

    assert after.edits == edits
    assert repainted(before.after(after), before.after(after)) == after


async def test_the_admins_are_not_told_of_a_muted_conversation(team: Alerted) -> None:
    admins = Conversation(str(await team.sandbox.group(1)), "group", "Admins")
    await team.bot.organisation.name_admins_place(Place(admins))
    await crosses(team, 91)
    team.bot.clock.at += DAY + HOUR
    await team.look_after()
    await cannot_leave(team, "server-error")
    team.bot.clock.at += DAY + HOUR
    await team.look_after()
    assert [each.kind for each in (await team.memory()).parcels] == ["escalation"]
    await changed(team, muted_until=team.bot.clock.at + DAY)

    await later(team, HOUR)
    assert await team.cards(admins.id) == {}

    await later(team, DAY)
    assert len(await team.cards(admins.id)) == 1
