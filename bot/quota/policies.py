"""What the admins want different from the defaults, kept in Redis until they change it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.audit import Noting
from bot.documents import Documents
from bot.quota.policy import NO_OVERRIDE, Level, Override, Policy, resolve
from bot.quota.samples import ORGANISATION
from bot.storage import Store


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
        self._wishes = Documents(store, store.key("policy"), Override)

    async def overrides(self) -> Overrides:
        """Give all wishes; one that another release wrote counts as none."""
        return Overrides(await self._wishes.all())

    async def set_soft_quota(
        self, space_id: str, limit: int | None, noting: Noting[Override] | None = None
    ) -> Override:
        """Watch a space that has no quota of its own at ``limit`` bytes; None ends it.

        Gives the wish as it was until then.
        """
        return await self._change(space_id, lambda wish: replace(wish, soft_quota=limit), noting)

    async def set_levels(
        self,
        space_id: str,
        levels: tuple[Level, ...] | None,
        noting: Noting[Override] | None = None,
    ) -> Override:
        """Set the levels of a space, or of the organisation and with it of all; None ends it.

        Gives the wish as it was until then.
        """
        return await self._change(space_id, lambda wish: replace(wish, levels=levels), noting)

    async def _change(
        self,
        space_id: str,
        change: Callable[[Override], Override],
        noting: Noting[Override] | None,
    ) -> Override:
        def changed(wish: Override | None) -> Override | None:
            after = change(wish or NO_OVERRIDE)
            return None if after == NO_OVERRIDE else after

        made = await self._wishes.change(space_id, changed, noting=noting)
        return made.before or NO_OVERRIDE
