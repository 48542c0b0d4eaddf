"""What the picture of a trend shows, worked out before anything is drawn.

Pure: no clock, no storage, no drawing. Two trends that look the same give the same scene, so its
:attr:`Scene.digest` names the picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.cards.escaping import clean
from bot.i18n import N_, Texts
from bot.quota.forecast import Forecast
from bot.quota.limits import Free, Level, Percent, mark
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR

LOOKS = 2
"""Changes with every change of how a scene is painted: an old picture then has another name."""
HISTORY = 60 * DAY
"""At least so much of the past is shown, where it is known."""
AHEAD = 2
"""At most so many times as much of the future as of the past: the past must stay readable."""
GUESS = 0.25
"""How much of the future is shown where there is a rate, but no date."""
EDGE = 0.08
"""How much room there is beyond today where nothing is foreseen."""
COLUMNS = 600
"""No more points than that are drawn; the picture is hardly wider."""
HEADROOM = 0.16
FOOTROOM = 0.12
"""How much of the height stays free above and below what is shown."""
LEAST_ROOM = 0.05
"""At least this share of what is used lies between top and bottom, so that flat looks flat."""
NEAR_EMPTY = 0.5
"""Usage that began below this share of the highest mark is drawn from zero."""
NAME = 80
"""Longest name that is tried to fit in, in characters."""


@dataclass(frozen=True, slots=True)
class Trend:
    """What is known of a space, or of the organisation's capacity, and wanted in a picture.

    ``limit`` is in bytes (:meth:`bot.quota.limits.Limits.limit`), None where there is none. ``now``
    is in milliseconds since 1970; samples of later moments are left out.
    """

    name: str
    samples: Sequence[Sample]
    limit: int | None
    levels: tuple[Level, ...]
    forecast: Forecast | None
    now: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the picture at so many bytes; ``reached`` when as much is used."""

    used: float
    label: str
    reached: bool
    full: bool = False


@dataclass(frozen=True, slots=True)
class Cone:
    """Usage foreseen: at ``at`` between ``least`` and ``most``, likely ``likely``."""

    at: float
    least: float
    likely: float
    most: float


@dataclass(frozen=True, slots=True)
class Goal:
    """When it will be full: between two moments, most likely at the one in the middle."""

    earliest: int
    likely: int
    latest: int
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A date below the picture."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is drawn, in milliseconds since 1970 and bytes.

    ``first`` and ``last`` stand next to the first and the last of the points.

    ``marks`` are ordered by how much their labels matter, so are ``ticks``: where two do not fit
    side by side, the later one goes without.
    """

    name: str
    amount: str
    points: tuple[tuple[int, int], ...]
    first: str
    last: str
    today: int
    marks: tuple[Mark, ...]
    cone: tuple[Cone, ...]
    goal: Goal | None
    ticks: tuple[Tick, ...]
    start: int
    end: int
    bottom: float
    top: float

    @property
    def digest(self) -> str:
        """Name the picture by its content."""
        return sha256(f"{LOOKS} {self!r}".encode()).hexdigest()


def scene(trend: Trend, texts: Texts) -> Scene:
    """Work out what to draw, with the words and formats of one language."""
    limit = trend.limit if trend.limit and trend.limit > 0 else None
    known = _known(trend)
    today = _today(known, trend.now)
    ahead = trend.forecast if known and (limit is None or known[-1].used < limit) else None
    past, future = _span(known, ahead, today)
    start, end = today - past, today + future
    shown = [sample for sample in known if sample.at >= start]
    points = _thinned(shown, start, today)
    goal = _goal(ahead, texts, end, trend.now)
    marks = _marks(trend.levels, limit, points[-1][1] if points else 0, texts)
    cone = _cone(shown, ahead, limit, end)
    bottom, top = _height(points, marks, cone)
    first, last = _ends(points, limit, texts)
    return Scene(
        name=clean(trend.name)[:NAME],
        amount=_amount(points, limit, texts),
        points=points,
        first=first,
        last=last,
        today=today,
        marks=marks,
        cone=cone,
        goal=goal,
        ticks=tuple(_ticks((start, today, end), goal, texts, trend.now)),
        start=start,
        end=end,
        bottom=bottom,
        top=top,
    )


def _known(trend: Trend) -> list[Sample]:
    """Leave out what is of later, or cannot be."""
    return [sample for sample in trend.samples if sample.at <= trend.now and sample.used >= 0]


def _today(known: Sequence[Sample], now: int) -> int:
    """Give where today's mark stands: to the hour, so that nobody draws anew each minute."""
    hour = now // HOUR * HOUR
    return max(hour, known[-1].at) if known else hour


def _span(known: Sequence[Sample], ahead: Forecast | None, today: int) -> tuple[int, int]:
    """Give how much of the past and of the future is shown, in milliseconds."""
    wish = ahead.full.latest - today if ahead and ahead.full else 0
    seen = max(today - known[0].at, DAY) if known else HISTORY
    past = min(seen, max(HISTORY, wish))
    if ahead is None:
        return past, round(EDGE * past)
    future = min(wish, AHEAD * past) if ahead.full else GUESS * past
    return past, round(max(future, EDGE * past))


