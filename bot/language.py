"""Reading what people type: command words, phrases, and the arguments between them.

Matching uses a copy in which everything that looks the same is the same. Arguments keep the
characters that were typed: the usual normal form would turn ``空间①`` into ``空间1``.
:class:`Reading` holds both and leads from a place in the copy back to what was typed there.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Self

from pydantic import ByteSize, TypeAdapter

from bot.errors import BadArgument, MissingArgument, NotAChoice
from bot.sizes import EB

_BLANKS = "".join(chr(n) for n in range(0x3001) if chr(n).isspace())
_CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
_HIDDEN_AT_EDGES = _CONTROLS + (
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_HIDDEN_MARKS = frozenset(
    "\u034f\u115f\u1160\u2800\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
)
_ALIKE = str.maketrans("“”„‟«»「」『』《》‘’‚‛。、", '""""""""""""' + "''''" + ".,")
_QUOTES = (
    ('"“”„＂', '"“”„＂'),
    ("'‘’＇", "'‘’＇"),
    ("「｢", "」｣"),
    ("『", "』"),
    ("《", "》"),
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

TOO_LONG = "This is too long."
NOT_A_CHOICE = "This is not one of the choices."
NOT_A_PAGE = "A page is asked for like this: page 2."
NOT_A_SIZE = "This is no size. One looks like 500 GB; a name with blanks before it needs quotes."
NO_UNIT = "The unit is missing: write 500 GB or 2 TB, for example."
TOO_SMALL = "A size is more than nothing."
TOO_LARGE = "This is more than any drive holds."


@lru_cache(maxsize=4096)
def _form(character: str) -> str:
    """Give what stands for one character in the copy: nothing for what cannot be seen.

    The decomposed form, unlike the composed one, never joins neighbours, so that every character
    of the copy belongs to exactly one that was typed.
    """
    if character.isspace():
        return " "
    folded = unicodedata.normalize("NFKD", character).casefold()
    plain = unicodedata.normalize("NFKD", folded).translate(_ALIKE)
    return "".join(sign for sign in plain if not (sign.isspace() or _is_hidden(sign)))


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf"} or sign in _HIDDEN_MARKS


class Reading:
    """What somebody typed (``raw``), and the copy that is matched (``copy``)."""

    __slots__ = ("_origin", "copy", "raw")

    def __init__(self, raw: str) -> None:
        signs: list[str] = []
        origin: list[int] = []
        for index, character in enumerate(raw):
            form = _form(character)
            if form == " " and (not signs or signs[-1] == " "):
                continue
            signs += form
            origin += [index] * len(form)
        if signs and signs[-1] == " ":
            signs.pop()
            origin.pop()
        self.raw = raw
        self.copy = "".join(signs)
        self._origin = origin

    def raw_between(self, start: int, end: int) -> str:
        """Give what was typed between two places in the copy, hidden characters around included."""
        if start >= end and end < len(self.copy):
            return ""
        first = self._origin[start - 1] + 1 if start > 0 else 0
        last = self._origin[end] if end < len(self.copy) else len(self.raw)
        return self.raw[first:last]


def normalise(text: str) -> str:
    """Give the matching copy: forms of characters, case, quotes and blanks are all made equal.

    It is for comparing only; nobody should see it, or find it in a name.
    """
    return Reading(text).copy


def trim(text: str) -> str:
    """Take blanks, zero-width spaces and direction marks off both ends; what is inside stays."""
    return text.strip(_BLANKS + _HIDDEN_AT_EDGES)


def unquoted(text: str) -> str:
    """Give the argument in what was typed: trimmed, and without one pair of quotes around it."""
    text = trim(text)
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        around = len(text) > 1 and text[0] in opening and text[-1] in closing
        if around and not any(quote in inner for quote in opening + closing):
            return trim(inner)
    return text


_QUOTED = "|".join(f"[{opening}][^{opening}{closing}]*[{closing}]" for opening, closing in _QUOTES)
_PART = re.compile(rf"\s*({_QUOTED}|\S+)")


def split(text: str, parts: int) -> tuple[str, ...]:
    """Cut into as many parts: each is one word, or one quoted part; the last is all the rest."""
    found: list[str] = []
    place = 0
    while len(found) < parts - 1 and (part := _PART.match(text, place)):
        found.append(part[1])
        place = part.end()
    return (*found, trim(text[place:]), *[""] * (parts - 1 - len(found)))


def language_of(text: str) -> str | None:
    """Tell ``zh`` if any character is Chinese, ``en`` if all letters are Latin, else ``None``."""
    if re.search(f"[{_HAN}]", text):
        return "zh"
    letters = {letter for letter in normalise(text) if letter.isalpha()}
    latin = all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return "en" if letters and latin else None


_PHRASE_CHARACTERS = 500  # nobody says a longer one, and a sentence with gaps takes quadratic time

# What is only polite. No text fits these in two ways: that would take exponential time to refuse.
_ASKING = "请问|帮我|麻烦你?|please|can you|could you"
_LEAD_TO_ARGUMENT = f"(?:/ ?)?(?:(?:请(?=帮我)|{_ASKING}),? ?){{0,5}}"
_LEAD_TO_WORD = f"(?:/ ?)?(?:(?:{_ASKING}|请(?!问)|我想要?|我要),? ?){{0,5}}"
_THANKS = "please|thanks|thank you|谢谢"
_TAIL_OF_ARGUMENT = (
    f'(?:[ .!?~]|,(?= ?(?:{_THANKS}))|(?<=[ ,.!?~"])(?:{_THANKS})|(?<=")(?:吧|吗|呢|啊))*'
)
_TAIL_OF_WORD = f"(?:[ ,.!?~]|{_THANKS}|吧|吗|呢|啊|一下)*"
_YES = re.compile(
    f"(?:yes|y|ok|okay|sure|confirm|是的?|好的?|确认|确定|可以|对|嗯)(?:[ ,.!~]|{_THANKS}|吧|啊)*"
)


def is_yes(text: str) -> bool:
    """Tell whether this agrees, in either language; a question does not."""
    return _YES.fullmatch(normalise(text).lstrip("/ ")) is not None


_NO = re.compile(
    "(?:(?:no|n|nope|nah|no way|not (?:now|yet|today|really|this(?: one)?|that(?: one)?)|don't|"
    "do not|cancel|stop|quit|exit|abort|never ?mind|forget (?:it|that)|leave it|"
    "不是(?:这个|那个)?|不(?:要|用|必|需要|想|行|对|可以|同意|删除?|[建做加])?|别(?:删|建|做)?|"
    f"先不|暂不|否|算了|取消|放弃|退出|停止|下次|以后再说|回头再说|没事|{_THANKS})"
    "[了吧啊呢的 ,.!~]*)+"
)
_NO_CHARACTERS = 40  # nobody says it longer, and what repeats inside may take its time


def is_no(text: str) -> bool:
    """Tell whether this declines what is asked and says nothing else, in either language."""
    said = normalise(text).lstrip("/ ")
    thanked = re.fullmatch(f"(?:(?:{_THANKS})[ ,.!~]*)*", said)
    return len(said) <= _NO_CHARACTERS and not thanked and _NO.fullmatch(said) is not None


def is_number(text: str) -> bool:
    """Tell whether this is a number alone."""
    return re.fullmatch("#?[0-9]+", normalise(text)) is not None


_PAGE = re.compile(r"(?:^|\s)(?:page ([0-9]{1,6})|第 ?([0-9]{1,6}) ?页)$", re.IGNORECASE)


def paged(said: str) -> tuple[str, int]:
    """Part the words of a list from the page that was asked for behind them; the first, if none."""
    found = _PAGE.search(said)
    if found is None:
        return said, 1
    return said[: found.start()].rstrip(), int(found[1] or found[2])


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to say a command: an expression over the copy, and the arguments its groups hold.

    ``words`` is what it fixes, with ``{}`` for each gap; of two that match, the one that fixes
    more is meant. ``checks`` say, by part, whether a text could be meant as it at all.
    """

    words: str
    expression: re.Pattern[str]
    parts: tuple[str, ...]
    language: str | None
    checks: tuple[tuple[str, Callable[[str], bool]], ...] = ()

    @property
    def weight(self) -> int:
        """How many characters it fixes, blanks not counted."""
        return len(self.words.replace("{}", "").replace(" ", ""))

    @classmethod
    def of_name(cls, name: str, parts: Sequence[str]) -> Self:
        """Match a command's name, then its arguments.

        ``新建空间市场部`` needs no blank; ``space`` must end where a word ends, so that
        ``spacesuit`` is something else.
        """
        word = normalise(name).lstrip("/ ")
        edge = f"(?=[ :,\"'#{_HAN}])" if word[-1:].isascii() else ""
        rest = rf"(?:[.!?~]*|{edge}(?:[:,] ?| )?(.*))" if parts else _TAIL_OF_WORD
        expression = re.compile(_LEAD_TO_WORD + re.escape(word) + rest)
        return cls(word, expression, tuple(parts), language_of(name))

    @classmethod
    def of_phrase(
        cls, phrase: str, checks: Iterable[tuple[str, Callable[[str], bool]]] = ()
    ) -> Self:
        """Match a whole sentence with arguments in it: ``create a space called {name}``."""
        words = re.split(r"\{([^{}]*)\}", normalise(phrase))
        fixed = words[::2]
        lead = _LEAD_TO_WORD if fixed[0] else _LEAD_TO_ARGUMENT
        tail = _TAIL_OF_WORD if fixed[-1] else _TAIL_OF_ARGUMENT
        body = "(.+?)".join(map(re.escape, fixed))
        expression = re.compile(f"(?=.{{0,{_PHRASE_CHARACTERS}}}$){lead}{body}{tail}")
        parts, language = tuple(words[1::2]), language_of(" ".join(fixed))
        return cls("{}".join(fixed), expression, parts, language, tuple(checks))

    @classmethod
    def of_number(cls, part: str) -> Self:
        """Match a number alone, as given by the last list: ``3``."""
        return cls("{}", re.compile("#?([0-9]{1,9})"), (part,), None)

    def match(self, reading: Reading) -> dict[str, str] | None:
        """Give the arguments as typed, without those left out; ``None`` if this was not said."""
        found = self.expression.fullmatch(reading.copy)
        if found is None:
            return None
        groups = range(1, self.expression.groups + 1)
        texts = [trim(reading.raw_between(*found.span(group))) for group in groups if found[group]]
        if texts and len(texts) < len(self.parts):
            texts = list(split(texts[0], len(self.parts)))
        raw = {part: text for part, text in zip(self.parts, texts, strict=False) if text}
        return raw if all(check(raw.get(part, "")) for part, check in self.checks) else None


