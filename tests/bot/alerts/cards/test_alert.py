"""What people see of alerts."""

from dataclasses import replace
from typing import Any

import pytest

from bot.alerts.cards.actions import (
    AlertPage,
    AskForRoom,
    ChooseOne,
    Later,
    OfferSoftQuota,
    OpenPage,
    PressSample,
    SetSoftQuota,
    ShowLevels,
    ShowTrend,
    Snooze,
    SnoozeFor,
    Take,
    WhatFills,
)
from bot.alerts.cards.alert import PAGE, card_of, open_of, sample_card
from bot.alerts.cards.levels import as_typed, larger, levels_of, soft_quota_of
from bot.alerts.cards.messages import escalation_of, reminder_of, room_request_of
from bot.alerts.cards.rows import growth_of, how, in_order, next_of, row_of
from bot.alerts.incident import Actor, Incident, Requested, Silenced, Taken
from bot.alerts.memory import Outgoing
from bot.cards import Card, Cards
from bot.drive.spaces import Space
from bot.errors import Stale
from bot.i18n import LOCALES
from bot.quota.forecast import Forecast, FullDate
from bot.quota.limits import Free, Override, Overrides, Percent
from bot.quota.samples import ORGANISATION, Sample
from tests.cards.alerting import KEY, SUBSCRIPTION, growing, incident, situation, whole
from tests.cards.organisation import ARCHIVE, DESIGN, GB, HOUR, MARKETING, NOW, SHARED
from tests.cards.test_worst import WORST
from tests.catalogue import TEMPLATES
from tests.sweeping import sweep

CARDS = Cards(TEMPLATES)
ANN = Actor("staff01", "Ann")
BOB = Actor("manager01", "Bob")
NOTHING = Overrides({})


def used(share: int, **changed: Any) -> Incident:
    """An incident of a space of 100 GB."""
    return incident(replace(DESIGN, used=share * GB, quota=100 * GB), **changed)


def data(card: Card) -> Any:
    """What a card prints."""
    return card.data


def many(count: int) -> list[Incident]:
    """Incidents of so many spaces, the first of them fullest."""
    return [used(99, limit=100 * GB + number, subject=f"space{number}") for number in range(count)]


@sweep(
    ("shown", "word"),
    [
        (used(80), "high"),
        (used(89), "high"),
        (used(90), "near"),
        (used(100), "full"),
        (used(101), "over"),
        (used(60, closed=NOW), "resolved"),
        (used(60, closed=NOW, limit=None), "resolved"),
        (used(95, closed=NOW, odd=("missing",)), "gone"),
        (used(60, closed=NOW, odd=("missing",)), "resolved"),
        (used(60, level=None, odd=("shrunk",), closed=NOW), "odd"),
        (used(0, sample=None, level=None, odd=("missing",), closed=NOW), "odd"),
    ],
)
def test_one_word_says_how_it_stands(shown: Incident, word: str) -> None:
    assert how(shown) == word


@pytest.mark.parametrize("bytes_used", [-1, (1 << 60) + 1])
def test_a_number_that_nobody_believes_is_not_shown(bytes_used: int) -> None:
    shown = used(0, sample=Sample(NOW, bytes_used, 100 * GB))

    row = row_of(shown, situation(shown))

    assert (row["used"], row["ratio"]) == (None, None)


def test_a_space_without_a_name_is_called_by_its_id() -> None:
    shown = incident(replace(MARKETING, id="777"))

    assert row_of(shown, situation(shown))["name"] == "777"


