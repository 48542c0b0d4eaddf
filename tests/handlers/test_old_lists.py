"""What a page of a list shows: what its asker was given, for ten minutes."""

from typing import Any

import pytest

from bot.routing import Anew
from handlers.quota import ShowTop, TurnRanking
from handlers.spaces import RefreshList, TurnPage
from tests.assembly import Assembly
from tests.handlers.calling import presses, says, takes
from tests.handlers.watching import GB, learns
from tests.parts import ANN


@pytest.fixture(autouse=True)
async def _known(bot: Assembly) -> None:
    await learns(bot)


async def test_a_page_shows_what_its_own_reading_gave(bot: Assembly) -> None:
    """Whoever looks later may see what the asker sees no more."""
    listed, ranking = await says(bot, "spaces"), await says(bot, "quota top")
    space = await bot.space("Engineering")
    assert space is not None
    await bot.sandbox.change_space(space["spaceId"], usedQuota=space["quota"], name="Works")
    await says(bot, "spaces", ANN)

    for before, action in ((listed, TurnPage(1)), (ranking, TurnRanking(1))):
        page: Any = await presses(bot, action, kept=before.kept)
        assert (page.data["rows"], page.data["at"]) == (before.data["rows"], before.data["at"])
        assert page.kept == before.kept


@pytest.mark.parametrize(
    ("said", "turn", "instead"),
    [
        ("spaces e", TurnPage(2, "e"), RefreshList("e", 2)),
        ("quota top", TurnRanking(2), ShowTop("full", 2)),
    ],
)
@pytest.mark.parametrize("minutes", [-11, 11])
async def test_a_list_that_is_older_than_ten_minutes_is_read_again(
    bot: Assembly, said: str, turn: Any, instead: Any, minutes: int
) -> None:
    """As it is where the clock has been set back by so much."""
    card = await says(bot, said)
    bot.clock.at += minutes * 60_000

    with pytest.raises(Anew) as anew:
        await presses(bot, turn, kept=card.kept)

    assert anew.value.action == instead


async def test_a_ranking_that_is_made_again_stays_on_the_page(bot: Assembly) -> None:
    for number in range(8):
        await bot.sandbox.make_space(f"Space {number}", quota=GB, usedQuota=GB // 2)

    pages = [await takes(bot, ShowTop("full", page)) for page in (2, 9)]

    assert [card.data["page"] for card in pages] == [2, 2]
