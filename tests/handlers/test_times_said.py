"""Every command that takes a time of day, a span or a day reads the same words as the same.

So does the file of who is told. There is one reader for all of them; a command with one of its own
is found here, and so is one whose words end before the time does.
"""

import ast
import re
import sys
from collections.abc import Callable
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import times
from bot.alerts.arguments import Levels, Moment, SnoozeTime, Snoozing
from bot.alerts.settings_file.format import load
from bot.alerts.subscription import Subscription
from bot.errors import BadArgument
from bot.errors.files import BadFile
from bot.messages import Conversation
from bot.rights.lasting import Lasting
from bot.routing import Routes
from bot.times.spans import MINUTE
from handlers import ROUTERS
from tests.bot.times.test_times import CLOCKS, DAYS, MINUTES, NO_CLOCKS, NO_SPANS
from tests.catalogue import ROOT
from tests.measures import modules
from tests.sweeping import sweep

ROUTES = Routes(ROUTERS)
ZONE = "Asia/Shanghai"
NOW = datetime(2026, 11, 26, 15, 0, tzinfo=ZoneInfo(ZONE))
FILE = "conversations: [{{id: a, spaces: all, {}}}]"
LAST = time(3, 7)
"""When hours end that begin with what is tried; nothing that is tried means this."""


def said(text: str) -> Any:
    """What a command takes last, as it is read when somebody sends the text."""
    found = ROUTES.find(text)
    assert found is not None
    part = found.route.takes[-1]
    if isinstance(part, SnoozeTime):
        return part.meaning(" ".join(found.raw.values()))
    return found.route.read(found.raw)[part.name]


def in_file(member: str) -> Subscription:
    [wanted] = load(FILE.format(member), zone=ZONE).conversations
    return wanted.subscription


