"""Sends an assembled bot files that say who is told."""

from typing import Any

from bot.cards import Card
from bot.messages import Conversation
from tests.assembly import Assembly
from tests.handlers.calling import takes
from tests.sending import sent


async def alone(bot: Assembly) -> Conversation:
    return Conversation(await bot.sandbox.single("manager01"), "single")


async def imports(bot: Assembly, text: str | bytes, name: str = "a.yaml", **changed: Any) -> Any:
    """Send a file, and give the card that answers it."""
    content = text.encode() if isinstance(text, str) else text
    route = bot.routes.file_for(name)
    assert route is not None
    command = await bot.command(route.words, **{"conversation": await alone(bot), **changed})
    file = await sent(bot.sandbox, name, content)
    return await route.handler(file, command, bot.services)


async def confirms(bot: Assembly, card: Card, **changed: Any) -> Any:
    return await takes(bot, card.actions["confirm"], **changed)


def file(*entries: str) -> str:
    return "conversations:\n" + "".join(f"- {{{entry}}}\n" for entry in entries)
