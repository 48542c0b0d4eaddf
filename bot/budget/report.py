"""What the governor tells: what is left, what was crossed, and all that ``/budget`` shows."""

from dataclasses import dataclass
from math import ceil

from bot.budget.ledger import Books
from bot.budget.month import day_of, month_of
from bot.budget.payer import Purpose
from bot.budget.shares import Terms, ceiling, forecast
from bot.times.spans import DAY

LEVELS = (70, 90)
"""Percents of the share at which the admins are warned."""
FORECAST = "forecast"
CROSSINGS = (*map(str, LEVELS), FORECAST)
DAYS_BACK = 7


@dataclass(frozen=True, slots=True)
class Remaining:
    """What may be spent before ``until``, the month's end in milliseconds since 1970.

    One pot: a call for a sweep is gone for close looks too.
    """

    looks: int
    sweeps: int
    until: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """Something the admins are warned of once a month.

    ``what`` is ``70`` or ``90`` percent of the share, or ``forecast``: the month will end above the
    share. ``used``, ``share`` and ``forecast`` are counted calls, ``until`` and ``at`` milliseconds
    since 1970.
    """

    what: str
    used: int
    share: int
    forecast: int | None
    until: int
    at: int


@dataclass(frozen=True, slots=True)
class Pot:
    """An allowance of the organisation, what of it is the bot's, and what is gone.

    ``assumed`` is the part that nobody counted: in proportion to the days of the month that had
    gone when counting began.
    """

    used: int
    assumed: int
    share: int
    allowance: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What a purpose has had, and when it is refused: once all together have had ``ceiling``."""

    purpose: Purpose
    used: int
    ceiling: int


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """One month as it stands. Times are milliseconds since 1970.

    ``before`` is the part of the calls that an admin or the settings told; ``people`` are names and
    calls, the greediest first; ``stopped`` is since when DingTalk refuses, None while it does not;
    ``kept`` are calls that are kept for what must be done at a time, or was agreed to.
    """

    calls: Pot
    messages: Pot
    before: int
    forecast: int | None
    purposes: tuple[Spent, ...]
    people: tuple[tuple[str, int], ...]
    said: tuple[tuple[str, int], ...]
    share: int
    since: int
    until: int
    stopped: int | None
    kept: int = 0

    @property
    def is_grace(self) -> bool:
        """Whether all calls of the organisation are gone: DingTalk then still takes some for up to
        five days (page `dingtalk-application-development-platform-billing-model`).
        """
        return self.calls.used >= self.calls.allowance

    @property
    def fits_at(self) -> int | None:
        """The smallest share in percent that the forecast fits into; above 100 there is none."""
        if self.forecast is None:
            return None
        return max(ceil(self.forecast * 100 / self.calls.allowance), 1)


def used(books: Books) -> int:
    """Give the calls of the month that were counted or told."""
    return books.count("total") + books.count("before")


def expected(books: Books, now: int) -> int | None:
    """Say how many calls the month will have had, by the pace of its last days."""
    month = month_of(now)
    first = max(day_of(now).begins - (DAYS_BACK - 1) * DAY, month.begins)
    begun = max(first, books.since)
    names = (day_of(at).name for at in range(first, now + 1, DAY))
    recent = sum(books.count(f"day:{name}") for name in names)
    return forecast(used(books), recent, (now - begun) / DAY, (month.ends - now) / DAY)


def left(books: Books, terms: Terms, now: int) -> Remaining:
    """Give what looks and sweeps may still spend."""
    month = month_of(now)

    def room(purpose: Purpose) -> int:
        if "stopped" in books.calls:
            return 0
        top = ceiling(purpose, terms.calls_share, month.left(now))
        return max(top - used(books) - books.count("assumed") - books.kept, 0)

    return Remaining(room(Purpose.LOOKS), room(Purpose.SWEEPS), month.ends)


def crossed(books: Books, terms: Terms, now: int) -> tuple[Crossing, ...]:
    """Give what was crossed this month and not told yet."""
    will_be = expected(books, now)
    return tuple(
        Crossing(
            what,
            used(books),
            terms.calls_share,
            will_be,
            month_of(now).ends,
            books.count(f"crossed:{what}"),
        )
        for what in CROSSINGS
        if f"crossed:{what}" in books.calls and f"told:{what}" not in books.calls
    )


def report(books: Books, terms: Terms, now: int) -> BudgetReport:
    """Put together what ``/budget`` shows."""
    month = month_of(now)
    return BudgetReport(
        calls=Pot(used(books), books.count("assumed"), terms.calls_share, terms.calls),
        messages=Pot(
            books.said("total") + books.said("before"),
            books.said("assumed"),
            terms.messages_share,
            terms.messages,
        ),
        before=books.count("before"),
        forecast=expected(books, now),
        purposes=tuple(
            Spent(
                purpose,
                books.count(f"purpose:{purpose}"),
                ceiling(purpose, terms.calls_share, month.left(now)),
            )
            for purpose in Purpose
        ),
        people=_people(books),
        said=_said(books),
        share=terms.share,
        since=books.since,
        until=month.ends,
        stopped=books.count("stopped") or None,
        kept=books.kept,
    )


def _people(books: Books) -> tuple[tuple[str, int], ...]:
    calls = books.counts("person")
    order = sorted(calls, key=lambda person: (-calls[person], person))
    return tuple(
        (books.calls.get(f"name:{person}", person), calls[person])
        for person in order
        if calls[person] > 0
    )


def _said(books: Books) -> tuple[tuple[str, int], ...]:
    kinds = ("message", "click", "event", "webhook")
    return tuple((kind, books.said(f"kind:{kind}")) for kind in kinds)
