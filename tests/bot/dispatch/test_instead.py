"""How things stand is told where no alerts and no digest are on: with what is nearly full."""

import pytest

from bot.alerts.errors import NoAlertsHere
from bot.cards import Card
from bot.dispatch.instead import standing
from bot.reading import Wish
from tests.bot.dispatch.test_by_meaning import Hearing, hearing
from tests.parts import ANN

__all__ = ["hearing"]


@pytest.mark.parametrize("words", ["alert open", "digest"])
async def test_what_is_nearly_full_is_shown_where_nothing_is_told(
    hearing: Hearing, words: str
) -> None:
    await hearing.means(Wish(words, {}, 0.9))

    card = await hearing.says("anything to worry about?", ANN)

    assert (card.template, card.heard) == ("quota_top", "quota top")


async def test_who_asks_in_a_commands_own_words_is_told_that_nothing_is_on(
    hearing: Hearing,
) -> None:
    with pytest.raises(NoAlertsHere):
        await hearing.says("alert open", ANN)


async def test_another_command_without_alerts_is_refused() -> None:
    async def refused() -> Card:
        raise NoAlertsHere

    with pytest.raises(NoAlertsHere):
        await standing("alert levels", refused())
    assert await standing("alert open", refused()) is None


async def test_what_may_all_be_how_things_stand_is_shown_and_not_offered(hearing: Hearing) -> None:
    wishes = [Wish(words, {}, 0.3) for words in ("quota top", "alert open", "digest")]
    await hearing.means(*wishes, certainty="half")

    assert (await hearing.says("有什么要注意的吗", ANN)).template == "quota_top"

    await hearing.means(wishes[0], Wish("help", {}, 0.3), certainty="half")
    assert (await hearing.says("有什么要注意的吗？", ANN)).template == "did_you_mean"
