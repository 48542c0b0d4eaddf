"""What Chinese characters have in common: a simpler form, and a sound.

The table holds the 6,763 characters of GB 2312, each with its usual sound, and the traditional ones
of Big5 that they stand for. ``tests/characters.py`` wrote it from the data of pypinyin (MIT) and of
OpenCC (Apache-2.0). It is read when it is needed first.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("characters.txt")
_FIRST_SOUND: Final = 0xE000
"""A sound is written as one character of those that nobody types."""
_ALIKE: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"))
"""Beginnings that many people speak, and so type, as one …"""
_ALIKE_ENDS: Final = (("ang", "an"), ("eng", "en"), ("ing", "in"))
"""… and ends."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Simpler forms and what finds those that have one; for :meth:`str.translate` sounds as one
    sign each, and as they are written.
    """

    simpler: Mapping[str, str]
    old: re.Pattern[str]
    sounds: Mapping[int, int]
    written: Mapping[int, str]


def simplified(text: str) -> str:
    """Give simplified characters for traditional ones, one for one."""
    table = _table()
    return table.old.sub(lambda found: table.simpler[found[0]], text)


def sounding(text: str) -> str:
    """Give one sign for the sound of each character, the same for those that sound alike; what has
    no sound in the table stays.
    """
    return _translated(text, _table().sounds)


def written_out(text: str) -> str:
    """Write characters in the letters of their sounds, without tones: ``shichangbu``."""
    return _translated(text, _table().written)


def _translated(text: str, table: Mapping[int, int | str]) -> str:
    """Translate with an entry for each sign: one that is missing takes much longer."""
    return text.translate({code: table.get(code, code) for code in map(ord, set(text))})


@lru_cache(maxsize=1)
def _table() -> _Table:
    old, new, *lines = TABLE.read_text("utf-8").splitlines()
    simpler = dict(zip(old, new, strict=True))
    rows = [line.split(" ") for line in lines]
    written = {ord(character): sound for sound, characters in rows for character in characters}
    signs = {kind: _FIRST_SOUND + n for n, kind in enumerate(sorted({_kind(s) for s, _ in rows}))}
    sounds = {code: signs[_kind(sound)] for code, sound in written.items()}
    for character, simple in simpler.items():
        if ord(simple) in written:
            written[ord(character)] = written[ord(simple)]
            sounds[ord(character)] = sounds[ord(simple)]
    return _Table(simpler, re.compile(f"[{old}]"), sounds, written)


def _kind(sound: str) -> str:
    for begin, as_one in _ALIKE:
        if sound.startswith(begin):
            sound = as_one + sound.removeprefix(begin)
    for end, as_one in _ALIKE_ENDS:
        if sound.endswith(end):
            sound = sound.removesuffix(end) + as_one
    return sound
