"""People take care of what fills up, or want to hear nothing of it: by a press, or by a word.

A press shows its card by its ack. By a word any number of cards may change: those that show
something else by it are marked, and looked at once for all of them.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

from bot.alerts import request_steps
from bot.alerts.cards import alert
from bot.alerts.ending import check_alerts
from bot.alerts.errors import AlertsEnded, TakenBefore
from bot.alerts.evaluation import naming_level
from bot.alerts.incident import Actor, Incident, Until
from bot.alerts.incident_steps import Step, snooze, take
from bot.alerts.memory import Memory, Situation
from bot.cards import Card
from bot.documents import Documents
from bot.errors import Stale
from bot.quota.limits import Overrides

Act = Callable[[Incident, Situation], Step]


def stepped(
    situation: Situation, key: str, step: Act, *, only: str = "", lost: Collection[str] = ()
) -> Memory:
    """Change the open incidents of a card, or ``only`` one, but none that is ``lost``."""
    memory = situation.memory
    changed: Mapping[str, Incident] = {
        each.subject: step(each, situation).incident
        for each in memory.about(key)
        if each.closed is None and each.card == key and is_meant(each, only)
        if each.subject not in lost
    }
    incidents = {**memory.incidents, **changed}
    if incidents == memory.incidents:
        return memory
    return replace(memory, incidents=incidents, version=memory.version + 1)


def marked(memory: Memory, key: str, by: Actor) -> Memory:
    """Have a card looked at, whether it shows what ``by`` has changed."""
    edits = memory.edits if key in memory.edits else (*memory.edits, key)
    return replace(memory, edits=edits, edited_by={**memory.edited_by, key: by})


def is_meant(incident: Incident, only: str) -> bool:
    """Whether a name means this one; no name means all."""
    return only in {"", incident.subject}


def check_taken(situation: Situation, key: str, by: Actor, only: str) -> None:
    """Raise TakenBefore when somebody else has all that was to be taken."""
    meant = [each for each in alert.incidents_on(situation, key) if is_meant(each, only)]
    takers = [each.taken.by for each in meant if each.taken and each.closed is None]
    if takers and all(each.key != by.key for each in takers):
        raise TakenBefore(takers[0].nick or takers[0].key)


Shown = Callable[[Situation], Awaitable[Situation]]
"""Brings a situation up to date, as it may be shown where it is told."""

Soon = Callable[[str], Awaitable[None]]
"""Has something done soon about a conversation, by its openConversationId."""


class Acknowledgements:
    """Changes the incidents of cards for somebody."""

    def __init__(
        self,
        *,
        memories: Documents[Memory],
        kept: Callable[[str], Awaitable[Situation | None]],
        shown: Shown,
        paint: Soon,
        notify_taken: Soon,
        overrides: Callable[[], Awaitable[Overrides]],
    ) -> None:
        """``kept`` gives where a conversation stands; ``paint`` has its marked cards painted, and
        ``notify_taken`` lets other conversations know who takes care of what. ``overrides`` are the
        levels that somebody wants different.
        """
        self._memories = memories
        self._kept = kept
        self._shown = shown
        self._paint = paint
        self._notify_taken = notify_taken
        self._overrides = overrides

    async def take(self, conversation_id: str, key: str, by: Actor, instead_of: str = "") -> Card:
        """Take the incidents of the card ``key``, if who has them still is ``instead_of``.

        Gives the card as it is then. Raises Stale when nothing of it stands any more, and
        TakenBefore when somebody else has them.
        """
        after = await self._taken(conversation_id, key, by, instead_of)
        await self._notify_taken(conversation_id)
        return alert.card_of(after, key)

    async def take_by_word(
        self, conversation_id: str, holders: Mapping[str, str], by: Actor, only: str = ""
    ) -> None:
        """Take what is on some cards, each if who has it still is the one of ``holders``, or
        ``only`` one subject of it; otherwise as :meth:`take`.
        """
        try:
            for key, instead_of in holders.items():
                await self._taken(conversation_id, key, by, instead_of, only)
        finally:
            await self._notify_taken(conversation_id)
            await self._paint(conversation_id)

    async def see_to(
        self, conversation_id: str, key: str, by: Actor, asker: Actor, only: str = ""
    ) -> None:
        """Take what ``asker`` wants more room for, of a card or ``only`` one subject, whoever has
        it, unless an admin sees to it already. Raises Stale.
        """

        def seen(incident: Incident, situation: Situation) -> Step:
            return request_steps.see_to(incident, by, asker, situation.care, situation.now)

        try:
            await self.change(conversation_id, key, by, seen, only)
        except AlertsEnded as ended:
            raise AlertsEnded(here=False) from ended
        finally:
            await self._notify_taken(conversation_id)
            await self._paint(conversation_id)

    async def decided(
        self, conversation_id: str, subject: str, asker: Actor, by: Actor | None
    ) -> None:
        """Note that room was asked for and is granted ``by`` somebody, who takes it, or that it is
        not, so that it may be asked for again. What is over stays so.
        """
        situation = await self._kept(conversation_id)
        incident = situation.memory.incidents.get(subject) if situation else None
        if incident is None or not incident.stands:
            return
        with suppress(Stale):
            if by is not None:
                await self.see_to(conversation_id, incident.card, by, asker, subject)
                return

            def given_up(each: Incident, _: Situation) -> Step:
                return request_steps.given_up(each, asker.key)

            await self.change(conversation_id, incident.card, asker, given_up, subject)
            await self._paint(conversation_id)

    async def snooze(self, conversation_id: str, key: str, by: Actor, until: Until) -> Card:
        """Let nobody hear of the incidents of a card for a while; otherwise as :meth:`take`."""
        return alert.card_of(await self._snoozed(conversation_id, key, by, until), key)

    async def snooze_by_word(
        self, conversation_id: str, keys: Iterable[str], by: Actor, until: Until, only: str = ""
    ) -> None:
        """Let nobody hear of what is on some cards, or ``only`` of one subject. Raises Stale."""
        try:
            for key in keys:
                await self._snoozed(conversation_id, key, by, until, only)
        finally:
            await self._paint(conversation_id)

    async def change(
        self, conversation_id: str, key: str, by: Actor, step: Act, only: str = ""
    ) -> Situation:
        """Change what a card shows, or ``only`` one subject of it; it is marked if that changed.

        A press shows it by its ack. Where that came late, or two came at once, the look finds that
        the card shows something else, and paints it. Raises Stale.
        """
        situation = check_alerts(await self._kept(conversation_id), key)
        shown = await self._shown(situation)
        lost = situation.memory.incidents.keys() - shown.memory.incidents.keys()

        def changed(memory: Memory | None) -> Memory | None:
            after = memory and stepped(situation.after(memory), key, step, only=only, lost=lost)
            return after if after is None or after == memory else marked(after, key, by)

        after = await self._memories.update(conversation_id, changed)
        return await self._shown(situation.after(after or situation.memory))

    async def _taken(
        self, conversation_id: str, key: str, by: Actor, instead_of: str, only: str = ""
    ) -> Situation:
        def taken(incident: Incident, situation: Situation) -> Step:
            has_it = incident.taken.by.key if incident.taken else ""
            if has_it != instead_of:
                return Step(incident)
            return take(incident, by, situation.care, situation.now)

        after = await self.change(conversation_id, key, by, taken, only)
        check_taken(after, key, by, only)
        return after

    async def _snoozed(
        self, conversation_id: str, key: str, by: Actor, until: Until, only: str = ""
    ) -> Situation:
        overrides = await self._overrides()

        def snoozed(incident: Incident, situation: Situation) -> Step:
            step = snooze(incident, by, until, situation.care, situation.now)
            limits = overrides.limits(incident.subject, situation.subscription.override)
            return replace(step, incident=naming_level(step.incident, limits))

        return await self.change(conversation_id, key, by, snoozed, only)
