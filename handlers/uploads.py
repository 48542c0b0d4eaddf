"""A file that somebody sent: asked about once, then stored where they say."""

from dataclasses import dataclass

from bot.cards import Card
from bot.errors import MissingArgument, Stale
from bot.files.dentry import Folder
from bot.files.meaning import folder_said
from bot.files.transfer import Transfer
from bot.files.transfers import SettleUpload, StopTransfer, card_of
from bot.files.upload_clash import UploadClash
from bot.i18n import N_
from bot.language import AskedLater
from bot.messages import Command, File
from bot.routing import ANY, Router, WishTexts
from bot.services import Services
from bot.sessions import Asking, Cancel
from bot.shared_buttons import CommandButton

router = Router[Services]()

PLACE = AskedLater("place", ask=N_("Where should I store it? Send the name of a space or folder."))


@dataclass(frozen=True, slots=True)
class StoreAsBefore(CommandButton):
    """The file may be stored where this person stored one last."""

    command = "存到 上次的位置", "store last place"
    transfer: str


@dataclass(frozen=True, slots=True)
class StoreInSpace(CommandButton):
    """The file may be stored in the root of a space."""

    command = "存到", "store"
    follows = ("space_id",)
    transfer: str
    space_id: str


@dataclass(frozen=True, slots=True)
class StoreHere(CommandButton):
    """The file may be stored among this group's files."""

    command = "存到 这里", "store here"
    transfer: str


_HERE = frozenset({"here", "这里", "本群", "群文件"})
_LAST = frozenset({"last place", "上次的位置", "上次"})


@router.file(ANY, words="store", changes=True)
async def take(file: File, cmd: Command, svc: Services) -> Card:
    """Ask where a file goes that was sent."""
    transfer = await svc.transfers.store.ask(cmd, file)
    if transfer.stage != "asked":
        return card_of(transfer)
    last = await svc.transfers.store.last_place(cmd.sender.key)
    space_id = await svc.conversations.default_space(cmd.conversation.id)
    default = (await svc.space(cmd, space_id)).name if space_id else ""
    data = {
        "name": file.name,
        "kind": file.kind,
        "last": last.names if last else (),
        "default": default,
        "group": cmd.conversation.is_group,
    }
    actions: dict[str, object] = {"last": StoreAsBefore(transfer.id)} if last else {}
    if space_id:
        actions["default"] = StoreInSpace(transfer.id, space_id)
    if cmd.conversation.is_group:
        actions["here"] = StoreHere(transfer.id)
    actions["cancel"] = Cancel()
    return Card("upload_where", data, actions, then=Asking("store", {}, PLACE.name))


@router.command(
    "store",
    "存到",
    "save to",
    usage="store <place>",
    takes=(PLACE,),
    calls=N_("3 to 7, 1 for every 30 parts of a large file, and at most 3 to find where"),
    changes=True,
    phrases=(
        "store the file in {place}",
        "save it to {place}",
        "put the file into {place}",
        "store it in {place}",
        "save it in {place}",
        "把文件存到{place}",
        "保存到{place}",
        "放到{place}",
        "把它存到{place}",
        "把这个存到{place}",
        "save",
        "save it",
        "save the file",
        "store it",
        "store the file",
        "upload a file",
        "保存",
        "保存文件",
        "保存这个文件",
        "把文件存起来",
        "上传文件",
    ),
    label=N_("Store the file"),
    wish=WishTexts(thing=N_("Store the file that you sent last in %(space)s.")),
)
async def store(cmd: Command, svc: Services) -> Card:
    """Store a file you send me in a private chat, or a picture in a group that mentions me."""
    transfer = await svc.transfers.store.offered(cmd)
    if transfer is None:
        return Card("upload_none")
    if not cmd[PLACE]:
        raise MissingArgument(PLACE.name, str(PLACE.ask))
    where = cmd[PLACE].strip().lower()
    if where in _HERE and cmd.conversation.is_group:
        return await _stored(transfer, await _here(cmd, svc), cmd, svc)
    if where in _LAST and (last := await svc.transfers.store.last_place(cmd.sender.key)):
        return await _stored(transfer, last, cmd, svc)
    return await _stored(transfer, await folder_said(svc, cmd, cmd[PLACE]), cmd, svc)


@router.action(StoreAsBefore, words="store", changes=True)
async def store_as_before(action: StoreAsBefore, cmd: Command, svc: Services) -> Card:
    """Store it where the last one went."""
    last = await svc.transfers.store.last_place(cmd.sender.key)
    if last is None:
        raise Stale
    return await _stored(await _found(action.transfer, svc), last, cmd, svc)


@router.action(StoreInSpace, words="store", changes=True)
async def store_in_space(action: StoreInSpace, cmd: Command, svc: Services) -> Card:
    """Store it in a space."""
    space = await svc.space(cmd, action.space_id)
    folder = Folder(space.id, space.name)
    return await _stored(await _found(action.transfer, svc), folder, cmd, svc)


@router.action(StoreHere, words="store", changes=True)
async def store_here(action: StoreHere, cmd: Command, svc: Services) -> Card:
    """Store it among the files of this group."""
    transfer = await _found(action.transfer, svc)
    return await _stored(transfer, await _here(cmd, svc), cmd, svc)


@router.action(SettleUpload, words="store", changes=True)
async def settle(action: SettleUpload, cmd: Command, svc: Services) -> Card:
    """Go on with a file whose name is taken, as was said."""
    transfer = await _found(action.transfer, svc)
    return card_of(await svc.transfers.settle(cmd, transfer, action.clash))


@router.state(UploadClash, words="store", changes=True)
async def settle_in_words(state: UploadClash, text: str, cmd: Command, svc: Services) -> Card:
    """Go on with it, for somebody who types instead of pressing."""
    meant = state.meant(text)
    if meant is None:
        raise Stale
    return await settle(meant, cmd, svc)


@router.action(StopTransfer, words="store")
async def stop(action: StopTransfer, cmd: Command, svc: Services) -> Card:
    """Stop storing a file."""
    transfer = await _found(action.transfer, svc)
    return card_of(await svc.transfers.stop(cmd, transfer))


async def _stored(transfer: Transfer, folder: Folder, cmd: Command, svc: Services) -> Card:
    viewer = await svc.viewer(cmd)
    await svc.dentries.forget(viewer, folder.space_id, folder.id)
    return card_of(await svc.transfers.begin(cmd, transfer, folder, viewer))


async def _here(cmd: Command, svc: Services) -> Folder:
    viewer = await svc.viewer(cmd)
    space_id = await svc.transfers.group_space(viewer, cmd.conversation.id)
    return Folder(space_id, cmd.conversation.title or space_id)


async def _found(transfer_id: str, svc: Services) -> Transfer:
    transfer = await svc.transfers.store.find(transfer_id)
    if transfer is None:
        raise Stale
    return transfer
