"""Who could do what DingTalk does not let somebody do: who managed the file, or its space, when
DingTalk last showed its roles to whoever asks. Asking costs no counted call.

Whom DingTalk never showed them is named nobody: it tells who manages something to some alone, and
what one person was told is nobody else's.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from bot.budget.payer import Purpose, purse
from bot.dingtalk.directory import Directory
from bot.rights.managed import ManagedPlaces

MOST: Final = 3
"""So many are named."""


class WhoCould:
    """Names them by the ids that a refused call was about."""

    def __init__(
        self, managed: ManagedPlaces, name: Callable[[str], Awaitable[str]], directory: Directory
    ) -> None:
        """``name`` gives what the person of a userId is called."""
        self._managed = managed
        self._name = name
        self._directory = directory

    async def __call__(self, ids: Mapping[str, Any]) -> tuple[str, ...]:
        """Name some; nobody where that is not known to the person of the ``unionId`` that asks, or
        none does.

        What goes to another space could be done by whoever manages both.
        """
        asker = purse().payer
        if asker.purpose is not Purpose.PEOPLE or not asker.person:
            return ()
        viewer = _said(ids, "unionId", "operatorId")
        found = await self._managed.managers(
            viewer,
            _said(ids, "dentryUuid", "parentDentryUuid"),
            _said(ids, "spaceId"),
            _said(ids, "dentryId", "parentId"),
        )
        target = _said(ids, "targetSpaceId")
        if target and target != _said(ids, "spaceId"):
            there = await self._managed.managers(viewer, "", target, _said(ids, "targetFolderId"))
            found = tuple(each for each in found if each in there)
        others = [each for each in found if each != asker.person]
        return await self._directory.apart(
            [(each, await self._name(each)) for each in others[:MOST]]
        )


def _said(ids: Mapping[str, Any], *names: str) -> str:
    found = (str(ids[name]) for name in names if ids.get(name))
    return next(found, "")
