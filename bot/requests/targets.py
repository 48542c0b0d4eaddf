"""What a request is about, as it stands: what is shown of it, and what it is bound to. Pure."""

from collections.abc import Mapping, Sequence

from bot.drive.naming import alike
from bot.drive.spaces import Space
from bot.errors.requests import RequestHindered
from bot.language import normalise
from bot.requests.request import Request, RoomWish
from bot.requests.steps import Instead, instead

ALIKE = 3
"""So many spaces of nearly the same name are shown."""


def spaces_like(name: str, known: Sequence[Space]) -> tuple[Mapping[str, object], str]:
    """Give the names of spaces that are called nearly so, and the ids of those called so."""
    same = sorted(each.id for each in known if normalise(each.name) == normalise(name))
    near = [each.name for each in alike(name, known)][:ALIKE]
    return {"alike": near}, ",".join(same)


def are_known(bound: str, before: str) -> bool:
    """Tell whether all spaces of a name were there when it was asked."""
    return _ids(bound) <= _ids(before)


def _ids(bound: str) -> frozenset[str]:
    return frozenset(filter(None, bound.split(",")))


def limits_of(space: Space, soft: int | None, at: int) -> tuple[Mapping[str, object], str]:
    """Give the numbers of a space, as of ``at`` (ms since 1970), and the limits it has; ``soft`` is
    the one that only the bot watches.
    """
    there = {"used": space.used, "quota": space.quota, "soft": soft, "read_at": at}
    quota = space.quota if space.quota_known else "unknown"
    return there, f"quota={quota}; soft_quota={soft}"


def limit_hinders(request: Request, other: Instead, quota: int | None) -> RequestHindered | None:
    """Give what keeps more storage from being approved while DingTalk's own limit, ``quota`` bytes,
    None for none, is smaller: no call changes that one.
    """
    granted = instead(request, other).granted
    if not isinstance(granted, RoomWish) or not quota or quota >= granted.size:
        return None
    asked = request.wish
    sized = isinstance(asked, RoomWish) and granted.size != asked.size
    wanted = 0 if granted.offered else granted.size
    return RequestHindered("limit", request.number, quota, wanted, sized=sized)
