"""What a sentence means after files were shown: *the second one*, *it* and *the biggest* are files.

Only a sentence that names no space, nor speaks of one, goes on about files.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.language import Which
from bot.reading.file_names import is_file_name
from bot.reading.filling import Filled
from bot.reading.filling_files import most_of
from bot.reading.limits import is_limit
from bot.reading.parts import Mention
from bot.reading.understood import Topic
from bot.routing import Route

FILE_PARTS: Final = ("file", "files", "items")
"""What the part of a command is called that is a file, or several."""
_LISTS: Final = frozenset(
    {
        *("files", "find", "largest", "oldest", "duplicates", "group files", "read on", "bin"),
        *("biggest folders",),
    }
)
_INSTEAD: Final[Mapping[str, str]] = {
    "space": "file",
    "space delete": "file delete",
    "alert me": "file send",
    "store": "file move",
    "undo": "file undo",
}
_IN_BIN: Final[Mapping[str, str]] = {
    "space delete": "bin remove",
    "file delete": "bin remove",
    "undo": "bin restore",
    "version restore": "bin restore",
}
_OF_DELETED: Final[Mapping[str, str]] = {
    **_INSTEAD,
    "undo": "bin restore",
    "version restore": "bin restore",
    "file undo": "bin restore",
}
_SPACE: Final = re.compile(
    "空间|钉盘|云盘|网盘|[这那]个?盘|整个|提醒|告警|剩|满|容量|配额|扩容"
    "|(?<![a-z])(?:spaces?|drives?|whole|alerts?|left|room|full|quota|capacity)(?![a-z])"
)
_POINTS: Final = re.compile(
    "它|[这那](?:一?个|份|条)(?!空间|盘|月|周|星期|季度)(?:文件|文档|表格?|视频|图片?|资料|东西)?"
    "|(?<![a-z])(?:it|that|this)(?: one| file| document| thing)?(?! (?:space|drive|week|month|year|"
    "morning|afternoon|quarter|team|department))(?![a-z])|(?<![a-z])the (?:file|document)(?![a-z])"
)
_FIRST: Final[Mapping[str, re.Pattern[str]]] = {
    "largest": re.compile(
        "(?:最大|最占地方|最占空间|头一?个)|(?<![a-z])(?:biggest|largest|top one|heaviest)(?![a-z])"
    ),
    "oldest": re.compile("(?:最旧|最老|最早|最久)|(?<![a-z])oldest(?![a-z])"),
}
_ENDS: Final = re.compile("[.][^.]+$")
_OMITS: Final = frozenset(
    {"file rename", "file send", "file send here", "versions", "version restore", "file move"}
    | {"file copy", "file", "file delete"}
)
"""What may leave out the one file that was shown last."""


def shows_files(topic: Topic | None) -> bool:
    """Tell whether the last answer showed files, or was about one."""
    return topic is not None and (topic.words in _LISTS or bool(file_of(topic)))


def goes_on_about_files(topic: Topic | None, copy: str, parts: Sequence[Mention]) -> bool:
    """Tell whether what a sentence counts or points to is what was shown of files."""
    if topic is None or not shows_files(topic):
        return False
    if any(part.kind == "file" for part in parts) or _SPACE.search(copy):
        return False
    if topic.words == "file delete":
        return True
    counts = any(part.kind in {"ordinal", "number"} and not is_limit(copy, part) for part in parts)
    return counts or bool(_POINTS.search(copy) or _row(topic, copy))


def route_of_files(words: str, topic: Topic, *, counted: bool = False) -> str:
    """Give the command that does to files what another does to spaces; the same where none does.

    ``counted`` tells that rows are meant: those of what was deleted come back by their numbers.
    """
    if topic.words == "bin":
        return _IN_BIN.get(words, words)
    of_deleted = counted and topic.words != "versions"
    return (_OF_DELETED if of_deleted else _INSTEAD).get(words, words)


def with_file(route: Route[Any], args: Filled, topic: Topic, copy: str) -> Filled:
    """Take the file that was shown last, or the row that is meant, where a sentence names none."""
    part = next((each.name for each in route.takes if each.name in FILE_PARTS), "")
    if not part or args.raw.get(part) or any(isinstance(each, Which) for each in route.takes):
        return args
    said = _row(topic, copy)
    if not said and (_POINTS.search(copy) or route.words in _OMITS):
        said = file_of(topic)
    if not said:
        return args
    given = {**args.raw, part: said}
    raw = {each.name: given[each.name] for each in route.takes if each.name in given}
    missing = any(each.ask is not None and not raw.get(each.name) for each in route.takes)
    return replace(args, raw=raw, missing=missing)


def file_of(topic: Topic) -> str:
    """Give the one file that the last answer was about, as it was said, or as it is called since
    that gave it another name; empty for none.
    """
    file = next((topic.raw[name] for name in FILE_PARTS if topic.raw.get(name)), "")
    name = topic.raw.get("name", "") if topic.words == "file rename" else ""
    if not name or file.isdecimal() or file.startswith("file:"):
        return file  # a number of a list is still that of the same file
    above, sign, old = file.rpartition("/")
    ends = _ENDS.search(old) if is_file_name(old) and not is_file_name(name) else None
    if ends is None or name.casefold().endswith(ends[0].casefold()):
        return f"{above}{sign}{name}"
    return f"{above}{sign}{name}{ends[0]}"


def _row(topic: Topic, copy: str) -> str:
    """Give the first row, or as many as are said, where a list has what is asked for there."""
    first = _FIRST.get(topic.words)
    if first is None or not first.search(copy):
        return ""
    return " ".join(map(str, range(1, max(1, most_of(copy)) + 1)))
