"""Copies that were sent into a group, by what lies among its files: DingTalk puts each there."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.errors import PlatformError
from bot.files.dentry import ROOT, Dentry
from bot.files.hidden import HiddenSpaces
from bot.files.reader import DentryReader
from bot.messages import Conversation

_EARLIER: Final = timedelta(seconds=1)
"""DingTalk says seconds."""


@dataclass(frozen=True, slots=True)
class WantedCopy:
    """A copy that may have been sent: what it is called and how large it is (bytes, None for not
    known), by whom (a unionId), and when that was about to be done (milliseconds since 1970).
    """

    name: str
    size: int | None
    by: str
    at: int


class SentCopies:
    """Looks for them, as whoever sent them."""

    def __init__(
        self,
        hidden: HiddenSpaces,
        reader: DentryReader,
        *,
        now: Callable[[], Awaitable[int]],
        uncertain_seconds: float,
    ) -> None:
        """``uncertain_seconds`` pass before an outcome is looked up."""
        self._hidden = hidden
        self._reader = reader
        self._now = now
        self._uncertain_seconds = uncertain_seconds

    async def has(self, group: Conversation, wanted: WantedCopy) -> bool:
        """Tell whether exactly one such copy came among the group's files: two counted calls.
        Whatever else is found, or not, nobody knows.
        """
        passed = (await self._now() - wanted.at) / 1000
        await asyncio.sleep(max(0.0, self._uncertain_seconds - passed))
        try:
            space = await self._hidden.of_group(wanted.by, group)
            page = await self._reader.page(wanted.by, space.id, ROOT)
        except PlatformError:
            return False
        return len([each for each in page.dentries if _is(each, wanted)]) == 1


def _is(dentry: Dentry, wanted: WantedCopy) -> bool:
    since = datetime.fromtimestamp(wanted.at / 1000, UTC) - _EARLIER
    is_new = dentry.created is not None and dentry.created >= since
    stem, point, end = wanted.name.rpartition(".")
    named = dentry.name.startswith(stem) and dentry.name.endswith(f"{point}{end}")
    is_it = wanted.size is not None and dentry.size == wanted.size and named
    return is_it and is_new and dentry.creator == wanted.by and not dentry.is_folder
