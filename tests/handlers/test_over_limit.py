"""What may hold nothing and holds something: over its limit, on each card."""

from typing import Any

from bot.app import TEMPLATES
from bot.cards import Cards
from tests.assembly import Assembly
from tests.handlers.calling import says
from tests.handlers.watching import swept

CARDS = Cards(TEMPLATES)


def body(card: Any) -> str:
    return CARDS.render(card, "en", now=1).body.replace("\u00a0", " ")


def names(card: Any, rows: str = "rows") -> list[str]:
    return [row["name"] for row in card.data[rows]]


async def test_what_may_hold_nothing_and_holds_something_is_over_its_limit_everywhere(
    bot: Assembly,
) -> None:
    await bot.sandbox.make_space("Closed", quota=0, usedQuota=412 << 20)
    await swept(bot)

    listed, one = await says(bot, "spaces"), await says(bot, "space Closed")
    ranking, together = await says(bot, "quota top"), await says(bot, "quota")
    card = await says(bot, "quota Closed")

    assert listed.data["rows"][0].name == "Closed"
    assert (names(ranking)[0], names(together, "nearest")[0]) == ("Closed", "Closed")
    assert all(level["reached"] for level in card.data["levels"])
    assert not card.data["tiny"]
    for shown in (listed, one, ranking, together, card):
        assert ">999% · 412 MB of 0 B" in body(shown)
    for shown in (one, card):
        assert "Over the limit" in body(shown)