def _given(name: str, ask: str | None, text: str) -> str:
    """Give an argument's text; MissingArgument if it was left out and has a question."""
    value = unquoted(text)
    if normalise(value):
        return value
    if ask is not None:
        raise MissingArgument(name, ask)
    return ""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text, a name for example. ``max_bytes`` bounds its UTF-8."""

    name: str
    ask: str | None = None
    max_bytes: int | None = None

    def read(self, text: str) -> str:
        """Give the text, ``""`` if it may be left out and was; BadArgument when it is too long."""
        value = _given(self.name, self.ask, text)
        size = len(value.encode("utf-8", "surrogatepass"))
        if self.max_bytes is not None and size > self.max_bytes:
            raise BadArgument(self.name, value, TOO_LONG)
        return value


@dataclass(frozen=True, slots=True)
class Which:
    """A space as somebody names it: id, name, beginning of a name, or number in the last list."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        """Give what was typed; a number typed in full width is a number."""
        value = _given(self.name, self.ask, text)
        return unicodedata.normalize("NFKC", value) if value.isdecimal() else value


@dataclass(frozen=True, slots=True)
class Person:
    """One person or more, by ``@`` mention; or one, by name or userId.

    Who was mentioned is in the command, and then the text does not matter.
    """

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        """Give the name or userId that was typed, without an ``@``; ``""`` if none was."""
        return _given(self.name, self.ask, unquoted(text).lstrip("@＠"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; ``aliases`` are other words for them, in another language for example.

    The options are shown as the catalogue has them, so the words it gives must be among both.
    """

    name: str
    options: tuple[str, ...]
    ask: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> str:
        """Give the option that was meant; BadArgument when it is none of them."""
        value = _given(self.name, self.ask, text)
        words = {normalise(word): option for word, option in self._words().items()}
        if value and normalise(value) not in words:
            raise NotAChoice(self.name, value, NOT_A_CHOICE, self.options)
        return words[normalise(value)] if value else ""

    def _words(self) -> dict[str, str]:
        return {**self.aliases, **{option: option for option in self.options}}


