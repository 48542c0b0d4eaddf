"""A question costs at most two counted calls, however many spaces there are."""

import pytest

from tests.costs import CHANGES, READING, SIZES, costs, organisation

MOST = dict.fromkeys(READING, 2) | {"space create": 4, "space delete": 7}


@pytest.mark.parametrize("spaces", SIZES)
async def test_an_hour_later_each_costs_no_more_than_its_price(redis_url: str, spaces: int) -> None:
    """The card included, whether DingTalk lets members ask for spaces by their ids or not."""
    async with organisation(redis_url, spaces) as counting:
        for members_may in (True, False):
            found = await costs(counting, members_may=members_may)

            over = {what: each for what, (_, each) in found.items() if each > MOST[what]}
            assert over == {}
            assert set(found) == {*READING, *CHANGES}
