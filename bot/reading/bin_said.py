"""What is asked of the recycle bin, and a file that somebody wants back who tells how it went:
回收站里现在都有啥, *what is in the trash of Finance*, *I deleted notes.docx by mistake, can I have
it back?*
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.reading.in_places import looks_like_file
from bot.reading.names import NameIndex
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.shown_files import shows_files
from bot.reading.space_meant import space_named
from bot.reading.understood import Topic, Understood, Wish

_BIN: Final = re.compile(
    "回收站|垃圾[箱桶]|废纸篓|(?<![a-z])(?:recycl(?:e|ed|ing)?[ -]?bin|(?:trash|rubbish|waste|"
    "garbage)"
    "[ -]?(?:can|bin|basket)|(?:the|in|our|my|your|its|'s) (?:trash|bin)|trash (?=of |in |"
    "for ))(?![a-z])"
)
_LOOKS: Final = re.compile(
    "啥|什么|哪|是不是|看|列|查|多少|多大|多久|在不在|还有|还在|有没有|显示|打开|瞧|瞅|内容|东西|"
    "[吗么]$|[吗么]?[?]"
    "|(?<![a-z])(?:what|what's|whats|which|show|list|see|look|check|anything|something|open|is|"
    "are|how|"
    "contents?|still|display|view|find|have|does)(?![a-z])|^(?:the )?trash (?:of|in|for) "
)
_NOT_EMPTIED: Final = re.compile(
    "(?:如果|要是|假如)?(?:清空|清掉|清理)(?:了|它)?(?:的话|以后|之后|后"
    "|一下)?,?(?:能|可以|会)(?:够)?(?:腾|省|释放|多)(?:出)?"
    "|"
    "(?:先|千万|还)*(?:别|不要|不用|不必)(?:真的?|急着?)?(?:就|去)?(?:清空|清掉|清理|清|删掉|"
    "删除|删)"
    "|(?<![a-z])(?:don'?t|do not|without) (?:really )?(?:empty|clear|delet|remov|purg|clean)[a-z]*"
)
_CHANGES: Final = re.compile(
    "清空|清[掉了理除一]|恢复|还原|找回|捞|弄回|拿回|救|删(?![除掉]?[过的了])|丢|扔|放[进到]|移|"
    "挪|彻底|永久|怎么|如何|自动"
    "|(?<![a-z])(?:empt|clear|clean|purg|restor|recover|retriev|bring|undelet|wip"
    "|rescu|salvag|put|"
    "throw|mov|toss|delet(?!ed)|remov(?!ed)|get|take|turn|how (?:do|can|to|does)|where (?:do|"
    "can|is|does))"
)
_DELETED: Final = (
    re.compile(
        r"(?<![a-z])(?:what|which (?:files?|documents?|things|ones)|what (?:files?"
        r"|documents?|all)|"
        "anything|something|files|(?:list|show me|see)(?: all)?(?: the)?(?: files)?)"
        "(?: (?:that|has|have|had|been|was|were|got|is|are|all|recently|ever|just|we|they|"
        "people))* "
        "(?:deleted|binned|trashed|thrown away|thrown out|removed)(?![a-z])"
    ),
    re.compile(
        "^(?:请|帮我|看看|查查|麻烦|里[面头边]?|中|的|最近|今天|昨天|[这上]周|[前这]几天|都|到底|"
        "[, ])*"
        "(?:删|删除|清理|删掉|丢|扔)(?:掉|过|除)?了?(?:什么|啥|哪些|哪几个|些什么|些啥|"
        "多少)(?:文件|东西|资料|文档)?"
        "|(?:有没有|有啥|有什么|哪些|什么|哪几个)(?:文件|东西|资料|文档)?(?:最近|刚|昨天|上周|"
        "这周|今天)*"
        "(?:被|给)(?:人|谁)?(?:删|扔|清)"
    ),
)
_BEFORE_PATH: Final = re.compile(
    "(?:(?:look(?: in(?:to| the)?)?|show|open|list) )?(?:回收站|recycle bin|"
    "bin) ?(?P<space>[^/ ][^/]{0,40}?) ?/ ?[^/].*"
)
"""The command that shows the recycle bin, and where the file was that somebody looks for there."""
_WHO: Final = re.compile(
    "谁|哪位|哪个人|什么人|记录|日志|可以删|能删|该删|建议|重复|空间列表|申请|版本"
    "|(?<![a-z])(?:who|whom|whose|by|log|can be|could be|should|safely|may|if|spaces|versions?|"
    "requests?|permissions?|access|alerts?)(?![a-z])"
)
_GONE: Final = re.compile(
    "删|误清|清掉了|清了|扔了|扔掉了|丢了|没了|不见了"
    "|(?<![a-z])(?:undelete|deleted|removed|binned|trashed|erased|wiped|delete|lost|gone|disappeared|"
    "vanished|"
    "threw|thrown|chucked|dumped)(?![a-z])"
)
_BACK: Final = re.compile(
    "恢复|还原|找(?:得|的)?回|找得到|弄(?:得)?回|捞|拿(?:得)?回|救|要回|搞回|回来|撤回|撤销|"
    "还能要|还能用|还在不在|还给我"
    "|(?<![a-z])(?:(?:have|get|bring|want|need|put|give|got|getting|take|like|pull)"
    "(?: [a-z.0-9'_-]+){0,4}"
    " back|restor[a-z]*|recover[a-z]*|rescu[a-z]*|undelet[a-z]*|undo|undone|sav(?:e|ed) (?:it|"
    "that)|"
    "(?:be |it )saved|retriev[a-z]*|salvag[a-z]*|back please|is it still|still (?:be )?there)"
    "(?![a-z])"
)
_WISHES: Final = re.compile(
    "[?!]|能|可[以否]|请|麻烦|帮|想|要|快|赶紧|急|给我|救|怎么办|咋办|吗|恢复|还原|捞"
    "|(?<![a-z])(?:can|could|please|pls|plz|need|want|help|possible|tell me|would|like|"
    "any (?:way|chance)|"
    "restore|recover|bring|undelete|retrieve|rescue|get|hope|urgent|asap)(?![a-z])"
)
_AS_GONE: Final = re.compile(
    "^(?:(?:刚才|昨天|误|被|之前|不小心|上周)*删(?:掉|除)?(?:了)?的"
    "|(?:deleted|undelete|recover|restore) )"
)
"""What is said of a file and not its name, though no blank parts it."""
_MISHAP: Final = re.compile(
    "不小心|误删|手滑|删错|手抖|(?<![a-z])(?:by (?:accident|mistake)|accidentally|mistakenly|"
    "oops)(?![a-z])"
)
_HELD: Final = re.compile(
    "已经?恢复|恢复[过了好]|[别不][要用]?恢复|版本|如果|假[设如]|万一|的话|谁"
    "|(?<![a-z])(?:already|if|who|versions?|overwr[a-z]*|suppose|imagine|was restored|"
    "never ?mind|don'?t|"
    "no need)(?![a-z])"
)
"""Who tells of a mishap and asks how it comes back wants it back, unless they say this."""
_FOUND_BACK: Final = re.compile(
    "^(?:请|麻烦|帮我|帮忙|给我|把|快|[ ,])*(?:找|救|捞)回来?(?![?吗了过])"
)
_BEFORE_NAME: Final = re.compile("^(?:回来?|来)?(?:[^的/]{1,20}的)?")
_NO_WISH: Final = re.compile(
    "假[设如使]|如果|要是|万一|的话|(?:已经?|早就|刚)(?:经)?(?:恢复|还原|找回)|恢复[过了好]|"
    "别恢复|不要恢复|不用恢复|不恢复|"
    "怎么(?:恢复|找回|还原|撤)|如何|谁|版本|覆盖|改乱"
    "|(?<![a-z])(?:already|who|how (?:do|to|can|does)|don'?t (?:restor|recover|bring)[a-z]*|"
    "no need|not need|"
    "versions?|overwr[a-z]*|if|unless|suppose|supposing|imagine|(?:was|were|been|i|we|"
    "they) (?:just )?(?:restored|recovered)|"
    "never mind|nevermind|fine now|got it back)(?![a-z])"
)
_GETS_BACK: Final = "恢复|还原|撤回|撤销|(?:找|救|捞|弄|拿|要|搞|变|退|搜)(?:得|的)?回"
_LISTED: Final = frozenset({"bin", "versions", "grants", "who"})
"""After one of these it may be a row of it that is to come back."""
_ONLY_BACK: Final = re.compile(
    f"(?:{_GETS_BACK}|不小心|手滑|手抖|手快|误操作|[误删搞弄点按选]错|误删|不该|删[除掉]?|清掉|扔掉?"
    "|哎+[呀哟]?|唉|啊|糟糕?|完|坏|天[哪呐啊]|等等|等一?下|不好意思|抱歉|不好|不对|不是(?=我?要?删)"
    "|刚才|刚刚|刚|我们?|你|您|咱们?|[那这]|个|份|条|文件|文档|东西|资料|它们?|请|麻烦|求|帮我|帮忙|帮"
    "|给|替|快|赶紧|赶快|马上|立刻|能不能|可不可以|可以|能够?|还|再|有没有办法|怎么办|咋办|怎么|如何"
    "|是|被|把|的|了|要|想|又|都|全|一下子?|下|来|吧|吗|么|呢|啊|呀|嘛|呗|急|谢谢|[ ,.!?~;])++"
)
"""All of it tells of something that was deleted just now and is wanted back."""
_BACK_HERE: Final = re.compile(f"(?:{_GETS_BACK})(?:一下)?来|(?:找|救|捞|弄|拿|搞)(?:得|的)?回")
_BY_MISTAKE: Final = re.compile("删|误操作")
_AGAIN: Final = re.compile(_GETS_BACK)
_ASKED: Final = re.compile("[吗么?]|怎么|如何|咋")
_OWN: Final = re.compile("刚|我|错|误|手|不小心|不该|帮|快")
_FILE: Final = re.compile("文件|文档|资料|误删[^撤]*$")


def wanted_back(said: Said, topic: Topic | None) -> Wish | None:
    """Give the undoing of what was deleted last, for who says no more than that it is to come back:
    哎呀删错了，恢复一下, 帮我找回来刚删的文件; None for anything else.
    """
    copy = said.copy
    if not _ONLY_BACK.fullmatch(copy) or not _AGAIN.search(copy):
        return None
    if not (_BY_MISTAKE.search(copy) or _BACK_HERE.search(copy)) or _NO_WISH.search(copy):
        return None
    if _ASKED.search(copy) and not _OWN.search(copy):
        return None  # whether it can be done at all
    if topic is not None and topic.words in _LISTED and not _BY_MISTAKE.search(copy):
        return None
    is_file = shows_files(topic) or _FILE.search(copy) is not None
    return Wish("file undo" if is_file else "undo", {}, 1.0)


def bin_of_path(said: Said, index: NameIndex) -> Understood | None:
    """Give the recycle bin of the space from which a file is looked for there by its path, which as
    well may be meant to go there: looking comes first.
    """
    found = _BEFORE_PATH.fullmatch(said.copy.strip())
    space = index.called(found["space"].strip()) if found is not None else None
    if space is None:
        return None
    path = said.typed(found.start("space"), len(said.copy)).strip() if found else ""
    shown = Wish("bin", {"space": space}, 1.0)
    if not said.copy.startswith("bin "):
        return Understood("sure", (shown,), kept=True)
    return Understood("half", (shown, Wish("file delete", {"files": path}, 0.5)), kept=True)


def bin_asked(said: Said, parts: Sequence[Mention], index: NameIndex) -> Wish | None:
    """Give the look into the recycle bin that is plainly asked for; None for anything else."""
    spaces = {each.text for each in parts if each.kind == "space" and not each.near}
    if len(spaces) > 1 or _WHO.search(said.copy):
        return None
    copy = _NOT_EMPTIED.sub("", said.copy)
    is_asked = bool(_BIN.search(copy) and _LOOKS.search(copy))
    for each in parts:
        copy = copy.replace(each.text.casefold(), " ") if each.kind == "space" else copy
    is_asked = is_asked or any(each.search(copy) for each in _DELETED)
    if not is_asked or _CHANGES.search(copy) or (not _BIN.search(copy) and _BACK.search(copy)):
        return None
    space, said_so = space_named(said.copy, parts, index)
    if said_so and not space:
        return None
    return Wish("bin", {"space": space} if space else {}, 1.0)


def back_from_bin(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the file that is wanted back by whoever tells that it was deleted; None for anything
    else, and for several files.
    """
    named = {
        each.text
        for each in parts
        if each.kind == "file" or (each.kind == "quoted" and looks_like_file(each.text.casefold()))
    }
    is_mishap = _MISHAP.search(said.copy) and not _HELD.search(said.copy)
    if len(named) != 1 or (_NO_WISH.search(said.copy) and not is_mishap):
        return None
    is_found = _FOUND_BACK.search(said.copy) is not None
    named = {_BEFORE_NAME.sub("", each) for each in named} if is_found else named
    if any(_BACK.search(_AS_GONE.sub("", each.casefold())) for each in named):
        return None  # a wish between quotation marks is told of
    is_gone = _GONE.search(said.copy) or _BIN.search(said.copy)
    is_back = is_gone and _BACK.search(said.copy) and _WISHES.search(said.copy)
    if not (is_found or is_back):
        return None
    name = _AS_GONE.sub("", named.pop().rpartition("/")[2])
    return Wish("bin restore", {"items": name}, 1.0)


