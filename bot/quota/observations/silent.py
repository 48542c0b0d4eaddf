"""The spaces of which nobody was ever told how much is used: there, though they have no numbers."""

from collections.abc import Iterable

from pydantic import TypeAdapter

from bot.drive.space import Space
from bot.opened import Read
from bot.storage import Store, readable

KEPT_MILLIS = 40 * 24 * 3600 * 1000

_stored = TypeAdapter(Space)


class SilentSpaces:
    """One Redis, shared by all replicas. Most organisations have none."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key = store.key("silent-spaces")

    @property
    def read(self) -> Read:
        """The read that names them."""
        return ("HKEYS", self._key)

    async def note(self, spaces: Iterable[Space], known: Iterable[str]) -> None:
        """Take in what a look has brought, while those ``known`` were silent: those without
        numbers, and those that have some now.
        """
        brought = {each.id: each for each in spaces}
        await self.drop(
            each for each in known if each in brought and brought[each].used is not None
        )
        without = {
            each.id: _stored.dump_json(each).decode()
            for each in brought.values()
            if each.used is None
        }
        if without:
            await self._store.redis.hset(self._key, mapping=without)  # type: ignore[arg-type] # texts
            await self._store.redis.pexpire(self._key, KEPT_MILLIS)

    async def drop(self, ids: Iterable[str]) -> None:
        """Take in that spaces are not there any more."""
        if wanted := list(ids):
            await self._store.redis.hdel(self._key, *wanted)

    async def all(self) -> tuple[Space, ...]:
        """Give them."""
        stored: list[str] = await self._store.redis.hvals(self._key)  # type: ignore[assignment] # decoded
        return tuple(each for text in stored if (each := readable(_stored, text)) is not None)
