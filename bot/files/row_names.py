"""What the rows of a list of files are called that somebody means by their numbers: as it is kept,
without a call.
"""

from typing import Final

from bot.files.paths import FindsFiles
from bot.files.shown_names import names_of
from bot.language import normalise, numbers_said

MOST: Final = 3
"""So many names stand in one line."""


async def row_names(svc: FindsFiles, card: str | None, said: str) -> tuple[str, ...]:
    """Give the names of the rows of a card's list that these numbers mean; none where it is no list
    of files, some of them are not known, or there are more than stand in a line.
    """
    numbers = numbers_said(said) or ()
    if not 0 < len(numbers) <= MOST:
        return ()
    names = await names_of(svc, await svc.kept(card))
    found = tuple(names.get(each, "") for each in numbers)
    return found if all(found) else ()


async def names_with(svc: FindsFiles, card: str | None, word: str) -> tuple[str, ...]:
    """Give the names in a card's list of files that have a word, or the whole name, in them."""
    names = await names_of(svc, await svc.kept(card))
    said = normalise(word)
    found = [each for each in names.values() if said and said in normalise(each)]
    return tuple(each for each in found if normalise(each) == said) or tuple(found)
