"""What is wished of a file that is told of by its place: 把市场部里的纪要删了, *send me the
report in Finance*. The space is where it is, and nothing is done to that.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.reading import cautions
from bot.reading.cutting import parts_of
from bot.reading.folders import folder_behind
from bot.reading.in_places import InPlace, looks_like_file, thing_in
from bot.reading.listed import is_listed, list_of
from bot.reading.names import index_of
from bot.reading.parts import Mention
from bot.reading.reasons import reason_at
from bot.reading.said import Said
from bot.reading.understood import Wish

_ACTS: Final = {
    "bin restore": re.compile(
        "恢复|还原|找回|弄回|捞回|拿回|救回|(?<![a-z])(?:restor|recover|undelet|bring (?:it )?back|"
        "get (?:it )?back|put (?:it )?back)"
    ),
    "file rename": re.compile(
        "改名|重命名|改个?名|改成|改叫|改为|换个?名|命名为|名[字称]改|(?<![a-z])(?:renam|"
        "(?:re)?name it|call it|change (?:its|the) name)"
    ),
    "file move": re.compile(
        "挪|移动|移到|移去|移走|搬|转移|转到|放到|放进|归到|(?<![a-z])(?:mov(?:e|ing)|relocate|"
        "transfer|shift)(?![a-z])"
    ),
    "file copy": re.compile("拷|复制|备份到|(?<![a-z])(?:(?<!a )copy|duplicate)(?![a-z])"),
    "file send": re.compile(
        "发(?:一?下)?(?:给|到|我|一|过来|来|送)|传给|转发|转给|给(?:我|他|她|大家)|"
        "(?<![a-z])(?:send|"
        "forward|e-?mail|shoot|dm|drop me|pass me|ping me|get me|give me|share it with me|"
        "let me have)(?![a-z])"
    ),
    "file delete": re.compile(
        "删|清[掉了理除空]|扔|丢[掉了进到]|去掉|移除|干掉|处理掉|拿掉|撤掉|弄掉|"
        "(?<![a-z])(?:delet|remov|"
        "eras|trash|(?<!recycle )bin(?![a-z])|toss|throw|get rid|dump|scrap|discard|ditch|chuck|"
        "wip(?:e|ing)|"
        "purg|clear)"
    ),
    "find": re.compile(
        "找(?!回)|搜|查一?下|在哪|放哪|哪[儿里个去]|(?<![a-z])(?:find|where|locat|look(?:ing)? for|"
        "search)"
    ),
}
_HERE: Final = re.compile(
    "发送?(?:到|至|给|往|在)?(?:这(?!个?人)|(?:本|咱们?|我们)?个?群|大家)|发群里"
    "|(?<![a-z])(?:here|to the (?:group|chat)|to this (?:group|chat))(?![a-z])"
)
_PEOPLE: Final = re.compile("(?<![a-z])(?:remove|kick|take|drop|throw) .*(?:from|out of)")
"""What is done to people as well, and to files only where they are known for such."""
_PEOPLE_ZH: Final = re.compile("移除|去掉|拿掉|撤掉|清[理除]?出|干掉|弄掉|处理掉")
_NEW_NAME: Final = re.compile(
    "(?:(?:改名|重命名|改个?名|改|换个?名|命名)(?:一下)?(?:字|称)?"
    "(?:吧?[,，] ?就?(?:改?叫做?|改[成为])|成|为|叫做?|作)"
    '|(?<![a-z])(?:to|as|call it|name it) )[ "“「]*(?P<x>[^,;!?，；！？"”」]{1,60}?)'
    '["”」]*(?:吧|呗|谢谢|就行|就好| please| pls| thanks)*[ .。]*(?:$|[,;!?，；！？])'
)
_INTO: Final = re.compile(
    "(?:[到进至往去]|(?<![a-z])(?:to|into|onto|over to))(?: (?:the|our|my))? ?$"
)
_PLACES: Final = frozenset({"place", "what to share", "access"})
"""Parts of commands about permissions that may be a file as well as a space."""
_ROW: Final = re.compile("[,，、和跟与]|(?<![a-z])(?:and|or)(?![a-z])")
_UNUSED: Final = re.compile("(?:没什?么?用|不要|不用|用不[着上到]|不需要|过期|作废)了[.。! ]*$")
"""Who only says so is shown it, and says what is to become of it."""
_PLACE: Final = re.compile(
    "(?:[挪移搬放拷]|移动|转移|复制|备份)(?:一下)?[到进](?P<x>[^,;!?，；！？]{1,30}?)(?:里面?|"
    "下面)?"
    "(?:去|来|吧|[。. ])*(?:$|[,;!?，；！？])"
)
"""Where something is to go that is the name of no space that is known."""
_UNSAID: Final = re.compile(
    "[别勿莫甭]|撤销|停止|取消|中止|不(?=[删清移挪发改扔]|要[删清移挪发改扔]|能|许|准|该|想)|"
    "[吗么嘛][?？]?$|"
    "谁|怎么|咋|哪[些个]|有什么|有没有|什么可以|为什么|如果|要是|假如|万一|昨天|刚才|刚刚|之前|"
    "[删清移改发挪]过|没[删清移改发]"
    "|(?<![a-z])(?:stop|halt|cancel|abort|undo|deletion|don'?t|do not|never|not yet|"
    "how (?:do|to|can)|who|why|if|would|(?:can|could|should) (?:i|we)|(?:is|are) there|"
    "which (?:files?|ones?|documents?|copies|of)|what (?:can|could|may|should|to)|was|were|did|"
    "deleted|removed|renamed|moved|says?|said|told|asked|wants?)(?![a-z])"
)
"""Whoever says so wants no change, or not now, or only asks."""


def thing_wished(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give what is plainly wished of something in a space, None for whatever has to be weighed."""
    held = thing_in(said.copy, parts)
    if (
        held is None
        or said.copy[held.start :].startswith(("没有", "有没有"))
        or _is_row(said.copy, held, parts)
    ):
        return None
    end, _ = reason_at(said.copy)
    copy = said.copy[: max(end, held.end, held.space.end)]
    rest = _without(copy, held)
    acts = [words for words, said_so in _ACTS.items() if said_so.search(rest)]
    changes = [words for words in acts if words != "find"]
    if len(changes) > 1 or (changes and _is_doubtful(rest, changes[0])):
        return None
    if changes and (view := list_of(said.copy[held.start : held.end])):
        return Wish(view, {"space": held.space.text}, 1.0)
    if changes:
        return _changed(said, copy, held, changes[0], parts)
    is_looked_for = bool(acts) and not is_listed(said.copy[held.start : held.end])
    return _found(said, held) if is_looked_for or _UNUSED.search(rest) else None


