"""Wishes about files that are plain by their form: what is looked for in a space, and a new name
for the file that was shown last.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.language import numbers_said
from bot.reading.folders import folder_behind
from bot.reading.parts import Kind, Mention
from bot.reading.said import Said
from bot.reading.said_around import without_relative
from bot.reading.sent_plainly import sent_plainly
from bot.reading.shown_files import file_of, shows_files
from bot.reading.understood import Topic, Wish

_END: Final = r"(?: ?(?:[,;!?~。]|\.(?![a-z0-9]))|$)"
"""Where it ends; a dot within a name is no end: *plan.v2.docx*."""
_NEW_ZH: Final = "(?P<x>(?:[^,.;!?，。]|[.](?=[a-z0-9])){1,60}?)"
_LOOKS_ZH: Final = "(?:找|搜|翻|查找|搜索)"
_WITHIN: Final = "(?:这个|那个)?(?:空间|钉盘|盘)?(?:里面?|里边|里头|[中内下]面?)?的?"
_THING: Final = "(?:[那这]个|[那这]份|[那这]张|一?[个份张]|有没有|关于|叫)?"
_KIND: Final = "(?:[这那][个份张])?的?(?:文件|文档|东西|资料)?"
_X: Final = r"(?P<x>[^\s,.;!?，。]{1,30}?(?: [a-z0-9][^\s,.;!?]*?)*)"
_BEHIND_SPACE: Final = (
    re.compile(
        f"^{_WITHIN}{_THING}{_X}{_KIND}(?:帮我|给我|快)?{_LOOKS_ZH}(?:一?下)?"
        f"(?:出来|到|给我|一?找)+[吧呗啊呀]?{_END}"
    ),
    re.compile(
        f"^{_WITHIN}(?:帮我|给我|"
        f"替我)?{_LOOKS_ZH}(?:一?[下找搜翻])?{_THING}{_X}{_KIND}[吧呗啊呀]?{_END}"
    ),
)
_LOOKS_EN: Final = (
    "(?:find|look(?:ing)? for|search(?:ing)? for|dig out|dig up|locate|hunt for|hunt down|"
    "track down)"
)
_BEFORE_SPACE: Final = re.compile(
    rf"(?<![a-z]){_LOOKS_EN} (?:me |us )?(?:the |that |this |my |our |a |an |some |those )?"
    r"(?P<x>[^,.;!?]{2,40}?)(?: files?| documents?| docs?)?,? (?:somewhere |that is |which is )?"
    r"(?:in|from|inside|within|under) (?:the |our )?$"
)
_HAVE: Final = (
    "(?:(?:do|did) (?:we|you|i|they) (?:have|keep|store)|(?:have|has) (?:we|you|anyone|anybody) "
    "(?:got|stored|put|seen)|(?:got|is there|are there|there is|there are|see|seen|know of))"
    "(?: by (?:any )?chance)?"
)
_ANY: Final = "(?:any|a|an|some|anything like (?:an?|the))"
_EN_LEAD: Final = (
    "^(?:(?:hi|hey|heya|hello|so|um|ok(?:ay)?|and|but|please|pls|sorry|quick question|"
    "can you|could you|check|look|see|tell me|know|wondering|i wonder|if|whether|just|do you|"
    "maybe|by any chance|also)[ ,:]+)*"
)
_ASKED_EN: Final = re.compile(
    rf"{_EN_LEAD}(?:{_HAVE} {_ANY}|are there|any) (?:of (?:the|our|those) )?"
    r"(?P<x>[^,.!?;]{2,40}?)"
    r"(?: files?| documents?| docs?)?(?: (?:stored|saved|kept|left|lying around|hiding|somewhere))?"
    r" (?:in|inside|within|under) (?:the |our |my )?$"
)
_HAS_EN: Final = re.compile(
    rf"^ (?:space )?(?:have|has|hold|contain|got) {_ANY} (?P<x>[^,.!?;]{{2,40}}?)"
    r"(?: files?| documents?| docs?)?(?: in it| in there| inside)?[ ?!.]*$"
)
_DOES_EN: Final = re.compile("(?<![a-z])(?:does|did|has|would) (?:the |our |my )?$")
_ENDED_EN: Final = re.compile(
    r"^(?: (?:space|drive))?(?:,? (?:please|pls|by any chance|thanks|somewhere|anywhere|right now|"
    r"at all|or not|do you know))*(?:[,?] (?:i |we |i'd )?(?:need|want|for|because|cause)(?![a-z])"
    r"(?!.*(?:delet|remov|mov|send|cop|bin|trash|rid))[^.;!?]*)?[ ?!.]*$"
)
_ASKED_ZH: Final = re.compile(
    f"^{_WITHIN}(?:还|都|到底)?(?:有没有|有)(?:叫|关于)?{_X}(?:之?类的?)?{_KIND}"
    "(?P<asks>[吗么嘛]|没有?|不)?[啊呀呢?!. ]*$"
)
_NO_FILES: Final = re.compile(
    "一样|同样|相同|归档|两份|权限|提醒|告警|申请|成员|人|变化|动静|问题|满|余|地方|容量|"
    "[新旧大小重]|群|管理|版本|必要|办法|空"
    "|(?<![a-z])(?:headroom|wood|bin|more|free|new|old|big|bigger|older|newer|recent|empty|large|"
    "huge|extra|other|"
    "members?|people|users?|managers?|admins?|owners?|permissions?|rights?|access|alerts?|"
    "warnings?|"
    "requests?|changes?|news|updates?|activity|growth|trends?|limits?|quotas?|capacity|storage|"
    "duplicates?|versions?|deleted|ideas?|chances?|ways?|reasons?|points?|problems?|issues?|"
    "trouble|"
    "left|junk|rubbish|garbage|trash|waste|stuff|things?|items?|folders?|subfolders?|reminders?|"
    "digests?|usage|it|them|that|this|one|ones|[0-9.]+ ?[gmt]b?)(?![a-z])"
)
"""What is asked of a space with the words of a question for files, and is none."""
_KINDS: Final = re.compile(
    "(pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|zip|rar|csv|txt|psd|mp[34]|mov|svg|dwg)s"
)
"""Endings in the plural, which no name has."""
_NO_WORDS: Final = re.compile(
    "最|多少|哪|谁|什么|空间|剩|大的|旧|重复|文件夹?$|第|几|怎|不|别|没"
    "|(?<![a-z])(?:biggest|largest|oldest|newest|latest|duplicates?|space|room|who|what|which|how|"
    "anything|something|everything|files?|not|don't|way|out|first|second|third)(?![a-z])"
)
"""What tells more than a name, and is no word of one."""
_DESCRIBED: Final = re.compile(
    "(?:really |very |all |the )*(?:big|large|huge|heavy|old|new|recent|stale|unused|"
    "forgotten|same|identical|double[sd]?|copies|twins)"
)
"""Words by which no file is looked for, but which a list of them shows."""
_NAMED: Final = (
    re.compile(
        "(?:^|[,.;!，。 ])(?:那就|请|麻烦你?|帮我|给我|帮忙|能不能|还是|把它|"
        "把(?:这|那)个(?:文件)?|"
        "把?(?:它的|文件|这个)?名[字称]|给它|它)*(?:重新)?(?:改|换|重命名|改名|"
        "命名)一?下?(?:名字?)?"
        f"(?:成|为|叫做?|作){_NEW_ZH}(?:吧|呗|谢谢|好了|就行|就好)*{_END}"
    ),
    re.compile(
        r"(?<![a-z])(?:rename (?:it|that|this|the file)(?: to| as)?|(?:call|name|title) (?:it|that|"
        r"this)|(?:change|set) (?:its|the) name to|(?:it|this|that) should be (?:called|named)|"
        r"make (?:it|the name)(?: be)? called) (?P<x>[^,;!?]{1,60}?)"
        r"(?: instead| please| pls)*(?:[,;!?]|$)"
    ),
)
_BEHIND_FILE: Final = (
    re.compile(
        "(?:这个)?(?:的?名[字称])?(?:给我|帮我)?(?:重新)?(?:改名|重命名|改|换|命名)一?下?(?:名字?)?"
        f"(?:成|为|叫做?|作){_NEW_ZH}(?:吧|呗|谢谢|好了|就行|就好)*{_END}"
    ),
    re.compile(
        "(?:这个)?(?:的名[字称])?(?:应该?|应当|得|就|要)+(?:改名)?(?:叫做?|改成|改为|命名为)"
        f"{_NEW_ZH}(?:吧|呗|才对|谢谢|就行)*{_END}"
    ),
    re.compile(
        r" (?:really |actually )?(?:should|must|has to|needs to|ought to) be (?:re)?"
        r"(?:called|named) (?P<x>[^,;!?]{1,60}?)(?: instead| please| pls)*(?:[,;!?]|$)"
    ),
)
"""What behind the name of a file says what it is to be called."""
_CLAUSE: Final = re.compile("[,.;:!?，。；：！？]")
_POINTER: Final = re.compile(
    "(?:[这那]个?(?:文件|名[字称]?)?|它的?|文件|请|麻烦你?|帮我|帮忙|还是|那|就|可以|能|好|行|"
    "嗯| )+"
)
"""What may stand right before a wish that is about the open file."""
_GOES: Final = re.compile(
    "(?:^|[,.;!，。 ])(?:那就?|请|麻烦你?|帮我|给我|帮忙|能不能|还是|先|"
    "把(?:它|(?:这|那)个(?:文件)?))*"
    "(?:挪|移动?|搬|转移?|放)(?:到|去|进|至)$"
)
_INTO_FOLDER: Final = re.compile(
    "(?:挪|移动?|搬|转移?|放|归)(?:到|去|进|至|"
    "入)+(?P<name>[^,.;!?，。的]{1,30}?)(?:[这那]个)?(?:文件夹|目录)"
    f"(?:里面?|里头|下面?|[中内])?(?:去|吧|呗|就行|就好|谢谢|好了)*{_END}"
)
_OF_WHOLE_SPACES: Final = frozenset({"largest", "oldest", "duplicates", "biggest folders"})
_NO_NAME: Final = re.compile(
    "[0-9.]+ ?个?[gmt]b?|可?(?:编辑|查看|只读|管理|下载).*|.*权限|每.*|[上下]午.*|.*点半?|"
    "[中英]文|english|chinese|最.*|按.*|第.*|什么.*|啥.*|a .*|.* space|.*空间|off|on|what.*"
)


_NEW_SPACE: Final = re.compile(
    "(?<![a-z])(?:need|want|create|make|set up|open|get|have|new) "
    "(?:(?:us|me|up|with|a|an|the|one|another|new|more|shared|team) )*(?:space|drive|folder)"
    "(?![a-z])"
    "|(?:建|开|弄|搞|要|来|加)(?:立|设|一)*个?(?:新的?|共享的?)?(?:空间|钉盘|云盘|盘|文件夹)"
)
"""Who wants a new space and says what to call it names no file."""


def files_plainly(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give what is plainly wished of files, None for whatever has to be weighed."""
    return (
        sent_plainly(said, parts, topic)
        or _searched(said, parts)
        or _renamed(said, parts, topic)
        or _moved(said, parts, topic)
        or _moved_down(said, parts, topic)
    )


