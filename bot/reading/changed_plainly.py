"""New names and new places for files, and new folders, that are plainly wished: *rename a.pdf in
Finance to b.pdf*, 烦请将财务中的合同.xlsx复制一份至法务.

Politeness before a wish, and why behind it, are no part of any name or place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.reading.bared import bared
from bot.reading.cutting import parts_of
from bot.reading.file_names import files
from bot.reading.marked import FILE, NAMED, QUOTED, SPACE, Marked
from bot.reading.names import index_of
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.shown_files import file_of
from bot.reading.understood import Topic, Wish
from bot.reading.wished import against

_AND: Final = "(?: ?(?:[,、;&]|(?<![a-z])and(?![a-z])|[和与跟及]|以及)+ ?| )"
_X: Final = f"(?P<x>{FILE}|{QUOTED})(?P<more>(?:{_AND}(?:the )?{FILE}){{0,9}})"
_OUR: Final = "(?:(?:the|our|my|this|that) )?"
_KIND: Final = "(?:space|drive|workspace)"
_S: Final = f"{_OUR}(?:{_KIND} )?(?P<s>{SPACE})(?:'s)?(?: {_KIND})?"
_FROM: Final = (
    f"(?:,? (?:(?:that is|that's|which is) )?(?:in|from|of|inside|within|out of|at) {_S})?"
)
_FILE_WORD: Final = (
    "(?:(?:the|our|my|this|that) )?(?:(?:file|folder|document)(?: called| named)? )?"
)
_WORDS: Final = f"[^,.;!?:/{NAMED}]{{1,40}}?"
_TO_S: Final = f"{_OUR}(?:{_KIND} )?(?P<to>{SPACE})(?: {_KIND})?"
_PLACE: Final = (
    f"(?:{_TO_S}(?: ?/ ?(?P<below>{_WORDS}))?"
    f"|{_OUR}(?:(?:sub)?folder (?:called |named )?)?(?P<in>{_WORDS}|{QUOTED})(?: (?:sub)?folder)?"
    f" (?:in|of|inside|under|within) {_TO_S.replace('?P<to>', '?P<to2>')})"
)
_OWN_FOLDER: Final = (
    f"{_OUR}(?:(?P<own>{_WORDS}|{QUOTED}) (?:sub)?folder"
    f"|(?:sub)?folder (?:called |named )?(?P<own2>{_WORDS}|{QUOTED}))"
)
_OVER: Final = "(?: (?:over|across|back|on|along|away|there))*"
_RENAMED: Final = (
    re.compile(
        rf"(?:in {_S.replace('?P<s>', '?P<s0>')},? )?(?:re-?name|re-?label|re-?title)(?: me)? "
        rf"{_FILE_WORD}{_X}{_FROM}(?: file)?,? (?:to|as|into|so that it is called)(?: be)? "
        r"(?:just )?(?P<n>.+)"
    ),
    re.compile(
        rf"(?:change|set|fix|correct|edit) the (?:file ?)?name of {_FILE_WORD}{_X}{_FROM},? "
        r"(?:to|into) (?:be )?(?P<n>.+)"
    ),
    re.compile(rf"give {_FILE_WORD}{_X}{_FROM} (?:the|a) (?:new )?name,? (?P<n>.+)"),
)
_DOES: Final = (
    "(?P<do>move|transfer|relocate|shift|copy|duplicate|(?:put|make|place) a copy of)(?: over)?"
)
_MOVED: Final = (
    re.compile(
        rf"{_DOES} {_FILE_WORD}{_X}{_FROM}(?: file)?{_OVER},? (?:to|into|onto|under) {_PLACE}"
    ),
    re.compile(
        rf"{_DOES} {_FILE_WORD}{_X}{_FROM}(?: file)?{_OVER},? (?:to|into|under) {_OWN_FOLDER}"
    ),
    re.compile(rf"{_DOES} from {_S}{_OVER} (?:to|into) {_PLACE}:? {_FILE_WORD}{_X}"),
    re.compile(rf"from {_S},? {_DOES} {_FILE_WORD}{_X}{_OVER} (?:to|into|under) {_PLACE}"),
    re.compile(
        rf"(?P<do>take|pull|get) {_FILE_WORD}{_X}(?: file)?,? (?:from|out of) {_S},? (?:and )?"
        rf"(?:then )?"
        rf"(?:put|move|place|drop) (?:it|them){_OVER} (?:to|into|in|under) {_PLACE}"
    ),
    re.compile(
        rf"(?P<do>put|place|stick|chuck|file|drop|throw) {_FILE_WORD}{_X} (?:from|out of)"
        rf" {_S}{_OVER}"
        rf" (?:to|into|in|under) {_PLACE}"
    ),
)
_ZH_IN: Final = "(?:这个|那个)?(?:空间|钉盘|盘)?(?:[里下上]面?|里头|里边|底下|[中内])?"
_ZH_TO: Final = (
    rf"(?:到|至|进|去|往|入) ?(?P<to>{SPACE})(?:这个)?(?:空间|钉盘|盘)?"
    r"(?:(?:[里下上]面?|里头|[中内])?的?(?P<below>[^,;!?/的]{1,30}?)(?:这个)?(?:文件夹|目录))?"
    r"(?:[里下上]面?|里头|[中内]|去|来|那边)*"
)
_ZH_DOES: Final = "(?P<do>复制|拷贝?|备份|移动?|挪|转移|搬)(?:一[份下个])?"
_ZH_S: Final = rf"(?P<s>{SPACE}){_ZH_IN}的?(?:[那这][个份])? ?"
_MOVED_ZH: Final = (
    re.compile(rf"{_ZH_DOES}(?:{_ZH_S})?{_X}(?:文件)? ?{_ZH_TO}"),
    re.compile(
        rf"(?:把|将)? ?{_X}(?:文件|这个文件)? ?[,]?(?:请|帮我|想)*(?:从|由)"
        rf" ?{_ZH_S}{_ZH_DOES}{_ZH_TO}"
    ),
    re.compile(
        rf"(?:把|将|从|由)? ?{_ZH_S}{_X}(?:文件|这个文件)? ?[,]?(?:请|帮我|给我|也|想|我)"
        rf"*{_ZH_DOES}{_ZH_TO}"
    ),
)
_MOVED_SOMEWHERE: Final = re.compile(
    rf"{_DOES} {_FILE_WORD}{_X}{_FROM}(?: file)?{_OVER},? (?:to|into) {_OUR}(?P<to>{_WORDS})"
    rf"(?: space)?"
)
"""A place that is no space which is known: where it is not, is told of it."""
_NO_PLACE: Final = re.compile(
    "(?:an?|any|some|another|other|one|new|the|somewhere|elsewhere|trash|bin|recycle|top|up|folder"
    "|me|us|him|her"
    "|them|you|it|there|here|which|what|where|right|first|second|third|last|same)(?: .*)?|.*"
    "(?:folder|place)"
)
_WISHES_ON: Final = re.compile(
    " (?:and|then|but)(?: (?:then|also|please|just))* (?:rename|delete|remove|move|copy|send|share"
    "|tell|call|name|put|give|let|notify|keep|leave|make|show|open|set|create)(?![a-z])"
)
"""What is no place, but one more wish."""
_NOTHING: Final = re.compile(
    rf"(?:file )?(?P<do>move|copy|put|place|stick|drop)(?: it| this| that| (?:this|that|the) "
    rf"(?:file|one))?(?: over)? "
    rf"(?:to|into) (?:{_PLACE}|{_OWN_FOLDER})"
)
"""A place alone, for the file that was shown."""
_ZH_AGAIN: Final = (
    "(?:再|也|另外|另|顺便|然后|同时|还[要想]?|帮我|给我|请|麻烦|把|将|它们?|[这那]个?|[这那]份|同样"
    "|[ ,])*"
)
_ZH_THERE: Final = "(?:这个|那个)?(?:空间|钉盘|盘)?(?:[里下]面?|里头|[那这]边|[那这]里|中|去|来)*"
_ZH_DONE: Final = "(?:过去|过来|就行了?|就好了?|就可以了?|即可|备用|备份|存档|留底|吧|了|[ .!])*"
_COPIED: Final = (
    re.compile(
        f"{_ZH_AGAIN}(?:复制|拷贝?|放|存|备份?|留|搁|来)一?[份个](?:副本|备份)?(?:到|至|进|去|往|在|给|过去)+"
        f" ?(?P<to>{SPACE}){_ZH_THERE}{_ZH_DONE}"
    ),
    re.compile(
        f"{_ZH_AGAIN}(?:复制|拷贝?|备份)(?:到|至|进|去|往|在|给|过去)+ ?(?P<to>{SPACE})"
        f"{_ZH_THERE}(?:一[份下])?{_ZH_DONE}"
    ),
    re.compile(
        f"{_ZH_AGAIN}(?:给|往|在|到)? ?(?P<to>{SPACE}){_ZH_THERE}{_ZH_AGAIN}"
        f"(?:复制|拷贝?|放|存|备|留|搁|来|要)一?份(?:副本|备份)?{_ZH_DONE}"
    ),
    re.compile(
        "(?:(?:and|also|then|now|please|just|can you|could you)[ ,]+)*"
        "(?:(?:put|drop|leave|place|keep|make|save|stick|store)(?: me| us)? )?"
        f"(?:a|one|another|one more) copy(?: of (?:it|that|this))?(?: over)? "
        f"(?:in|into|to|at|for|inside) {_TO_S}(?: too| as well| please)*[ .!]*"
    ),
)
"""A copy that is to be in a place, of the file that was shown."""
_IN_S: Final = f"(?:in|inside|under|within|on|at) {_S}(?: please)?"
_MAKES: Final = "(?:make|create|add|set up|open|new|start|build)(?: me| us)?"
_FOLDER: Final = "(?:an?|another|one|the)? ?(?:new )?(?:empty )?(?:sub)?folder"
_NEW: Final = f"(?:{_MAKES} {_FOLDER}|(?:a )?new (?:sub)?folder|folder please)"
_N: Final = f"(?P<n>{QUOTED}|[^,;!?/{NAMED}]{{1,60}}?)"
_MADE: Final = (
    re.compile(
        rf"{_NEW}(?: (?:called|named|for|with the name|by the name of))"
        rf"?[:,]? {_N},? {_IN_S}"
    ),
    re.compile(
        rf"{_NEW},? {_IN_S},? (?:called|named|for|with the name|and (?:call|name)"
        rf" it) {_N}"
    ),
    re.compile(rf"{_IN_S},? {_MAKES} {_FOLDER}(?: (?:called|named|for|with the name))?[:,]? {_N}"),
    re.compile(rf"{_MAKES} (?:an?|the) {_N} (?:sub)?folder {_IN_S}"),
    re.compile(
        rf"(?:{_MAKES} )?{_FOLDER}(?: for [^,]+?)? {_IN_S},? (?:and |please )*(?:call|name) it {_N}"
    ),
)
_ZH_NEW: Final = "(?:新建|新增|创建|建立|[建加开弄搞])(?:一?下)?(?:一?个)?(?:新的?)?"
_ZH_N: Final = f"(?P<n>{QUOTED}|[^,;!?/的{NAMED}]{{1,40}}?)"
_ZH_CALLED: Final = "(?:名字|名称)?(?:就?叫做?|名为|名叫|取名为?|命名为)"
_MADE_ZH: Final = (
    re.compile(
        rf"(?:在|往|到|给)? ?(?P<s>{SPACE}){_ZH_IN}(?:也|再|先|帮我|给我|请)*{_ZH_NEW}"
        rf"(?:(?:文件夹|目录)[,: ]*{_ZH_CALLED}? ?{_ZH_N}"
        rf"|{_ZH_CALLED}? ?{_ZH_N.replace('?P<n>', '?P<n2>')}的?(?:文件夹|目录))"
    ),
    re.compile(
        rf"{_ZH_NEW}(?:文件夹|目录)[,: ]*{_ZH_CALLED}? ?{_ZH_N},? ?(?:放|建)?在 ?"
        rf"(?P<s>{SPACE}){_ZH_IN}"
    ),
)
_DELETED: Final = (
    re.compile(
        "(?:file )?(?:delete|remove|erase|bin|trash|get rid of|throw (?:away|out))(?: (?:the|both"
        "|all))*"
        rf"(?: files?| documents?)?:? {_X}{_FROM}(?: too| both)?"
    ),
    re.compile(
        rf"(?:删除|删掉|删|清掉|扔掉)了?(?:文件|这[几两些]个文件?)?[: ]*(?:{_ZH_S})?{_X}"
        rf"(?:这?[两几]个文件?)?[吧了掉]*"
    ),
    re.compile(
        rf"(?:把|将)? ?(?:{_ZH_S})?{_X}(?:这?[两几]个(?:文件)?)?,?(?:都|也|全|一起|给我|帮我|请)*"
        "(?:删除?|清|扔)[掉了除吧]*"
    ),
)
"""Several files that are deleted, which are named one by one."""
_MADE_BEHIND_ZH: Final = re.compile(
    rf"{_ZH_NEW}{_ZH_CALLED}? ?{_ZH_N}的?(?:文件夹|目录),? ?(?:放|建)?在 ?(?P<s>{SPACE}){_ZH_IN}"
)
_FOR: Final = re.compile(
    "^(?:专门|专|用来|用于|来|好)*(?:放(?![假映射学款大飞])|存(?![款折单量])|装(?![修饰配箱]))(?=..)"
)
"""What a folder is for, before what it is called: 放简历."""
_COPY: Final = re.compile("copy|duplicate|复制|拷|备份")
_MOVES_ON: Final = re.compile(
    "^(?P<make>.+?)(?:,? (?:and|then|and then)(?: please| also)? (?:put|move|place|throw|drop|file"
    "|store|copy) "
    f"(?P<x>{FILE}|it|this|that)(?: (?:in|into|to|inside|there|it|that|the|new|folder|one))*"
    f"|[,;。]? ?(?:再|然后|接着|并|顺便)?(?:把|将) ?(?P<x2>{FILE}|它|这个文件|这个) ?(?:也|都)?"
    "(?:[放移挪存归]|移动|转移|复制)(?:到|进|入)?(?:去|来|里面?|里头|其中|那里|它)*)$"
)
_GOES_ON: Final = re.compile(
    " (?:and|or|but|then|if|unless|when|after|only|not|also|plus|instead|maybe|in|from|和|然后|再"
    "|但"
    "|如果)(?![a-z])"
)
"""What is no talk behind a name, but more of the wish."""
_NO_NAME: Final = re.compile("(?:called|named|it|this|that|here|there|什么|啥|多少)")
_LONGEST: Final = 80


def changed_plainly(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give the change that is plainly wished, None for whatever has to be weighed."""
    marked = Marked(said, parts)
    start, end = bared(marked.copy)
    wish = (
        _renamed(marked, start, end)
        or _moved(marked, start, end)
        or _deleted(marked, start, end)
        or _to_place(marked, start, end, topic)
        or folder_made(marked, start, end)
    )
    if wish is None or against(said.saying(marked.copy[start:end]), (), wish):
        return None
    return wish


