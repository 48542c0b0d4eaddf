"""Names in sentences that are no words: of a space that is not there, or of which only a part was
said.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.language import in_other_language
from bot.reading.english import stem
from bot.reading.features import elements, joined
from bot.reading.mere_words import asks_about_any, is_no_space
from bot.reading.said import Said, folded
from bot.reading.table import Table, learnt
from bot.reading.times import times

_CHARACTERS: Final = 120
_OF: Final = re.compile(
    r"(?<![a-z])(?:of|for|about|inside|within) (?:the |our )?"
    r"(?P<name>[a-z0-9][a-z0-9&'_-]*(?: [a-z0-9][a-z0-9&'_-]*){0,3}?)"
    r"(?: (?:space|drive|folder))?(?: please| pls| now)?[ .!?~]*$"
)
_THE: Final = re.compile(
    r"(?<![a-z])(?:the |our |space |drive )(?P<name>[a-z][a-z&'_-]*)"
    r"(?: (?:space|drive|folder))(?![a-z])"
)
_NO_NAME: Final = (
    "哪|这|那|什么|几|每|各|有|它|我|你|咱|谁|所有|全部|其他|别的|最|一|把|从|按|被|是|假|搞|待"
)
_CHINESE: Final = re.compile(
    f"^(?:请问|帮我|麻烦|看看|看一下|查一下|查看|查查|看下|查下)*(?!{_NO_NAME})"
    r"(?P<name>[\u4e00-\u9fff]{2,8}?)(?:(?:这个|那个)?(?:空间|盘)?的"
    r"(?=容量|提醒|级别|趋势|用量|空间|剩余|大小|软配额|情况|增长|走势)"
    r"|(?:这个|那个)?(?:空间|盘)(?=还|用|剩|快|满|够|有多|什么时候))"
)
_LATIN: Final = re.compile("[a-z0-9][a-z0-9'&_-]*")
_HAN: Final = re.compile("[\u4e00-\u9fff]+")
_SHORTEST: Final = 2
_MOST: Final = 12
"""So many spaces that share a part of their names are a choice; more are none."""


def strange_name(text: str) -> str:
    """Give what stands in a sentence where a space's name does and is no word that is known, as it
    was typed; empty for none.
    """
    said = Said(text)
    if len(said.copy) > _CHARACTERS:
        return ""
    for pattern in (_OF, _THE, _CHINESE):
        found = pattern.search(said.copy)
        if found is not None and is_strange(found["name"]):
            return said.typed(*found.span("name")).strip()
    return ""


def is_strange(name: str) -> bool:
    """Tell whether a text has no word that means anything else, so that it may be a name."""
    if any(in_other_language(name)):
        return True
    words, table = elements(name), learnt()
    if not words or any(each.isdecimal() for each in name.split()) or any(times(name)):
        return False
    known = frozenset(table.words)
    if any(each.isascii() and (each in known or stem(each) in known) for each in words):
        return False
    return next(iter(table.meanings.all_in(joined(words))), None) is None


def parts_said(text: str, names: Sequence[str]) -> tuple[str, list[str]]:
    """Give the longest part of some names that a sentence says, and the names that have it: their
    beginning in Chinese, or a whole word of theirs; or else how they begin in the other language.
    Words that mean something else are no parts.
    """
    copy = Said(text).copy
    if len(copy) > _CHARACTERS or asks_about_any(copy):
        return "", []
    own = _longest_part(copy, ((name, _parts(folded(name))) for name in names))
    return own if own[0] else _longest_part(copy, ((name, _elsewhere(name)) for name in names))


def _longest_part(
    copy: str, parts_of_names: Iterable[tuple[str, Sequence[str]]]
) -> tuple[str, list[str]]:
    said: dict[str, list[str]] = {}
    for name, parts in parts_of_names:
        for part in parts:
            if part in copy and _stands(part, copy):
                said.setdefault(part, []).append(name)
    table = learnt()
    known = [part for part in said if _is_no_word(part, table)]
    longest = max(known, key=len, default="")
    found = list(dict.fromkeys(said.get(longest, [])))
    return (longest, found) if len(found) <= _MOST else ("", [])


def _elsewhere(name: str) -> list[str]:
    return [each for each in in_other_language(name) if len(each) >= _SHORTEST]


def _parts(name: str) -> list[str]:
    han = [run[0] for run in _HAN.finditer(name)]
    latin = [each[0] for each in _LATIN.finditer(name)]
    alone = len(han) + len(latin) == 1
    starts = [run[:end] for run in han for end in range(_SHORTEST, len(run) + (not alone))]
    words = [] if alone else [each for each in latin if len(each) > _SHORTEST and each.isalpha()]
    return [*starts, *words]


def _stands(part: str, copy: str) -> bool:
    """Tell whether it stands anywhere where it may mean a space."""
    word = rf"(?<![a-z]){re.escape(part)}(?![a-z])" if part.isascii() else re.escape(part)
    return any(not is_no_space(part, each.start(), copy) for each in re.finditer(word, copy))


def _is_no_word(part: str, table: Table) -> bool:
    text = joined(elements(part))
    covered = sum(end - start for start, end, _ in table.meanings.all_in(text))
    return covered < len(text) and part not in _COMMON


_COMMON: Final = frozenset({"team", "the", "and", "new", "old", "group", "project", "archive"})
