"""What somebody says of a digest that is asked about: another day or time, and nothing else of it.

Pure: 改成下午五点半发 keeps the day, *make it monday* the time.
"""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Final

from bot.alerts.subscription import Digest
from bot.language import normalise
from bot.times import Unclear, hour_of_part, read_clock, read_daily, read_weekly

_LONGEST: Final = 60
_SHORT: Final = 24
_ZH_LEAD: Final = re.compile(
    "^(?:(?:不对|不是|不|还是|等等|哎|那就?|请|麻烦你?|嗯|"
    "好|行|能不能|可以|把|发送|时间|它)[ ,.]*)*"
    "(?:改成|改为|改到|改在|换成|换到|调到|调成|挪到|放到|定在|设为|设成|改)?[在到成为]? ?"
)
_EN_LEAD: Final = re.compile(
    "^(?:(?:no|wait|actually|rather|better|sorry|hmm|please|ok|okay|but|and|instead|can you|"
    "could you|let's)[ ,.]*)*(?:make (?:it|that)|change (?:it |that )?to|move it to|set it to|"
    "send it|do it|have it|say)? ?(?:at |for |to )?"
)
_TAIL: Final = re.compile(
    "(?:再?(?:给我)?[发推送来]+)?(?:就?[行好]了?|可以吗?|吧|呗|啊|哈)?$"
    "|(?:,? (?:instead|rather|please|would be better|is better))+$"
)
_DAILY: Final = re.compile("每天|每日|天天|(?<![a-z])(?:daily|every ?day|each day)(?![a-z])")
_WEEKLY: Final = re.compile(
    "每个?(?:周|星期|礼拜)(?![一二三四五六日天末])|(?<![a-z])(?:weekly|every week)$"
)


_ELSE: Final = re.compile(
    "免打扰|打扰|提醒|消息|告警|静音|别(?:再)?(?:在|发|吵|弹|响)|[点:0-9半晚早上][到至]"
    "|(?<![a-z])(?:between|until|till|quiet|silent|alerts?|pings?|messages?|mute|don't|do not)"
    "(?![a-z])"
)
"""Words of quiet hours and alerts, and of a time that lasts."""


def corrected(text: str, digest: Digest) -> Digest | None:
    """Give the digest with what a text changes of it; None for a text that says something else."""
    said = normalise(text).strip(" .,!?~。，！？")
    if not said or len(said) > _LONGEST or said.isdecimal() or _ELSE.search(said):
        return None
    led = (_EN_LEAD if said.isascii() else _ZH_LEAD).match(said)
    rest = said[led.end() :] if led else said
    return _changed(_TAIL.sub("", rest).strip(" ,"), digest) or _changed(rest.strip(), digest)


def _changed(rest: str, digest: Digest) -> Digest | None:
    if not rest:
        return None
    if _DAILY.search(rest):
        minute = _minute(_DAILY.sub("", rest).strip())
        is_alone = not _DAILY.sub("", rest).strip()
        kept = digest.minute if minute is None else minute
        return Digest("daily", kept) if is_alone or minute is not None else None
    if _WEEKLY.fullmatch(rest):
        return replace(digest, every="weekly")
    for end in range(len(rest), 1, -1):
        with suppress(Unclear):
            weekday, at = read_weekly(rest[:end].strip())
            part = hour_of_part(rest)
            if at is None and part:
                at = read_clock(part)
            if end == len(rest) or part:
                return Digest("weekly", digest.minute if at is None else at, weekday)
    minute = _minute(rest)
    return None if minute is None else replace(digest, minute=minute)


def _minute(said: str) -> int | None:
    """Give the minutes of a time of day, or of a part of it; None for anything else."""
    for read in (read_clock, read_daily):
        with suppress(Unclear):
            return read(said)
    part = hour_of_part(said)
    return read_clock(part) if part and len(said) <= _SHORT else None
