"""What a list may be narrowed by and how it may be sorted, and the ways to say each condition.

A condition begins where a word begins and ends where one ends. The expressions are for the
matching copy.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from bot.language.quantities import SHARE, SIZE, share_of, size_of

Kind = Literal["full", "nearly full", "empty", "growing", "mine", "new"]
Sorting = Literal["", "full", "name", "size", "growth", "newest", "room", "emptiest", "smallest"]


MOST_DAYS: Final = 366
"""Nobody is told when a space would be full that far ahead."""
NEARLY_FULL: Final = 90
"""From so many hundredths on people call a space full, or nearly."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed by, and sorted.

    ``typed`` is what was said, without the page, and ``unordered`` also without how to sort;
    ``words`` are looked for in names. Shares are in hundredths and sizes in bytes used: ``least``
    belongs to the list, ``below`` does not. ``most`` are so many rows at most, and ``named`` the
    names (for comparing) that spaces must have one of, none for any. ``within`` are so many days
    after which they would be full.
    """

    typed: str = ""
    unordered: str = ""
    words: str = ""
    kinds: frozenset[Kind] = frozenset()
    least_share: Decimal | None = None
    below_share: Decimal | None = None
    least_size: int | None = None
    below_size: int | None = None
    sorting: Sorting = ""
    page: int = 1
    most: int | None = None
    named: tuple[str, ...] = ()
    within: int | None = None

    @property
    def has_conditions(self) -> bool:
        """Whether it narrows by anything besides words."""
        bare = Narrowing(self.typed, self.unordered, self.words)
        return self != replace(bare, sorting=self.sorting, page=self.page, most=self.most)

    @property
    def is_plain(self) -> bool:
        """Whether it holds words alone, and nothing that was taken for something else."""
        return not (self.has_conditions or self.sorting or self.most)

    def data(self, unjudged: int, called: int) -> dict[str, object]:
        """Give what a card tells of it, with the numbers of spaces that it counts."""
        return {
            "words": self.words,
            "typed": "" if self.is_plain else self.typed,
            "kinds": sorted(self.kinds),
            "nearly": NEARLY_FULL,
            "least_share": None if self.least_share is None else float(self.least_share),
            "below_share": None if self.below_share is None else float(self.below_share),
            "least_size": self.least_size,
            "below_size": self.below_size,
            "sorting": self.sorting,
            "most": self.most,
            "within": self.within,
            "named": len(self.named),
            "unjudged": unjudged,
            "called": called,
        }


_OVER = (
    "at least|no less than|not less than|over|above|more than|greater than|larger than|bigger than"
    "|beyond|exceeding|upwards? of|>=?|≥|"
    "超过|大于等于|大于|高于|多于|不低于|不少于|不小于|至少|达到|超出|超"
)
_UNDER = (
    "under|below|less than|smaller than|lower than|fewer than|<=?|≤|"
    "低于|小于等于|小于|少于|不到|不足|不超过|不满"
)
_AND_OVER = r"(?:\+| ?(?:and|or) (?:more|over|above|up|larger|bigger)| ?(?:及|或)?以上| ?或更多)"
_AND_UNDER = r"(?: ?(?:and|or) (?:less|below|under|smaller)| ?(?:及|或)?以下| ?以内)"
_USE = "(?:已?使?用了?|已?占用?了?|使?用量|使用率|占用率|大小|容量)?"
_FULL = "(?: ?(?:full|used|in use|filled|of usage|of space used))?(?:已?满了?|已用|被用)?"
_SPACES = "(?: ?(?:spaces?|drives?|ones|空间|云盘|钉盘|盘))?"
_END = rf"(?:的(?:{_SPACES}(?=$|[ ,]))?|(?=$|[ ,]))"
"""A condition ends here: at a word's end, or with the 的 that binds it to what follows."""
_THE_END = rf"(?:的?{_SPACES}(?=$|[ ,]))"
"""A word that may begin a name as well ends only where a word ends."""

_Taken = Callable[[re.Match[str], Narrowing], Narrowing | None]


def _over_share(found: re.Match[str], so_far: Narrowing) -> Narrowing | None:
    said = share_of(found)
    if said is None or (found["fraction"] and not any(found[side] for side in _SIDES)):
        return None
    if found["under"] or found["and_under"]:
        return replace(so_far, below_share=said)
    return replace(so_far, least_share=said)


def _over_size(found: re.Match[str], so_far: Narrowing) -> Narrowing | None:
    said = size_of(found)
    if said is None or said < 0 or not any(found[side] for side in _SIDES):
        return None
    if found["under"] or found["and_under"]:
        return replace(so_far, below_size=said)
    return replace(so_far, least_size=said)


def _full_within(found: re.Match[str], so_far: Narrowing) -> Narrowing | None:
    days = int(next(filter(None, found.groups())))
    return replace(so_far, within=days) if 0 < days <= MOST_DAYS else None


