"""Who did what."""

import asyncio
from dataclasses import replace

import pytest

from bot.audit import Audit, Entry
from bot.errors import LeaseLost
from bot.messages import Fence
from bot.storage import Store
from tests.parts import ANN, BOB, GROUP, command

CREATE = Entry.of(command(), "done", "sp1", "市场部")


@pytest.fixture
def audit(store: Store) -> Audit:
    return Audit(store, 30)


async def names(audit: Audit, count: int = 99, about: str = "") -> list[str]:
    return [kept.entry.name for kept in await audit.last(count, {about} if about else ())]


def test_an_entry_says_who_where_and_what() -> None:
    assert (
        Entry(
            person="manager01",
            nick="Bob",
            place=GROUP.id,
            command="space create",
            target="sp1",
            outcome="done",
            name="市场部",
        )
        == CREATE
    )


async def test_an_entry_comes_back_as_it_was(store: Store, audit: Audit) -> None:
    entry = replace(CREATE, before="used=1", after="used=2", request_id="r", nick='"\n')
    before = await store.now()
    await audit.append("turn", entry)

    [kept] = await audit.last(10)

    assert kept.entry == entry
    assert before <= kept.at <= await store.now()


async def test_an_attempt_with_one_outcome_is_appended_once(audit: Audit) -> None:
    await asyncio.gather(*(audit.append("turn", CREATE) for _ in range(10)))
    await audit.append("turn", replace(CREATE, outcome="uncertain"))
    await audit.append("other turn", CREATE)

    assert len(await audit.last(99)) == 3


async def test_a_run_that_was_taken_over_adds_nothing(store: Store, audit: Audit) -> None:
    fence = Fence(store.key("lease", "box"), "token")
    await store.redis.set(fence.key, "another", px=60_000)
    with pytest.raises(LeaseLost):
        await audit.append("turn", CREATE, fence)
    assert await audit.last(9) == ()

    await store.redis.set(fence.key, "token", px=60_000)
    await audit.append("turn", CREATE, fence)
    assert len(await audit.last(9)) == 1


async def test_a_turn_knows_what_its_earlier_run_came_to(audit: Audit) -> None:
    await audit.append("turn", CREATE)

    assert await audit.has("turn", "done")
    assert not await audit.has("turn", "refused")
    assert not await audit.has("other turn", "done")


async def test_the_newest_comes_first_over_more_than_one_batch(audit: Audit) -> None:
    for number in range(7):
        await audit.append(f"turn {number}", replace(CREATE, name=str(number)))

    walked = [kept.entry.name async for kept in audit.newest_first(batch=3)]

    assert walked == ["6", "5", "4", "3", "2", "1", "0"]
    assert await names(audit, 2) == ["6", "5"]


async def test_an_empty_trail_has_nothing(audit: Audit) -> None:
    assert await audit.last(5) == ()


@pytest.mark.parametrize("about", ["staff01", "Ann", "sp2", "财务"])
async def test_a_person_or_a_space_is_found_by_id_or_name(audit: Audit, about: str) -> None:
    await audit.append("one", CREATE)
    await audit.append("two", Entry.of(command(sender=ANN), "done", "sp2", "财务"))
    await audit.append("three", CREATE)

    assert await names(audit, about=about) == ["财务"]


async def test_what_is_older_than_the_retention_goes(store: Store, audit: Audit) -> None:
    """Redis cuts whole nodes of a hundred entries, so a few old ones may outlast the rest."""
    old = await store.now() - 31 * 24 * 3600 * 1000
    for number in range(300):
        await store.redis.xadd(store.key("audit"), {"name": "old"}, id=f"{old}-{number + 1}")

    await audit.append("turn", CREATE)

    left = await names(audit, 999)
    assert left[0] == "市场部"
    assert left.count("old") <= 100
    assert await store.redis.ttl(store.key("audit")) > 29 * 24 * 3600


async def test_an_entry_of_another_release_is_still_read(store: Store, audit: Audit) -> None:
    await audit.append("turn", CREATE)
    await store.redis.xadd(store.key("audit"), {"person": BOB.key, "colour": "red"})

    assert [kept.entry.person for kept in await audit.last(9)] == ["manager01", "manager01"]


async def test_what_an_earlier_release_kept_of_a_refused_command_is_not_read(
    store: Store, audit: Audit
) -> None:
    """What names a space by its id and name, or the conversation, was not typed."""
    old = Entry.of(command(), "refused: only admins may", "hunter2", after="asked=hunter2")
    refused = replace(CREATE, outcome="refused: paused")
    here = Entry.of(command(), "refused: only admins may", GROUP.id)
    for number, entry in enumerate((old, refused, here)):
        await audit.append(f"turn {number}", entry)

    entries = [kept.entry for kept in reversed(await audit.last(9))]

    assert entries == [replace(old, target="", after=""), refused, here]
    assert await audit.count({"hunter2"}, await store.now()) == 0


async def test_a_turn_finds_what_it_has_done_in_all_its_parts(audit: Audit) -> None:
    planned, refused = replace(CREATE, outcome="planned"), replace(CREATE, outcome="refused: x")
    second = replace(CREATE, name="财务")
    for key, entry in (
        ("turn", planned),
        ("turn", refused),
        ("turn:part", second),
        ("turns", CREATE),
    ):
        await audit.append(key, entry)

    assert await audit.of_turn("turn") == (planned, second)
    assert await audit.of_turn("tur") == ()


async def test_of_one_person_so_many_refusals_are_written_down_a_day(
    store: Store, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.audit.MOST_REFUSALS", 3)
    refused = replace(CREATE, outcome="refused: only admins may")
    for number in (0, 0, 1, 2, 3, 4):
        await audit.refuse(f"turn {number}", refused)
    await audit.refuse("turn 0", replace(refused, person="staff01"))

    outcomes = [(kept.entry.person, kept.entry.outcome) for kept in await audit.last(9)]
    assert outcomes == [
        ("staff01", "refused: only admins may"),
        ("manager01", "refused: too often; no more of today's is written down"),
        ("manager01", "refused: only admins may"),
        ("manager01", "refused: only admins may"),
    ]
    assert 0 < await store.redis.ttl(store.key("refused", "manager01")) <= 24 * 3600
