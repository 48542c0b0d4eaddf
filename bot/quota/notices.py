"""What the watch tells the admins unasked: troubles that they can mend, and the allowance's end."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial

import structlog

from bot.budget import Crossing, Governor
from bot.cards import Card
from bot.quota.progress import Progress, ProgressStore, Trouble
from bot.unasked import Admins, Letters

log = structlog.get_logger()


class Notices:
    """Tells each thing once, in the admins' conversation; without one it waits for one."""

    def __init__(
        self,
        *,
        admins: Admins,
        letters: Letters,
        governor: Governor,
        progress: ProgressStore,
        operator: Callable[[], Awaitable[str]],
    ) -> None:
        """``operator`` gives what the operator is called, "" for nobody."""
        self._admins = admins
        self._letters = letters
        self._governor = governor
        self._progress = progress
        self._operator = operator

    async def notify(self) -> None:
        """Say what is new; what cannot be told now is told another time, until it is dropped."""
        await self._letters.send()
        if not await self._admins.has_place():
            return
        for kind, trouble in (await self._progress.load()).troubles.items():
            if trouble.told:
                continue
            card = _card(kind, trouble, await self._operator())
            if await self._is_over(card, f"notice:{kind}:{trouble.at}"):
                await self._progress.update(partial(Progress.notified, kind=kind))
        for crossing in await self._governor.crossings():
            what = f"notice:{crossing.what}:{crossing.until}"
            if await self._is_over(_warning(crossing), what):
                await self._governor.notified(crossing)

    async def _is_over(self, card: Card, what: str) -> bool:
        """Show a card; tells whether nothing is left to do, for it has arrived or was dropped."""
        sent = await self._admins.show(card, what, "notice")
        if sent.fate == "dropped":
            log.warning("notice_dropped", what=what, code=sent.code)
        return sent.fate != "waits"


def _card(kind: str, trouble: Trouble, operator: str) -> Card:
    data = {"kind": kind, "code": trouble.code, "name": operator, "at": trouble.at}
    return Card("watch_trouble", data)


def _warning(crossing: Crossing) -> Card:
    return Card("budget_crossing", asdict(crossing))
