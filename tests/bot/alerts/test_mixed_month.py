"""A month in which DingTalk's answers are at times nearly right, and its refusals frequent.

Each answer is malformed one time in twenty-five, in some member and some way; each message that
nobody asked for is refused one time in twenty.
"""

from collections import Counter

import pytest

from bench.growth import START, Grown
from bot.alerts.memory import Memory
from bot.alerts.subscription import Subscription
from bot.messages import Conversation
from bot.storage import Store
from bot.times.spans import DAY, HOUR
from tests.bot.alerts.test_alert_month import Notified, stays
from tests.bot.quota.months import DAYS, Truth, month, turn
from tests.bot.quota.watching import Watching
from tests.placing import place
from tests.sandbox_server import SandboxHandle

SPACES = 60
ANSWERS = (
    "GET /v1.0/drive/spaces",
    "POST /v1.0/drive/managements/spaces/query",
    "GET /v1.0/storage/orgs/{corpId}",
    "POST /topapi/v2/user/get",
)
SENT = (
    "POST /v1.0/card/instances/createAndDeliver",
    "POST /v1.0/card/instances/deliver",
    "PUT /v1.0/card/instances",
    "POST /v1.0/robot/groupMessages/send",
)
CHOSEN = 12
"""So many of them a group is told of; it costs the same however many there are besides."""
AT_MOST = 500
"""Calls that watching them may cost in a month, this one as any other."""


async def mixed(sandbox: SandboxHandle) -> None:
    """Let the month be mixed: refusals come first, for one fault acts on a call."""
    for seed, api in enumerate(SENT):
        await sandbox.fault("server-error", api, chance=1 / 20, seed=seed)
    for seed, api in enumerate((*ANSWERS, *SENT)):
        await sandbox.fault("malform", api, chance=1 / 25, seed=seed)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_mixed_month_destroys_nothing_and_resolves_nothing_falsely(
    store: Store, impatient: None
) -> None:
    """Slow: all that happens in a month."""
    async with month(store, SPACES) as (bot, truth):
        here, end = Conversation(await bot.sandbox.group(), "group", "Team"), START + DAYS * DAY
        await turn(bot, truth)
        chosen = frozenset(each.space_id for each in fills(truth)[:CHOSEN])
        await place(
            bot.alerts, Subscription(here, "Bob", bot.clock(), language="en", spaces=chosen)
        )
        await mixed(bot.sandbox)
        notified = Notified()
        while bot.clock() < end - HOUR:
            await turn(bot, truth)
            await bot.alerts.look_after(here.id)
            notified.note((await state_of(bot, here)).incidents)
            await no_number_is_untrue(bot, truth)
            bot.clock.at = max((await bot.where()).next_at, bot.clock() + 1)

        await nothing_is_gone_that_is_there(bot, truth)
        nothing_is_missing(notified, fills(truth)[:CHOSEN], end)
        await bot.sandbox.clear_faults()
        await nothing_is_said_twice(bot, here)
        await the_allowance_is_held(bot)


def fills(truth: Truth) -> list[Grown]:
    """The spaces that reach a level."""
    return [each for each in truth.spaces if each.crossings()]


async def the_allowance_is_held(bot: Watching) -> None:
    counters = (await bot.sandbox.state())["counters"]
    drive = sum(n for api, n in counters["api"].items() if "/drive/" in api or "/storage/" in api)
    report = await bot.governor.report()
    assert drive <= AT_MOST
    assert counters["counted"] <= report.calls.used <= report.calls.share


async def state_of(bot: Watching, here: Conversation) -> Memory:
    situation = await bot.alerts.situation(here.id)
    assert situation is not None
    return situation.memory


async def nothing_is_gone_that_is_there(bot: Watching, truth: Truth) -> None:
    spaces = {each.space_id: each for each in truth.spaces}
    for gone in await bot.observations.gone():
        assert gone.space_id not in spaces or not spaces[gone.space_id].exists(gone.at)
    assert {each.space_id for each in truth.spaces if each.exists(bot.clock() - 2 * DAY)} <= {
        *await bot.seen(),
        *(each.space_id for each in truth.spaces if not each.exists(bot.clock())),
    }


async def no_number_is_untrue(bot: Watching, truth: Truth) -> None:
    """What is believed of a space was so when it was looked at."""
    spaces = {each.space_id: each for each in truth.spaces}
    for each in (await bot.seen()).values():
        believed, space = each.known.sample, spaces.get(each.space_id)
        if space is not None and believed is not None:
            true = space.sample(believed.at)
            assert (believed.used, believed.quota) == (true.used, true.quota), each


def nothing_is_missing(notified: Notified, spaces: list[Grown], end: int) -> None:
    """Of every space that reached a level for good two days before the end, some level was told."""
    for space in spaces:
        reached = [each for each in space.crossings() if stays(space, each, end - DAY)]
        if reached and space.exists(end - DAY):
            assert notified.levels.get(space.space_id), (space.kind, space.space_id)


async def nothing_is_said_twice(bot: Watching, here: Conversation) -> None:
    """Each card came once, and nothing came as a card and as a text."""
    entries = [each for each in await bot.sandbox.messages(here.id) if each["from"] == "bot"]
    new = [
        each["card"]["outTrackId"] for each in entries if each.get("card", {}).get("version") == 1
    ]
    assert max(Counter(new).values()) == 1
    assert [each for each in entries if "card" not in each] == []
