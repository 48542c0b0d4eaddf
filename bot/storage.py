"""Opens Redis: the given URL, or the embedded Valkey. Nothing else does.

Keys start ``sk:{clientId}:`` and have a time to live, except those whose first part is in
:data:`LASTING`. A write that is not idempotent is a script; "not stored" means "perhaps stored".
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar, cast
from urllib.parse import parse_qsl, urlencode

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError

from bot.cancellable import cancellable
from bot.counts import Counts
from bot.embedded import address_of, embedded
from bot.errors import LeaseLost
from bot.fences import LOST
from bot.opened import OPENED, TIME, Opened, PutOff, Read, Then
from bot.scripts import ScriptPart, arguments_of, keys_of, source_of

__all__ = [
    "LASTING",
    "RedisError",
    "Script",
    "Store",
    "address_of",
    "embedded",
    "open_store",
    "with_limits",
]

_KEPT = {"admins", "alerts", "conversation", "docket", "governor", "grants", "org", "pause"}
LASTING = frozenset({*_KEPT, "policy", "watch"})
"""First parts of the keys that live until somebody removes them."""

ANSWER_SECONDS = 1.0
"""The longest that Redis may take for one answer."""

CONNECTIONS = 50
"""Of one process, docket's apart. Whoever finds all in use waits: one thread keeps no more busy."""

CONNECTION_SECONDS = 10.0
"""The longest wait for one of them. Who has less time gives up by their own limit."""

_KEEP = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local asked = tonumber(redis.call('GET', KEYS[2]) or '0')
if asked >= tonumber(ARGV[2]) and asked <= now then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return 1
"""
"""What was asked for in the future, by a clock that has been put back since, is no newer."""

_FORGET = """
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[2], now, 'PX', ARGV[1])
return 1
"""

T = TypeVar("T")

log = structlog.get_logger()

Clock = Callable[[], Awaitable[int]]
"""Gives milliseconds since 1970: Redis's own time, the one clock that all replicas share."""

Script = Callable[[list[str], list[Any]], Awaitable[Any]]


def readable(kind: TypeAdapter[T], text: str | bytes | None) -> T | None:
    """Read what was stored; None for none, and for what cannot be read."""
    try:
        return None if text is None else kind.validate_json(text)
    except ValidationError:
        return None


