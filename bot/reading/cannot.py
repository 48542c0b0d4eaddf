"""What nobody can have here and is told by its form alone: that another person watches the spaces,
that weekends are quiet, a list of spaces that nobody uses.

What can be had instead is said by whoever shows it.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Kind, Mention, cut
from bot.reading.people import several_people
from bot.reading.said import Said
from bot.reading.understood import Understood, Wish

_HELP: Final = "help"
_WATCH: Final = "(?:operator|watch(?:ing|er|man)?|monitor(?:ing|s)?|on[- ]duty|duty)"
_HANDED: Final = (
    re.compile(
        f"(?<![a-z])(?:hand|give|pass|transfer|switch|change|move|assign|turn|leave|let)(?:s|"
        f"ed|ing)?(?![a-z])"
        f"[^.;!?]{{0,40}}?(?<![a-z]){_WATCH}(?![a-z])[^.;!?]{{0,12}}?(?<![a-z])(?:to|over to|"
        f"for|with) (?P<a>[^,.;!?]{{1,30}})"
        f"|(?<![a-z])make (?P<b>[^,.;!?]{{1,30}}?) (?:the |our |your )?(?:new )?{_WATCH}(?![a-z])"
        f"|(?<![a-z])let (?P<c>[^,.;!?]{{1,30}}?) (?:do the |take over the |have the |be the |"
        f"be )?{_WATCH}(?![a-z])"
        f"|(?P<d>[a-z0-9\u4e00-\u9fff]{{2,20}}) (?:should|shall|must|will|is to|has to) (?:now )?"
        f"(?:be the |take over the |do the |take the )?{_WATCH}(?! (?:now|this|that|"
        f"space)?[{PLACES['space']}])(?![a-z])"
    ),
    re.compile(
        "(?:监控人?|值守人?|监控权|监控的活儿?|监控任务)[^,.;!?]{0,6}?(?:换成|换给|改成|改为|"
        "交给|移交给?|转给|转交给?|换|让给|给|由)"
        "(?:了)?(?P<a>[^,.;!?]{1,16}?)(?:来|去|吧|了|盯|看|管|负责|监控|值守|接手|$|[,.;!?])"
        "|(?:让|叫|换|改由|由|换成)(?P<b>[^,.;!?让叫换由我]{1,12}?)(?:来|去|接手|接替|"
        "负责)?(?:做|当|接)?(?:监控|值守)(?!状态|记录|.*(?:吗|谁))"
    ),
)
_MYSELF: Final = re.compile(
    "我|谁|咱|它|哪|什么|几|本人|别人|其他人|(?:nobody|no ?one|me|myself|i|us|who|it|you|"
    "anybody|anyone|somebody)(?![a-z])"
)
"""Who takes the watch over by saying so, and nobody in particular."""
_QUIET: Final = (
    "(?:quiet|silent|silence|no (?:more |further )?"
    "(?:alerts?|messages?|warnings?|pings?|notifications?)|"
    "(?:don'?t|do not|never|stop) (?:send|bother|disturb|alert|ping|message|warn|remind|notify|"
    "text)[a-z]*)"
)
_WEEKEND: Final = "(?:weekends?|saturdays?(?: (?:and|or|&) sundays?)?|sundays?)"
_WEEKENDS: Final = (
    re.compile(
        f"(?<![a-z]){_QUIET}(?![a-z])[^,.;!?]{{0,30}}?(?<![a-z])(?:on|at|over|during|in|"
        f"for)? ?(?:the |each |every |all )?"
        f"{_WEEKEND}(?![a-z])"
        f"|(?<![a-z])(?:on|at|over|during)? ?(?:the )?{_WEEKEND}(?: (?:should|is|are|also|be|"
        f"too|please|stay|as well))* {_QUIET}(?![a-z])"
        f"|^(?:and |also |plus )+(?:on |at |over |during |not (?:on|at) )?(?:the |"
        f"all )?{_WEEKEND}(?: too| also| as well| please| quiet)*[ .!?]*$"
    ),
    re.compile(
        "(?:周末|双休日?|星期[六天日]|礼拜[六天日]|周[六日])[^,.;!?]{0,6}?(?:别|不要|不用|勿|"
        "免|不必|不许|也别|甭)[^,.;!?]{0,4}?"
        "(?:发|吵|打扰|提醒|报警|推送?|通知|烦|响|打搅|骚扰)"
        "|(?:别|不要|不用|不必)在?(?:周末|双休日?|周[六日]|星期[六日天])[^,.;!?]{0,3}?(?:发|吵|"
        "打扰|提醒|报警|推送?|通知|烦|响)"
        "|(?:周末|双休日?)(?:也|都)?(?:要|得)?(?:安静|免打扰|静音|静默|清静)"
    ),
)
_AND_WEEKENDS: Final = re.compile(
    f"[ ,]*(?:and|plus|also|or)(?: also)? (?:on |at |over |during )?(?:the |all |"
    f"every )?{_WEEKEND}(?![a-z])"
    "|[, ]*(?:还有|以及|和|加上|另外)(?:整个)?(?:周末|双休日?)(?:也)?"
)
_TIMED: Final = frozenset({"hours", "clock", "moment", "span", "days"})
_PAUSES: Final = re.compile(
    "(?:暂停|停掉|停止|停一?下|先停|冻结)(?:掉|住)?(?:一切|所有|全部"
    "|任何)?的?(?:改动|更改|变更|修改|操作|写入)"
    "|(?:改动|更改|变更|修改)[^,.;!?别不]{0,16}?停(?:到|掉|下|了|一停|一会|一阵)"
    "|(?:改动|更改|变更|修改)(?:都|全部?|全都|一律)?(?:先)?(?:暂停|停掉|停止|冻结)"
    "|(?<![a-z])(?:pause|stop|freeze|halt|suspend) (?:all |every |any "
    "|the )*(?:changes?|everything|edits?|"
    "modifications?|writes?)(?![a-z])"
)
_MAY_USE: Final = re.compile(
    "^(?:请问|你好|帮我|帮忙|看看|查一?下|查查|想知道|我想知道"
    "|[ ,])*(?P<zh>[^,.;!?我你您咱谁]{2,6}?)(?:还|现在|目前|都|到底|究竟|也|一共)*"
    "(?:能|可以|有权)(?:够)?(?:看|用|进|编辑|改|访问|打开|下载|查看)(?:到"
    "|的)?(?:哪些|哪几个|什么|啥|几个|多少)(?:文件夹?|空间|东西|资料|盘)?"
    "[呢啊呀 .?!]*$"
    "|^(?:what|which (?:files|folders|spaces|documents|things)) (?:else )?(?:can|may|could) "
    "(?P<en>(?!(?:i|we|you|they|it|one|be)(?![a-z]))[^,.;!?]{2,30}?) (?:still "
    "|currently )?(?:see|open|access|edit|use|view|get into)[ ?.!]*$"
)
_AT: Final = frozenset({"hours", "clock", "moment"})
_ENDS_PAUSE: Final = re.compile("提醒|告警|消息|(?<![a-z])(?:alert|notif|message)")
_UNUSED: Final = (
    re.compile(
        "(?<![a-z])(?:which|what|any|list|show|find|are there|"
        "is there)(?![a-z])[^.;!?]{0,30}?(?<![a-z])(?:spaces?|drives?)(?![a-z])"
        "[^.;!?]{0,24}?(?<![a-z])(?:nobody|no ?one|none|not?|never|hardly|n't|isn't|aren't|"
        "haven't|hasn't)(?![a-z])[^.;!?]{0,16}?"
        "(?<![a-z])(?:touch(?:es|ed)?|us(?:es?|ed|ing)|open(?:s|ed)?|works?|worked|visit(?:s|"
        "ed)?|active|chang(?:es|ed)|care[sd]?)(?![a-z])"
        "|(?<![a-z])(?:stale|dead|abandoned|inactive|dormant|forgotten|"
        "idle) (?:spaces|drives)(?![a-z])"
    ),
    re.compile(
        "(?:哪些?|哪几个|哪个|有没有|有哪些|列出?|找出?|查查?)(?:个)?(?:空间|盘)[^,.;!?]{0,8}?"
        "(?:没人|很久没|好久没|长期没|长时间没|半年没|一年没|一直没|几个月没|"
        "再没)[^,.;!?]{0,5}?(?:用(?!过)|动|碰|打开|更新|管|上传)"
        "|(?:没人|很久没人?|好久没人?|长期没人?|长期不)(?:用|动|碰|打开|管)了?的(?:空间|盘)"
    ),
)


def cannot(said: Said, parts: Sequence[Mention]) -> Understood | None:
    """Give what somebody wants and nobody can have; None for anything else."""
    kinds = {part.kind for part in parts}
    if kinds & {"file", "quoted"}:
        return None
    copy = cut(said.copy, [part for part in parts if part.kind == "space"])
    named = {part.text for part in parts if part.kind == "space"}
    if len(named) == _PAIR and _SHIFTED.search(copy):
        return _beyond("shift")
    if _ALERTS.search(copy) and (given := _ASSIGNED.search(copy)) and _is_else(said, given):
        return _beyond("assign")
    about = _of_all(copy, kinds) or ("" if "space" in kinds else _of_none(said, copy))
    return _beyond(about) if about else None


_ALERTS: Final = re.compile("提醒|告警|报警|预警|警报|(?<![a-z])(?:alert|warning|alarm)s?(?![a-z])")
_ASSIGNED: Final = re.compile(
    "(?:交给|转给|派给|分给|指派给?|移交给?|让给|让|由|叫|改由|换)(?P<zh>[^,.;!?我谁让叫由]{1,12}?)"
    "(?:来|去|先)?(?:接手|接管|跟进?(?=[吧了呢]|一下|着|$|[,.])|处理|负责|盯着?|管)"
    "|(?<![a-z])(?:assign|hand|give|pass|leave|transfer)s? [^,.;!?]{0,50}?"
    "(?:alerts?|warnings?|alarms?)(?![a-z])[^,.;!?]{0,30}? to (?P<en>[^,.;!?]{2,30})"
    "|(?<![a-z])(?:let|have|make) (?P<let>[^,.;!?]{2,30}?) (?:take|handle|deal with|look after) "
    "[^,.;!?]{0,30}?(?:alerts?|warnings?|alarms?)(?![a-z])"
)
_SHARE: Final = (
    "(?:[0-9]+(?:[.][0-9]+)? ?个? ?(?:[gtm]b?|gigs?)|一?[点些](?:儿)?(?:空间|容量|地方|配额)?)"
)
_SHIFTED: Final = re.compile(
    f"(?:匀|划|拨|挪|分|让|腾|借|转|调)(?:出来?)?(?:给[^,.;!?]{{1,6}}?)?{_SHARE}"
    f"(?!的?(?:文件|东西|资料|照片|视频))|{_SHARE}[^,.;!?]{{0,4}}?(?:匀|划|拨|挪|分|让|借|转)(?:给|到|去)"
    f"|(?<![a-z])(?:move|shift|transfer|take|give) {_SHARE}[^,.;!?]{{0,30}}? (?:from|to) "
)
_PAIR: Final = 2


def _of_all(copy: str, kinds: set[Kind]) -> str:
    """Give what cannot be had, whether a space is named or not; empty for neither."""
    if not kinds & _TIMED and any(form.search(copy) for form in _WEEKENDS):
        return "weekend"
    is_pause = _PAUSES.search(copy) and not _ENDS_PAUSE.search(copy)
    return "pause" if kinds & _AT and is_pause else ""


def _of_none(said: Said, copy: str) -> str:
    """Give what cannot be had of no space in particular; empty for anything else."""
    if _handed(copy):
        return "watch"
    if (used := _MAY_USE.match(copy)) is not None and _is_somebody(said, used):
        return "person"
    return "still" if any(form.search(copy) for form in _UNUSED) else ""


def weekend_apart(text: str) -> tuple[str, str]:
    """Part a sentence from what it says besides of weekends, which are to be quiet too; all of it
    and nothing where it says no such thing.
    """
    said = Said(text)
    forms = (*_WEEKENDS, _AND_WEEKENDS)
    found = next(
        (each for form in forms if (each := form.search(said.copy)) and each.start()), None
    )
    if found is None:
        return text, ""
    rest = said.typed(0, found.start()) + said.typed(found.end(), len(said.copy))
    return rest.strip(" ,，;；、。."), said.typed(*found.span()).strip(" ,，;；、")


def _is_somebody(said: Said, found: re.Match[str]) -> bool:
    typed = said.typed(*found.span("zh" if found["zh"] else "en")).strip()
    return bool(several_people(typed)) or (typed.isascii() and typed[:1].isupper())


def _is_else(said: Said, found: re.Match[str]) -> bool:
    """Whether somebody is named who is to take an alert; names stand where they were said."""
    who = next((each for each in found.groups() if each), "").strip()
    at = said.copy.find(who)
    typed = said.typed(at, at + len(who)).strip() if at >= 0 else who
    return bool(several_people(typed)) or (typed.isascii() and typed[:1].isupper())


def _beyond(about: str) -> Understood:
    return Understood("unsure", (Wish(_HELP),), kept=True, beyond=about)


def _handed(copy: str) -> bool:
    """Tell whether another than whoever says it is to watch the spaces."""
    for form in _HANDED:
        if (found := form.search(copy)) is not None:
            who = next((each for each in found.groups() if each), "").strip()
            return bool(who) and _MYSELF.match(who) is None
    return False