@sweep(
    ("days", "said"),
    [
        ((0.3, 0, 1), ("soon", 1, 0, 1)),
        ((0.6, 0.2, 2), ("days", 1, 0, 2)),
        ((13, 9, 20), ("days", 13, 9, 20)),
        ((14, 10, 30), ("weeks", 2, 1, 4)),
        ((49, 35, 77), ("weeks", 7, 5, 11)),
        ((84, 70, 120), ("months", 3, 2, 4)),
        ((-1, -3, 2), ("soon", 1, 0, 2)),
    ],
)
def test_what_is_foreseen_is_counted_as_people_would(days: Any, said: Any) -> None:
    shown = incident()

    growth: Any = growth_of(shown, situation(shown, forecasts={shown.subject: growing(*days)}))

    ahead = growth["full"]
    assert (ahead["unit"], ahead["num"], ahead["least"], ahead["most"]) == said


def test_what_is_full_is_not_foreseen_to_be_and_what_is_over_grows_no_more() -> None:
    full, over = used(100), used(60, closed=NOW)
    foreseen = {full.subject: Forecast(GB, GB, GB, FullDate(NOW, NOW, NOW))}

    growth: Any = growth_of(full, situation(full, forecasts=foreseen))

    assert (growth["rate"], growth["full"]) == (7 * GB, None)
    assert growth_of(over, situation(over, forecasts=foreseen)) is None
    assert growth_of(used(90), situation(used(90))) == {"rate": None, "full": None}


@sweep(
    ("shown", "what"),
    [
        (used(90), "reminder"),
        (used(90, stage="reminded"), "admins"),
        (used(90, stage="escalated", due=None), "digest"),
        (used(90, held=NOW + HOUR), "message"),
        (used(90, due=None, snoozed=Silenced(BOB, NOW, None)), None),
        (used(90, closed=NOW), None),
    ],
)
def test_a_card_says_what_comes_next(shown: Incident, what: str | None) -> None:
    coming = next_of(shown)

    assert (coming and coming["what"]) == what


# The live card


def test_everybody_may_take_and_snooze_and_ask_what_stands() -> None:
    shown = incident()

    card = card_of(situation(shown, forecasts={MARKETING.id: growing(49, 35, 77)}), KEY)

    which = MARKETING.id
    assert card.template == "alert"
    assert card.actions == {
        "take": Take(KEY, "", which),
        "later": Later(KEY, which),
        "fills": WhatFills(KEY, which),
        "room": AskForRoom(KEY, which),
    }


def test_what_somebody_has_can_be_taken_over_from_them() -> None:
    card = card_of(situation(incident(taken=Taken(ANN, NOW))), KEY)

    assert card.actions["over"] == Take(KEY, ANN.key, MARKETING.id)
    assert "take" not in card.actions
    assert data(card)["taken"] == {"by": "Ann", "at": NOW}


def test_somebody_without_a_nick_is_called_by_their_id() -> None:
    card = card_of(situation(incident(taken=Taken(Actor("staff01", ""), NOW))), KEY)

    assert data(card)["taken"]["by"] == "staff01"


def test_a_soft_quota_is_called_soft() -> None:
    soft = incident(SHARED, limit=60 * GB)

    card = card_of(situation(soft), KEY)

    assert data(card)["soft"] is True
    assert data(card_of(situation(whole(2000 * GB)), KEY))["soft"] is False


def test_the_organisation_has_no_name_and_a_word() -> None:
    card = card_of(situation(whole(2000 * GB)), KEY)

    assert (data(card)["organisation"], data(card)["name"]) == (True, "")
    assert card.actions["take"] == Take(KEY, "", "organisation")


@pytest.mark.parametrize("closed", [{"closed": NOW}, {"closed": NOW, "level": None}])
def test_what_is_over_has_no_buttons(closed: Any) -> None:
    assert card_of(situation(incident(**closed)), KEY).actions == {}


def test_a_card_that_nothing_stands_on_any_more_was_replaced() -> None:
    moved = incident(card="another")

    kept = {"name": MARKETING.name, "organisation": False, "more": 0}
    assert card_of(situation(moved), KEY) == Card("alert_replaced", kept)
    nothing = {"name": "", "organisation": False, "more": 0}
    assert card_of(situation(), KEY) == Card("alert_replaced", nothing)


