"""Whose card it is."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.delivery import StoreMarks
from bot.delivery.store_marks import CARDS_KEPT, KEEP_MILLIS, SURE_CARDS, UNSURE_MILLIS
from bot.storage import Store
from tests.bot.delivery.test_records import RECORD


async def test_a_store_has_one_id_for_all_who_use_it_and_for_ever(store: Store) -> None:
    marks = StoreMarks(store)

    assert await marks.own() == await StoreMarks(store).own() == await marks.own()
    assert len(await marks.own()) == 8
    assert await store.redis.pttl(store.key("org")) == -1


async def test_a_card_is_called_by_its_store_and_its_own_name(store: Store) -> None:
    marks = StoreMarks(store)
    sent = replace(RECORD, mark=await marks.own())

    assert sent.name != sent.out_track_id
    assert await marks.id_of(sent.name) == sent.out_track_id


async def test_a_card_from_before_there_were_ids_keeps_its_name(store: Store) -> None:
    assert RECORD.name == RECORD.out_track_id
    assert await StoreMarks(store).id_of(RECORD.name) == RECORD.out_track_id
    assert await StoreMarks(store).id_of("doctor-0f") == "doctor-0f"


async def test_another_stores_card_is_counted_and_told_of(store: Store) -> None:
    marks = StoreMarks(store)
    assert await marks.last_other() is None
    with capture_logs() as logs:
        assert await marks.id_of("0ther_card") is None
        assert await marks.id_of("n3wer_card") is None

    other = await marks.last_other()
    assert other is not None
    assert other.mark in {"0ther", "n3wer"}
    assert store.counts.foreign == {"card": 2}
    assert {each["event"] for each in logs} == {"another_bot_uses_this_app"}
    assert "SPACEKEEPER_REDIS_URL" in logs[0]["advice"]


@pytest.mark.parametrize(
    ("cards", "told"),
    [
        (["0ther_card"] * SURE_CARDS, False),
        (["0ther_1", "0ther_2", "n3wer_3"], False),
        (["0ther_1", "0ther_2", "0ther_3"], True),
    ],
)
async def test_another_bot_is_told_of_for_a_week_only_once_several_of_its_cards_were_pressed(
    store: Store, cards: list[str], *, told: bool
) -> None:
    """One may be left of a store that was emptied, or be nobody's."""
    marks = StoreMarks(store)
    with capture_logs():
        for each in cards:
            assert await marks.id_of(each) is None
    hour_ago = await store.now() - UNSURE_MILLIS
    for mark in {each.partition("_")[0] for each in cards}:
        await store.redis.zadd(store.key("others"), {mark: hour_ago})

    assert (await marks.last_other() is not None) is told


async def test_what_is_kept_of_such_cards_has_an_end(store: Store) -> None:
    marks = StoreMarks(store)
    with capture_logs():
        for number in range(CARDS_KEPT + 5):
            await marks.id_of(f"0ther_{number}")

    assert await store.redis.zcard(store.key("others", "cards")) == CARDS_KEPT
    assert await store.redis.pttl(store.key("others", "cards")) > 0


async def test_what_was_met_long_ago_is_told_of_no_more(store: Store) -> None:
    long_ago = await store.now() - KEEP_MILLIS - 1
    await store.redis.zadd(store.key("others"), {"0ther": long_ago})
    await store.redis.expire(store.key("others"), 60)

    assert await StoreMarks(store).last_other() is None


async def test_after_redis_was_emptied_replicas_agree_again(store: Store) -> None:
    """One that was there before learns the new id from the first card that carries it."""
    before = StoreMarks(store)
    old = await before.own()
    await store.redis.delete(store.key("org"))
    new = await StoreMarks(store).own()

    assert await before.id_of(f"{new}_card") == "card"
    assert await before.own() == new != old
    assert store.counts.foreign == {}
