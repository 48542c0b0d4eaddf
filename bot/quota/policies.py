"""What the admins want different from the defaults, kept in Redis until they change it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from bot.quota.policy import NO_OVERRIDE, Level, Override, Policy, resolve
from bot.quota.seen import ORGANISATION
from bot.storage import Store

_stored = TypeAdapter(Override)


@dataclass(frozen=True, slots=True)
class Overrides:
    """All wishes at one moment, by space; those of the organisation stand under its own name."""

    wishes: Mapping[str, Override]

    def policy(self, space_id: str, conversation: Override = NO_OVERRIDE) -> Policy:
        """Give how a space, or the organisation's capacity, is judged in a conversation."""
        organisation = self.wishes.get(ORGANISATION, NO_OVERRIDE)
        if space_id == ORGANISATION:
            return resolve(organisation, conversation)
        return resolve(organisation, conversation, self.wishes.get(space_id, NO_OVERRIDE))


class Policies:
    """Reads and changes the wishes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key = store.key("policy")

    async def overrides(self) -> Overrides:
        """Give all wishes; one that another release wrote counts as none."""
        stored: dict[str, str] = await self._store.redis.hgetall(self._key)  # type: ignore[assignment] # decoded
        return Overrides({space_id: _read(text) for space_id, text in stored.items()})

    async def set_soft_quota(self, space_id: str, limit: int | None) -> None:
        """Watch a space that has no quota of its own at ``limit`` bytes; None ends it."""
        wish = _read(await self._store.hget(self._key, space_id))
        await self._write(space_id, replace(wish, soft_quota=limit))

    async def set_levels(self, space_id: str, levels: tuple[Level, ...] | None) -> None:
        """Set the levels of a space, or of the organisation and with it of all; None ends it."""
        wish = _read(await self._store.hget(self._key, space_id))
        await self._write(space_id, replace(wish, levels=levels))

    async def _write(self, space_id: str, wish: Override) -> None:
        if wish == NO_OVERRIDE:
            await self._store.redis.hdel(self._key, space_id)
        else:
            await self._store.redis.hset(self._key, space_id, _stored.dump_json(wish).decode())


def _read(text: str | None) -> Override:
    try:
        return NO_OVERRIDE if text is None else _stored.validate_json(text)
    except ValidationError:
        return NO_OVERRIDE
