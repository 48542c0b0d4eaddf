"""What the rows of a list of files are called: as it is kept, without a call."""

import asyncio
import re
from typing import Final

from bot.files.half_named import without_ending
from bot.files.paths import FindsFiles
from bot.files.shown import FoundFiles, ShownFiles
from bot.files.shown_walk import ShownWalk
from bot.files.walks import Walk, WalkedFile, Walks
from bot.language import normalise

_JOINED: Final = re.compile(" *(?:[和与跟及,，、&+]|(?<= )and(?= )) *")
"""What joins two names."""


async def names_of(svc: FindsFiles, shown: object) -> dict[int, str]:
    """Give what is called how, by number from 1; empty text for what is not known."""
    match shown:
        case ShownFiles():
            kept = await svc.dentries.kept(
                shown.viewer, shown.space_id, shown.folder_id, shown.order
            )
            known = {each.id: each.name for each in kept.dentries} if kept else {}
            return {n: known.get(each.id, "") for n, each in enumerate(shown.items, 1)}
        case FoundFiles(query=query) if query is not None:
            hits = await svc.search.kept(shown.viewer, query)
            called = {each.key: each.name for each in hits.hits} if hits else {}
            return {n: called.get(each.key, "") for n, each in enumerate(shown.items, 1)}
        case ShownWalk():
            return await _walked(svc.walks, shown)
        case _:
            return {}


async def _walked(walks: Walks, shown: ShownWalk) -> dict[int, str]:
    walk = await walks.kept(shown.viewer, shown.space_id)
    if walk is None or walk.begun != shown.begun or not await walks.is_believed(walk):
        return {}
    called = await _called(walks, walk)
    return {n: called.get(each.key, "") for n, each in enumerate(shown.items, 1)}


async def _called(walks: Walks, walk: Walk) -> dict[str, str]:
    files = await walks.files(walk)
    return await asyncio.to_thread(lambda: {_key(walk, each): each.name for each in files})


def _key(walk: Walk, file: WalkedFile) -> str:
    return file.uuid or f"{walk.space_id}/{file.id}"


def row_called(names: dict[int, str], said: str) -> int:
    """Give the number of the one row that is called so, to the letter, or but for its case or its
    ending; 0 for none or several.
    """
    wanted = normalise(said)
    exact = [number for number, name in names.items() if name == said]
    alike = [number for number, name in names.items() if name and normalise(name) == wanted]
    whole = "" if exact or alike else without_ending(said, list(filter(None, names.values())))
    rows = exact or alike or [number for number, name in names.items() if whole and name == whole]
    return rows[0] if len(rows) == 1 else 0


def rows_called(names: dict[int, str], said: str) -> tuple[int, ...]:
    """Give the numbers of several rows whose names are joined, 合同.docx 和 预算.xlsx; empty where
    that is the name of one, or any part of it of none.
    """
    parts = _JOINED.split(said)
    if len(parts) == 1 or row_called(names, said):
        return ()
    rows = [row_called(names, part) if part else 0 for part in parts]
    return tuple(dict.fromkeys(rows)) if all(rows) else ()
