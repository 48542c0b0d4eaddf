"""Small documents, changed by compare-and-set in the real Valkey."""

import asyncio
from dataclasses import dataclass, replace

import pytest

from bot.documents import Documents
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

    assert await documents.remove("a") == Count(1)
    assert await documents.remove("a") is None


async def test_what_another_release_wrote_is_none(
    documents: Documents[Count], store: Store
) -> None:
    await store.redis.hset(store.key("watch", "counts"), "a", '{"number": "many"}')

    assert await documents.get("a") is None
    assert await documents.all() == {}
    assert await documents.update("a", one_more) == Count(1)
