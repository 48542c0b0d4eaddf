"""Small documents, changed by compare-and-set in the real Valkey."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from bot.documents import Changed, Document, Documents, RedisCommand
from bot.storage import Store


@dataclass(frozen=True, slots=True)
class Count:
    number: int = 0


@pytest.fixture
def documents(store: Store) -> Documents[Count]:
    return Documents(store, store.key("watch", "counts"), Count)


def one_more(before: Count | None) -> Count:
    return replace(before or Count(), number=(before or Count()).number + 1)


async def test_a_document_comes_back_under_its_name(documents: Documents[Count]) -> None:
    assert await documents.get("a") is None
    await documents.update("a", one_more)

    assert await documents.get("a") == Count(1)
    assert await documents.all() == {"a": Count(1)}


async def test_changes_at_once_are_all_made(documents: Documents[Count]) -> None:
    await asyncio.gather(*(documents.update("a", one_more) for _ in range(20)))

    assert await documents.get("a") == Count(20)


async def test_a_change_that_applies_no_longer_is_left(documents: Documents[Count]) -> None:
    assert await documents.update("a", lambda _: None) is None
    assert await documents.all() == {}


async def test_a_document_can_be_taken_away(documents: Documents[Count]) -> None:
    await documents.update("a", one_more)

    assert await documents.change("a", lambda _: None) == Changed(Count(1), None)
    assert await documents.change("a", lambda _: None) == Changed(None, None)


async def test_a_change_tells_what_was_there_when_it_was_made(documents: Documents[Count]) -> None:
    made = await asyncio.gather(*(documents.change("a", one_more) for _ in range(20)))

    assert sorted(each.after.number for each in made if each.after) == list(range(1, 21))
    assert all(one_more(each.before) == each.after for each in made)


async def test_what_goes_along_with_a_change_is_done_with_it_or_not_at_all(
    documents: Documents[Count], store: Store
) -> None:
    other = Documents(store, store.key("watch", "others"), Count)

    def along(_: Count | None, after: Count | None) -> Iterator[RedisCommand]:
        yield from other.written({"b": after or Count()})

    await asyncio.gather(*(documents.change("a", one_more, along) for _ in range(20)))
    assert await other.get("b") == await documents.get("a") == Count(20)

    await documents.change("a", lambda now: now, lambda *_: [other.removed("b")])
    assert await other.get("b") == Count(20), "nothing was changed, so nothing goes along"
    await documents.change("a", lambda _: None, lambda *_: [other.removed("b")])
    assert await other.all() == {}


async def test_a_change_that_raises_is_left(documents: Documents[Count]) -> None:
    def never(_: Count | None) -> Count:
        raise LookupError

    with pytest.raises(LookupError):
        await documents.change("a", never)
    assert await documents.all() == {}


async def test_a_document_may_have_a_key_to_itself(store: Store) -> None:
    alone = Document(store, store.key("watch", "alone"), Count)
    await asyncio.gather(*(alone.change(one_more) for _ in range(20)))

    assert await alone.get() == Count(20)
    assert await alone.change(lambda _: None) == Changed(Count(20), None)
    assert await alone.get() is None
    assert not await store.redis.exists(store.key("watch", "alone"))


async def test_what_another_release_wrote_is_none(
    documents: Documents[Count], store: Store
) -> None:
    await store.redis.hset(store.key("watch", "counts"), "a", '{"number": "many"}')

    assert await documents.get("a") is None
    assert await documents.all() == {}
    assert await documents.update("a", one_more) == Count(1)
