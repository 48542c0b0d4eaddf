"""What a release leaves in Redis, written to a file by that release and put back by the next one.

``python -m tests.conversations.release FILE`` writes what this one leaves, before the next changes
how anything is kept. Times in it are moved to the day on which it is read; ids are those of the
sandbox's first organisation. What holds no documents of ours is left out.
"""

import asyncio
import json
import re
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from redis.asyncio import Redis

from bot.inbox import Boxes
from bot.messages import Conversation, Message, Sender
from bot.storage import Store, open_store
from tests.conversations.stage import Stage, set_up
from tests.sandbox_server import running_sandbox
from tests.valkey import running_valkey

LAST = Path(__file__).parent / "last_release.json"
NOT_OURS = frozenset({"docket", "token", "rate", "lease", "block"})
"""First parts of keys that are left out: queue, secrets, and what ends with the process."""

WAITS = "m-waiting"
"""The message that had been stored, and not answered, when the release stopped."""

_MOMENT = re.compile(r"(?<![0-9])1[0-9]{12}(?![0-9])")
_PACKED = "base64:"
_NEAR = 400 * 86_400_000
"""Numbers so near to the day of writing are moments, in milliseconds since 1970."""

Kept = dict[str, dict[str, Any]]


async def left(stage: Stage) -> Kept:
    """Use all that keeps something, stop, and give what is kept."""
    bob = await stage.in_group("manager01")
    async with stage.bot(watch_seconds=0.2, interim_seconds=30):
        for words in ("/admin here", "/operator me", "quota", "spaces", "use Finance", "lang en"):
            await bob.says(words)
        for words, label in (("space create Extra", "Create"), ("alert here all", "Turn on")):
            await bob.presses(await bob.says(words), label)
        for words in ("quota set Extra 5 GB", "space delete Finance", "Finance"):
            await bob.says(words)
        await (await stage.alone("manager02")).says("space create")
        ann = await stage.alone("staff01")
        for words in ("quota", "spaces"):
            await ann.says(words)
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        await Boxes(store).accept(_waiting(stage, ann.conversation))
        async with Redis.from_url(stage.redis_url) as raw:
            keys = [str(key) async for key in store.redis.scan_iter(store.key("*"))]
            named = {key.removeprefix(store.prefix): key for key in keys}
            return {
                name: await _read(raw, key)
                for name, key in named.items()
                if name.partition(":")[0] not in NOT_OURS
            }


def _waiting(stage: Stage, conversation: str) -> Message:
    return Message(
        robot_code=stage.state["robotCode"],
        msg_id=WAITS,
        corp_id=stage.state["corpId"],
        sender=Sender("staff01", "$:LWCP_v1:$ann", "Ann", is_admin=False),
        conversation=Conversation(conversation, "single"),
        kind="text",
        text="help",
        at=int(time.time() * 1000),
    )


async def _read(redis: Redis, key: str) -> dict[str, Any]:
    kind = str(_written(await redis.type(key)))
    reads: dict[str, Any] = {
        "string": lambda: redis.get(key),
        "hash": lambda: redis.hgetall(key),
        "list": lambda: redis.lrange(key, 0, -1),
        "set": lambda: redis.smembers(key),
        "zset": lambda: redis.zrange(key, 0, -1, withscores=True),
        "stream": lambda: redis.xrange(key),
    }
    return {"type": kind, "ttl": await redis.pttl(key), "value": _written(await reads[kind]())}


def _written(value: Any) -> Any:
    """Write what is no text in base64."""
    match value:
        case bytes():
            try:
                return value.decode()
            except UnicodeDecodeError:
                return _PACKED + b64encode(value).decode()
        case dict():
            return {_written(name): _written(each) for name, each in value.items()}
        case set():
            return sorted(map(_written, value))
        case list() | tuple():
            return [_written(each) for each in value]
        case _:
            return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_PACKED):
        return b64decode(value.removeprefix(_PACKED))
    if isinstance(value, dict):
        return {name: _unpacked(each) for name, each in value.items()}
    return value


async def put_back(store: Store, text: str) -> frozenset[str]:
    """Put back what was left, as if it had been left now; gives the first parts of its keys."""
    file = json.loads(text)
    moved = int(time.time() * 1000) - int(file["at"])

    def move(found: re.Match[str]) -> str:
        moment = int(found[0])
        return str(moment + moved if abs(moment - file["at"]) < _NEAR else moment)

    kept: Kept = json.loads(_MOMENT.sub(move, json.dumps(file["keys"])))
    for name, each in kept.items():
        await _write(store, store.prefix + name, each)
    return frozenset(name.partition(":")[0] for name in kept)


async def _write(store: Store, key: str, kept: dict[str, Any]) -> None:
    redis, value = store.redis, _unpacked(kept["value"])
    writes: dict[str, Callable[[], Awaitable[Any]]] = {
        "string": lambda: redis.set(key, value),
        "hash": lambda: redis.hset(key, mapping=value),
        "list": lambda: redis.rpush(key, *value),
        "set": lambda: redis.sadd(key, *value),
        "zset": lambda: redis.zadd(key, dict(value)),
        "stream": lambda: _added(redis, key, value),
    }
    await writes[kept["type"]]()
    if kept["ttl"] > 0:
        await redis.pexpire(key, kept["ttl"])


async def _added(redis: Redis, key: str, entries: list[Any]) -> None:
    for entry, members in entries:
        await redis.xadd(key, members, id=entry)


async def main(path: Path) -> None:
    """Write what this release leaves."""
    with running_valkey() as url:
        async with running_sandbox() as sandbox, set_up(sandbox, url) as stage:
            at, keys = int(time.time() * 1000), await left(stage)
    text = json.dumps({"at": at, "keys": keys}, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(f"{text}\n")  # noqa: ASYNC240 - nobody waits


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
