"""At which levels of fullness somebody wants to be told, how wishes override one another, and those
of the admins, which Redis keeps until they change them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.audit import Noting
from bot.documents import Documents
from bot.opened import Read
from bot.quota.samples import ORGANISATION
from bot.sizes import MB
from bot.storage import Store

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Percent:
    """Reached when this share of the limit, in whole percent up to 100, is used."""

    percent: int

    def __post_init__(self) -> None:
        """Refuse with ValueError what no usage could reach, or what any reaches."""
        if not 0 < self.percent <= 100:  # noqa: PLR2004 (a percentage)
            raise ValueError(f"{self.percent} % is not between 1 and 100 %")


@dataclass(frozen=True, slots=True)
class Free:
    """Reached when no more than this is left, in bytes."""

    free: int

    def __post_init__(self) -> None:
        """Refuse with ValueError what is less than nothing left."""
        if self.free < 0:
            raise ValueError(f"{self.free} bytes cannot be left")


Level = Percent | Free


def in_order(levels: Iterable[Level]) -> tuple[Level, ...]:
    """Give each level once, those first that are reached first: percents, then what is left."""
    return tuple(sorted(set(levels), key=_place))


def _place(level: Level) -> tuple[bool, int]:
    return (False, level.percent) if isinstance(level, Percent) else (True, -level.free)


def level_above(level: Level, levels: Iterable[Level], limit: int) -> Level | None:
    """Give the level that is reached next after one; None where there is none above."""
    above = [each for each in levels if mark(each, limit) > mark(level, limit)]
    return min(above, key=lambda each: mark(each, limit), default=None)


DEFAULT_LEVELS: tuple[Level, ...] = (Percent(80), Percent(90), Percent(95), Percent(100))
DEFAULT_TINY = 100 * MB


def mark(level: Level, limit: int) -> int:
    """Give the usage that reaches a level, in hundredths of a byte: no rounding decides."""
    match level:
        case Percent(percent):
            return percent * limit
        case Free(free):
            return 100 * (limit - free)


@dataclass(frozen=True, slots=True)
class Limits:
    """How a space, or the organisation's capacity, is judged.

    ``soft_quota`` is the limit in bytes that is watched where DingTalk has none. Nothing is said
    about the fullness of what has a limit below ``tiny`` bytes: there one file crosses every level.
    What holds that much already is over such a limit, and no longer tiny.
    No levels at all means that nothing is watched.
    """

    levels: tuple[Level, ...] = DEFAULT_LEVELS
    soft_quota: int | None = None
    tiny: int = DEFAULT_TINY

    def limit(self, quota: int | None) -> int | None:
        """Give the limit that counts, in bytes: DingTalk's own before the soft one."""
        return self.soft_quota if quota is None else quota

    def judges(self, limit: int | None, used: int = 0) -> bool:
        """Tell whether it means anything that so much of ``limit`` is ``used``, in bytes."""
        return limit is not None and max(limit, used) >= max(self.tiny, 1)


@dataclass(frozen=True, slots=True)
class Override:
    """What an organisation, a conversation or a space wants different; None leaves it as it is."""

    levels: tuple[Level, ...] | None = None
    soft_quota: int | None = None
    tiny: int | None = None


NO_OVERRIDE = Override()


def resolve(
    organisation: Override, conversation: Override = NO_OVERRIDE, space: Override = NO_OVERRIDE
) -> Limits:
    """Put the wishes together, each field by itself: the space's, else the conversation's, …"""
    narrow_first = (space, conversation, organisation)
    return Limits(
        levels=_first((wish.levels for wish in narrow_first), DEFAULT_LEVELS),
        soft_quota=_first((wish.soft_quota for wish in narrow_first), None),
        tiny=_first((wish.tiny for wish in narrow_first), DEFAULT_TINY),
    )


def _first(wishes: Iterable[_T | None], default: _T) -> _T:
    return next((wish for wish in wishes if wish is not None), default)


@dataclass(frozen=True, slots=True)
class Overrides:
    """All wishes at one moment, by space; those of the organisation stand under its own name."""

    wishes: Mapping[str, Override]

    def limits(self, space_id: str, conversation: Override = NO_OVERRIDE) -> Limits:
        """Give how a space, or the organisation's capacity, is judged in a conversation."""
        organisation = self.wishes.get(ORGANISATION, NO_OVERRIDE)
        if space_id == ORGANISATION:
            return resolve(organisation, conversation)
        return resolve(organisation, conversation, self.wishes.get(space_id, NO_OVERRIDE))


class LimitStore:
    """Reads and changes the wishes."""

    def __init__(self, store: Store) -> None:
        self._wishes = Documents(store, store.key("policy"), Override)

    def needs(self) -> tuple[Read, ...]:
        """Say what a turn about spaces reads of this."""
        return self._wishes.needs_all()

    async def overrides(self) -> Overrides:
        """Give all wishes; one that another release wrote counts as none."""
        return Overrides(await self._wishes.get_all_once())

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
