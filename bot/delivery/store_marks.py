"""Whose card it is: two bots with one Client ID and a store each get one another's presses.

DingTalk gives each press to one connection of the app at random (page `protocol`), and no API lists
connections. So the outTrackId begins with an id of the store, made at its first start. Cards sent
before there was one have an outTrackId without it; they stay as they are.
"""

import secrets
from collections import Counter
from dataclasses import dataclass
from typing import cast

import structlog

from bot.storage import Store

log = structlog.get_logger()

BETWEEN = "_"
KEEP_MILLIS = 7 * 24 * 3600 * 1000
"""So long another bot is told of after its last sign, as long as a card's buttons work."""

SURE_CARDS = 3
"""Of so many of its cards another bot is known for sure; fewer may be left of an earlier store."""

UNSURE_MILLIS = 3600 * 1000
"""So long fewer are told of: whoever pressed one was sent to ``status``."""

CARDS_KEPT = 100

ADVICE = (
    "another bot uses this Client ID with a Redis of its own: stop it, or give both the same "
    "SPACEKEEPER_REDIS_URL; after this Redis was emptied or replaced, its own old cards show so too"
)

_OWN = """
redis.call('HSETNX', KEYS[1], 'mark', ARGV[1])
return redis.call('HGET', KEYS[1], 'mark')
"""

_NOTE = """
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[4])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[5]))
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return 1
"""


@dataclass(frozen=True, slots=True)
class OtherBot:
    """Another store whose cards are pressed here; ``at``, in milliseconds since 1970, the last."""

    mark: str
    at: int


def card_in(name: str) -> str:
    """Our own id of a card, whosever it is, in what DingTalk calls it."""
    return name.rpartition(BETWEEN)[2]


class StoreMarks:
    """Knows the id of this store, and of others that were met."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._own = store.script(_OWN)
        self._note = store.script(_NOTE)
        self._known = ""

    async def own(self) -> str:
        """The id of this store."""
        return self._known or await self._asked()

    async def id_of(self, name: str) -> str | None:
        """Give our own id of the card that DingTalk calls so; None if it is not of this store."""
        mark, between, card = name.partition(BETWEEN)
        if not between:
            return name
        # Asked once more: Redis may have been emptied since, and has another one then.
        if mark == await self.own() or mark == await self._asked():
            return card
        self._store.counts.foreign["card"] += 1
        log.warning("another_bot_uses_this_app", store=mark, advice=ADVICE)
        keys = [self._others, self._their_cards]
        await self._note(keys, [mark, await self._store.now(), KEEP_MILLIS, name, CARDS_KEPT])
        return None

    async def last_other(self) -> OtherBot | None:
        """The other store that was met last, within the time it is told of: a week once several of
        its cards were pressed, an hour else.
        """
        now = await self._store.now()
        last = await self._store.redis.zrevrangebyscore(
            self._others, "+inf", now - KEEP_MILLIS, withscores=True
        )
        names = await self._store.redis.zrangebyscore(self._their_cards, now - KEEP_MILLIS, "+inf")
        cards = Counter(name.partition(BETWEEN)[0] for name in cast("list[str]", names))
        found = [OtherBot(mark, int(at)) for mark, at in cast("list[tuple[str, float]]", last)]
        sure = (each for each in found if cards[each.mark] >= SURE_CARDS)
        return next((each for each in found if now - each.at < UNSURE_MILLIS), next(sure, None))

    async def _asked(self) -> str:
        key = self._store.key("org")
        self._known = str(await self._own([key], [self._known or secrets.token_hex(4)]))
        return self._known

    @property
    def _others(self) -> str:
        return self._store.key("others")

    @property
    def _their_cards(self) -> str:
        return self._store.key("others", "cards")
