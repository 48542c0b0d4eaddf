"""What is typed to snooze an alert: a time, a space and a time, or a button's own words."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.alerts.arguments import NOT_A_DURATION, NOT_A_SNOOZE
from bot.alerts.cards.actions import Snooze
from bot.errors import BadArgument
from bot.times.moments import WHICH_HOUR
from tests.assembly import Assembly
from tests.cards.alerting import KEY
from tests.cards.organisation import MARKETING
from tests.handlers.alerting import marketing_stands, of_marketing, situation, two_stand
from tests.handlers.calling import presses, says
from tests.parts import ANN, BOB


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("alert snooze", "hour"),
        ("alert snooze tomorrow", "morning"),
        ("alert snooze next level", "level"),
        ("alert snooze 1 h", "hour"),
        ("alert snooze an hour", "hour"),
        ("alert snooze 市场部 next level", "level"),
        ("稍后提醒 市场部 1小时", "hour"),
        ("alert snooze 1 tomorrow", "morning"),
        ("alert snooze 市场部", "hour"),
        ("稍后提醒 下一级", "level"),
        ("稍后提醒 到下一级", "level"),
        ("稍后提醒 到下一级再提醒", "level"),
        ("稍后提醒 市场部 到下一级再提醒", "level"),
        ("alert snooze until next level", "level"),
        ("alert snooze 市场部 Until next level", "level"),
        ("稍后提醒 明早再说", "morning"),
        ("稍后提醒 明早提醒", "morning"),
        ("稍后提醒 到下一级再说", "level"),
        ("alert snooze Until tomorrow", "morning"),
        ("稍后提醒 1 小时后提醒", "hour"),
        ("snooze 1 h", "hour"),
        ("alert snooze Snooze 1 h", "hour"),
    ],
)
async def test_it_is_snoozed_by_a_word(bot: Assembly, said: str, until: str) -> None:
    await marketing_stands(bot)
    pressed: Any = await presses(bot, Snooze(KEY, until), BOB)  # type: ignore[arg-type]  # from a table
    await marketing_stands(bot)

    card: Any = await says(bot, said, ANN)

    expected = pressed.data["snoozed"]["until"]
    assert (card.data["what"], card.data["others"]) == ("snoozed", 0)
    if expected is None:
        assert card.data["until"] is None
    else:
        assert 0 <= card.data["until"] - expected < 60_000


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("alert snooze 市场部 半小时", 30),
        ("alert snooze 90 minutes", 90),
        ("稍后提醒 市场部 一个半小时", 90),
        ("alert snooze 1 2h", 120),
    ],
)
async def test_it_is_snoozed_for_a_span(bot: Assembly, said: str, minutes: int) -> None:
    await marketing_stands(bot)

    card: Any = await says(bot, said, ANN)

    ends = (await situation(bot)).now + minutes * 60_000
    assert 0 <= ends - card.data["until"] < 60_000


@pytest.mark.parametrize(
    "said",
    [
        "alert snooze until tomorrow 15:00",
        "稍后提醒 市场部 到明天下午3点",
        "alert snooze 1 明天15:00",
    ],
)
async def test_it_is_snoozed_until_a_moment(bot: Assembly, said: str) -> None:
    await marketing_stands(bot)

    card: Any = await says(bot, said, ANN)

    local = datetime.fromtimestamp(card.data["until"] / 1000, ZoneInfo("Asia/Shanghai"))
    assert (local.hour, local.minute) == (15, 0)


@pytest.mark.parametrize(
    "said",
    [
        "alert snooze 市场部 25:00",
        "alert snooze 2 months",
        "alert snooze 2020-01-01",
        "alert snooze 市场部 forever",
    ],
)
async def test_what_cannot_be_a_snooze_is_refused(bot: Assembly, said: str) -> None:
    await marketing_stands(bot)

    with pytest.raises(BadArgument):
        await says(bot, said, ANN)

    assert (await of_marketing(bot)).snoozed is None


@pytest.mark.parametrize("said", ["alert snooze End snooze", "稍后提醒 恢复提醒", "snooze off"])
async def test_a_snooze_is_ended_by_the_words_of_its_button(bot: Assembly, said: str) -> None:
    await marketing_stands(bot)
    await says(bot, "alert snooze", ANN)

    card: Any = await says(bot, said, ANN, key="another turn")

    assert card.data["what"] == "awake"


@pytest.mark.parametrize("before", ["", "市场部 "])
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("forever", NOT_A_SNOOZE),
        ("永远", NOT_A_SNOOZE),
        ("0h", NOT_A_DURATION),
        ("yesterday", NOT_A_DURATION),
        ("昨天", NOT_A_DURATION),
        ("10", NOT_A_DURATION),
        ("a while", NOT_A_DURATION),
        ("tonight", WHICH_HOUR),
        ("今晚", WHICH_HOUR),
    ],
)
async def test_what_is_no_time_is_said_to_be_none(
    bot: Assembly, before: str, said: str, reason: str
) -> None:
    await marketing_stands(bot)

    with pytest.raises(BadArgument) as bad:
        await says(bot, f"alert snooze {before}{said}", ANN)

    assert bad.value.reason == reason
    assert (await of_marketing(bot)).snoozed is None


@pytest.mark.parametrize("name", ["Tonight", "0h", "永远", "Tomorrow", "A while", "2 months"])
async def test_a_space_that_is_called_like_a_time_is_that_space(bot: Assembly, name: str) -> None:
    await two_stand(bot)
    await bot.services.alerts.memories.change(
        bot.group.id, lambda memory: memory and replace(memory, names={MARKETING.id: name})
    )

    card: Any = await says(bot, f"alert snooze {name}", ANN)

    assert (card.data["name"], card.data["others"]) == (name, 0)