class Store:
    """The one Redis of an app: a client, the names of keys, and scripts."""

    def __init__(self, redis: Redis, prefix: str, url: str) -> None:
        self.redis = redis
        self.prefix = prefix
        self.url = url
        self.counts = Counts()
        self._unreadable: set[str] = set()
        self._joined: dict[str, Script] = {}
        self._open: set[Opened] = set()
        self._keep = self.script(_KEEP)
        self._forget = self.script(_FORGET)

    def key(self, *parts: str) -> str:
        """Name a key; the first part says what it is."""
        return self.prefix + ":".join(parts)

    def script(self, source: str) -> Script:
        """Load a Lua script, run as one step: ``await script(keys, arguments)``.

        One that checks a fence raises LeaseLost when that is broken.
        """
        registered = self.redis.register_script(source)

        async def run(keys: list[str], arguments: list[Any]) -> Any:  # Redis answers with any type
            if (opened := self._opened) is not None and opened.waits(("", *keys)):
                await self.settle()  # what was put off comes before what is written there now
            self.touched(*keys)
            try:
                return await registered(keys=keys, args=arguments)
            except ResponseError as error:
                if LOST in str(error):
                    raise LeaseLost from error
                raise

        return run

    async def together(self, *parts: ScriptPart) -> list[Any]:
        """Run some parts as one, and with them what the turn has put off; gives their answers."""
        return (await self.tried(*parts))[0]

    async def tried(self, *parts: ScriptPart) -> tuple[list[Any], bool]:
        """Run some parts as one script, as :meth:`together` does; gives their answers up to that of
        the one that stopped the others, and whether none did.
        """
        opened = self._opened
        late = opened.take() if opened else []
        every = [*(each.part for each in late), *parts]
        source = source_of(*(each.source for each in every))
        if source not in self._joined:
            self._joined[source] = self.script(source)
        answers, whole = await self._joined[source](keys_of(every), arguments_of(every))
        for each, answer in zip(late, answers, strict=False):
            await each.answered(answer)
        return list(answers[len(late) :]), bool(whole)

    async def later(self, part: ScriptPart, then: Then | None = None) -> None:
        """Run a part with the next one of this turn, at the latest with its last; ``then`` hears
        its answer. Outside a turn it is run at once.
        """
        opened, late = self._opened, PutOff(part, then)
        if opened is None:
            (answer,) = await self.together(part)
            await late.answered(answer)
        else:
            opened.later(late)

    async def settle(self) -> None:
        """Run what this turn has put off."""
        opened = self._opened
        while opened is not None and opened.has_late:
            await self.together()

    @asynccontextmanager
    async def turn(self, reads: Iterable[Read]) -> AsyncIterator[None]:
        """Ask for all that a turn reads at once; in the body those reads need no trip, as long as
        nothing is written there. What the body has put off is run at its end, whatever ends it.
        """
        opened = Opened(await self._answered((TIME, *reads)))
        token = OPENED.set(opened)
        self._open.add(opened)
        try:
            yield
        except BaseException:
            with suppress(RedisError, LeaseLost):
                await self.settle()
            raise
        else:
            await self.settle()
        finally:
            self._open.discard(opened)
            OPENED.reset(token)

    async def bring(self, *reads: Read) -> None:
        """Ask for more that a turn reads at once, as :meth:`turn` does, once it is known what."""
        opened = self._opened
        if opened is None:
            return
        if any(opened.waits(read) for read in reads):
            await self.settle()
        answered = await self._answered(each for each in reads if not opened.has(each))
        for read, answer in answered.items():
            opened.put(read, answer)

    async def anew(self, *reads: Read) -> list[Any]:
        """Read several things in one trip, as they are now, whatever this turn has read before."""
        opened = self._opened
        if opened is not None and any(opened.waits(read) for read in reads):
            await self.settle()
        async with self.redis.pipeline(transaction=False) as pipe:
            for read in reads:
                pipe.execute_command(*read)
            answers = list(await pipe.execute())
        for read, answer in zip(reads, answers, strict=True):
            self.put(read, answer)
        return answers

    async def _answered(self, reads: Iterable[Read]) -> dict[Read, Any]:
        """Ask for all; what Redis would not answer fails where it is read, not for the others."""
        if not (wanted := list(dict.fromkeys(reads))):
            return {}
        async with self.redis.pipeline(transaction=False) as pipe:
            for read in wanted:
                pipe.execute_command(*read)
            answers = await pipe.execute(raise_on_error=False)
        each = zip(wanted, answers, strict=True)
        return {read: answer for read, answer in each if not isinstance(answer, Exception)}

    def knows(self, read: Read) -> bool:
        """Tell whether this turn needs no trip for a read."""
        return (opened := self._opened) is not None and opened.has(read)

    def known(self, read: Read) -> Any:
        """Give what a read is known to answer; None where it is not."""
        opened = self._opened
        return opened.answer(read) if opened is not None and opened.has(read) else None

    def touched(self, *keys: str) -> None:
        """Hear that this process writes something, so that whoever is at work reads it anew."""
        for opened in self._open:
            opened.touched(keys)

    def put(self, read: Read, answer: Any) -> None:
        """Hear what a read will answer once what this turn has put off is run."""
        if (opened := self._opened) is not None:
            opened.put(read, answer)

    @property
    def _opened(self) -> Opened | None:
        """The turn that runs, if it was opened here."""
        opened = OPENED.get()
        return opened if opened in self._open else None

    async def ask(self, *read: str, **options: str) -> Any:
        """Read something: from what the turn was opened with, if it was declared. ``options`` are
        redis-py's.
        """
        opened = self._opened
        if opened is not None and opened.has(read):
            return opened.answer(read)
        if opened is not None and opened.waits(read):
            await self.settle()
        redis: Any = self.redis  # its commands of any kind have no types
        return await redis.execute_command(*read, **options)

    async def ask_once(self, *reads: Read) -> list[Any]:
        """Read several things in one trip, and once a turn, whatever others write meanwhile."""
        opened = self._opened
        wanted = [read for read in reads if opened is None or not opened.has(read)]
        found = dict(zip(wanted, await self.anew(*wanted), strict=True)) if wanted else {}
        return [found[read] if read in found else await self.ask(*read) for read in reads]

    async def fields(self, key: str, names: Iterable[str]) -> dict[str, str | None]:
        """Read texts of a hash in one trip, each once a turn."""
        wanted = [("HGET", key, name) for name in names]
        known = {each[2]: await self.ask(*each) for each in wanted if self.knows(each)}
        if new := [name for _, _, name in wanted if name not in known]:
            for name, text in zip(new, await self.ask("HMGET", key, *new), strict=True):
                self.put(("HGET", key, name), text)
                known[name] = text
        return known

    async def get(self, key: str) -> str | None:
        """Read a text; the client decodes, which its types do not know."""
        return cast("str | None", await self.ask("GET", key))

    async def hget(self, key: str, field: str) -> str | None:
        """Read a text of a hash."""
        return cast("str | None", await self.ask("HGET", key, field))

    async def exists(self, *keys: str) -> bool:
        """Tell whether any of these keys is there."""
        return bool(await self.ask("EXISTS", *keys))

    def read(self, kind: TypeAdapter[T], text: str | bytes | None, key: str) -> T | None:
        """Read what is stored under ``key``; None for none, and for what cannot be read.

        That is of another release, most likely: it is taken for absent, and counted and named in
        the log the first time.
        """
        read = readable(kind, text)
        if read is None and text is not None and key not in self._unreadable:
            self._unreadable.add(key)
            self.set_aside(*key.removeprefix(self.prefix).partition(":")[::2])
        return read

    async def cached(self, kind: TypeAdapter[T], key: str) -> T | None:
        """Read what can be had again, once a turn; what another release wrote counts as absent, and
        nobody hears of it.
        """
        return readable(kind, await self.cached_text(key))

    async def cached_text(self, key: str) -> str | None:
        """Read the text of what can be had again, once a turn; what is no text counts as absent."""
        try:
            text = await self.get(key)
        except ResponseError as error:
            if "WRONGTYPE" not in str(error):
                raise
            text = None
        self.put(("GET", key), text)
        return text

    async def keep(self, key: str, asked: str, value: str | bytes, at: int, millis: int) -> bool:
        """Keep for a while what can be had again and was asked for at ``at`` (milliseconds since
        1970, of :meth:`now`); ``False`` for what came in too late: after an answer to a later
        question, or after :meth:`forget`. The key ``asked`` remembers when.
        """
        return bool(await self._keep([key, asked], [value, at, millis]))

    async def forget(self, key: str, asked: str, millis: int) -> None:
        """Forget what is kept, and whatever was asked for until now and comes in later."""
        await self._forget([key, asked], [millis])

    def set_aside(self, kind: str, name: str) -> None:
        """Count something that this release cannot read, and name it; never what it says."""
        self.counts.unreadable[kind] += 1
        log.warning("unreadable", kind=kind, name=name)

    async def now(self) -> int:
        """Redis's own time in milliseconds since 1970: the one clock all replicas share."""
        seconds, micros = await self.ask(*TIME)
        return int(seconds) * 1000 + int(micros) // 1000


