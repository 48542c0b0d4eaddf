"""What a sample of an alert tells of: a space that there is not. Pure."""

from bot.alerts.incident import Incident
from bot.charts.trend import Trend
from bot.quota.forecast import Forecast, FullDate
from bot.quota.limits import Percent
from bot.quota.samples import Sample
from bot.sizes import GB
from bot.times.spans import DAY

KEY = "sample"
SUBJECT = "0"
_USED, _LIMIT = 455 * GB, 500 * GB
_A_DAY = 6.2 * GB / 7
_DAYS = 60


def incident(now: int) -> Incident:
    """Make one that nobody has taken."""
    seen = Sample(now, _USED, _LIMIT)
    return Incident(SUBJECT, now - DAY, Percent(90), seen, _LIMIT, card=KEY, due=now + DAY)


def forecast(now: int) -> Forecast:
    """Foresee when it would be full."""
    full = FullDate(now + 49 * DAY, now + 35 * DAY, now + 77 * DAY)
    return Forecast(_A_DAY, 4 * GB / 7, 9 * GB / 7, full)


def trend(now: int) -> Trend:
    """Give how it would have grown."""
    samples = [
        Sample(now - days * DAY, int(_USED - days * _A_DAY), _LIMIT)
        for days in range(_DAYS, -1, -1)
    ]
    return Trend("", samples, _LIMIT, (Percent(80), Percent(90)), forecast(now), now)
