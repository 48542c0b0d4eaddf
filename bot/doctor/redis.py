"""Whether Redis keeps what the bot trusts it with."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from redis.exceptions import AuthenticationError, NoPermissionError

from bot.delivery import StoreMarks
from bot.delivery.store_marks import ADVICE
from bot.doctor.finding import Finding
from bot.storage import RedisError, Store, address_of, embedded, open_store

LOCAL = frozenset({"", "127.0.0.1", "::1", "localhost"})
PROBE_SECONDS = 10
CORP = "set SPACEKEEPER_CORP_ID to the CorpId of https://open-dev.dingtalk.com and restart the bot"

_WRITE = "return redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])"


async def examine_redis(url: str, client_id: str, folder: Path) -> list[Finding]:
    """Look at the Redis at ``url``, or at the embedded one in ``folder`` when there is no URL."""
    if url:
        return await _examine_given(url, client_id)
    try:
        async with embedded(folder) as own, open_store(own, client_id) as store:
            return await _look(store)
    except BlockingIOError:
        running = Finding("Redis", "ok", f"embedded; a bot is running with {folder}")
        return [running, *await _met_by_running(folder, client_id)]
    except (OSError, RedisError) as error:
        advice = "give SPACEKEEPER_DATA_DIR a folder that this user may write to"
        return [Finding("Redis", "failed", f"embedded: {_in_short(error)}", advice)]


async def _met_by_running(folder: Path, client_id: str) -> list[Finding]:
    """Ask the memory of a bot that runs, without a trace, what it has met."""
    try:
        async with open_store(address_of(folder), client_id) as store:
            return await _met(store)
    except RedisError as error:
        return [Finding("organisation", "unknown", f"embedded: {_in_short(error)}")]


async def _met(store: Store) -> list[Finding]:
    return [await _organisation(store), await _others(store)]


async def _examine_given(url: str, client_id: str) -> list[Finding]:
    try:
        async with open_store(url, client_id) as store:
            return [*await _look(store), *ways_in(url)]
    except (NoPermissionError, AuthenticationError) as error:
        advice = "see docs/operations.md, Redis safety, for what the bot's user must be allowed"
        return [Finding("Redis", "failed", f"{address(url)}: {_in_short(error)}", advice)]
    except (OSError, RedisError, ValueError) as error:
        advice = "SPACEKEEPER_REDIS_URL: redis://, rediss:// or unix://, and reachable from here"
        return [Finding("Redis", "failed", f"{address(url)}: {_in_short(error)}", advice)]


async def _look(store: Store) -> list[Finding]:
    await store.script(_WRITE)([store.key("doctor")], ["1", PROBE_SECONDS])
    reached = Finding("Redis", "ok", "reached, may be written to, runs scripts")
    return [reached, *await _policies(store), *await _met(store)]


async def _organisation(store: Store) -> Finding:
    """Tell for which organisation the bot works: what comes from another is refused."""
    corp_id = await store.hget(store.key("org"), "corp")
    if corp_id is None:
        return Finding("organisation", "ok", "not known yet; taken from the first message")
    return Finding("organisation", "ok", f"corpId {corp_id}; if that is wrong: {CORP}")


async def _others(store: Store) -> Finding:
    """Tell of another bot with this Client ID, as far as its cards have been pressed."""
    other = await StoreMarks(store).last_other()
    if other is None:
        return Finding("other bots", "ok", "no press of another bot's card in 7 days")
    moment = datetime.fromtimestamp(other.at / 1000, UTC)
    detail = f"a card of another store ({other.mark}) was pressed at {moment:%Y-%m-%d %H:%M} UTC"
    return Finding("other bots", "warning", detail, ADVICE)


async def _policies(store: Store) -> list[Finding]:
    try:
        memory = await store.redis.info("memory")
        persistence = await store.redis.info("persistence")
    except NoPermissionError:
        advice = "see to it that maxmemory-policy is noeviction and appendonly is yes"
        return [Finding("Redis policies", "warning", "INFO is not allowed", advice)]
    return [
        _policy("maxmemory-policy", str(memory.get("maxmemory_policy", "unknown")), "noeviction"),
        _policy("appendonly", "yes" if persistence.get("aof_enabled") else "no", "yes"),
    ]


def _policy(name: str, found: str, wanted: str) -> Finding:
    what = f"Redis {name}"
    if found == wanted:
        return Finding(what, "ok", found)
    advice = f"set {name} to {wanted} in Redis: otherwise accepted messages can get lost"
    return Finding(what, "failed", found, advice)


def ways_in(url: str) -> list[Finding]:
    """Warn of a Redis that others may read or write: who writes there controls the bot."""
    parts = urlsplit(url)
    if parts.scheme == "unix" or (parts.hostname or "") in LOCAL:
        return []
    doubts = []
    if not (parts.password or "password=" in parts.query):
        doubts.append(
            (
                "no password",
                "give the bot a Redis user of its own (docs/operations.md, Redis safety)",
            )
        )
    if parts.scheme != "rediss":
        doubts.append(("no TLS", "use rediss://, or keep Redis on a network only the bot is on"))
    return [Finding("Redis access", "warning", doubt, advice) for doubt, advice in doubts]


def address(url: str) -> str:
    """Give host and port, or the path of a socket: no user and no password, nor a part of one.

    A ``/`` or ``?`` in a password ends the host too early, so what has an ``@`` behind the host is
    not told.
    """
    parts = urlsplit(url)
    if "@" in url.partition("://")[2].removeprefix(parts.netloc):
        return "the address in SPACEKEEPER_REDIS_URL"
    return parts.path if parts.scheme == "unix" else parts.netloc.rpartition("@")[2]


def _in_short(error: Exception) -> str:
    """Name an error, without its text: a library may quote the URL and the password in it."""
    return type(error).__name__