def _renamed(marked: Marked, start: int, end: int) -> Wish | None:
    for form in _RENAMED:
        found = form.fullmatch(marked.copy, start, end)
        if found is None or found["more"]:
            continue
        if name := _new_name(marked, found):
            return Wish("file rename", {"file": _path(marked, found), "name": name}, 1.0)
    return None


def _new_name(marked: Marked, found: re.Match[str]) -> str:
    """Give the new name that was said; one that ends as files do ends there."""
    start, end = found.span("n")
    copy = marked.said.copy[start:end]
    named = next((each for each in files(copy, shown=True) if not copy[: each.start].strip()), None)
    if named is not None and named.end < len(copy) and copy[named.end] == " ":
        if _GOES_ON.match(copy, named.end):
            return ""
        end = start + named.end
    name = marked.named((start, end))
    is_quoted = re.fullmatch(QUOTED, marked.copy[start:end]) is not None
    is_one = is_quoted or not re.search("[,;!?，；！？]", name)
    return name if is_one and len(name) <= _LONGEST and not _NO_NAME.fullmatch(name) else ""


def _moved(marked: Marked, start: int, end: int) -> Wish | None:
    for form in (*_MOVED, *_MOVED_ZH):
        found = form.fullmatch(marked.copy, start, end)
        if found is not None:
            raw = {"files": _path(marked, found), "place": _place(marked, found)}
            return Wish(_words(found), raw, 1.0)
    found = _MOVED_SOMEWHERE.fullmatch(marked.copy, start, end)
    if found is None or _NO_PLACE.fullmatch(found["to"]) or _WISHES_ON.search(found["to"]):
        return None
    place = marked.said.typed(*found.span("to")).strip()
    return Wish(_words(found), {"files": _path(marked, found), "place": place}, 1.0)


