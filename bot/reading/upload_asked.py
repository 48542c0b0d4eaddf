"""Questions how a file is put into a space, and how large it may be: 怎么把文件传到市场部, *how do
I get a file from my phone into Finance?* What explains it is the command that stores what is sent.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import Wish

STORE: Final = "store"
_HOW_ZH: Final = "(?:怎么|怎样|如何|咋|咋样)"
_PUT_ZH: Final = (
    "(?:上传|传(?:到|上|进|文件|东西|资料|图|照片|视频)|放(?:到|进|在|入)|存(?:到|进"
    "|在|入)|导入?到|"
    "(?:弄|搞|整)(?:到|进|上)|拷(?:到|进)|发(?:到|进)(?=.*(?:空间|盘|里)))"
)
_FILE_ZH: Final = (
    "(?:文件|合同|资料|照片|图片?|视频|表格?|文档|东西|报告|ppt|pdf|扫描件|电脑|手机|本地|桌面)"
)
_FILE_EN: Final = (
    "(?:files?|documents?|docs?|pdfs?|photos?|pictures?|videos?|images?|spreadsheets?|slides|"
    "contracts?|reports?|scans?|something|things?|stuff)"
)
_ASKS: Final = (
    re.compile(f"{_HOW_ZH}(?!.*(?:权限|提醒|设置))[^,;!?，；！？]{{0,20}}?{_PUT_ZH}"),
    re.compile(
        f"{_FILE_ZH}.*{_PUT_ZH}.*(?:{_HOW_ZH}(?:弄|办|操作|做|搞|整|传|放|存|上传)|要怎么|该怎么)"
    ),
    re.compile(
        f"(?:手[头上里]|这[儿里]|电脑[里上]|我)有(?:一?[份个张段]|几[份个张]"
        f"|些)[^,;!?，；！？]{{0,6}}?"
        f"[^,;!?，；！？]{{1,10}}?(?:想|要|需要|打算){_PUT_ZH}"
    ),
    re.compile(
        f"(?:传|放|存|上传|塞|搁|扔|拷|弄)[^,;!?，；！？]{{0,6}}?(?:文件|东西|资料"
        f"|图片?|照片|视频|表格?|文档|合同|报告)"
        f"[^;!?；！？]{{0,12}}?(?:[,， ]|到底|该|要|得|应该|究竟|具体|这个?){{0,4}}{_HOW_ZH}"
        "(?:弄|办|操作|做|搞|整|传|放|存|上传|来|着)(?:啊|呀|呢|才[对行]|好|[?？。.! ])*$"
    ),
    re.compile(
        f"{_FILE_ZH}?[^,;!?，；！？]{{0,4}}?{_HOW_ZH}(?:才能?|能)?"
        "(?:弄|搞|放|传|存|搁|塞|拷)(?:得)?(?:上去|进去|进来|上来|进(?=[^,]{0,8}(?:空间|盘)))"
    ),
    re.compile("^(?:请问)?(?:(?:怎么|如何|咋)上传|上传(?:帮助|教程|方法|怎么.*))[?？呢啊呀 ]*$"),
    re.compile(
        r"(?<![a-z])how (?:do|can|could|would|should|to|does|might)(?: (?:i|we|you|one|someone|"
        r"somebody))? (?:actually |even )?(?:upload|add|put|get|store|save|drop|load|place|import|"
        rf"transfer)(?: [^,;!?]{{0,30}}?)? ?{_FILE_EN}(?![a-z])"
        r"(?! (?:back|out|from (?!my |the |a )|shared|deleted|restored))"
        r"(?=.*(?:(?<![a-z])(?:into|in|to|onto|here|there|up|from my|upload)(?![a-z]))|[ ?]*$)"
    ),
    re.compile(
        r"(?<![a-z])how (?:do|can|to|does)(?: (?:i|we|you|one))? upload(?![a-z])|"
        r"^(?:help|explain) (?:with )?upload(?:s|ing)?(?: (?:a |an )?files?)?[ ?]*$"
    ),
)
_HAS_FILE: Final = re.compile(
    rf"(?<![a-z])(?:i|we)(?:'ve| have)?(?: got| have)? (?:a|an|some|this|these"
    rf"|the)(?: [a-z0-9.]+){{0,3}}? "
    rf"{_FILE_EN}(?![a-z])|(?<![a-z])(?:on|from) my (?:laptop|phone|computer|desktop"
    rf"|pc|mac|machine|disk)"
)
_GETS_IN: Final = re.compile(
    "(?<![a-z])how (?:do|does|can|could|would|should|to|might)(?: (?:i|we|it|they"
    "|you|one|that|this))* "
    "(?:get|put|bring|go|move|transfer|add|upload|save|store)s?(?: (?:it|them|that"
    "|this|these|those))?"
    "(?: over| up)? (?:in|into|to|onto|there|here|inside)(?![a-z])"
)
_DROPS: Final = re.compile(
    "(?:(?:hi|hey|hello|so|and|ok|then|or|now|wait|please|um)[ ,]+)*"
    "(?:(?:do|can|could|should|shall|may|must|would) (?:i|we)|(?:i|we)|is it (?:enough|ok|fine)"
    " (?:to|if i)|just|what if i)(?: (?:just|simply|only|then|have to|need to|really))* "
    "(?:drop|drag|paste|send|attach|upload|post|throw|put|forward|share)(?: and drop)? "
    f"(?:(?:it|them|that|this|the|a|my|you|{_FILE_EN})[ ]?)*"
    "(?:(?:right |straight |in |into |to |over )*(?:here|you|this chat|the chat"
    "|our chat|this window))?"
    "(?: or (?:what|how|not|something|somewhere else))?[ ?!.]*"
)
_MAY_I: Final = re.compile("(?:do|should|shall|can|may|must|could) (?:i|we)(?![a-z])")
_TO_BOT: Final = re.compile("(?<![a-z])(?:here|you|chat|window)(?![a-z])")
_WHERE: Final = re.compile(
    rf"(?<![a-z])where (?:do|can|should|could|must) (?:i|we) (?:drop|upload|send|put|attach) "
    rf"(?:a |an |the |my |our |new )*{_FILE_EN}(?![a-z]) (?:for|into|to) "
)
_BACK: Final = re.compile(
    "恢复|找回|删|改名|提醒|权限|导出|下载|(?<![a-z])(?:back|restor|recover|delet|renam|shar|"
    "download|sent me|send me|out of|alert|settings)"
)

_MAY_NOT: Final = (
    "(?:can'?t|cannot|can not|couldn'?t|unable to|not able to|"
    "(?:won'?t|doesn'?t|does not|will not) let (?:me|us)) "
    "(?:(?:i|we|anyone|anybody|even|seem to|to) )*"
)
_FAILS: Final = re.compile(
    f"(?<![a-z])(?:{_MAY_NOT}|why (?:do|does|are) (?:my |our |the |all )?)"
    "(?:uploads?(?:ing)?|(?:add|put|save|store) (?:any|files|stuff|new))"
    "(?: (?:anything|any|more|files?|stuff|new|it|this|documents?|things?|my|our|fail|failing))*"
    " (?:in|to|into|on|onto) (?:the )?(?:space )?$"
)
_FAILS_ENDS: Final = re.compile(
    r"^(?: space| drive)?(?:,? (?:any ?more|any longer|now|today|at all|since [a-z ]+|please|pls|"
    r"fail|why))*[ ?!.]*$"
)
_KEEPS_FAILING: Final = re.compile(
    "(?:上传|传|存|放)(?:一?[个份张点]|大|些)?(?:文件|东西|资料|图片?|视频|照片|附件|文档|表格?)?"
    "(?:的时候|时)?(?:每次|怎么|总是?|老是?|一直|又|都|还是|还|就)*"
    "(?:不了|不上去?|不进去?|不成功?|失败|报错|出错)|(?:传|存|放)不(?:了|上|进)(?:去"
    "|东西|文件|任何)?"
    "|(?<![a-z])(?:upload(?:s|ed|ing)?|sav(?:e|ing)|stor(?:e|ing))(?![a-z])[^,.;!?]*"
    "(?<![a-z])(?:keeps? (?:on )?(?:fail|get|say)|fail(?:s|ed|ing)?(?![a-z])|"
    "(?:does|do|is|are|did|has)(?:n'?t| not) (?:work|go|finish|let|succeed)|"
    "won'?t (?:work|go|finish|upload|let)|errors?(?![a-z])|(?:gets?|got|is|are|was) "
    "(?:stuck|rejected|refused|blocked))"
)
"""Whoever says so of one space, and wishes nothing besides, wants to know why."""
_WISHES: Final = re.compile(
    "申请|扩容|扩|加[点大个些]|要[点个些]|更多|删|清|移|改|权限|提醒|告警|帮我传|替我"
    "|(?<![a-z])(?:more|room|request|delet|remov|clean|mov(?:e|ing)|permission|access|right|alert|"
    "tell (?:me|us) when|extra|raise|increase|extend)"
)
_WHY_FAILED: Final = re.compile(
    "太大|超过|限制|(?<![a-z])(?:too (?:big|large)|limit)"
    "|^(?!.*(?:满|(?<![a-z])(?:full|space)))"
    ".*(?:失败|报错|出错|(?<![a-z])(?:fail|errors?))"
)
_LEADS: Final = re.compile("(?:permission|access|right|how|if|who|they|he|she)(?:s)?(?![a-z])")


def upload_failed(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the look at the space into which no file goes any more: *why can't I upload anything to
    Finance?* How full it is tells whether that is why; what may stand in the way where no space is
    named.
    """
    spaces = [part for part in parts if part.kind == "space" and not part.near]
    fails = _KEEPS_FAILING.search(said.copy) and not _WISHES.search(said.copy)
    if not spaces and fails and _WHY_FAILED.search(said.copy):
        return Wish("help command", {"command": STORE}, 1.0)
    if len(spaces) != 1:
        return None
    shown = Wish("space", {"space": spaces[0].text}, 1.0)
    if fails:
        return shown
    before, behind = said.copy[: spaces[0].start], said.copy[spaces[0].end :]
    if not _FAILS.search(before) or not _FAILS_ENDS.match(behind) or _LEADS.search(before):
        return None
    return shown


