"""Examples of the cards of alerts, made by what makes them in use."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.alerts import errors
from bot.alerts.cards.alert import card_of, open_of, sample_card
from bot.alerts.cards.levels import level_row, levels_of, soft_quota_of
from bot.alerts.cards.messages import (
    Picture,
    escalation_of,
    lost_of,
    refusal_of,
    reminder_of,
    room_request_of,
    trend_of,
)
from bot.alerts.cards.subscriptions import list_card, settings_card, subscription_list
from bot.alerts.cards.trend import trend_of_space
from bot.alerts.choices import choose_of, later_of, on_card
from bot.alerts.errors import AlertsEnded, CardOutdated, NoAlertOf, NoRequestOf, NotChosen
from bot.alerts.hours import Quiet
from bot.alerts.incident import Actor, Incident, Requested, Silenced, Taken
from bot.alerts.incident_steps import let_go
from bot.alerts.meant import Meant
from bot.alerts.memory import Memory, Outgoing, Situation
from bot.alerts.subscription import FOR_EVER, Refusal, Subscription
from bot.cards import Card
from bot.drive.spaces import Space
from bot.messages import Conversation
from bot.quota.forecast import Forecast, FullDate
from bot.quota.limits import Free, Limits, Override, Overrides, Percent
from bot.quota.observations.model import Observation
from bot.quota.outlook import Outlook
from bot.quota.samples import ORGANISATION, Sample
from tests.cards.organisation import (
    AGE,
    ARCHIVE,
    DAY,
    DESIGN,
    EMPTY,
    GB,
    HOUR,
    MARKETING,
    NOW,
    OVERFULL,
    SHARED,
    SMALL,
    SPACES,
)

KEY = "332318531:1:1"
FANG = Actor("manager01", "王芳")
LEI = Actor("user02", "李雷")
SUBSCRIPTION = Subscription(
    Conversation("cidGROUP==", "group", "市场部 · 容量"), "王芳", NOW - 21 * DAY, language="zh"
)
PICTURE = "@lADPDgQ9rVjH0sLNAXHNAtk"
WEEKLY = round(6.2 * GB) / 7


def incident(space: Space = MARKETING, **changed: Any) -> Incident:
    """An incident as it stands once its card was sent."""
    told = Incident(
        space.id,
        NOW - 3 * HOUR,
        Percent(90),
        Sample(NOW - AGE, space.used or 0, space.quota),
        space.quota,
        card=KEY,
        messages=1,
        told=Percent(90),
        due=NOW + 21 * HOUR,
    )
    return replace(told, **changed)


def whole(used: int, **changed: Any) -> Incident:
    """An incident of the organisation's capacity."""
    capacity = Space(ORGANISATION, "", "org", used, 2048 * GB)
    return incident(capacity, **changed)


def growing(days: float, earliest: float, latest: float) -> Forecast:
    """What is foreseen when it is full in so many days."""
    full = FullDate(*(NOW + round(each * DAY) for each in (days, earliest, latest)))
    return Forecast(WEEKLY, WEEKLY / 2, 2 * WEEKLY, full)


def situation(
    *shown: Incident,
    subscription: Subscription = SUBSCRIPTION,
    forecasts: Mapping[str, Forecast] | None = None,
    pictures: Mapping[str, str] | None = None,
    key: str = KEY,
) -> Situation:
    """Where a conversation stands in which one card shows these."""
    memory = Memory(
        incidents={each.subject: each for each in shown if each.closed is None},
        past=tuple(each for each in shown if each.closed is not None),
        cards={key: tuple(each.subject for each in shown)},
        names={space.id: space.name for space in (*SPACES, *_PROJECTS)},
        forecasts=forecasts or {},
        pictures=pictures or {},
    )
    return Situation(subscription, memory, NOW)


def _single(shown: Incident, **more: Any) -> Situation:
    foreseen = {shown.subject: growing(49, 35, 77)}
    return situation(shown, **{"forecasts": foreseen, **more})


