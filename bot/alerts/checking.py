"""Looks once a week whether a member who is told of spaces still sees them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from bot.alerts.placement import WEEK, Placement
from bot.budget import Payer, Purpose, paying
from bot.drive.spaces import Space
from bot.errors import NotAuthorized, PlatformError, UserOutOfScope, UserUnknown

log = structlog.get_logger()

List = Callable[[str], Awaitable[tuple[Space, ...]]]
"""Gives the spaces that a userId sees now."""

GONE = (UserUnknown, UserOutOfScope, NotAuthorized)


@dataclass(frozen=True, slots=True)
class Checked:
    """A member's placement after a check, None when they may see nothing any more; ``lost`` are
    the ids that they lost.
    """

    placement: Placement | None
    lost: frozenset[str]


def is_due(placement: Placement, now: int) -> bool:
    """Tell whether it is time; a check that lies ahead was made under a clock since set back."""
    return placement.personal and not now - WEEK < placement.checked <= now


async def check(placement: Placement, list_as: List, now: int) -> Checked | None:
    """Look as the member; None when DingTalk does not say, so that it is asked again."""
    spaces = placement.spaces or frozenset()
    try:
        with paying(Payer(Purpose.ALERTS, person=placement.user_id or "")):
            seen = {space.id for space in await list_as(placement.user_id or "")}
    except GONE:
        return Checked(None, spaces)
    except PlatformError as silent:
        log.warning("member_not_checked", code=silent.code)
        return None
    left = without(placement, spaces - seen, now)
    return Checked(left if left.spaces else None, spaces - seen)


def without(placement: Placement, lost: frozenset[str], now: int) -> Placement:
    """Tell a member of these spaces no more."""
    return replace(placement, spaces=(placement.spaces or frozenset()) - lost, checked=now)
