"""What the watch knows, in the real Valkey."""

from dataclasses import replace

from bot.quota.history import LONG
from bot.quota.limits import Limits
from bot.quota.observations.model import Gone, Observation, Update, gone, looked, missing
from bot.quota.observations.store import Observations
from bot.quota.samples import Sample
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE

GIB = 1 << 30
NOW = 20_000 * DAY
POLICY = Limits()


def found(space_id: str = "1", used: int = GIB, at: int = NOW) -> Observation:
    return Observation(space_id, f"Space {space_id}", Sample(at, used, 100 * GIB), at)


def change(before: Observation | None, now: Observation) -> Update:
    made = looked(before, now, POLICY)
    assert made is not None
    return made


async def test_what_was_seen_comes_back(store: Store) -> None:
    observations = Observations(store)
    taken = await observations.take([change(None, found("1")), change(None, found("2", 85 * GIB))])

    assert await observations.all() == {each.seen.space_id: each.seen for each in taken}
    assert list(await observations.some(["2", "3"])) == ["2"]
    assert await observations.some([]) == {}
    assert await observations.history("1") == (found("1").sample,)
    assert await observations.history("3") == ()


async def test_of_two_who_saw_the_same_the_first_is_believed(store: Store) -> None:
    observations = Observations(store)
    first = change(None, found(at=NOW))
    second = change(None, found(used=2 * GIB, at=NOW + MINUTE))

    assert await observations.take([first]) == (first,)
    assert await observations.take([second]) == ()
    assert await observations.history("1") == (found().sample,)


async def test_what_is_gone_is_watched_no_more_but_keeps_its_history(store: Store) -> None:
    observations = Observations(store)
    (first,) = await observations.take([change(None, found())])
    once = missing(first.seen, POLICY, NOW + MINUTE)
    assert once is not None
    (held,) = await observations.take([once])
    twice = missing(held.seen, POLICY, NOW + 2 * MINUTE)
    assert twice is not None
    await observations.take([twice])

    assert await observations.all() == {}
    assert await observations.history("1") == (found().sample,)
    assert await observations.gone() == (Gone("1", "Space 1", found().sample, NOW + 2 * MINUTE),)


async def test_a_history_is_packed_again_after_a_day_of_looks(store: Store) -> None:
    observations = Observations(store)
    seen: Observation | None = None
    sizes = []
    for place in range(LONG):
        now = found(used=GIB + place, at=NOW + place * MINUTE)
        (taken,) = await observations.take([change(seen, now)])
        seen = taken.seen
        sizes.append(await store.redis.strlen(store.key("history", "1")))

    assert sizes[-1] < sizes[-2]
    assert len(await observations.history("1")) == LONG


async def test_a_history_nobody_can_read_begins_anew(store: Store) -> None:
    observations = Observations(store)
    await store.redis.set(store.key("history", "1"), "\x00\x00\x00\x00broken", px=60_000)
    (first,) = await observations.take([change(None, found())])
    assert await observations.history("1") == ()

    before = replace(first.seen, entries=LONG - 1)
    await observations.take([Update(first.seen, before)])
    await observations.take([change(before, found(at=NOW + HOUR))])
    (last,) = await observations.take(
        [change((await observations.all())["1"], found(at=NOW + 2 * HOUR))]
    )
    assert await observations.history("1") == (last.sample,)


async def test_what_another_release_wrote_is_seen_anew(store: Store) -> None:
    observations = Observations(store)
    await store.redis.hset(store.key("watch", "seen"), "1", '{"shape": "other"}')

    assert await observations.all() == {}
    anew = change(None, found())
    assert await observations.take([anew]) == (anew,)


async def test_what_another_release_wrote_in_other_words_is_the_same(store: Store) -> None:
    observations = Observations(store)
    (first,) = await observations.take([change(None, found())])
    key = store.key("watch", "seen")
    text = await store.hget(key, "1")
    await store.redis.hset(key, "1", f" {text}")

    following = change(first.seen, found(at=NOW + MINUTE))

    assert await observations.take([following]) == (following,)
    assert await observations.take([following]) == ()


async def test_a_quiet_look_is_a_new_version_where_it_brings_news_only(store: Store) -> None:
    observations, replica = Observations(store), Observations(store)
    (first,) = await observations.take([change(None, found())], quiet=True)
    version = await observations.version()
    (same,) = await observations.take([change(first.seen, found(at=NOW + MINUTE))], quiet=True)
    assert await observations.version() == version
    assert (await replica.some(["1"]))["1"].sample.at == NOW + MINUTE

    other = found(used=2 * GIB, at=NOW + 2 * MINUTE)
    await observations.take([change(same.seen, other)], quiet=True)

    assert await observations.version() != version
    assert (await replica.all())["1"].sample == other.sample


async def test_of_what_has_changed_only_that_is_read_anew(store: Store) -> None:
    writer, reader = Observations(store), Observations(store)
    taken = await writer.take([change(None, found(each)) for each in ("1", "2", "3")])
    before = await reader.all()
    await writer.take([change(taken[1].seen, found("2", 2 * GIB, NOW + HOUR))])
    await writer.take([Update(taken[2].seen, None)])

    after = await reader.all()

    assert after["1"] is before["1"]
    assert after["2"].sample.used == 2 * GIB
    assert "3" not in after
    after.clear()
    assert list(await reader.all()) == ["1", "2"]


async def test_a_redis_that_was_emptied_is_not_taken_for_the_one_before(store: Store) -> None:
    observations = Observations(store)
    await observations.take([change(None, found("1"))])
    await observations.all()
    await store.redis.delete(store.key("watch", "seen"))
    await observations.take([change(None, found("2"))])

    assert list(await observations.all()) == ["2"]


async def test_what_has_gone_is_known_for_as_long_as_lists_are_kept(store: Store) -> None:
    observations = Observations(store)
    (first,) = await observations.take([change(None, found())])
    await observations.take([gone(first.seen, NOW)])

    _, lately = await observations.latest()

    assert list(lately) == ["1"]
    assert (await observations.before(["1"])).gone == lately
    assert 0 <= await store.now() - lately["1"] < MINUTE
    assert 0 < await store.redis.pttl(store.key("lately-gone")) <= 25 * 60 * MINUTE