TAKEN = Taken(FANG, NOW - HOUR)
CLOSED: dict[str, Any] = {"closed": NOW - AGE, "due": None}
_PLAIN = incident()
_SEEN = replace(_PLAIN, asked=Requested(LEI, NOW - HOUR, seen=FANG))
_SOFT = incident(replace(SHARED, used=57 * GB), limit=60 * GB)
_CALM = Outlook(
    Observation(DESIGN.id, DESIGN.name, Sample(NOW - AGE, 312 * GB, 500 * GB), NOW - 60 * DAY),
    Limits(),
    Forecast(
        WEEKLY, WEEKLY / 2, 2 * WEEKLY, FullDate(NOW + 60 * DAY, NOW + 40 * DAY, NOW + 90 * DAY)
    ),
)
_FULL = incident(OVERFULL, level=Percent(100), stage="escalated", due=None, taken=TAKEN)
_DESIGN, _SMALL = replace(DESIGN, used=427 * GB), replace(SMALL, used=41 * GB)
_MANY = [
    incident(space, limit=space.quota or 60 * GB)
    for space in (OVERFULL, ARCHIVE, MARKETING, _DESIGN, _SMALL, SHARED)
]
_MANY[0] = replace(_MANY[0], taken=Taken(LEI, NOW - HOUR))
_MANY[1] = replace(_MANY[1], asked=Requested(FANG, NOW - HOUR))
_MANY[2] = replace(_MANY[2], snoozed=Silenced(FANG, NOW, None), due=None)
_TAKEN_BY_TWO = [replace(_MANY[0]), replace(_MANY[1], taken=Taken(FANG, NOW - HOUR))]
_PROJECTS = [replace(EMPTY, id=f"project{n}", name=f"项目 {n}", used=18 * GB) for n in range(9)]
_MORE = [*_MANY, *(incident(space) for space in _PROJECTS)]
_ENDED = [replace(each, sample=Sample(NOW - AGE, GB, each.limit), **CLOSED) for each in _MANY[:2]]
_RESOLVED = incident(sample=Sample(NOW - AGE, 355 * GB, 500 * GB), taken=TAKEN, **CLOSED)
_FULLS = [_MANY[0], replace(_MANY[1], level=Percent(100)), *_MANY[2:4]]
_ASLEEP = replace(_PLAIN, snoozed=Silenced(FANG, NOW, None), due=None)
_NEARLY = Sample(NOW - AGE, 93 * GB, ARCHIVE.quota)
_PERSONAL = replace(SUBSCRIPTION, personal=True, conversation=Conversation("cid", "single"))
_SILENT = replace(SUBSCRIPTION, alerts=False)
_NO_WISHES = Overrides({})
_REFUSED = replace(SUBSCRIPTION, refused=Refusal(NOW - DAY, NOW + DAY, "param.spaceId"))


def _later_among(*shown: Incident) -> Card:
    """Offer to snooze the first of several cards, or all that stand on one beside another."""
    stands = situation(*shown)
    memory, aside = stands.memory, shown[-1]
    apart = {**memory.incidents, aside.subject: replace(aside, card="another")}
    cards = {KEY: tuple(each.subject for each in shown[:-1]), "another": (aside.subject,)}
    stands = stands.after(replace(memory, incidents=apart, cards=cards))
    return later_of(on_card(stands, KEY), stands, _NO_WISHES)


def _let_go(*shown: Incident) -> list[Incident]:
    return [let_go(each, NOW - AGE) for each in shown]


def _odd(kind: str, **changed: Any) -> Situation:
    sample = Sample(NOW - AGE, 40 * GB, 500 * GB)
    return situation(incident(level=None, odd=(kind,), **{"sample": sample, **CLOSED, **changed}))


