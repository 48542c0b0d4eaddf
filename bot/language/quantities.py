"""Sizes and shares as people write and say them: the one reader of each.

``SIZE`` and ``SHARE`` find them in the matching copy; :func:`size_of` and :func:`share_of` read
what was found.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from bot.language.numerals import CHINESE, NUMBER, number
from bot.sizes import UNITS, bytes_of

_UNITS: Final = {
    "B": "b|bytes?|字节",
    "KB": "k(?:i?bs?|ilobytes?)?|千字节",
    "MB": "m(?:i?bs?|egs?|ega|egabytes?)?|兆(?:字节)?",
    "GB": "g(?:i?bs?|igs?|iga|igabytes?)?|吉(?:字节)?",
    "TB": "t(?:i?bs?|era|erabytes?)?|太(?:字节)?",
    "PB": "p(?:i?bs?|etabytes?)?|拍字节",
    "EB": "e(?:i?bs?|xabytes?)?|艾字节",
}
_UNIT = "|".join(f"(?P<{name}>{form})" for name, form in _UNITS.items())
_EDGE = "(?![a-z0-9])"
_HALVES = "half of an?|half an?|half|半个?"
_HAS_HALF = "and a half"

SIZE: Final = (
    rf"(?:(?P<half>{_HALVES}) ?|an? (?=[a-z])(?!hundred|thousand)"
    rf"|(?P<minus>-?) ?(?P<count>{NUMBER}) ?(?:(?P<many>个) ?)?(?P<and>半 ?|{_HAS_HALF} )?)"
    rf"(?:{_UNIT}){_EDGE}(?P<more>半| {_HAS_HALF})?"
)
"""A size; its groups are read by :func:`size_of`."""

_SHARE_UNIT = "%|percent(?![a-z])|per ?cents?(?![a-z])|pct(?![a-z])|个?百分点"
_FRACTIONS: Final[Mapping[str, Decimal]] = {
    **dict.fromkeys(("half", "a half", "一半", "半数"), Decimal(50)),
    **dict.fromkeys(("a quarter", "one quarter"), Decimal(25)),
    **dict.fromkeys(("a third", "one third"), Decimal(100) / 3),
    "two thirds": Decimal(200) / 3,
    "three quarters": Decimal(75),
}
_FRACTION = "|".join(sorted(_FRACTIONS, key=len, reverse=True))

SHARE: Final = (
    rf"(?:百分之 ?(?P<hundredths>{NUMBER})|(?P<of>{CHINESE}) ?分之 ?(?P<parts>{CHINESE})"
    rf"|(?P<tenths>[一二两三四五六七八九0-9])成(?P<tenth>半|[一二三四五六七八九])?"
    rf"|(?P<share>{NUMBER}) ?(?:{_SHARE_UNIT})"
    rf"|(?<![a-z])(?P<fraction>{_FRACTION})(?![a-z]))"
)
"""A share of something; its groups are read by :func:`share_of`."""


_SHARE_ALONE = re.compile(SHARE)


def share(text: str) -> Decimal | None:
    """Give the share that a whole copy says, in hundredths; None where it says none."""
    found = _SHARE_ALONE.fullmatch(text)
    return share_of(found) if found else None


def size_of(found: re.Match[str]) -> int | None:
    """Give the bytes of a SIZE, negative ones too; None where its number is none."""
    unit = next(unit for unit in UNITS if found[unit])
    if found["half"]:
        count: Decimal | None = Decimal("0.5")
    else:
        count = Decimal(1) if found["count"] is None else number(found["count"])
    if count is None:
        return None
    if found["and"] or found["more"]:
        count += Decimal("0.5")
    return int(count * bytes_of(unit)) * (-1 if found["minus"] else 1)


def share_of(found: re.Match[str]) -> Decimal | None:
    """Give a SHARE in hundredths: 90 for ``九成``; None where it is none."""
    if found["fraction"]:
        return _FRACTIONS[found["fraction"]]
    if found["tenths"]:
        return _tenths(found["tenths"], found["tenth"])
    if found["of"]:
        of, parts = number(found["of"]), number(found["parts"])
        return parts * 100 / of if of and parts is not None else None
    if found["hundredths"] == "百":
        return Decimal(100)
    return number(found["hundredths"] or found["share"])


def _tenths(tenths: str, tenth: str | None) -> Decimal:
    whole = number(tenths) or Decimal(0)
    rest = Decimal(5) if tenth == "半" else (number(tenth) if tenth else None) or Decimal(0)
    return whole * 10 + rest
