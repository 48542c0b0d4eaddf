"""A question costs at most two counted calls, however many spaces there are."""

from pathlib import Path

import pytest

from tests.costs import (
    CHANGES,
    READING,
    SIZES,
    UNWATCHED,
    WITH,
    WITHOUT,
    costs,
    organisation,
    stated,
)

MOST = dict.fromkeys(READING, 2) | {"space create": 4, "space delete": 7}
DOCUMENT = (Path(__file__).parent.parent / "docs" / "costs.md").read_text()
*OTHERS, LARGEST = SIZES
ORGANISATIONS = [
    *((spaces, True) for spaces in OTHERS),
    *((spaces, False) for spaces in UNWATCHED),
    pytest.param(LARGEST, True, marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("spaces", "watched"), ORGANISATIONS)
async def test_an_hour_later_each_costs_no_more_than_its_price(
    redis_url: str, spaces: int, *, watched: bool
) -> None:
    """The card included, whether DingTalk lets members ask for spaces by their ids or not. What the
    document says of it is what was counted: else `python -m tests.costs` writes its tables anew.
    The largest is slow by the two hundred pages of its list.
    """
    async with organisation(redis_url, spaces, watched=watched) as counting:
        for members_may, name in ((True, WITH), (False, WITHOUT)):
            found = await costs(counting, members_may=members_may)

            over = {what: each for what, (_, each) in found.items() if each > MOST[what]}
            assert over == {}
            assert set(found) == {*READING, *CHANGES}
            assert found == stated(DOCUMENT, spaces, name, watched=watched), name
