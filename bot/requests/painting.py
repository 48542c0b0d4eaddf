"""Paints the cards of a request as it stands, wherever they are, and tells whoever asked."""

from collections.abc import Awaitable, Callable

from bot.access import Place
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Delivery, Record, target_of
from bot.requests.actions import WithdrawRequest
from bot.requests.cards import asked_card, deciding_card, facts_of
from bot.requests.enough import Enough
from bot.requests.ledger import RequestLedger
from bot.requests.request import Request
from bot.storage import Clock
from bot.tagged_union import TaggedUnion
from bot.unasked import Letter, Letters, Unasked

UNANSWERED_MILLIS = 2 * 60 * 1000
"""So long the turn that asked has to show its answer."""
SILENT = frozenset({"withdrawn", "nobody"})
"""Ends that whoever asked knows of already."""


class RequestPainter:
    """Brings all cards of a request to what it says; what fails is tried again."""

    def __init__(
        self,
        ledger: RequestLedger,
        delivery: Delivery,
        unasked: Unasked,
        letters: Letters,
        types: TaggedUnion,
        *,
        enough: Enough,
        ended: Callable[[Request], Awaitable[None]],
        clock: Clock,
    ) -> None:
        """``ended`` hears of each request that was decided, more than once where a run dies."""
        self._ended = ended
        self._ledger = ledger
        self._delivery = delivery
        self._unasked = unasked
        self._letters = letters
        self._types = types
        self._enough = enough
        self._clock = clock

    async def paint(self, request_id: str) -> None:
        """Paint what shows an older version."""
        request = await self._ledger.get(request_id)
        if request is None or request.shown >= request.version:
            return
        deciding, asked = deciding_card(request), asked_card(request)
        is_painted = [await self._is_painted(card, deciding, request) for card in request.deciding]
        is_painted.append(await self._answer_is_painted(asked, request))
        await self._answer_asker(request)
        if not request.is_open:
            await self._ended(request)
        elif request.short:
            await self._enough.warn(request)
        if all(is_painted):
            await self._ledger.shown(request)

    async def _answer_is_painted(self, card: Card, request: Request) -> bool:
        record = await self._delivery.records.load(request.card)
        if record is None:  # it may still be on its way, and is drawn from what stood before
            return await self._clock() - request.at > UNANSWERED_MILLIS
        return not self._is_about(record, request) or await self._painted(record, card, request)

    def _is_about(self, record: Record, request: Request) -> bool:
        """Whether a card still is the answer to a request, and nothing that came after."""
        actions = [self._types.load(each) for each in record.actions.values()]
        return WithdrawRequest(request.id, request.number) in actions

    async def _is_painted(self, out_track_id: str, card: Card, request: Request) -> bool:
        record = await self._delivery.records.load(out_track_id)
        return record is None or await self._painted(record, card, request)

    async def _painted(self, record: Record, card: Card, request: Request) -> bool:
        """Paint a card unless it shows this; ``False`` where it has to be tried again."""
        records = self._delivery.records
        if record.surface != "card":
            return True  # a text cannot be changed
        is_same = self._delivery.is_shown(record, card, record.language)
        if is_same and await records.is_shown(record):
            return True
        target = target_of(record, f"request:{request.id}:{request.version}")
        with paying(Payer(Purpose.ALERTS, conversation=record.conversation.id)):
            sent = await self._unasked.show(card, target, edit=True)
        return sent.fate != "waits"

    async def _answer_asker(self, request: Request) -> None:
        """Tell whoever asked how it ended, where they asked; a letter is sent once."""
        if request.is_open or request.outcome in SILENT:
            return
        here = request.here
        place = Place(here, None if here.is_group else request.asker.user_id)
        what = f"request:{request.id}:ended"
        at = await self._clock()
        letter = Letter(what, "request_ended", at, facts_of(request), place, request.language)
        await self._letters.post(letter)
