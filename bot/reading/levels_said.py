"""At which levels somebody is told: *set my alerts for Finance to 80%*, *warn us a bit earlier,
like at 80 %*, *at what percent do you warn me about Finance?*

Levels are a space's or a conversation's: who asks for their own is told, and at which they come.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Topic, Understood, Wish

_S: Final = PLACES["space"]
_P: Final = f"[{PLACES['percent']}{PLACES['number']}]"
_RINGS: Final = "(?:alert|warn|notify|ping|remind|message|text|shout at|tell|let)"
_ALERTS: Final = "(?:alerts?|warnings?|notifications?|reminders?)"
_EN_LEAD: Final = (
    "^(?:(?:hi|hey|hello|please|pls|plz|ok(?:ay)?|so|and|but|can|could|would|will|you|u|i|we|want|"
    "need|like|to|i'd|just|also|actually|it|be|possible)[ ,]+)*"
)
_SETS: Final = re.compile(
    f"{_EN_LEAD}(?:set|make|change|put|move|lower|raise|turn|switch|adjust)(?: up)? "
    f"(?P<whose>my|our|the|these|those)? ?{_ALERTS}(?: (?:level|levels|limit|threshold))?"
    f"(?: (?:for|of|about|on|in) (?:the )?(?P<space>{_S})(?: space)?)? "
    f"(?:(?:down |up )?to|at|from .{{1,8}} to) (?P<level>{_P})"
)
_RUNG: Final = re.compile(
    f"{_EN_LEAD}{_RINGS} (?P<whose>me|us)(?: know)? (?:about|of|on|for) (?:the )?(?P<space>{_S})"
    f"(?: space)?,? (?:only )?(?:at|from|when|once|if|as soon as)(?: it)?(?: [a-z']+){{0,4}}? "
    f"(?P<level>{_P})"
)
_SHIFTED: Final = re.compile(
    f"{_EN_LEAD}{_RINGS} (?P<whose>me|us)(?: know)?(?: about (?:the )?(?P<space>{_S}))?"
    "(?: a (?:bit|little)| much| somewhat| way)? (?:earlier|sooner|later)(?![a-z])"
    f"[^.;!?]*?(?P<level>{_P})"
)
_ANY: Final = re.compile(
    f"{_EN_LEAD}(?:(?:warn|alert|notify|tell|ping|message|inform|remind) us"
    "|(?:let|give|drop) us (?:know|a heads[- ]?up|a note|a warning|a shout))(?: when| if| once"
    "| as soon as| whenever)+ (?:any|a|some|one|one of (?:the|our|these)) (?:spaces?|drives?)"
    "(?: (?:is|are|gets|goes|get|go|has|reaches|hits|passes|becomes|comes|rises|grows|climbs|fills"
    "|up|to|at|over|above|past|beyond|more|than|used|filled|reached|about|around|near))* "
    f"(?P<level>{_P})(?: ?(?:%|percent|full|used))*[ .!?]*$"
)
_SHIFTED_ZH: Final = re.compile(
    f"(?:提醒|告警|报警|预警|通知)[^,.;!?]{{0,6}}?(?:早|提前"
    f"|晚)(?:一?[点些])?[^.;!?]{{0,12}}?(?P<level>{_P})"
    f"|(?:早|提前|晚)(?:一?[点些])?(?:提醒|告警|报警|预警|通知)[^.;!?]{{0,12}}?(?P<level2>{_P})"
)
_CALLED_ZH: Final = re.compile(
    "(?:用|占|满|存|装|涨)?(?:到|超过?|达到|过|快到|接近)了?"
    f"(?P<level>{_P})(?:左右|的?时候?|时|就|了|以?后|[ ,])*"
    "(?:就|请|麻烦|要|记得|提前|先|早点|给|跟|和|在|往|对|群里|这个?群"
    "|(?P<whose>我(?!们))|我们|咱们?|大家|这里|这儿)*"
    "(?:[吱言支]一?[声语]|吱声|[说喊叫]一[声下]|打个?招呼|吭一?声|叫(?P<me>我)|喊(?P<me2>我))"
)
"""Who is to be told in a word: 用到85%的时候提前吱一声."""
_SENT_HERE: Final = re.compile(
    f"(?:请|麻烦|把|将|以后|今后|从现在起|[ ,])*(?:(?P<space>{_S})"
    f"|[这那该此]个?(?:空间|盘))(?:空间)?的?"
    "(?:提醒|告警|报警|预警|警报)(?:消息)?(?:以后|今后|也|都|就|请|改|直接|,)*"
    "(?:发|推送?|送|放|通知|转)(?:到|在|给|进|往)?(?:本|这个?|咱们?|我们?)?(?:群"
    "|这[里儿])里?(?:来|吧|了|去)*(?:[ ,.;!].*)?$"
)
_HERE: Final = re.compile("群|这[里儿]|大家")
_ASKS: Final = re.compile(
    f"{_EN_LEAD}(?:at|from|above|over) (?:what|which) (?:percent(?:age)?|levels?|points?|threshold"
    f"|%) .*?{_RINGS}"
    f"|{_EN_LEAD}(?:what|which)(?: are|'s| is)?(?: the| my| our)? ?(?:alert|warning) levels?"
    "(?![a-z])"
    f"|{_EN_LEAD}how full (?:does|do|must|should|has) .*?(?:before|until|till) "
    "(?:you|i|we|anybody|someone) (?:get |gets |are |is )?"
    f"(?:{_RINGS}|told|warned|alerted|notified)"
    "|(?:到|超过?|达到|用到)了?(?:百分之几|百分之多少|多少|几成"
    "|什么程度)(?:的时候)?(?:你|会|才|就|能|要|给我)*"
    "(?:提醒|告警|报警|预警|通知)|(?:提醒|告警)级别(?:是|为)?(?:多少|什么(?!意思)|哪几?[级档个])"
)
_RINGS_ZH: Final = "(?:提醒|通知|告警|报警|预警|报|叫|喊|响|发|说|讲|告诉|吱|弹)"
_NOT_ZH: Final = "先?(?:别|不用|不要|不必|甭|没必要|不需要|用不着|不该)"
_EARLY_ZH: Final = "(?:太早|早了点?|过早|偏早|还早|太低|低了)"
_AT_ZH: Final = "(?:就|的?时候?|的话|才|[ ,])*"
_ABOUT: Final = f"(?: (?:about|for|of|on) (?:the )?{_S})?"
_BETWEEN: Final = f"(?: [a-z'{_S}]+)"
_ONLY: Final = "(?<![a-z])(?:only|just|not (?:until|before))"
_ONLY_FROM: Final = re.compile(
    f"(?P<level>{_P})(?:以上|左右|的?时候?|以后|之后|了|[ ,])*(?:再|才)"
    f"(?:来|给我们?|跟我们?|要|会|能|开始|需要|该|发)*{_RINGS_ZH}"
    f"|{_ONLY}(?: [a-z']+){{0,2}}? {_RINGS}{_BETWEEN}{{0,6}} (?P<level2>{_P})"
    f"|(?<![a-z]){_RINGS}{_BETWEEN}{{0,4}} (?:only|not (?:until|before))"
    f"(?: (?:at|from|once|when|above|it|is|reaches|hits|over))* (?P<level3>{_P})"
)
_INSTEAD: Final = re.compile(
    f"(?:改|调|换|设|提|升|推迟|延后?)(?:成|到|为|至) ?(?P<level>{_P})"
    f"|(?P<level2>{_P})(?:就行|就够|就好|合适|差不多"
    "|(?: is| would be)? (?:enough|fine|ok|okay|better))"
    f"|(?<![a-z])(?:make|set|change|raise|move) (?:it|that|them)(?: to| at)? (?P<level3>{_P})"
)
_REJECTED: Final = re.compile(
    f"(?P<level>{_P}){_AT_ZH}{_RINGS_ZH}?(?:就|也|有点|有些|是|还|得|实在|未免|我们?|[ ,])*"
    f"(?:{_EARLY_ZH}|{_NOT_ZH}(?:再|就|给我们?|来)*{_RINGS_ZH})"
    f"|{_NOT_ZH}(?:在|到|一到|等)? ?(?P<level2>{_P}){_AT_ZH}(?:给我们?)?{_RINGS_ZH}"
    f"|从 ?(?P<level3>{_P})(?=[^,.;!?]{{0,4}}(?:改|调|换|提|升|推))"
    f"|(?P<level4>{_P})(?: is| are|'s)?(?: (?:way|much|far|a bit|a little|just))*"
    " too (?:early|low|soon)"
    "|(?<![a-z])(?:not|don't|do not|no need to)"
    "(?: (?:alert|warn|notify|tell|ping|remind)(?: me| us)?)?"
    f"{_ABOUT}(?: already)?(?: at)? (?P<level5>{_P})"
)
_NO_LEVELS: Final = re.compile(
    "会不会|[吗么?]|调用|接口|预算|额度|(?<![a-z])(?:api|calls?|budget|if|should)(?![a-z])"
)
_OFF: Final = re.compile("关|停|静音|再也|以后都|(?<![a-z])(?:off|stop|never|mute)(?![a-z])")
_ROW: Final = re.compile(f"{_P}(?:(?:[ ,、&/]|%|and|then|plus|和|跟|及|还有)+{_P})*")
"""Levels that are said in a row: *60, 80 and 95*."""
_MOST: Final = 100


def levels_asked(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give what shows at which levels somebody is told, where that is asked; else None."""
    spaces = [part for part in parts if part.kind == "space"]
    if _ASKS.search(cut(said.copy, spaces)) is None:
        return None
    return (
        Wish("quota", {"space": spaces[0].text}, 1.0) if spaces else Wish("alert levels", {}, 1.0)
    )


