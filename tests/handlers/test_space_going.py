"""A space whose deletion waits says so on its card, with what undoes it."""

from bot.cards import Card
from bot.drive.spaces import Space
from bot.holds import Hold
from bot.messages import Sender
from handlers.delete import SpaceDeletion
from tests.assembly import Assembly
from tests.handlers.calling import body, says
from tests.parts import ANN, BOB

NOW = 1_772_000_000_000
MARKETING = Space("sp1", "市场部", "org", 9 << 30, quota=10 << 30)
_SHOWN = {
    "space": MARKETING,
    "at": NOW,
    "listed": None,
    "deletion": {"at": NOW + 600_000, "by": "王芳"},
}
EXAMPLES = {
    "space-soft": Card("space", {"space": MARKETING, "soft": True, "at": NOW, "listed": None}),
    "space-going": Card("space", _SHOWN, {"undo": "undo", "quota": "quota"}),
    "space-going-member": Card("space", _SHOWN, {"quota": "quota"}),
}


async def hold(bot: Assembly, asker: Sender) -> Hold:
    space = await bot.space("Finance")
    assert space is not None
    command = await bot.command("space delete", asker, key="turn", card="card")
    return await bot.services.holds.place(command, SpaceDeletion(space["spaceId"], "Finance", 5))


async def test_its_card_says_when_and_who_asked_and_offers_to_undo_it(bot: Assembly) -> None:
    before = await says(bot, "space Finance")
    held = await hold(bot, BOB)
    shown = await says(bot, "space Finance")
    to_members = await says(bot, "space Finance", ANN)

    assert "deletion" not in before.data
    assert "delete" in before.actions
    assert shown.data["deletion"] == {"at": held.ends, "by": BOB.nick}
    assert shown.actions["undo"].raw == {"space": shown.data["space"].id}
    assert "delete" not in shown.actions
    assert "will be deleted" in body(to_members)
    assert "undo" not in to_members.actions
