"""The store that tests are given."""

import pytest

from bot.storage import Store
from tests.valkey import endless_keys, fresh_store


async def test_a_key_without_a_time_to_live_is_found(store: Store) -> None:
    await store.redis.set(store.key("box", "one"), "1")
    await store.redis.set(store.key("pause"), "lasting")
    await store.redis.set(store.key("token"), "1", px=60_000)

    assert await endless_keys(store) == [store.key("box", "one")]
    await store.redis.delete(store.key("box", "one"))


async def test_a_test_that_leaves_such_a_key_fails(redis_url: str) -> None:
    with pytest.raises(AssertionError):
        async with fresh_store(redis_url) as other:
            await other.redis.set(other.key("box"), "1")


async def test_two_stores_share_no_key(store: Store, redis_url: str) -> None:
    async with fresh_store(redis_url) as other:
        assert other.prefix != store.prefix


async def test_what_a_test_has_written_goes_with_it(store: Store, redis_url: str) -> None:
    async with fresh_store(redis_url) as other:
        await other.redis.set(other.key("pause"), "lasting")
        key = other.key("pause")

    assert not await store.redis.exists(key)
