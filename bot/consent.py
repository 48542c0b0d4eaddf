"""What has to be asked of Redis before something leaves, each by the module that knows why.

All of it is asked in one script: it lets the call go as a whole, and counts and writes then, or it
says who had it stopped, and nothing is written.
"""

from typing import Any, Protocol

from bot.scripts import ScriptPart
from bot.storage import Store


class Consent(Protocol):
    """One of those that are asked about one call."""

    def step(self) -> ScriptPart:
        """Give what is asked; its script stops to refuse, and writes only ``after`` all agreed."""
        ...

    async def stopped(self, answer: Any) -> None:
        """Hear that this one stopped it: wait, and it is asked again, or raise why not."""
        ...

    def granted(self, answer: Any) -> None:
        """Hear that all agreed, and that what was to be written is."""
        ...


async def agreed(store: Store, *those: Consent) -> None:
    """Ask until all agree; raises what one of them does."""
    while True:
        answers, all_agreed = await store.tried(*(each.step() for each in those))
        if all_agreed:
            break
        await those[len(answers) - 1].stopped(answers[-1])
    for each, answer in zip(those, answers, strict=True):
        each.granted(answer)
