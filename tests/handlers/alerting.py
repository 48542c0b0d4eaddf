"""Puts an assembled bot's group where spaces have filled up, without a watch that finds them."""

from dataclasses import replace
from typing import Any

from bot.alerts.incident import Incident
from bot.alerts.memory import Memory, Situation
from bot.alerts.subscription import Subscription
from bot.messages import Conversation
from tests.assembly import Assembly
from tests.cards.alerting import KEY, incident
from tests.cards.organisation import ARCHIVE, MARKETING, SPACES
from tests.placing import place

SINGLE = Conversation("cidSINGLE==", "single")
BOTH = "group:both"
"""The key of a card of two spaces."""


async def placed(
    bot: Assembly, conversation: Conversation | None = None, **changed: Any
) -> Subscription:
    """Tell a conversation of everything, the group unless another is named."""
    told = Subscription(conversation or bot.group, "Bob", bot.clock())
    await place(bot.services.alerts, replace(told, **changed))
    return await subscription(bot, told.conversation)


async def subscription(bot: Assembly, conversation: Conversation | None = None) -> Subscription:
    """How a conversation is told."""
    found = await bot.services.alerts.subscription((conversation or bot.group).id)
    assert found is not None
    return found


async def stands(bot: Assembly, *incidents: Incident) -> None:
    """Let incidents stand on the cards they name in the group, told of everything."""
    await placed(bot)
    cards: dict[str, tuple[str, ...]] = {}
    for each in incidents:
        cards[each.card] = (*cards.get(each.card, ()), each.subject)
    memory = Memory(
        incidents={each.subject: each for each in incidents},
        cards=cards,
        names={space.id: space.name for space in SPACES},
    )
    await bot.services.alerts.memories.change(bot.group.id, lambda _: memory)


async def marketing_stands(bot: Assembly, **changed: Any) -> None:
    """Let one space stand on a card of its own."""
    await stands(bot, incident(MARKETING, **changed))


async def two_stand(bot: Assembly) -> None:
    """Let two spaces stand on one card."""
    await stands(bot, incident(MARKETING, card=BOTH), incident(ARCHIVE, card=BOTH))


async def of_marketing(bot: Assembly) -> Incident:
    """Where that space stands now."""
    found = (await situation(bot)).memory.incidents.get(MARKETING.id)
    assert found is not None
    return found


async def situation(bot: Assembly) -> Situation:
    """Where the group stands."""
    found = await bot.services.alerts.situation(bot.group.id)
    assert found is not None
    return found


async def painted(bot: Assembly) -> tuple[str, ...]:
    """The cards that wait to be painted."""
    return (await situation(bot)).memory.edits


__all__ = ["BOTH", "KEY", "SINGLE"]
