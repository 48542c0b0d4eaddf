"""At which levels a conversation is told, when it is not, and a sample to look at."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.access import Role
from bot.alerts.cards.subscriptions import FEW
from bot.alerts.errors import NoAlertsHere
from bot.alerts.hours import Hours, Quiet
from bot.alerts.subscription import FOR_EVER, Subscription
from bot.errors import BadArgument, MissingArgument, NotAllowed
from bot.quota.limits import Free, Percent
from bot.times.china import last_known
from bot.times.spans import HOUR
from tests.assembly import Assembly
from tests.handlers.alerting import SINGLE, placed, subscription
from tests.handlers.calling import says, trail
from tests.handlers.watching import GB, learns
from tests.parts import ANN, BOB


@pytest.fixture(autouse=True)
async def _known(bot: Assembly) -> None:
    await learns(bot)
    await placed(bot)


async def after(bot: Assembly, said: str) -> tuple[Subscription, Any]:
    """How the group is told once this was said, and the card that says so."""
    card = await says(bot, said)
    return await subscription(bot), card


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("alert levels 80 90", (Percent(80), Percent(90))),
        ("提醒级别 20GB", (Free(20 * GB),)),
        ("/alert levels 95%, 5 GB free", (Percent(95), Free(5 * GB))),
        ("alert levels default", None),
    ],
)
async def test_levels_are_set(bot: Assembly, said: str, levels: Any) -> None:
    await bot.services.access.note(replace(BOB, is_admin=True))
    before = await bot.calls()

    told, card = await after(bot, said)

    assert (told.levels, card.template, card.data["what"]) == (levels, "alert_settings", "levels")
    assert await bot.calls() == before
    assert [row[2] for row in await trail(bot)] == ["done"]


async def test_levels_are_shown_to_anybody(bot: Assembly) -> None:
    await placed(bot, levels=(Percent(50),))

    card: Any = await says(bot, "alert levels", ANN)

    assert (card.template, card.data["source"]) == ("alert_levels", "here")
    assert await trail(bot) == []


@pytest.mark.parametrize(
    ("said", "millis"), [("alert mute 2 h", 2 * HOUR), ("暂停提醒 1天", 24 * HOUR)]
)
async def test_it_is_muted_for_a_while(bot: Assembly, said: str, millis: int) -> None:
    now = await bot.store.now()

    told, card = await after(bot, said)

    assert 0 <= told.muted_until - now - millis < 60_000
    assert (card.data["what"], card.data["muted"]) == ("muted", {"until": told.muted_until})


async def test_it_is_muted_until_tomorrow_for_ever_and_no_longer(bot: Assembly) -> None:
    now = await bot.store.now()

    morning, _ = await after(bot, "提醒静音 到明早")
    always, card = await after(bot, "alert mute forever")
    never, last = await after(bot, "alert mute off")

    assert morning.muted_until == Hours("Asia/Shanghai").tomorrow_morning(now)
    assert (always.muted_until, card.data["muted"]) == (FOR_EVER, {"until": None})
    assert (never.muted_until, last.data["what"], last.data["muted"]) == (0, "unmuted", None)


async def test_hours_and_days_are_kept_quiet(bot: Assembly) -> None:
    quiet, card = await after(bot, "免打扰 22:00-8:00")
    loud, _ = await after(bot, "alert quiet off")
    days, _ = await after(bot, "alert holidays 2099-10-01..2099-10-07, 2099-12-25")
    none, _ = await after(bot, "节假日 关闭")

    assert (quiet.quiet, card.data["what"]) == (Quiet(time(22), time(8)), "quiet")
    assert loud.quiet is None
    assert len(days.holidays) == 8
    assert date(2099, 10, 7) in days.holidays
    assert none.holidays == frozenset()


async def test_a_new_day_off_adds_to_those_of_before(bot: Assembly) -> None:
    await says(bot, "alert holidays 2099-10-01")
    both, card = await after(bot, "holidays 2099-12-25")

    assert both.holidays == {date(2099, 10, 1), date(2099, 12, 25)}
    assert len(card.data["holidays"]) == 2


async def test_chinas_calendar_is_kept_and_says_how_far_it_is_known(bot: Assembly) -> None:
    kept, card = await after(bot, "holidays China")
    gone, last = await after(bot, "节假日 关闭")

    assert kept.china
    assert card.data["china"]["last"] == last_known()
    assert (gone.china, last.data["china"]) == (False, None)


async def test_a_mute_may_end_at_a_moment_that_is_said(bot: Assembly) -> None:
    now = await bot.store.now()
    muted, _ = await after(bot, "提醒静音 到明天下午3点")

    local = datetime.fromtimestamp(muted.muted_until / 1000, ZoneInfo("Asia/Shanghai"))
    assert (local.hour, local.minute) == (15, 0)
    assert 0 < muted.muted_until - now < 48 * HOUR


@pytest.mark.parametrize(
    "said",
    [
        "alert levels many",
        "alert mute soon",
        "alert mute 400 days",
        "alert deadline tomorrow",
        "alert deadline 90 days",
        "alert quiet tonight",
        "alert quiet 22-22",
        "alert holidays soon",
        "alert holidays 2026-02-30",
        "alert holidays 2026-01-01..2026-12-31",
    ],
)
async def test_what_cannot_be_read_changes_nothing(bot: Assembly, said: str) -> None:
    before = await subscription(bot)

    with pytest.raises(BadArgument):
        await says(bot, said)

    assert await subscription(bot) == before


async def test_the_deadline_is_set_and_taken_back(bot: Assembly) -> None:
    two_days, card = await after(bot, "alert deadline 2 days")
    usual, last = await after(bot, "提醒时限 关闭")

    assert (two_days.patience, card.data["what"]) == (48 * HOUR, "deadline")
    assert card.data["patience"] == 48 * 3600
    assert usual.patience is None
    assert (card.data["usual_patience"], last.data["usual_patience"]) == (False, True)
    assert last.data["patience"] == 24 * 3600


async def test_what_changed_comes_before_a_few_of_many_spaces(bot: Assembly) -> None:
    await placed(bot, spaces=frozenset(map(str, range(35))))

    for said in ("提醒静音 2小时", "alert quiet 22-8", "alert deadline 2 days", "alert levels 80"):
        _, card = await after(bot, said)
        assert (len(card.data["names"]), card.data["spaces"]) == (FEW, 35)


@pytest.mark.parametrize("said", ["alert mute", "alert quiet", "alert deadline", "alert holidays"])
async def test_what_is_missing_is_asked_for(bot: Assembly, said: str) -> None:
    with pytest.raises(MissingArgument):
        await says(bot, said)


COMMANDS = ["alert mute 1h", "alert quiet 22-8", "alert holidays off", "alert levels 80"]


@pytest.mark.parametrize("said", COMMANDS)
async def test_members_change_only_what_is_theirs(bot: Assembly, said: str) -> None:
    await placed(bot, SINGLE, personal=True, user_id=ANN.user_id, spaces=frozenset({"1"}))
    before = await subscription(bot)

    with pytest.raises(NotAllowed):
        await says(bot, said, ANN)
    card: Any = await says(bot, said, ANN, conversation=SINGLE, key="another turn")

    assert await subscription(bot) == before
    assert card.template == "alert_settings"
    assert [row[2] for row in await trail(bot)] == ["done", "refused: only admins may"]


@pytest.mark.parametrize("said", COMMANDS)
async def test_where_nothing_is_told_there_is_nothing_to_set(bot: Assembly, said: str) -> None:
    for conversation in (SINGLE, bot.group):
        await bot.services.alerts.place(conversation.id, lambda _: None)
        with pytest.raises(NoAlertsHere):
            await says(bot, said, conversation=conversation)


def test_what_changes_is_stopped_by_a_pause(bot: Assembly) -> None:
    routes = {said: bot.routes.find(said) for said in COMMANDS}

    assert all(match and match.route.changes for match in routes.values())


async def test_a_sample_comes_the_way_that_alerts_come(bot: Assembly) -> None:
    card = await says(bot, "alert test")

    sent = await bot.shown()
    route = bot.routes.named("alert test")
    assert card.template == "alert_tested"
    assert "示例" in str(sent[-1])
    assert route is not None
    assert route.role is Role.ADMIN
