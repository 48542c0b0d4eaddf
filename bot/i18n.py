"""Message catalogues, and the formats of numbers, sizes and dates.

English is the language of the message ids; every other one has a catalogue under
``templates/locale``, read as text at the start, so that no compiled file can be forgotten.
"""

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_interval, format_skeleton, format_timedelta
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from typing_extensions import override

from bot.sizes import UNITS, ShownSize, amounts, percent_of, shown

LOCALES: Final[Mapping[str, str]] = {"zh": "zh_CN", "en": "en"}
"""The languages spoken, and the locale of each; Chinese is the default."""

SOURCE: Final = "en"
"""The language of the message ids themselves."""

DOMAIN: Final = "spacekeeper"

NBSP: Final = "\u00a0"
"""Between a number and its unit, so that no line ends between them; read as a blank where typed."""

_MOST_PERCENT = 999
_A_YEAR = 300 * 24 * 3600 * 1000
"""So far away a day and a month may be taken for those of another year, in milliseconds."""


_HAN_ENDS = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]$")


def N_(message: str) -> str:  # noqa: N802 - the name extractors of catalogues know
    """Mark a message that is translated where it is shown."""
    return message


NOT_KNOWN: Final = N_("unknown")
_TODAY: Final = N_("at %(clock)s")
_ANOTHER_DAY: Final = N_("on %(moment)s")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What one language says; ``messages`` are the ids that every language knows."""

    translations: gettext.NullTranslations
    messages: frozenset[str]


@lru_cache(maxsize=8)
def read_catalogues(folder: Path) -> Mapping[str, Catalogue]:
    """Read every language's catalogue below ``folder`` (the templates' folder), once."""
    read = {code: _read(folder, name) for code, name in LOCALES.items() if code != SOURCE}
    messages = frozenset(_id(each) for catalogue in read.values() for each in catalogue if each.id)
    translated = {language: _compiled(catalogue) for language, catalogue in read.items()}
    return {
        language: Catalogue(_Joined(translated.get(language, NullTranslations())), messages)
        for language in LOCALES
    }


def _read(folder: Path, locale: str) -> Catalog:
    with (folder / "locale" / locale / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=locale, domain=DOMAIN, abort_invalid=True)


def _compiled(catalogue: Catalog) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


# Of what stands in bold, commands begin with none of these, and stay as people type them.
_WITH_UNIT = re.compile(
    r"(?P<typed>\*\*(?![\s\d%+每约]|every\b|about\b)[^*]*(?<!\s)\*\*)"
    r"|(?P<number>(?:\d|%\(\w+\)s)\*{0,2}) "
    r"(?=(?:[KMGTPE]?B|h|min|minutes?|hours?|days?|weeks?|months?)\b"
    "|天|周|个|小时|分钟|秒|次|条|人|项|页|位|处)"
)


def _joined(text: str) -> str:
    """Keep each number of a text beside its unit."""
    return _WITH_UNIT.sub(lambda found: found["typed"] or f"{found['number']}{NBSP}", text)


_BEFORE_HAN = re.compile(r"(?<=\d)(?=[\u4e00-\u9fff])")


def _parted(span: str) -> str:
    """Part a number from its Chinese unit, by a blank that no line ends at."""
    return _BEFORE_HAN.sub(NBSP, _joined(span))


class _Joined(gettext.NullTranslations):
    """Gives the texts of a catalogue with numbers that stay beside their units."""

    def __init__(self, catalogue: gettext.NullTranslations) -> None:
        super().__init__()
        self._catalogue = catalogue

    @override
    def gettext(self, message: str) -> str:
        return _joined(str(self._catalogue.gettext(message)))

    @override
    def ngettext(self, one: str, many: str, number: int) -> str:
        return _joined(str(self._catalogue.ngettext(one, many, number)))


_Unit = Literal["day", "hour", "minute", "second"]
_LENGTHS: Mapping[_Unit, int] = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


class Texts:
    """One language: its catalogue and its formats, in one time zone."""

    def __init__(self, language: str, catalogue: Catalogue, time_zone: str) -> None:
        """Take a language of :data:`LOCALES`; an unknown zone is a ZoneInfoNotFoundError."""
        self.translations = catalogue.translations
        self._messages = catalogue.messages
        self._name = LOCALES[language]
        self._locale = Locale.parse(self._name)
        self._zone = ZoneInfo(time_zone)

    def say(self, message: str) -> str:
        """Translate a message id; what the catalogue does not know comes back as it is."""
        return str(self.translations.gettext(message)) if message else ""

    def knows(self, message: str) -> bool:
        """Whether this is one of our own messages, and not somebody's text."""
        return message in self._messages

    def about(self, message: str, name: str) -> str:
        """Translate a message that begins with a ``name``: Chinese needs no blank behind a Chinese
        one.
        """
        is_chinese = self._locale.language == "zh" and _HAN_ENDS.search(name)
        said = self.say(message)
        return said.replace("%(name)s ", "%(name)s", 1) if is_chinese else said

    def number(self, value: float) -> str:
        return _decimal(value, self._name)

    def size(self, used: int | None) -> str:
        """Show bytes as DingTalk does: 1 GB is 1024³ bytes; one decimal below 10.

        None is what DingTalk did not say, and is not zero.
        """
        if used is None:
            return self.say(NOT_KNOWN)
        return self._shown(shown(used))

    def used_of(self, used: int, limit: int) -> str:
        """Show what is used beside its limit: with :meth:`limit_of` and :meth:`left_of` the numbers
        agree, which are sizes of their own if each is shown for itself.
        """
        return self._shown(amounts(used, limit).used)

    def limit_of(self, used: int, limit: int) -> str:
        """Show the limit beside what is used of it."""
        return self._shown(amounts(used, limit).limit)

    def left_of(self, used: int, limit: int) -> str:
        """Show what is left of a limit, or what is over it."""
        return self._shown(amounts(used, limit).left)

    def _shown(self, size: ShownSize) -> str:
        return f"{size.nearly}{self.number(float(size.value))}{NBSP}{UNITS[size.unit]}"

    def percent(self, ratio: float) -> str:
        """Show a share, rounded down, so that only what is full shows 100 %."""
        whole = percent_of(min(ratio, 1 + _MOST_PERCENT))
        if whole > _MOST_PERCENT:
            return f">{_MOST_PERCENT}%"
        return "<1%" if ratio > 0 and whole == 0 else f"{self.number(whole)}%"

    def span(self, seconds: float) -> str:
        return _parted(format_timedelta(timedelta(seconds=seconds), locale=self._locale))

    def whole_span(self, seconds: float) -> str:
        """Show a span of time as it is, in the largest unit that leaves no rest."""
        whole: list[_Unit] = [unit for unit, length in _LENGTHS.items() if seconds % length == 0]
        unit: _Unit = whole[0] if whole else "second"
        span = timedelta(seconds=seconds)
        # What is below the threshold is said in the finest unit that is allowed: this one.
        text = format_timedelta(span, granularity=unit, threshold=seconds + 1, locale=self._locale)
        return _parted(text)

    def clock(self, at: int, now: int) -> str:
        """Show the time of day, with the date if it is not today's; milliseconds since 1970.

        A time on a card is never said as so long ago: it would be wrong a minute later.
        """
        day, today = self._local(at), self._local(now)
        return f"{day:%H:%M}" if day.date() == today.date() else self.moment(at, now)

    def when(self, at: int, now: int) -> str:
        """Show :meth:`clock` as it stands in a sentence."""
        if self._local(at).date() == self._local(now).date():
            return self.say(_TODAY) % {"clock": self.clock(at, now)}
        return self.say(_ANOTHER_DAY) % {"moment": self.moment(at, now)}

    def moment(self, at: int | datetime, now: int) -> str:
        """Show date and time of day, of milliseconds since 1970 or an aware datetime."""
        day, today = self._local(at), self._local(now)
        parts = "MMMd" if day.year == today.year else "yMMMd"
        return f"{format_skeleton(parts, day, locale=self._locale)} {day:%H:%M}"

    def days(self, first: int, last: int, now: int) -> str:
        """Show a date or a range of them as briefly as they are clear: far away with the year."""
        return self._interval(first, last, "yMMMd" if _is_far(first, last, now) else "MMMd")

    def roughly(self, first: int, last: int, now: int) -> str:
        """Show a date that is only foreseen, or a range of them: far away, the months."""
        return self._interval(first, last, "yMMM" if _is_far(first, last, now) else "MMMd")

    def _interval(self, first: int, last: int, parts: str) -> str:
        begins, ends = self._local(first), self._local(last)
        return str(format_interval(begins, ends, parts, locale=self._locale))

    def _local(self, at: int | datetime) -> datetime:
        aware = at if isinstance(at, datetime) else datetime.fromtimestamp(at / 1000, UTC)
        return aware.astimezone(self._zone)


def read_texts(folder: Path, time_zone: str) -> dict[str, Texts]:
    """Give every language, with the catalogues below ``folder`` and in one time zone."""
    return {
        language: Texts(language, catalogue, time_zone)
        for language, catalogue in read_catalogues(folder).items()
    }


def _is_far(first: int, last: int, now: int) -> bool:
    return max(abs(first - now), abs(last - now)) > _A_YEAR


@lru_cache(maxsize=1024)
def _decimal(value: float, locale: str) -> str:
    return format_decimal(value, format="#,##0.##", locale=locale)
