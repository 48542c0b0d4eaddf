"""Tells conversations what fills up: decides, notes it, then sends it, each as often as needed.

What the watch knows is judged for each conversation that wants to be told. The decision is one
change of one document; only then a message leaves, under a name that follows from the decision. A
run that died in between, and two that run at once, decide the same and show the same card.
"""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

import structlog

from bot.access import Place
from bot.alerts.acknowledgement import Acknowledgements, is_meant
from bot.alerts.answers_at_once import AnswersAtOnce, Undrawn
from bot.alerts.authority import Authority
from bot.alerts.cards import alert, messages
from bot.alerts.ending import check_alerts
from bot.alerts.evaluation import Evaluator
from bot.alerts.incident import Incident
from bot.alerts.memory import Memory, Situation
from bot.alerts.newest_numbers import NewestNumbers
from bot.alerts.parting import Partings
from bot.alerts.repaint import repainted
from bot.alerts.room_requests import RoomAsked, RoomRequest, RoomRequests, Send
from bot.alerts.seen_lately import SeenLately
from bot.alerts.sending import Notifier
from bot.alerts.subscription import Subscription
from bot.alerts.takers import Takers
from bot.alerts.visibility import FindOperator, List, Look, Visibility, is_due
from bot.audit import Noting
from bot.cards import Card
from bot.documents import Changed, Documents, RedisCommand
from bot.errors import Stale
from bot.messages import Conversation
from bot.quota.crossings import RuleState
from bot.quota.observations.store import Observations
from bot.quota.progress import ProgressStore
from bot.quota.space_card import Subscribers
from bot.quota.watch import Watch
from bot.retries import Retries
from bot.storage import Clock, Store
from bot.tasks import Tasks
from bot.unasked import Admins, IsAdmin, Nick
from bot.unasked.sending import place_of

log = structlog.get_logger()

TITLES = 3
"""So many groups are named where a space is told of."""

ALERTS, TAKEN = "alerts", "alerts-taken"
"""The tasks; their argument is an openConversationId."""


