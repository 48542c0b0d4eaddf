"""What is done about alerts, by button and by command."""

from dataclasses import replace
from typing import Any

import pytest

from bot.access import Place, Role
from bot.alerts.cards.actions import (
    AlertPage,
    AskForRoom,
    ChooseOne,
    Later,
    OfferSoftQuota,
    OpenAlerts,
    OpenPage,
    ShowLevels,
    ShowTrend,
    Snooze,
    Take,
)
from bot.alerts.errors import NoAlertOf, NoAlertsHere, NothingOpen, TakenBefore
from bot.alerts.incident import Actor, Taken
from bot.alerts.memory import Memory
from bot.drive.spaces import Space
from bot.errors import (
    AmbiguousSpace,
    BadArgument,
    MissingArgument,
    NoSuchSpace,
    Stale,
)
from bot.messages import Conversation
from bot.quota.observations.intake import Recorder
from bot.quota.samples import ORGANISATION
from tests.assembly import Assembly
from tests.cards.alerting import KEY, incident, whole
from tests.cards.organisation import ARCHIVE, DESIGN, GB, MARKETING, SHARED
from tests.handlers.alerting import (
    BOTH,
    marketing_stands,
    of_marketing,
    painted,
    placed,
    situation,
    stands,
    two_stand,
)
from tests.handlers.calling import body, presses, says, takes
from tests.parts import ANN, BOB

FAST: tuple[type[Any], ...] = (
    Take,
    Later,
    ChooseOne,
    Snooze,
    AlertPage,
    ShowLevels,
    OfferSoftQuota,
    OpenPage,
)
SLOW: tuple[type[Any], ...] = (ShowTrend, AskForRoom)
THEIRS = Taken(Actor("staff02", "Eve"), 1)


# Buttons


async def test_whoever_presses_takes_it_at_no_call(bot: Assembly) -> None:
    await marketing_stands(bot)
    before = await bot.calls()

    card: Any = await presses(bot, Take(KEY), ANN)

    assert card.data["taken"] == {"by": "Ann", "at": (await of_marketing(bot)).taken.at}  # type: ignore[union-attr]  # was taken
    assert card.actions["over"] == Take(KEY, ANN.key, MARKETING.id)
    assert await bot.calls() == before


async def test_of_two_who_take_it_at_once_the_first_has_it(bot: Assembly) -> None:
    await marketing_stands(bot)

    await presses(bot, Take(KEY), ANN)
    again: Any = await presses(bot, Take(KEY), ANN)
    with pytest.raises(TakenBefore) as before:
        await presses(bot, Take(KEY), BOB)

    assert again.data["taken"]["by"] == "Ann"
    assert before.value.data() == {"nick": "Ann"}
    assert (await of_marketing(bot)).taken.by.key == ANN.key  # type: ignore[union-attr]  # was taken


async def test_what_was_acted_on_is_only_shown_again(bot: Assembly) -> None:
    """Somebody else has pressed in between: what they did is not undone."""
    await marketing_stands(bot)

    await presses(bot, Snooze(KEY, "level"), ANN)
    await presses(bot, Snooze(KEY, "off"), BOB)
    for action in (Snooze(KEY, "level"), Take(KEY)):
        card: Any = await presses(bot, action, ANN, again=True)
        assert (card.data["snoozed"], card.data["taken"]) == (None, None)


async def test_it_can_be_taken_over_from_who_has_it(bot: Assembly) -> None:
    await marketing_stands(bot, taken=THEIRS)

    card: Any = await presses(bot, Take(KEY, "staff02"), ANN)

    assert card.data["taken"]["by"] == "Ann"


@pytest.mark.parametrize("until", ["hour", "morning", "level"])
async def test_whoever_presses_snoozes_it_at_no_call(bot: Assembly, until: Any) -> None:
    await marketing_stands(bot)
    before = await bot.calls()

    card: Any = await presses(bot, Snooze(KEY, until), ANN)

    assert card.data["snoozed"]["by"] == "Ann"
    assert (card.data["snoozed"]["until"] is None) == (until == "level")
    assert ("until 95% is used" in body(card)) == (until == "level")
    assert await bot.calls() == before


