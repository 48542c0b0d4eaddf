"""A wish of a conversation in values that a card prints in words. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time, timedelta

from bot.alerts.cards.levels import level_row
from bot.alerts.subscription import FOR_EVER, Digest, Subscription
from bot.times.days import WEEKDAYS
from bot.times.local import local, moment_of

_NOON = time(12)

Value = Mapping[str, object]

USUAL = frozenset({"levels", "patience"})
"""What holds for the whole organisation where a conversation wishes nothing."""


def wish_row(name: str, wish: Subscription | None, now: int, zone: str) -> Value | None:
    """Give a wish by its name; ``kind`` says how it is printed, None that it is not wished."""
    if wish is None:
        return None
    if name == "alerts":
        return {"kind": "on" if wish.alerts else "off"}
    if not getattr(wish, name):
        return None
    printed = _PRINTED.get(name)
    return printed(wish, local(now, zone).date(), zone) if printed else {"kind": "on"}


def _levels_row(wish: Subscription, _today: date, _zone: str) -> Value:
    return {"kind": "levels", "levels": [level_row(each) for each in wish.levels or ()]}


def _quiet_row(wish: Subscription, today: date, zone: str) -> Value | None:
    if wish.quiet is None:
        return None
    begins, ends = (moment_of(today, each, zone) for each in (wish.quiet.begins, wish.quiet.ends))
    return {"kind": "quiet", "begins": begins, "ends": ends}


def _holidays_row(wish: Subscription, _today: date, zone: str) -> Value:
    return {"kind": "days", "spans": list(_spans(wish.holidays, zone))}


def _worked_row(wish: Subscription, _today: date, zone: str) -> Value:
    return {"kind": "days", "spans": list(_spans(wish.worked, zone))}


def _patience_row(wish: Subscription, _today: date, _zone: str) -> Value:
    return {"kind": "span", "seconds": (wish.patience or 0) / 1000}


def _mute_row(wish: Subscription, _today: date, _zone: str) -> Value:
    return {"kind": "until", "at": None if wish.muted_until >= FOR_EVER else wish.muted_until}


def _digest_of(wish: Subscription, today: date, zone: str) -> Value | None:
    return None if wish.digest is None else _digest_row(wish.digest, today, zone)


def _language_row(wish: Subscription, _today: date, _zone: str) -> Value:
    return {"kind": "language", "language": wish.language}


def _digest_row(digest: Digest, today: date, zone: str) -> Value:
    at = moment_of(today, time(*divmod(digest.minute, 60)), zone)
    when = "day" if digest.every == "daily" else WEEKDAYS[digest.weekday]
    return {"kind": "digest", "what": when, "at": at}


def _spans(days: Iterable[date], zone: str) -> Iterator[Value]:
    """Join days that follow one another."""
    ordered = sorted(days)
    begins: date | None = None
    for place, day in enumerate(ordered):
        begins = begins or day
        if place + 1 == len(ordered) or ordered[place + 1] != day + timedelta(1):
            first, last = (moment_of(each, _NOON, zone) for each in (begins, day))
            yield {"first": first, "last": last}
            begins = None


_PRINTED: Mapping[str, Callable[[Subscription, date, str], Value | None]] = {
    "levels": _levels_row,
    "quiet": _quiet_row,
    "holidays": _holidays_row,
    "worked": _worked_row,
    "patience": _patience_row,
    "muted_until": _mute_row,
    "digest": _digest_of,
    "language": _language_row,
}
