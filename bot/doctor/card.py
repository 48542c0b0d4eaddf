"""Proves drawing, rights and callbacks at once: a card whose button somebody presses.

No call tells whether a tenant draws the built-in template; a press does. DingTalk gives each press
to one connection of the app at random (page `protocol`), so a running bot may get it instead, and
says that the card has expired.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from typing_extensions import override

from bot.cards import Card, Cards
from bot.delivery import Record, update
from bot.delivery.card_data import BUILTIN_TEMPLATE, params
from bot.dingtalk.cards import CardCalls
from bot.dingtalk.stream import Accept, Listener
from bot.doctor.dingtalk import SHOW_CARDS
from bot.doctor.finding import Finding, refused
from bot.errors import PlatformError, SpacekeeperError
from bot.messages import Conversation, Message, Tap
from bot.settings import Settings

WHAT = "card"
CONNECT_SECONDS = 15
NO_SOCKET = "let this machine out by websocket to wss-open-connection*.dingtalk.com:443"
NOT_PRESSED = (
    "card not seen, or 内容加载失败: this tenant does not draw the built-in template; make one of "
    "your own and set SPACEKEEPER_CARD_SURFACE=custom and SPACEKEEPER_CARD_TEMPLATE, or use "
    "SPACEKEEPER_CARD_SURFACE=markdown. Card says that it has expired: a running bot took the "
    "press; stop it and try again. Pressed, and nothing happened: another program listens with "
    "the same Client ID"
)


class NotForUs(SpacekeeperError):
    """Something for the bot reached the doctor: not acknowledged, so it may come again."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The card on trial, and whether its button was pressed."""

    card: Record
    answered: Record
    pressed: asyncio.Event


class Desk(Accept):
    """Takes the one press that is waited for, and nothing else."""

    def __init__(self, trial: Trial | None) -> None:
        self._trial = trial

    @override
    async def message(self, message: Message) -> None:
        raise NotForUs

    @override
    async def tap(self, tap: Tap) -> dict[str, object]:
        if self._trial is None or tap.out_track_id != self._trial.card.out_track_id:
            raise NotForUs
        self._trial.pressed.set()
        return update(self._trial.answered)

    @override
    async def left(self, tap: Tap, *, in_time: bool) -> None:
        """Hear nothing that matters here."""

    @override
    async def event(self, kind: str, event_id: str, data: dict[str, Any]) -> None:
        raise NotForUs


def make_trial(cards: Cards, user_id: str, language: str, now: int) -> Trial:
    """Draw the card for one person's chat with the bot, and what it shows once it was pressed."""
    asked = Card("doctor", {}, {"works": "works"})
    record = Record(
        out_track_id=f"doctor-{secrets.token_hex(12)}",
        conversation=Conversation("", "single"),
        asker=user_id,
        asker_user_id=user_id,
        language=language,
        turn="doctor",
        face=1,
        shown=cards.render(asked, language, now=now),
    )
    done = cards.render(Card("doctor_done"), language, now=now)
    return Trial(record, replace(record, face=2, shown=done), asyncio.Event())


async def try_card(
    trial: Trial, calls: CardCalls, listener: Listener, settings: Settings, seconds: float
) -> Finding:
    """Send the card and wait ``seconds`` for its press, listening for presses alone."""
    async with _listening(listener):
        if not await _within(CONNECT_SECONDS, listener.ready):
            return Finding(WHAT, "failed", "no websocket to the gateway", NO_SOCKET)
        try:
            await _send(trial.card, calls, settings)
        except PlatformError as error:
            return refused(WHAT, error, SHOW_CARDS)
        if not await _within(seconds, trial.pressed):
            return Finding(WHAT, "failed", f"sent, not pressed within {seconds:g} s", NOT_PRESSED)
    return Finding(WHAT, "ok", "drawn, and its press arrived")


async def _within(seconds: float, event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


async def _send(card: Record, calls: CardCalls, settings: Settings) -> None:
    await calls.create_and_deliver(
        card.out_track_id,
        settings.card_template or BUILTIN_TEMPLATE,
        params(card),
        conversation=card.conversation,
        user_id=card.asker_user_id,
        robot_code=settings.robot,
        preview=card.shown.preview,
    )


@asynccontextmanager
async def _listening(listener: Listener) -> AsyncIterator[None]:
    """Keep a connection while the body runs; what was read is answered before this ends."""
    async with asyncio.TaskGroup() as group:
        task = group.create_task(listener.run())
        yield
        task.cancel()
