"""The files of a space or a folder: read a page at a time, turned over without a call."""

from dataclasses import dataclass

from bot.cards import Card
from bot.errors import Stale
from bot.files.listing import FolderListing
from bot.files.meaning import folder_of, folder_said, last_files
from bot.files.order import USUAL, FilePlace, Order
from bot.files.paged import ROWS
from bot.files.shown import ShownFiles, shown
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Anew, Press, Router, WishTexts
from bot.services import Services
from bot.shared_buttons import CommandButton, said, turns

router = Router[Services]()
router.keeps(ShownFiles)

PLACE = FilePlace("place")
_ORDERS: dict[Order, tuple[str, str]] = {
    "newest": ("最新", "newest"),
    "largest": ("最大", "largest"),
    "name": ("按名称", "by name"),
}


@dataclass(frozen=True, slots=True)
class TurnFiles(CommandButton):
    """Show another page of the folder this card shows."""

    command = "文件", "files"
    follows = ("page",)
    page: int


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """Read the folder this card shows anew, maybe in another order."""

    order: Order
    page: int = 1

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        chinese, english = _ORDERS[self.order]
        return said(language, f"文件 {chinese}", f"files {english}")


@dataclass(frozen=True, slots=True)
class GoUp(CommandButton):
    """Show the folder above the one this card shows."""

    command = "文件 上级", "files up"


@router.command(
    "files",
    "文件",
    "文件列表",
    "browse",
    usage="files [space or folder]",
    takes=(PLACE,),
    calls=N_(
        "1 for every 50 files that are read, at most 2 to find the folder, and 1 for each folder "
        "above it"
    ),
    phrases=(
        "which files are in {place}",
        "show me the files in {place}",
        "what is in {place}",
        "{place}里有哪些文件",
        "{place}里有什么文件",
        "看看{place}的文件",
    ),
    looks=True,
    label=N_("Files"),
    wish=WishTexts(thing=N_("List the files of %(space)s.")),
)
async def list_files(cmd: Command, svc: Services) -> Card:
    """List the files and folders of a space or a folder."""
    where = cmd[PLACE]
    last = await last_files(svc, cmd)
    folder = await folder_said(svc, cmd, where.place)
    is_same = last is not None and (last.space_id, last.folder_id) == (folder.space_id, folder.id)
    usual = last.order if last is not None and is_same else USUAL
    viewer = await svc.viewer(cmd)
    order = where.order or usual
    least = max(where.page, 1) * ROWS
    listing = await svc.dentries.listing(viewer, folder, order, least)
    return _card(shown(viewer, listing, where.page), listing)


@router.action(ReadFiles, looks=True, words="files")
async def read_files(action: ReadFiles, cmd: Command, svc: Services) -> Card:
    """Read the folder anew."""
    last = await _kept(cmd, svc)
    folder = await folder_of(svc, cmd, last)
    viewer = await svc.viewer(cmd)
    is_more = action.order == last.order and action.page > 1
    known = await svc.dentries.kept(viewer, last.space_id, last.folder_id, action.order)
    if is_more and known is not None:
        listing = await svc.dentries.more(viewer, known, action.page * ROWS)
    else:
        listing = await svc.dentries.listing(
            viewer, folder, action.order, action.page * ROWS, anew=action.order == last.order
        )
    return _card(shown(viewer, listing, action.page), listing)


@router.action(GoUp, looks=True, words="files")
async def go_up(_: GoUp, cmd: Command, svc: Services) -> Card:
    """Show the folder above."""
    last = await _kept(cmd, svc)
    folder = (await folder_of(svc, cmd, last)).up
    viewer = await svc.viewer(cmd)
    listing = await svc.dentries.listing(viewer, folder, last.order)
    return _card(shown(viewer, listing, 1), listing)


@router.fast(TurnFiles, looks=True, words="files")
async def turn_files(action: TurnFiles, press: Press, svc: Services) -> Card:
    """Turn to another page of the same folder, as it was read; read on where that is not enough."""
    last = press.kept
    if not isinstance(last, ShownFiles):
        raise Stale
    listing = await svc.dentries.kept(last.viewer, last.space_id, last.folder_id, last.order)
    if listing is None or not last.reaches(action.page):
        raise Anew(ReadFiles(last.order, action.page))
    return _card(last.at(action.page), listing)


async def _kept(cmd: Command, svc: Services) -> ShownFiles:
    last = await svc.kept(cmd.card)
    if not isinstance(last, ShownFiles):
        raise Stale
    return last


def _card(page: ShownFiles, listing: FolderListing) -> Card:
    rows = page.rows(listing)
    data = {
        "names": listing.folder.names,
        "rows": rows,
        "who": listing.who,
        "page": page.page,
        "pages": page.pages,
        "first": page.first,
        "total": len(page.items),
        "more": page.more,
        "order": page.order,
        "at": listing.read,
        "unread": listing.unread,
    }
    actions: dict[str, object] = {} if listing.folder.is_root else {"up": GoUp()}
    actions |= turns(page.page, page.pages, TurnFiles, more=page.more)
    actions |= {order: ReadFiles(order) for order in _ORDERS if order != page.order}
    actions["refresh"] = ReadFiles(page.order)
    return Card("files", data, actions, kept=page)
