import pytest

from bot.quota.policy import DEFAULT_LEVELS, Free, Override, Percent, Policy, resolve


def test_levels_are_80_90_95_and_100_percent_unless_said_otherwise() -> None:
    assert resolve(Override()).levels == (Percent(80), Percent(90), Percent(95), Percent(100))


def test_the_narrowest_wish_counts_each_field_by_itself() -> None:
    organisation = Override(levels=(Percent(50),), soft_quota=1000, tiny=10)
    conversation = Override(levels=(Percent(60),), tiny=20)
    space = Override(levels=(Free(7),))
    assert resolve(organisation, conversation, space) == Policy((Free(7),), 1000, 20)
    assert resolve(organisation, conversation).levels == (Percent(60),)


def test_no_levels_is_a_wish_too() -> None:
    assert resolve(Override(levels=DEFAULT_LEVELS), space=Override(levels=())).levels == ()


@pytest.mark.parametrize("percent", [0, -5, 101])
def test_a_share_that_means_nothing_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        Percent(percent)


def test_less_than_nothing_free_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be left"):
        Free(-1)


@pytest.mark.parametrize(("quota", "soft", "limit"), [(5, 9, 5), (None, 9, 9), (None, None, None)])
def test_the_soft_quota_counts_only_where_dingtalk_has_none(
    quota: int | None, soft: int | None, limit: int | None
) -> None:
    assert Policy(soft_quota=soft).limit(quota) == limit


@pytest.mark.parametrize("limit", [None, 0, 99])
def test_fullness_of_nothing_or_of_a_tiny_limit_means_nothing(limit: int | None) -> None:
    assert not Policy(tiny=100).judges(limit)
    assert Policy(tiny=100).judges(100)


def test_fullness_of_zero_means_nothing_although_nothing_is_too_tiny() -> None:
    assert not Policy(tiny=0).judges(0)
    assert Policy(tiny=0).judges(1)
