"""Why a trend is not drawn: told to whoever asks for it, and never one reason for another."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.storage import Store
from bot.times.spans import DAY, MINUTE
from tests.bot.alerts.alerted import UPLOAD, Alerted, alert_of, alerted
from tests.sandbox_server import SandboxHandle


@pytest.fixture
async def team(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Alerted]:
    async with alerted(sandbox, store) as put_together:
        yield put_together


async def trend_after(team: Alerted, millis: int) -> Any:
    """What is shown of the trend of a space that was seen first so long ago."""
    space_id = await team.fill("Marketing", 10)
    await alert_of(team, space_id)
    await team.look(space_id)
    team.bot.clock.at += millis
    await team.fill("Marketing", 91)
    await team.look(space_id)
    return await asked(team)


async def asked(team: Alerted) -> Any:
    """What somebody is shown who asks for the trend now."""
    (key,) = (await team.memory()).cards
    return (await team.bot.alerts.trend(team.here.id, key)).data


async def test_a_day_of_history_is_drawn(team: Alerted) -> None:
    shown = await trend_after(team, DAY)

    assert (bool(shown["picture"]), shown["why"]) == (True, "")


async def test_less_than_a_day_is_too_little_history(team: Alerted) -> None:
    shown = await trend_after(team, MINUTE)

    assert (shown["picture"], shown["why"]) == ("", "history")


async def test_what_cannot_be_uploaded_is_a_failure(team: Alerted) -> None:
    await team.sandbox.fault("no-scope", UPLOAD)

    assert (await trend_after(team, DAY))["why"] == "failure"


async def test_without_an_allowance_that_is_said_unless_there_is_no_history(
    team: Alerted,
) -> None:
    assert (await trend_after(team, MINUTE))["why"] == "history"
    report = await team.bot.governor.report()
    await team.bot.governor.state_used(report.calls.share)

    assert (await asked(team))["why"] == "history"
    team.bot.clock.at += DAY
    assert (await asked(team))["why"] == "allowance"
