"""Foresee when something is full, or keep silent: no date beats a wrong one.

The rate is the Theil-Sen slope over one number a day: a median, which a single large upload or a
few odd numbers do not bend. How sure it is comes from two sides, and the less sure one counts: the
slope's own confidence interval, which takes days for independent, and how far the growth of whole
weeks strays from the rate, which does not (and to which the rhythm of a week is no stray). Usage
goes on straying until the date comes, so that is added. Pure: no clock, no storage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from statistics import fmean

from bot.quota.samples import Sample
from bot.times.spans import DAY

WINDOW = 30 * DAY
LEAST_HISTORY = 7 * DAY
HORIZON = 730 * DAY
"""A month of history says nothing about later."""
LEAST_DAYS = 5
"""Fewer days with numbers make no trend."""
CONFIDENCE = 0.9
"""How often the truth should lie inside a range."""
STRAY_DAYS = 7
EXACT_DAYS = 0.5
"""One number a day gives no date that is more exact, to either side."""
VAGUE = 6.0
"""A fit is poor when its fastest rate is so many times its slowest."""


@dataclass(frozen=True, slots=True)
class FullDate:
    """When there will be no room left, in milliseconds since 1970."""

    likely: int
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Growth in bytes a day, from ``slowest`` to ``fastest``.

    ``full`` is None where there is no limit, no room left already, or no date within two years or
    exact enough to be worth saying.
    """

    rate: float
    slowest: float
    fastest: float
    full: FullDate | None = None


def forecast(samples: Sequence[Sample], limit: int | None, now: int) -> Forecast | None:
    """Foresee from samples in the order of time; ``limit`` is in bytes, ``now`` in milliseconds.

    Gives None with less than 7 days of history in the last 30, when usage is flat or shrinking, and
    when the fit is poor.
    """
    recent = [sample for sample in samples if now - WINDOW <= sample.at <= now]
    if not recent or recent[-1].at - recent[0].at < LEAST_HISTORY:
        return None
    points = _daily(recent)
    trend = _trend(points) if len(points) >= LEAST_DAYS else None
    if trend is None:
        return None
    slowest, fastest = trend.rates()
    full = None if limit is None else _full(trend, limit, recent[-1], now)
    return Forecast(trend.rate, slowest, fastest, full)


@dataclass(frozen=True, slots=True)
class _Point:
    """``day`` counts from the newest sample, so it is never above zero; ``used`` is in bytes."""

    day: float
    used: float


@dataclass(frozen=True, slots=True)
class _Trend:
    """``noise`` is how far numbers lie from the line, in bytes.

    ``doubt`` is the half width of the rate's range, in bytes a day; ``stray`` is how far usage
    strays from its rate in one day, in bytes; it grows with the root of time.
    """

    rate: float
    doubt: float
    stray: float
    noise: float

    def rates(self, days_ahead: float | None = None) -> tuple[float, float]:
        """Give the slowest and the fastest rate: of the past, or up to a day in the future.

        Growth comes in lumps, so it surprises upwards: as many times as the slowest rate fits into
        the likely one, the likely one fits into the fastest.
        """
        ahead = self.stray / sqrt(days_ahead) if days_ahead else 0.0
        slowest = self.rate - hypot(self.doubt, ahead)
        return slowest, self.rate**2 / slowest if slowest > 0 else float("inf")


def _daily(samples: Sequence[Sample]) -> list[_Point]:
    """Keep one sample a day, counted back from the newest: a fine look does not weigh more."""
    newest = samples[-1].at
    kept = {(newest - sample.at) // DAY: sample for sample in samples}
    return [_Point((sample.at - newest) / DAY, sample.used) for sample in kept.values()]


def _trend(points: Sequence[_Point]) -> _Trend | None:
    # Loading takes a second and 90 MB, which a bot that nobody asks for a date does not need.
    from scipy import stats  # noqa: PLC0415 (see above)

    fit = stats.theilslopes(
        [point.used for point in points], [point.day for point in points], CONFIDENCE
    )
    if fit.slope <= 0:
        return None
    span = points[-1].day - points[0].day
    lag = min(STRAY_DAYS, span / 3)
    sure = stats.t.ppf((1 + CONFIDENCE) / 2, span / lag)
    stray = sure * _stray(points, fit.slope, lag)
    doubt = max(fit.high_slope - fit.slope, fit.slope - fit.low_slope, stray / sqrt(span))
    off = sorted(abs(point.used - fit.intercept - fit.slope * point.day) for point in points)
    trend = _Trend(fit.slope, doubt, stray, off[int(CONFIDENCE * (len(off) - 1))])
    return None if _vague(*trend.rates()) else trend


def _stray(points: Sequence[_Point], rate: float, lag: float) -> float:
    """Measure how growth over ``lag`` days or a little more strays from the rate, per root day."""
    strays = []
    for place, start in enumerate(points):
        end = next((point for point in points[place:] if point.day - start.day >= lag), None)
        if end is not None:
            days = end.day - start.day
            strays.append((end.used - start.used - rate * days) ** 2 / days)
    return sqrt(fmean(strays))


def _vague(slowest: float, fastest: float) -> bool:
    return slowest <= 0 or fastest / slowest > VAGUE


def _full(trend: _Trend, limit: int, last: Sample, now: int) -> FullDate | None:
    room = limit - last.used
    days = room / trend.rate
    if room <= 0 or days * DAY > HORIZON:
        return None
    slowest, fastest = trend.rates(days)
    if _vague(slowest, fastest):
        return None

    def date(days: float) -> int:
        return max(now, last.at + round(days * DAY))

    return FullDate(
        likely=date(days),
        earliest=date((room - trend.noise) / fastest - EXACT_DAYS),
        latest=date((room + trend.noise) / slowest + EXACT_DAYS),
    )
