"""Answers for one person alone, above a card that stays as it is for everybody else.

They stand in the private data of the card (page `create-and-deliver-cards`), in the line above its
body, and give way to the next answer there.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import structlog

from bot.cards import Card, Cards, as_markdown, cut, cut_markdown
from bot.delivery.card_data import private_note, update_for_one
from bot.delivery.record import Record
from bot.delivery.records import Records
from bot.delivery.store_marks import card_in
from bot.dingtalk.cards import CardCalls
from bot.dingtalk.messages import RobotCalls
from bot.errors import DeliveryFailed, Refused

log = structlog.get_logger()

TITLE_BYTES = 120
"""So much of a title is said; the rest of the line is for what it is about."""


class Asides:
    """Says them inside an ack, or by call."""

    def __init__(
        self,
        cards: Cards,
        records: Records,
        card_calls: CardCalls,
        robot_calls: RobotCalls,
        now: Callable[[], int],
        *,
        most_bytes: int,
    ) -> None:
        """``now`` gives milliseconds since 1970; a line has at most ``most_bytes``."""
        self._cards = cards
        self._records = records
        self._card_calls = card_calls
        self._robot_calls = robot_calls
        self._now = now
        self._most = most_bytes

    def ack(self, card: Card, language: str) -> dict[str, object]:
        """Write an ack that only the person who pressed sees."""
        return update_for_one(self.said(card, language))

    def busy(self, language: str) -> dict[str, object]:
        """Write the ack of a press that is worked on."""
        rendered = self._cards.render(Card("working"), language, now=self._now())
        return update_for_one(f"⏳ {rendered.title}")

    def said(self, card: Card, language: str) -> str:
        """Write a card as a line of Markdown, its buttons as commands to type; what follows on the
        card does not run into it.
        """
        now = self._now()
        rendered = self._cards.render(card, language, now=now)
        rendered = replace(rendered, title=cut(rendered.title, TITLE_BYTES))
        head = self._cards.render(Card("aside", {"at": now}), language, now=now).body
        text = as_markdown(rendered, commands(card.actions, language))
        return cut_markdown(f"{head}\n\n{text}", self._most - 1) + "\n"

    async def whisper(self, record: Record, card: Card, user_id: str) -> None:
        """Say a card by call, in their single chat where the card takes nothing private.

        Raises PlatformError when neither reached them.
        """
        text = self.said(card, record.language)
        try:
            await self.write(record.name, user_id, text)
        except (Refused, DeliveryFailed) as refused:
            log.warning("aside_not_shown", code=refused.code, request_id=refused.request_id)
            await self._robot_calls.send_person(user_id, record.shown.title, text)

    async def write(self, name: str, user_id: str, text: str) -> None:
        """Say a line by call on the card that DingTalk calls ``name``. Raises PlatformError."""
        await self._records.wait_until_quiet(card_in(name), self._now)
        await self._records.whispers.note(card_in(name), user_id)
        await self._card_calls.whisper(name, {user_id: private_note(text)})


def commands(actions: Mapping[str, object], language: str) -> dict[str, str]:
    """Say in words what buttons do, for those whose action has a command."""
    said = {name: getattr(action, "says", None) for name, action in actions.items()}
    return {name: says(language) for name, says in said.items() if says is not None}
