"""Sending a file: to whoever asks, or into the conversation."""

from bot.cards import Card
from bot.errors import NotAFile, NotAuthorized
from bot.files.arguments import SendHere, WhichFile
from bot.files.denied import LOAD, file_denied
from bot.files.dentry import Dentry
from bot.files.meaning import file_said, reference
from bot.files.sending import Way
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Offer
from bot.shared_buttons import said

router = Router[Services]()

FILE = WhichFile("file", ask=N_("Which file? Send its number or its name."))
HERE = SendHere("file", ask=N_("Which file? Send its number or its name."))
_WAYS: dict[Way, tuple[str, str]] = {"copy": ("副本", "as copy"), "link": ("链接", "as link")}


@router.command(
    "file send",
    "发给我",
    "发送文件给我",
    "send file to me",
    usage="file send <file>",
    takes=(FILE,),
    calls=N_("2, at most 3 to find the file, and 1 for each folder above it"),
    changes=True,
    phrases=(
        "send me the file {file}",
        "把{file}发给我",
        "把文件{file}发给我",
    ),
    label=N_("Send it to me"),
    wish=WishTexts(thing=N_("Send you %(space)s in our private chat.")),
)
async def send_to_me(cmd: Command, svc: Services) -> Card:
    """Send you a file, in your private chat with me."""
    sent = await svc.sending.before(cmd)
    if sent is None:
        dentry = await _file(cmd, svc, cmd[FILE])
        viewer = await svc.viewer(cmd)
        try:
            await svc.sending.prove(viewer, dentry)
        except NotAuthorized as refused:
            return file_denied(dentry, LOAD, cmd.language, refused.could, is_read=True)
        sent = await svc.sending.send(cmd, dentry, viewer, "me")
    return Card(
        "file_sent", {"name": sent.name, "way": sent.way, "group": cmd.conversation.is_group}
    )


@router.command(
    "file send here",
    "发到这里",
    "发到群里",
    "send file here",
    usage="file send here <file>",
    takes=(HERE,),
    calls=N_(
        "1, at most 3 to find the file, and 1 for each folder above it; all but the 1 again where "
        "it asks"
    ),
    changes=True,
    confirms=True,
    phrases=(
        "send {file} here",
        "send the file {file} here",
        "把{file}发到这里",
        "把{file}发到群里",
        "把文件{file}发到群里",
    ),
    label=N_("Send it here"),
    wish=WishTexts(thing=N_("Send %(space)s into this conversation.")),
)
async def send_here(cmd: Command, svc: Services) -> Card:
    """Send a file into this conversation, as a copy or a link."""
    wanted = cmd[HERE]
    if not cmd.conversation.is_group:
        return await svc.run(cmd, "file send", {"file": wanted.file})
    sent = await svc.sending.before(cmd)
    if sent is None:
        dentry = await _file(cmd, svc, wanted.file)
        if wanted.way is None or cmd.heard:
            return _asked(cmd, dentry)
        viewer = await svc.viewer(cmd)
        sent = await svc.sending.send(cmd, dentry, viewer, wanted.way)
    return Card("file_sent", {"name": sent.name, "way": sent.way, "group": True})


async def _file(cmd: Command, svc: Services, which: str) -> Dentry:
    found = await file_said(svc, cmd, which)
    if found.dentry.is_folder:
        raise NotAFile(found.dentry.name)
    return found.dentry


def _asked(cmd: Command, dentry: Dentry) -> Card:
    """Ask whether everybody here gets a copy, or a link that DingTalk opens to whom it lets."""
    called = said(cmd.language, f"“{dentry.name}”", f'"{dentry.name}"')
    meant = reference(dentry.space_id, dentry.id)
    offers: dict[str, object] = {
        way: Offer(
            "file send here",
            {"file": f"{meant} {words[1]}"},
            said(cmd.language, "发到这里", "file send here", called, said(cmd.language, *words)),
        )
        for way, words in _WAYS.items()
    }
    return Card("send_here", {"name": dentry.name}, offers)
