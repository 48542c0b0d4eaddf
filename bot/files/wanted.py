"""What somebody looks for, taken apart: words of names, where, whose, and since when.

Nothing here knows spaces or people, so each part stands as it was said; whoever looks takes what is
none of them for words of the name. Quotes make all of it words.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.errors import BadArgument, MissingArgument
from bot.language import TOO_LONG, Reading, normalise, paged, trim, unquoted

MOST: Final = 200
"""Characters of words that are looked for; longer than any name that people say."""
_TAIL: Final = re.compile(
    r"(?P<rest>.*) (?:(?P<since>since|from)|(?P<who>by)|(?P<place>in|inside|within))"
    r"(?: (?P<said>.+))?"
)
_LAST: Final = re.compile(r"(?P<rest>.*) (?P<said>the (?:last|past) .+)")
_VERB: Final = re.compile(r" (?:created|made|added|uploaded|written|from|of|in)$")
"""What may stand before such a word and means nothing more."""
_THING_BEFORE: Final = re.compile(
    "(?:(?:the|a|any|all|my|our) )*(?:files?|documents?|docs?) "
    "(?:(?:called|named|about|with|containing) )?"
)
_THING_BEHIND: Final = re.compile(
    " (?:files?|documents?|docs?)$|(?:相关|有关)?的?(?:文件|文档)$"
    "|(?<=..)那[个份张](?:表格?|文件|文档)?$"
)
_MENTION: Final = re.compile(r"[@＠]\S+")
_WITHIN: Final = re.compile(r"(?:在)?(?P<place>.+?)(?:里面|里边|里|中|内)")
_WHO_WITHIN: Final = re.compile(
    r"(?P<who>.+?)(?:在|于|放在|存在)(?P<place>.+?(?:里面|里边|里|中|内))"
)
_MADE: Final = re.compile(r"(?P<who>.+?)(?:上传|创建|新建|建|写|做|发)")
_AFTER: Final = re.compile(r"(?P<since>.+?)(?:之后|以后|以来|起|后)?(?:上传|创建|新建|建)?")


@dataclass(frozen=True, slots=True)
class SaidWanted:
    """``words`` as they were said, and the parts that may narrow them, empty for none.

    ``heads`` are what stands before each 的 in front of the words: a time, a person, a space, or a
    part of the name. ``whole`` is all that was said but the page.
    """

    words: str
    place: str = ""
    who: str = ""
    by: bool = False
    since: str = ""
    heads: tuple[str, ...] = ()
    whole: str = ""
    page: int = 1

    def without_head(self) -> "SaidWanted":
        """Go on behind the first head."""
        return replace(self, heads=self.heads[1:])

    @property
    def name(self) -> str:
        """Give the words with all heads that are left."""
        return "的".join((*self.heads, self.words))


@dataclass(frozen=True, slots=True)
class Head:
    """What may stand before a 的."""

    said: str

    @property
    def place(self) -> str:
        """The space it names, empty for none."""
        found = _WITHIN.fullmatch(self.said)
        return found["place"] if found else ""

    @property
    def both(self) -> tuple["Head", "Head"] | None:
        """Who has made it, and where it is: 王芳在市场部里."""
        found = _WHO_WITHIN.fullmatch(self.said)
        return (Head(found["who"]), Head(found["place"])) if found else None

    @property
    def people(self) -> tuple[str, ...]:
        """The names it may be."""
        found = _MADE.fullmatch(self.said)
        return (self.said, found["who"]) if found else (self.said,)

    @property
    def times(self) -> tuple[str, ...]:
        """The times it may be."""
        found = _AFTER.fullmatch(self.said)
        return (self.said, found["since"]) if found else (self.said,)


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked for."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> SaidWanted:
        """Take apart what was said; MissingArgument for nothing, BadArgument for too much."""
        words, page = paged(text)
        value = unquoted(words)
        if not normalise(value) and self.ask is not None:
            raise MissingArgument(self.name, self.ask)
        if len(value) > MOST:
            raise BadArgument(self.name, value[:MOST], TOO_LONG)
        whole = SaidWanted(value, whole=value, page=page)
        return whole if value != trim(words) else _before(_behind(_bare(whole)))


def _bare(wanted: SaidWanted) -> SaidWanted:
    """Take off the words that only say that a file is looked for."""
    reading = Reading(wanted.words)
    led = _THING_BEFORE.match(reading.copy)
    start = led.end() if led else 0
    behind = _THING_BEHIND.search(reading.copy, start)
    words = trim(reading.raw_between(start, behind.start() if behind else len(reading.copy)))
    return replace(wanted, words=words) if words else wanted


def _behind(wanted: SaidWanted) -> SaidWanted:
    """Take off what is said behind the words in English, the last first."""
    reading = Reading(wanted.words)
    if found := _LAST.fullmatch(reading.copy):
        rest, said = _parts(reading, found)
        return _behind(replace(wanted, words=rest, since=said))
    found = _TAIL.fullmatch(reading.copy)
    which = next((name for name in ("since", "who", "place") if found and found[name]), "")
    if found is None or getattr(wanted, which) or (which == "who" and wanted.by):
        return wanted
    rest, said = _parts(reading, found)
    if not rest or (which != "who" and not said):
        return wanted
    return _behind(_with(replace(wanted, words=rest), which, said))


def _with(wanted: SaidWanted, which: str, said: str) -> SaidWanted:
    match which:
        case "since":
            return replace(wanted, since=said)
        case "who":
            return replace(wanted, who=said, by=True)
        case _:
            return replace(wanted, place=said)


def _parts(reading: Reading, found: re.Match[str]) -> tuple[str, str]:
    """Give the rest and what was said, as they were typed."""
    start, end = found.span("said")
    said = reading.raw_between(start, end) if start >= 0 else ""
    verb = _VERB.search(found["rest"])
    end = verb.start() if verb else found.end("rest")
    return trim(reading.raw_between(0, end)), unquoted(said)


def _before(wanted: SaidWanted) -> SaidWanted:
    """Take off what is said before the words in Chinese, and people who are mentioned."""
    *heads, words = _MENTION.sub("", wanted.words).split("的")
    said = tuple(trim(each) for each in heads if trim(each))
    if not trim(words):
        return wanted
    return replace(wanted, words=trim(words), heads=said)
