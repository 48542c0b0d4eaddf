"""How a test waits for what nothing tells it."""

import asyncio

_SECONDS = 0.01


async def a_moment() -> None:
    """Leave the processor, before one looks again, to whatever one waits for.

    It is for what no event, no log and no long poll tells: what the bot has in Redis, or a program
    that is still to begin. Looking without a pause would take a processor for itself.
    """
    await asyncio.sleep(_SECONDS)
