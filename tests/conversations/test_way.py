"""The way of a message is straight: what it has left behind it does not come to again.

A real message goes through a real bot; which functions are at work when it is queued, when its
handler is called and when its card leaves is seen from outside.
"""

import pytest

from tests.conversations.stage import Stage
from tests.conversations.trips import QUIET
from tests.conversations.way import Way, entering, traced

MODULES = (
    "bot.dingtalk.stream",
    "bot.inbox.accept",
    "bot.inbox.turns",
    "bot.dispatch.dispatcher",
    "bot.dispatch.replies",
    "bot.dispatch.typed",
    "bot.dispatch.runner",
    "handlers",
    "bot.dispatch.showing",
    "bot.delivery.delivery",
)
"""All that a message goes through from its frame to its card; the queue is behind the second."""

FUNCTIONS = 10
"""By so many functions at most it goes from one to the next."""

STEPS = 18
"""So many it has with those that modules have to themselves."""


@pytest.mark.parametrize("text", ["help", "spaces", "space Finance", "有哪些空间"])
async def test_a_message_goes_straight_to_its_card(stage: Stage, text: str) -> None:
    way = await traced_way(stage, text)
    said = "\n".join(f"{step.module} {step.name}" for step in way.steps)
    modules = ["handlers" if each.startswith("handlers.") else each for each in way.modules]

    assert tuple(modules) == MODULES, said
    assert len(entering(way.steps)) <= FUNCTIONS, said
    assert len(way.steps) <= STEPS, said


@pytest.mark.parametrize("text", ["help", "spaces"])
async def test_each_module_of_the_way_is_entered_once(stage: Stage, text: str) -> None:
    """Not only on the way itself: nobody asks one for this and then for that. The two at its ends
    also hear that the ack, and the card, have left.
    """
    way = await traced_way(stage, text)

    entered = {module: way.entries(module) for module in MODULES[1:-1]}
    # The turn before may still be ending as this message comes, and is then begun once more for it.
    entered["bot.inbox.turns"] = sorted(set(entered["bot.inbox.turns"]))
    assert {module: names for module, names in entered.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    "text", ["how much room is left in Finance", "the second one", "anything to worry about?"]
)
async def test_what_decides_calls_nothing_back(stage: Stage, text: str) -> None:
    """A sentence goes through more modules, and through none of them twice either."""
    way = await traced_way(stage, text)

    assert len(set(way.modules)) == len(way.modules), way.modules


async def traced_way(stage: Stage, text: str) -> Way:
    """Say something, and follow it."""
    async with stage.bot(**QUIET):
        admin = await stage.alone("manager01")
        # Whoever says the first thing is greeted, and led through set-up.
        await admin.says("help")
        await admin.says("spaces")
        with traced() as way:
            await admin.says(text)
    return way
