"""Sends digests when they are due: each once, late rather than never.

The moment a digest is for names its card, and is noted only after the card has arrived. Whoever
dies in between leaves a card that is painted again, and not a second one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from functools import partial

import structlog

from bot.access import Organisation
from bot.alerts.memory import Memory, Situation
from bot.alerts.subscription import Digest, Subscription
from bot.audit import Audit, Kept
from bot.budget import Governor, Payer, Purpose, paying
from bot.charts.bars import Growth
from bot.charts.charts import Charts, NoPicture
from bot.conversations import Conversations
from bot.delivery import Target, card_id
from bot.digests.cards import card_of
from bot.digests.new_files import NewFiles
from bot.digests.report import Knowledge, Report, candidates, report
from bot.digests.schedule import Due, asked, due
from bot.dingtalk.media import Media
from bot.documents import Documents
from bot.errors import PlatformError
from bot.quota.observations.store import Observations
from bot.quota.watch import Watch
from bot.storage import Clock
from bot.tasks import Tasks
from bot.unasked import Sent, Unasked

log = structlog.get_logger()

MOST_CHANGES = 2000
"""So far the audit trail is walked back."""


class ReportBuilder:
    """Makes reports, and pictures of what grows fastest."""

    def __init__(
        self,
        *,
        watch: Watch,
        observations: Observations,
        memories: Documents[Memory],
        audit: Audit,
        governor: Governor,
        organisation: Organisation,
        charts: Charts,
        media: Media,
        new_files: NewFiles,
    ) -> None:
        self._new_files = new_files
        self._watch = watch
        self._observations = observations
        self._memories = memories
        self._audit = audit
        self._governor = governor
        self._organisation = organisation
        self._charts = charts
        self._media = media

    async def report(self, subscription: Subscription, due: Due, now: int) -> Report:
        """Put together what a conversation is told; ``now`` is milliseconds since 1970."""
        operator = await self._organisation.operator()
        seen = await self._observations.all()
        fast = candidates(subscription, seen)
        known = Knowledge(
            seen=seen,
            gone=await self._observations.gone(),
            histories={space_id: await self._observations.history(space_id) for space_id in fast},
            overrides=await self._watch.limits.overrides(),
            progress=await self._watch.progress(),
            memory=await self._memories.get(subscription.conversation.id) or Memory(),
            changes=await self._changes(due.begins),
            month=await self._governor.report(),
            operator=operator.name or operator.user_id if operator else "",
            now=now,
        )
        made = await asyncio.to_thread(report, subscription, due, known)
        return await self._new_files.named(made, subscription.user_id)

    async def illustrated(self, made: Report, language: str) -> Report:
        """Add a picture of what grew fastest; where that fails, the report stays without."""
        growths = [Growth(each.name, each.by, each.ratio) for each in made.growing]
        if not growths:
            return made
        try:
            bars = await self._charts.plan_bars(growths, made.begins, made.moment, language)
            picture = await self._media.picture(
                bars.digest, lambda: self._charts.draw(bars), hurried=True
            )
        except (NoPicture, PlatformError) as failed:
            log.warning("card_without_picture", error=type(failed).__name__)
            return made
        return replace(made, picture=picture)

    async def _changes(self, begins: int) -> list[Kept]:
        """Give what was attempted since, the newest first."""
        found: list[Kept] = []
        async for kept in self._audit.newest_first():
            if kept.at < begins or len(found) == MOST_CHANGES:
                break
            found.append(kept)
        return found


DIGEST = "digest"
"""The task; its argument is an openConversationId."""
Allowed = Callable[[Situation, Collection[str]], Awaitable[Subscription | None]]
NoteRefusal = Callable[[Situation, Sent], Awaitable[None]]


class DigestService:
    """Knows which digests are due, and sends them."""

    def __init__(
        self,
        *,
        tasks: Tasks,
        builder: ReportBuilder,
        subscriptions: Documents[Subscription],
        conversations: Conversations,
        unasked: Unasked,
        note_refusal: NoteRefusal,
        allowed: Allowed,
        clock: Clock,
        zone: str,
        language: str,
    ) -> None:
        """``note_refusal`` notes that a conversation takes no messages; ``allowed`` gives how a
        conversation may be told of some spaces now, None for not at all; ``language`` is spoken
        where it has chosen none.
        """
        self._tasks = tasks
        self._builder = builder
        self._subscriptions = subscriptions
        self._conversations = conversations
        self._unasked = unasked
        self._note_refusal = note_refusal
        self._allowed = allowed
        self._clock = clock
        self.zone = zone
        self._language = language

    def begin(self, seconds: float) -> None:
        """Ask once in so many seconds which digests are due."""
        self._tasks.register(DIGEST, self.send)
        self._tasks.every(seconds, "digests", self.tick)

    async def tick(self) -> None:
        """Queue the digests that are due, one task each."""
        now = await self._clock()
        for conversation_id, subscription in (await self._subscriptions.all()).items():
            found = self._due(subscription, now)
            if found is not None and await self._may_be_tried(conversation_id, found):
                key = f"{DIGEST}:{conversation_id}:{found.moment}"
                await self._tasks.add(DIGEST, conversation_id, key=key)

    async def send(self, conversation_id: str) -> None:
        """Send a conversation's digest if it is due; what fails is tried again later."""
        now, subscription = await self._clock(), await self._subscriptions.get(conversation_id)
        found = subscription and self._due(subscription, now)
        if not subscription or not found or not await self._may_be_tried(conversation_id, found):
            return
        allowed = await self._still_allowed(subscription, now)
        if allowed is None:
            return
        sent = await self._sent(allowed, found, now)
        if sent.is_refused or sent.fate == "dropped":
            await self._note_refusal(self._situation(subscription, now), sent)
        if sent.fate != "waits":
            arrived = sent.fate == "arrived"
            noted = partial(
                _noted, digest=subscription.digest, moment=found.moment, arrived=arrived
            )
            await self._subscriptions.update(conversation_id, noted)

    async def now(self, subscription: Subscription, language: str) -> Report:
        """Make a digest for somebody who asks for it; its picture is paid by them."""
        now = await self._clock()
        made = await self._builder.report(
            subscription, asked(subscription.digest, self.zone, now), now
        )
        return await self._builder.illustrated(made, language)

    def _due(self, subscription: Subscription, now: int) -> Due | None:
        if subscription.digest is None or subscription.ended:
            return None
        return due(subscription.digest, subscription.care(self.zone).hours, now)

    def _situation(self, subscription: Subscription, now: int) -> Situation:
        return Situation(subscription, Memory(), now, self.zone)

    async def _still_allowed(self, subscription: Subscription, now: int) -> Subscription | None:
        """Ask whether whoever placed it still is an admin and sees what they chose, or as a member
        what of all that they are told of they see now.
        """
        return await self._allowed(self._situation(subscription, now), subscription.spaces or ())

    async def _may_be_tried(self, conversation_id: str, found: Due) -> bool:
        return await self._unasked.may_be_tried(conversation_id, _card(found, conversation_id))

    async def _sent(self, subscription: Subscription, found: Due, now: int) -> Sent:
        """Build the card and show it: at most a picture's upload, a card, and words for one that
        is refused. What is tried again comes without a picture.
        """
        with paying(Payer(Purpose.DIGESTS, conversation=subscription.conversation.id)):
            return await self._show(subscription, found, now)

    async def _show(self, subscription: Subscription, found: Due, now: int) -> Sent:
        here = subscription.conversation
        chosen = await self._conversations.language(here.id) or subscription.language
        language = chosen or self._language
        made = await self._builder.report(subscription, found, now)
        target = Target(
            out_track_id=_card(found, here.id),
            conversation=here,
            asker="",
            asker_user_id=subscription.user_id,
            language=language,
            turn=_name(found),
        )
        if not await self._unasked.was_tried(target.out_track_id):
            made = await self._builder.illustrated(made, language)
        return await self._unasked.show(card_of(made), target)


def _name(found: Due) -> str:
    return f"{DIGEST}:{found.moment}"


def _card(found: Due, conversation_id: str) -> str:
    return card_id(_name(found), DIGEST, conversation_id)


def _noted(
    subscription: Subscription | None, *, digest: Digest | None, moment: int, arrived: bool
) -> Subscription | None:
    """Note what was sent or dropped, unless the digest was changed meanwhile."""
    if subscription is None or digest is None or subscription.digest != digest:
        return None
    refused = None if arrived else subscription.refused
    return replace(subscription, digest=replace(digest, last=moment), refused=refused)
