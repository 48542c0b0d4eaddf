"""Tells people that the bot has lost its memory for now, by the webhook of their own message."""

import asyncio
from collections.abc import Callable

import structlog

from bot.budget import Payer, Purpose, paying
from bot.cards import Card, Cards, as_markdown
from bot.dingtalk.messages import RobotCalls
from bot.errors import PlatformError
from bot.language import language_of
from bot.messages import Message
from bot.settings import Settings

log = structlog.get_logger()


class Outage:
    """Counts how long nothing could be stored, and says so once in each conversation."""

    def __init__(
        self, cards: Cards, robot_calls: RobotCalls, settings: Settings, now: Callable[[], int]
    ) -> None:
        """``now`` gives milliseconds since 1970."""
        self._cards = cards
        self._robot_calls = robot_calls
        self._settings = settings
        self._now = now
        self._since: int | None = None
        self._troubled: dict[str, Message] = {}
        self._waiting: asyncio.Queue[Message] = asyncio.Queue()

    def trouble(self, message: Message) -> None:
        """Hear of a message that could not be stored."""
        self._since = self._now() if self._since is None else self._since
        if message.conversation.id not in self._troubled:
            self._troubled[message.conversation.id] = message
            self._waiting.put_nowait(message)

    def over(self) -> None:
        """Hear that storing works again."""
        self._since = None
        self._troubled.clear()

    async def run(self) -> None:
        """Tell people until cancelled."""
        while True:
            message = await self._waiting.get()
            if await self._lasts(message):
                await self._say(message)

    async def _lasts(self, message: Message) -> bool:
        """Wait until the outage of this message is worth telling; ``False`` when it ended before.

        Its message may never come again, so nothing else than time is waited for.
        """
        if self._since is not None:
            passed = (self._now() - self._since) / 1000
            await asyncio.sleep(max(0.0, self._settings.outage_seconds - passed))
        return self._troubled.get(message.conversation.id) is message

    async def _say(self, message: Message) -> None:
        if message.webhook is None:
            return
        try:
            language = language_of(message.text) or self._settings.language
            rendered = self._cards.render(Card("outage"), language, now=self._now())
            sender = message.sender
            with paying(Payer(Purpose.PEOPLE, sender.key, sender.nick, message.conversation.id)):
                await self._robot_calls.send_webhook(
                    message.webhook, rendered.title, as_markdown(rendered, {}), self._now()
                )
        except PlatformError as trouble:
            log.warning("outage_not_told", code=trouble.code)
        except Exception:
            log.exception("outage_not_told")
