"""Wishes not to be told for a while: 市场部这周别再提醒我, *no alerts for me until Dec 10*.

Their *not* refuses alerts and nothing else, so that it must never be taken for a wish to be told.
What is to be silent follows from what is said besides: a space, hours of each day, or until when.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.filling import NEXT_LEVEL
from bot.reading.parts import Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Topic, Wish
from bot.reading.wished import against
from bot.times import Unclear, read_daily, read_until, write_clock, write_hours

_ZH_NOT: Final = "(?:别|不要|不用|不必|甭|勿|不想|不需要|不许)"
_ZH_RINGS: Final = "(?:提醒|告警|报警|预警|通知|推送|私聊|打扰|骚扰|吵|烦|弹|响|艾特|啰嗦|叫我)"
_ZH_ALERT: Final = "(?:提醒|告警|报警|预警|通知|推送|消息)"
_EN_ALERT: Final = "(?:alert|notification|warning|reminder|ping|message)s?"
_STOPS: Final = "(?:停(?![水电车产工课机服网业运气])|关(?![于系注门机键联心灯]))"
"""Stops alerts, and not the water: 提醒:今天停水."""
_EN_RINGS: Final = (
    "(?:bother|disturb|alert|ping|notify|wake|remind|write|nagg?|bug|message|text|post|spam|annoy|warn)"
    "(?:ing)?"
)
_REFUSES: Final = re.compile(
    f"{_ZH_NOT}[^,.;!?别不]{{0,8}}?{_ZH_RINGS}"
    f"|{_ZH_ALERT}[^,.;:!?]{{0,10}}?(?:{_ZH_NOT}[^,.;!?]{{0,3}}?(?:[发来弹响推给]|了)|{_STOPS}|静音|免打扰|缓)"
    f"|{_ZH_NOT}(?:再|给我们?|给大家|[往在](?:这|本|咱们?|我们?)?(?:个)?(?:群|[里儿])里?)*(?:乱|老|总)?"
    "(?:发|推)[^,.;!?]{0,4}(?:消息|信息)"
    f"|(?:{_STOPS}|静音|屏蔽|缓)[^,.;!?]{{0,8}}?{_ZH_ALERT}|闭嘴|安静|清静|消停"
    f"|(?<![a-z])(?:no|stop|don'?t|do not|never|quit|mute|silence|snooze|pause|hold|skip|without)"
    f"(?: [a-z'\ue000-\ue00f]+){{0,5}}? {_EN_ALERT}(?![a-z])"
    f"|(?<![a-z])(?:don'?t|do not|never|stop|quit|no more)(?: [a-z']+){{0,2}}? {_EN_RINGS}(?![a-z])"
    "|(?<![a-z])(?:don'?t|do not) (?:send|tell) (?:me|us|here) (?:anything|a thing)"
    "|(?<![a-z])(?:nobody|no one|noone|none of us) (?:should|must|shall|wants? to|needs? to|"
    "is to|may|can)(?: ever| really)? (?:be|get) [a-z]+(?:ed|en) (?:up )?"
    "(?:by|with|about|at|after|before|between|from|in|on|over|during)(?![a-z])"
    "|(?<![a-z])(?:leave me (?:alone|in peace)|be quiet|keep quiet|shut up)(?![a-z])"
)
_NOT_SO: Final = re.compile(
    "忘|记得|[别不]漏|错过|[别不][光只仅]|[别不]要?不|不能不|"
    "照[常样旧]|(?:正常|恢复|继续)[^,.;]{0,3}(?:提醒|告警|报警|预警|通知|推送)|"
    "^[^,.;:]{0,2}(?:提醒|通知|公告|消息|预警)(?:大家|各位|全体|所有人|同事|一下)|"
    "(?:好|真|太|很|挺|[这那]么|非常|比较|终于|总算|难得)[^,.;]{0,2}(?:安静|清静|消停)|"
    f"{_ZH_NOT}[^,.;]{{0,3}}(?:停|关|取消|静音|暂停|屏蔽|推迟|延后|推后|免打扰)|为什么|为啥|怎么|[吗?？]|呢$|谁|"
    "算了|never ?mind|没有?(?:收到|提醒)|"
    "如果|要是|假如|万一|的话|说(?!一?[声下])|讲|问|听|想不想|要不要|是不是|昨|上周|之前没|摘要|周报|日报|文件"
    "|(?<![a-z])(?:forget|remember|miss|fail|why|how|who|did|didn'?t|haven'?t|got|if|unless|says?|"
    "said|told|asks?|asked|(?<!nobody )(?<!no one )(?<!noone )wants?|digests?|reports?|"
    "summar[a-z]+|files?|(?<!nobody )(?<!no one )(?<!noone )(?<!none of us )should|would|"
    "yesterday)(?![a-z])"
    "|(?<![a-z])(?:don'?t|do not|never) (?:[a-z]+ ){0,2}?"
    "(?:stop|mute|silence|pause|turn|switch|snooze)"
)
"""Words of who wants to be told all the same, asks, or tells what others want."""
_NOBODY: Final = "no one"
"""Is no first row."""
_NO_TIME: Final = re.compile(
    "先|暂时|一会|这[几两]天|(?<![a-z])(?:for now|for a while|a bit)(?![a-z])"
)
_WEEK: Final = re.compile(
    "(?:这个?|本)(?:周|礼拜|星期)(?![末一二三四五六日天])"
    "|(?<![a-z])(?:this week|(?:the )?rest of (?:the|this) week)(?![a-z])"
)
_OF_ONE: Final = re.compile(
    "(?<![a-z])(?:with|about) (?:it|this|that|them)(?![a-z])"
    "|[这那](?:个|条|件)(?!周|礼拜|星期|月|小?群|会话|聊天|单聊)|它"
)
"""What was just told of, and nothing else: *leave me alone with it*."""
_BOTHERS: Final = "烦我"
_ENDS_OF_PARTS: Final = (
    (re.compile("今[天日](?:早上|早晨|上午)|今早|(?<![a-z])this morning(?![a-z])"), "12:00"),
    (re.compile("今[天日](?:下午|午后)|(?<![a-z])this afternoon(?![a-z])"), "18:00"),
)
"""When a part of today ends."""
_TODAY: Final = re.compile("今[天日晚夜]|(?<![a-z])(?:today|tonight|rest of the day)(?![a-z])")
_AFTER: Final = re.compile("^ ?(?:以后|之后|过后|后|起|开始)")
_BEFORE: Final = re.compile("^ ?(?:以前|之前|前)(?!面)")
_WITHIN: Final = re.compile("^ ?(?:之|以)?内")
_EN_AFTER: Final = re.compile("(?:after|from|past) (?:about )?$")
_EN_BEFORE: Final = re.compile("before $")
_NEXT_WEEK: Final = re.compile("下个?(?:周|礼拜|星期)(?![末一二三四五六日天])")
_LEADING: Final = re.compile("^(?:(?:on|from|the)(?![a-z]) ?)+")
_LED: Final = re.compile("^(?:(?:until|till|to)(?![a-z])|直?到|至)")
_LEADS: Final = re.compile("(?:until|till|to|before|直?到|至) ?$")
_NIGHTS: Final = re.compile(
    "(?<!今天)(?<!昨天)(?:晚上|夜里|夜间|半夜|深夜)"
    "|(?<!今天)(?:下了?班(?:以后|之后|后|时间)|非工作时间|非上班时间|休息时间)"
    "|(?<![a-z])(?:at night|overnight|nights|after (?:work|hours|office hours)"
    "|outside (?:of )?(?:work|working|office|business) hours|out of hours)(?![a-z])"
)
_DAY_BEGINS: Final = 8 * 60
_NIGHT: Final = 17 * 60
_TIMED: Final = frozenset({"span", "moment", "days", "clock", "weekly"})


_OFF: Final = "alert off"
_TAKES: Final = "alert take"
_OF_ALL: Final = re.compile(
    "群|所有|全部|一切|整个|任何|其他|别的|(?<![a-z])(?:all|any|every[a-z]*|group|channel|others?"
    "|spaces|drives)(?![a-z])"
)


def hushed(said: Said, parts: Sequence[Mention], topic: Topic | None = None) -> Wish | None:
    """Give what is to be silent, and until when; None for whatever else is wished. Whoever has just
    taken the alert of a space means that one, unless more is said.
    """
    parts = [part for part in parts if said.copy[part.start : part.end] != _NOBODY]
    copy = cut(said.copy, parts)
    if _REFUSES.search(copy) is None or _NOT_SO.search(copy):
        return None
    named = [part for part in parts if part.kind == "space" and not part.near]
    if len({part.text for part in named}) > 1 or any(part.kind == "size" for part in parts):
        return None  # another wish besides
    taken = _taken(copy, topic) if not named else ""
    is_one = bool(named or taken)
    wish = _of_hours(said, parts) if not is_one else None
    wish = wish or (_of_days(said, parts) if not is_one else None)
    wish = wish or _of_nights(said, parts)
    wish = wish or _for_a_while(said, parts, copy, named[0].text if named else taken)
    if taken and (wish is None or wish.words == _OFF):  # which nobody said of that space
        wish = _of_days(said, parts)
    refused = {"", "negation"}
    return wish if wish is not None and against(said, parts, wish) in refused else None


def _taken(copy: str, topic: Topic | None) -> str:
    """Give the space whose alert was just taken; empty for none, or where more is meant."""
    if topic is None or topic.words != _TAKES or _OF_ALL.search(copy):
        return ""
    return topic.raw.get("space", "")


def _of_hours(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the hours of each day that are to be silent; of whoever names one end of a night, the
    other is when a day begins.
    """
    for part in parts:
        if part.kind == "hours":
            return Wish("alert quiet", {"hours": part.text}, 1.0)
        if part.kind == "clock" and (hours := _open_hours(said, part)):
            return Wish("alert quiet", {"hours": hours}, 1.0)
    return None


