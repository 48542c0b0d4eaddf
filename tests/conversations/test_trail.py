"""What stood before an attempted change and what stood after it is in the trail."""

from bot.audit import Audit
from bot.storage import open_store
from tests.conversations.stage import Stage


async def trail(stage: Stage) -> list[tuple[str, str, str, str]]:
    """Command, outcome, before and after of every entry, oldest first."""
    settings = stage.settings()
    async with open_store(settings.redis_url, settings.client_id) as store:
        kept = await Audit(store, settings.audit_days).last(99)
    entries = [each.entry for each in reversed(kept)]
    return [(each.command, each.outcome, each.before, each.after) for each in entries]


async def test_the_trail_tells_what_was_before_and_after(stage: Stage) -> None:
    async with stage.bot(hold_seconds=3):
        bob = await stage.in_group("manager01")
        await bob.presses(await bob.says("space create Plans"), "Create")
        held = await bob.presses(await bob.says("space delete Plans"), "Delete")
        await bob.finished(held.card, held.seq)
        await bob.says("admin add staff01")
        await bob.says("yes")
        await bob.says("admin remove staff01")
        await bob.says("pause")
        await bob.says("space create Stopped")
        await bob.says("resume")

        assert await trail(stage) == [
            ("space create", "done", "", "used=0"),
            ("space delete", "planned", "used=0", "used=0"),
            ("space delete", "done", "used=0", ""),
            ("admin add", "done", "", "role=admin"),
            ("admin remove", "done", "role=admin", ""),
            ("pause", "done", "changes=allowed", "changes=stopped"),
            ("space create", "refused: all changes are stopped", "", ""),
            ("resume", "done", "changes=stopped", "changes=allowed"),
        ]
