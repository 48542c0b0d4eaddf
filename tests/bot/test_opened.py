"""What a turn has read once, and what it asks for again."""

import pytest
from redis.exceptions import ResponseError

from bot.drive.own_lists import OwnLists
from bot.scripts import ScriptPart
from bot.storage import Store

SET = "redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])"
VIEWER = "union of Ann"
ONE, TWO, OTHER, HASH = "opened:one", "opened:two", "opened:other", "opened:hash"


@pytest.fixture(autouse=True)
async def nothing_of_before(store: Store) -> None:
    await store.redis.delete(ONE, TWO, OTHER, HASH)


async def test_what_is_brought_is_read_once_a_turn(store: Store) -> None:
    await store.redis.set(ONE, "1")
    async with store.turn(()):
        await store.bring(("GET", ONE), ("EXISTS", TWO))
        await store.redis.set(ONE, "2")  # as another process would
        await store.redis.set(TWO, "2")
        assert await store.get(ONE) == "1"
        assert not await store.exists(TWO)
    assert await store.get(ONE) == "2"


async def test_what_cannot_be_read_fails_where_it_is_read(store: Store) -> None:
    await store.redis.set(ONE, "1")
    await store.redis.hset(OTHER, "field", "1")
    async with store.turn(()):
        await store.bring(("GET", OTHER), ("GET", ONE))
        assert await store.get(ONE) == "1"
        with pytest.raises(ResponseError):
            await store.get(OTHER)


async def test_fields_are_read_once_a_turn_and_again_after_a_write_of_its_own(
    store: Store,
) -> None:
    write = store.script(SET)
    await write([HASH], ["one", "1"])
    async with store.turn(()):
        assert await store.fields(HASH, ["one"]) == {"one": "1"}
        await store.redis.hset(HASH, "one", "2")  # as another process would
        assert await store.fields(HASH, ["one", "two"]) == {"one": "1", "two": None}
        await write([HASH], ["one", "3"])
        assert await store.fields(HASH, ["one"]) == {"one": "3"}
    assert await store.fields(HASH, []) == {}


async def test_what_is_put_off_is_written_before_it_is_read_again(store: Store) -> None:
    async with store.turn(()):
        await store.fields(HASH, ["one"])
        await store.later(ScriptPart(SET, [HASH], ["one", "1"]))
        assert await store.redis.hget(HASH, "one") is None
        assert await store.fields(HASH, ["one"]) == {"one": "1"}
        await store.later(ScriptPart(SET, [HASH], ["one", "2"]))
        await store.bring(("HGETALL", HASH))
        assert await store.ask("HGETALL", HASH) == {"one": "2"}


async def test_a_turn_hears_what_its_process_is_refused_or_forgets(store: Store) -> None:
    own = OwnLists(store)
    async with store.turn(own.needs(VIEWER)):
        assert not await own.is_refused(VIEWER)
        await own.refuse(VIEWER, 60_000)
        assert await own.is_refused(VIEWER)
        await own.forget(VIEWER)
        assert not await own.is_refused(VIEWER)
