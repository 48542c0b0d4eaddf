"""One row of a list, as people point to it: ``第二个文件夹``, ``the second one``, ``2nd file``."""

import re
import unicodedata
from typing import Final

from bot.language.numerals import NUMBER, ORDINALS, number
from bot.language.typed import Reading, trim, unquoted

_THING_ZH: Final = "(?:空间|盘|文件夹|文件|文档|目录|图片|表格?)"
_THING_EN: Final = "(?:one|space|drive|file|folder|document|item|row)"
_ROW: Final = re.compile(
    rf"(?:那个?)?第 ?(?P<zh>{NUMBER}) ?(?:(?:个|项|条|行|份|张|号)的?(?:那个)?{_THING_ZH}?)"
    rf"|(?:the )?(?P<word>{'|'.join(ORDINALS)}) {_THING_EN}"
    rf"|the (?P<bare>{'|'.join(ORDINALS)})"
    rf"|(?:the )?(?P<short>[0-9]{{1,3}})(?:st|nd|rd|th)(?: {_THING_EN})?"
    rf"|(?:{_THING_EN} )?(?:number|no\.?) ?(?P<no>[0-9]{{1,6}})"
)


def row_said(text: str) -> int | None:
    """Give the number of the row that is pointed to; None for a name, and for a number alone."""
    found = _ROW.fullmatch(Reading(text).copy)
    if found is None:
        return None
    if word := found["word"] or found["bare"]:
        return ORDINALS.index(word) + 1
    value = number(found["zh"] or found["short"] or found["no"])
    return int(value) if value is not None and value == int(value) and value >= 1 else None


def named_or_row(text: str) -> str:
    """Give what names something as it was typed, without quotes; the number of a row in digits."""
    value = unquoted(text)
    if value.isdecimal():
        return unicodedata.normalize("NFKC", value)
    row = row_said(value) if value == trim(text) else None
    return value if row is None else str(row)
