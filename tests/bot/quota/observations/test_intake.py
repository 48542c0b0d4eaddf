"""What anybody's look shows is known everywhere; what it does not show is gone only to some."""

from asyncio import get_running_loop
from collections.abc import Collection, Coroutine
from contextvars import Context
from dataclasses import dataclass, field, replace

import pytest

from bot.drive.capacity import Capacity, Part
from bot.drive.spaces import Listing, Space
from bot.quota.limits import LimitStore
from bot.quota.observations.intake import FEW, SETTLES, Intake, Recorder
from bot.quota.observations.model import Observation
from bot.quota.observations.store import Observations
from bot.quota.samples import ORGANISATION
from bot.storage import Store
from bot.times.spans import HOUR

GIB = 1 << 30
ONE = Space("1", "One", "org", 10 * GIB, 100 * GIB)
TWO = Space("2", "Two", "org", 90 * GIB, 100 * GIB)
BOB, ANN = "union of Bob", "union of Ann"


@dataclass(slots=True)
class World:
    """A store with Bob as the operator, and whose news stirs whom."""

    store: Store
    observations: Observations
    intake: Intake
    ahead: int = 0
    stirred: list[set[str]] = field(default_factory=list)

    async def now(self) -> int:
        return await self.store.now() + self.ahead

    async def stir(self, ids: Collection[str]) -> None:
        self.stirred.append(set(ids))

    async def seen(self) -> dict[str, Observation]:
        return await self.observations.all()


async def elsewhere(work: Coroutine[None, None, None]) -> None:
    """Do it outside the turn that runs here."""
    await get_running_loop().create_task(work, context=Context())


@pytest.fixture
async def world(store: Store) -> World:
    observations, limits = Observations(store), LimitStore(store)

    async def now() -> int:
        return await made.now()

    async def watches(viewer: str) -> bool:
        return viewer == BOB

    intake = Intake(Recorder(observations, limits, now), observations, watches)
    made = World(store, observations, intake)
    intake.stir = made.stir
    return made


async def test_a_members_look_is_known_and_names_nothing_to_others(world: World) -> None:
    await world.intake.saw(ANN, [ONE])
    await world.intake.listed(BOB, Listing((TWO,), 0))

    seen = await world.seen()
    assert {name: each.watched for name, each in seen.items()} == {"1": False, "2": True}
    assert seen["1"].sample.used == ONE.used
    assert world.stirred == [{"1"}, {"2"}]


async def test_the_same_again_stirs_nobody(world: World) -> None:
    await world.intake.saw(ANN, [ONE])
    world.ahead += 1000
    await world.intake.saw(ANN, [ONE])
    await world.intake.saw(ANN, [])

    assert world.stirred == [{"1"}]


async def test_a_members_list_that_lacks_a_space_says_nothing_of_it(world: World) -> None:
    await world.intake.listed(BOB, Listing((ONE, TWO), 0))
    for _ in range(5):
        world.ahead += HOUR
        await world.intake.listed(ANN, Listing((ONE,), 0))

    assert (await world.seen())["2"].missed == 0


async def test_the_operators_list_that_lacks_it_twice_says_that_it_is_gone(world: World) -> None:
    await world.intake.listed(BOB, Listing((ONE, TWO), 0))
    missed = []
    for _ in range(2):
        world.ahead += 1000
        await world.intake.listed(BOB, Listing((ONE,), 0))
        missed.append([each.missed for each in (await world.seen()).values()])

    assert missed == [[0, 1], [0]]
    assert [each.name for each in await world.observations.gone()] == ["Two"]
    assert world.stirred[-1] == {"2"}


async def test_a_list_with_rows_that_cannot_be_read_says_that_nothing_is_gone(world: World) -> None:
    await world.intake.listed(BOB, Listing((ONE, TWO), 0))
    for _ in range(3):
        world.ahead += 1000
        await world.intake.listed(BOB, Listing((ONE,), 0, unread=1))

    assert (await world.seen())["2"].missed == 0


async def test_numbers_that_were_not_said_keep_those_that_were_with_their_age(world: World) -> None:
    await world.intake.saw(ANN, [TWO])
    before = (await world.seen())["2"]
    world.ahead += 1000
    await world.intake.saw(ANN, [replace(TWO, name="Deux", used=None)])

    after = (await world.seen())["2"]
    assert (after.name, after.sample) == ("Deux", before.sample)