async def test_what_is_pressed_on_a_page_shows_that_page(bot: Assembly) -> None:
    many = [incident(replace(DESIGN, id=f"s{number}"), card=BOTH) for number in range(9)]
    await stands(bot, *many)

    for action in (Take(BOTH, page=2), Snooze(BOTH, "hour", page=2), AlertPage(BOTH, 2)):
        card: Any = await presses(bot, action, ANN)
        assert (card.data["page"], len(card.data["rows"])) == (2, 1)
    assert all(each.taken for each in (await situation(bot)).memory.incidents.values())


async def test_levels_are_shown_to_who_presses_at_no_call(bot: Assembly) -> None:
    await marketing_stands(bot)
    before = await bot.calls()

    levels: Any = await presses(bot, ShowLevels(KEY), ANN)

    assert (levels.template, len(levels.data["levels"])) == ("alert_levels", 4)
    assert levels.aside
    assert await bot.calls() == before


@pytest.mark.parametrize("action", [Take("gone"), Snooze("gone", "hour"), AlertPage("gone")])
async def test_a_card_that_is_not_known_any_more_is_stale(bot: Assembly, action: Any) -> None:
    await marketing_stands(bot)

    with pytest.raises(Stale):
        await presses(bot, action, ANN)


@pytest.mark.parametrize("action", [Take(KEY), ShowLevels(KEY), OpenPage(1)])
async def test_where_nothing_is_told_any_more_buttons_are_stale(bot: Assembly, action: Any) -> None:
    with pytest.raises(Stale):
        await presses(bot, action, ANN)


async def test_a_trend_that_cannot_be_drawn_says_so(bot: Assembly) -> None:
    await marketing_stands(bot)

    card: Any = await takes(bot, ShowTrend(KEY), ANN)

    assert (card.template, card.data["picture"], card.aside) == ("alert_trend", "", True)
    assert card.data["why"] == "history"


async def test_an_admin_is_told_what_to_type_for_a_larger_soft_quota(bot: Assembly) -> None:
    await stands(bot, incident(SHARED, limit=60 * GB))

    offer = await presses(bot, OfferSoftQuota(KEY, SHARED.id))

    assert offer.aside
    assert [each.says("en") for each in offer.actions.values()] == [  # type: ignore[attr-defined]  # all of them are typed
        f"quota set {SHARED.id} {size} GB" for size in (75, 90, 120)
    ]


def test_who_may_press_what(bot: Assembly) -> None:
    fast = [bot.routes.fast_for(kind) for kind in FAST]
    slow = [bot.routes.action_for(kind) for kind in SLOW]
    rights = {route.kind: (route.role, route.whose) for route in (*fast, *slow) if route}

    assert len(rights) == 10
    admins = {kind for kind, (role, _) in rights.items() if role is Role.ADMIN}
    assert admins == {OfferSoftQuota}
    assert {kind for kind, (_, whose) in rights.items() if whose != "anybody"} == {OpenPage}


# Commands


@pytest.mark.parametrize(
    "said", ["alert take", "接手 市场部", "我来处理 1", "alert take 332318531"]
)
async def test_it_is_taken_by_a_word_and_painted_by_and_by(bot: Assembly, said: str) -> None:
    await marketing_stands(bot, taken=THEIRS)
    before = await bot.calls()

    card: Any = await says(bot, said, ANN)

    taken = (await of_marketing(bot)).taken
    assert taken is not None
    assert taken.by.key == ANN.key
    assert (card.template, card.data["what"], card.data["name"]) == (
        "alert_done",
        "taken",
        "市场部",
    )
    assert card.data["taken_from"] == ("Eve",)
    assert await painted(bot) == (KEY,)
    assert await bot.calls() == before


async def test_what_nobody_had_was_taken_from_nobody(bot: Assembly) -> None:
    await stands(bot, incident(MARKETING), incident(ARCHIVE, card="other", taken=THEIRS))

    assert (await says(bot, "alert take all", ANN)).data["taken_from"] == ("Eve",)
    assert (await says(bot, "alert take all", ANN, key="again")).data["taken_from"] == ()


