"""The levels that hold now, where others are about to take their place: whoever agrees sees which
go.
"""

from collections.abc import Mapping
from typing import Final

from bot.alerts.cards.levels import level_row
from bot.alerts.swapped import LevelsOrSwap, Swap
from bot.drive.naming import is_called
from bot.language import is_all, unquoted
from bot.messages import Command
from bot.quota.samples import ORGANISATION
from bot.services import Services

_SETS: Final = "quota levels"
_LEVELS: Final = LevelsOrSwap("levels")
_RESETS: Final = frozenset({"default", "默认"})


async def levels_now(
    words: str, raw: Mapping[str, str], command: Command, services: Services
) -> dict[str, object]:
    """Give the levels that hold now of what a command would set them for, and whether only one of
    them goes; nothing for any other command, and where it is not known which space is meant.
    """
    name, levels = unquoted(raw.get("space", "")), raw.get("levels", "")
    if words != _SETS or not name or not levels or levels in _RESETS:
        return {}
    kept = await services.kept_listing(command)
    found = [each.id for each in kept.spaces if is_called(name, [each])] if kept else []
    key = ORGANISATION if is_all(name) else next(iter(found), "")
    if not key or len(found) > 1:
        return {}
    overrides = await services.watch.limits.overrides()
    held = [level_row(each) for each in overrides.limits(key).levels]
    return {"levels": held, "swaps": isinstance(_LEVELS.read(levels), Swap)}