def _searched(said: Said, parts: Sequence[Mention]) -> Wish | None:
    spaces = [part for part in parts if part.kind == "space" and not part.near]
    if len(spaces) != 1:
        return None
    space = spaces[0]
    found, start = _BEFORE_SPACE.search(said.copy[: space.start]), 0
    found = found or _asked_before(said.copy, space)
    if found is None and (asked := _asked_behind(said.copy, space)) is not None:
        found, start = asked, space.end
    for pattern in _BEHIND_SPACE:
        if found is None:
            found, start = pattern.match(said.copy[space.end :]), space.end
    if found is None or _NO_WORDS.search(found["x"]) or _DESCRIBED.fullmatch(found["x"]):
        return None
    begin, end = (start + place for place in found.span("x"))
    words = _KINDS.sub(r"\1", without_relative(said.typed(begin, end).strip()))
    if not words:
        return None
    is_chinese = start and not words.isascii()
    wanted = f"{space.text}里的{words}" if is_chinese else f"{words} in {space.text}"
    return Wish("find", {"words": wanted}, 1.0)


def _asked_before(copy: str, space: Mention) -> re.Match[str] | None:
    """Find what somebody asks for that may be in a space: *any slides in Finance?*"""
    found = _ASKED_EN.search(copy[: space.start]) if _ENDED_EN.match(copy[space.end :]) else None
    return found if found is not None and not _NO_FILES.search(found["x"]) else None


