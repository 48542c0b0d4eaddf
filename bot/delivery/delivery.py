"""Puts a card in front of people, once, whatever dies in between.

The record is written before the card leaves; a card whose sending has no noted outcome is updated
first and made only if DingTalk knows none, so that a crash between sending and noting shows no
second card.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import structlog

from bot.cards import Card, Cards, Rendered, as_markdown
from bot.delivery.asides import Asides, commands
from bot.delivery.card_data import (
    BUILTIN_TEMPLATE,
    params,
    private_note,
    update,
)
from bot.delivery.leaving import SENT, Leaving
from bot.delivery.record import Record, uncovered
from bot.delivery.record import working as working_face
from bot.delivery.records import SHARED_MILLIS, Records
from bot.delivery.target import Target, target_of
from bot.dingtalk.cards import CardCalls
from bot.dingtalk.messages import RobotCalls, is_live
from bot.errors import (
    CardExists,
    CardMissing,
    DeliveryFailed,
    NoAllowance,
    PlatformError,
    Refused,
    Unavailable,
)
from bot.messages import Conversation, Fence
from bot.settings import Settings
from bot.shared_buttons import TURNS
from bot.tagged_union import TaggedUnion

log = structlog.get_logger()

AGAIN_MILLIS = 60_000
"""So long after a failure a card is painted again, if nobody does so before."""

REFUSALS = (DeliveryFailed, NoAllowance, Refused)
"""DingTalk, or the governor, will not have a card: it may be said in words."""


async def no_mark() -> str:
    """Say nothing of the store."""
    return ""


class Delivery:
    """The only way out: renders cards, sends them, keeps their records."""

    def __init__(
        self,
        *,
        cards: Cards,
        records: Records,
        types: TaggedUnion,
        card_calls: CardCalls,
        robot_calls: RobotCalls,
        settings: Settings,
        now: Callable[[], int],
        prefers_text: Callable[[], bool] = lambda: False,
        mark: Callable[[], Awaitable[str]] = no_mark,
    ) -> None:
        """``now`` gives milliseconds since 1970.

        ``prefers_text`` tells whether an answer that needs no card should go by session webhook,
        ``mark`` the store's id in the outTrackId of new cards.
        """
        self._cards = cards
        self.records = records
        self._types = types
        self._card_calls = card_calls
        self._robot_calls = robot_calls
        self._settings = settings
        self._now = now
        self._prefers_text = prefers_text
        self._mark = mark
        self.asides = Asides(
            cards, records, card_calls, robot_calls, now, most_bytes=settings.card_value_bytes
        )

    async def show(
        self,
        card: Card,
        target: Target,
        *,
        welcome: bool = False,
        in_words: bool = True,
        by: str = "",
    ) -> Record:
        """Send a card, or paint the one that stands there; gives its record.

        A card that does not arrive is said ``in_words``, unless it is not worth a message. ``by``
        is whose press led to it; what they alone were told before is taken away. Raises
        Overtaken when somebody else painted it meanwhile, and PlatformError when neither a
        card nor, where it may be said, text reached the conversation, LeaseLost when the target's
        fence is broken.
        """
        before = await self.records.load(target.out_track_id)
        mark = before.mark if before else await self._mark()
        record = replace(self._next(card, target, before, welcome=welcome), by=by, mark=mark)
        wants_words = card.brief or self._prefers_text()
        if before is None and in_words and wants_words and self._may_be_words(record, target):
            record = replace(record, surface="text")
        shown = before.face if before else 0
        outcome = await self.records.outcome(record.out_track_id)
        leaving = self.records.leaving(record, outcome, instead_of=shown, fence=target.fence)
        await self._send(record, target, leaving, in_words=in_words)
        return record

    async def interim(self, target: Target) -> None:
        """Show that the answer takes longer; text would be a message of its own, so it stays
        silent.
        """
        if self._surface == "card":
            with suppress(*REFUSALS):  # logged; the answer finds its own way
                await self.show(Card("working"), target, in_words=False)

    async def repaint(self, out_track_id: str) -> None:
        """Show a card as its record has it, after a click whose ack may not have.

        What painted the card meanwhile may have been overtaken by this, so it is looked at again.
        """
        record = await self.records.load(out_track_id)
        while record is not None and record.surface == "card":
            await self._update(record)
            if await self.records.shown(record):
                return
            record = await self.records.load(out_track_id)

    async def look_again(self, out_track_id: str) -> None:
        """Hear that a card could not be painted, and that nobody tries again: a sweep will."""
        await self.records.unpainted.put_off(out_track_id, self._now() + AGAIN_MILLIS)

    async def claim(
        self, out_track_id: str, face: int, turn: str, fence: Fence | None = None
    ) -> bool:
        """Close a card that a turn answers in words, before it acts: no buttons, and a note.

        Whichever comes second, the word or a button, then does nothing; ``False`` when a button
        came first. :meth:`repaint` shows it.
        """
        record = await self.records.load(out_track_id)
        if record is None or record.turn == turn:
            return record is not None
        closed = self._cards.render(Card("closed"), record.language, now=self._now())
        after = replace(
            record,
            face=face + 1,
            turn=turn,
            note=f"☑️ {closed.body}",
            shown=replace(record.shown, buttons=()),
            actions={},
        )
        return await self.records.save(after, instead_of=face, fence=fence)

    async def uncover(
        self, record: Record, refusal: Card, user_id: str, fence: Fence | None = None
    ) -> None:
        """Show a card as it was before ``user_id`` pressed, who may not, and tell them alone."""
        rendered = self._cards.render(refusal, record.language, now=self._now())
        after = uncovered(record)
        if await self.records.save(after, instead_of=record.face, fence=fence):
            await self._update(after, {user_id: private_note(rendered.body)})
            if not await self.records.shown(after):
                await self.repaint(after.out_track_id)

    def expired(self, language: str) -> dict[str, object]:
        """Write the ack of a click on a card that nothing is known of any more."""
        conversation = Conversation("", "single")
        target = Target("", conversation, "", None, language, "")
        return update(self._next(Card("expired"), target, None))

    def face_after(self, record: Record, card: Card, turn: str, by: str = "") -> Record:
        """Make the record that follows when a card answers a click of ``by`` on ``record``."""
        return replace(self._next(card, target_of(record, turn), record), by=by)

    def is_shown(self, record: Record, card: Card, language: str) -> bool:
        """Whether a record shows this card already, buttons included."""
        return record.shown == self._cards.render(card, language, now=self._now())

    def working(self, record: Record, turn: str) -> Record:
        """Make the record of a card whose button is being worked on."""
        return working_face(record, self._note(record.language), turn)

    def _next(
        self,
        card: Card,
        target: Target,
        before: Record | None,
        *,
        welcome: bool = False,
    ) -> Record:
        shown = self._cards.render(card, target.language, now=self._now(), welcome=welcome)
        face = _next_face(before, target.turn)
        days = int(self._settings.card_days * 86_400_000)
        record = Record(
            out_track_id=target.out_track_id,
            conversation=target.conversation,
            asker=target.asker,
            asker_user_id=target.asker_user_id,
            nick=target.nick,
            language=target.language,
            turn=target.turn,
            face=face,
            shown=shown,
            kept=None if card.kept is None else self._types.dump(card.kept),
            for_admins=card.for_admins,
            surface=before.surface if before else self._surface,
            mark=before.mark if before else "",
            expires=self._now() + max(days, 0 if target.asker else SHARED_MILLIS),
        )
        return replace(record, actions=self._actions(record, card, shown))

    def _actions(self, record: Record, card: Card, shown: Rendered) -> dict[str, dict[str, object]]:
        return {
            record.id_of(index): self._types.dump(card.actions[button.action])
            for index, button in enumerate(shown.buttons)
        }

    @property
    def _surface(self) -> str:
        return "text" if self._settings.card_surface == "markdown" else "card"

    def _may_be_words(self, record: Record, target: Target) -> bool:
        """Whether nothing is lost when a fresh answer goes as a text, by session webhook."""
        needs_card = record.shown.buttons or record.shown.picture or record.kept is not None
        is_open = target.webhook is not None and is_live(target.webhook, self._now())
        return is_open and not needs_card

    def _note(self, language: str) -> str:
        rendered = self._cards.render(Card("working"), language, now=self._now())
        return f"⏳ {rendered.title}"

    async def _send(
        self, record: Record, target: Target, leaving: Leaving, *, in_words: bool
    ) -> None:
        refused = None
        if record.surface == "card":
            refused = await self._send_card(record, target.mentions, leaving)
            if refused is None:
                return
        await self.records.save_alone(leaving)
        if in_words:
            if refused is not None and await self.records.outcome(record.out_track_id) == "sent":
                await self.look_again(record.out_track_id)
            await self._send_text(record, target)
        elif refused is not None:
            raise refused

    async def _send_card(
        self, record: Record, mentions: Mapping[str, str], leaving: Leaving
    ) -> PlatformError | None:
        """Put a card where it belongs; gives why, when DingTalk will not have it."""
        carrier = ""
        try:
            if leaving.outcome not in SENT or not await self._updated(record, leaving):
                carrier = await self._make(record, mentions, leaving)
        except REFUSALS as refused:
            log.warning("card_not_delivered", code=refused.code, request_id=refused.request_id)
            await self.records.save_alone(leaving)
            # A card that stands and cannot be painted is not one that was never delivered.
            if await self.records.outcome(record.out_track_id) != "sent":
                await self.records.note_outcome(record.out_track_id, "failed")
            return refused
        moved = partial(self._moved, record.out_track_id)
        await self.records.sent(record, carrier, moved, is_new=leaving.outcome not in SENT)
        return None

    async def _moved(self, out_track_id: str, is_same: object) -> None:
        """Paint a card anew whose record has moved on: a process that was frozen paints late, over
        what another has painted since, or a press.
        """
        if is_same:
            return
        try:
            await self.repaint(out_track_id)
        except PlatformError as trouble:
            log.warning("card_not_repainted", code=trouble.code, card=out_track_id)
            await self.look_again(out_track_id)

    async def _updated(self, record: Record, leaving: Leaving | None = None) -> bool:
        """Paint a card that was sent, or may have been; ``False`` when DingTalk knows none."""
        try:
            await self._update(record, leaving=leaving)
        except CardMissing:
            return False
        return True

    async def _make(self, record: Record, mentions: Mapping[str, str], leaving: Leaving) -> str:
        """Create the card; raises Unavailable when nobody can tell whether that worked."""
        if leaving.is_saved:
            await self.records.note_outcome(record.out_track_id, "trying")
        try:
            return await self._create(record, mentions, leaving)
        except CardExists:
            if leaving.outcome == "failed":
                await self._deliver_again(record)
            await self._update(record)
        except Unavailable:
            if not leaving.is_saved or not await self._updated(record):
                raise
        return ""

    async def _create(self, record: Record, mentions: Mapping[str, str], leaving: Leaving) -> str:
        return await self._card_calls.create_and_deliver(
            record.name,
            self._template,
            params(record),
            conversation=record.conversation,
            user_id=record.asker_user_id,
            robot_code=self._settings.robot,
            preview=record.shown.preview,
            mentions=mentions,
            along=None if leaving.is_saved else leaving,
        )

    async def _deliver_again(self, record: Record) -> None:
        await self._card_calls.deliver(
            record.name,
            conversation=record.conversation,
            user_id=record.asker_user_id,
            robot_code=self._settings.robot,
        )

    @property
    def _template(self) -> str:
        return self._settings.card_template or BUILTIN_TEMPLATE

    async def _update(
        self,
        record: Record,
        private: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
        leaving: Leaving | None = None,
    ) -> None:
        await self.records.wait_until_quiet(record.out_track_id, self._now)
        heard = await self._heard_alone(record)
        over = {each: private_note(record.note) for each in {*heard, record.by} if each}
        private = {**over, **private} if record.is_shared else private
        await self._card_calls.update(record.name, params(record), private, leaving)
        if heard:
            await self.records.whispers.forget(record.out_track_id, heard)

    async def _heard_alone(self, record: Record) -> list[str]:
        """Give who has a line of their own on a card that is over, with which that is over too."""
        if not record.is_shared or any(each.action not in TURNS for each in record.shown.buttons):
            return []
        return await self.records.whispers.those(record.out_track_id)

    async def _send_text(self, record: Record, target: Target) -> None:
        """Send a face as Markdown: by the session webhook while it lives, else by the robot."""
        text = as_markdown(record.shown, self._commands(record))
        title = record.shown.preview or record.shown.title
        if target.webhook is not None:
            try:
                await self._robot_calls.send_webhook(target.webhook, title, text, self._now())
            except PlatformError as refused:
                log.warning("webhook_refused", code=refused.code)
            else:
                return
        await self._send_by_robot(record, title, text)

    async def _send_by_robot(self, record: Record, title: str, text: str) -> None:
        if record.conversation.is_group:
            await self._robot_calls.send_group(record.conversation.id, title, text)
        elif record.asker_user_id is not None:
            await self._robot_calls.send_person(record.asker_user_id, title, text)
        else:
            raise DeliveryFailed(message="an outsider's single chat takes no robot message")

    def _commands(self, record: Record) -> dict[str, str]:
        """Say in words what each button does, for those actions that have a command."""
        meanings = {
            button.action: self._types.load(record.actions[record.id_of(index)])
            for index, button in enumerate(record.shown.buttons)
        }
        return commands(meanings, record.language)


def _next_face(before: Record | None, turn: str) -> int:
    if before is None:
        return 1
    return before.face if before.turn == turn else before.face + 1
