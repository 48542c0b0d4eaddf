"""What was learnt from sentences: how much each feature speaks for each wish.

The table is made by ``make texts`` from the declared phrases, the sentences beside this module and
``words.yaml``, and is read here without any library.
"""

import json
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.reading.features import Meanings
from bot.reading.lookup import Lookup
from bot.reading.memory import BYTES, KnownMeaning, KnownSentences

HERE: Final = Path(__file__).parent
FILE: Final = HERE / "table.zz"


@dataclass(frozen=True, slots=True)
class Table:
    """Weights of features, a row each: for the ``labels`` first, then for the ``cautions``.

    ``words`` are all English words that are known, in the form without endings. ``made_of`` tells
    from what it was made, and ``memory`` keeps what was said for it.
    """

    labels: tuple[str, ...]
    cautions: tuple[str, ...]
    features: Mapping[str, int]
    weights: bytes
    scale: float
    meanings: Meanings
    words: Sequence[str]
    made_of: str
    memory: KnownSentences

    def place(self, label: str) -> int:
        """Give the place of a label, -1 where there is none."""
        return self.labels.index(label) if label in self.labels else -1

    def wanted(self, found: Iterable[str]) -> list[float]:
        """Give how likely each label is, by the features of a sentence."""
        return _likely(self._scores(found)[: len(self.labels)])

    def careful(self, found: Iterable[str]) -> dict[str, float]:
        """Give how likely each caution is, by the features of what sounds like a change."""
        return dict(
            zip(self.cautions, _likely(self._scores(found)[len(self.labels) :]), strict=True)
        )

    def _scores(self, found: Iterable[str]) -> list[float]:
        names = list(found)
        width = len(self.labels) + len(self.cautions)
        weights = memoryview(self.weights).cast("b")
        known = [row for name in names if (row := self.features.get(name)) is not None]
        rows = [weights[row * width : (row + 1) * width] for row in known]
        sums = map(sum, zip(*rows, strict=True)) if rows else [0] * width
        factor = self.scale / math.sqrt(len(names) or 1)
        return [factor * each for each in sums]


def _likely(scores: list[float]) -> list[float]:
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


@lru_cache(maxsize=1)
def learnt() -> Table:
    """Read the table, once."""
    return read(FILE.read_bytes())


def read(data: bytes) -> Table:
    """Read a table as it is stored."""
    head, _, numbers = zlib.decompress(data).partition(b"\n")
    stored = json.loads(head)
    kept = len(stored["kept"]) * BYTES
    return Table(
        tuple(stored["labels"]),
        tuple(stored["cautions"]),
        {name: row for row, name in enumerate(stored["features"])},
        numbers[kept:],
        stored["scale"],
        Lookup((word, tuple(meant)) for word, meant in stored["meanings"].items()),
        stored["words"],
        stored["made_of"],
        _memory(numbers[:kept], stored["kept"], _meant(stored["meant"])),
    )


def _meant(stored: Iterable[tuple[str, list[str], str]]) -> list[KnownMeaning]:
    return [KnownMeaning(label, tuple(gives), caution) for label, gives, caution in stored]


def _memory(keys: bytes, places: Sequence[int], meant: Sequence[KnownMeaning]) -> KnownSentences:
    """Put the keys of the kept sentences, one behind the other, to what they mean."""
    return KnownSentences(
        {
            keys[number * BYTES : (number + 1) * BYTES]: meant[place]
            for number, place in enumerate(places)
        }
    )
