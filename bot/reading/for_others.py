"""What is wished for other people: a file that somebody is sent, a link for customers, access for
a colleague.

A file goes only to whoever asks, and here, so that nobody who is named is left out silently; what
somebody may use is given by a permission.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.bared import bared
from bot.reading.marked import FILE, NAMED, QUOTED, SPACE, Marked
from bot.reading.parts import Mention
from bot.reading.people import several_people
from bot.reading.roles import role_said
from bot.reading.said import Said
from bot.reading.understood import Understood, Wish

_OUR: Final = "(?:(?:the|our|my|this|that) )?"
_S: Final = f"{_OUR}(?:(?:space|drive) )?(?P<s>{SPACE})(?:'s)?(?: (?:space|drive))?"
_FROM: Final = f"(?:,? (?:in|from|of|inside|out of) {_S})?"
_POINTED: Final = (
    "(?:it|this|that|them|these|those|both|(?:the|that|this) (?:file|document|doc|deck|report|"
    "contract|slides|photo|picture|sheet|pdf|video|one)"
    "|(?:the )?(?:first|second|third|fourth|fifth|last|[0-9]{1,2})(?: one| file)?)"
)
_X: Final = (
    f"(?:(?:a copy of )?{_OUR}(?:(?:file|document) )?(?P<x>{FILE}|{QUOTED})(?: file)?|{_POINTED})"
)
_SENDS: Final = "(?:send|forward|e-?mail|mail|pass|shoot|dm|message|text|transmit|fax)"
_ON: Final = "(?: (?:over|on|across|along|as well|too|directly|quickly|also))*"
_US: Final = re.compile(
    "(?:me|us|myself|ourselves|here|(?:all|both) of us|everyone|everybody|all|you|trash|"
    "(?:(?:the|our|this|my|that) )?(?:group|chat|channel|conversation|team|space|drive|bin"
    "|recycle bin|"
    "folder|inbox)(?: chat| here)?|(?:my|our) (?:chat|phone|e-?mail|mail|mailbox|inbox"
    "|single chat))"
    "(?: (?:please|again|now|here))*"
)
_WHO: Final = f"(?P<p>[^,.;!?:{NAMED}]{{1,40}}?)"
_TEAM: Final = f"(?: (?:from|in|at|of) (?:{SPACE}|[a-z ]{{2,20}}))?"
_WHY_BEHIND: Final = (
    "(?:[,.;!?].*| (?:please|pls|plz|thanks|asap|now|today|tomorrow|because|since|so|for|before|by"
    "|as soon as|who|in [0-9]).*)?"
)
_SENT: Final = (
    re.compile(f"{_SENDS}{_ON} {_X}{_FROM}{_ON} to {_WHO}{_TEAM}{_WHY_BEHIND}"),
    re.compile(
        f"{_SENDS}{_ON} {_WHO} (?:a copy of )?{_OUR}(?:(?:file|document) )?"
        f"(?P<x>{FILE}){_FROM}{_WHY_BEHIND}"
    ),
    re.compile(f"(?:give|get|hand) {_WHO} a copy of {_OUR}(?P<x>{FILE}){_FROM}{_WHY_BEHIND}"),
    re.compile(f"let {_WHO} have (?:a copy of )?{_OUR}(?P<x>{FILE}){_FROM}{_WHY_BEHIND}"),
)
_ZH_X: Final = (
    f"(?:(?:(?P<s>{SPACE}) ?(?:空间)?(?:[里中内]面?"
    f"|里头)?的?)?[那这]?[个份]? ?(?P<x>{FILE}|{QUOTED})"
    "(?:这个)?(?:文件)?|它们?|这个?文件|[这那]个|第[一二三四五六七八九十0-9]+个(?:文件)?"
    "|[前头][一二两三四五2-9]个)"
)
_ZH_DO: Final = "(?:转发|发送|抄送|发|转|传|寄|推|甩|递)"
_ZH_WHO: Final = f"(?:(?:{SPACE}|[^,.;!?:的{NAMED}]{{1,6}})的)?(?P<p>[^,.;!?:的{NAMED}]{{1,12}}?)"
_ZH_P: Final = f"(?P<p>[^,.;!?:{NAMED}]{{1,12}}?)"
_ZH_BEHIND: Final = (
    "(?:一[份下个]|看看|看一?[下看]|过目|审[阅核批]|用|备查|存档|确认|过去|吧|呗|啊|了|可以吗"
    "|[行好]吗|谢谢| )*(?:[,.;!].*)?"
)
_SENT_ZH: Final = (
    re.compile(
        f"(?:把|将)? ?{_ZH_X} ?,?(?:请|麻烦|帮我|也|都|直接|先|再|单独|马上|赶紧|顺便)*{_ZH_DO}"
        f"(?:一[份下个])?(?:给|到) ?"
        f"{_ZH_WHO}{_ZH_BEHIND}"
    ),
    re.compile(f"(?:给|向|帮我给) ?{_ZH_WHO}{_ZH_DO}(?:一[份下个])? ?{_ZH_X}{_ZH_BEHIND}"),
)
_TO_ZH: Final = re.compile(
    f"{_ZH_DO}(?:一[份下个])?给 ?(?P<p>[^,.;!?: 的]{{1,12}}?)(?= |一[份下个]|看|过目"
    f"|审|备查|用|吧|呗|啊|了|[,.;!?]|$)"
)
"""To whom a file goes, wherever in a sentence that is said."""
_FILES: Final = frozenset({"file", "quoted", "ordinal"})
_OURS_ZH: Final = re.compile(
    "我们?的?(?P<who>老板|领导|同事|经理|客户|主管|财务|法务|总监|律师)们?"
)
_US_ZH: Final = re.compile(
    "(?:我|俺|咱|自己|大家|本?群|这[里儿边个]|[那哪]|你|您|全|所有|钉盘|空间|回收站|手机|邮箱|电脑"
    "|单聊|谁|什么).*|.*(?:群里?|空间|文件夹|目录|权限"
    "|邮箱)"
)
_PERSON_ZH: Final = re.compile(
    "[他她TA]们?|客户|甲方|乙方|对方|领导|老板|同事|合作方|供应商|外[面部单].*|外人|[^0-9]{0,3}"
    "(?:总|经理|老师|主任|部长|科长|主管|姐|哥|工)"
    "|财务|法务|人事|行政|前台|设计|销售|运营|审计|律师"
)
_SOMEBODY: Final = re.compile(
    "(?:(?:the|our|my|his|her|a|an|their|some|one of (?:our|my|the)) )?(?:[a-z]+ )?(?:boss|manager"
    "|chief|director|"
    "ceo|colleagues?|coworkers?|customers?|clients?|partners?|suppliers?|vendors?|auditors?"
    "|accountants?|"
    "lawyers?|assistants?|secretary|intern|finance|legal|hr|marketing|sales|department|guys?"
    "|people|"
    "somebody else|someone|somebody|others?|tax advisor|agency|printer)|him|her|them"
)
_LINK: Final = re.compile(
    "(?<![a-z])(?:(?:share|sharing|public|external|guest|download) )*(?:links?|url)(?![a-z])|"
    "(?:分享"
    "|共享|下载|外部)?[链连]接|外链"
)
_LINKED: Final = re.compile(
    "(?:get|give|create|make|generate|send|share|want|need|build|produce|can i (?:get|have)|a|an"
    "|the)(?: me| us)?"
    "(?: an?| the)?(?: [a-z]+){0,2}? (?:link|url)(?![a-z])"
    "|.*(?:生成|弄|搞|开|发|给|要|创建|做|来|出|建|整).*(?:[链连]接|外链)|[链连]接.*(?:发|给|生成)"
)
_OUTSIDE: Final = re.compile(
    "(?<![a-z])(?:customers?|clients?|outside|outsiders?|external|externals|partners?|suppliers?"
    "|vendors?|"
    "guests?|public|anyone|anybody|contractors?|freelancers?|valid|expir[a-z]*|password)(?![a-z])"
    "|客户|外[面部人单]|合作方|供应商|甲方|乙方|对方|访客|有效|失效|过期|到期|密码|公开|任何人"
)
_SHARED_LINK: Final = re.compile("生成|分享|共享|(?<![a-z])(?:shar[a-z]*|generate|create)(?![a-z])")
_MADE: Final = re.compile("^(?:生成|创建|弄|做|给我|帮我|来|建|搞)+(?:一?个)?")
_NOT: Final = re.compile(
    "[别勿甭]|不[要想用能会]|没|谁|如果|要是|怎么|如何|昨天|刚才|之前|[?吗]$|群|(?<![a-z])(?:don't"
    "|not|never|if|how|who|why"
    "|was|were|did|group|here)(?![a-z])"
)


def sent_to_others(said: Said, parts: Sequence[Mention]) -> Understood | None:
    """Tell that a file is to be sent to somebody else; None for anything else."""
    marked = Marked(said, parts)
    start, _ = bared(marked.copy)
    end = len(marked.copy.rstrip(" .!?"))
    for form in (*_SENT, *_SENT_ZH):
        found = form.fullmatch(marked.copy, start, end)
        if found is None or not _is_other(said, found):
            continue
        groups = found.groupdict()
        space = marked.named(found.span("s")) if groups.get("s") else ""
        return Understood("unsure", (Wish("help"),), kept=True, beyond="send", about=space)
    to_them = any(_is_other(said, each) for each in _TO_ZH.finditer(said.copy))
    if to_them and any(part.kind in _FILES for part in parts) and not _NOT.search(said.copy):
        return Understood("unsure", (Wish("help"),), kept=True, beyond="send")
    return None


def _is_other(said: Said, found: re.Match[str]) -> bool:
    """Whether it goes to somebody who is no one here."""
    who = found["p"].strip()
    if _OURS_ZH.fullmatch(who):
        return True
    if _US.fullmatch(who) or _US_ZH.fullmatch(who):
        return False
    typed = said.typed(*found.span("p")).strip()
    is_named = bool(several_people(typed)) or typed[:1].isupper()
    return bool(is_named or _PERSON_ZH.fullmatch(who) or _SOMEBODY.fullmatch(who))


def link_for_others(said: Said, parts: Sequence[Mention]) -> Understood | Wish | None:
    """Tell that a link for people outside is wanted, or show the file whose link is."""
    marked = Marked(said, parts)
    start, _ = bared(marked.copy)
    copy = said.copy[start:]
    if not _LINK.search(copy) or not _LINKED.match(copy) or _NOT.search(copy):
        return None
    file = next((each for each in parts if each.kind == "file"), None)
    space = next((each for each in parts if each.kind == "space"), None)
    outside = _OUTSIDE.search(marked.copy[start:])
    if file is None or outside:
        about = space.text if space else ""
        if not outside and (space or not _SHARED_LINK.search(copy)):
            return None
        return Understood("unsure", (Wish("help"),), kept=True, beyond="link", about=about)
    text = _MADE.sub("", file.text)
    above = f"{space.text}/" if space and not file.text.startswith(f"{space.text}/") else ""
    return Wish("file", {"file": f"{above}{text}"}, 1.0)


_LET_OUT: Final = re.compile(
    "(?:分享|共享|开放|公开)给?.{0,6}?(?:外部|外面|外人|客户|合作方|供应商|甲方|访客)"
    "|让(?:外部|外面|外人|客户|合作方|供应商|甲方|访客)[^,]{0,6}(?:看|打开|访问|下载|编辑|用)"
    "|(?:share|open) .{1,40} (?:with|to|for) (?:(?:the|our|my|a|an) )?(?:customers?|clients?"
    "|outsiders?"
    "|partners?|suppliers?|vendors?|externals?|external people|people outside|guests?|agency)"
    "(?![a-z])"
    "|^(?:can|could|may|how can|let) (?:(?:the|our|my|a|an) )?(?:customers?|clients?|outsiders?"
    "|partners?|suppliers?"
    "|people outside|externals?|guests?) .*(?:see|open|view|access|download|edit|get)"
)


def opened_outside(said: Said, parts: Sequence[Mention]) -> Understood | None:
    """Tell that people outside are to use something, or may; None for anything else."""
    marked = Marked(said, parts)
    start = bared(marked.copy)[0] if not marked.copy.startswith(("can ", "could ")) else 0
    has_space = any(each.kind == "space" for each in parts)
    copy = marked.copy[start:] if has_space else said.copy[start:]
    if not _LET_OUT.search(copy) or _AGAINST.search(marked.copy):
        return None
    space = next((each.text for each in parts if each.kind == "space"), "")
    is_whole = space and all(each.kind != "file" for each in parts)
    about = "access" if is_whole else "link"
    return Understood("unsure", (Wish("help"),), kept=True, beyond=about, about=space)


_AGAINST: Final = re.compile(
    "[别勿甭]|不[要想用能会让许]|(?<![a-z])(?:don't|not|never|who|was|were|did)(?![a-z])"
)
_ROLE: Final = (
    "(?:(?:just |only )?(?:read|view|edit|write|download|full|manager?|reader|editor)(?:ing)?"
    "(?:[- ]?only)?"
    "(?: and (?:write|edit|download))? )"
)
_ACCESS: Final = "(?:access|permissions?|rights?)(?: rights?)?"
_PL: Final = (
    rf"(?:{_OUR}(?:(?:file|folder|space|drive) )?(?:(?P<x>{FILE}|{QUOTED}){_FROM}"
    rf"|{_S.replace('?P<s>', '?P<s1>')}"
    rf"(?: ?/ ?(?P<below>[^,.;!?:/{NAMED}]{{1,30}}?))?))"
)
_P: Final = f"(?P<p>[^,.;!?:{NAMED}]{{1,60}}?)"
_TAIL: Final = (
    "(?: (?:too|as well|also|please|now))*"
    "(?P<tail>,.*| (?:as|so|until|till|for|view|read|edit|can|may|to|because|with|only|just|by"
    "|who)(?![a-z]).*)?"
)
_GIVEN: Final = (
    re.compile(
        rf"{_P} (?:also )?(?:gets?|have|has|gain|be given|be granted|receives?|needs?|wants?"
        rf"|requires?) "
        rf"(?:an? |the )?{_ROLE}?{_ACCESS} (?:to|for|in|on|into) {_PL}{_TAIL}"
    ),
    re.compile(rf"(?:an? |the )?{_ROLE}?{_ACCESS} (?:to|for|in|on) {_PL} for {_P}{_TAIL}"),
    re.compile(
        rf"{_P} (?:can't|cannot|can not|cant|couldn't|is not able to|isn't able to|is unable to) "
        rf"(?:get (?:into|in|access to)|log into|open|access|see|view|reach|enter|go into) {_PL}"
        r"(?P<tail>[,.;!]? (?:so |and |please |can you |could you )*(?:give|grant|let"
        r"|allow|add).*)"
    ),
    re.compile(
        rf"(?:let|allow) {_P} (?:to )?(?:view|see|read|edit|open|download|use|change) {_PL}{_TAIL}"
    ),
    re.compile(
        rf"{_P} (?:also )?(?:needs?|has|wants?|should(?: be able)?|must|would like) to "
        rf"(?:see|view|read|open|edit|look at|check) {_PL}{_TAIL}"
    ),
    re.compile(
        rf"(?:give|grant|get) {_P} (?:an? |the )?{_ROLE}?{_ACCESS} (?:to|for|in|on) {_PL}{_TAIL}"
    ),
    re.compile(rf"share {_PL} (?:with|to) {_P}{_TAIL}"),
    re.compile(
        rf"(?:add|invite|put) {_P} (?:as (?:an? )?(?:member|members|viewers?|readers?|editors?"
        rf"|users?) )?"
        rf"(?:to|in|into|on) {_PL}(?: as (?:an? )?(?:member|members|viewers?|readers?|editors?"
        rf"|users?))?{_TAIL}"
    ),
)
_NOBODY: Final = re.compile(
    "(?:(?:i|we|you|it)'[a-z]+|i|we|me|us|my team|you|it|this|that|who|what|which|where|everyone"
    "|everybody|anyone|nobody"
    "|no one|"
    "(?:the|this|our) (?:group|chat)|here|all|group)(?: .*)?|.*(?<![a-z])(?:file|folder|document"
    "|alerts?|space|limit|quota|gb)(?![a-z]).*"
)
_FROM_TEAM: Final = re.compile(" (?:from|of|in) [a-z ]+$")
_TAKES_ON: Final = re.compile(
    "(?<![a-z])(?:and (?:delete|remove|move|copy|rename|send|create|make|tell|revoke)|if|unless"
    "|not yet|but|or not|then)(?![a-z])"
)
_ZH_PL: Final = (
    f"(?:(?P<s1>{SPACE})(?:空间|盘)?(?:[里中内]面?)?(?:(?: ?/ ?|的?那?个?)"
    f"(?P<below>[^,.;!?:/的{NAMED}]{{1,30}}?)"
    f"|的?(?P<x>{FILE}))?|(?P<x2>{FILE}))"
)
_ZH_PL_RIGHT: Final = _ZH_PL.replace(
    "(?P<below>", "(?!(?:编辑|查看|使用|管理|下载)?权限)(?P<below>"
)
"""A place that is named before the permission for it."""
_GIVEN_ZH: Final = (
    re.compile(
        rf"(?:把|将) ?{_ZH_P}(?:对|在) ?{_ZH_PL_RIGHT}(?:的|里的|上的)?"
        "(?:编辑|查看|使用|管理|下载)?权限"
        r"(?P<tail>(?:改|调整?|设|换|降|变)(?:成|为|到).*)"
    ),
    re.compile(
        rf"(?:给|为|帮|让|授权给?) ?{_ZH_P}(?:都|也)?(?:开[通放]?|加|授予?|设)(?:一?[个下])"
        rf"? ?{_ZH_PL}"
        r"(?:的)?(?P<tail>[^,]*权限.*)"
    ),
    re.compile(
        rf"{_ZH_P}(?:也|还)?(?:想|要|需要|得)(?:看|查|用|改|编辑)(?:一?下|看)? ?{_ZH_PL}"
        r"(?P<tail>,.*(?:开|权限).*)"
    ),
    re.compile(
        rf"(?:把|将|让|给)? ?{_ZH_WHO}(?:都|也|一起)?(?:添加|加|拉|邀请)(?:到|进|入|去)+ ?(?:"
        rf"(?P<s1>{SPACE})(?: ?/ ?(?P<below>[^,.;!?:/{NAMED}]{{1,30}}?))?|(?P<x>{FILE}))"
        r"(?:空间|盘)?(?:[里中内]面?)?(?:去|来)?(?P<tail>,.*)?"
    ),
    re.compile(
        rf"{_ZH_P}(?:也|还|都|现在|一直|老是)*"
        rf"(?:进|打|看|访问|登|上)不(?:去了?|了|到|开|进去) ?(?:"
        rf"(?P<s>{SPACE})(?:空间|盘)?(?:[里中内]的)?(?P<x>{FILE})?|(?P<x2>{FILE}))了?"
        r"[,. ]*(?:能不能|可以|麻烦|请|帮忙|你|就)*(?:给|帮|替)[他她]们?(?P<tail>.*)"
    ),
)
_TURNED: Final = re.compile("(?:改|调整?|设|换|降|变)(?:成|为|到)")
"""What a permission is changed to: only what stands behind it is wished."""
_MAY: Final = re.compile(
    "(?<![a-z])(?:may|can|should|only|just)(?![a-z])|[可能]以?(?:看|编辑|改)|只"
)
_TIMES: Final = frozenset({"span", "moment", "days"})
_ONE_SAID: Final = re.compile(
    "^(?:give|grant|get|invite|let|allow|给|为|帮|让|授) ?|(?:加|拉|邀请)(?:到|进|入|去)+[^,]*$"
)
"""Words that are weighed where one alone is named."""
_SHARED: Final = "share"


def given_to_others(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the permission that somebody who is named is to have; None for anything else."""
    marked = Marked(said, parts)
    start, end = bared(marked.copy)
    copy = marked.copy
    for form in (*_GIVEN, *_GIVEN_ZH):
        found = form.fullmatch(copy, start, end)
        if found is None or (found["tail"] and _TAKES_ON.search(found["tail"])):
            continue
        person = _person(said, found)
        if not person or (", " not in person and _ONE_SAID.search(copy[start:end])):
            continue
        turned = _TURNED.match(found["tail"] or "")
        whole = found["tail"] if turned else copy[start:end]
        role = role_said(whole) or _role_behind(copy[end:])
        if not role and copy.startswith(_SHARED, start):
            role = "can view"
        raw = {"person": person, "role": role, "place": _place(marked, found)}
        raw["time"] = next(
            (each.text for each in parts if each.kind in _TIMES and each.start < end), ""
        )
        return Wish("grant", {name: text for name, text in raw.items() if text}, 1.0)
    return None


def _role_behind(copy: str) -> str:
    """Give the role that is said behind the wish; why somebody wishes it names none."""
    return role_said(copy) if _MAY.search(copy) else ""


def _person(said: Said, found: re.Match[str]) -> str:
    start, end = found.span("p")
    team = _FROM_TEAM.search(said.copy[start:end])
    end = start + team.start() if team else end
    who = said.copy[start:end].strip()
    if not who or _NOBODY.fullmatch(who):
        return ""
    typed = said.typed(start, end).strip()
    return several_people(typed) or (typed if typed[:1].isupper() else "")


def _place(marked: Marked, found: re.Match[str]) -> str:
    groups = found.groupdict()
    space = next((marked.named(found.span(each)) for each in ("s1", "s") if groups.get(each)), "")
    file = next((marked.named(found.span(each)) for each in ("x", "x2") if groups.get(each)), "")
    below = marked.named(found.span("below")) if groups.get("below") else file
    if below.casefold().startswith(f"{space.casefold()}/") or not space:
        return below
    return f"{space}/{below}" if below else space
