"""Everything that is written from the code, anew: ``make texts``.

That is the catalogue of texts, the tables of the documents, the golden renders of the cards, and the table by
which sentences are read; what is left for somebody to write is said at the end. Its tests fail with :data:`STALE` until it was run.
"""

import sys
from collections.abc import Collection

from tests import catalogue, tables
from tests.cards import golden
from tests.phrases import learning

STALE = "run make texts, and read the difference"


PARTS = {
    "catalogue": catalogue.update,
    "cards": golden.draw_all,
    "reading": learning.write,
    "tables": tables.write,
}
"""In their order: cards are drawn with the catalogue, and tables count what was learnt."""


def write(names: Collection[str]) -> None:
    """Write these parts, or all; ValueError for one that there is not."""
    if unknown := set(names) - PARTS.keys():
        raise ValueError(f"{', '.join(sorted(unknown))}: there are {', '.join(PARTS)}")
    for name, part in PARTS.items():
        if not names or name in names:
            print(f"{name} …", flush=True)
            part()


def wanting() -> list[str]:
    """What nobody has written yet, a line each."""
    untranslated = [f"to translate: {each.id}" for each in catalogue.chinese() if not each.string]
    shown = sorted(golden.without_example())
    return [*untranslated, *(f"no example of the card: {name}" for name in shown)]


if __name__ == "__main__":
    write(sys.argv[1:])
    for line in wanting():
        print(line)
