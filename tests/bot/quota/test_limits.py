"""How wishes are put together, and kept in the real Valkey."""

import pytest

from bot.quota.limits import (
    DEFAULT_LEVELS,
    Free,
    Limits,
    LimitStore,
    Override,
    Percent,
    resolve,
)
from bot.quota.samples import ORGANISATION
from bot.storage import Store
from tests.sweeping import sweep

GIB = 1 << 30


def test_levels_are_80_90_95_and_100_percent_unless_said_otherwise() -> None:
    assert resolve(Override()).levels == (Percent(80), Percent(90), Percent(95), Percent(100))


def test_the_narrowest_wish_counts_each_field_by_itself() -> None:
    organisation = Override(levels=(Percent(50),), soft_quota=1000, tiny=10)
    conversation = Override(levels=(Percent(60),), tiny=20)
    space = Override(levels=(Free(7),))
    assert resolve(organisation, conversation, space) == Limits((Free(7),), 1000, 20)
    assert resolve(organisation, conversation).levels == (Percent(60),)


def test_no_levels_is_a_wish_too() -> None:
    assert resolve(Override(levels=DEFAULT_LEVELS), space=Override(levels=())).levels == ()


@sweep("percent", [0, -5, 101])
def test_a_share_that_means_nothing_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        Percent(percent)


def test_less_than_nothing_free_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be left"):
        Free(-1)


@sweep(("quota", "soft", "limit"), [(5, 9, 5), (None, 9, 9), (None, None, None)])
def test_the_soft_quota_counts_only_where_dingtalk_has_none(
    quota: int | None, soft: int | None, limit: int | None
) -> None:
    assert Limits(soft_quota=soft).limit(quota) == limit


@sweep("limit", [None, 0, 99])
def test_fullness_of_nothing_or_of_a_tiny_limit_means_nothing(limit: int | None) -> None:
    assert not Limits(tiny=100).judges(limit)
    assert Limits(tiny=100).judges(100)


def test_fullness_of_zero_means_nothing_although_nothing_is_too_tiny() -> None:
    assert not Limits(tiny=0).judges(0)
    assert Limits(tiny=0).judges(1)


async def test_without_wishes_the_defaults_hold(store: Store) -> None:
    overrides = await LimitStore(store).overrides()

    assert overrides.limits("1") == overrides.limits(ORGANISATION) == Limits()


async def test_a_soft_quota_is_of_one_space_and_can_be_taken_back(store: Store) -> None:
    limits = LimitStore(store)
    await limits.set_soft_quota("1", 5 * GIB)

    overrides = await limits.overrides()
    assert overrides.limits("1") == Limits(soft_quota=5 * GIB)
    assert overrides.limits("2") == Limits()

    await limits.set_soft_quota("1", None)
    assert (await limits.overrides()).wishes == {}


async def test_what_another_release_wrote_counts_as_no_wish(store: Store) -> None:
    await store.redis.hset(store.key("policy"), "1", '{"levels": "high"}')

    assert (await LimitStore(store).overrides()).limits("1") == Limits()


async def test_levels_are_of_the_organisation_or_of_one_space(store: Store) -> None:
    limits = LimitStore(store)
    await limits.set_levels(ORGANISATION, (Percent(70),))
    await limits.set_levels("1", (Percent(50),))
    await limits.set_soft_quota("1", 5 * GIB)

    overrides = await limits.overrides()
    assert overrides.limits("1") == Limits(levels=(Percent(50),), soft_quota=5 * GIB)
    assert overrides.limits("2").levels == (Percent(70),)

    await limits.set_levels("1", None)
    assert (await limits.overrides()).limits("1").levels == (Percent(70),)
