"""Narrows lists of spaces by what somebody has said, as far as it is known of each. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from bot.drive.fullness import share
from bot.drive.spaces import Space
from bot.language import NEARLY_FULL, Narrowing, Sorting, normalise, unquoted
from bot.quota.card_lists import is_unknown
from bot.quota.observations.model import Observation
from bot.quota.pace import LEAST_SEEN
from bot.times.local import local

Limit = Callable[[Space], int | None]
"""What counts as full for a space, in bytes, if anything."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of spaces by id besides what DingTalk says of them; what is missing is not
    known. ``rates`` are bytes a day, ``made`` says whether whoever asks has made it; ``now`` is
    milliseconds since 1970, in ``zone``.
    """

    now: int
    zone: str
    rates: Mapping[str, float] = field(default_factory=dict)
    made: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NarrowedSpaces:
    """The spaces that remain. Of ``unjudged`` others it is not known whether they belong to them;
    ``called`` have all that was said in their name, though some of it was taken for a condition;
    all of these are ``doubtful``.
    """

    spaces: tuple[Space, ...]
    unjudged: int = 0
    called: int = 0
    doubtful: tuple[Space, ...] = ()


def own_limit(space: Space) -> int | None:
    """Count as full what DingTalk does."""
    return space.quota


def needs_rates(narrowing: Narrowing) -> bool:
    """Tell whether it takes how fast spaces grow."""
    is_growth = "growing" in narrowing.kinds or narrowing.sorting == "growth"
    return is_growth or narrowing.within is not None


def rates_of(seen: Mapping[str, Observation]) -> dict[str, float]:
    """Give how fast spaces grow, of those that were seen long enough."""
    return {
        space_id: each.pace.rate for space_id, each in seen.items() if each.pace.days >= LEAST_SEEN
    }


def choose(
    spaces: Iterable[Space],
    narrowing: Narrowing,
    facts: Facts,
    limit: Limit = own_limit,
) -> NarrowedSpaces:
    """Narrow a list, and sort it where an order was said; else the order stays."""
    named = [space for space in spaces if _is_named(space.name, narrowing)]
    judged = [(space, _belongs(space, narrowing, facts, limit(space))) for space in named]
    belonging = [space for space, belongs in judged if belongs]
    chosen = _sorted(belonging, narrowing.sorting, facts, limit)[: narrowing.most]
    called = []
    if not narrowing.is_plain:
        said = unquoted(narrowing.typed)
        called = [space for space in spaces if _has(space.name, said)]
    unjudged = [space for space, belongs in judged if belongs is None]
    return NarrowedSpaces(chosen, len(unjudged), len(called), (*unjudged, *called))


def _is_named(name: str, narrowing: Narrowing) -> bool:
    is_one = not narrowing.named or normalise(name) in narrowing.named
    return is_one and _has(name, narrowing.words)


def _has(name: str, words: str) -> bool:
    plain = normalise(name)
    return all(word in plain for word in normalise(words).split())


def _belongs(space: Space, narrowing: Narrowing, facts: Facts, limit: int | None) -> bool | None:
    """Judge a space by all conditions; None where what is known leaves it open."""
    verdicts = [
        *_by_share(space, narrowing, limit),
        *_by_size(space, narrowing),
        *_by_kind(space, narrowing, facts),
        *_by_days(space, narrowing, facts, limit),
    ]
    if False in verdicts:
        return False
    return None if None in verdicts else True


Verdicts = Iterable[bool | None]


def _by_share(space: Space, narrowing: Narrowing, limit: int | None) -> Verdicts:
    full = share(space.used, limit)
    open_ = None if is_unknown(space, limit) else False
    if "full" in narrowing.kinds:
        yield open_ if full is None else full * 100 >= NEARLY_FULL
    if "nearly full" in narrowing.kinds:
        yield open_ if full is None else full < 1 and full * 100 >= NEARLY_FULL
    if narrowing.least_share is not None:
        yield open_ if full is None else full * 100 >= float(narrowing.least_share)
    if narrowing.below_share is not None:
        yield open_ if full is None else full * 100 < float(narrowing.below_share)


def _by_size(space: Space, narrowing: Narrowing) -> Verdicts:
    if "empty" in narrowing.kinds:
        yield None if space.used is None else space.used == 0
    if narrowing.least_size is not None:
        yield None if space.used is None else space.used >= narrowing.least_size
    if narrowing.below_size is not None:
        yield None if space.used is None else space.used < narrowing.below_size


def _by_kind(space: Space, narrowing: Narrowing, facts: Facts) -> Verdicts:
    if "growing" in narrowing.kinds:
        rate = facts.rates.get(space.id)
        yield None if rate is None else rate > 0
    if "mine" in narrowing.kinds:
        yield facts.made.get(space.id)
    if "new" in narrowing.kinds:
        yield _is_of_this_month(space, facts)


def _by_days(space: Space, narrowing: Narrowing, facts: Facts, limit: int | None) -> Verdicts:
    """Judge whether it would be full within so many days, at the pace of the last ones."""
    if narrowing.within is None:
        return
    rate = facts.rates.get(space.id)
    if space.used is None or limit is None:
        yield None if is_unknown(space, limit) else False
    elif space.used >= limit:
        yield True
    else:
        yield None if rate is None else space.used + rate * narrowing.within >= limit


def _is_of_this_month(space: Space, facts: Facts) -> bool | None:
    if space.created is None:
        return None
    now = local(facts.now, facts.zone)
    made = space.created.astimezone(now.tzinfo)
    return (made.year, made.month) == (now.year, now.month)


def _sorted(spaces: list[Space], sorting: Sorting, facts: Facts, limit: Limit) -> tuple[Space, ...]:
    """Sort by what is known; of what it is not known comes last."""
    match sorting:
        case "name":
            spaces.sort(key=lambda space: normalise(space.name))
        case "size":
            spaces.sort(key=lambda space: -1 if space.used is None else space.used, reverse=True)
        case "growth":
            spaces.sort(key=lambda space: facts.rates.get(space.id, -1.0), reverse=True)
        case "newest":
            spaces.sort(key=_age, reverse=True)
        case "room":
            spaces.sort(key=lambda space: _left(space, limit(space)), reverse=True)
        case "emptiest":
            spaces.sort(key=lambda space: _share(space, limit(space)))
        case "smallest":
            spaces.sort(key=lambda space: inf if space.used is None else space.used)
        case "full" | "":
            pass
    return tuple(spaces)


def _left(space: Space, limit: int | None) -> float:
    return -inf if space.used is None or limit is None else limit - space.used


def _share(space: Space, limit: int | None) -> float:
    full = share(space.used, limit)
    return inf if full is None else full


def _age(space: Space) -> float:
    return space.created.timestamp() if space.created else float("-inf")