def test_a_card_of_several_that_was_replaced_keeps_what_it_was_about() -> None:
    several = situation(*(replace(each, card="another") for each in (whole(2000 * GB), incident())))

    assert card_of(several, KEY).data == {"name": "", "organisation": True, "more": 1}


def test_the_picture_is_that_of_the_card() -> None:
    pictures = {KEY: "@one", "another": "@two"}

    assert data(card_of(situation(incident(), pictures=pictures), KEY))["picture"] == "@one"
    assert data(card_of(situation(incident()), KEY))["picture"] == ""


def test_who_asked_for_more_room_is_said_on_the_card() -> None:
    asked = incident(asked=Requested(ANN, NOW))
    later = replace(asked, subject="other", asked=Requested(BOB, NOW + 1))

    one, both = card_of(situation(asked), KEY), card_of(situation(asked, later), KEY)

    assert data(one)["asked"] == {"by": "Ann", "at": NOW}
    other = {"name": "other", "organisation": False}
    assert data(both)["asked"] == {"by": "Bob", "at": NOW + 1, "of": [other]}
    same = replace(later, asked=Requested(ANN, NOW + 1))
    assert data(card_of(situation(asked, same), KEY))["asked"]["of"] == []
    assert data(card_of(situation(replace(asked, asked=None)), KEY))["asked"] is None


def test_a_sample_is_marked_and_has_the_buttons_of_an_alert_none_of_which_acts() -> None:
    foreseen = {MARKETING.id: growing(49, 35, 77)}
    card = sample_card(NOW, "@picture")
    real = card_of(situation(incident(), forecasts=foreseen), KEY)

    assert (data(card)["sample"], data(card)["picture"]) == (True, "@picture")
    assert card.actions == dict.fromkeys(real.actions, PressSample())
    assert "only a sample" in CARDS.render(card, "en", now=NOW).body


# Many on one card


def test_the_worst_come_first_and_those_that_are_over_last() -> None:
    calm, full, over = used(80, subject="calm"), used(100, subject="full"), used(99, closed=NOW)

    assert in_order([over, calm, full]) == (full, calm, over)


@sweep(("asked", "page"), [(0, 1), (1, 1), (2, 2), (99, 2)])
def test_a_card_of_many_has_pages(asked: int, page: int) -> None:
    card = card_of(situation(*many(PAGE + 1)), KEY, asked)

    assert (card.template, data(card)["page"], data(card)["pages"]) == ("alerts", page, 2)
    turns = {1: {"next": AlertPage(KEY, 2)}, 2: {"previous": AlertPage(KEY, 1)}}
    others = {name: do for name, do in card.actions.items() if name in {"previous", "next"}}
    assert others == turns[page]


def test_what_is_pressed_on_a_page_comes_back_to_it() -> None:
    card = card_of(situation(*many(PAGE + 1)), KEY, 2)

    pages = {name: getattr(do, "page", None) for name, do in card.actions.items()}

    assert {pages[name] for name in ("take", "choose", "room")} == {2}


def test_many_are_taken_over_only_from_one_who_has_them_all() -> None:
    theirs = [replace(each, taken=Taken(ANN, NOW)) for each in many(4)]
    mixed = [*theirs[:2], *many(4)[2:]]

    assert card_of(situation(*theirs), KEY).actions["over"] == Take(KEY, ANN.key, "all")
    assert card_of(situation(*mixed), KEY).actions["take"] == Take(KEY, "", "all")


def test_a_card_of_many_that_are_all_over_has_only_pages() -> None:
    over = [replace(each, closed=NOW) for each in many(PAGE + 1)]

    card = card_of(situation(*over), KEY)

    assert card.actions == {"next": AlertPage(KEY, 2)}
    assert (data(card)["still"], data(card)["full"]) == (0, 0)


