"""Stopping all changes, and allowing them again."""

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.messages import Command
from bot.routing import Router
from bot.services import Services

router = Router[Services]()


@router.command("pause", "暂停", role=Role.ADMIN)
async def pause(cmd: Command, svc: Services) -> Card:
    """Stop all changes until somebody resumes; undo and cancel still work."""
    made = await svc.organisation.pause(cmd.sender.nick, svc.now())
    before = "changes=stopped" if made.before else "changes=allowed"
    entry = Entry.of(cmd, "done", before=before, after="changes=stopped")
    await svc.audit.append(cmd.key, entry)
    by, since = made.after or (cmd.sender.nick, svc.now())
    return Card("pausing", {"by": by, "since": since})


@router.command("resume", "恢复", "继续", role=Role.ADMIN)
async def resume(cmd: Command, svc: Services) -> Card:
    """Allow changes again."""
    resumed = await svc.organisation.resume()
    if not resumed and not await svc.audit.has(cmd.key, "done"):
        return Card("not_paused")
    await svc.holds.resume()
    entry = Entry.of(cmd, "done", before="changes=stopped", after="changes=allowed")
    await svc.audit.append(cmd.key, entry)
    return Card("resumed", {"by": cmd.sender.nick})