def minute_of(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def begins(text: str) -> int:
    quiet = said(text)
    assert quiet.ends == LAST
    return minute_of(quiet.begins)


def of_day(text: str) -> int:
    return int(said(text))


def of_week(text: str) -> int:
    weekday, minute = said(text)
    assert weekday == (EVENINGS_END in text)
    return int(minute)


def of_tomorrow(text: str) -> int:
    """The minute of a moment to come, which is tomorrow."""
    moment = said(text)
    if isinstance(moment, Snoozing):
        moment = moment.wanted
    if isinstance(moment, Lasting) and moment.moment:
        moment = Moment(moment.moment, "time", text)
    assert isinstance(moment, Moment)
    at = moment.until.at(round(NOW.timestamp() * 1000), ZONE, time(9))
    local = datetime.fromtimestamp(at / 1000, NOW.tzinfo)
    assert (local.date() - NOW.date()).days == 1 + (EVENINGS_END in text)
    return minute_of(local.time())


def file_quiet(text: str) -> int:
    quiet = in_file(text).quiet
    assert quiet is not None
    return minute_of(quiet.begins)


def file_digest(text: str) -> int:
    digest = in_file(text).digest
    assert digest is not None
    return digest.minute


CLOCK_SAID: dict[str, Callable[[str], int]] = {
    "alert quiet {} to 03:07": begins,
    "/提醒免打扰 {}到03:07": begins,
    "免打扰 {} - 03:07": begins,
    "digest daily {}": of_day,
    "日报 {}": of_day,
    "摘要 每天 {}": of_day,
    "digest weekly mon {}": of_week,
    "周报 周一 {}": of_week,
    "每周摘要 星期一{}": of_week,
    "alert mute until tomorrow {}": of_tomorrow,
    "提醒静音 到明天{}": of_tomorrow,
    "暂停提醒 明天 {}": of_tomorrow,
    "alert snooze until tomorrow {}": of_tomorrow,
    "稍后提醒 明天{}": of_tomorrow,
    "extend 2 until tomorrow {}": of_tomorrow,
    "延长 2 到明天{}": of_tomorrow,
    'quiet: "{}-03:07"': file_quiet,
    "digest: daily {}": file_digest,
    "digest: weekly mon {}": file_digest,
}
"""Ways to say a time of day to each command that takes one, and to the file."""


def span(text: str) -> int:
    wanted = said(text)
    millis = wanted.wanted if isinstance(wanted, Snoozing) else wanted
    millis = millis.millis if isinstance(millis, Lasting) else millis
    assert isinstance(millis, int)
    return millis


def file_span(text: str) -> int:
    return in_file(text).patience or 0


SPAN_SAID: dict[str, Callable[[str], int]] = {
    "alert mute {}": span,
    "提醒静音 {}": span,
    "alert snooze {}": span,
    "稍后提醒 {}": span,
    "alert deadline {}": span,
    "提醒时限 {}": span,
    "extend 2 {}": span,
    "延长 2 {}": span,
    "request approve 2 {}": span,
    "批准申请 2 {}": span,
    "patience: {}": file_span,
}
"""Ways to say a span of time to each command that takes one, and to the file."""


def days(text: str) -> str:
    here = Subscription(Conversation("cid", "group"), "Bob", 1)
    return " ".join(map(str, sorted(said(text).onto(here, NOW.date()).holidays)))


def one_day(text: str) -> str:
    moment = said(text)
    if isinstance(moment, Snoozing):
        moment = moment.wanted
    if isinstance(moment, Lasting) and moment.moment:
        moment = Moment(moment.moment, "time", text)
    return str(moment.until.day.after(NOW.date()))


DAY_SAID: dict[str, Callable[[str], str]] = {
    "alert holidays {}": days,
    "提醒假期 {}": days,
    "节假日 {}": days,
    "alert mute until {}": one_day,
    "提醒静音 到{}": one_day,
    "alert snooze until {}": one_day,
    "extend 2 until {}": one_day,
}
"""Ways to say a day to each command that takes one."""

ONE_DAY = {
    words: day
    for words, day in DAYS.items()
    if len(day) == len("2026-11-27") and day > "2026-11-26"
}
"""Days to come, as they are said."""
EVENINGS_END = "晚上12点"
"""Of a named day it is the midnight that ends it; every other 0:00 begins it."""
A_MORNING = {"明天", "tomorrow"}
"""Said alone, to a command that waits until then, a day whose morning is meant."""


@sweep("way", CLOCK_SAID)
def test_a_time_of_day_is_the_same_to_all(way: str) -> None:
    for words, meant in CLOCKS.items():
        hour, minute = meant.split(":")
        assert CLOCK_SAID[way](way.format(words)) == int(hour) * 60 + int(minute), words


@sweep("way", CLOCK_SAID)
def test_what_is_no_time_of_day_is_refused_by_all(way: str) -> None:
    for words in NO_CLOCKS:
        with pytest.raises((BadArgument, BadFile)):
            CLOCK_SAID[way](way.format(words))


@sweep("way", SPAN_SAID)
def test_a_span_of_time_is_the_same_to_all(way: str) -> None:
    for words, minutes in MINUTES.items():
        assert SPAN_SAID[way](way.format(words)) == minutes * MINUTE, words


@sweep("way", SPAN_SAID)
def test_what_is_no_span_of_time_is_refused_by_all(way: str) -> None:
    for words in NO_SPANS:
        with pytest.raises((BadArgument, BadFile)):
            SPAN_SAID[way](way.format(words))


@sweep("way", DAY_SAID)
def test_a_day_is_the_same_to_all(way: str) -> None:
    for words, day in ONE_DAY.items():
        if words not in A_MORNING or DAY_SAID[way] is days:
            assert DAY_SAID[way](way.format(words)) == day, words


def reads_times(part: object) -> bool:
    """Tell whether an argument is declared where the reader of times is used."""
    beside = vars(sys.modules[type(part).__module__]).values()
    return not isinstance(part, Levels) and any(
        getattr(each, "__module__", "").startswith(times.__name__) for each in beside
    )


def test_each_command_that_takes_a_time_is_asked() -> None:
    takes = {route.words for route in ROUTES for part in route.takes if reads_times(part)}
    asked = {
        found.route.words
        for way in (*CLOCK_SAID, *SPAN_SAID, *DAY_SAID)
        if (found := ROUTES.find(way)) is not None
    }

    assert takes - asked == set()


NO_READER = {
    "bot/alerts/arguments.py": "tells what was meant as a time from the name of a space",
    "bot/dispatch/levels_said.py": "knows a number of hours or days as no level",
    "bot/i18n.py": "keeps a number and its unit on one line in what the bot itself says",
    "bot/language/agreeing.py": "tells why somebody declines: 晚点 and 点错 among others",
    "bot/language/renaming.py": "tells how big a new space is to be at first, which is 暂时",
    "bot/dispatch/sizes_said.py": "tells how big a new space is to be at first, which is 暂时",
    "bot/language/numerals.py": "reads the point of a number, which is written as the hour is",
    "bot/reading/file_names.py": "knows the word am as none of a name",
    "bot/reading/taken_on.py": "knows the word am of who is on it",
    "bot/reading/given.py": "tells when a permission ends, and hands that to the reader of times",
    "bot/reading/bared.py": "knows the greetings of a time of day",
    "bot/reading/for_others.py": "knows 第三个 as what points to a file, and that a link ends",
    "bot/reading/asked.py": "tells what asks about a change: what time it takes, among others",
    "bot/reading/wished.py": "tells what was nearly done, which is 差点",
    "bot/reading/listed.py": "tells what is out of date, which is 过时",
    "bot/reading/recalled.py": "tells that a file was stored at some time, which it does not read",
    "bot/reading/asides_zh.py": "leaves out 等一下 and what somebody does this afternoon",
    "bot/reading/own_space.py": "tells who needs a place, in which 点儿 is a little",
    "bot/reading/manners.py": "leaves out when you have time and a second, which are polite",
    "bot/reading/clauses.py": "tells two wishes in one sentence by 同时",
    "bot/reading/cautions.py": "tells a change that is only spoken of by its words, then and at that time",
    "bot/reading/described.py": "tells what is said of files from their names",
    "bot/reading/shown_files.py": "finds which of the files that were shown is meant",
    "bot/reading/following.py": "tells what points to the last answer, and until when and by when behind it",
    "bot/reading/numbers.py": "reads a dot of a number, and what is of a list or in percent",
    "bot/reading/permitted.py": "tells who may do something, and not when",
    "bot/reading/at_work.py": "tells a digest's bare hour, which is one of the afternoon",
    "bot/reading/strange.py": "has 什么时候 behind the name of a space that is not there",
    "bot/reading/plainly.py": "tells for whom a space is made, a team or 同事, and not when",
    "bot/reading/forbidding.py": "tells who asks about what was taken back, and 几时 among others",
    "bot/reading/rules.py": "tells that somebody is to be asked first, which is 点头",
    "bot/reading/room_asked.py": "tells how far ahead spaces are to be full, and 几时 they last",
    "bot/reading/help_asked.py": "tells who asks what can be done, a little of it: 点",
    "bot/reading/cannot.py": "tells who is to watch, and 长时间 that names no time",
    "bot/reading/mere_words.py": "knows the team that a reason tells of",
    "bot/reading/denied.py": "tells a level that is too late, and 时候 behind it",
    "bot/reading/beside.py": "tells what is said beside a wish: 点, 当时 and 费点 among others",
    "bot/reading/all_stopped.py": "tells that all is to stop, whatever time is said",
    "bot/reading/bin_said.py": "tells that a file was deleted, and no day of it",
    "bot/reading/hushed.py": "tells what refuses alerts, and 暂时 that names no time",
    "bot/reading/made.py": "knows a team as a kind of space",
    "bot/reading/files_plainly.py": "tells what is no name of files: parts of a day among others",
    "bot/digests/said.py": "drops 时间 before the time that it leaves to the reader",
    "bot/reading/upload_asked.py": "tells who asks how a file is put in, which a rename does not",
    "bot/reading/things.py": "tells what is done to a file, a rename among others",
    "bot/reading/spoken_of.py": "knows a team as what something is made for",
    "bot/reading/levels_said.py": "tells alerts that come earlier, which is 早点",
    "bot/files/around.py": "drops 时候 behind a day, and 下 where it is 一下",
    "bot/dispatch/two_wishes.py": "knows a team of admins, and 加点 that asks them for more",
    "bot/reading/kinds_said.py": "drops 按时间 and 大一点 from what is said of a kind of files",
    "bot/reading/newest_said.py": "finds 按时间 as an order of files, the newest first",
    "bot/dispatch/picked_by.py": "finds 按时间 as an order that a search has not",
    "bot/reading/rows_asked.py": "finds 什么时候 asked of a file, which tells it itself",
    "bot/reading/requests_said.py": "tells what is said beside a decision, and not when",
    "bot/reading/talk_behind.py": "tells what goes beyond a wish and is put off, and not when",
    "bot/reading/people.py": "tells 小时 from somebody whom people call 小时",
}


def test_nobody_else_has_patterns_of_times() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in modules("bot", "handlers")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and "re.compile" in ast.unparse(node.func)
        if re.search("[点时]|小时|分钟|o'clock|[ap]m[|)]", ast.unparse(node))
    }

    assert {path for path in found if not path.startswith("bot/times/")} == NO_READER.keys()
