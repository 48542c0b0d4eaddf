"""One space is taken care of by one person, wherever it is told of: others are told who."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace

from bot.alerts.incident import Incident, Taken
from bot.alerts.incident_steps import take
from bot.alerts.memory import Memory, Situation
from bot.alerts.subscription import Subscription
from bot.documents import Documents


class Takers:
    """Knows who takes care of what, in all conversations."""

    def __init__(
        self,
        memories: Documents[Memory],
        subscriptions: Documents[Subscription],
        kept: Callable[[str], Awaitable[Situation | None]],
        paint: Callable[[str], Awaitable[None]],
    ) -> None:
        """``kept`` gives where a conversation stands, ``paint`` has its cards painted."""
        self._memories = memories
        self._subscriptions = subscriptions
        self._kept = kept
        self._paint = paint

    async def known(self, memory: Memory, before: Situation) -> Memory:
        """Say of what has just opened in a conversation who takes care of it elsewhere."""
        new = memory.incidents.keys() - before.memory.incidents.keys()
        found = takers(await self._memories.all(), new, before.id) if new else {}
        taken = {
            subject: replace(memory.incidents[subject], taken=replace(each, elsewhere=True))
            for subject, each in found.items()
        }
        return replace(memory, incidents={**memory.incidents, **taken})

    async def spread(self, conversation_id: str) -> None:
        """Let other conversations know who takes care of what was taken in this one."""
        memory = await self._memories.get(conversation_id) or Memory()
        found = takers({conversation_id: memory}, memory.incidents.keys())
        who = {subject: each for subject, each in found.items() if not each.elsewhere}
        for other in await self._subscriptions.all():
            situation = await self._kept(other) if who and other != conversation_id else None
            if situation is not None and await self._take_over(situation, who):
                await self._paint(other)

    async def _take_over(self, situation: Situation, who: Mapping[str, Taken]) -> bool:
        """Let another conversation know; tells whether that is news there."""
        if with_takers(situation, who) == situation.memory:
            return False

        def change(now: Memory | None) -> Memory | None:
            return now and with_takers(situation.after(now), who)

        return await self._memories.update(situation.id, change) is not None


def takers(
    memories: Mapping[str, Memory], subjects: Collection[str], but: str = ""
) -> dict[str, Taken]:
    """Say who takes care of these subjects somewhere, the latest of each; ``but`` is left out."""
    taken = [
        (each.subject, each.taken)
        for conversation_id, memory in memories.items()
        for each in memory.incidents.values()
        if conversation_id != but and each.subject in subjects and each.taken is not None
    ]
    return dict(sorted(taken, key=lambda one: one[1].at))


def with_takers(situation: Situation, who: Mapping[str, Taken]) -> Memory:
    """Let a conversation know who has taken what, elsewhere and later than anybody here."""
    memory = situation.memory
    changed = {
        subject: _taken(memory.incidents[subject], each, situation)
        for subject, each in who.items()
        if subject in memory.incidents and _is_later(each, memory.incidents[subject])
    }
    cards = {each.card: who[each.subject].by for each in changed.values() if each.card}
    if not changed:
        return memory
    return replace(
        memory,
        incidents={**memory.incidents, **changed},
        edits=tuple(sorted({*memory.edits, *cards})),
        edited_by={**memory.edited_by, **cards},
        version=memory.version + 1,
    )


def _taken(incident: Incident, who: Taken, situation: Situation) -> Incident:
    stepped = take(incident, who.by, situation.care, situation.now).incident
    return replace(stepped, taken=Taken(who.by, who.at, elsewhere=True))


def _is_later(who: Taken, incident: Incident) -> bool:
    return incident.taken is None or (
        incident.taken.by.key != who.by.key and incident.taken.at < who.at
    )