def holds_file(said: Said, parts: Sequence[Mention]) -> bool:
    """Tell whether what a sentence tells of in a space surely is a file, and no person."""
    held = thing_in(said.copy, parts)
    return held is not None and looks_like_file(said.copy[held.start : held.end])


def with_thing(wish: Wish, said: Said, parts: Sequence[Mention]) -> Wish:
    """Give what is wished of a space as what is wished of the thing in it that is told of."""
    held = thing_in(said.copy, parts)
    place = next((each for each in wish.raw if each in _PLACES), "")
    if held is None or not place or not holds_file(said, parts):
        return wish
    given = wish.raw[place]
    if given != held.space.text and not given.startswith(f"{held.space.text} "):
        return wish
    path = f"{held.space.text}/{said.typed(held.start, held.end).strip()}"
    return replace(wish, raw={**wish.raw, place: path + given.removeprefix(held.space.text)})


def wishes_of_thing(text: str, names: Sequence[str]) -> bool:
    """Tell whether a text plainly wishes something of a thing in one of these spaces."""
    said = Said(text)
    return thing_wished(said, parts_of(said, index_of(tuple(names)))) is not None


def _is_row(copy: str, held: InPlace, parts: Sequence[Mention]) -> bool:
    """Whether it is no one thing, but several of which another space is one."""
    others = [each for each in parts if each.kind == "space" and each != held.space]
    has_space = any(each.start < held.end and held.start < each.end for each in others)
    return has_space and _ROW.search(copy[held.start : held.end]) is not None


def _is_doubtful(rest: str, words: str) -> bool:
    if _UNSAID.search(rest):
        return True
    return words != "file send" and cautions.joins(rest)


def _without(copy: str, held: InPlace) -> str:
    """Give a sentence without the thing and its place, which may be called anything."""
    cuts = sorted([(held.start, held.end), (held.space.start, held.space.end)])
    (one, two), (three, four) = cuts
    return f"{copy[:one]} , {copy[two:three]} , {copy[four:]}"


def _may_be_person(copy: str, held: InPlace) -> bool:
    rest = _without(copy, held)
    is_removed = _PEOPLE_ZH.search(rest) and not re.search("[删扔]|丢掉", rest)
    return bool(is_removed or _PEOPLE.search(copy[: held.space.start]))


def _changed(
    said: Said, copy: str, held: InPlace, words: str, parts: Sequence[Mention]
) -> Wish | None:
    thing = said.typed(held.start, held.end).strip()
    if _may_be_person(copy, held) and not looks_like_file(thing.casefold()):
        return None
    path = f"{held.space.text}/{thing}"
    match words:
        case "bin restore":
            return Wish(words, {"items": thing}, 1.0)
        case "file rename":
            found = _NEW_NAME.search(copy, max(held.end, held.space.end))
            name = said.typed(*found.span("x")).strip() if found else ""
            return Wish(words, {"file": path} | ({"name": name} if name else {}), 1.0)
        case "file move" | "file copy":
            return _moved(said, held, words, path, parts)
        case "file send":
            here = bool(_HERE.search(_without(copy, held)))
            return Wish("file send here" if here else words, {"file": path}, 1.0)
        case _:
            return Wish(words, {"files": path}, 1.0)


def _moved(
    said: Said, held: InPlace, words: str, path: str, parts: Sequence[Mention]
) -> Wish | None:
    others = [each for each in parts if each.kind == "space" and each != held.space]
    goes = [each for each in others if _INTO.search(said.copy[: each.start])]
    if not goes and (found := _PLACE.search(said.copy, max(held.end, held.space.end))):
        return Wish(words, {"files": path, "place": said.typed(*found.span("x")).strip()}, 1.0)
    if len(goes) != 1:
        return None
    folder = folder_behind(said, goes[0])
    place = f"{goes[0].text}/{folder}" if folder else goes[0].text
    return Wish(words, {"files": path, "place": place}, 1.0)


def thing_found(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the search for what a sentence tells of in a space, whatever is wished of it."""
    held = thing_in(said.copy, parts)
    return _found(said, held) if held else None


def _found(said: Said, held: InPlace) -> Wish:
    thing = said.typed(held.start, held.end).strip()
    rest = _without(said.copy, held)
    is_chinese = cautions.is_chinese(rest)
    words = f"{held.space.text}里的{thing}" if is_chinese else f"{thing} in {held.space.text}"
    return Wish("find", {"words": words}, 1.0)