def _deleted(marked: Marked, start: int, end: int) -> Wish | None:
    """Give several files that are to be deleted; one alone is weighed."""
    for form in _DELETED:
        found = form.fullmatch(marked.copy, start, end)
        if found is not None and found["more"]:
            return Wish("file delete", {"files": _path(marked, found)}, 1.0)
    return None


def _to_place(marked: Marked, start: int, end: int, topic: Topic | None) -> Wish | None:
    """Give where the file that was shown goes, or files that are asked for then."""
    copied = next((each for form in _COPIED if (each := form.fullmatch(marked.copy))), None)
    found = copied or _NOTHING.fullmatch(marked.copy, start, end)
    if found is None:
        return None
    file = file_of(topic) if topic is not None else ""
    if copied is not None and not (file or _COPY.search(copied[0])):
        return None  # another of what was spoken of, whatever that was: 市场部也要一份
    raw = {"files": file} if file else {}
    words = _words(found) if copied is None else "file copy"
    return Wish(words, {**raw, "place": _place(marked, found)}, 1.0)


def _words(found: re.Match[str]) -> str:
    return "file copy" if _COPY.search(found["do"]) else "file move"


def folder_made(marked: Marked, start: int, end: int) -> Wish | None:
    """Give the folder that is to be made in a space."""
    for form in (*_MADE, *_MADE_ZH, _MADE_BEHIND_ZH):
        found = form.fullmatch(marked.copy, start, end)
        if found is None:
            continue
        groups = found.groupdict()
        name = _FOR.sub("", marked.named(found.span("n" if groups.get("n") else "n2")))
        if name and not _NO_NAME.fullmatch(name.casefold()) and "/" not in name:
            return Wish("folder create", {"name": f"{marked.named(found.span('s'))}/{name}"}, 1.0)
    return None


