"""Works out a limit that is to change by a share of what it is: 把市场部的上限调高两成.

Where there is no limit, or nobody knows it, the size is asked for.
"""

import re
from dataclasses import replace
from typing import Final

from bot.access import Role
from bot.language import normalise
from bot.messages import Command
from bot.reading import Understood, Wish
from bot.services import Services
from bot.sizes import GB

_SETS: Final = "quota set"
_ASKS: Final = "request room"
_SHARE: Final = re.compile(r"(?P<sign>[+-])(?P<share>[0-9]{1,4})%")
_TENTH: Final = 10
_WHOLE: Final = 100


class ShareOfLimit:
    """Puts sizes in the place of shares."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def of(self, understood: Understood, command: Command) -> Understood:
        """Give what was understood with the size that is meant; who may set no limit asks."""
        first = understood.wishes[0] if understood.wishes else None
        found = _SHARE.fullmatch(first.raw.get("size", "")) if first is not None else None
        if first is None or found is None:
            return understood
        space = first.raw["space"]
        is_admin = await self._services.access.role(command.sender) is Role.ADMIN
        limit = await self._limit(space, command)
        share = int(found["share"]) * (1 if found["sign"] == "+" else -1)
        raw = {"space": space}
        if limit and share > -_WHOLE:
            change = limit * share // _WHOLE
            raw["size"] = _typed(limit + change) if is_admin else f"+{_typed(change)}"
        words = _SETS if is_admin or share < 0 else _ASKS
        return replace(understood, wishes=(Wish(words, raw, first.score),))

    async def _limit(self, space: str, command: Command) -> int:
        """Give the limit in bytes that a space has of its own, in DingTalk or here; 0 for none and
        where it is not known.
        """
        kept = await self._services.kept_listing(command)
        named = [
            each
            for each in (kept.spaces if kept else ())
            if normalise(each.name) == normalise(space)
        ]
        if len(named) != 1:
            return 0
        limits = (await self._services.watch.limits.overrides()).limits(named[0].id)
        return named[0].quota or limits.soft_quota or 0


def _typed(size: int) -> str:
    """Write bytes in gigabytes, to the next tenth of one."""
    return f"{-(-size * _TENTH // GB) / _TENTH:g} GB"
