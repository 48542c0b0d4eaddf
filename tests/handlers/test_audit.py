"""Who tried to change what."""

from bot.audit import Entry
from handlers.audit import ROWS
from tests.assembly import Assembly
from tests.handlers.calling import types
from tests.parts import ANN, command


async def test_the_newest_are_shown_with_names_where_there_are_some(bot: Assembly) -> None:
    await bot.services.audit.append("1", Entry.of(command(), "done", "sp1", "Finance"))
    await bot.services.audit.append("2", Entry("u9", "", "c", "undo", "sp2", "undone"))

    card = await types(bot, "audit")

    rows = card.data["entries"]
    assert isinstance(rows, list)
    assert [(row["who"], row["target"]) for row in rows] == [("u9", "sp2"), ("Bob", "Finance")]
    assert card.data["filter"] == ""


async def test_one_person_or_space_is_shown(bot: Assembly) -> None:
    await bot.services.audit.append("1", Entry.of(command(), "done", "sp1", "Finance"))
    await bot.services.audit.append("2", Entry.of(command(sender=ANN), "done", "sp2", "市场部"))

    for about in ("Ann", "市场部", "sp2"):
        card = await types(bot, f"/audit {about}")
        assert [row["who"] for row in card.data["entries"]] == ["Ann"]  # type: ignore[attr-defined]  # rows


async def test_no_more_than_a_card_holds_are_shown(bot: Assembly) -> None:
    for number in range(ROWS + 3):
        await bot.services.audit.append(str(number), Entry.of(command(), "done", str(number)))

    card = await types(bot, "审计")

    assert len(card.data["entries"]) == ROWS  # type: ignore[arg-type]  # rows
