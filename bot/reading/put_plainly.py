"""*Chuck photo-08.docx in the Material folder*: a file that goes into a folder which is named, and
never a deletion, whatever verb is said for it.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.shown_files import file_of
from bot.reading.understood import Topic, Wish

_PUTS: Final = re.compile(
    "(?<![a-z])(?:chuck|throw|put|drop|stick|shove|dump|toss|place|pop|slide|tuck|move|shift|file)"
    "(?: (?:the|that|this|my|our))?(?: file)? $"
)
_INTO: Final = re.compile(
    r"^(?: (?:file|over|away|back))* (?:in|into|inside|to|under) (?:the |that |our |my )?"
    r"(?:(?:sub)?folder (?:called |named )?(?P<a>[^,.;!?]{1,60}?)"
    r"|(?P<b>[^,.;!?]{1,60}?) (?:sub)?folder)"
    r"(?:,? (?:please|pls|thanks|for me|instead|then|now))*"
    r"(?:, (?!.*(?:delet|remov|not|don't|bin|trash|rename|copy|send|if|unless))[^.;!?]*)?[ .!?]*$"
)


_STORED: Final = re.compile(
    "(?:请|麻烦你?|帮我|你|就|把|将)*(?:(?:这|那|刚才的?|刚刚?[发传]的|我[发传]的)(?:一?[张个份])"
    "?)?(?:图片?|照片|文件|视频|文档"
    "|表格?|截图|附件|资料|东西)(?:就|先|都|给我|帮我|直接)*(?:放|存|传|上传|搁|归|收)(?:到|在|进"
    "|入)?"
)
_WITHIN: Final = re.compile(
    "(?:空间|盘)?(?:[里中下]面?|里头)?(?:就行了?|就好了?|就可以了?|吧|即可|去|了|谢谢|行吗|可以吗"
    "|[,.! ])*"
)


def stored_plainly(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give where a file goes that is named by no more than that it is one: the one that was shown,
    or the one that was sent.
    """
    spaces = [part for part in parts if part.kind == "space"]
    if len(spaces) != 1 or any(part.kind in {"file", "quoted", "ordinal"} for part in parts):
        return None
    start, end = spaces[0].start, spaces[0].end
    if not _STORED.fullmatch(said.copy[:start].strip()) or not _WITHIN.fullmatch(said.copy[end:]):
        return None
    file = file_of(topic) if topic is not None else ""
    raw = {"files": file} if file else {}
    return Wish("file move" if file else "store", {**raw, "place": spaces[0].text}, 1.0)


def put_plainly(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the move of the one file that is named; None where a space is named, and for anything
    else.
    """
    files = [part for part in parts if part.kind == "file"]
    if len(files) != 1 or any(part.kind == "space" for part in parts):
        return None
    into = _INTO.match(said.copy[files[0].end :])
    if into is None or _PUTS.search(said.copy[: files[0].start]) is None:
        return None
    start, end = into.span("a" if into["a"] else "b")
    place = said.typed(files[0].end + start, files[0].end + end).strip()
    return Wish("file move", {"files": files[0].text, "place": f"the {place} folder"}, 1.0)
