"""What people see of alerts: cards made from where a conversation stands, and from nothing else.

Pure, so that a press is answered at once and a card can be painted anew by whoever comes by.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.alerts.cards import sample
from bot.alerts.cards.actions import (
    ALL,
    AlertPage,
    AlertShown,
    AskForRoom,
    ChooseOne,
    Later,
    OpenAlerts,
    OpenPage,
    PressSample,
    ShowTrend,
    Take,
    WhatFills,
)
from bot.alerts.cards.rows import (
    age_of,
    brief,
    first_of,
    growth_of,
    headline_of,
    in_order,
    next_of,
    row_of,
    which_of,
)
from bot.alerts.incident import Incident
from bot.alerts.memory import Memory, Situation
from bot.alerts.subscription import Subscription
from bot.cards import Card
from bot.messages import Conversation
from bot.quota.samples import ORGANISATION
from bot.shared_buttons import turns

PAGE = 8
"""Rows of a card of many."""
_SEVERAL = 2


def card_of(situation: Situation, key: str, page: int = 1) -> Card:
    """Show a card as it is now; one that nothing stands on any more has been replaced."""
    shown = incidents_on(situation, key)
    if not shown:
        return _replaced(situation, key)
    if all(each.released for each in shown):
        return _ended(shown, situation)
    if len(situation.memory.cards.get(key, ())) == 1:
        return _single(shown[0], situation, key)
    return _many(shown, situation, key, page)


def _replaced(situation: Situation, key: str) -> Card:
    """Keep what a card was about, as far as that is known still."""
    subjects = situation.memory.cards.get(key, ())
    whole, names = ORGANISATION in subjects[:1], situation.memory.names
    name = "" if whole else next((names[each] for each in subjects[:1] if each in names), "")
    more = len(subjects) - 1 if name or whole else 0
    return Card("alert_replaced", {"name": name, "organisation": whole, "more": more})


def incidents_on(situation: Situation, key: str) -> tuple[Incident, ...]:
    """Give what stands on a card still, in the order of its numbers."""
    return in_order(situation.memory.on_card(key))


def open_incidents(situation: Situation) -> tuple[Incident, ...]:
    """Give all that is open in a conversation, in the order of its numbers."""
    return in_order(situation.memory.incidents.values())


def open_of(situation: Situation, page: int = 1) -> Card:
    """Show all that is open in a conversation."""
    shown = open_incidents(situation)
    if not shown:
        return Card("alert_nothing")
    page = _nearest(page, shown)
    pages = turns(page, _pages(shown), OpenPage)
    kept = OpenAlerts(tuple(each.subject for each in shown))
    card = _listed(shown, situation, page, pages)
    example = _SEVERAL if sum(each.stands for each in shown) >= _SEVERAL else None
    return replace(card, data={**card.data, "example": example}, kept=kept)


def numbered_rows(situation: Situation, key: str, page: int) -> list[dict[str, object]]:
    """Give what is open on a page of a card, with the numbers it has there."""
    shown = incidents_on(situation, key)
    first = (_nearest(page, shown) - 1) * PAGE
    return [
        {**brief(each, situation), "number": number}
        for number, each in enumerate(shown[first : first + PAGE], start=first + 1)
        if each.stands
    ]


def holder_of(incidents: Iterable[Incident]) -> str:
    """Tell who has all of these, by their key; nobody where several do, or one is not taken."""
    takers = {each.taken.by.key if each.taken else "" for each in incidents}
    return takers.pop() if len(takers) == 1 else ""


def sample_card(now: int, picture: str = "") -> Card:
    """Make a card that shows what an alert looks like, and says that it is none; its buttons tell
    whoever presses them so.
    """
    incident = sample.incident(now)
    memory = Memory(
        cards={sample.KEY: (sample.SUBJECT,)},
        incidents={sample.SUBJECT: incident},
        forecasts={sample.SUBJECT: sample.forecast(now)},
        pictures={sample.KEY: picture} if picture else {},
    )
    subscription = Subscription(Conversation("", "group"), "", now)
    situation = Situation(subscription, memory, now)
    card = _single(incident, situation, sample.KEY)
    actions: dict[str, object] = dict.fromkeys(card.actions, PressSample())
    top = {**headline_of(incident, situation), "sample": True}
    return replace(
        card, data={**card.data, "top": top, "sample": True, "why": None}, actions=actions
    )


def _ended(shown: Sequence[Incident], situation: Situation) -> Card:
    """Say that alerts of all that a card showed have ended, and whether they have begun since."""
    again = all(situation.subscription.alerts_of(each.subject) for each in shown)
    data = {
        "rows": [_named(each, situation) for each in shown],
        "at": max((each.closed for each in shown if each.closed), default=None),
        "personal": situation.subscription.personal,
        "again": again,
    }
    return Card("alert_closed", data)


def _single(incident: Incident, situation: Situation, key: str) -> Card:
    data = {
        **row_of(incident, situation),
        "top": headline_of(incident, situation),
        "growth": growth_of(incident, situation),
        "next": next_of(incident),
        "why": _why(situation.subscription),
        "picture": situation.memory.pictures.get(key, ""),
        "sample": False,
    }
    return Card("alert", data, _buttons(incident, situation, key))


def _buttons(incident: Incident, situation: Situation, key: str) -> dict[str, object]:
    """Give the buttons of one: none that could only refuse; a space's trend is behind *fills*."""
    if incident.closed is not None:
        return {}
    memory, which = situation.memory, which_of(incident)
    buttons = _care([incident], key, which, 1)
    if incident.subject != ORGANISATION:
        buttons["fills"] = WhatFills(key, which)
    elif incident.subject in memory.forecasts or key in memory.pictures:
        buttons["trend"] = ShowTrend(key, which)
    return buttons


