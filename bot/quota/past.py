"""What others have seen of spaces before the bot came: for a demo, which has no months to wait.

It takes the way of the bot's own looks, one after the other, each at its time; what the bot makes
of it is its own. Spaces that it knows already keep what it has seen itself.
"""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from bot.drive.capacity import Capacity, Part
from bot.drive.space import NO_LIMIT, Space
from bot.quota.limits import LimitStore
from bot.quota.observations.intake import Recorder
from bot.quota.observations.store import Observations
from bot.quota.samples import ORGANISATION
from bot.storage import Store


class _Wire(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, frozen=True)


class _SpacePast(_Wire):
    space_id: str
    space_name: str
    quota: int
    used: tuple[int, ...]

    def at(self, place: int) -> Space:
        quota = None if self.quota == NO_LIMIT else self.quota
        return Space(self.space_id, self.space_name, "org", self.used[place], quota)


class _WholePast(_Wire):
    quota: int
    used: tuple[int, ...]

    def at(self, place: int) -> Capacity:
        return Capacity((Part("", self.used[place], self.quota),))


class Past(_Wire):
    """Moments (milliseconds since 1970, rising), and the bytes used at each."""

    at: tuple[int, ...]
    spaces: tuple[_SpacePast, ...]
    organisation: _WholePast


@dataclass(slots=True)
class _Then:
    """A clock that shows the time of the look that is taken in."""

    at: int = 0

    async def __call__(self) -> int:
        return self.at


async def remember(past: Past, store: Store) -> int:
    """Take in what was seen of spaces that the bot knows nothing of; gives how many these are."""
    observations, then = Observations(store), _Then()
    recorder = Recorder(observations, LimitStore(store), then)
    known = await observations.all()
    new = [each for each in past.spaces if each.space_id not in known]
    for place, then.at in enumerate(past.at):
        await recorder.spaces([each.at(place) for each in new])
        if ORGANISATION not in known:
            await recorder.capacity(past.organisation.at(place))
    return len(new)
