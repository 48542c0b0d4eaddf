"""Writes the table of Chinese characters from the data of two packages.

``pip download --no-deps pypinyin==0.55.0 opencc-python-reimplemented==0.1.7``, unpack both into a folder, and
``python -m tests.characters <folder>``. The bot carries the table, since pypinyin takes 57 MB.
"""

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from bot.language.characters import TABLE

READINGS = "pypinyin/pinyin_dict.json"
SIMPLER = "opencc/dictionary/TSCharacters.txt"
FIRST, LAST = 0xB0A1, 0xF7FE
"""The Chinese characters of GB 2312."""


def common() -> list[str]:
    """Give the characters of GB 2312, in its order."""
    pairs = (code.to_bytes(2, "big") for code in range(FIRST, LAST + 1))
    found = (pair.decode("gb2312", "ignore") for pair in pairs if min(pair) >= 0xA1)
    return [character for character in found if character]


def traditional(folder: Path, known: set[str]) -> dict[str, str]:
    """Give the traditional characters of Big5 whose first simplified form is a common one."""
    rows = (row.split() for row in (folder / SIMPLER).read_text("utf-8").splitlines())
    return {
        row[0]: row[1]
        for row in rows
        if len(row) > 1 and row[1] in known and row[0] not in known
        if row[0].encode("big5", "ignore")
    }


def syllable(readings: str) -> str:
    """Give the first, the usual reading without its tone; ``v`` stands for the umlaut."""
    marked = unicodedata.normalize("NFD", readings.split(",", maxsplit=1)[0]).replace(
        "u\u0308", "v"
    )
    return "".join(sign for sign in marked if sign.isascii())


def table(folder: Path) -> str:
    """Write traditional characters, their simplified ones, and all common ones by syllable."""
    readings = json.loads((folder / READINGS).read_text("utf-8"))
    characters = common()
    simpler = traditional(folder, set(characters))
    sounding: dict[str, list[str]] = defaultdict(list)
    for character in characters:
        if reading := readings.get(str(ord(character))):
            sounding[syllable(reading)].append(character)
    lines = [f"{sound} {''.join(sounding[sound])}" for sound in sorted(sounding)]
    return "\n".join(["".join(simpler), "".join(simpler.values()), *lines]) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(Path(sys.argv[1])), "utf-8")
