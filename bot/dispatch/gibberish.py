"""Keeps changes away from what has no word in it that means anything: *asdf qwer*, 噼里啪啦.

What was said before may lend such a text its meaning; that is enough to show something again, and
never to change something.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from bot.language import normalise
from bot.reading import Understood, Wish
from bot.reading.features import elements, understood
from bot.reading.table import learnt
from bot.routing import Routes

S = TypeVar("S")


def means_nothing(text: str) -> bool:
    """Tell whether no word of a text is known."""
    table, said = learnt(), elements(normalise(text))
    _, meant = understood(said, table.meanings)
    return not meant and not any(each.isascii() and each in table.words for each in said)


def without_changes(text: str, read: Understood, routes: Routes[S]) -> Understood:
    """Give what was understood; of a text that means nothing, only what shows something. What its
    form tells means that, whatever words are in it.
    """
    if read.by_form or not means_nothing(text):
        return read
    wishes = tuple(_shown(read.wishes, routes))
    is_first = wishes[:1] == read.wishes[:1]
    return (
        read
        if wishes == read.wishes
        else replace(
            read, wishes=wishes, certainty=read.certainty if is_first and wishes else "unsure"
        )
    )


def _shown(wishes: Iterable[Wish], routes: Routes[S]) -> Iterable[Wish]:
    for each in wishes:
        route = routes.named(each.words)
        if route is not None and route.looks:
            yield each
