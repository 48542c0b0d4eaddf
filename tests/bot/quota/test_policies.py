"""What the admins want different, in the real Valkey."""

from bot.quota.policies import Policies
from bot.quota.policy import Percent, Policy
from bot.quota.samples import ORGANISATION
from bot.storage import Store

GIB = 1 << 30


async def test_without_wishes_the_defaults_hold(store: Store) -> None:
    overrides = await Policies(store).overrides()

    assert overrides.policy("1") == overrides.policy(ORGANISATION) == Policy()


async def test_a_soft_quota_is_of_one_space_and_can_be_taken_back(store: Store) -> None:
    policies = Policies(store)
    await policies.set_soft_quota("1", 5 * GIB)

    overrides = await policies.overrides()
    assert overrides.policy("1") == Policy(soft_quota=5 * GIB)
    assert overrides.policy("2") == Policy()

    await policies.set_soft_quota("1", None)
    assert (await policies.overrides()).wishes == {}


async def test_what_another_release_wrote_counts_as_no_wish(store: Store) -> None:
    await store.redis.hset(store.key("policy"), "1", '{"levels": "high"}')

    assert (await Policies(store).overrides()).policy("1") == Policy()


async def test_levels_are_of_the_organisation_or_of_one_space(store: Store) -> None:
    policies = Policies(store)
    await policies.set_levels(ORGANISATION, (Percent(70),))
    await policies.set_levels("1", (Percent(50),))
    await policies.set_soft_quota("1", 5 * GIB)

    overrides = await policies.overrides()
    assert overrides.policy("1") == Policy(levels=(Percent(50),), soft_quota=5 * GIB)
    assert overrides.policy("2").levels == (Percent(70),)

    await policies.set_levels("1", None)
    assert (await policies.overrides()).policy("1").levels == (Percent(70),)
