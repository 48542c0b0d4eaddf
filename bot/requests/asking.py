"""Opens requests and shows them to those who decide: together, or each of them alone."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.access import Place
from bot.budget import Payer, Purpose, paying
from bot.errors import ScopeMissing
from bot.messages import Command
from bot.requests import steps
from bot.requests.cards import deciding_card
from bot.requests.enough import Enough
from bot.requests.ledger import RequestLedger
from bot.requests.request import Request, Who, Wish, digest
from bot.requests.terms import RequestTerms
from bot.storage import Clock
from bot.unasked import Admins, Unasked
from bot.unasked.admins import MOST, alone

log = structlog.get_logger()

Apart = Callable[[Sequence[tuple[str, str]]], Awaitable[Sequence[str]]]
"""Gives what a list calls people, of (userId, name)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody asks for: their words, what is known of the target, and what it is ``bound``
    to. ``named`` are the places where those are asked whom a rule names, with their names (empty
    for a group); none for all admins.
    """

    wish: Wish
    because: str
    there: Mapping[str, object]
    bound: str
    named: Sequence[tuple[Place, str]] = ()


class RequestAsking:
    """Asks for something once, however often somebody does."""

    def __init__(
        self,
        ledger: RequestLedger,
        unasked: Unasked,
        admins: Admins,
        enough: Enough,
        *,
        apart: Apart,
        terms: RequestTerms,
        clock: Clock,
    ) -> None:
        self._ledger = ledger
        self._unasked = unasked
        self._admins = admins
        self._enough = enough
        self._apart = apart
        self._terms = terms
        self._clock = clock

    async def ask(self, command: Command, asked: Proposal) -> tuple[Request, bool]:
        """Open a request and show it to those who decide; tells besides whether it is new.

        The same request again, or in another run of the turn, is the one that is open. Where nobody
        could be asked it is void.
        """
        drawn = await self._drawn(command, asked)
        known = await self._ledger.get(drawn.id) or await self._ledger.same_as(drawn)
        if known is None:
            number, short = await self._ledger.next_number(), await self._enough.lacks(drawn)
            drawn = replace(drawn, number=number, short=short)
            known = await self._ledger.open(drawn)
        is_new = known.id == drawn.id
        if known.deciding or not known.is_open:
            return known, is_new
        return await self._send(known, asked.named), is_new

    async def _drawn(self, command: Command, asked: Proposal) -> Request:
        now = await self._clock()
        return Request(
            id=digest(command.key),
            number=0,
            wish=asked.wish,
            asker=Who(command.user_id, command.sender.nick),
            here=command.conversation,
            language=command.language,
            card=command.card,
            at=now,
            expires=now + self._terms.millis,
            because=asked.because,
            there=asked.there,
            bound=asked.bound,
            wanted=2 if self._terms.takes_two(asked.wish) else 1,
        )

    async def _send(self, request: Request, named: Sequence[tuple[Place, str]]) -> Request:
        """Show it to those whom a rule names, in the admins' conversation, or to each of them
        alone; void where to nobody.
        """
        shown = await (self._to_those(named, request) if named else self._to_admins(request))
        now = await self._clock()
        is_there = all([await self._unasked.was_sent(card) for card in shown])

        def step(before: Request) -> Request:
            if not shown:
                return before if before.deciding else steps.void(before, "nobody", now)
            people = tuple(filter(None, shown.values()))
            version = before.version if is_there else before.shown
            return replace(before, deciding=tuple(shown), people=people, shown=version)

        after = await self._ledger.change(request.id, step) or request
        if after.short and after.people:  # else the admins see it on the card
            await self._enough.warn(after)
        return after

    async def _to_those(
        self, named: Sequence[tuple[Place, str]], request: Request
    ) -> dict[str, str]:
        """Ask those whom a rule names, but not whoever asks."""
        asker = request.asker.user_id
        others = [each for each in named if not self._terms.is_same(each[0].user_id or "", asker)]
        return await self._shown_to(others[:MOST], request)

    async def _to_admins(self, request: Request) -> dict[str, str]:
        return await self._together(request) or await self._each_alone(request)

    async def _together(self, request: Request) -> dict[str, str]:
        place = await self._admins.place()
        card = await self._shown_in(place, request) if place else ""
        return {card: ""} if card else {}

    async def _each_alone(self, request: Request) -> dict[str, str]:
        """Ask admins, but not whoever asks; gives their names by the cards they have."""
        asker = request.asker.user_id
        known = await self._admins.known()
        others = [each for each in known if not self._terms.is_same(each.user_id, asker)][:MOST]
        return await self._shown_to([(alone(each), each.name) for each in others], request)

    async def _shown_to(
        self, those: Sequence[tuple[Place, str]], request: Request
    ) -> dict[str, str]:
        """Give by the card what a list calls whoever has it; two of one name are told apart."""
        people = [(place.user_id or place.conversation.id, name) for place, name in those]
        names = await self._apart(people)
        cards = [await self._shown_in(place, request) for place, _ in those]
        return {card: name for card, name in zip(cards, names, strict=True) if card}

    async def _shown_in(self, place: Place, request: Request) -> str:
        """Show it in one place; gives the card, which may still be on its way, from another process
        for one; empty where it will not arrive.
        """
        target = await self._admins.target(place, f"request:{request.id}", "request")
        card, here = target.out_track_id, place.conversation.id
        if await self._unasked.was_sent(card):
            return card
        with paying(Payer(Purpose.ALERTS, conversation=here)):
            sent = await self._unasked.show(deciding_card(request), target)
        if sent.fate != "arrived":
            log.warning("request_not_shown", conversation=here, code=sent.code)
        fails = sent.is_refused or sent.since or isinstance(sent.failure, ScopeMissing)
        comes = sent.fate == "waits" and not fails
        return card if sent.fate == "arrived" or comes else ""