def _many(shown: Sequence[Incident], situation: Situation, key: str, page: int) -> Card:
    page = _nearest(page, shown)
    still = [each for each in shown if each.closed is None]
    buttons = turns(page, _pages(shown), lambda other: AlertPage(key, other))
    if still:
        buttons |= _care(still, key, ALL, page)
    if len(still) >= _SEVERAL:
        buttons["choose"] = ChooseOne(key, page)
    return replace(_listed(shown, situation, page, buttons), kept=AlertShown(page))


def _asked(still: Sequence[Incident], situation: Situation) -> object:
    """Give who asked for more room last, for something that is still open, and ``of`` what; of
    nothing where they have asked for all that is.
    """
    asked = [each for each in still if each.asked and each.asked.sent]
    last = max(asked, key=lambda each: each.asked.at if each.asked else 0, default=None)
    if last is None or last.asked is None:
        return None
    by = last.asked.by.key
    theirs = [each for each in asked if each.asked and each.asked.by.key == by]
    of = [] if len(theirs) == len(still) else [_named(each, situation) for each in theirs]
    return {"by": last.asked.by.nick or by, "at": last.asked.at, "of": of}


def _named(incident: Incident, situation: Situation) -> dict[str, object]:
    row = row_of(incident, situation)
    return {"name": row["name"], "organisation": row["organisation"]}


def _care(still: Sequence[Incident], key: str, which: str, page: int) -> dict[str, object]:
    """Give the buttons for those who take care of it.

    What one person has can be taken over; what several have can be, one by one. Nobody is asked
    again for the storage that they were asked for.
    """
    buttons: dict[str, object] = {"later": Later(key, which)}
    has_it = holder_of(still)
    if has_it:
        buttons["over"] = Take(key, has_it, which, page)
    elif any(each.taken is None for each in still):
        buttons["take"] = Take(key, "", which, page)
    if not all(each.asked and each.asked.sent for each in still):
        buttons["room"] = AskForRoom(key, which, page)
    return buttons


def _listed(
    shown: Sequence[Incident], situation: Situation, page: int, buttons: Mapping[str, object]
) -> Card:
    still = [each for each in shown if each.closed is None]
    first = (page - 1) * PAGE
    data: dict[str, object] = {
        "rows": [brief(each, situation) for each in shown[first : first + PAGE]],
        **first_of(still or shown, situation),
        "example": None,
        "first": first + 1,
        "page": page,
        "pages": _pages(shown),
        "total": len(shown),
        "still": len(still),
        "released": sum(each.released for each in shown),
        "full": sum(each.full for each in still),
        "next": _soonest(still),
        "at": age_of(still or shown),
        "doubtful": any(each.doubtful for each in still),
        "why": _why(situation.subscription),
        "asked": _asked(still, situation),
    }
    return Card("alerts", data, buttons)


def _soonest(still: Sequence[Incident]) -> dict[str, object] | None:
    dated = sorted(
        (each.held or each.due or 0, each.subject, each) for each in still if each.held or each.due
    )
    return next_of(dated[0][2]) if dated else None


def _why(subscription: Subscription) -> dict[str, object]:
    return {
        "by": subscription.by,
        "at": subscription.at,
        "personal": subscription.personal,
        "whole": subscription.spaces is None,
    }


def _nearest(page: int, shown: Sequence[Incident]) -> int:
    return min(max(page, 1), _pages(shown))


def _pages(shown: Sequence[Incident]) -> int:
    return max(1, -(-len(shown) // PAGE))
