"""A past that a demo's bot is given: by the way of its own looks, and only of what it does not know."""

import httpx

from bot.drive.spaces import Space
from bot.quota.forecast import forecast
from bot.quota.limits import LimitStore
from bot.quota.observations.intake import Recorder
from bot.quota.observations.store import Observations
from bot.quota.past import Past, remember
from bot.quota.samples import ORGANISATION
from bot.storage import Store
from bot.times.spans import DAY
from tests.sandbox_server import SandboxHandle

GB = 1 << 30


async def past_of(sandbox: SandboxHandle) -> Past:
    answer: httpx.Response = await sandbox.client.get("/sandbox/past")
    return Past.model_validate_json(answer.content)


async def test_a_space_with_a_week_left_is_foreseen_so(
    sandbox: SandboxHandle, store: Store
) -> None:
    past = await past_of(sandbox)

    assert await remember(past, store) == len(past.spaces)

    observations = Observations(store)
    fills = next(each for each in (await observations.all()).values() if each.name == "设计资料")
    samples = await observations.history(fills.space_id)
    foreseen = forecast(samples, fills.sample.quota, past.at[-1])
    assert samples[-1].at - samples[0].at >= 59 * DAY
    assert foreseen is not None
    assert foreseen.full is not None
    assert 5 * DAY < foreseen.full.likely - past.at[-1] < 9 * DAY
    assert ORGANISATION in await observations.all()


async def test_what_the_bot_has_seen_itself_stays(sandbox: SandboxHandle, store: Store) -> None:
    past, observations = await past_of(sandbox), Observations(store)
    mine, at = past.spaces[0].space_id, past.at[-1] + DAY

    async def clock() -> int:
        return at

    recorder = Recorder(observations, LimitStore(store), clock)
    await recorder.spaces([Space(mine, "Mine", "org", GB, None)])

    assert await remember(past, store) == len(past.spaces) - 1
    assert await remember(past, store) == 0

    assert (await observations.all())[mine].name == "Mine"
    assert len(await observations.history(mine)) == 1
