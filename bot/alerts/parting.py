"""Takes leave of a conversation that is told nothing any more: its cards say so, and that is all.

How it was told is kept until then, written in the same step as its end: a run that dies leaves none
of its cards as they stood.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from bot.alerts.ending import released
from bot.alerts.memory import Memory, Situation
from bot.alerts.sending import Notifier
from bot.alerts.subscription import Subscription
from bot.documents import Documents, RedisCommand
from bot.storage import Clock, Store


class Partings:
    """Knows which conversations are to be taken leave of."""

    def __init__(
        self,
        *,
        store: Store,
        subscriptions: Documents[Subscription],
        memories: Documents[Memory],
        notifier: Notifier,
        clock: Clock,
        zone: str,
    ) -> None:
        self._parted = Documents(store, store.key("alerts", "parted"), Subscription)
        self._subscriptions = subscriptions
        self._memories = memories
        self._notifier = notifier
        self._clock = clock
        self._zone = zone

    async def all(self) -> Collection[str]:
        """Give those that were told something until lately, by openConversationId."""
        return (await self._parted.all()).keys()

    def along(
        self, conversation_id: str, before: Subscription | None, after: Subscription | None
    ) -> Iterator[RedisCommand]:
        """Give the steps to take along with a change of how a conversation is told.

        One that has refused everything for a week is not written to.
        """
        if after is not None or before is None:
            yield self._parted.removed(conversation_id)
        elif Situation(before, Memory(), 0).is_given_up:
            yield self._memories.removed(conversation_id)
        else:
            yield from self._parted.written({conversation_id: before})

    async def release(self, conversation_id: str) -> None:
        """Let go of what a conversation is not told of now."""
        subscription = await self._subscriptions.get(conversation_id)
        now = await self._clock()

        def still(space_id: str) -> bool:
            return subscription is not None and subscription.alerts_of(space_id)

        await self._memories.update(
            conversation_id, lambda memory: memory and released(memory, still, now)
        )

    async def finish(self, conversation_id: str) -> None:
        """Have the cards of a conversation say that alerts have ended; once they do, forget it."""
        present = await self._subscriptions.get(conversation_id)
        last = present or await self._parted.get(conversation_id)
        if last is None or (present is not None and not present.ended):
            return
        await self.release(conversation_id)
        if (memory := await self._memories.get(conversation_id)) is not None:
            silent, now = replace(last, alerts=False), await self._clock()
            await self._notifier.paint(Situation(silent, memory, now, self._zone))
        left = await self._memories.change(conversation_id, _unless_over)
        if left.after is None:
            await self._parted.change(conversation_id, lambda now: None if now == last else now)


def _unless_over(memory: Memory | None) -> Memory | None:
    """Forget what nothing is left of to be painted, or to be told since it began anew."""
    is_over = memory is None or not (memory.edits or memory.incidents or memory.parcels)
    return None if is_over else memory
