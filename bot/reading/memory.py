"""Sentences that are kept: what was said before, in the same form, means the same again.

The form of a sentence has placeholders for its parts, and neither polite words around it nor signs.
Only a short hash of it is stored, with what it means.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.reading.parts import Mention, cut
from bot.reading.said import Said

_SIGNS = re.compile(r"[\s,.!;:~\"'、…()\[\]-]+")
_OPENING = re.compile(
    "^(?:(?:你好|您好|大家好|哈喽|嗨|请|麻烦[你您]?|劳驾|拜托|帮我|帮忙)[呀啊]? ?"
    "|(?:hi|hey|hello|please|pls|plz|kindly)(?: there| bot| all)?(?:$| ))+"
)
_ENDING = re.compile(
    "(?: ?(?:谢谢[你您啦了]?|多谢|辛苦了?|拜托了?|吧|呀|啊|哦|啦|哈)"
    "|(?:^| )(?:please|pls|plz|thanks|thank you|thx))+$"
)
"""Words that change nothing of what a sentence means; a question has none of them."""
_WORD = re.compile("[a-z0-9?\u3400-\u9fff]")
_NO_GAP = re.compile("(?<![a-z0-9]) | (?![a-z0-9])")
BYTES: Final = 5
"""So long is the hash: one of a hundred million other sentences has that of a kept one."""


@dataclass(frozen=True, slots=True)
class KnownMeaning:
    """What a kept sentence means: its label, the arguments it gives, and why it is no change."""

    label: str
    gives: tuple[str, ...] = ()
    caution: str = ""


def key(said: Said, parts: Sequence[Mention], topic: str = "") -> bytes:
    """Give what a sentence of these parts is kept under, said after an answer about ``topic``;
    empty where it is nothing but parts.
    """
    text = form(said, parts)
    if not _WORD.search(text):
        return b""
    return hashlib.blake2b(f"{topic}\n{text}".encode(), digest_size=BYTES).digest()


def form(said: Said, parts: Sequence[Mention]) -> str:
    """Give all of a sentence that tells what it means."""
    whole = _SIGNS.sub(" ", cut(said.copy, parts)).strip()
    return _NO_GAP.sub("", _ENDING.sub("", _OPENING.sub("", whole, count=1)).strip() or whole)


class KnownSentences:
    """All sentences that are kept, by their keys."""

    def __init__(self, kept: Mapping[bytes, KnownMeaning]) -> None:
        self._kept = kept

    def of(self, said: Said, parts: Sequence[Mention], topic: str = "") -> KnownMeaning | None:
        """Give what a sentence means that is kept, with the names that are in it or with those that
        are only near: after an answer about ``topic``, or else as it stands by itself.
        """
        found = (self._kept.get(each) for each in _keys(said, parts, topic))
        return next((each for each in found if each is not None), None)


def _keys(said: Said, parts: Sequence[Mention], topic: str) -> Iterator[bytes]:
    exact = [part for part in parts if not part.near]
    for about in dict.fromkeys([topic, ""]):
        for each in [exact] if len(exact) == len(parts) else [exact, parts]:
            yield key(said, each, about)
