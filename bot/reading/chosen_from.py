"""Files that somebody wants changed by what they have in common: *delete all zip files in Finance*,
把重复的都删了只留最新的.

Several are changed only as they were chosen from a list, so that the list is shown which has them.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.bared import bared
from bot.reading.marked import FILE, SPACE, Marked
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.shown_files import shows_files
from bot.reading.understood import Topic, Understood, Wish

_DOES: Final = (
    (
        "delete",
        re.compile(
            "(?:delete|remove|erase|trash|bin|get rid of|clear out|clean up|clean out|purge|throw "
            "(?:away|out)"
            "|dump|wipe|ditch|chuck)(?: out)?(?: away)?(?= )"
        ),
    ),
    ("copy", re.compile("(?:copy|duplicate|back up)(?= )")),
    ("move", re.compile("(?:move|transfer|relocate|shift|archive)(?= )")),
)
_ZH_DOES: Final = (
    ("delete", re.compile("删[掉除了]?|清[理掉除空]|扔掉?|移除|去掉|干掉|处理掉")),
    ("copy", re.compile("复制|拷贝?|备份")),
    ("move", re.compile("移动|移到|移去|挪|转移|搬|归档")),
)
_ALL: Final = "(?: (?:all|every|each|any|the|those|these|our|my|of|other|whole|lot of))*"
_ENDINGS: Final = (
    "zips?|rars?|pdfs?|docx?|xlsx?|pptx?|pngs?|jpe?gs?|gifs?|mp4s?|movs?|mp3s?|psds?|csvs?|txts?"
    "|dwgs?"
)
_THINGS: Final = " (?:[a-z]+ )?(?:[a-z]{2,}s|stuff|data)(?![a-z])"
_KIND: Final = (
    f"(?P<ending>{_ENDINGS})(?: files?| archives?| documents?)?"
    "|(?P<same>duplicated?s?(?: files?| copies)?|double(?:s|d)?(?: files?)?|copies|twins)"
    f"|(?:really |very )*(?P<old>old|older|outdated|ancient|stale|unused|expired){_THINGS}"
    f"|(?:really |very )*(?P<big>big|bigger|large|larger|huge|heavy){_THINGS}"
    "|(?P<noun>(?:[a-z]+ )?(?:everything|anything|contracts|reports|photos|pictures|images|videos"
    "|clips|recordings"
    "|slides|invoices"
    "|spreadsheets|presentations|screenshots|templates|drafts|minutes|archives|documents|docs"
    "|files))"
)
_MANY: Final = re.compile(f"{_ALL} (?:{_KIND})(?![a-z])")
_AGE: Final = re.compile(
    "(?<![a-z])(?:older|before|since|not (?:touched|opened|used|changed)|untouched|last year|from "
    "(?:last|20[0-9][0-9])"
    "|more than [0-9a-z]+ (?:years?|months?|days?|weeks?))(?![a-z])"
    "|以前的|之前的|超过[^,]{1,4}[年月天周]|[年月天周]没[人动用]|旧|过期|去年|前年"
)
_SAME_ZH: Final = re.compile("重复|一样的|相同的|副本")
_ENDING_ZH: Final = re.compile(f"(?P<x>{_ENDINGS})|(?P<zip>压缩包)")
_BIG_ZH: Final = re.compile("大于|超过 ?[0-9.]+ ?[gmt]|[很特]别?大的|大文件")
_ALL_ZH: Final = re.compile("所有|全部|都|统统|通通|一切|多余的")
_THINGS_ZH: Final = re.compile(
    "文件|合同|报表|报告|照片|图片|视频|录像|截图|录音|资料|文档|表格|发票|幻灯片|压缩包|重复|副本"
)
_INSIDE: Final = re.compile(
    f"^(?!.*{SPACE[0]})|(?:在|从|由|删[掉除]?了?|清[理掉除]?) ?{SPACE}"
    f"|{SPACE}(?:这个)?(?:空间|盘)?(?:[里中内下]|上|的)"
)
"""Names no space, or one as the place of what is spoken of."""
_NO: Final = re.compile(
    "(?<![a-z])(?:don't|do not|not yet|never|if|unless|who|what|which|how|should|alerts?|requests?"
    "|rules?|access|"
    "permissions?|empty|everything|bin|recycle|trash|back|undo|folders?|the (?:first|last|top|two"
    "|three)|[0-9]+(?= (?:biggest|largest|oldest)))(?![a-z])"
    "|[别勿]|不[要想能用]|怎么|如何|谁|如果|[吗?]|权限|提醒|申请|回收站|恢复|找回|文件夹|清空|昨天"
    "|刚"
)
_KEEPS: Final = re.compile(
    "(?<![a-z])(?:but |and |only |just )*(?:keep|leave|except)(?![a-z])|[只仅保]?留"
)


def chosen_from(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Understood | None:
    """Give the list from which such files are chosen; None for anything else."""
    marked = Marked(said, parts)
    start, end = bared(marked.copy)
    copy = marked.copy[start:end]
    if re.search(FILE, copy) or any(each.kind == "ordinal" for each in parts):
        return None
    found = _english(copy) or (_chinese(copy) if _INSIDE.search(copy) else None)
    asked = _KEEPS.split(copy)[0]
    asked = re.sub("(?:every|any)thing", "", asked) if _AGE.search(copy) else asked
    if found is None or _NO.search(asked):
        return None
    act, words, ending = found
    spaces = [each for each in parts if each.kind == "space" and not each.near]
    held = _held(marked, spaces)
    if held is None and words != "duplicates" and not shows_files(topic):
        return None
    space = (
        held.text
        if held
        else (topic.raw.get("space") or topic.raw.get("place", "") if topic else "")
    )
    if words == "find":
        chinese = re.search("[\u4e00-\u9fff]", copy) is not None
        within = f"{space}里的{ending}" if chinese else f"{ending} in {space}"
        raw = {"words": within if space else ending}
    else:
        part = "place" if words == "files" else "space"
        raw = {part: space} if space else {}
    return Understood("sure", (Wish(words, raw, 1.0),), kept=True, choose=act)


def _held(marked: Marked, spaces: Sequence[Mention]) -> Mention | None:
    """Give the space that such files are in, and not the one that they go to."""
    goes = re.compile("(?:(?<![a-z])(?:to|into)(?: the| our)? ?|[到进至往]) ?$")
    return next((each for each in spaces if not goes.search(marked.copy[: each.start])), None)


def _english(copy: str) -> tuple[str, str, str] | None:
    for act, does in _DOES:
        led = does.match(copy)
        many = _MANY.match(copy, led.end()) if led else None
        if led is None or many is None:
            continue
        if many["ending"] and not _AGE.search(copy):
            return act, "find", many["ending"].rstrip("s")
        if many["same"]:
            return act, "duplicates", ""
        if many["old"] or _AGE.search(copy):
            return act, "oldest", ""
        if many["big"]:
            return act, "largest", ""
        is_plain = many["noun"] in {"files", "documents", "docs"}
        is_all = re.match(" (?:all|every|each|those|these)(?![a-z])", copy[led.end() :])
        return None if is_plain or not is_all else (act, "files", "")
    return None


def _chinese(copy: str) -> tuple[str, str, str] | None:
    for act, does in _ZH_DOES:
        if not does.search(copy) or not _THINGS_ZH.search(re.sub(SPACE, "", copy)):
            continue
        ending = _ENDING_ZH.search(copy)
        if _SAME_ZH.search(copy):
            return act, "duplicates", ""
        if _AGE.search(copy):
            return act, "oldest", ""
        if _BIG_ZH.search(copy):
            return act, "largest", ""
        if ending and _ALL_ZH.search(copy):
            return act, "find", "zip" if ending["zip"] else ending["x"].rstrip("s")
        is_plain = re.search("(?:所有|全部|里|的)(?:的)?(?:文件|资料|文档)", copy)
        return (act, "files", "") if _ALL_ZH.search(copy) and not is_plain else None
    return None


_TAKES_ALL: Final = re.compile(
    "(?:take away|take back|remove|revoke|withdraw|cancel|delete|strip|kill)(?: away| back)? "
    "(?:all(?: of)? )?(?:(?:her|his|their|the|[^,.;]{1,30}(?:'s)?) )?(?:access|permissions?"
    "|rights?)"
    "(?: (?:of|for|from) [^,.;]{1,30}?)? (?:to|from|in|on|for) "
    "(?:everything|everywhere|all (?:the |our )?(?:spaces|files|folders)|all of it|every space"
    "|anything)"
    "|(?:remove|kick|delete|take|drop) (?!all|the|this|it|that)[^,.;]{1,30} (?:from|out of|off) "
    "(?:everything|everywhere|all (?:the |our )?spaces)"
    "|(?:take away|remove|revoke|cancel) (?:all (?:of )?)(?:her|his|their|[^,.;]{1,30}'s) "
    "(?:access|permissions?|rights?)"
)
_TAKES_ALL_ZH: Final = re.compile(
    "(?:收回|取消|撤销|撤掉|去掉|拿掉|清掉|删掉|停掉).{0,12}?(?:所有|全部|一切)(?:空间|文件)"
    "?的?权限"
    "|(?:所有|全部|一切)(?:空间|文件)?的?权限.{0,6}?(?:收回|取消|撤|去掉|拿掉|清掉|删|停)"
    "|有?(?:什么|哪些|啥)的?权限(?:全部?|都|统统|通通|一律|一并|也)+(?:给我|帮我)?"
    "(?:收回|收走|取消|撤|去掉|拿掉|清掉|停)"
    "|清空[^,]{1,8}的?权限|(?:从|在)?(?:所有|全部)(?:空间|文件)里?.{0,4}?(?:踢|移除|移出).{0,6}"
)


def takes_all(said: Said, parts: Sequence[Mention]) -> Understood | None:
    """Tell that all that somebody may do is to be taken away; None for anything else."""
    copy = said.copy
    if any(each.kind in {"space", "file"} for each in parts) or _NO.search(
        copy.replace("access", "")
        .replace("permission", "")
        .replace("权限", "")
        .replace("清空", "")
        .replace("everything", "")
    ):
        return None
    if not (_TAKES_ALL.search(copy) or _TAKES_ALL_ZH.search(copy)):
        return None
    return Understood("unsure", (Wish("help"),), kept=True, beyond="everything")