@dataclass(frozen=True, slots=True)
class FolderFirst:
    """The path of a ``folder`` that is to be made, and of the ``file`` that goes into it then; an
    empty one is that which was shown.
    """

    folder: str
    file: str


def folder_and_file(text: str, names: Sequence[str]) -> FolderFirst | None:
    """Give the folder that a sentence makes first, and the file that it puts in then; None for any
    other sentence.
    """
    said = Said(text)
    marked = Marked(said, parts_of(said, index_of(tuple(names))))
    start, end = bared(marked.copy)
    found = _MOVES_ON.match(marked.copy[:end], start)
    made = folder_made(marked, start, found.end("make")) if found else None
    if found is None or made is None:
        return None
    folder = made.raw["name"]
    file = next((marked.named(found.span(each)) for each in ("x", "x2") if found[each]), "")
    is_named = file.casefold() not in {"it", "this", "that", "它", "这个", "这个文件"}
    above = folder.partition("/")[0]
    path = file if "/" in file else f"{above}/{file}"
    return FolderFirst(folder, path if is_named else "")


def _path(marked: Marked, found: re.Match[str]) -> str:
    groups = found.groupdict()
    space = next((found.span(each) for each in ("s", "s0") if groups.get(each)), (-1, -1))
    above = marked.named(space)
    begins = found.start("more") if groups.get("more") else 0
    more = [each.span() for each in re.finditer(FILE, groups.get("more") or "")]
    spans = [found.span("x"), *((begins + start, begins + end) for start, end in more)]
    return ", ".join(_below(above, marked.named(each)) for each in spans)


def _below(above: str, name: str) -> str:
    is_whole = not above or name.casefold().startswith(f"{above.casefold()}/")
    return name if is_whole else f"{above}/{name}"


def _place(marked: Marked, found: re.Match[str]) -> str:
    groups = found.groupdict()
    own = next((each for each in ("own", "own2") if groups.get(each)), "")
    if own:
        above = marked.named(found.span("s")) if groups.get("s") else ""
        folder = marked.named(found.span(own))
        return f"{above}/{folder}" if above else f"the {folder} folder"
    to = "to" if groups.get("to") else "to2"
    inside = next((each for each in ("below", "in") if groups.get(each)), "")
    place = marked.named(found.span(to))
    return f"{place}/{marked.named(found.span(inside))}" if inside else place