def _asked_behind(copy: str, space: Mention) -> re.Match[str] | None:
    """Find what a space is asked to have: 财务里有没有合同, *does Finance have any slides*."""
    rest = copy[space.end :]
    found = _HAS_EN.match(rest) if _DOES_EN.search(copy[: space.start]) else _ASKED_ZH.match(rest)
    if found is None or _NO_FILES.search(found["x"]):
        return None
    is_asked = found.re is _HAS_EN or "有没有" in rest or found["asks"]
    return found if is_asked else None


def _renamed(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give the new name of the file that is named for it, else of the one that the last answer was
    about.
    """
    found = next((each for pattern in _NAMED if (each := pattern.search(said.copy))), None)
    found = found or _behind_file(said, parts, _named_kinds(topic))
    if found is None or _NO_NAME.fullmatch(found["x"].strip()):
        return None
    if _NEW_SPACE.search(said.copy[: found.start("x")]):
        return None
    before = [part for part in parts if part.end <= found.start("x")]
    file = _named_before(before, topic) if before else _open_before(said.copy, found, topic)
    if not file or len(numbers_said(file) or "1") > 1:
        return None
    name = said.typed(*found.span("x")).strip(" .\"“”‘’「」'")
    return Wish("file rename", {"file": file, "name": name}, 1.0) if name else None


def _behind_file(
    said: Said, parts: Sequence[Mention], kinds: frozenset[Kind]
) -> re.Match[str] | None:
    ends = [part.end for part in parts if part.kind in kinds]
    found = (pattern.match(said.copy, end) for end in ends[:1] for pattern in _BEHIND_FILE)
    return next(filter(None, found), None)


def _named_before(parts: Sequence[Mention], topic: Topic | None) -> str:
    """Give the one file that is named, or the one row of a list of files that was shown; where a
    space or another is said, it is weighed.
    """
    files = [part for part in parts if part.kind in _named_kinds(topic)]
    return files[0].text if len(files) == len(parts) == 1 else ""


def _named_kinds(topic: Topic | None) -> frozenset[Kind]:
    """A row is a file where a list of files was shown, and none of them was opened."""
    is_list = topic is not None and shows_files(topic) and not file_of(topic)
    return frozenset({"file", "ordinal"}) if is_list else frozenset({"file"})


def _open_before(copy: str, found: re.Match[str], topic: Topic | None) -> str:
    """Give the open file, unless a name stands right before what is to be done with it."""
    clause = _CLAUSE.split(copy[: found.start() + 1])[-1].strip()
    is_named = found.re is _NAMED[0] and found.start() and clause and not _POINTER.fullmatch(clause)
    return file_of(topic) if topic is not None and not is_named else ""


def _moved(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give where the one file goes that was shown last: 还是挪到财务的归档文件夹里去吧."""
    file = file_of(topic) if topic is not None else ""
    spaces = [part for part in parts if part.kind == "space" and not part.near]
    if not file or len(spaces) != 1 or any(part.kind == "file" for part in parts):
        return None
    space = spaces[0]
    if _GOES.search(said.copy[: space.start]) is None:
        return None
    folder = folder_behind(said, space)
    place = f"{space.text}/{folder}" if folder else space.text
    return Wish("file move", {"files": file, "place": place}, 1.0)


def _moved_down(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give which file goes into a folder that is said to be one: report-02 挪到资料文件夹里."""
    found = _INTO_FOLDER.search(said.copy)
    if found is None or any(part.kind not in {"file", "ordinal"} for part in parts):
        return None
    before = [part for part in parts if part.end <= found.start("name")]
    file = before[0].text if len(before) == len(parts) == 1 else ""
    file = file or ("" if parts else _open_before(said.copy, found, topic))
    name = said.typed(*found.span("name")).strip(" \"“”‘’「」'")
    if not file or not name or _NO_WORDS.search(name):
        return None
    return Wish("file move", {"files": file, "place": f"{_listed(topic)}{name}文件夹"}, 1.0)


def _listed(topic: Topic | None) -> str:
    """Give the space, as a path begins, whose files a list shows that is of no one folder."""
    space = topic.raw.get("space", "") if topic and topic.words in _OF_WHOLE_SPACES else ""
    return f"{space}/" if space else ""
