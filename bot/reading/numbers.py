"""Numbers in sentences: counted, of a list, of a size, in percent, of a page."""

import re
from collections.abc import Iterator
from typing import Final

from bot.language import ENGLISH, ORDINALS, english_in_digits, in_digits
from bot.reading.parts import Mention

_ORDINALS: Final = {word: value for value, word in enumerate(ORDINALS, start=1)}
_EN = ENGLISH
_SIGN = "[〇零一二两三四五六七八九十百千万]"
_ZH = f"{_SIGN}+"
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,3})?"
_COUNT = rf"(?:{_DIGITS}|{_ZH}|(?<![a-z])(?:{_EN}))"

_UNITS = {
    "GB": r"g(?:i?bs?|igs?|igas?|igabytes?)?|吉(?:字节)?",
    "TB": r"t(?:i?bs?|eras?|erabytes?)?|太(?:字节)?",
    "MB": r"m(?:i?bs?|egs?|ega|egabytes?)?|兆(?:字节)?",
    "KB": r"k(?:i?bs?|ilobytes?)",
    "PB": r"p(?:i?bs?|etabytes?)",
}
_UNIT = "|".join(f"(?P<{name}>{form})" for name, form in _UNITS.items())
_SIZE = re.compile(
    rf"(?:(?P<half>half a|半个?)|(?P<a>(?<![a-z])an?(?= [a-z]{{4}}))|(?P<count>{_COUNT})) ?(?:个 "
    rf"?)?(?P<and>半 ?|and a half )?(?:{_UNIT})(?![a-z0-9])"
    r"(?P<behind>半)?"
)
_PERCENT = re.compile(
    rf"(?P<fraction>three quarters|half of|一半|四分之三)|百分之 ?(?P<of>{_COUNT})|"
    r"(?<!统)(?P<tenths>[一二两三四五六七八九1-9])成(?P<and>半|[一二三四五六七八九1-9](?![0-9]))?"
    rf"|(?P<count>{_COUNT}) ?(?:%|percent(?![a-z])|per cent(?![a-z])|pct(?![a-z])|个百分点)"
)
_PAGE = re.compile(
    rf"(?<![a-z])page (?:no\.? |number )?(?P<en>{_COUNT})(?![0-9])|第 ?(?P<zh>{_COUNT}) ?页"
    rf"|(?P<nth>{'|'.join(_ORDINALS)}) page(?![a-z])"
)
_NTH = "|".join(_ORDINALS)
_ORDINAL = re.compile(
    rf"(?:the )?(?P<word>{_NTH})(?: (?:one|space|drive|place|item|entry|row|line|of them|of "
    r"these))?(?![a-z])"
    rf"|(?:the )?(?P<short>[0-9]{{1,3}})(?:st|nd|rd|th)(?: (?:one|space|drive|place))?(?![a-z])"
    rf"|(?:#|number |no\.? ?|nr\.? ?|item |row |entry )(?P<hash>[0-9]{{1,3}}|{_EN})(?![0-9a-z])"
    r"|(?:排名?在?)?第 ?(?P<zh>[0-9]{1,3}|[一二两三四五六七八九十]{1,3}) ?(?:个(?:空间|"
    r"盘)?|名|位|项|条|行|号|家)?(?! ?[页章季])"
    r"|(?<![0-9月年十])(?P<hao>[0-9]{1,2}|[一二三四五六七八九]) ?号(?:空间|盘)?|"
    r"序号 ?(?P<xu>[0-9]{1,3}|"
    r"[一二三四五六七八九十]{1,3})"
)
_TOPMOST = re.compile(
    r"最上面(?:的|那)?个?|排在?(?:最前面|第一)的?(?:那个)?|头一个|the top one|topmost(?: one)?"
)
_NUMBER = re.compile(
    rf"(?<![0-9.])(?<![a-uw-z])(?:{_DIGITS})(?P<k>k)?(?![0-9a-z.]| ?月)"
    rf"|(?<![a-z])(?!one(?![a-z]| (?:hundred|"
    rf"thousand)))(?:{_EN})|(?<!双)(?<!{_SIGN}){_SIGN}{{2,}}(?!月|节|假期|长假)|^{_ZH}$"
)


def digits(text: str) -> str:
    """Write a number in digits, however it is said: ``1,200``, ``三千二``, ``eighty five``."""
    plain = english_in_digits(text).replace(",", "").strip()
    return (in_digits(plain) or plain) if re.fullmatch(_ZH, plain) else plain


def sizes(copy: str) -> Iterator[Mention]:
    """Find sizes: ``500 GB``, ``半个T``, ``two terabytes``."""
    for found in _SIZE.finditer(copy):
        unit = next(name for name in _UNITS if found[name])
        count = "0.5" if found["half"] else digits(found["count"] or "1")
        if found["and"] or found["behind"]:
            count += ".5"
        if count not in {"", "."}:
            yield Mention("size", found.start(), found.end(), f"{count} {unit}")


def percents(copy: str) -> Iterator[Mention]:
    """Find parts of a hundred: ``90%``, ``九成``, ``八成半``, ``ninety percent``."""
    for found in _PERCENT.finditer(copy):
        if found["fraction"]:
            count = "75" if found["fraction"] in {"three quarters", "四分之三"} else "50"
        elif found["tenths"]:
            ones = "5" if found["and"] == "半" else digits(found["and"] or "零")
            count = digits(found["tenths"]) + ones
        else:
            count = digits(found["of"] or found["count"])
        yield Mention("percent", found.start(), found.end(), count)


def pages(copy: str) -> Iterator[Mention]:
    """Find pages of a list: ``page 2``, ``第二页``."""
    for found in _PAGE.finditer(copy):
        said = found["en"] or found["zh"]
        number = str(_ORDINALS[found["nth"]]) if found["nth"] else digits(said)
        yield Mention("page", found.start(), found.end(), number)


def ordinals(copy: str) -> Iterator[Mention]:
    """Find what has a number in the last list: ``the third one``, ``第三个``, ``#3``, ``3号``."""
    for found in _ORDINAL.finditer(copy):
        said = found["short"] or found["hash"] or found["zh"] or found["hao"] or found["xu"]
        number = str(_ORDINALS[found["word"]]) if found["word"] else digits(said)
        yield Mention("ordinal", found.start(), found.end(), number)
    for found in _TOPMOST.finditer(copy):
        yield Mention("ordinal", found.start(), found.end(), "1")


def numbers(copy: str) -> Iterator[Mention]:
    """Find all other numbers."""
    for found in _NUMBER.finditer(copy):
        count = digits(found[0].removesuffix("k"))
        if found["k"]:
            count = f"{float(count) * 1000:.0f}"
        yield Mention("number", found.start(), found.end(), count)
