"""The dentryUuid of a space's own folder: no page promises it, and no listing gives it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.errors import NotAuthorized, PlatformError, Refused, ScopeMissing

NONE: Final = "-"
"""Stands for a space whose root has none, as DingTalk said."""
_NAME: Final = "root-uuid"
_ANY: Final = "any"
"""Stands for whatever space was asked about last."""


@dataclass(frozen=True, slots=True)
class Notebook:
    """What is remembered of spaces for a day, by a name and a spaceId."""

    remembered: Callable[[str, str], Awaitable[str | None]]
    remember: Callable[[str, str, str], Awaitable[None]]


class RootUuids:
    """Asks for it once, and remembers it or that there is none."""

    def __init__(self, ask: Callable[[str, str], Awaitable[str]], notebook: Notebook) -> None:
        """``ask`` asks DingTalk as a unionId about a spaceId; it gives "" for none."""
        self._ask = ask
        self._notebook = notebook

    async def of(self, viewer: str, space_id: str) -> str:
        """Give it, "" where it cannot be had: a counted call, where it is not remembered.

        What is refused to one person says nothing of the space; nor does what DingTalk did not
        answer.
        """
        known = await self._notebook.remembered(_NAME, space_id)
        if known is None:
            try:
                known = await self._ask(viewer, space_id) or NONE
            except PlatformError as failure:
                is_answer = isinstance(failure, Refused)
                if not is_answer or isinstance(failure, NotAuthorized | ScopeMissing):
                    return ""
                known = NONE
            await self._notebook.remember(_NAME, space_id, known)
            await self._notebook.remember(_NAME, _ANY, known)
        return "" if known == NONE else known

    async def can_be_had(self, viewer: str, example: str) -> bool | None:
        """Tell whether DingTalk gives it at all, as far as it has said so lately, or says of an
        ``example`` of a space; None where that is not known.
        """
        known = await self._notebook.remembered(_NAME, _ANY)
        if known is None and example:
            await self.of(viewer, example)
            known = await self._notebook.remembered(_NAME, _ANY)
        return None if known is None else known != NONE
