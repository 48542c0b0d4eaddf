"""Looks once a week whether a member who is told of spaces still sees them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from bot.alerts.placement import WEEK, Placement
from bot.alerts.standing import Standing
from bot.budget import Payer, Purpose, paying
from bot.dingtalk.http import without_repeats
from bot.drive.spaces import Listing
from bot.errors import NotAuthorized, PlatformError, UserOutOfScope, UserUnknown

log = structlog.get_logger()

List = Callable[[str], Awaitable[Listing]]
"""Gives the spaces that a userId sees now."""

GONE = (UserUnknown, UserOutOfScope, NotAuthorized)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a member is told of after a check, by id, and what they lost; nothing left ends it."""

    spaces: frozenset[str]
    lost: frozenset[str]

    def onto(self, now: Placement, then: Standing) -> Placement | None:
        """Give the placement after the check, which took a while; None where nothing is left.

        What the member has chosen since, the check knows nothing of.
        """
        if not now.personal:
            return now
        is_same = (now.spaces, now.follows) == (then.placement.spaces, then.placement.follows)
        spaces = self.spaces if is_same else (now.spaces or frozenset()) - self.lost
        return replace(now, spaces=spaces, checked=then.now) if spaces else None


def is_due(placement: Placement, now: int) -> bool:
    """Tell whether it is time; a check that lies ahead was made under a clock since set back."""
    return placement.personal and not now - WEEK < placement.checked <= now


async def check(placement: Placement, list_as: List) -> Checked | None:
    """Look as the member; None when DingTalk does not say, so that it is asked again."""
    spaces = placement.spaces or frozenset()
    try:
        with paying(Payer(Purpose.ALERTS, person=placement.user_id or "")), without_repeats():
            listed = await list_as(placement.user_id or "")
    except GONE:
        return Checked(frozenset(), spaces)
    except PlatformError as silent:
        log.warning("member_not_checked", code=silent.code)
        return None
    seen = frozenset(space.id for space in listed.spaces)
    # What is not in a list with unreadable rows may be one of them.
    lost = frozenset[str]() if listed.unread else spaces - seen
    kept = spaces - lost
    return Checked(kept | seen if placement.follows else kept, lost)
