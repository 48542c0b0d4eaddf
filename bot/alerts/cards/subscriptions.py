"""Cards that say who is told of what: one conversation's settings, and the list of all. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import ClassVar

from bot.alerts.cards.levels import level_row
from bot.alerts.memory import Situation
from bot.alerts.notation import write_level, write_quiet
from bot.alerts.subscription import FOR_EVER, Subscription
from bot.cards import Card
from bot.quota.limits import Overrides
from bot.quota.samples import ORGANISATION
from bot.shared_buttons import CommandButton, turns
from bot.times.china import last_known
from bot.times.local import local, moment_of

PAGE = 8
"""Rows of the list of all."""
FEW = 5
"""Spaces that are named below what was changed."""
NOON = time(12)
SOON = timedelta(days=60)
"""A year without known days off is spoken of so long before it begins."""


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A conversation in the list of all; ``spaces`` is how many, None for all there are."""

    title: str
    is_group: bool
    by: str
    spaces: int | None
    personal: bool
    muted_until: int
    refused: bool
    here: bool
    ended: bool = False


@dataclass(frozen=True, slots=True)
class SubscriptionList:
    """All conversations that are told of spaces, and the page that is shown, counted from 1."""

    formerly: ClassVar = ("ToldList",)

    rows: tuple[SubscriptionRow, ...]
    page: int = 1

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // PAGE))

    def at_page(self, page: int) -> "SubscriptionList":
        """Turn to a page, or to the nearest there is."""
        return replace(self, page=min(max(page, 1), self.pages))


@dataclass(frozen=True, slots=True)
class TurnSubscriptions(CommandButton):
    """Show another page of the list this card keeps."""

    command = "提醒列表", "alert list"
    follows = ("page",)
    formerly: ClassVar = ("TurnTold",)

    page: int


def subscription_list(subscriptions: Iterable[Subscription], here: str) -> SubscriptionList:
    """List conversations, groups by their titles first; ``here`` is marked."""
    rows = [_row(each, here) for each in subscriptions if each.alerts]
    rows.sort(key=lambda row: (not row.here, not row.is_group, row.title, row.by))
    return SubscriptionList(tuple(rows))


def list_card(shown: SubscriptionList, now: int) -> Card:
    """Show a page of the list."""
    first = (shown.page - 1) * PAGE
    data = {
        "rows": [_printed(row, now) for row in shown.rows[first : first + PAGE]],
        "first": first + 1,
        "page": shown.page,
        "pages": shown.pages,
        "total": len(shown.rows),
    }
    return Card("alert_list", data, turns(shown.page, shown.pages, TurnSubscriptions), kept=shown)


def settings_card(
    situation: Situation,
    names: Mapping[str, str],
    what: str = "",
    added: frozenset[str] = frozenset(),
    *,
    overrides: Overrides | None = None,
) -> Card:
    """Show what one conversation is told, after ``what`` was changed: a word of the template's.

    ``names`` are the names of spaces, by id; those just ``added`` come first. Where something was
    changed a few are named. ``overrides`` say which levels are usual, where somebody has set them.
    """
    subscription, now = situation.subscription, situation.now
    chosen = subscription.spaces or frozenset()
    only = next(iter(chosen)) if len(chosen) == 1 else ORGANISATION
    levels = (overrides or Overrides({})).limits(only, subscription.override).levels
    spaces = [
        *sorted(names.get(each, each) for each in chosen & added),
        *sorted(names.get(each, each) for each in chosen - added),
    ]
    data = {
        "what": what,
        "title": subscription.conversation.title,
        "group": subscription.conversation.is_group,
        "personal": subscription.personal,
        "whole": subscription.spaces is None,
        "names": spaces[:FEW] if what else spaces,
        "spaces": len(spaces),
        "levels": [level_row(level) for level in levels],
        "usual_levels": subscription.levels is None,
        "quiet": _quiet(situation),
        "patience": situation.care.patience / 1000,
        "usual_patience": subscription.patience is None,
        "holidays": [
            _days(span, situation.zone) for span in _spans(subscription.holidays, situation)
        ],
        "worked": [_days(span, situation.zone) for span in _spans(subscription.worked, situation)],
        "china": _china(situation),
        "muted": _silenced(subscription.muted_until, now),
        "by": subscription.by,
        "at": subscription.at,
    }
    return Card("alert_settings", data)


def facts(subscription: Subscription | None) -> str:
    """Write what the audit trail keeps of a subscription."""
    if subscription is None or not subscription.alerts:
        return ""
    spaces = "all" if subscription.spaces is None else ",".join(sorted(subscription.spaces))
    levels = ",".join(map(write_level, subscription.levels or ()))
    quiet = write_quiet(subscription.quiet) if subscription.quiet else ""
    known = {
        "spaces": spaces,
        "levels": levels,
        "quiet": quiet,
        "holidays": str(len(subscription.holidays) or ""),
        "worked": str(len(subscription.worked) or ""),
        "china": "yes" if subscription.china else "",
        "muted_until": str(subscription.muted_until or ""),
        "patience": str(subscription.patience or ""),
    }
    return "; ".join(f"{name}={value}" for name, value in known.items() if value)


def _row(subscription: Subscription, here: str) -> SubscriptionRow:
    return SubscriptionRow(
        subscription.conversation.title,
        subscription.conversation.is_group,
        subscription.by,
        None if subscription.spaces is None else len(subscription.spaces),
        subscription.personal,
        subscription.muted_until,
        subscription.refused is not None,
        subscription.conversation.id == here,
        bool(subscription.ended),
    )


def _printed(row: SubscriptionRow, now: int) -> dict[str, object]:
    return {
        "title": row.title,
        "group": row.is_group,
        "by": row.by,
        "spaces": row.spaces,
        "personal": row.personal,
        "muted": _silenced(row.muted_until, now),
        "refused": row.refused,
        "here": row.here,
        "ended": row.ended,
    }


def _silenced(until: int, now: int) -> dict[str, object] | None:
    """Say until when; None within it is for ever."""
    if until <= now:
        return None
    return {"until": None if until >= FOR_EVER else until}


def _quiet(situation: Situation) -> dict[str, int] | None:
    """Give the quiet hours of today, as moments."""
    quiet = situation.subscription.quiet
    if quiet is None:
        return None
    today, zone = _today(situation), situation.zone
    return {
        "begins": moment_of(today, quiet.begins, zone),
        "ends": moment_of(today, quiet.ends, zone),
    }


def _china(situation: Situation) -> dict[str, int] | None:
    """Say up to which year China's days off are known, and which coming year is missed, or 0."""
    if not situation.subscription.china:
        return None
    last, soon = last_known(), (_today(situation) + SOON).year
    return {"last": last, "missing": soon if soon > last else 0}


def _spans(days: frozenset[date], situation: Situation) -> Iterator[tuple[date, date]]:
    """Join days that follow one another, without those that are past."""
    today = _today(situation)
    begins: date | None = None
    ordered: Sequence[date] = sorted(day for day in days if day >= today)
    for place, day in enumerate(ordered):
        begins = begins or day
        if place + 1 == len(ordered) or ordered[place + 1] != day + timedelta(1):
            yield begins, day
            begins = None


def _days(span: tuple[date, date], zone: str) -> dict[str, int]:
    first, last = (moment_of(day, NOON, zone) for day in span)
    return {"first": first, "last": last}


def _today(situation: Situation) -> date:
    return local(situation.now, situation.zone).date()
