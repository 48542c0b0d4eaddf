"""Files that a sentence describes instead of naming: *the biggest file in Finance*, 最旧的视频.

Which file that is nobody knows before it is looked at, so what is to happen to it begins with the
list that shows it, in which it has a number.
"""

import re
from collections.abc import Mapping
from typing import Final

from bot.reading.file_names import is_file_name

_THING: Final = re.compile(
    "文件(?!夹)|文档|视频|图片|照片|压缩包|表格|素材|录像|东西|附件"
    "|(?<![a-z])(?:files?|documents?|docs?|videos?|pictures?|photos?|images?|archives?|zips?|pdfs?|"
    "spreadsheets?|attachments?|stuff|things?)(?![a-z])"
)
_ONE: Final = re.compile("那个|那几个|(?<![a-z])ones?(?![a-z])")
"""Is a file only where a space is named that it is in."""
_SPACES: Final = re.compile(
    "空间|钉盘|云盘|网盘|文件夹|目录|哪个盘|(?<![a-z])(?:spaces?|drives?|folders?|departments?|"
    "teams?)"
    "(?![a-z])"
)
_VIEWS: Final[Mapping[str, re.Pattern[str]]] = {
    "largest": re.compile(
        "最大|最占|最肥|(?<![a-z])(?:biggest|largest|heaviest|hugest|fattest|takes? "
        "(?:up )?(?:the )?most)(?![a-z])"
    ),
    "oldest": re.compile(
        "最[旧老早久]|没人(?:动|用|看|碰)|(?<![a-z])(?:oldest|(?:nobody|no one)(?: has|'s)?"
        "(?: ever)? (?:touch|open|use|need|chang|look)[a-z]*|untouched|unused)(?![a-z])"
    ),
    "duplicates": re.compile("重复|(?<![a-z])(?:duplicates?|duplicated|double)(?![a-z])"),
}
_DOES: Final = re.compile(
    "删|清|移|挪|搬|复制|拷|发(?:给|我|到)|改名|重命名|扔|去掉|归档"
    "|(?<![a-z])(?:delet|remov|eras|trash|bin|clear|clean|mov|copy|send|renam|get rid|throw|drop|"
    "archiv|wip|purg)[a-z]*"
)


def view_of(copy: str, *, inside: bool) -> str:
    """Give the command that lists the files which something is to happen to, ``inside`` a space
    that is named or not; empty for none.
    """
    thing = _THING.search(copy) or (inside and _ONE.search(copy))
    if _SPACES.search(copy) or not (thing and _DOES.search(copy)):
        return ""
    return next((view for view, said in _VIEWS.items() if said.search(copy)), "")


_GOES: Final = re.compile(
    "(?<![a-z])(?:mov|copy|put|drop|stick|throw|send)[a-z]* .{3,40} (?:to|into) (?!me|us|bin|trash)"
    "|[移挪搬放拷制]到|[移挪搬放拷制]去|[移挪搬]进"
)


def goes_to(copy: str) -> bool:
    """Tell whether a space is named as where something goes, and so is not where it lies."""
    return _GOES.search(copy) is not None


_DESCRIPTION: Final = re.compile(
    "最[大旧老早久新占肥]|重复的|没人[动用看碰]"
    "|(?<![a-z])(?:biggest|largest|heaviest|oldest|newest|latest|duplicates?|duplicated|unused|"
    "untouched)(?![a-z])"
    "|(?<![a-z])(?:nobody|no one|noone)(?: (?:has|had|ever))* "
    "(?:touch|open|us|need|chang|look)[a-z]*"
    "|^(?:the|my|our|your|his|her|their|an?)$"
    "|^(?:[a-z']+ ){3,}[a-z']+, [a-z']+ [a-z' ]+$"
    "|[的里中下 ](?:文件|文档|视频|图片|照片|压缩包)$"
    "|(?<![a-z.])(?:pdfs?|files?|videos?|pictures?|photos?)"
    "(?: (?:in|of|from) .+)?$|^(?:an?|any|some|another|the whole) "
    "|^(?:when|whenever|once|if|as soon as|in case) (?:it|that|this|the|they|we|any|there)(?![a-z])"
    "|^(?:is|are|am|was|were|has|have|had|can|could|did|do|does|will|would|should|may|uses?|"
    "owns?|made|decides?|decided|rules?|ruled|approves?|controls?|says?|sets?|looks? after|"
    "deleted|changed|created|put|fills?|filled|took|takes|needs?|gets?|got|asked|else|[a-z]{2,}ed) "
)
_REST: Final = re.compile(
    "^(?:里[面头]?(?:都|有|的|还)|先|给[我他她]|看(?:看|一?下|一眼|$)|都|有[没什啥哪]|还[有能在]|来了|的[人事]|"
    "一[变改有动]|怎|能不能|第[0-9一二三四五六七八九十]+[个条号份].*[删抹清恢还捞])"
)
"""How the rest of a Chinese sentence begins, which has no blank behind a command's words."""
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_COMMA: Final = re.compile("[,，;；]")
_ASKS: Final = re.compile("[吗么呢][?？]*$|怎么|什么|为啥|能不能|会不会")


def describes(text: str) -> bool:
    """Tell whether what stands where a name does describes something instead."""
    return _DESCRIPTION.search(text.casefold()) is not None or _is_rest(text)


def _is_rest(text: str) -> bool:
    """Tell whether it is no name but the rest of a Chinese sentence."""
    is_parted = _COMMA.search(text) is not None and not is_file_name(text)
    return bool(_HAN.search(text)) and (is_parted or _REST.search(text) is not None)


def asks(text: str) -> bool:
    """Tell whether a sentence is a question by its words, and not only by how it is said."""
    return _ASKS.search(text.strip()) is not None
