"""Ways to say a command: its name with arguments behind it, and whole sentences with gaps.

What is only polite around them was dropped before (:mod:`bot.language.courtesy`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

from bot.language.typed import HAN, Reading, language_of, normalise, split, trim

_SLASH, _TAIL = "(?:/ ?)?", "[ ,.!?~]*"
_BEHIND_A_WORD = re.compile(f"[ :,\"#{HAN}]|'(?!(?:s|re|ll|d|m|ve)(?![a-z]))")
_PHRASE_CHARACTERS = 500  # nobody says a longer one, and a sentence with gaps takes quadratic time


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compile once a process: more are said than ``re`` itself keeps, and routes are put together
    from the same routers more than once.
    """
    return re.compile(expression)


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
    is_latin_name: bool = False

    @property
    def weight(self) -> int:
        """How many characters it fixes, blanks not counted."""
        return len(self.words.replace("{}", "").replace(" ", ""))

    @property
    def landmark(self) -> str:
        """The longest text that stands in every copy this matches; empty if there is none."""
        return max(self.words.split("{}"), key=len)

    @classmethod
    def of_name(cls, name: str, parts: Sequence[str]) -> Self:
        """Match a command's name, then its arguments.

        ``新建空间市场部`` needs no blank; ``space`` must end where a word ends, so that
        ``spacesuit`` is something else.
        """
        word = normalise(name).lstrip("/ ")
        rest = r"(?:[.!?~]*|(?:[:,] ?| )?(.*))" if parts else _TAIL
        expression = _compiled(_SLASH + re.escape(word) + rest)
        latin = word[-1:].isascii()
        return cls(word, expression, tuple(parts), language_of(name), is_latin_name=latin)

    @classmethod
    def of_phrase(
        cls, phrase: str, checks: Iterable[tuple[str, Callable[[str], bool]]] = ()
    ) -> Self:
        """Match a whole sentence with arguments in it: ``create a space called {name}``."""
        words = re.split(r"\{([^{}]*)\}", normalise(phrase))
        fixed = words[::2]
        body = "(.+?)".join(map(re.escape, fixed))
        expression = _compiled(f"(?=.{{0,{_PHRASE_CHARACTERS}}}$){_SLASH}{body}{_TAIL}")
        parts, language = tuple(words[1::2]), language_of(" ".join(fixed))
        return cls("{}".join(fixed), expression, parts, language, tuple(checks))

    @classmethod
    def of_number(cls, part: str) -> Self:
        """Match a number alone, as given by the last list: ``3``."""
        return cls("{}", re.compile("#?([0-9]{1,9})"), (part,), None)

    def match(self, reading: Reading) -> dict[str, str] | None:
        """Give the arguments as typed, without those left out; ``None`` if this was not said."""
        found = self.expression.fullmatch(reading.copy)
        if found is None or (found.lastindex and self._cuts_a_word(reading.copy)):
            return None
        groups = range(1, self.expression.groups + 1)
        texts = [trim(reading.raw_between(*found.span(group))) for group in groups if found[group]]
        if texts and len(texts) < len(self.parts):
            texts = list(split(texts[0], len(self.parts)))
        raw = {part: text for part, text in zip(self.parts, texts, strict=False) if text}
        return raw if all(check(raw.get(part, "")) for part, check in self.checks) else None

    def _cuts_a_word(self, copy: str) -> bool:
        """Tell whether the name goes on as another word; apart from the expression, since each that
        holds the class of all Chinese characters takes a millisecond to compile.
        """
        end = copy.find(self.words) + len(self.words)
        return self.is_latin_name and _BEHIND_A_WORD.match(copy, end) is None
