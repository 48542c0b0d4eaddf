"""Makes the table by which sentences are read, from what they mean: part of ``make texts``.

A softmax regression over the features of :mod:`bot.reading.features`, in steps of one size and number,
so that the same sentences make the same table on every machine.
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import yaml
from rapidfuzz.distance import OSA
from scipy.sparse import csr_matrix

from bot.reading import table
from bot.reading.beside import bare
from bot.reading.cautions import SPOKEN, cues
from bot.reading.cutting import parts_of
from bot.reading.english import stem
from bot.reading.features import about, elements, features, meanings
from bot.reading.memory import key
from bot.reading.names import NameIndex
from bot.reading.parts import cut
from bot.reading.reasons import reason_at
from bot.reading.said import Said, folded
from bot.reading.spelling import UNKNOWN, Spelling
from bot.routing import Route, Routes
from handlers import ROUTERS
from tests.phrases.imagined import several, spoken_of
from tests.phrases.rows import SHOWS, Row, argument, label, seen

Floats = npt.NDArray[np.float64]

HERE: Final = Path(__file__).parent
SHAPES: Final = (
    *(
        "cautions.py",
        "cutting.py",
        "english.py",
        "features.py",
        "file_names.py",
        "lookup.py",
        "memory.py",
        "names.py",
        "numbers.py",
        "beside.py",
    ),
    *(
        "parts.py",
        "reasons.py",
        "said.py",
        "spelling.py",
        "times.py",
        "../language/characters.txt",
        "words.yaml",
    ),
)
"""What shapes the features of a sentence, in the folder of the table."""

ALSO: Final = 0.3
"""The share of a sentence that belongs to other commands that would answer it too."""
ROUNDS: Final = 300
DECAY: Final = 5e-6
SPREAD: Final = 3.0
"""How strong the features of one sentence are together."""
LEAST: Final = 2
"""A feature is learnt from so many sentences."""
IMAGINED: Final = 0.3
"""What a sentence counts that nobody said."""
SMALL: Final = 0.08
"""Weights below are no loss."""
SHORT: Final = 5
LONG: Final = 8
"""A name so long may be misspelt in one place, or in two."""

ROUTES: Final = Routes(ROUTERS)
NAMES: Final = ("市场部", "Finance")
SAID: Final = {"space": NAMES[0], "size": "500 GB", "until": "1 hour"}
"""What stands for a part of a declared phrase."""
ELLIPSES: Final = (
    "那{}呢", "{}呢", "{}也一样", "换{}看看", "那{}也来", "{}也", "同样看下{}", "再看看{}",
    "and {}?", "what about {}", "how about {}", "same for {}", "the same with {}", "{} too", "and for {}", "now {}", "{} as well",
)  # fmt: skip
AGAIN: Final = (
    "再来一次",
    "再来一遍",
    "再查一次",
    "重新来",
    "刷新一下",
    "again",
    "once more",
    "do it again",
    "one more time",
    "repeat that",
    "refresh",
)


@dataclass(frozen=True)
class Lesson:
    """What one sentence teaches: its features, and what it means by how much."""

    said: str
    features: frozenset[str]
    labels: Mapping[str, float]
    caution: str = ""
    weight: float = 1.0
    imagined: bool = False


def words() -> dict[str, list[str]]:
    """The words that mean the same, by their meaning."""
    found: dict[str, list[str]] = yaml.safe_load((table.HERE / "words.yaml").read_text("utf-8"))
    return found


def declared(routes: Iterable[Route[Any]]) -> Iterator[Row]:
    """Take names and phrases as sentences: what is said for a command means it."""
    for route in routes:
        for said in (*route.names, *route.phrases):
            arguments = {name: text for name, text in SAID.items() if f"{{{name}}}" in said}
            say = said
            for name, text in arguments.items():
                say = say.replace(f"{{{name}}}", text)
            if "{" not in say:
                yield Row(say, route.words, member=False, group=True, arguments=arguments)


class Teacher:
    """Turns sentences into lessons."""

    def __init__(self, rows: Sequence[Row], spaces: Sequence[str]) -> None:
        self.meanings = meanings(words())
        self._index = NameIndex(spaces)
        self._cut = {row.say: self._elements(row) for row in rows}
        self._unknown = {
            stem(word) for row in rows for word in folded(row.arguments.get("person", "")).split()
        }
        self.words = self._known()
        self._spelling = Spelling(self.words)

    def lesson(self, row: Row) -> Lesson:
        """Give what a sentence teaches."""
        said = self._cut.get(row.say) or self._elements(row)
        found = features(self._spelling.corrected(said), self.meanings)
        if row.after:
            found |= about(row.after, found)
        others = {each: ALSO / len(row.also) for each in row.also}
        meant = label(row)
        labels = {**others, meant: 1 - (ALSO if others else 0) + others.get(meant, 0)}
        if row.caution:
            labels = {SPOKEN: 1.0}
        return Lesson(bare(Said(row.say).copy), frozenset(found), labels, row.caution)

    def key(self, row: Row) -> bytes:
        """Give what a sentence is kept under."""
        said = Said(row.say)
        return key(said, parts_of(said, self._index), row.after)

    def _elements(self, row: Row) -> list[str]:
        say = row.say
        for unknown in row.unknown:
            say = say.replace(unknown, "\x7f")
        whole = Said(say.replace("\x7f", " zzunknownzz "))
        said = whole.before(reason_at(whole.copy)[0])
        found = elements(bare(cut(said.copy, parts_of(said, self._index))))
        return [UNKNOWN if each == "zzunknownzz" else each for each in found]

    def _is_misspelt(self, word: str) -> bool:
        """Whether a word is only nearly that of a name."""
        cutoff = 2 if len(word) >= LONG else 1
        names = (each for name in self._index.folded for each in (name, stem(name)))
        return len(word) >= SHORT and any(
            0 < OSA.distance(word, name, score_cutoff=cutoff) <= cutoff for name in names
        )

    def _known(self) -> list[str]:
        said = Counter(each for one in self._cut.values() for each in set(one) if each.isascii())
        told = {
            each
            for group in words().values()
            for word in group
            for each in elements(word.casefold())
        }
        often = {word for word, times in said.items() if times >= LEAST} - self._unknown
        often = {word for word in often if word in told or not self._is_misspelt(word)}
        return sorted(word for word in often | told if word.isascii() and word[0].isalpha())


def lessons(rows: Sequence[Row], teacher: Teacher) -> list[Lesson]:
    """Give all lessons: of what was said, of what goes on, and of what does not go on though it
    may.
    """
    found = [teacher.lesson(row) for row in rows]
    made_up = (*spoken_of(rows), *several(rows))
    found += [replace(teacher.lesson(row), weight=IMAGINED, imagined=True) for row in made_up]
    topics = cycle(sorted({row.after for row in rows if row.after}))
    plain = [row for row in rows if not row.after][::3]
    found += [
        replace(teacher.lesson(replace(row, after=next(topics))), weight=0.5) for row in plain
    ]
    follow = {row.command for row in rows if "space" in row.arguments} - {"help", "none"}
    for number, command in enumerate(sorted(follow)):
        for say in (*(each.format(NAMES[number % 2]) for each in ELLIPSES), *AGAIN):
            row = Row(say=say, command=command, member=False, group=True, after=command)
            found.append(replace(teacher.lesson(row), weight=0.3))
    return found


def learn(found: Sequence[Lesson], targets: Floats, rows: csr_matrix) -> Floats:
    """Give the weights of a softmax regression, by accelerated steps of one size."""
    weight = np.array([each.weight for each in found])
    total = float(weight.sum())
    columns = rows.T.tocsr()
    step = 1 / (0.5 * _norm(rows, weight) / total + DECAY)
    now = ahead = np.zeros((rows.shape[1], targets.shape[1]))
    pace = 1.0
    for _ in range(ROUNDS):
        error = (_likely(rows @ ahead) - targets) * weight[:, None]
        after = ahead - step * (columns @ error / total + DECAY * ahead)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead, now, pace = after + (pace - 1) / faster * (after - now), after, faster
    return now


def _norm(rows: csr_matrix, weight: Floats) -> float:
    vector = np.ones(rows.shape[1])
    length = 1.0
    for _ in range(30):
        vector = rows.T @ (weight * (rows @ vector))
        length = float(np.sqrt((vector * vector).sum()))
        vector /= length
    return length


def _likely(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    total: Floats = powers.sum(axis=1, keepdims=True)
    return powers / total


def matrix(found: Sequence[Lesson], names: Mapping[str, int]) -> csr_matrix:
    """Write lessons as rows of numbers."""
    places = [[names[each] for each in sorted(one.features) if each in names] for one in found]
    strength = [SPREAD / len(one.features) ** 0.5 for one in found]
    data = np.concatenate(
        [np.full(len(row), each) for row, each in zip(places, strength, strict=True)]
    )
    ends = np.cumsum([0, *map(len, places)])
    return csr_matrix(
        (data, np.concatenate([np.array(row, int) for row in places]), ends),
        (len(found), len(names)),
    )


def made(rows: Sequence[Row], spaces: Sequence[str]) -> bytes:
    """Make the table from sentences about these spaces."""
    teacher = Teacher(rows, spaces)
    found = lessons(rows, teacher)
    counted = Counter(each for one in found if not one.imagined for each in one.features)
    names = {
        each: place
        for place, each in enumerate(sorted(n for n, times in counted.items() if times >= LEAST))
    }
    wished = [one for one in found if not one.imagined]
    labels = sorted({each for one in wished for each in one.labels})
    wishes = learn(wished, _shares(wished, labels), matrix(wished, names))
    sounding = list(_sounding(found, matrix(found, names) @ wishes, labels))
    cautions = sorted({one.caution for one in sounding})
    more = Counter(each for one in sounding for each in one.features)
    added = sorted(each for each, times in more.items() if times >= LEAST and each not in names)
    names |= {each: len(names) + place for place, each in enumerate(added)}
    careful = learn(sounding, _cautious(sounding, cautions), matrix(sounding, names))
    wishes = np.vstack([wishes, np.zeros((len(added), len(labels)))])
    weights = np.hstack([wishes, careful])
    return _stored(weights, list(names), labels, cautions, teacher, kept(rows, teacher))


Meant = tuple[str, tuple[str, ...], str]


def kept(rows: Iterable[Row], teacher: Teacher) -> dict[bytes, Meant]:
    """Give what each sentence means, by what it is kept under; what means several things is not
    kept, unless most mean one.
    """
    said: dict[bytes, Counter[Meant]] = {}
    for row in rows:
        said.setdefault(teacher.key(row), Counter())[label(row), _gives(row), row.caution] += 1
    most = {each: meant.most_common(2) for each, meant in said.items()}
    return {
        each: meant[0][0]
        for each, meant in sorted(most.items())
        if each and (len(meant) == 1 or meant[0][1] > meant[1][1])
    }


def _gives(row: Row) -> tuple[str, ...]:
    route = ROUTES.named(row.command)
    return tuple(each.name for each in route.takes if argument(row, each.name)) if route else ()


def _sounding(found: Sequence[Lesson], scores: Floats, labels: Sequence[str]) -> Iterator[Lesson]:
    """Give what sounds like a change, to learn which of it is none."""
    sounds = np.array([each.partition("|")[0] not in {*SHOWS, "none", SPOKEN} for each in labels])
    for one, score in zip(found, scores, strict=True):
        best = max(one.labels, key=one.labels.__getitem__)
        if best == SPOKEN:
            best = labels[int(np.where(sounds, score, -np.inf).argmax())]
        words = best.partition("|")[0]
        if (words not in SHOWS and words not in {"none", SPOKEN}) or one.caution:
            yield replace(one, features=one.features | cues(one.said, words))


def _shares(found: Sequence[Lesson], labels: Sequence[str]) -> Floats:
    return np.array([[one.labels.get(each, 0.0) for each in labels] for one in found])


def _cautious(found: Sequence[Lesson], cautions: Sequence[str]) -> Floats:
    return np.array([[float(one.caution == each) for each in cautions] for one in found])


def _stored(  # noqa: PLR0917 - all of them are the table
    weights: Floats,
    names: Sequence[str],
    labels: Sequence[str],
    cautions: Sequence[str],
    teacher: Teacher,
    remembered: Mapping[bytes, Meant],
) -> bytes:
    scale = float(np.abs(weights).max()) / 127
    whole = np.rint(weights / scale).astype(np.int8)
    strong = np.abs(weights).max(axis=1) >= SMALL
    meant = sorted(set(remembered.values()))
    head = {
        "labels": labels,
        "cautions": cautions,
        "features": [name for name, keep in zip(names, strong, strict=True) if keep],
        "scale": round(SPREAD * scale, 6),
        "meanings": teacher.meanings.entries,
        "words": teacher.words,
        "meant": meant,
        "kept": [meant.index(each) for each in remembered.values()],
        "made_of": fingerprint(),
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    keys = b"".join(remembered)
    return zlib.compress(text.encode() + b"\n" + keys + whole[strong].tobytes(), 9)


def sources() -> tuple[list[Row], list[str]]:
    """Give all sentences that are learnt from, and the spaces they name."""
    spaces, rows = seen()
    return [*declared(ROUTES), *rows], spaces


def fingerprint() -> str:
    """Tell what the table is made of: the sentences, the words, and how they are learnt from."""
    said, spaces = sources()
    code = [(table.HERE / name).read_text("utf-8") for name in SHAPES]
    code += [(HERE / name).read_text("utf-8") for name in ("learning.py", "imagined.py", "rows.py")]
    return hashlib.sha256(repr((said, spaces, code)).encode()).hexdigest()


def write() -> None:
    """Write the table."""
    table.FILE.write_bytes(made(*sources()))


if __name__ == "__main__":
    write()
