"""One space is taken care of by one person, wherever it is told of: others are told who."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace

from bot.alerts.incident import Incident, Taken, take
from bot.alerts.memory import Standing, State
from bot.alerts.subscription import Subscription
from bot.documents import Documents


class Takers:
    """Knows who takes care of what, in all conversations."""

    def __init__(
        self,
        states: Documents[State],
        subscriptions: Documents[Subscription],
        kept: Callable[[str], Awaitable[Standing | None]],
        paint: Callable[[str], Awaitable[None]],
    ) -> None:
        """``kept`` gives where a conversation stands, ``paint`` has its cards painted."""
        self._states = states
        self._subscriptions = subscriptions
        self._kept = kept
        self._paint = paint

    async def known(self, state: State, before: Standing) -> State:
        """Say of what has just opened in a conversation who takes care of it elsewhere."""
        new = state.incidents.keys() - before.state.incidents.keys()
        found = takers(await self._states.all(), new, before.id) if new else {}
        taken = {
            subject: replace(state.incidents[subject], taken=replace(each, elsewhere=True))
            for subject, each in found.items()
        }
        return replace(state, incidents={**state.incidents, **taken})

    async def tell(self, conversation_id: str) -> None:
        """Let other conversations know who takes care of what was taken in this one."""
        state = await self._states.get(conversation_id) or State()
        found = takers({conversation_id: state}, state.incidents.keys())
        who = {subject: each for subject, each in found.items() if not each.elsewhere}
        for other in await self._subscriptions.all():
            standing = await self._kept(other) if who and other != conversation_id else None
            if standing is not None and await self._told(standing, who):
                await self._paint(other)

    async def _told(self, standing: Standing, who: Mapping[str, Taken]) -> bool:
        """Let another conversation know; tells whether that is news there."""
        if told_who(standing, who) == standing.state:
            return False

        def change(now: State | None) -> State | None:
            return now and told_who(standing.after(now), who)

        return await self._states.update(standing.id, change) is not None


def takers(
    states: Mapping[str, State], subjects: Collection[str], but: str = ""
) -> dict[str, Taken]:
    """Say who takes care of these subjects somewhere, the latest of each; ``but`` is left out."""
    taken = [
        (each.subject, each.taken)
        for conversation_id, state in states.items()
        for each in state.incidents.values()
        if conversation_id != but and each.subject in subjects and each.taken is not None
    ]
    return dict(sorted(taken, key=lambda one: one[1].at))


def told_who(standing: Standing, who: Mapping[str, Taken]) -> State:
    """Let a conversation know who has taken what, elsewhere and later than anybody here."""
    state = standing.state
    changed = {
        subject: _taken(state.incidents[subject], each, standing)
        for subject, each in who.items()
        if subject in state.incidents and _is_later(each, state.incidents[subject])
    }
    cards = {each.card: who[each.subject].by for each in changed.values() if each.card}
    if not changed:
        return state
    return replace(
        state,
        incidents={**state.incidents, **changed},
        edits=tuple(sorted({*state.edits, *cards})),
        edited_by={**state.edited_by, **cards},
        version=state.version + 1,
    )


def _taken(incident: Incident, who: Taken, standing: Standing) -> Incident:
    stepped = take(incident, who.by, standing.care, standing.now).incident
    return replace(stepped, taken=Taken(who.by, who.at, elsewhere=True))


def _is_later(who: Taken, incident: Incident) -> bool:
    return incident.taken is None or (
        incident.taken.by.key != who.by.key and incident.taken.at < who.at
    )
