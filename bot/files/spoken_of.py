"""Finds a file of which a part of the name and the kind are told, within a space or anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.drive.space import Space
from bot.errors import ScopeMissing
from bot.files.found import Hit, Query
from bot.files.paths import FindsFiles, root
from bot.files.search import PAGE
from bot.reading.kinds import SpokenFile

_LOOSE: Final = 30
"""No more files of a space's first page are weighed by their kind alone."""


@dataclass(frozen=True, slots=True)
class FoundSpoken:
    """The paths of what may be meant, each with its space; ``sure`` where it is one by its name."""

    paths: tuple[str, ...] = ()
    sure: bool = False


async def find_spoken(
    svc: FindsFiles, viewer: str, spoken: SpokenFile, space: Space | None
) -> FoundSpoken:
    """Look for it as a person: one counted call, and one more where nothing is called so, or where
    the app may not search, for what lies at the top of the space.
    """
    if not spoken.keyword:
        return FoundSpoken()
    names = _fitting(spoken, await _searched(svc, viewer, spoken, space), space)
    if names or space is None:
        return _judged(spoken, names)
    listing = await svc.dentries.listing(viewer, root(space), "name")
    at_top = {f"{space.name}/{each.name}": each.name for each in listing.dentries[:_LOOSE]}
    return _judged(spoken, {path: name for path, name in at_top.items() if spoken.fits(name)})


async def _searched(
    svc: FindsFiles, viewer: str, spoken: SpokenFile, space: Space | None
) -> tuple[Hit, ...]:
    query = Query(spoken.keyword, space.id if space else "")
    try:
        return (await svc.search.find(viewer, query, PAGE)).hits
    except ScopeMissing:
        return ()


def _fitting(spoken: SpokenFile, hits: Iterable[Hit], space: Space | None) -> dict[str, str]:
    """Give what fits by its path, and what it is called; what does not say where it is cannot be
    named.
    """
    found = {}
    for hit in hits:
        above = hit.above or (space.name if space else "")
        if above and spoken.fits(hit.name):
            found[f"{above}/{hit.name}"] = hit.name
    return found


def _judged(spoken: SpokenFile, names: dict[str, str]) -> FoundSpoken:
    just = [path for path, name in names.items() if spoken.is_just(name)]
    paths = tuple(just) if len(just) == 1 else tuple(names)
    return FoundSpoken(paths, sure=len(paths) == 1 and bool(spoken.words))
