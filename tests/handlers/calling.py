"""Calls a handler by what somebody would type or press."""

from dataclasses import replace
from typing import Any

from bot.app import TEMPLATES
from bot.cards import Card, Cards
from bot.messages import Command, Sender
from bot.routing import Press
from tests.assembly import Assembly
from tests.parts import BOB


async def types(bot: Assembly, text: str, sender: Sender = BOB, **changed: Any) -> Card:
    """What answers a text; ``changed`` are members of the command."""
    match = bot.routes.find(text)
    assert match is not None, text
    route = match.route
    command = await bot.command(route.words, sender, **{"key": f"robot1:{text}", **changed})
    values = route.read(match.raw, mentioned=command.mentions_somebody)
    command = replace(command, values=values)
    return await route.handler(command, bot.services)


async def says(bot: Assembly, text: str, sender: Sender = BOB, **changed: Any) -> Any:
    """The same card, for a test that looks deep into what it shows."""
    return await types(bot, text, sender, **changed)


async def takes(bot: Assembly, action: Any, sender: Sender = BOB, **changed: Any) -> Card:
    """What answers a button that is worked on in a turn."""
    route = bot.routes.action_for(type(action))
    assert route is not None, action
    command = await bot.command(route.words, sender, **changed)
    return await route.handler(action, command, bot.services)


async def presses(
    bot: Assembly,
    action: Any,
    sender: Sender = BOB,
    *,
    kept: object = None,
    again: bool = False,
) -> Card:
    """What answers a button inside its acknowledgement."""
    route = bot.routes.fast_for(type(action))
    assert route is not None, action
    press = Press("card1", sender, bot.group, "en", kept, bot.clock(), BOB.key, again)
    return await route.handler(action, press, bot.services)


async def answers(
    bot: Assembly, state: Any, text: str, sender: Sender = BOB, **changed: Any
) -> Card:
    """What answers a text while the conversation waits in ``state``."""
    route = bot.routes.state_for(type(state))
    assert route is not None, state
    members = {"key": f"robot1:{text}", **changed}
    command: Command = await bot.command(route.words, sender, **members)
    return await route.handler(state, text, command, bot.services)


async def trail(bot: Assembly) -> list[tuple[str, str, str]]:
    """Command, name or target, and outcome of what was written down, newest first."""
    kept = await bot.services.audit.last(20)
    return [
        (each.entry.command, each.entry.name or each.entry.target, each.entry.outcome)
        for each in kept
    ]


def body(card: Card) -> str:
    """What a card says below its title, in English, with blanks as they are typed."""
    return Cards(TEMPLATES).render(card, "en", now=0).body.replace("\u00a0", " ")
