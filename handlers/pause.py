"""Stopping all changes, and allowing them again."""

from bot.access import Role, Stopped
from bot.audit import Entry
from bot.cards import Card
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services

router = Router[Services]()


@router.command(
    "pause",
    "暂停",
    role=Role.ADMIN,
    acts=True,
    label=N_("Pause changes"),
    wish=WishTexts(
        plain=N_("Stop all changes now, until an admin resumes them. It cannot be set for a time.")
    ),
)
async def pause(cmd: Command, svc: Services) -> Card:
    """Pause all changes until an admin resumes them."""

    def line(before: Stopped | None, _: Stopped | None) -> Entry:
        was = "changes=stopped" if before else "changes=allowed"
        return Entry.of(cmd, "done", before=was, after="changes=stopped")

    by, at = cmd.sender.nick, svc.now()
    made = await svc.organisation.pause(by, at, svc.audit.noting(cmd, line))
    by, since = made.after or (by, at)
    return Card("pausing", {"by": by, "since": since})


@router.command(
    "resume",
    "恢复",
    "继续",
    role=Role.ADMIN,
    acts=True,
    label=N_("Resume changes"),
    wish=WishTexts(plain=N_("Allow changes again.")),
)
async def resume(cmd: Command, svc: Services) -> Card:
    """Resume changes."""

    def line(before: Stopped | None, _: Stopped | None) -> Entry | None:
        entry = Entry.of(cmd, "done", before="changes=stopped", after="changes=allowed")
        return entry if before else None

    if not await svc.organisation.resume(svc.audit.noting(cmd, line)):
        return Card("not_paused")
    await svc.holds.resume()
    return Card("resumed", {"by": cmd.sender.nick})
