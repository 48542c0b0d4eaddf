"""Shows where a conversation stands without numbers that its member may have lost.

The newest numbers come from anybody's look. So ten minutes after DingTalk was asked as a member,
what they are told of is shown them without numbers, until it has been asked again.
"""

from collections.abc import Collection
from dataclasses import replace

from bot.alerts.memory import Situation
from bot.alerts.newest_numbers import NewestNumbers
from bot.drive.card_list import READ_MILLIS
from bot.storage import Store


class SeenLately:
    """Knows what DingTalk lately showed those under whose right spaces are told."""

    def __init__(self, store: Store, newest: NewestNumbers) -> None:
        self._store = store
        self._newest = newest

    async def __call__(self, situation: Situation) -> Situation:
        """Give where a conversation stands as it may be shown there, and not to be kept."""
        newest = await self._newest(situation)
        return without_numbers(newest, await self.doubtful(newest))

    async def note(self, conversation_id: str, seen: Collection[str]) -> None:
        """Note which spaces DingTalk has just shown, by id."""
        async with self._store.redis.pipeline(transaction=False) as pipe:
            for space_id in seen:
                pipe.set(self._key(conversation_id, space_id), 1, px=READ_MILLIS)
            await pipe.execute()

    async def doubtful(self, situation: Situation) -> frozenset[str]:
        """Give what of a member's own DingTalk has to be asked about before it is shown."""
        if not situation.subscription.personal:
            return frozenset()
        return await self.unasked(situation, situation.memory.incidents)

    async def unasked(self, situation: Situation, ids: Collection[str]) -> frozenset[str]:
        """Give those of some spaces that DingTalk has not shown lately."""
        if not ids:
            return frozenset()
        keys = [self._key(situation.id, each) for each in ids]
        noted = await self._store.redis.mget(keys)
        return frozenset(each for each, is_seen in zip(ids, noted, strict=True) if not is_seen)

    def _key(self, conversation_id: str, space_id: str) -> str:
        return self._store.key("alerts", "seen", conversation_id, space_id)


def without_numbers(situation: Situation, doubtful: Collection[str]) -> Situation:
    """Leave out how full ``doubtful`` spaces are, and will be."""
    memory = situation.memory
    incidents = {
        subject: replace(each, sample=None, limit=None) if subject in doubtful else each
        for subject, each in memory.incidents.items()
    }
    kept = {subject: each for subject, each in memory.forecasts.items() if subject not in doubtful}
    return situation.after(replace(memory, incidents=incidents, forecasts=kept))