def _outgoing(kind: str, *shown: Incident, whom: Actor | None = None) -> Outgoing:
    by = (whom.key, whom.nick) if whom else ("", "")
    return Outgoing(kind, KEY, tuple(each.subject for each in shown), (), *by)


_ASKED_BEFORE = {"by": "王芳", "at": NOW - AGE}
_DONE: dict[str, dict[str, object]] = {
    what: {
        "what": what,
        "name": "市场部",
        "organisation": False,
        "others": 0,
        "more": 0,
        "cards": 1,
        "until": None,
        "level": None,
        "people": (),
        "taken_from": (),
        "before": None,
    }
    for what in ("taken", "seen", "snoozed", "awake", "asked", "nowhere")
}
_DONE["asked-alone"] = {**_DONE["asked"], "people": ("王芳", "Bob")}
_DONE["before"] = {**_DONE["asked"], "what": "before", "before": _ASKED_BEFORE}
_DONE["taken-over"] = {**_DONE["taken"], "taken_from": ("王芳",)}
_DONE["hour"] = {**_DONE["snoozed"], "until": NOW + HOUR, "others": 11, "more": 11}
_DONE["percent"] = {**_DONE["snoozed"], "level": level_row(Percent(95))}
_DONE["size"] = {**_DONE["snoozed"], "level": level_row(Free(20 * GB))}
_DONE["apart"] = {**_DONE["taken"], "others": 4, "more": 4, "cards": 5}
_DONE["apart-one"] = {**_DONE["taken"], "others": 1, "more": 1, "cards": 2}
_DONE["organisation"] = {**_DONE["taken"], "name": "", "organisation": True, "others": 1, "more": 1}
_DONE["before-many"] = {**_DONE["before"], "more": 2}
_ROWS = [
    {
        "name": space.name,
        "used": space.used,
        "quota": space.quota,
        "ratio": space.ratio,
        "soft": False,
        "rate": None,
    }
    for space in SPACES
]
_HERE = {
    "narrows": False,
    "whole": True,
    "group": True,
    "rows": _ROWS,
    "first": 1,
    "page": 1,
    "pages": 2,
    "total": 12,
    "levels": [],
    "at": NOW - AGE,
    "overtaken": False,
}
_CHOSEN = {
    "whole": False,
    "group": False,
    "rows": _ROWS[:2],
    "first": 9,
    "page": 2,
    "total": 10,
    "levels": [level_row(Percent(80)), level_row(Free(20 * GB))],
}
_NAMES = {space.id: space.name for space in SPACES}
_SET = replace(
    SUBSCRIPTION,
    conversation=Conversation("cidSET==", "group", "设计部"),
    spaces=frozenset(space.id for space in SPACES[:3]),
    levels=(Percent(80), Percent(95), Free(20 * GB)),
    quiet=Quiet(time(22), time(8)),
    holidays=frozenset(date(2027, 2, day) for day in (6, 7, 8, 20)),
    muted_until=NOW + HOUR,
    patience=48 * HOUR,
)
_DAYS_OFF: dict[str, Any] = {
    "holidays": frozenset(date(2027, 10, day) for day in range(1, 8)),
    "worked": frozenset({date(2027, 9, 26), date(2027, 10, 9)}),
    "china": True,
}


def _with_china(card: Card) -> Card:
    """Show a year that is not known, whatever the installed release knows."""
    return replace(card, data={**card.data, "china": {"last": 2026, "missing": 2027}})


