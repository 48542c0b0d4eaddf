"""Everything that is written from the code, anew: ``make texts``.

That is the catalogue of texts, the tables of the documents, the golden renders of the cards, and the table by
which sentences are read; what is left for somebody to write is said at the end. Its tests fail with :data:`STALE` until it was run.
"""

from tests import catalogue, tables
from tests.cards import golden
from tests.phrases import learning

STALE = "run make texts, and read the difference"


def write() -> None:
    """Write all of it: the catalogue first, which the cards are drawn with."""
    catalogue.update()
    golden.draw_all()
    learning.write()
    tables.write()


def wanting() -> list[str]:
    """What nobody has written yet, a line each."""
    untranslated = [f"to translate: {each.id}" for each in catalogue.chinese() if not each.string]
    shown = sorted(golden.without_example())
    return [*untranslated, *(f"no example of the card: {name}" for name in shown)]


if __name__ == "__main__":
    write()
    for line in wanting():
        print(line)
