"""Messages that nobody asked for and that nothing else remembers: kept until they have arrived.

A letter is sent as soon as it is written. One that does not arrive is tried again like everything
unasked; what was refused for a day, or found no admins' conversation for so long, is dropped.
"""

from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.access import Place
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.documents import Documents
from bot.storage import Store
from bot.times.spans import DAY
from bot.unasked.admins import Admins
from bot.unasked.sending import Sent, Unasked

log = structlog.get_logger()

PURPOSE = "alert"


@dataclass(frozen=True, slots=True)
class Letter:
    """A card by its template and plain data, ``at`` when it was written (milliseconds since 1970).

    ``what`` names it: the same is written once. ``place`` is None for the admins' conversation.
    """

    what: str
    template: str
    at: int
    data: dict[str, Any] = field(default_factory=dict)
    place: Place | None = None
    language: str | None = None


class Letters:
    """Keeps letters, and sends them."""

    def __init__(self, store: Store, unasked: Unasked, admins: Admins) -> None:
        self._unasked = unasked
        self._admins = admins
        self._kept = Documents(store, store.key("alerts", "letters"), Letter)

    async def post(self, letter: Letter) -> None:
        """Send a letter, now or later."""
        await self._kept.change(letter.what, lambda _: letter)
        await self._send(letter)

    async def send(self) -> None:
        """Send what has waited."""
        for letter in (await self._kept.all()).values():
            await self._send(letter)

    async def _send(self, letter: Letter) -> None:
        sent = await self._shown(letter)
        if sent.fate == "waits" and not await self._is_old(letter):
            return
        if sent.fate != "arrived":
            log.warning("letter_dropped", what=letter.what, code=sent.code)
        await self._kept.change(letter.what, lambda _: None)

    async def _shown(self, letter: Letter) -> Sent:
        card = Card(letter.template, letter.data)
        if letter.place is None:
            return await self._admins.show(card, letter.what, PURPOSE, letter.language)
        here = letter.place.conversation.id
        target = await self._admins.target(letter.place, letter.what, PURPOSE, letter.language)
        with paying(Payer(Purpose.ALERTS, conversation=here)):
            return await self._unasked.show(card, target)

    async def _is_old(self, letter: Letter) -> bool:
        """Tell whether a letter to the admins has found no place for a day."""
        if letter.place is not None or await self._admins.has_place():
            return False
        return letter.at + DAY <= await self._unasked.retries.clock()