async def test_what_was_lost_is_gone_at_once_and_not_revived_by_a_late_answer(world: World) -> None:
    await world.intake.listed(BOB, Listing((ONE, TWO), 0))
    await world.intake.lost("2")
    await world.intake.lost("never seen")
    await world.intake.listed(ANN, Listing((ONE, TWO), 0))
    assert list(await world.seen()) == ["1"]

    world.ahead = SETTLES + 1
    await world.intake.listed(ANN, Listing((ONE, TWO), 0))
    assert sorted(await world.seen()) == ["1", "2"]


async def test_what_dingtalk_denies_to_others_than_the_operator_is_not_gone(world: World) -> None:
    await world.intake.listed(BOB, Listing((ONE, TWO), 0))
    await world.intake.denied(ANN, "2")
    assert sorted(await world.seen()) == ["1", "2"]

    await world.intake.denied(BOB, "2")
    assert list(await world.seen()) == ["1"]


async def test_what_the_bot_has_made_is_watched_at_once(world: World) -> None:
    await world.intake.made(ONE)

    assert (await world.seen())["1"].watched


async def test_whoever_reads_the_capacity_reads_it_for_all(world: World) -> None:
    await world.intake.measured(Capacity((Part("pool", 95 * GIB, 100 * GIB),)))

    seen = (await world.seen())[ORGANISATION]
    assert (seen.sample.used, seen.sample.quota, seen.watched) == (95 * GIB, 100 * GIB, True)
    assert world.stirred == [{ORGANISATION}]


async def test_what_a_turn_is_shown_is_written_with_its_next_step(world: World) -> None:
    async with world.store.turn(world.observations.needs()):
        await world.intake.saw(ANN, [ONE])
        assert not await world.store.redis.hlen(world.store.key("watch", "seen"))
        assert world.stirred == []
        mine = await world.observations.some([ONE.id])  # the turn knows it already
        assert mine[ONE.id].sample.used == ONE.used
        await world.store.together()
        assert await world.store.redis.hlen(world.store.key("watch", "seen"))
        assert world.stirred == [{ONE.id}]
    assert list(await world.seen()) == [ONE.id]


async def test_what_is_still_to_be_written_is_written_before_all_is_read(world: World) -> None:
    async with world.store.turn(world.observations.needs()):
        await world.intake.saw(ANN, [ONE])
        assert list(await world.seen()) == [ONE.id]
        await world.intake.saw(ANN, [replace(ONE, used=11 * GIB)])
        assert len(await world.observations.history(ONE.id)) == 1  # a second later would be two
    assert (await world.seen())[ONE.id].sample.used == 11 * GIB


@pytest.mark.parametrize(("before", "used"), [(-1000, 11 * GIB), (1000, 12 * GIB)])
async def test_of_two_looks_the_later_one_stays_whichever_is_written_first(
    world: World, before: int, used: int
) -> None:
    await world.intake.saw(ANN, [ONE])
    world.ahead = 2000
    async with world.store.turn(world.observations.needs()):
        await world.intake.saw(ANN, [replace(ONE, used=11 * GIB)])
        world.ahead += before
        await elsewhere(world.intake.saw(BOB, [replace(ONE, used=12 * GIB)]))
        await world.store.together()
        assert (await world.observations.some([ONE.id]))[ONE.id].sample.used == used
    assert (await world.seen())[ONE.id].sample.used == used


async def test_what_another_process_found_gone_meanwhile_does_not_come_back(world: World) -> None:
    await world.intake.saw(BOB, [ONE])
    await _a_millisecond_later(world)
    async with world.store.turn(world.observations.needs()):
        await world.observations.latest()
        another = Store(world.store.redis, world.store.prefix, world.store.url)
        await Recorder(Observations(another), LimitStore(another), world.now).lost(ONE.id)
        await world.intake.saw(ANN, [ONE])
    assert await world.seen() == {}


async def _a_millisecond_later(world: World) -> None:
    """Of what was seen and found gone in the same one nobody knows which came first."""
    began = await world.store.now()
    while await world.store.now() <= began + 1:
        pass


async def test_many_are_written_at_once(world: World) -> None:
    many = [replace(ONE, id=str(each)) for each in range(FEW + 1)]
    async with world.store.turn(world.observations.needs()):
        await world.intake.saw(ANN, many)
        assert len(world.stirred) == 1