def levels_said(said: Said, parts: Sequence[Mention], topic: Topic | None = None) -> Wish | None:
    """Give what is wished of levels, or of where alerts are told; None for anything else."""
    kept = [part for part in parts if part.kind in {"space", "percent", "number"}]
    copy = cut(said.copy, kept)
    about = topic.raw.get("space", "") if topic is not None else ""
    if (sent := _SENT_HERE.match(copy)) is not None:
        space = kept[0].text if sent["space"] else about
        return Wish("alert here", {"space": space}, 1.0) if space else None
    if (any_space := _ANY.search(copy)) and (level := _levels(copy, kept, any_space)):
        return Wish("alert here", {"levels": level}, 1.0)
    found = _SETS.search(copy) or _RUNG.search(copy) or _SHIFTED.search(copy)
    whose = "" if found is None else found["whose"] or "the"
    found = found or _SHIFTED_ZH.search(copy)
    is_alone = not any(part.kind in {"size", "file"} for part in parts)
    if found is None and is_alone and (found := _CALLED_ZH.search(copy)) is not None:
        whose = "me" if found["whose"] or found["me"] or found["me2"] else "us"
    level = _levels(copy, kept, found)
    if found is None or not level:
        return None
    lent = about if found.re is _CALLED_ZH else ""
    space = next((part.text for part in kept if part.kind == "space"), lent)
    if whose in {"me", "my"}:
        return Wish("alert me", {"space": space} if space else {}, 1.0)
    if space:
        words = "alert here" if whose == "us" else "quota levels"
        return Wish(words, {"space": space, "levels": level}, 1.0)
    is_here = found.re is _CALLED_ZH and _HERE.search(copy)
    return Wish("alert here" if is_here else "alert levels", {"levels": level}, 1.0)


