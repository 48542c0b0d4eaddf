"""Why a trend is not drawn: told to whoever asks for it, and never one reason for another."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.quota.samples import DAY, MINUTE
from bot.storage import Store
from tests.bot.alerts.telling import UPLOAD, Telling, tell_of, telling
from tests.sandbox_server import SandboxHandle


@pytest.fixture
async def told(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Telling]:
    async with telling(sandbox, store) as put_together:
        yield put_together


async def trend_after(told: Telling, millis: int) -> Any:
    """What is shown of the trend of a space that was seen first so long ago."""
    space_id = await told.fill("Marketing", 10)
    await tell_of(told, space_id)
    await told.look(space_id)
    told.bot.clock.at += millis
    await told.fill("Marketing", 91)
    await told.look(space_id)
    return await asked(told)


async def asked(told: Telling) -> Any:
    """What somebody is shown who asks for the trend now."""
    (key,) = (await told.memory()).cards
    return (await told.bot.alerts.trend(told.here.id, key)).data


async def test_a_day_of_history_is_drawn(told: Telling) -> None:
    shown = await trend_after(told, DAY)

    assert (bool(shown["picture"]), shown["why"]) == (True, "")


async def test_less_than_a_day_is_too_little_history(told: Telling) -> None:
    shown = await trend_after(told, MINUTE)

    assert (shown["picture"], shown["why"]) == ("", "history")


async def test_what_cannot_be_uploaded_is_a_failure(told: Telling) -> None:
    await told.sandbox.fault("no-scope", UPLOAD)

    assert (await trend_after(told, DAY))["why"] == "failure"


async def test_without_an_allowance_that_is_said_unless_there_is_no_history(told: Telling) -> None:
    assert (await trend_after(told, MINUTE))["why"] == "history"
    report = await told.bot.governor.report()
    await told.bot.governor.state_used(report.calls.share)

    assert (await asked(told))["why"] == "history"
    told.bot.clock.at += DAY
    assert (await asked(told))["why"] == "allowance"