def test_one_that_is_left_of_many_stays_a_row() -> None:
    both = situation(used(90, subject="a"), used(90, subject="b", card="another"))

    card = card_of(both, KEY)

    assert (card.template, data(card)["total"]) == ("alerts", 1)


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
def test_all_of_500_spaces_are_reached_whatever_they_are_called(text: str) -> None:
    shown = [replace(each, taken=Taken(Actor("a", text), NOW)) for each in many(500)]
    stands = situation(*shown, subscription=replace(SUBSCRIPTION, by=text))
    named = {each.subject: text for each in shown}
    stands = stands.after(replace(stands.memory, names=named))

    drawn = []
    for page in range(1, 64):
        card = card_of(stands, KEY, page)
        for language in LOCALES:
            body = CARDS.render(card, language, now=NOW).body
            assert len(body.encode()) <= 1024
            drawn += [line.split("**")[1] for line in body.split("\n") if line.startswith("**")]

    numbers = [int(each.replace(",", "")) for each in drawn if each.replace(",", "").isdecimal()]
    assert sorted(numbers) == sorted([*range(1, 501)] * 2)


def test_everything_that_is_open_here_can_be_listed() -> None:
    shown = [*many(PAGE), used(60, subject="over", closed=NOW)]

    card = open_of(situation(*shown, used(50, subject="other card", card="b")), 2)

    assert (card.template, data(card)["total"]) == ("alerts", PAGE + 1)
    assert card.actions == {"previous": OpenPage(1)}
    assert open_of(situation()) == Card("alert_nothing")


# Messages beside the card


def outgoing(*subjects: str, whom: Actor | None = None) -> Outgoing:
    by = (whom.key, whom.nick) if whom else ("", "")
    return Outgoing("reminder", "other", subjects, (), *by)


def test_a_reminder_tells_apart_who_took_it_and_who_snoozed_it() -> None:
    stands = situation(incident(taken=Taken(ANN, NOW)))

    took = reminder_of(stands, outgoing(MARKETING.id, whom=ANN))
    snoozed = reminder_of(stands, outgoing(MARKETING.id, whom=BOB))
    nobody = reminder_of(stands, outgoing(MARKETING.id))

    assert [(data(card)["whom"], data(card)["took"]) for card in (took, snoozed, nobody)] == [
        ("Ann", True),
        ("Bob", False),
        ("", False),
    ]


def test_a_message_tells_of_what_is_over_meanwhile_too() -> None:
    stands = situation(used(60, subject="over", closed=NOW), incident(ARCHIVE))

    card = escalation_of(stands, outgoing("over", ARCHIVE.id, "unknown"))

    assert [row["state"] for row in data(card)["rows"]] == ["full", "resolved"]
    assert (data(card)["title"], data(card)["group"]) == (SUBSCRIPTION.conversation.title, True)


# Choices


def test_levels_say_which_are_reached_and_whose_wish_they_are() -> None:
    stands = situation(incident())

    usual = levels_of(stands, NOTHING, KEY)
    wish = Overrides({MARKETING.id: Override(levels=(Free(50 * GB), Free(20 * GB)))})
    own = levels_of(stands, wish, KEY)

    assert [level["reached"] for level in data(usual)["levels"]] == [True, True, False, False]
    assert (data(usual)["source"], usual.actions) == ("all", {})
    assert [level["reached"] for level in data(own)["levels"]] == [True, False]
    assert (data(own)["source"], own.actions) == ("space", {})


def test_levels_of_a_conversation_are_those_chosen_for_it() -> None:
    here = situation(subscription=replace(SUBSCRIPTION, levels=(Percent(50),)))

    card = levels_of(here, Overrides({ORGANISATION: Override(levels=())}))

    assert data(card)["levels"] == [{"percent": 0.5, "free": None, "reached": False}]
    assert (data(card)["source"], card.actions) == ("here", {})


def test_levels_of_a_card_that_is_gone_are_stale() -> None:
    with pytest.raises(Stale):
        levels_of(situation(), NOTHING, KEY)