def bin_of_space(wish: Wish) -> Wish:
    """Give the recycle bin of the space where a file in it was said: no bin is of a file."""
    space, sign, _ = wish.raw.get("space", "").partition("/")
    return replace(wish, raw={**wish.raw, "space": space}) if wish.words == "bin" and sign else wish


_RESTORE: Final = "bin restore"
_NO_PLACE: Final = (
    re.compile(
        r"(?:(?<![a-z])for|move[ds]?(?: it)? to|cop(?:y|ied)(?: it)? to|给|移到|挪到|复制到|"
        r"拷到)(?: the)? ?$"
    ),
    re.compile(
        "(?:(?: team| people| folks| guys)? (?:needs?|wants?|asked|asks|is|are|will|would|can't|"
        "cannot|still|uses?)"
        "(?![a-z]))|(?:那边|的人|同事|他们|组)*(?:还|急|马上|正)?(?:需要|要用|等着|急用|要它|在用|要看)"
    ),
)
"""What stands before and behind a space that wants the file, where it was not."""


def from_its_space(wish: Wish, said: Said, parts: Sequence[Mention]) -> Wish:
    """Give a file that is wanted back with the space in whose bin it is said to be: several may be
    called so.
    """
    items = wish.raw.get("items", "")
    if wish.words != _RESTORE or "/" in items or not looks_like_file(items.casefold()):
        return wish
    spaces = {each.text for each in parts if each.kind == "space" and _is_place(said.copy, each)}
    if len(spaces) != 1 or (space := spaces.pop()) in items:
        return wish
    return replace(wish, raw={**wish.raw, "items": f"{space}/{items}"})


def _is_place(copy: str, part: Mention) -> bool:
    before, behind = _NO_PLACE
    is_wanting = before.search(copy[: part.start]) or behind.match(copy[part.end :])
    return not part.near and not is_wanting