def _thinned(shown: Sequence[Sample], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Keep the last sample of each column of the picture, and the very first."""
    width = max((end - start) // COLUMNS, 1)
    kept = {(sample.at - start) // width: (sample.at, sample.used) for sample in shown}
    if shown:
        kept[-1] = (shown[0].at, shown[0].used)
    return tuple(sorted(set(kept.values())))


def _marks(levels: Sequence[Level], limit: int | None, used: int, texts: Texts) -> tuple[Mark, ...]:
    """Give the limit first, then what is reached next, then what was reached last."""
    if limit is None:
        return ()
    full = Mark(limit, texts.percent(1), used >= limit, full=True)
    at = {mark(level, limit) / 100: level for level in levels}
    ahead = [each for each in sorted(at) if used < each < limit]
    behind = [each for each in sorted(at, reverse=True) if 0 < each <= used and each < limit]
    return (
        full,
        *(Mark(each, _level(at[each], each, texts), reached=False) for each in ahead),
        *(Mark(each, _level(at[each], each, texts), reached=True) for each in behind),
    )


def _level(level: Level, at: float, texts: Texts) -> str:
    match level:
        case Percent(percent):
            return texts.percent(percent / 100)
        case Free():
            return texts.size(round(at))


def _height(
    points: Sequence[tuple[int, int]], marks: Sequence[Mark], cone: Sequence[Cone]
) -> tuple[float, float]:
    """Give the lowest and highest bytes shown; what began nearly empty is shown from zero.

    The limit is always in sight, and the level that was reached last.
    """
    used = [float(used) for _, used in points] + [each.most for each in cone]
    full = [mark.used for mark in marks if mark.full]
    reached = [mark.used for mark in marks if mark.reached and not mark.full][:1]
    shown = (used or [0.0]) + full + reached
    low, high = min(shown), max(shown)
    if marks and low < NEAR_EMPTY * high:
        low = 0.0
    room = max(high - low, LEAST_ROOM * high, 1.0)
    return low - FOOTROOM * room, high + HEADROOM * room


def _cone(
    shown: Sequence[Sample], ahead: Forecast | None, limit: int | None, end: int
) -> tuple[Cone, ...]:
    """Follow the slowest, the likely and the fastest growth from the last look to the limit."""
    if not shown or ahead is None or (limit is not None and ahead.full is None):
        return ()
    last = shown[-1]
    rates = _rates(ahead, last, limit)
    hits = [last.at + (limit - last.used) / rate for rate in rates if limit and rate > 0]
    moments = sorted({float(last.at), float(end), *(hit for hit in hits if last.at < hit < end)})
    return tuple(
        Cone(at, *(_grown(last, rate, at, limit) for rate in rates))
        for at in moments
        if at >= last.at
    )


def _rates(ahead: Forecast, last: Sample, limit: int | None) -> tuple[float, float, float]:
    """Give three rates in bytes a millisecond; those which lead to the dates, if there are any."""
    if ahead.full is None or limit is None:
        return ahead.slowest / DAY, ahead.rate / DAY, ahead.fastest / DAY
    dates = (ahead.full.latest, ahead.full.likely, ahead.full.earliest)
    least, likely, most = ((limit - last.used) / max(date - last.at, HOUR) for date in dates)
    return least, likely, most


def _grown(last: Sample, rate: float, at: float, limit: int | None) -> float:
    grown = last.used + rate * (at - last.at)
    return grown if limit is None else min(grown, limit)


def _goal(ahead: Forecast | None, texts: Texts, end: int, now: int) -> Goal | None:
    if ahead is None or ahead.full is None:
        return None
    full = ahead.full
    dates = texts.roughly(full.earliest, full.latest, now)
    label = texts.say(N_("full %(dates)s")) % {"dates": dates}
    beyond = " →" if full.likely > end else ""
    return Goal(full.earliest, full.likely, full.latest, label + beyond)


def _ticks(span: tuple[int, int, int], goal: Goal | None, texts: Texts, now: int) -> Iterator[Tick]:
    """Name days by their dates, today too: a card keeps its picture for longer."""
    start, today, end = span
    yield Tick(today, texts.days(today, today, now))
    yield Tick(start, texts.days(start, start, now))
    if goal is not None:
        at = min(goal.likely, end)
        yield Tick(at, texts.days(at, at, now))


def _amount(points: Sequence[tuple[int, int]], limit: int | None, texts: Texts) -> str:
    if not points:
        return texts.say(N_("no data yet"))
    if limit is None:
        return texts.say(N_("no limit"))
    used = points[-1][1]
    sizes = {"used": texts.used_of(used, limit), "quota": texts.limit_of(used, limit)}
    return texts.say(N_("%(used)s of %(quota)s")) % sizes


def _ends(points: Sequence[tuple[int, int]], limit: int | None, texts: Texts) -> tuple[str, str]:
    """Say how full it is, next to the last number; where nothing limits it, how much it was too."""
    if not points:
        return "", ""
    if limit is not None:
        return "", texts.percent(points[-1][1] / limit)
    first, last = (texts.size(used) for _, used in (points[0], points[-1]))
    return (first if len(points) > 1 else ""), last