ALERTING = {
    "alert": card_of(_single(_PLAIN, pictures={KEY: PICTURE}), KEY),
    "alert-taken": card_of(_single(replace(_PLAIN, taken=TAKEN, stage="reminded")), KEY),
    "alert-snoozed": card_of(
        _single(replace(_PLAIN, snoozed=Silenced(LEI, NOW, NOW + 19 * HOUR), due=None)), KEY
    ),
    "alert-until-level": card_of(
        _single(
            replace(_PLAIN, snoozed=Silenced(LEI, NOW, None, Percent(95)), due=None, doubtful=True)
        ),
        KEY,
    ),
    "alert-held": card_of(_single(replace(_PLAIN, held=NOW + 9 * HOUR, due=None)), KEY),
    "alert-days": card_of(_single(_PLAIN, forecasts={MARKETING.id: growing(5, 3, 8)}), KEY),
    "alert-one-week": card_of(_single(_SOFT, forecasts={SHARED.id: growing(14, 10, 24)}), KEY),
    "alert-months": card_of(_single(_PLAIN, forecasts={MARKETING.id: growing(200, 90, 400)}), KEY),
    "alert-soon": card_of(_single(_PLAIN, forecasts={MARKETING.id: growing(0.2, 0, 1)}), KEY),
    "alert-no-date": card_of(
        _single(_PLAIN, forecasts={MARKETING.id: Forecast(WEEKLY, 1, 2 * WEEKLY)}), KEY
    ),
    "alert-no-history": card_of(situation(incident(odd=("shrunk",))), KEY),
    "alert-over": card_of(_single(_FULL), KEY),
    "alert-full": card_of(_single(incident(ARCHIVE, level=Percent(100))), KEY),
    "alert-organisation": card_of(
        _single(whole(2000 * GB, level=Free(50 * GB)), forecasts={ORGANISATION: growing(3, 2, 5)}),
        KEY,
    ),
    "alert-one-day": card_of(_single(_PLAIN, forecasts={MARKETING.id: growing(1, 0.6, 2)}), KEY),
    "alert-latin": card_of(_single(incident(ARCHIVE, sample=_NEARLY)), KEY),
    "alert_later": later_of(Meant((_PLAIN,), MARKETING.id), situation(_PLAIN), _NO_WISHES),
    "alert_later-snoozed": _later_among(_ASLEEP, _FULL),
    "alert_later-size": later_of(
        Meant((_PLAIN,), MARKETING.id),
        situation(_PLAIN, *_MANY[3:]),
        Overrides({MARKETING.id: Override(levels=(Percent(90), Free(20 * GB)))}),
    ),
    "alert_later-full": later_of(Meant((_FULL,), OVERFULL.id), situation(_FULL), _NO_WISHES),
    "alert_later-organisation": later_of(
        Meant((whole(2000 * GB),), ORGANISATION), situation(whole(2000 * GB)), _NO_WISHES
    ),
    "alert_later-many": later_of(Meant(tuple(_MANY)), situation(*_MANY), _NO_WISHES),
    "alert_later-all": _later_among(*_MANY),
    "alert_choose": choose_of(situation(*_MANY), KEY, 1),
    "alert_choose-second-page": choose_of(situation(*_MORE), KEY, 2),
    "alerts-full": card_of(situation(*_FULLS), KEY),
    "alerts-all-full": card_of(situation(*_FULLS[:2]), KEY),
    "alerts-all-taken": card_of(situation(*_TAKEN_BY_TWO), KEY),
    "alert-personal": card_of(_single(_PLAIN, subscription=_PERSONAL), KEY),
    "alert-resolved": card_of(situation(_RESOLVED, pictures={KEY: PICTURE}), KEY),
    "alert-no-limit": card_of(situation(replace(_RESOLVED, limit=None, taken=None)), KEY),
    "alert-raised": card_of(situation(replace(_RESOLVED, limit=700 * GB, raised=True)), KEY),
    "alert-gone": card_of(situation(incident(odd=("missing",), **CLOSED)), KEY),
    "alert-negative": card_of(_odd("negative", sample=Sample(NOW, -GB, 500 * GB)), KEY),
    "alert-absurd": card_of(_odd("absurd", sample=Sample(NOW, 1 << 61, 500 * GB)), KEY),
    "alert-missing": card_of(_odd("missing", sample=None), KEY),
    "alert-over-quota": card_of(_odd("over_quota", limit=30 * GB), KEY),
    "alert-asked": card_of(_single(replace(_PLAIN, asked=Requested(LEI, NOW - HOUR))), KEY),
    "alert_trend": trend_of(_PLAIN, _single(_PLAIN), Picture(PICTURE)),
    "alert_trend-soft": trend_of(_SOFT, _single(_SOFT), Picture(PICTURE)),
    "alert_trend-organisation": trend_of(
        whole(2000 * GB), situation(whole(2000 * GB)), Picture(why="failure")
    ),
    "alert_trend-no-history": trend_of(incident(), situation(incident()), Picture(why="history")),
    "alert_trend-no-allowance": trend_of(_PLAIN, _single(_PLAIN), Picture(why="allowance")),
    "alert_trend-of-any": trend_of_space(DESIGN, _CALM, Picture(PICTURE), NOW),
    "alert_room_asked": Card(
        "alert_room_asked", {"nowhere": False, "people": (), "before": None, "left": 0}
    ),
    "alert_room_asked-alone": Card(
        "alert_room_asked", {"nowhere": False, "people": ("王芳",), "before": None, "left": 0}
    ),
    "alert_room_asked-nowhere": Card(
        "alert_room_asked", {"nowhere": True, "people": (), "before": None, "left": 0}
    ),
    "alert_room_asked-left": Card(
        "alert_room_asked", {"nowhere": False, "people": (), "before": None, "left": 3}
    ),
    "alert_room_asked-before": Card(
        "alert_room_asked", {"nowhere": False, "people": (), "before": _ASKED_BEFORE, "left": 0}
    ),
    "alert_taken": Card("alert_taken", {"nick": "李雷"}),
    "aside": Card("aside", {"at": NOW - AGE}),
    "card_changed": Card("card_changed"),
    "alert-sample": sample_card(NOW, PICTURE),
    "alerts": card_of(situation(*_MANY), KEY),
    "alerts-first-page": card_of(situation(*_MORE), KEY),
    "alerts-second-page": card_of(situation(*_MORE[2:], *_ENDED), KEY, 2),
    "alerts-taken": card_of(situation(*(replace(each, taken=TAKEN) for each in _MANY)), KEY),
    "alerts-organisation": card_of(situation(whole(2000 * GB), *_MANY), KEY),
    "alert_reminder-organisation-many": reminder_of(
        situation(whole(2000 * GB), *_MANY), _outgoing("reminder", whole(2000 * GB), *_MANY)
    ),
    "alerts-over": card_of(situation(*_ENDED), KEY),
    "alerts-open": open_of(situation(*_MORE)),
    "alert_replaced": card_of(situation(), KEY),
    "alert_replaced-one": card_of(situation(replace(_MANY[0], card="another")), KEY),
    "alert_replaced-many": card_of(
        situation(*(replace(each, card="another") for each in _MANY)), KEY
    ),
    "alerts-released": card_of(situation(*_MANY[2:], *_ENDED, *_let_go(*_MORE[6:8])), KEY),
    "alert_closed": card_of(situation(*_let_go(_PLAIN), subscription=_SILENT), KEY),
    "alert_closed-many": card_of(situation(*_let_go(*_MORE), subscription=_SILENT), KEY),
    "alert_closed-organisation": card_of(
        situation(*_let_go(whole(2000 * GB)), subscription=_SILENT), KEY
    ),
    "alert_closed-personal": card_of(
        situation(*_let_go(_PLAIN), subscription=replace(_PERSONAL, alerts=False)), KEY
    ),
    "alert_closed-again": card_of(situation(*_let_go(_PLAIN)), KEY),
    "alert_over": Card("alert_over", AlertsEnded().data()),
    "alert_over-elsewhere": Card("alert_over", AlertsEnded(here=False).data()),
    "alert_outdated": Card("alert_outdated", CardOutdated().data()),
    "alert_nothing": open_of(situation(_RESOLVED)),
    "alert_reminder": reminder_of(
        situation(replace(_PLAIN, taken=TAKEN)), _outgoing("reminder", _PLAIN, whom=FANG)
    ),
    "alert_reminder-snoozed": reminder_of(
        situation(_PLAIN), _outgoing("reminder", _PLAIN, whom=LEI)
    ),
    "alert_reminder-organisation": reminder_of(
        situation(whole(2048 * GB)), _outgoing("reminder", whole(0))
    ),
    "alert_reminder-many": reminder_of(situation(*_MANY), _outgoing("reminder", *_MANY)),
    "alert_escalation": escalation_of(situation(_FULL), _outgoing("escalation", _FULL)),
    "alert_escalation-single-chat": escalation_of(
        situation(whole(2048 * GB), subscription=_PERSONAL), _outgoing("escalation", whole(0))
    ),
    "alert_escalation-many": escalation_of(situation(*_MANY), _outgoing("escalation", *_MANY)),
    "alert_room": room_request_of(_single(_PLAIN), KEY, LEI),
    "alert_room-organisation": room_request_of(_single(whole(2000 * GB)), KEY, LEI),
    "alert_room-taken": room_request_of(_single(incident(taken=Taken(LEI, NOW))), KEY, LEI),
    "alert_room-taken-by-two": room_request_of(situation(*_TAKEN_BY_TWO), KEY, LEI),
    "alert_room-seen": room_request_of(_single(_SEEN), KEY, LEI),
    "alert_room-many": room_request_of(situation(*_MANY), KEY, LEI),
    "alert_refused": refusal_of(_REFUSED, NOW - DAY, "param.spaceId"),
    "alert_back": Card("alert_back", {"since": NOW - 3 * DAY}),
    "admins_ended": Card("admins_ended", {"title": "管理员", "group": True, "name": "王芳"}),
    "admins_ended-single": Card("admins_ended", {"title": "", "group": False, "name": "王芳"}),
    "admins_refused": Card(
        "admins_refused", {"title": "管理员", "since": NOW - DAY, "code": "param.spaceId"}
    ),
    "admins_refused-single": Card(
        "admins_refused", {"title": "", "group": False, "since": NOW - DAY, "code": "param.userId"}
    ),
    "alert_refused-single": refusal_of(
        replace(_REFUSED, conversation=Conversation("cidSINGLE==", "single")), NOW - DAY, "left"
    ),
    "admins_refused-untitled": Card(
        "admins_refused", {"title": "", "since": NOW - DAY, "code": "param.spaceId"}
    ),
    "alert_refused-edits": refusal_of(SUBSCRIPTION, NOW - DAY, "param.cardId", edits=True),
    "alert_lost": lost_of(["市场部", "Design"], ended=False),
    "alert_lost-all": lost_of(["市场部"], ended=True),
    "alert_lost-here": lost_of(["市场部", "Design"], ended=False, by="王芳"),
    "alert_lost-here-all": lost_of(["市场部"], ended=True, by="王芳"),
    "alert_levels": levels_of(_single(_PLAIN), _NO_WISHES, KEY),
    "alert_levels-here": levels_of(
        situation(subscription=replace(SUBSCRIPTION, levels=(Percent(80), Free(20 * GB)))),
        _NO_WISHES,
    ),
    "alert_levels-personal": levels_of(situation(subscription=_PERSONAL), _NO_WISHES),
    "alert_soft_quota": soft_quota_of(_single(_SOFT), KEY, SHARED.id),
    "alert_ended": Card(
        "alert_ended", {"title": "设计", "group": True, "name": "王芳", "here": True}
    ),
    "alert_ended-admins": Card(
        "alert_ended", {"title": "设计", "group": True, "name": "王芳", "here": False}
    ),
    "alert_ended-single": Card(
        "alert_ended", {"title": "", "group": False, "name": "王芳", "here": False}
    ),
    "alert_nowhere": Card("alert_nowhere", errors.NoAlertsHere().data()),
    "alert_nowhere-groups": Card(
        "alert_nowhere", errors.NoAlertsHere(("运营群", "[Design]"), "85").data()
    ),
    "alert_not_of": Card("alert_not_of", NoAlertOf("Finanse", ("Finance",)).data()),
    "alert_not_of-requested": Card("alert_not_of", NoRequestOf("财务").data()),
    "alert_not_of-told": Card("alert_not_of", NotChosen("财务").data()),
    **{f"alert_done-{name}": Card("alert_done", data) for name, data in _DONE.items()},
    "alert_here": Card(
        "alert_here", _HERE, {"confirm": "confirm", "next": "next", "cancel": "cancel"}
    ),
    "alert_here-narrows": Card(
        "alert_here",
        {**_HERE, "whole": False, "narrows": True},
        {"confirm": "confirm", "cancel": "cancel"},
    ),
    "alert_here-chosen": Card(
        "alert_here",
        {**_HERE, **_CHOSEN},
        {"confirm": "confirm", "previous": "previous", "cancel": "cancel"},
    ),
    "alert_here-overtaken": Card(
        "alert_here",
        {**_HERE, **_CHOSEN, "overtaken": True},
        {"confirm": "confirm", "cancel": "cancel"},
    ),
    "alert_me_alone": Card("alert_me_alone"),
    "alert_off": Card("alert_off", {"digest": False, "group": True}),
    "alert_off-digest": Card("alert_off", {"digest": True, "group": True}),
    "alert_off-digest-single": Card("alert_off", {"digest": True, "group": False}),
    "alert_tested": Card("alert_tested", {"picture": True}),
    "alert_tested-plain": Card("alert_tested", {"picture": False}),
    "alert_sample": Card("alert_sample"),
    "alert_settings": settings_card(situation(), {}, "placed"),
    "alert_settings-all": settings_card(situation(subscription=_SET), _NAMES, "muted"),
    "alert_settings-deadline": settings_card(
        situation(subscription=replace(_SET, patience=None, quiet=None)), _NAMES, "deadline"
    ),
    "alert_settings-levels": settings_card(situation(subscription=_SET), _NAMES, "levels"),
    "alert_settings-quiet": settings_card(situation(subscription=_SET), _NAMES, "quiet"),
    "alert_settings-not-quiet": settings_card(situation(), _NAMES, "quiet"),
    "alert_settings-unmuted": settings_card(
        situation(subscription=replace(SUBSCRIPTION, spaces=frozenset(map(str, range(35))))),
        {},
        "unmuted",
    ),
    "alert_settings-no-days-off": settings_card(situation(), {}, "holidays"),
    "alert_settings-all-of-a-member": settings_card(situation(subscription=_PERSONAL), {}, "all"),
    "alert_settings-days-off": _with_china(
        settings_card(
            situation(subscription=replace(_SET, muted_until=0, **_DAYS_OFF)), _NAMES, "holidays"
        )
    ),
    "alert_settings-for-ever": settings_card(
        situation(subscription=replace(_SET, spaces=None, muted_until=FOR_EVER)), _NAMES, "whole"
    ),
    "alert_settings-personal": settings_card(situation(subscription=_PERSONAL), {}, "already"),
    "alert_settings-untitled": settings_card(
        situation(subscription=replace(SUBSCRIPTION, conversation=Conversation("cid", "group"))), {}
    ),
    "alert_list": list_card(
        subscription_list([SUBSCRIPTION, _SET, _PERSONAL, _REFUSED], "cidSET=="), NOW
    ),
    "alert_list-second-page": list_card(
        subscription_list([SUBSCRIPTION, *[_PERSONAL] * 8], "elsewhere").at_page(2), NOW
    ),
}