@pytest.mark.parametrize("which", ["市场部", "2", MARKETING.id])
async def test_who_names_one_space_of_a_card_means_that_one(bot: Assembly, which: str) -> None:
    """Whatever it is that is done, and whatever else stands on the card."""
    admins = Conversation(await bot.sandbox.group(), "group", "Admins")
    await bot.services.organisation.name_admins_place(Place(admins))
    await two_stand(bot)

    for said in ("alert take {}", "alert snooze {} 1 h", "alert room {}", "alert trend {}"):
        card: Any = await says(bot, said.format(which), ANN)
        assert card.data["name"] == "市场部"
        assert card.data.get("others", 0) == 0

    known = (await situation(bot)).memory.incidents
    named, other = known[MARKETING.id], known[ARCHIVE.id]
    assert all((named.taken, named.snoozed, named.asked))
    assert (other.taken, other.snoozed, other.asked) == (None, None, None)
    assert "Marketing Archive" not in str((await bot.sandbox.messages(admins.id))[-1])


async def test_the_card_shows_who_has_which(bot: Assembly) -> None:
    await two_stand(bot)
    await says(bot, "alert take 市场部", ANN)

    card: Any = await presses(bot, AlertPage(BOTH), BOB)

    takers = {row["name"]: row["taken"] and row["taken"]["by"] for row in card.data["rows"]}
    assert takers == {"市场部": "Ann", ARCHIVE.name: None}
    assert card.actions["take"] == Take(BOTH, "", "all")


@pytest.mark.parametrize("said", ["alert take", "alert take all", "接手 全部"])
async def test_who_names_none_means_all_on_the_card(bot: Assembly, said: str) -> None:
    await two_stand(bot)

    card: Any = await says(bot, said, ANN)

    assert card.data["others"] == 1
    assert all(each.taken for each in (await situation(bot)).memory.incidents.values())


async def test_all_are_those_of_all_cards(bot: Assembly) -> None:
    await stands(bot, incident(MARKETING), incident(ARCHIVE, card="other", taken=THEIRS))

    await says(bot, "alert take all", ANN)

    taken = [each.taken for each in (await situation(bot)).memory.incidents.values()]
    assert [each.by.key for each in taken if each] == [ANN.key] * 2


async def test_a_trend_is_of_one_space(bot: Assembly) -> None:
    await two_stand(bot)

    with pytest.raises(MissingArgument) as which:
        await says(bot, "alert trend", ANN)

    assert set(which.value.meant) == {"市场部", ARCHIVE.name}
    assert not which.value.all_too


async def test_all_of_several_cards_are_not_said_to_be_on_one(bot: Assembly) -> None:
    await stands(bot, incident(MARKETING), incident(ARCHIVE, card="other"))
    apart: Any = await says(bot, "alert take all", ANN)
    await two_stand(bot)
    together: Any = await says(bot, "alert take all", ANN)

    assert (apart.data["others"], apart.data["cards"]) == (1, 2)
    assert (together.data["others"], together.data["cards"]) == (1, 1)


async def test_where_several_cards_are_open_it_is_asked_which(bot: Assembly) -> None:
    await stands(bot, incident(MARKETING), incident(ARCHIVE, card="other"))

    with pytest.raises(MissingArgument) as which:
        await says(bot, "alert take", ANN)
    assert set(which.value.meant) == {"市场部", ARCHIVE.name}
    assert which.value.all_too
    card: Any = await says(bot, "alert take 2", ANN)

    assert card.data["name"] == "市场部"


async def test_an_answer_by_number_means_the_question(bot: Assembly) -> None:
    twins = [replace(MARKETING, id="1001"), replace(MARKETING, id="1002")]
    await stands(bot, *(incident(space, card=space.id) for space in twins))
    memory = (await situation(bot)).memory
    named = replace(memory, names={"1001": "Twin", "1002": "Twin"})
    await bot.services.alerts.memories.change(bot.group.id, lambda _: named)

    with pytest.raises(AmbiguousSpace) as asked:
        await says(bot, "alert take twin", ANN)

    assert {candidate[0] for candidate in asked.value.candidates} == {"1001", "1002"}
    with pytest.raises(NoAlertOf):
        await says(bot, "alert take 1", ANN, waiting=True, last_list=None)


@pytest.mark.parametrize(
    "word", ["organisation", "整个组织", "the organisation", "组织容量", "Total capacity"]
)
async def test_the_organisation_is_named_by_a_word(bot: Assembly, word: str) -> None:
    await stands(bot, whole(2000 * GB), incident(MARKETING, card="other"))

    card: Any = await says(bot, f"alert take {word}", ANN)

    assert card.data["organisation"] is True
    assert (await situation(bot)).memory.incidents[ORGANISATION].taken is not None