_HOW_LARGE: Final = (
    re.compile(
        "(?<![a-z])how (?:big|large|heavy|much) (?:a |an |of a )?(?:file |document |upload |video "
        "|attachment )?(?:can|may|could|should|must|will|is allowed"
        "|are allowed)(?: (?:i|we|you|one"
        "|it|a|an|the|my|our|single|each|files?|documents?|uploads?|videos?|attachments?"
        "|be|send|upload|put|store|save|take|accept|allowed|to|at most|maximum|that|which))+"
        "(?: (?:you|here|there|in|into|it|at once|at most|at maximum|in one go|with you|chat|this"
        "|please|by|through))*[ ?!.]*$"
    ),
    re.compile(
        "(?<![a-z])(?:max(?:imum)?|largest|biggest|greatest|upper|highest) "
        "(?:(?:allowed|possible|permitted|upload|file) )*(?:file ?)?(?:size|limit|upload)(?![a-z])"
        "|(?<![a-z])(?:file ?size|upload|size) (?:limit|maximum|restriction)s?(?![a-z])"
        "(?! (?:of|for|in) (?:the )?(?:space|drive|finance))"
        "|(?<![a-z])(?:limit|maximum|restriction) (?:on|for|of) (?:the )?(?:size of )?"
        "(?:a |single |each |the )*(?:file|upload)s?(?![a-z])"
        "|(?<![a-z])is there (?:a|any) (?:size )?limit (?:on|for|to) (?:the )?(?:file|upload)"
    ),
    re.compile(
        "(?:单个|一个|每个|上传|发|传|存)?(?:的)?文件(?:的)?(?:大小)?(?:最大|最多|上限|限制)"
        "(?:是|为|能|可以|有)*(?:传|存|发|上传|支持)?(?:多大|多少|几个?[gm]|到多少)"
        "|(?:最大|最多)(?:能|可以|支持|允许)*(?:传|存|发|上传)(?:多大|多少[gm]?)的?(?:文件)?"
        "|(?:能|可以)(?:传|存|发|上传)多大的?(?:文件|东西)?"
        "|文件(?:大小)?(?:有没有|有)(?:大小)?(?:限制|上限)"
    ),
)
_OF_SPACE: Final = re.compile("空间|配额|(?<![a-z])(?:space|spaces|drive|quota|room)(?![a-z])")
_UPLOADS: Final = re.compile(
    "(?<![a-z])(?:files?|documents?|uploads?|uploading|videos?|attachments?|send)(?![a-z])"
    "|文件|上传|传|存|发"
)


def size_asked(said: Said) -> Wish | None:
    """Give what tells how large a file may be that is sent to be stored; None for anything else."""
    if _OF_SPACE.search(said.copy) or not _UPLOADS.search(said.copy):
        return None
    is_asked = any(each.search(said.copy) for each in _HOW_LARGE)
    return Wish("help command", {"command": STORE}, 1.0) if is_asked else None


def upload_asked(said: Said) -> Wish | None:
    """Give what explains how files are put into a space, where that is asked for."""
    is_asked = any(each.search(said.copy) for each in _ASKS) or _is_about_own_file(said.copy)
    if not is_asked or (_BACK.search(said.copy) and not _GETS_IN.search(said.copy)):
        return None
    return Wish("help command", {"command": STORE}, 1.0)


def _is_about_own_file(copy: str) -> bool:
    """Whether somebody asks how what they have gets in, or whether it is sent to the bot."""
    if _WHERE.search(copy) or (_GETS_IN.search(copy) and _HAS_FILE.search(copy)):
        return True
    drops = _DROPS.fullmatch(copy)
    asks = "?" in copy or _MAY_I.match(copy) is not None
    return drops is not None and asks and _TO_BOT.search(copy) is not None
