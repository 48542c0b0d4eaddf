"""The name of whoever pressed a button, which the callback does not tell."""

from contextlib import suppress
from dataclasses import replace

from bot.errors import PlatformError
from bot.messages import Sender
from bot.services import Services


async def with_name(sender: Sender, services: Services) -> Sender:
    """Give somebody with their name, or as they are where DingTalk does not tell it."""
    if sender.nick or sender.user_id is None:
        return sender
    with suppress(PlatformError):
        return replace(sender, nick=(await services.who(sender.user_id)).name)
    return sender
