"""Times as people say them, in Chinese and English: the one reader and the one writer of them, for
all commands and files.

====================  =================================================================
a time of day         ``22:30``, ``10:30 pm``, ``晚上十点半``, ``下午3点一刻``, ``noon``, ``半夜``
hours of each day     ``22:00-8:00``, ``10pm to 8am``, ``晚上10点到早上8点``
a span of time        ``90 minutes``, ``1.5h``, ``半小时``, ``一个半小时``, ``两天``
a day, or days        ``2026-10-01``, ``10月1日到7日``, ``oct 1``, ``tomorrow``, ``下周五``
a day of the week     ``monday at 9``, ``every fri 5pm``, ``每周一早上9点``
a moment to come      ``until tomorrow``, ``next monday 9am``, ``到周五下午3点``
since when            ``yesterday``, ``the last 3 days``, ``上个月``, ``10月1日``
when in the past      ``last year``, ``2024``, ``before monday``, ``3月``, ``上周``
a moment, written     ``2026-12-01 09:00+08:00``
China's days off      ``国庆``, ``spring festival 2026``
====================  =================================================================

No library fits. To dateparser 1.5 ``22点半``, ``半小时`` and ``每周一早上9点`` are nothing,
parsedatetime and ctparse know no Chinese, jionlp brings 240 MB, and Microsoft's recognizers do not
load beside today's packages. They also guess, where a wrong guess silences alerts. So there is a
table for each thing here, and what is typed is read whole, or refused with what was wrong.

Everything is pure: what depends on today is given today.
"""

from bot.times.clock import read_clock, read_hours, write_clock, write_hours
from bot.times.day_parts import hour_of_part
from bot.times.days import Day, Relative, SomeDay, Weekday, nearest, read_days
from bot.times.moments import (
    Until,
    read_daily,
    read_moment,
    read_until,
    read_weekly,
    write_moment,
)
from bot.times.past import Period, read_period, read_since, time_apart
from bot.times.spans import read_span, write_span
from bot.times.words import Unclear

__all__ = [
    "Day",
    "Period",
    "Relative",
    "SomeDay",
    "Unclear",
    "Until",
    "Weekday",
    "hour_of_part",
    "nearest",
    "read_clock",
    "read_daily",
    "read_days",
    "read_hours",
    "read_moment",
    "read_period",
    "read_since",
    "read_span",
    "read_until",
    "read_weekly",
    "time_apart",
    "write_clock",
    "write_hours",
    "write_moment",
    "write_span",
]