async def test_the_typed_trend_is_a_card_without_buttons(bot: Assembly) -> None:
    await marketing_stands(bot)

    card = await says(bot, "趋势 市场部", ANN)

    assert (card.template, card.actions, card.aside) == ("alert_trend", {}, False)


async def test_what_is_open_is_listed_and_its_numbers_mean_spaces(bot: Assembly) -> None:
    await two_stand(bot)

    card: Any = await says(bot, "当前提醒", ANN)

    assert (card.template, card.data["total"]) == ("alerts", 2)
    assert card.kept == OpenAlerts((ARCHIVE.id, MARKETING.id))
    assert (await says(bot, "alert open page 9", ANN)).data["page"] == 1
    assert (await presses(bot, OpenPage(1), ANN)).template == "alerts"
    with pytest.raises(BadArgument):
        await says(bot, "alert open everything", ANN)


async def test_the_trend_of_a_space_that_is_not_told_of_is_for_whoever_sees_it(
    bot: Assembly,
) -> None:
    with pytest.raises(MissingArgument) as which:
        await says(bot, "trend", ANN)
    assert "市场部" in which.value.meant

    card: Any = await says(bot, "市场部的趋势", ANN)

    assert (card.template, card.data["name"], card.data["why"]) == (
        "alert_trend",
        "市场部",
        "history",
    )
    with pytest.raises(NoSuchSpace):
        await says(bot, "trend 没有的", ANN)


async def test_the_trend_of_what_a_member_does_not_see_is_not_drawn(bot: Assembly) -> None:
    """Though the bot has its numbers, and an admin may have them."""
    watch = bot.services.watch
    recorder = Recorder(watch.observations, watch.limits, bot.store.now)
    await recorder.spaces([Space("999", "Hidden", "org", GB, None)])

    with pytest.raises(NoSuchSpace):
        await says(bot, "trend Hidden", ANN)

    shown: Any = await says(bot, "trend Hidden", BOB)
    assert shown.data["used"] == GB


@pytest.mark.parametrize("said", ["alert take", "alert snooze"])
async def test_wrong_words_have_a_clear_answer(bot: Assembly, said: str) -> None:
    with pytest.raises(NoAlertsHere):
        await says(bot, said, ANN)
    await placed(bot)
    await bot.services.alerts.memories.change(bot.group.id, lambda _: Memory())
    with pytest.raises(NothingOpen):
        await says(bot, said, ANN)
    await marketing_stands(bot)
    with pytest.raises(NoAlertOf):
        await says(bot, f"{said} 没有的", ANN)


# One of several


@pytest.mark.parametrize("said", ["alert take 2", "接手 2"])
async def test_a_number_that_means_two_is_asked_about(bot: Assembly, said: str) -> None:
    """It stands on a card of several, and in the list of all that is open, for different spaces."""
    first = incident(replace(DESIGN, used=DESIGN.quota), card="alone")
    await stands(bot, first, incident(MARKETING, card=BOTH), incident(ARCHIVE, card=BOTH))
    shown: Any = await presses(bot, ChooseOne(BOTH), ANN)
    assert {row["number"]: row["name"] for row in shown.data["rows"]}[2] == "市场部"
    listed: Any = await says(bot, "alert open", ANN)
    assert [row["name"] for row in listed.data["rows"]] == ["Design", ARCHIVE.name, "市场部"]

    with pytest.raises(AmbiguousSpace) as asked:
        await says(bot, said, ANN)
    assert {name for _, name, _ in asked.value.candidates} == {ARCHIVE.name, "市场部"}
    assert (await says(bot, "alert take 3", ANN)).data["name"] == "市场部"


async def test_whoever_chooses_one_is_answered_alone_at_no_call(bot: Assembly) -> None:
    await two_stand(bot)
    before = await bot.calls()

    card: Any = await presses(bot, ChooseOne(BOTH), ANN)

    assert (card.template, card.aside, card.data["example"]) == ("alert_choose", True, 2)
    assert [row["number"] for row in card.data["rows"]] == [1, 2]
    assert await bot.calls() == before