def _of_days(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the days that are to be silent as a whole: 明天别提醒我."""
    if _NEXT_WEEK.search(said.copy):
        return Wish("alert holidays", {"dates": "下周一到下周日"}, 1.0)
    for part in parts:
        is_end = _end(said, part) is not None or _TODAY.search(part.text)
        if part.kind == "days" and not is_end:
            dates = _LEADING.sub("", part.text).strip(" ,.")
            return Wish("alert holidays", {"dates": dates}, 1.0)
    return None


def _of_nights(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Ask for the hours of all nights, where nobody says them: 晚上别打扰我."""
    is_timed = any(part.kind in {*_TIMED, "space", "hours"} for part in parts)
    is_nights = _NIGHTS.search(said.copy) and not _TODAY.search(said.copy)
    return Wish("alert quiet", {}, 1.0) if is_nights and not is_timed else None


def _open_hours(said: Said, part: Mention) -> str:
    before, behind = said.copy[: part.start], said.copy[part.end :]
    lead = re.match("(?:after|from|before) ", part.text)
    try:
        minute = read_daily(part.text[lead.end() :] if lead else part.text)
    except Unclear:
        return ""
    is_after = _AFTER.match(behind) or _EN_AFTER.search(before) or (lead and lead[0] != "before ")
    if is_after and minute >= _NIGHT:
        return write_hours(minute, _DAY_BEGINS)
    is_before = _BEFORE.match(behind) or _EN_BEFORE.search(before) or (lead and not is_after)
    return f"00:00-{write_clock(minute)}" if is_before and 0 < minute < _NIGHT else ""


def _for_a_while(said: Said, parts: Sequence[Mention], copy: str, space: str) -> Wish | None:
    """Give until when a space, or everything, is to be silent; for good where no time is said."""
    until = _until(said, parts)
    if until is None or (not space and _OF_ONE.search(said.copy)):
        return None
    if not until and not _NO_TIME.search(copy):
        return Wish(_OFF, {"space": space}, 1.0) if space else None
    if space:
        return Wish("alert snooze", {"space": space, **({"until": until} if until else {})}, 1.0)
    return Wish("alert mute", {"time": until}, 1.0) if until else None


def _until(said: Said, parts: Sequence[Mention]) -> str | None:
    """Give until when it is silent; empty where no time is said, None for a time that is no end."""
    if NEXT_LEVEL.search(said.copy):
        return "next level" if any(part.kind == "space" for part in parts) else None
    timed = [part for part in parts if part.kind in _TIMED]
    ends = [end for part in timed if _is_end(said, part) and (end := _end(said, part))]
    if ends:
        return ends[-1]
    if _WEEK.search(said.copy):
        return "next week" if said.copy.isascii() else "下周一"
    part = next((end for part, end in _ENDS_OF_PARTS if part.search(said.copy)), "")
    if part or _TODAY.search(said.copy):
        return part or ("tomorrow" if said.copy.isascii() else "明天")
    if not timed:
        return "" if not any(part.kind == "hours" for part in parts) else None
    return _end(said, timed[-1])


def _is_end(said: Said, part: Mention) -> bool:
    """Tell whether a time ends a silence whatever else is said, which may be why."""
    return part.kind != "span" or _WITHIN.match(said.copy[part.end :]) is not None


def _end(said: Said, part: Mention) -> str | None:
    if part.kind == "span":
        return part.text if _BOTHERS not in said.copy else None
    is_led = _LED.match(part.text) or _LEADS.search(said.copy[: part.start])
    if not is_led and not _BEFORE.match(said.copy[part.end :]):
        return None
    bare = re.sub("^(?:until|till|to|直?到|至) ?", "", part.text)
    for text in (part.text.strip(" ,."), bare.strip(" ,.")):
        try:
            read_until(text)
        except Unclear:
            continue
        return text
    return None