_SIDES: Final = ("over", "under", "and_over", "and_under")


def _is(kind: Kind) -> _Taken:
    return lambda _, so_far: replace(so_far, kinds=so_far.kinds | {kind})


def _sorted_by(sorting: Sorting) -> _Taken:
    return lambda _, so_far: replace(so_far, sorting=sorting)


def _sides(quantity: str) -> str:
    return (
        rf"{_USE} ?(?:(?P<over>{_OVER})|(?P<under>{_UNDER}))? ?{_USE} ?{quantity}"
        rf"(?:(?P<and_over>{_AND_OVER})|(?P<and_under>{_AND_UNDER}))?{_FULL}"
    )


_NEARLY = (
    r"(?:nearly|almost|close to|about to be|getting) full|(?:almost|nearly) out of (?:room|space)"
    r"|快(?:要)?(?:用?满|爆)了?|即将用?满|将满|(?:快|差不多)用完了?"
)
_ALREADY = r"full|out of (?:room|space)|已?用?满了?|爆满了?|爆了|用完了?|没空间了"
_EMPTY = r"empty|unused|空着?|没(?:有)?东西|没用过|没(?:有)?文件"
_GROWING = r"(?:that (?:are )?)?grow(?:ing|s)?|(?:在|正在)(?:增?涨|增长|变大)|增长中?|涨"
_WITHIN = (
    r"(?:full|out of (?:room|space)) (?:with)?in ([0-9]{1,3}) days?"
    r"|([0-9]{1,3}) ?天之?内(?:会|要|将)?(?:用|占)?满"
)
_MINE = (
    r"mine|my(?: own)?(?: (?=spaces|drives|ones))?|(?:made|created|owned) by me"
    r"|(?:that )?i (?:have |'ve )?(?:made|created|own|opened|set up)(?: myself)?"
    r"|由?我(?:自己)?(?:新?建|创建|做|开)?的|由?我(?:自己)?(?:新?建|创建)"
)
_MONTH = r"(?:本月|这个?月|当月)"
_NEW = (
    r"(?:(?:made|created|added|new|opened|set up) )?this month"
    rf"|{_MONTH}(?:新?建|创建|新增|添加|新)?|{_MONTH}新?(?:建立|开)"
)
_BY = r"(?:(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?|arranged?) )?by (?:the )?"
_AS = r"(?:排?序?[按以照]|按照)"
_ROW = r"(?:来)?(?:从[大多高快]到[小少低慢])?(?:排序|排列|排名|排)?"
_BY_NAME = rf"{_BY}names?|{_AS}(?:名称|名字|名){_ROW}"
_BY_SIZE = (
    rf"{_BY}(?:size|usage|used|how much is used)|(?:largest|biggest)(?: first)?"
    rf"|{_AS}(?:大小|用量|已用|占用|容量){_ROW}|最大"
)
_BY_GROWTH = (
    rf"{_BY}(?:growth|growing|rate|speed)|(?:fastest|quickest)(?: growing)?(?: first)?"
    rf"|{_AS}(?:增长|增速|增长速度|增量){_ROW}|(?:增长|涨[得的]?)最快"
)
_BY_DATE = (
    rf"{_BY}(?:newest|date|age|time|creation(?: (?:date|time))?)|(?:newest|latest)(?: first)?"
    rf"|{_AS}(?:(?:新建|创建|建立)?(?:时间|日期)|新旧){_ROW}|最新(?:建|创建)?"
)
_BY_SHARE = (
    rf"{_BY}(?:fullness|fullest|how full)|(?:fullest|nearest to full)(?: first)?"
    rf"|{_AS}(?:满|使用率|占用率){_ROW}|最满"
)

CONDITIONS: Final[tuple[tuple[re.Pattern[str], _Taken], ...]] = tuple(
    (re.compile(f"(?:{form}){end}"), taken)
    for form, end, taken in (
        (_sides(SHARE), _END, _over_share),
        (_sides(SIZE), _END, _over_size),
        (_NEARLY, _END, _is("nearly full")),
        (_WITHIN, _END, _full_within),
        (_ALREADY, _THE_END, _is("full")),
        (_EMPTY, _THE_END, _is("empty")),
        (_GROWING, _THE_END, _is("growing")),
        (_MINE, _THE_END, _is("mine")),
        (_NEW, _THE_END, _is("new")),
        (_BY_NAME, _END, _sorted_by("name")),
        (_BY_SIZE, _END, _sorted_by("size")),
        (_BY_GROWTH, _END, _sorted_by("growth")),
        (_BY_DATE, _END, _sorted_by("newest")),
        (_BY_SHARE, _END, _sorted_by("full")),
    )
)
"""How each condition is said, and what it adds to a narrowing; None where it is none after all."""
