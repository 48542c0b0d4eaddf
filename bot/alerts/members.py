"""Looks whether a member who is told of spaces still sees them: at those they are about to be told
of each time, at all of them once a week.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace

import structlog

from bot.alerts.answering import Answering, Place
from bot.alerts.memory import Situation
from bot.alerts.sending import Notifier
from bot.alerts.subscription import WEEK, Subscription
from bot.budget import Payer, Purpose, paying
from bot.dingtalk.http import without_repeats
from bot.drive.spaces import Listing, Space
from bot.errors import NotAuthorized, PlatformError, UserOutOfScope, UserUnknown
from bot.quota.observations.store import Observations
from bot.retries import Retries
from bot.unasked.sending import OURS, PASSING

log = structlog.get_logger()

List = Callable[[str], Awaitable[Listing]]
"""Gives the spaces that a userId sees now."""

Look = Callable[[str, Collection[str]], Awaitable[tuple[Space, ...]]]
"""Gives those of some spaces that a userId sees now."""

CHECKS = "checks"
"""What all members wait for while DingTalk as a whole does not say what anybody sees."""

GONE = (UserUnknown, UserOutOfScope, NotAuthorized)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a member is told of after a check, by id, and what they lost; nothing left ends it."""

    spaces: frozenset[str]
    lost: frozenset[str]

    def onto(self, now: Subscription, then: Situation) -> Subscription | None:
        """Give the subscription after the check, which took a while; None where nothing is left.

        What the member has chosen since, the check knows nothing of.
        """
        if not now.personal:
            return now
        is_same = (now.spaces, now.follows) == (then.subscription.spaces, then.subscription.follows)
        spaces = self.spaces if is_same else (now.spaces or frozenset()) - self.lost
        return replace(now, spaces=spaces, checked=then.now) if spaces else None


def is_due(subscription: Subscription, now: int) -> bool:
    """Tell whether it is time; a check that lies ahead was made under a clock since set back."""
    return subscription.personal and not now - WEEK < subscription.checked <= now


class Members:
    """Asks as members, and takes from what they are told what they do not see any more."""

    def __init__(
        self,
        *,
        observations: Observations,
        sender: Notifier,
        retries: Retries,
        place: Place,
        answering: Answering,
        list_as: List,
        look_as: Look,
    ) -> None:
        """``place`` changes how a conversation is told; ``list_as`` reads a member's own list,
        ``look_as`` asks for some spaces as them.
        """
        self._observations = observations
        self._sender = sender
        self._retries = retries
        self._place = place
        self._answering = answering
        self._list_as = list_as
        self._look_as = look_as

    async def may_be_alerted(self, situation: Situation) -> bool:
        """Ask, just before a conversation is told of spaces, whether somebody still answers for it,
        or the member who is told still sees them.

        While nobody can say, and where they have lost something, nothing is told before the next
        look: then without what they have lost.
        """
        due = await self._sender.due(situation)
        if not situation.subscription.personal:
            return not due or await self._answering.is_answered_for(situation)
        if not due <= (situation.subscription.spaces or frozenset()):
            return False  # lost, and not taken from what is told yet
        return not due or await self.allowed(situation, due) == situation.subscription

    async def allowed(self, situation: Situation, ids: Collection[str]) -> Subscription | None:
        """Give how a member may be told of some spaces now, asked as them: one call for up to 30,
        or their own list where DingTalk refuses members that query.

        What they have lost is dropped and said. None while DingTalk does not say, and where
        nothing is left.
        """
        spaces = situation.subscription.spaces or frozenset()

        async def look() -> Checked:
            seen = await self._look_as(situation.subscription.user_id or "", ids)
            lost = frozenset(ids) - {space.id for space in seen}
            return Checked(spaces - lost, lost)

        asked = await self._asked(situation, "rights", look)
        if asked is None or not asked.lost:
            return None if asked is None else situation.subscription
        return await self._drop_lost(situation, asked)

    async def check(self, situation: Situation) -> None:
        """Drop what a member does not see any more, and say so; take in what is new."""
        subscription = situation.subscription
        spaces = subscription.spaces or frozenset()

        async def read() -> Checked:
            listed = await self._list_as(subscription.user_id or "")
            seen = frozenset(space.id for space in listed.spaces)
            # What is not in a list with unreadable rows may be one of them.
            lost = frozenset[str]() if listed.unread else spaces - seen
            kept = spaces - lost
            return Checked(kept | seen if subscription.follows else kept, lost)

        checked = await self._asked(situation, "check", read)
        if checked is None:
            return
        if checked.lost:
            await self._say_lost(situation, checked)
        await self._place(situation.id, lambda now: now and checked.onto(now, situation))

    async def _asked(
        self, situation: Situation, what: str, ask: Callable[[], Awaitable[Checked]]
    ) -> Checked | None:
        """Ask DingTalk if it may be asked now; None when it does not say."""
        mine = f"{what}:{situation.id}"
        if not await self._retries.may_try(CHECKS, mine):
            return None
        payer = Payer(Purpose.ALERTS, person=situation.subscription.user_id or "")
        try:
            with paying(payer), without_repeats():
                found = await ask()
        except GONE:
            found = Checked(frozenset(), situation.subscription.spaces or frozenset())
        except PlatformError as silent:
            log.warning("member_not_asked", what=what, code=silent.code)
            for name in (CHECKS, mine) if isinstance(silent, (*OURS, *PASSING)) else (mine,):
                await self._retries.failed(name, silent.code)
            return None
        await self._retries.went(CHECKS, mine)
        return found

    async def _drop_lost(self, situation: Situation, asked: Checked) -> Subscription | None:
        """Tell a member no longer of what they have lost; all of their list was not looked at."""
        await self._say_lost(situation, asked)

        def without(now: Subscription | None) -> Subscription | None:
            after = now and asked.onto(now, situation)
            return after and now and replace(after, checked=now.checked)

        return (await self._place(situation.id, without)).after

    async def _say_lost(self, situation: Situation, checked: Checked) -> None:
        """Say what was lost by its name, and forget all that was decided about it."""
        seen = await self._observations.some(sorted(checked.lost))
        names = sorted(seen[each].name if each in seen else each for each in checked.lost)
        await self._sender.notify_lost(situation, names, ended=not checked.spaces)
        memories = self._sender.memories
        await memories.update(situation.id, lambda memory: memory and memory.without(checked.lost))