_SIZE = re.compile(
    r"(?P<minus>-?) ?(?P<number>[0-9]{0,100}\.?[0-9]{1,100}) ?(?:个 ?)?"
    r"(?P<unit>[kmgtpe](?:i?b)?|b|bytes?|兆(?:字节)?)?"
)
_BYTES: Final[TypeAdapter[int]] = TypeAdapter(ByteSize)


@dataclass(frozen=True, slots=True)
class Size:
    """A size from ``least`` to ``most`` bytes, its unit a power of 1,024 as DingTalk shows it.

    ``nothing`` are words that say that there is none; ``too_small`` is the catalogue message for
    less than ``least``.
    """

    name: str
    ask: str | None = None
    least: int = 1
    most: int = EB
    nothing: tuple[str, ...] = ()
    too_small: str = TOO_SMALL

    def read(self, text: str) -> int | None:
        """Give bytes, None for one of the words or a part left out; BadArgument for all else."""
        value = _given(self.name, self.ask, text)
        said = normalise(value).rstrip(" .!?~")
        if not said or said in self.nothing:
            return None
        found = _SIZE.fullmatch(said)
        if found is None:
            raise BadArgument(self.name, value, NOT_A_SIZE)
        if found["unit"] is None:
            raise BadArgument(self.name, value, NO_UNIT)
        size = _bytes(found["number"], found["unit"])
        if found["minus"] or size == 0:
            raise BadArgument(self.name, value, TOO_SMALL)
        if size < self.least:
            raise BadArgument(self.name, value, self.too_small)
        if size > self.most:
            raise BadArgument(self.name, value, TOO_LARGE)
        return size


def _bytes(number: str, unit: str) -> int:
    """Count in powers of 1,024: what people call a GB is to the library a GiB."""
    power = unit[0].replace("兆", "m")
    return _BYTES.validate_python(number + ("b" if power == "b" else f"{power}ib"))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list and nothing besides: ``page 2``."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> int:
        """Give the page, the first if none was said; BadArgument for any other words."""
        words, page = paged(_given(self.name, self.ask, text))
        if words:
            raise BadArgument(self.name, words, NOT_A_PAGE)
        return page
