"""The keeper of the allowance: counts every counted call before it leaves, or refuses it.

Purposes are refused one after the other, the least urgent first: each has a ceiling that the
month's calls must not have reached, lower than the next one's by what is kept for it. People are
refused at the share, admins not at all; where people of a turn were let in once, they stay in, for
a change must not be left half done.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from bot.audit import Line
from bot.budget import report as reporting
from bot.budget.counted import counts, surely_counts
from bot.budget.ledger import Attempt, Books, Founding, Ledger, Limit, Outcome
from bot.budget.month import day_of, month_of
from bot.budget.payer import Payer, Purpose, Purse, purse
from bot.budget.report import LEVELS, BudgetReport, Crossing, Remaining
from bot.budget.reserved import RESERVED_EACH, reserved_key
from bot.budget.shares import Terms, ceiling
from bot.budget.text_or_card import is_text_cheaper
from bot.errors import (
    AllowanceUsedUp,
    Blocked,
    NoAllowance,
    PlatformError,
    Throttled,
    Unavailable,
    Unreached,
)
from bot.scripts import ScriptPart
from bot.storage import Store

LAST_WORDS = frozenset(
    {
        "PUT /v1.0/card/instances",
        "POST /v1.0/robot/groupMessages/send",
        "POST /v1.0/robot/oToMessages/batchSend",
    }
)
"""Calls that people are always granted: a card that stands at *working* would lie for ever, and a
message of the robot leaves only where no other answer reached the conversation."""

PRESSES = 20
"""That cost a call, of one person within a minute: more than anybody means to press."""

UNCOUNTED = (AllowanceUsedUp, Blocked, Throttled, Unreached)
"""Failures that DingTalk does not count (page `dingtalk-application-development-platform-billing-
model`): refused for the rate or by the network, or because nothing is left to count."""


_BOOKED: ContextVar[bool] = ContextVar("booked", default=True)
"""Whether the call that is under way was booked against its person."""


class Governor:
    """Keeps the bot inside its share; all replicas together, through Redis."""

    def __init__(self, store: Store, *, now: Callable[[], int], terms: Terms) -> None:
        """``now`` gives milliseconds since 1970."""
        self.terms = terms
        self._store = store
        self._now = now
        self._ledger = Ledger(store, {each: terms.calls_share * each // 100 for each in LEVELS})
        self._is_stopped = False
        self._prefers_text = False

    def booking(self, api: str) -> "Booking | None":
        """Give what counts one call of ``api``, such as ``GET /v1.0/drive/spaces``, along with all
        else that is asked before it leaves; None for one that DingTalk does not count. Raises
        NoAllowance for who was refused before.
        """
        return Booking(self, api) if counts(api) else None

    async def press(self, payer: Payer) -> None:
        """Let in a press that will cost a call, before anything comes of it.

        What answers a press is always granted (:data:`LAST_WORDS`), so that whoever presses a lot
        has to be stopped here. Raises NoAllowance where a call of theirs would be refused, and for
        more than :data:`PRESSES` within a minute.
        """
        ask = self.booking_part("", Purse(payer, calls=1), only_asks=True)
        why = self.learn((await self._store.together(ask))[0]).why
        if why and not await payer.goes_on():
            raise NoAllowance(*self.refusal(why, payer))
        left = await self._ledger.pressed(payer.person, PRESSES)
        if left:
            raise NoAllowance("presses", PRESSES, self._now() + left)

    async def unpress(self, payer: Payer) -> None:
        """Take a press back that has come to no turn of its own, and so will cost nothing."""
        await self._ledger.unpressed(payer.person)

    async def heard(self, api: str, failure: PlatformError | None) -> None:
        """Hear what came of a call that was counted: its failure, or None for an answer.

        Once DingTalk refused, only an answer to what it surely counts tells that it does no more.
        """
        if not counts(api):
            return
        held = purse()
        payer = held.payer
        attempt = self._attempt(api, held)
        if isinstance(failure, (*UNCOUNTED, Unavailable)):
            held.calls -= 1  # what is tried again for it is no call more of this person
        if isinstance(failure, AllowanceUsedUp):
            self._is_stopped = True
            await self._ledger.note_once(self._now(), "stopped")
        if isinstance(failure, UNCOUNTED):
            await self._ledger.give_back(attempt, self._now(), booked=_BOOKED.get())
        elif failure is None and self._is_stopped and _is_proof(api, payer):
            self._is_stopped = False
            await self._ledger.note_over(self._now(), "stopped")

    async def spent(self) -> int:
        """Tell how many counted calls this ledger has had this month."""
        return (await self._read()).count("total")

    async def check_reserve(self, times: int, at: int) -> None:
        """Raise NoAllowance where the month of ``at`` (milliseconds since 1970) has no room for
        what is kept :data:`RESERVED_EACH` calls for, so many ``times`` more.
        """
        if month_of(at) == month_of(self._now()):
            books = await self._read()
            used = books.count("total") + books.kept
        else:
            count = await self._store.redis.scard(reserved_key(self._store, at))
            used = int(count) * RESERVED_EACH
        share = self.terms.calls_share
        if used + times * RESERVED_EACH > share:
            raise NoAllowance("share", share, month_of(at).ends)

    async def left_today(self, payer: Payer) -> int:
        """Tell how many calls somebody still has of what is fair today; as many as the share where
        nothing limits them.
        """
        limits = self._limits(payer)
        used = await self._ledger.today([each.field for each in limits], self._now())
        left = [each.calls - spent for each, spent in zip(limits, used, strict=True)]
        return max(0, min([*left, self.terms.calls_share]))

    def promising(self, promise: str, calls: int) -> ScriptPart:
        """Give the step that keeps so many calls for what whoever pays has agreed to, as far as the
        share has them: ``promise`` is the key of its record, and once there is one nothing is kept.
        """
        now = self._now()
        payer = replace(purse().payer, promise=promise)
        return self._ledger.promising(
            self._attempt("", Purse(payer)), self._founding(now), now, calls
        )

    def now(self) -> int:
        """Give the time by which days and months begin, in milliseconds since 1970."""
        return self._now()

    async def allowance(self) -> Remaining:
        """Say what looks and sweeps may still spend this month; nothing once DingTalk refuses."""
        return reporting.left(await self._read(), self.terms, self._now())

    async def crossings(self) -> tuple[Crossing, ...]:
        """Give what the admins have to be warned of and were not yet."""
        books, now = await self._read(), self._now()
        will_be = reporting.expected(books, now)
        if will_be is not None and will_be > self.terms.calls_share:
            await self._ledger.note_once(now, f"crossed:{reporting.FORECAST}")
            books = await self._read()
        return reporting.crossed(books, self.terms, now)

    async def notified(self, crossing: Crossing) -> None:
        """Hear that the admins were warned of a crossing."""
        await self._ledger.note_once(self._now(), f"told:{crossing.what}")

    async def report(self) -> BudgetReport:
        """Give all that there is to tell of this month."""
        return await self.what_if(self.terms)

    async def what_if(self, terms: Terms) -> BudgetReport:
        """Give the same month as it would be under other settings; nothing is changed."""
        return reporting.report(await self._read(), terms, self._now())

    async def state_used(self, used: int, line: Line | None = None) -> BudgetReport:
        """Take an admin's word for it that the month has had ``used`` calls until now, once for the
        ``line`` of the trail that says so.
        """
        now, terms = self._now(), self.terms
        ratio = terms.messages / terms.calls
        books = await self._ledger.state(used, ratio, self._founding(now), now, line)
        return reporting.report(books, terms, now)

    def prefers_text(self) -> bool:
        """Whether a plain answer should go by the session webhook, as far as is known here."""
        return self._prefers_text

    def booking_part(
        self, api: str, held: Purse, *, forced: bool = False, only_asks: bool = False
    ) -> ScriptPart:
        """Give the part of a script that books a call, or refuses it."""
        now = self._now()
        attempt, founding = self._attempt(api, held), self._founding(now)
        return self._ledger.booking(attempt, founding, now, forced=forced, only_asks=only_asks)

    def learn(self, answer: Any) -> Outcome:
        """Read what was decided."""
        outcome = Outcome.read(answer)
        self._is_stopped = outcome.is_stopped
        self._prefers_text = is_text_cheaper(
            outcome.calls / max(self.terms.calls_share, 1),
            outcome.messages / max(self.terms.messages_share, 1),
            was=self._prefers_text,
        )
        return outcome

    def _attempt(self, api: str, held: Purse) -> Attempt:
        now, payer = self._now(), held.payer
        month, share = month_of(now), self.terms.calls_share
        who = {"person": payer.person, "conversation": payer.conversation}
        daily = tuple(f"{kind}:{name}" for kind, name in who.items() if name)
        is_people = payer.purpose is Purpose.PEOPLE and not payer.apart
        return Attempt(
            fields=(
                "total",
                f"day:{day_of(now).name}",
                f"purpose:{payer.purpose}",
                f"api:{api}",
            ),
            who=daily,
            daily=daily if is_people else (),
            ceiling=ceiling(payer.purpose, share, month.left(now)),
            share=share,
            waits=payer.purpose.can_wait,
            limits=self._limits(payer) if is_people else (),
            name_field=f"name:{payer.person}",
            name=payer.name if payer.person else "",
            turn=payer.turn,
            number=held.calls,
            promise=payer.promise,
        )

    def _limits(self, payer: Payer) -> tuple[Limit, ...]:
        limits = (
            Limit("person", f"person:{payer.person}", self.terms.person),
            Limit("conversation", f"conversation:{payer.conversation}", self.terms.conversation),
        )
        return tuple(each for each in limits if each.calls and not each.field.endswith(":"))

    def refusal(self, why: str, payer: Payer) -> tuple[str, int, int]:
        """Say of a limit that refused: which, how much it is, and until when."""
        now, terms = self._now(), self.terms
        if why in {"person", "conversation"}:
            fair = {"person": terms.person, "conversation": terms.conversation}
            return why, fair[why], day_of(now).ends
        month = month_of(now)
        top = ceiling(payer.purpose, terms.calls_share, month.left(now))
        limits = {"share": terms.calls_share, "stopped": terms.calls, "kept": top}
        return why, limits[why], month.ends

    def _founding(self, now: int) -> Founding:
        """Say what the month had before, should this be the first that the ledger hears."""
        terms = self.terms
        if terms.used is not None:
            ratio = terms.messages / terms.calls
            return Founding("before", terms.used, int(terms.used * ratio))
        gone = 1 - month_of(now).left(now)
        return Founding("assumed", int(terms.calls_share * gone), int(terms.messages_share * gone))

    async def _read(self) -> Books:
        now = self._now()
        return await self._ledger.read(self._founding(now), now)


class Booking:
    """Asks for one call, and has it counted for whoever is paying."""

    def __init__(self, governor: Governor, api: str) -> None:
        """Raises NoAllowance for who was refused before."""
        self._governor, self._api, self._held = governor, api, purse()
        self._held.calls += 1
        self._forced = _is_granted(self._held, api)
        self._goes_on = False
        if self._held.refusal is not None and not self._forced:
            raise NoAllowance(*self._held.refusal)

    def step(self) -> ScriptPart:
        forced = self._forced or self._goes_on
        return self._governor.booking_part(self._api, self._held, forced=forced)

    async def stopped(self, answer: Any) -> None:
        """Ask once more for who goes on after a refusal; raises NoAllowance for all others."""
        why, payer = self._governor.learn(answer).why, self._held.payer
        if await payer.goes_on():
            self._goes_on = True
            return
        refusal = self._governor.refusal(why, payer)
        self._decided(refusal)
        raise NoAllowance(*refusal)

    def granted(self, answer: Any) -> None:
        _BOOKED.set(self._governor.learn(answer).is_booked)
        self._decided(None)

    def _decided(self, refusal: tuple[str, int, int] | None) -> None:
        if self._held.payer.purpose is Purpose.PEOPLE and self._api not in LAST_WORDS:
            self._held.is_admitted, self._held.refusal = refusal is None, refusal


def _is_proof(api: str, payer: Payer) -> bool:
    return payer.purpose is Purpose.PEOPLE and surely_counts(api)


def _is_granted(held: Purse, api: str) -> bool:
    """Whether this call is past all questions."""
    return held.is_admitted or (held.payer.purpose is Purpose.PEOPLE and api in LAST_WORDS)
