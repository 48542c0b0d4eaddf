"""What is typed to snooze an alert: a time, a space and a time, or a button's own words."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.alerts.arguments import NOT_A_DURATION, NOT_A_SNOOZE
from bot.alerts.cards.actions import Later, Snooze
from bot.alerts.incident import Actor, Silenced
from bot.errors import BadArgument, Stale
from bot.quota.limits import Percent
from bot.sessions import Asking
from bot.times.moments import WHICH_HOUR
from tests.assembly import Assembly
from tests.cards.alerting import KEY, incident
from tests.cards.organisation import ARCHIVE, DESIGN, MARKETING
from tests.handlers.alerting import marketing_stands, of_marketing, situation, stands, two_stand
from tests.handlers.calling import presses, says
from tests.parts import ANN, BOB


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("alert snooze tomorrow", "morning"),
        ("alert snooze next level", "level"),
        ("alert snooze 1 h", "hour"),
        ("alert snooze an hour", "hour"),
        ("alert snooze 市场部 next level", "level"),
        ("稍后提醒 市场部 1小时", "hour"),
        ("alert snooze 1 tomorrow", "morning"),
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

    assert (card.template, card.data["name"], card.data["more"]) == ("alert_later", name, 0)


# Without a time


async def test_without_a_time_the_choices_are_shown_and_nothing_is_snoozed(bot: Assembly) -> None:
    await marketing_stands(bot)

    card: Any = await says(bot, "alert snooze", ANN)

    assert card.template == "alert_later"
    assert card.then == Asking("alert snooze", {}, "until")
    level = card.actions["level"]
    assert (level.until, level.keys, level.which) == ("level", (KEY,), "")
    assert card.data["level"] == {"percent": 0.95, "free": None, "reached": False}
    assert (await of_marketing(bot)).snoozed is None


async def test_whoever_presses_later_is_answered_alone_at_no_call(bot: Assembly) -> None:
    await marketing_stands(bot)
    before = await bot.calls()

    card: Any = await presses(bot, Later(KEY), ANN)

    assert (card.template, card.aside) == ("alert_later", True)
    assert card.actions.keys() == {"hour", "morning", "level"}
    assert (await of_marketing(bot)).snoozed is None
    assert await bot.calls() == before


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("until", ["hour", "morning", "level", "off"])
async def test_each_choice_does_what_its_command_does(
    bot: Assembly, until: str, language: str
) -> None:
    """Beside another card, so that it has to be named; pressed it shows what became of it."""
    asleep = Silenced(Actor("staff09", "Eve"), 1, None)
    here = [incident(MARKETING, snoozed=asleep), incident(ARCHIVE, card="other")]
    await stands(bot, *here)
    choice = (await presses(bot, Later(KEY), ANN)).actions[until]
    pressed: Any = await presses(bot, choice, ANN)
    after = await of_marketing(bot)
    await stands(bot, *here)

    typed: Any = await says(bot, choice.says(language), ANN)  # type: ignore[attr-defined]  # a choice

    now = await of_marketing(bot)
    assert (pressed.template, pressed.data["what"]) == (typed.template, typed.data["what"])
    assert (now.snoozed is None) == (after.snoozed is None) == (until == "off")
    assert (now.snoozed and now.snoozed.until is None) == (
        after.snoozed and after.snoozed.until is None
    )
    assert (await situation(bot)).memory.incidents[ARCHIVE.id].snoozed is None


async def test_the_next_level_is_named_where_it_is_known(bot: Assembly) -> None:
    await marketing_stands(bot)
    levels = await says(bot, "alert snooze next level", ANN)
    await stands(bot, incident(MARKETING, level=Percent(100)))
    top: Any = await presses(bot, Later(KEY), ANN)

    assert levels.data["level"]["percent"] == 0.95
    assert "level" not in top.actions


async def test_what_is_chosen_of_a_card_that_is_gone_snoozes_nothing(bot: Assembly) -> None:
    await marketing_stands(bot)
    choice = (await presses(bot, Later(KEY), ANN)).actions["hour"]
    await stands(bot, incident(ARCHIVE, card="other"))

    with pytest.raises(Stale):
        await presses(bot, choice, ANN)
    assert (await situation(bot)).memory.incidents[ARCHIVE.id].snoozed is None


@pytest.mark.parametrize(
    "name", ["tomorrow", "2", "all", 'A "B"', "x" * 60, "Marketing Archive", "1 h"]
)
async def test_a_choice_means_its_space_whatever_that_is_called(bot: Assembly, name: str) -> None:
    await stands(
        bot, incident(MARKETING), incident(ARCHIVE, card="other"), incident(DESIGN, card="3")
    )
    named = {MARKETING.id: name, ARCHIVE.id: "Archive", DESIGN.id: "Marketing"}
    await bot.services.alerts.memories.change(
        bot.group.id, lambda memory: memory and replace(memory, names=named)
    )
    choice: Any = (await presses(bot, Later(KEY), ANN)).actions["hour"]

    for language in ("zh", "en"):
        assert (await says(bot, choice.says(language), ANN)).data["name"] == name
