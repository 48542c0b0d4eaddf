"""In which order people want a list, how much of it, and which of its spaces alone.

``emptiest first``, 剩余最多, ``top 5``, 最大的三个, ``"Finance" or "Legal"``: conditions as others.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.language.conditions import Narrowing, Sorting
from bot.language.numerals import CHINESE, ENGLISH, number

MOST_ROWS: Final = 100
"""Nobody wants so many rows of a list and no more."""

_END = "(?:的(?=$|[ ,0-9〇零一二两三四五六七八九十])|(?=$|[ ,]))"
_COUNT = rf"[0-9]{{1,3}}|{CHINESE}|{ENGLISH}"
_PIECES = "(?: ?(?:个|名|位|大|条|项)(?:空间|云盘|钉盘|盘)?)?"
_FIRST = " ?first"
_SPACES = "(?: (?:spaces?|drives?|ones?|folders?))?"

_ROOM = (
    "(?:most|largest|biggest) (?:free |unused |available )?(?:room|space|capacity)"
    f"(?: left| free| available| remaining)?(?:{_FIRST})?|most (?:left|free|empty)(?:{_FIRST})?"
    "|by (?:the )?(?:room|space|capacity) left|(?:剩余|剩下|剩的?|余量|空余|空闲|可用)(?:的)?"
    "(?:空间|容量|地方)?最[多大]|最有(?:空间|地方|空)|最宽裕"
)
_EMPTIEST = rf"emptiest(?:{_FIRST})?|least full(?:{_FIRST})?|最空(?:闲|着)?|最不满|使用率最低"
_SMALLEST = (
    rf"smallest(?:{_FIRST})?|least used(?:{_FIRST})?|used? (?:the )?least|uses (?:the )?least"
    "|最小|(?:使?用|占用?|已用)(?:[得的]|量)?最[少小]|按(?:大小|用量|已用|占用|容量)(?:从小到大|升序)"
)
_TOP = rf"(?:the )?(?:top|first)[ -]?(?P<top>{_COUNT}){_SPACES}"
_MOSTS = "(?:biggest|largest|fullest|smallest|emptiest|fastest|newest|most|least|top)"
_LEADING = (
    rf"(?:the )?(?P<lead>{_COUNT}){_SPACES}(?= ?(?:biggest|largest|fullest|smallest|emptiest))"
)
_FOREMOST = rf"前 ?(?P<front>{_COUNT}){_PIECES}"
_BEHIND = rf"(?:的)?(?P<behind>{_COUNT}) ?个(?:空间|云盘|钉盘|盘)?"
_NAME = '"[^"]{1,200}"'
_EITHER = rf"{_NAME}(?:(?: ?(?:,|or|and|vs\.?|versus|和|或|跟|与) ?)+{_NAME})+"

_Taken = Callable[[re.Match[str], Narrowing], Narrowing | None]


def _sorted_by(sorting: Sorting) -> _Taken:
    return lambda _, so_far: replace(so_far, sorting=sorting)


def _counted(found: re.Match[str], so_far: Narrowing) -> Narrowing | None:
    said = next(filter(None, found.groupdict().values()))
    rows = number(said)
    if "behind" in found.groupdict() and not so_far.sorting:
        return None  # three of what, if nothing says which come first
    if rows is None or not 0 < rows <= MOST_ROWS or rows != int(rows):
        return None
    return replace(so_far, most=int(rows))


def _these(found: re.Match[str], so_far: Narrowing) -> Narrowing:
    names = tuple(name[1:-1] for name in re.findall(_NAME, found[0]))
    return replace(so_far, named=names)


ORDERS: Final[tuple[tuple[re.Pattern[str], _Taken], ...]] = tuple(
    (re.compile(f"(?:{form}){end}"), taken)
    for form, end, taken in (
        (_ROOM, _END, _sorted_by("room")),
        (_EMPTIEST, _END, _sorted_by("emptiest")),
        (_SMALLEST, _END, _sorted_by("smallest")),
        (_TOP, _END, _counted),
        (_LEADING, "", _counted),
        (_FOREMOST, _END, _counted),
        (_BEHIND, _END, _counted),
        (_EITHER, _END, _these),
    )
)
"""How each is said, and what it adds to a narrowing; None where it is none after all."""

_TIMES = (
    "(?! ?(?:点|时|天|日|周|星期|月|年|次|小时|分钟|days?|weeks?|months?|years?|hours?|minutes?))"
)
_COUNTED: Final = tuple(
    re.compile(form + _TIMES)
    for form in (
        rf"(?<![a-z])(?:top|first) (?P<count>{_COUNT})(?![a-z0-9%])",
        rf"(?<![a-z0-9])(?P<count>{_COUNT})(?: spaces| drives)? (?={_MOSTS}(?![a-z]))",
        rf"(?<![a-z]){_MOSTS} (?P<count>{_COUNT})(?![a-z0-9%])",
        rf"前 ?(?P<count>{_COUNT})(?![0-9%])",
        rf"最[大满空小多少快](?:的)? ?(?P<count>{_COUNT}) ?个",
    )
)
_SEARCHED: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (written, re.compile(rf"(?<![a-z])(?:{form})(?![a-z])"))
    for written, form in (
        ("most room first", rf"(?<!up the )(?<!ing the )(?<!akes the )(?<!uses the )(?:{_ROOM})"),
        ("emptiest first", _EMPTIEST),
        ("smallest first", _SMALLEST),
        ("largest first", "biggest|largest|最大"),
    )
)


def order_said(copy: str) -> str:
    """Give the order that a sentence speaks of, as it would be typed; empty for none."""
    return next((written for written, form in _SEARCHED if form.search(copy)), "")


def count_said(copy: str) -> str:
    """Give how many rows a sentence speaks of, as it would be typed: ``top 5``; empty for none."""
    for form in _COUNTED:
        for found in form.finditer(copy):
            rows = number(found["count"])
            if rows is not None and 1 < rows <= MOST_ROWS and rows == int(rows):
                return f"top {int(rows)}"
    return ""
