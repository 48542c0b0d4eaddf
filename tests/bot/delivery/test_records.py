"""What is remembered of every card."""

import asyncio
from dataclasses import replace

import pytest

from bot.cards import Button, Rendered
from bot.delivery.record import Record, short_id, uncovered, working
from bot.delivery.records import Push, Records
from bot.errors import LeaseLost
from bot.messages import Fence
from bot.storage import Store
from tests.parts import GROUP
from tests.sweeping import sweep

LAST_FACE = 46_655
"""The last face whose number fits three digits."""

RECORD = Record(
    out_track_id="card1",
    conversation=GROUP,
    asker="manager01",
    asker_user_id="manager01",
    language="zh",
    turn="turn 1",
    face=1,
    shown=Rendered(
        "标题",
        "body\n“quoted”",
        (Button("新建", "primary", "create"), Button("取消", "normal", "cancel")),
        "[预览]",
    ),
    actions={"10": {"is": "Create", "plan": {"name": "a"}}, "11": {"is": "Cancel"}},
    kept={"is": "List", "spaces": [1, None]},
    nick="Bob",
    expires=99,
)


@pytest.fixture
def records(store: Store) -> Records:
    return Records(store, 3600)


async def test_a_record_comes_back_as_it_was(records: Records) -> None:
    assert await records.save(RECORD, instead_of=0)
    assert await records.load("card1") == RECORD


async def test_nothing_is_known_of_a_card_never_sent(records: Records) -> None:
    assert await records.load("card1") is None
    assert await records.face("card1", "turn") is None
    assert await records.outcome("card1") == ""
    assert await records.quiet_until("card1") == 0


async def test_a_record_lives_as_long_as_its_buttons(store: Store, records: Records) -> None:
    await records.save(RECORD, instead_of=0)

    assert 3_500_000 < await store.redis.pttl(records.key("card1")) <= 3_600_000


@pytest.mark.parametrize("instead_of", [0, 1, 3])
async def test_a_face_moves_only_from_the_one_it_was(records: Records, instead_of: int) -> None:
    await records.save(replace(RECORD, face=2), instead_of=0)

    assert not await records.save(replace(RECORD, face=4), instead_of=instead_of)
    assert await records.load("card1") == replace(RECORD, face=2)


async def test_a_run_that_was_taken_over_moves_no_face(store: Store, records: Records) -> None:
    fence = Fence(store.key("hold", "h1"), "me", "owner")
    await store.redis.hset(fence.key, "owner", "another")
    await store.redis.expire(fence.key, 60)
    with pytest.raises(LeaseLost):
        await records.save(RECORD, instead_of=0, fence=fence)
    assert await records.load("card1") is None

    await store.redis.hset(fence.key, "owner", "me")
    assert await records.save(RECORD, instead_of=0, fence=fence)


async def test_of_many_changes_at_once_one_wins(records: Records) -> None:
    await records.save(RECORD, instead_of=0)
    changes = [replace(RECORD, face=2, turn=f"turn {number}") for number in range(20)]

    moved = await asyncio.gather(*(records.save(each, instead_of=1) for each in changes))

    assert sum(moved) == 1
    assert await records.load("card1") == changes[moved.index(True)]


async def test_a_rerun_paints_the_same_face(records: Records) -> None:
    await records.save(RECORD, instead_of=0)

    assert await records.save(replace(RECORD, language="en"), instead_of=1)


async def test_the_face_a_turn_found_is_told(records: Records) -> None:
    await records.save(replace(RECORD, face=3), instead_of=0)

    assert await records.face("card1", "turn 2") == 3
    assert await records.face("card1", "turn 1") == 2


async def test_a_card_is_left_alone_whoever_moves_its_face(records: Records) -> None:
    await records.save(RECORD, instead_of=0, quiet_until=1_764_000_000_123)
    assert await records.quiet_until("card1") == 1_764_000_000_123

    await records.save(replace(RECORD, face=2), instead_of=1)
    assert await records.quiet_until("card1") == 1_764_000_000_123


async def press(records: Records, store: Store, face: int = 1, turn: str = "click") -> bool:
    covered = working(replace(RECORD, face=face), "⏳", turn)
    push = Push(store.key("box", "b"), store.key("boxes"), "b", turn, 60)
    return await records.press(covered, push, instead_of=face, quiet_until=7)


async def test_a_press_covers_the_card_and_fills_the_box_in_one_step(
    records: Records, store: Store
) -> None:
    await records.save(RECORD, instead_of=0)
    pressed = await asyncio.gather(*(press(records, store, turn=f"c{n}") for n in range(20)))

    [winner] = [f"c{n}" for n, won in enumerate(pressed) if won]
    assert await store.redis.lrange(store.key("box", "b"), 0, -1) == [winner]
    assert await store.redis.smembers(store.key("boxes")) == {"b"}
    loaded = await records.load("card1")
    assert loaded is not None
    assert (loaded.face, loaded.turn, loaded.shown.buttons) == (2, winner, ())
    assert await records.quiet_until("card1") == 7


async def test_a_press_of_another_face_fills_no_box(records: Records, store: Store) -> None:
    await records.save(RECORD, instead_of=0)

    assert not await press(records, store, face=2)
    assert not await store.redis.exists(store.key("box", "b"))


async def test_a_covered_card_is_uncovered_as_it_was() -> None:
    covered = working(RECORD, "⏳", "click")
    again = uncovered(covered)

    assert (again.shown, again.note, again.box, again.covered) == (RECORD.shown, "", "", None)
    assert list(again.actions.values()) == list(RECORD.actions.values())
    assert list(again.actions) == [again.id_of(0), again.id_of(1)]
    assert not set(again.actions) & set(RECORD.actions)


async def test_what_became_of_sending_is_noted_with_the_record(
    records: Records, store: Store
) -> None:
    await records.save(RECORD, instead_of=0)
    await records.note_outcome("card1", "sent")
    await records.save(replace(RECORD, face=2), instead_of=1)
    assert await records.outcome("card1") == "sent"

    await records.note_outcome("gone", "sent")
    assert not await store.redis.exists(records.key("gone"))


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[]",
        '"text"',
        "null",
        "{}",
        '{"shown": "text"}',
        '{"out_track_id": "card1", "face": "first"}',
    ],
)
async def test_a_record_of_another_shape_is_none(
    records: Records, store: Store, stored: str
) -> None:
    await records.save(RECORD, instead_of=0)
    await store.redis.hset(records.key("card1"), "record", stored)

    assert await records.load("card1") is None
    assert await records.face("card1", "turn") is None


@sweep("face", [1, 35, 36, 1295, 1296, LAST_FACE])
def test_a_button_is_named_in_four_characters(face: int) -> None:
    assert all(len(short_id(face, index)) <= 4 for index in range(10))


def test_buttons_of_different_faces_have_different_names() -> None:
    names = {short_id(face, index) for face in range(1, 3000) for index in range(10)}

    assert len(names) == 2999 * 10
    assert short_id(LAST_FACE + 1, 0) == "00"