class Alerts:
    """What handlers and the docket use. Nothing that a press calls asks DingTalk."""

    def __init__(
        self,
        *,
        store: Store,
        tasks: Tasks,
        watch: Watch,
        observations: Observations,
        progress: ProgressStore,
        notifier: Notifier,
        admins: Admins,
        subscriptions: Documents[Subscription],
        memories: Documents[Memory],
        list_as: List,
        look_as: Look,
        undrawn: Undrawn,
        retries: Retries,
        operator: FindOperator,
        is_admin: IsAdmin,
        nick: Nick,
        clock: Clock,
        zone: str,
    ) -> None:
        """``list_as`` reads a member's own list, ``look_as`` asks for some spaces as them;
        ``undrawn`` says why a trend has no picture; ``zone`` is the organisation's time zone.
        """
        self._store = store
        self._tasks = tasks
        self._watch = watch
        self._observations = observations
        self._clearings = watch.events.clearings
        self._newest = NewestNumbers(observations)
        self.shown = SeenLately(store, self._newest)
        self._takers = Takers(memories, subscriptions, self._kept, self.paint)
        self.acknowledgements = Acknowledgements(
            memories=memories,
            kept=self._kept,
            shown=self.shown,
            paint=self.paint,
            notify_taken=partial(self._soon, TAKEN),
            overrides=watch.limits.overrides,
        )
        self._progress = progress
        self.notifier = notifier
        self.at_once = AnswersAtOnce(self._stood, undrawn)
        self._room_requests = RoomRequests(self.acknowledgements)
        self._retries = retries
        self._subscriptions = subscriptions
        self.memories = memories
        self._partings = Partings(
            store=store,
            subscriptions=subscriptions,
            memories=memories,
            notifier=notifier,
            clock=clock,
            zone=zone,
        )
        self.authority = Authority(
            notifier=notifier,
            place=self.place,
            is_admin=is_admin,
            is_left=admins.is_left,
            nick=nick,
        )
        self.visibility = Visibility(
            observations=observations,
            notifier=notifier,
            retries=retries,
            place=self.place,
            authority=self.authority,
            operator=operator,
            kept=self._kept,
            lately=self.shown,
            list_as=list_as,
            look_as=look_as,
        )
        self._clock = clock
        self._zone = zone

    def begin(self, seconds: float) -> None:
        """Look after all conversations once in so many seconds."""
        self._tasks.register(ALERTS, self.look_after)
        self._tasks.register(TAKEN, self._takers.spread)
        self._tasks.every(seconds, "alerts-tick", self.tick)

    async def tick(self) -> None:
        """Queue what is to be looked after, one task a conversation."""
        for conversation_id in {*await self._subscriptions.all(), *await self._partings.all()}:
            await self._tasks.add(ALERTS, conversation_id, key=f"{ALERTS}:{conversation_id}")

    async def look_after(self, conversation_id: str) -> None:
        """Judge what is new, then send and paint what is due."""
        situation = await self._kept(conversation_id)
        if situation is None or situation.subscription.ended:
            await self._partings.finish(conversation_id)
            return
        if await self.authority.has_parted(situation):
            return
        if situation.is_given_up:
            log.warning("conversation_given_up", conversation=conversation_id)
            await self.place(conversation_id, situation.unless_given_up)
            return
        if is_due(situation.subscription, situation.now):
            await self.visibility.check(situation)
            situation = await self._kept(conversation_id)
            if situation is None:
                return
        is_silenced = situation.subscription.is_silenced(situation.now)
        situation = await (self._held(situation) if is_silenced else self.evaluated(situation))
        if situation.memory.edits:
            # A process that died after somebody took it has not let the others know.
            await self._takers.spread(conversation_id)
        if await self.visibility.may_be_alerted(situation):
            await self.notifier.flush(situation)

    async def evaluated(self, situation: Situation) -> Situation:
        """Take in what was seen since; a sweep under way is waited for, so that what it finds is
        told together.
        """
        looks, wakes = await self._observations.version(), situation.memory.wakes()
        is_new = looks != situation.memory.looks and not (await self._progress.load()).is_busy
        if not is_new and (wakes is None or wakes > situation.now):
            return situation
        seen, overrides = await self._observations.all(), await self._watch.limits.overrides()
        knowns = self._knowns(situation.id)
        asked = situation.memory.looks == ""
        unread, before = self._observations.unread, await knowns.all()
        cleared = await self._clearings.explain(seen, before)
        evaluator = Evaluator(
            situation.subscription, overrides, situation.care, situation.now, asked, unread, cleared
        )
        evaluation = await asyncio.to_thread(evaluator.evaluated, situation.memory, seen, before)
        after = await self._foreseen(replace(evaluation.memory, looks=looks), situation.memory)
        after = await self._takers.known(after, situation)
        kept = await self.memories.update(
            situation.id,
            lambda now: after if (now or Memory()) == situation.memory else None,
            # With it, or a run that was overtaken here would forget what the other one knows.
            lambda _before, _after: knowns.written(evaluation.knowns),
        )
        return situation if kept is None else situation.after(after)

    async def _held(self, situation: Situation) -> Situation:
        """Judge nothing, for it would ring; the cards that stand are edited in place."""
        after = repainted(situation, await self._newest(situation))
        kept = await self.memories.update(
            situation.id, lambda now: after if (now or Memory()) == situation.memory else None
        )
        return situation if kept is None else situation.after(after)

    async def _foreseen(self, memory: Memory, before: Memory) -> Memory:
        """Add when the spaces of new and changed incidents will be full."""
        changed = [
            subject
            for subject, incident in memory.incidents.items()
            if incident != before.incidents.get(subject)
        ]
        outlooks = {subject: await self._watch.outlook(subject) for subject in changed}
        foreseen = {
            subject: outlook.forecast
            for subject, outlook in outlooks.items()
            if outlook is not None and outlook.forecast is not None
        }
        kept = {**memory.forecasts, **foreseen}
        return replace(
            memory, forecasts={each: kept[each] for each in memory.incidents if each in kept}
        )

    def _knowns(self, conversation_id: str) -> Documents[RuleState]:
        return Documents(
            self._store, self._store.key("alerts", "known", conversation_id), RuleState
        )

    async def subscriptions(self) -> dict[str, Subscription]:
        """Give all subscriptions, by openConversationId."""
        return await self._subscriptions.all()

    async def subscription(self, conversation_id: str) -> Subscription | None:
        """Give one."""
        return await self._subscriptions.get(conversation_id)

    async def subscribers_of(
        self, space_id: str, conversation_id: str, *, titles: bool
    ) -> Subscribers:
        """Say where a space is told of, seen from a conversation; ``titles`` are for admins."""
        places = [
            each for each in (await self.subscriptions()).values() if each.alerts_of(space_id)
        ]
        elsewhere = [
            each.conversation for each in places if each.conversation.id != conversation_id
        ]
        named = [each.title for each in elsewhere if titles and each.title][:TITLES]
        is_here = len(elsewhere) < len(places)
        return Subscribers(is_here, tuple(named), len(elsewhere) - len(named))

    async def place(
        self,
        conversation_id: str,
        change: Callable[[Subscription | None], Subscription | None],
        noting: Noting[Subscription] | None = None,
    ) -> Changed[Subscription]:
        """Change how a conversation is told; None is not at all. Gives what was and what is.

        ``change`` is given what stands at that moment, and leaves it by raising; ``noting`` is as
        :meth:`Documents.change` has it. What is told from now on is judged as if never seen, and
        what is told no more is let go of: at once, or where a run dies here, before it begins anew.
        """
        await self._partings.release(conversation_id)
        knowns = self._knowns(conversation_id)
        judged = await knowns.all()

        def along(
            before: Subscription | None, after: Subscription | None
        ) -> tuple[RedisCommand, ...]:
            anew = [each for each in judged if not _goes_on(each, before, after)]
            parting = self._partings.along(conversation_id, before, after)
            return (*map(knowns.removed, anew), *parting)

        changed = await self._subscriptions.change(conversation_id, change, along, noting)
        await self._partings.release(conversation_id)
        if changed.after is not None:
            await self.heard(conversation_id)
        await self.wake(conversation_id)
        return changed

    async def heard(self, conversation_id: str) -> None:
        """Hear that a conversation is there: what it has refused is tried at once."""
        await self._retries.went(place_of(conversation_id))

    async def made(self, noting: Noting[Subscription]) -> Changed[Subscription] | None:
        """Give what an earlier run of the same turn found and left, if there was one."""
        return await self._subscriptions.made(noting)

    async def wake(self, conversation_id: str) -> None:
        """Look after a conversation as soon as may be, whatever was seen last."""
        await self.memories.update(
            conversation_id, lambda memory: memory and replace(memory, looks="")
        )
        await self.paint(conversation_id)

    async def paint(self, conversation_id: str) -> None:
        """Have the cards that are marked painted as soon as may be."""
        await self._soon(ALERTS, conversation_id)

    async def _soon(self, task: str, conversation_id: str) -> None:
        at = await self._clock()
        await self._tasks.add(task, conversation_id, key=f"{task}:{conversation_id}:{at}")

    async def stir(self, space_ids: Collection[str]) -> None:
        """Look after the conversations that are told of these, as soon as may be: somebody's look
        has brought news of them.
        """
        for conversation_id, subscription in (await self._subscriptions.all()).items():
            if any(map(subscription.alerts_of, space_ids)):
                await self.wake(conversation_id)

    async def check_answered_for(self, conversation_id: str) -> None:
        """Have a conversation end that nobody answers for, before somebody is shown what is told
        there.
        """
        situation = await self._kept(conversation_id)
        if situation is not None:
            await self.authority.is_answered_for(situation)

    async def situation(self, conversation_id: str, *, admin: bool = False) -> Situation | None:
        """Give where a conversation stands, with the newest numbers; ``admin`` sees a member's."""
        kept = await self._kept(conversation_id)
        return kept and await (self._newest if admin else self.shown)(kept)

    async def _kept(self, conversation_id: str) -> Situation | None:
        """Give where a conversation stands as it was decided last."""
        subscription = await self._subscriptions.get(conversation_id)
        if subscription is None:
            return None
        memory = await self.memories.get(conversation_id) or Memory()
        return Situation(subscription, memory, await self._clock(), self._zone)

    async def card(self, conversation_id: str, key: str, page: int = 1) -> Card:
        """Give a card as it is now; Stale when nothing of it is known any more."""
        return alert.card_of(await self._stood(conversation_id, key), key, page)

    async def trend(self, conversation_id: str, key: str, only: str = "") -> Card:
        """Draw the trend of what a card shows, or of ``only`` one of them. Raises Stale."""
        await self._stood(conversation_id, key)  # of what is over nobody is asked
        await self.visibility.confirm(conversation_id)
        situation = await self._stood(conversation_id, key)
        shown = alert.incidents_on(situation, key)
        found = [each for each in shown if is_meant(each, only)]
        if not found:
            raise Stale
        if found[0].subject in await self.shown.doubtful(situation):
            return messages.trend_of(found[0], situation, messages.Picture(why="failure"))
        return await self.notifier.trend(situation, found[0])

    async def test(self, conversation: Conversation, user_id: str | None, turn: str) -> bool:
        """Show a sample, marked as one, in a conversation, the way that alerts take; tells whether
        it has a picture.

        Raises PlatformError when it does not arrive.
        """
        now = await self._clock()
        subscription = await self._subscriptions.get(conversation.id)
        situation = Situation(
            subscription or Subscription(conversation, "", now), Memory(), now, self._zone
        )
        return await self.notifier.show_sample(
            Place(conversation, user_id), f"sample:{turn}", situation
        )

    async def ask_for_room(
        self, conversation_id: str, request: RoomRequest, send: Send
    ) -> RoomAsked:
        """Ask the admins for more room, and have the card say so; says whom that has reached, or
        that they were asked before. A rerun of the same turn asks once, and so do all turns until
        that was decided. Raises Stale.
        """
        situation = await self._stood(conversation_id, request.key)
        asked = await self._room_requests.ask(situation, request, send)
        if asked:
            await self.paint(conversation_id)
        return asked

    async def requests(self) -> tuple[tuple[Situation, Incident], ...]:
        """Give what room was asked for that no admin sees to, and where it is told of."""
        found = [await self._kept(each) for each in await self.memories.all()]
        return tuple(
            (situation, incident)
            for situation in found
            if situation is not None
            for incident in situation.memory.incidents.values()
            if incident.stands and incident.asked and incident.asked.seen is None
        )

    async def _stood(self, conversation_id: str, key: str) -> Situation:
        return check_alerts(await self.situation(conversation_id), key)


def _goes_on(space_id: str, before: Subscription | None, after: Subscription | None) -> bool:
    """Tell whether a space is told of before a change and after it."""
    return bool(before and before.alerts_of(space_id) and after and after.alerts_of(space_id))
