"""What somebody looks for, taken apart: words of names, where, whose, and since when.

Nothing here knows spaces or people, so each part stands as it was said; whoever looks takes what is
none of them for words of the name. Quotes make all of it words.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.errors import BadArgument, MissingArgument
from bot.files.around import looked_for
from bot.language import TOO_LONG, Reading, normalise, paged, trim, unquoted

MOST: Final = 200
"""Characters of words that are looked for; longer than any name that people say."""
_TAIL: Final = re.compile(
    r"(?P<rest>.*) (?:(?P<since>since|after|from)|(?P<who>by)|(?P<place>in|inside|within))"
    r"(?: (?P<said>.+))?"
)
_UNIT: Final = "(?:days?|weeks?|fortnights?|months?|years?|hours?)"
_LAST: Final = re.compile(
    r"(?P<rest>.*?)(?<! since)(?<! after) (?P<said>the (?:last|past) .+"
    rf"|(?:last|this|past) (?:\S+ )?{_UNIT}"
    r"|yesterday|today|the year before last|(?:in|during) (?:19|20)[0-9]{2}|before .+)"
)
_DAYS_ZH: Final = r"[去今前]年(?:\d{1,2}月份?)?|上个?月|这个月|本月|[上这本]周|[昨前今]天"
_VERB_ZH: Final = (
    "(?:(?:上传|创建|新建|建|写|做|发|传|存|放|收到?)"
    "(?:上[来去]|进[来去]|过[来去]?|给我们?|到群里)?)"
)
_LAST_ZH: Final = re.compile(
    rf"(?P<rest>.+)[ ,](?P<said>(?:{_DAYS_ZH}|(?:最近|近|过去)\S+?"
    rf"|\S+?(?:以来|之后|以后|之前|以前))|(?:19|20)[0-9]{{2}}年(?={_VERB_ZH}))(?:里"
    rf"|内)?{_VERB_ZH}?的?"
)
_BARE: Final = re.compile(r"(?:(?:19|20)[0-9]{2}年?)?(?:\d{1,2}月份?)?")
"""A year or a month of a name, such as 2025年的合同, unless it is said that it was made then."""
_IN_ZH: Final = re.compile(r"(?P<rest>.+)[ ,]在(?P<said>.+?)(?:里面|里边|里|中|内)?")
_WHEN: Final = re.compile(rf"(?P<who>.+?)(?P<when>{_DAYS_ZH}|最近.+?|近.+?){_VERB_ZH}?")
_VERB: Final = re.compile(r" (?:created|made|added|uploaded|written|from|of|in)$")
"""What may stand before such a word and means nothing more."""
_VERB_ALONE: Final = re.compile("(?:created|made|added|uploaded|written|from|since|by|in) ")
_THINGS: Final = re.compile("(?:(?:the|a|any|all|my|our) )*(?:files?|documents?|docs?)|文件|文档")
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
_MADE: Final = re.compile(rf"(?P<who>.+?){_VERB_ZH}")
_AFTER: Final = re.compile(rf"(?P<since>.+?)(?:之后|以后|以来|起|后)?{_VERB_ZH}?")


@dataclass(frozen=True, slots=True)
class SaidWanted:
    """``words`` as they were said, and the parts that may narrow them, empty for none.

    ``when`` is a time that stands by itself, as ``last year``, and ``since`` one that began then.
    ``heads`` are what stands before each 的 in front of the words: a time, a person, a space, or a
    part of the name. ``whole`` is all that was said but the page.
    """

    words: str
    place: str = ""
    who: str = ""
    by: bool = False
    since: str = ""
    when: str = ""
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
    def who_when(self) -> tuple["Head", "Head"] | None:
        """Who has made it, and when: 张三上周上传."""
        found = _WHEN.fullmatch(self.said)
        return (Head(found["who"]), Head(found["when"])) if found else None

    @property
    def people(self) -> tuple[str, ...]:
        """The names it may be."""
        found = _MADE.fullmatch(self.said)
        return (self.said, found["who"]) if found else (self.said,)

    @property
    def times(self) -> tuple[str, ...]:
        """The times it may be."""
        if _BARE.fullmatch(self.said):
            return ()
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
        is_quoted = value != trim(words)
        value = value if is_quoted else looked_for(value)
        whole = SaidWanted(value, whole=value, page=page)
        wanted = whole if is_quoted else _before(_behind(_bare(whole)))
        is_all = (wanted.when or wanted.since) and _THINGS.fullmatch(normalise(wanted.words))
        if is_all and self.ask is not None:  # DingTalk finds nothing without a word of the name
            raise MissingArgument(self.name, self.ask)
        return wanted


def _bare(wanted: SaidWanted) -> SaidWanted:
    """Take off the words that only say that a file is looked for."""
    reading = Reading(wanted.words)
    led = _THING_BEFORE.match(reading.copy)
    start = led.end() if led else 0
    behind = _THING_BEHIND.search(reading.copy, start)
    words = trim(reading.raw_between(start, behind.start() if behind else len(reading.copy)))
    if led and _VERB_ALONE.match(reading.copy, start):  # "files uploaded yesterday" has no word
        return wanted
    return replace(wanted, words=words) if words else wanted


def _behind(wanted: SaidWanted) -> SaidWanted:
    """Take off what is said behind the words, the last first."""
    reading = Reading(wanted.words)
    found = _LAST.fullmatch(reading.copy) or _LAST_ZH.fullmatch(reading.copy)
    if found and not (wanted.when or wanted.since):
        rest, said = _parts(reading, found)
        return _behind(replace(wanted, words=rest, when=said)) if rest else wanted
    if not wanted.place and (found := _IN_ZH.fullmatch(reading.copy)):
        rest, said = _parts(reading, found)
        return _behind(replace(wanted, words=rest, place=said))
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
