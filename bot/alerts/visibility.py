"""Looks whether those under whose right spaces are told still see them.

A member is asked about what they are about to be told of each time, about all of it once a week; an
admin about what they chose for a conversation and the operator does not watch.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace

import structlog

from bot.access import Operator
from bot.alerts.authority import Authority, Place
from bot.alerts.memory import Situation
from bot.alerts.seen_lately import SeenLately
from bot.alerts.sending import Notifier
from bot.alerts.subscription import Subscription
from bot.budget import Payer, Purpose, paying
from bot.dingtalk.http import without_repeats
from bot.drive.spaces import Listing, Space
from bot.errors import NotAuthorized, PlatformError, UserOutOfScope, UserUnknown
from bot.quota.observations.store import Observations
from bot.quota.samples import ORGANISATION
from bot.retries import Retries
from bot.times.spans import WEEK
from bot.unasked.sending import OURS, PASSING

log = structlog.get_logger()

List = Callable[[str], Awaitable[Listing]]
"""Gives the spaces that a userId sees now."""

Look = Callable[[str, Collection[str]], Awaitable[tuple[Space, ...]]]
"""Gives those of some spaces that a userId sees now."""

CHECKS = "checks"
"""What all members wait for while DingTalk as a whole does not say what anybody sees; what admins
wait for is apart, since other calls are theirs.
"""

FindOperator = Callable[[], Awaitable[Operator | None]]

Kept = Callable[[str], Awaitable[Situation | None]]
"""Gives where a conversation stands, by its openConversationId."""

GONE = (UserUnknown, UserOutOfScope, NotAuthorized)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a member is told of after a check, by id, and what they lost; nothing left ends it."""

    spaces: frozenset[str]
    lost: frozenset[str]

    def onto(self, now: Subscription, then: Situation) -> Subscription | None:
        """Give the subscription after the check, which took a while; None where nothing is left.

        What the member has chosen since, the check knows nothing of; as of what somebody else has.
        """
        if (now.personal, now.whose) != (then.subscription.personal, then.subscription.whose):
            return now
        if not now.personal:
            left = None if now.spaces is None else now.spaces - self.lost
            return replace(now, spaces=left) if left is None or left else None
        is_same = (now.spaces, now.follows) == (then.subscription.spaces, then.subscription.follows)
        spaces = self.spaces if is_same else (now.spaces or frozenset()) - self.lost
        return replace(now, spaces=spaces, checked=then.now) if spaces else None


def is_due(subscription: Subscription, now: int) -> bool:
    """Tell whether it is time; a check that lies ahead was made under a clock since set back."""
    return subscription.personal and not now - WEEK < subscription.checked <= now