def with_limits(url: str, *, read: float, connect: float, connections: int) -> str:
    """Say in a Redis address how many seconds one answer, and one connection, may take, and how
    many connections there may be.

    In place of what the address says itself, for there redis-py lets it win over its arguments:
    a primary that is frozen, not dead, would else be waited for without an end.
    """
    limits = {
        "socket_timeout": str(read),
        "socket_connect_timeout": str(connect),
        "max_connections": str(connections),
    }
    place, _, query = url.partition("#")[0].partition("?")
    given = dict(parse_qsl(query, keep_blank_values=True))
    return f"{place}?{urlencode(given | limits)}"


@asynccontextmanager
async def open_store(url: str, client_id: str) -> AsyncIterator[Store]:
    """Connect to the Redis at ``url`` (redis, rediss or unix).

    The client never retries by itself: a command that was retried may have run twice.
    """
    seconds = ANSWER_SECONDS
    pool = BlockingConnectionPool.from_url(
        with_limits(url, read=seconds, connect=seconds, connections=CONNECTIONS),
        timeout=CONNECTION_SECONDS,
        decode_responses=True,
        retry=Retry(NoBackoff(), 0),
    )
    cancellable(pool)
    redis: Redis = Redis.from_pool(pool)
    try:
        yield Store(redis, f"sk:{client_id}:", url)
    finally:
        await redis.aclose()
