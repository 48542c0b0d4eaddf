"""The files of this conversation: a space of its own, which is in nobody's list."""

from bot.cards import Card
from bot.files.dentry import ROOT
from bot.files.meaning import reference
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Router
from bot.services import Services

router = Router[Services]()


@router.command(
    "group files",
    "群文件",
    "files here",
    calls=N_("1 to find them, and 1 for every 50 files"),
    phrases=(
        "show me the files of this group",
        "which files are in this group",
        "这个群有哪些文件",
        "看看群文件",
    ),
    looks=True,
    label=N_("Files of this group"),
)
async def group_files(cmd: Command, svc: Services) -> Card:
    """List the files of this group."""
    if not cmd.conversation.is_group:
        return Card("no_group_files")
    viewer = await svc.viewer(cmd)
    space = await svc.hidden.of_group(viewer, cmd.conversation)
    return await svc.run(cmd, "files", {"place": reference(space.id, ROOT)})