class Visibility:
    """Asks as those under whose right something is told, and takes from it what they have lost."""

    def __init__(
        self,
        *,
        observations: Observations,
        notifier: Notifier,
        retries: Retries,
        place: Place,
        authority: Authority,
        operator: FindOperator,
        kept: Kept,
        lately: SeenLately,
        list_as: List,
        look_as: Look,
    ) -> None:
        """``place`` changes how a conversation is told; ``list_as`` reads somebody's own list,
        ``look_as`` asks for some spaces as them; ``operator`` is who the watch sees as, if anybody;
        ``kept`` gives where a conversation stands, ``lately`` what was asked for before.
        """
        self._observations = observations
        self._notifier = notifier
        self._retries = retries
        self._place = place
        self._authority = authority
        self._operator = operator
        self._kept = kept
        self._lately = lately
        self._list_as = list_as
        self._look_as = look_as

    async def may_be_alerted(self, situation: Situation) -> bool:
        """Ask, just before a conversation is told of spaces, whether somebody still answers for it
        and sees them, or the member who is told does.

        While nobody can say what a member sees, and where something was lost, nothing is told
        before the next look: then without what was lost.
        """
        due = await self._notifier.due(situation)
        subscription = situation.subscription
        if subscription.personal and not due <= (subscription.spaces or frozenset()):
            return False  # lost, and not taken from what is told yet
        return not due or await self.allowed(situation, due) == situation.subscription

    async def allowed(self, situation: Situation, ids: Collection[str]) -> Subscription | None:
        """Give how a conversation may be told of some spaces now, asked as whoever they are told
        under: one call for up to 30, or their own list where DingTalk refuses them that query.

        What they have lost is dropped and said. None where nothing is left, where nobody answers
        for it, and of a member's while DingTalk does not say.
        """
        subscription = situation.subscription
        if not subscription.personal:
            if not await self._authority.is_answered_for(situation):
                return None
            ids = await self._unwatched(subscription, ids)
        whom = await self._authority.whose(subscription)
        if not (whom and ids):
            return subscription
        asked = await self._rights(situation, whom, ids)
        if asked is None:  # in doubt a member is told nothing, and everybody else is told
            return None if subscription.personal else subscription
        return await self._drop_lost(situation, asked) if asked.lost else subscription

    async def confirm(self, conversation_id: str) -> None:
        """Ask, just before somebody is shown what a conversation is told, whether somebody still
        answers for it, and for what was not asked for lately: of what is open of a member's, of
        what an admin chose.

        What DingTalk does not say stays without numbers in a member's chat.
        """
        situation = await self._kept(conversation_id)
        if situation is None:
            return
        subscription = situation.subscription
        shown = situation.memory.incidents if subscription.personal else subscription.spaces
        unasked = await self._lately.unasked(situation, shown or ())
        if unasked or not subscription.personal:
            await self.allowed(situation, unasked)

    async def _unwatched(self, subscription: Subscription, ids: Collection[str]) -> frozenset[str]:
        """Give what of some spaces is told because it was chosen, and not because the operator sees
        it; nothing of what is known to be gone.
        """
        if subscription.spaces is None:
            return frozenset()
        chosen = frozenset(ids) - {ORGANISATION}
        seen, gone = await self._observations.of(sorted(chosen)) if chosen else ({}, {})
        has_operator = await self._operator() is not None
        watched = {each.space_id for each in seen.values() if each.watched and has_operator}
        return chosen - watched - gone.keys()

    async def _rights(
        self, situation: Situation, whom: str, ids: Collection[str]
    ) -> Checked | None:
        """Ask as somebody for some spaces; None while DingTalk does not say."""
        spaces = situation.subscription.spaces or frozenset()

        async def look() -> Checked:
            seen = frozenset(space.id for space in await self._look_as(whom, ids))
            await self._lately.note(situation.id, seen)
            lost = frozenset(ids) - seen
            return Checked(spaces - lost, lost)

        # Of a conversation the rest is the operator's to see, and not for whoever chose it.
        left = frozenset[str]() if situation.subscription.personal else spaces - frozenset(ids)
        nothing = Checked(left, spaces - left)
        return await self._asked(situation, "rights", look, nothing)

    async def check(self, situation: Situation) -> None:
        """Drop what a member does not see any more, and say so; take in what is new."""
        subscription = situation.subscription
        spaces = subscription.spaces or frozenset()

        async def read() -> Checked:
            listed = await self._list_as(subscription.user_id or "")
            seen = frozenset(space.id for space in listed.spaces)
            await self._lately.note(situation.id, seen & spaces)
            # What is not in a list with unreadable rows may be one of them.
            lost = frozenset[str]() if listed.unread else spaces - seen
            kept = spaces - lost
            return Checked(kept | seen if subscription.follows else kept, lost)

        checked = await self._asked(situation, "check", read, Checked(frozenset(), spaces))
        if checked is None:
            return
        if checked.lost:
            await self._say_lost(situation, checked)
        await self._place(situation.id, lambda now: now and checked.onto(now, situation))

    async def _asked(
        self,
        situation: Situation,
        what: str,
        ask: Callable[[], Awaitable[Checked]],
        nothing: Checked,
    ) -> Checked | None:
        """Ask DingTalk if it may be asked now; None when it does not say, and ``nothing`` for whom
        it says that they see nothing.
        """
        everybody, mine = _waits(situation, what)
        if not await self._retries.may_try(everybody, mine):
            return None
        try:
            with paying(_payer(situation)), without_repeats():
                found = await ask()
        except GONE:
            found = nothing
        except PlatformError as silent:
            log.warning("rights_not_asked", what=what, code=silent.code)
            for name in (everybody, mine) if isinstance(silent, (*OURS, *PASSING)) else (mine,):
                await self._retries.failed(name, silent.code)
            return None
        await self._retries.went(everybody, mine)
        return found

    async def _drop_lost(self, situation: Situation, asked: Checked) -> Subscription | None:
        """Tell no longer of what was lost; all that was chosen was not looked at."""
        await self._say_lost(situation, asked)

        def without(now: Subscription | None) -> Subscription | None:
            after = now and asked.onto(now, situation)
            return after and now and replace(after, checked=now.checked)

        return (await self._place(situation.id, without)).after

    async def _say_lost(self, situation: Situation, checked: Checked) -> None:
        """Say what was lost by its name."""
        seen = await self._observations.some(sorted(checked.lost))
        names = sorted(seen[each].name if each in seen else each for each in checked.lost)
        await self._notifier.notify_lost(situation, names, ended=not checked.spaces)


def _waits(situation: Situation, what: str) -> tuple[str, str]:
    """Name what all wait for, and what this conversation waits for by itself."""
    everybody = CHECKS if situation.subscription.personal else f"{CHECKS}:admins"
    return everybody, f"{what}:{situation.id}"


def _payer(situation: Situation) -> Payer:
    """Say who pays: the member who is told, or the watch, which does not see it."""
    if situation.subscription.personal:
        return Payer(Purpose.ALERTS, person=situation.subscription.user_id or "")
    return Payer(Purpose.LOOKS, conversation=situation.id)