def levels_moved(said: Said, parts: Sequence[Mention], topic: Topic | None = None) -> Wish | None:
    """Give the level at which somebody is to be told where another is said to be none: tell us at
    95%, 80 is too early. What takes another's place is told apart by ``with_swapped``; where only
    a level is said that is none, which ones is asked.
    """
    kept = [part for part in parts if part.kind in {"space", "percent", "number"}]
    copy = cut(said.copy, kept)
    if _NO_LEVELS.search(copy):
        return None
    only = _said_levels(copy, kept, _ONLY_FROM)
    none = _said_levels(copy, kept, _REJECTED)
    wanted = (only or _said_levels(copy, kept, _INSTEAD)) - none
    named = {part.text for part in kept if part.kind == "percent"} | wanted | none
    if len(wanted) > 1 or len(none) > 1 or wanted | none != named or not none:
        return None
    space = next((part.text for part in kept if part.kind == "space"), "")
    space = space or (topic.raw.get("space", "") if topic is not None else "")
    raw = {"space": space} if space else {}
    level = next(iter(wanted), "")
    if not level and _OFF.search(copy):
        return None
    if level:
        raw["levels"] = level
    return Wish("quota levels" if space else "alert levels", raw, 1.0)


def _said_levels(copy: str, parts: Sequence[Mention], form: re.Pattern[str]) -> set[str]:
    """Give the levels that are said in this way, each by itself."""
    texts = set()
    for found in form.finditer(copy):
        place = next(found.start(name) for name in found.groupdict() if found[name])
        texts.add(parts[sum(sign in PLACES.values() for sign in copy[:place])].text)
    return {each for each in texts if each.isdecimal() and 0 < int(each) <= _MOST}