def test_larger_soft_quotas_are_offered() -> None:
    soft = incident(SHARED, limit=60 * GB)

    card = soft_quota_of(situation(soft), KEY, SHARED.id)

    assert card.actions["size0"] == SetSoftQuota(SHARED.id, "75 GB")
    for stands in (situation(), situation(incident())):
        with pytest.raises(Stale):
            soft_quota_of(stands, KEY, MARKETING.id)


@sweep(
    ("limit", "said"),
    [
        (60 * GB, ["75 GB", "90 GB", "120 GB"]),
        (500 * GB, ["630 GB", "750 GB", "1000 GB"]),
        (900 * GB, ["1.5 TB", "2 TB", "2.5 TB"]),
        (3 * GB, ["4 GB", "4.5 GB", "6 GB"]),
        (100 * (1 << 20), ["130 MB", "150 MB", "200 MB"]),
    ],
)
def test_sizes_that_are_offered_are_round(limit: int, said: list[str]) -> None:
    assert [as_typed(size) for size in larger(limit)] == said


# What is typed instead


@sweep(
    ("action", "zh", "en"),
    [
        (Take(KEY), "接手", "alert take"),
        (Take(KEY, "", "33"), "接手 33", "alert take 33"),
        (Snooze(KEY, "hour", "33"), "稍后提醒 33 1小时", "alert snooze 33 1h"),
        (Snooze(KEY, "morning"), "稍后提醒 明早", "alert snooze tomorrow"),
        (Snooze(KEY, "level"), "稍后提醒 下一级", "alert snooze next level"),
        (Later(KEY, "33"), "稍后提醒 33", "alert snooze 33"),
        (ChooseOne(KEY, 2), "当前提醒 第2页", "alert open page 2"),
        (SnoozeFor((KEY,), "off", "", "all"), "稍后提醒 全部 关", "alert snooze all off"),
        (AlertPage(KEY, 2), "当前提醒 第2页", "alert open page 2"),
        (OpenPage(3), "当前提醒 第3页", "alert open page 3"),
        (ShowTrend(KEY, "33"), "趋势 33", "alert trend 33"),
        (WhatFills(KEY, "33"), "最大文件 33", "largest 33"),
        (ShowLevels(KEY), "提醒级别", "alert levels"),
        (AskForRoom(KEY, "33"), "申请扩容 33", "alert room 33"),
        (OfferSoftQuota(KEY, "33"), "设置容量 33", "quota set 33"),
        (SetSoftQuota("33", "75 GB"), "设置容量 33 75 GB", "quota set 33 75 GB"),
    ],
)
def test_every_button_has_a_command(action: Any, zh: str, en: str) -> None:
    assert (action.says("zh"), action.says("en")) == (zh, en)


def test_a_space_of_no_size_breaks_nothing() -> None:
    shown = incident(Space("1", "x", "org", 0, 0), level=Percent(100))

    assert data(card_of(situation(shown), KEY))["ratio"] is None


def test_a_card_of_many_counts_the_spaces_that_stand_still() -> None:
    organisation = whole(2000 * GB, card=KEY)
    shown = situation(incident(), organisation, incident(ARCHIVE, closed=NOW))

    card = data(card_of(shown, KEY))

    assert (card["total"], card["still"], card["more"]) == (3, 2, 1)


def test_messages_count_what_stands_still_and_no_organisation_as_a_space() -> None:
    stands = situation(
        incident(), incident(DESIGN), whole(2000 * GB), incident(ARCHIVE, closed=NOW, odd=())
    )
    about = outgoing(MARKETING.id, DESIGN.id, ORGANISATION, ARCHIVE.id)

    cards = (
        reminder_of(stands, about),
        escalation_of(stands, about),
        room_request_of(stands, KEY, ANN),
    )
    titles = [CARDS.render(each, "en", now=NOW).title.replace("\u00a0", " ") for each in cards]

    assert titles == [
        "Still open · Total capacity: 48 GB left · 2 more",
        "Not resolved · Total capacity: 48 GB left · 2 more",
        "More total capacity and storage for 2 spaces?",
    ]
