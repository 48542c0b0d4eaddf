"""One file or folder: what is known of it, and what can be done with it."""

from bot.cards import Card
from bot.errors import NotAuthorized
from bot.files.arguments import WhichFile
from bot.files.denied import LOOK, file_denied, seen_before
from bot.files.file_buttons import file_buttons
from bot.files.meaning import file_said, reference
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services

router = Router[Services]()

_BUTTONS = ("versions", "rename", "move", "copy", "delete", "who")
FILE = WhichFile("file", ask=N_("Which file? Send its number or its name."))


@router.command(
    "file",
    "文件详情",
    "查看文件",
    "open file",
    usage="file <file>",
    takes=(FILE,),
    calls=N_("at most 3 to find and read it, and 1 for each folder above it"),
    phrases=("show me the file {file}", "details of the file {file}", "看看文件{file}"),
    looks=True,
    label=N_("File details"),
    wish=WishTexts(thing=N_("Show %(space)s.")),
)
async def show_file(cmd: Command, svc: Services) -> Card:
    """Show a file, or what is in a folder."""
    try:
        found = await file_said(svc, cmd, cmd[FILE])
    except NotAuthorized as refused:
        seen = await seen_before(svc, cmd, cmd[FILE])
        if seen is None:
            raise
        return file_denied(seen, LOOK, cmd.language, refused.could)
    dentry = found.dentry
    if dentry.is_folder:
        return await svc.run(cmd, "files", {"place": reference(dentry.space_id, dentry.id)})
    names = (*_BUTTONS, "send", *(("here",) if cmd.conversation.is_group else ()))
    who = await svc.people.names((dentry.creator, dentry.modifier))
    data = {
        "file": dentry,
        "names": found.folder.names,
        "who": who,
        "at": svc.now(),
    }
    return Card("file", data, file_buttons(dentry, cmd.language, names))