def _levels(copy: str, parts: Sequence[Mention], found: re.Match[str] | None) -> str:
    """Give all levels that were said, in hundredths; empty where one of them can be none."""
    if found is None:
        return ""
    place = next(found.start(name) for name in found.groupdict() if "level" in name and found[name])
    before = sum(sign in PLACES.values() for sign in copy[:place])
    row = _ROW.match(copy, place)
    count = sum(sign in PLACES.values() for sign in row[0]) if row else 1
    texts = [part.text for part in parts[before : before + count]]
    are_levels = all(text.isdecimal() and 0 < int(text) <= _MOST for text in texts)
    return " ".join(texts) if are_levels else ""


_SHARES: Final = re.compile(
    "(?:[降减缩砍压加提涨翻增调]|给[他她它]们?|多给?)[^,.;!?到至]{0,4}?"
    "(?:[0-9]+ ?%|百分之[一二三四五六七八九十0-9]+|[一二两三四五六七八九]成|一半|一倍)"
)
_OF_LEVELS: Final = re.compile(
    "提醒|警|级别|通知|提示|喊|叫|说|告诉|份额|配额占|调用|接口|预算|超过|用到|达到"
    "|(?<![a-z])(?:alert|warn|level|share|budget)"
)
_LEVELS: Final = frozenset({"quota levels", "alert levels", "budget share"})


_ITS: Final = re.compile(
    "它|[这那该此]个?(?:新?空间|新?盘)"
    "|(?<![a-z])(?:its|it|(?:this|that|the new) (?:one|space|drive))(?![a-z])"
)
_CALLED: Final = re.compile("[^,，]+")


def of_that_space(understood: Understood, copy: str, topic: Topic | None) -> Understood:
    """Take levels that are wished of *it* for those of the space that the last answer was about,
    or that it made.
    """
    first = understood.wishes[0] if understood.wishes else None
    if first is None or topic is None or first.words != "alert levels" or not first.raw:
        return understood
    made = _CALLED.match(topic.raw.get("name", "")) if topic.words == "space create" else None
    space = topic.raw.get("space", "") or (made[0] if made else "")
    if not space or not _ITS.search(copy):
        return understood
    wish = replace(first, words="quota levels", raw={"space": space, **first.raw})
    return replace(understood, wishes=(wish, *understood.wishes[1:]))


def without_levels(understood: Understood, copy: str) -> Understood:
    """Leave out levels where a share is only how much something is to change: 再降三成."""
    if not _SHARES.search(copy) or _OF_LEVELS.search(copy):
        return understood
    kept = tuple(each for each in understood.wishes if each.words not in _LEVELS)
    if len(kept) == len(understood.wishes):
        return understood
    is_first = bool(kept) and kept[0] is understood.wishes[0]
    certainty = understood.certainty if is_first else "unsure"
    return replace(understood, certainty=certainty, wishes=kept or (Wish("help"),))
