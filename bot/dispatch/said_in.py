"""Writes what was said of a command in the language that is spoken: 明天 for *tomorrow*.

Only what reads the same takes the place of what was said, and names are never touched.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.errors import UserError
from bot.language import Narrowing, Person, Text, Which
from bot.messages import Argument

_WORDS: Final[tuple[tuple[str, str], ...]] = (
    *(("tomorrow", "明天"), ("today", "今天"), ("next level", "下一级别"), ("default", "默认")),
    *(
        ("off", "关闭"),
        ("growing", "增长"),
        ("nearly full", "快满的"),
        ("new this month", "本月新建"),
    ),
    *(("emptiest first", "最空的"), ("most room first", "剩余最多"), ("smallest first", "最小")),
    *(("largest first", "最大"), ("newest first", "最新"), ("full", "满"), ("empty", "空的")),
    *(("china", "中国法定"), ("en", "英文"), ("zh", "中文")),
    *(("mine", "我的"), ("english", "英文"), ("chinese", "中文"), ("forever", "永久")),
    *(("mon", "周一"), ("tue", "周二"), ("wed", "周三"), ("thu", "周四"), ("fri", "周五")),
    *(("sat", "周六"), ("sun", "周日"), ("changes", "更改"), ("new", "新增")),
)
_NUMBERED: Final[tuple[tuple[str, str, str, str], ...]] = (
    (r"(\d+) ?(?:minutes?|mins?)", r"\1 分钟", r"(\d+) ?分钟", r"\1 minutes"),
    (r"(\d+) ?(?:hours?|h)", r"\1 小时", r"(\d+) ?个?小时", r"\1 hours"),
    (r"(\d+) ?(?:days?|d)", r"\1 天", r"(\d+) ?[天日]", r"\1 days"),
    (r"(\d+) ?(?:weeks?|w)", r"\1 周", r"(\d+) ?个?(?:周|星期|礼拜)", r"\1 weeks"),
    (r"top (\d+)", r"前 \1", r"前 ?(\d+)个?", r"top \1"),
    (r"page (\d+)", r"第\1页", r"第 ?(\d+) ?页", r"page \1"),
    (r"over (\d+(?:\.\d+)?%)", r"超过\1", r"超过 ?(\d+(?:\.\d+)?%)", r"over \1"),
    (r"under (\d+(?:\.\d+)?%)", r"低于\1", r"低于 ?(\d+(?:\.\d+)?%)", r"under \1"),
    (r"full within (\d+) days?", r"\1 天内用满", r"(\d+) ?天内用满", r"full within \1 days"),
    (r'(?<=") or (?=")', "和", r'(?<=") ?[和或] ?(?=")', " or "),
)
_SPECIAL: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {"all": "全部", "off": "关闭"},
    "en": {"全部": "all", "所有": "all", "关闭": "off"},
}
"""What is said in the place of a space's name."""
_CHINESE: Final = tuple(
    (re.compile(rf"(?<![a-z])(?:{said})(?![a-z])", re.IGNORECASE), written)
    for said, written in (*_WORDS, *(each[:2] for each in _NUMBERED))
)
_ENGLISH: Final = tuple(
    (re.compile(said), written)
    for said, written in (
        *(each[2:] for each in _NUMBERED),
        *((re.escape(chinese), f" {english} ") for english, chinese in _WORDS),
    )
)


def said_in(language: str, argument: Argument[object], text: str) -> str:
    """Write the value of an argument in ``zh`` or ``en``; as it was said where that reads
    otherwise.
    """
    if isinstance(argument, Which):
        return _SPECIAL[language].get(text.casefold(), text)
    if isinstance(argument, Person | Text):
        return text
    written = text
    for said, instead in _CHINESE if language == "zh" else _ENGLISH:
        written = said.sub(instead, written)
    written = " ".join(written.split())
    return written if written != text and _reads_same(argument, text, written) else text


def raw_in(
    language: str, takes: tuple[Argument[object], ...], raw: Mapping[str, str]
) -> dict[str, str]:
    """Write all arguments in a language."""
    by_name = {each.name: each for each in takes}
    return {
        name: said_in(language, by_name[name], text) if name in by_name else text
        for name, text in raw.items()
    }


def _reads_same(argument: Argument[object], one: str, other: str) -> bool:
    read: Callable[[str], object] = getattr(argument, "meaning", argument.read)
    try:
        return _plain(read(one)) == _plain(read(other))
    except UserError:
        return False


def _plain(value: object) -> object:
    return replace(value, typed="", unordered="") if isinstance(value, Narrowing) else value
