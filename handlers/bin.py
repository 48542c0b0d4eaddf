"""The organisation's recycle bin, as far as each person sees it: looked at, and restored from."""

from collections.abc import Mapping

from bot.cards import Card
from bot.drive.space import Space
from bot.errors import NoSuchSpace, NotNumbers
from bot.files.arguments import WhichFiles
from bot.files.changed_card import changed
from bot.files.deleting import is_sized, known_size
from bot.files.fates import FilePlan, FileTarget, came_back
from bot.files.order import FilePlace
from bot.files.paged import ROWS
from bot.files.recycling import BinItem
from bot.files.shown import ShownFiles
from bot.files.shown_bin import ShownBin, numbered, shown_bin
from bot.files.wanted_back import WantedBack, as_deleted, called_so, named_places, of_deletion
from bot.files.way_back import asks_back, remembered
from bot.i18n import N_
from bot.language import normalise, ranges_said, unquoted
from bot.messages import Command
from bot.reading.in_places import looks_like_file
from bot.recent_lists import FILES
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Offer
from bot.shared_buttons import said, turns

router = Router[Services]()
router.keeps(ShownBin)

PLACE = FilePlace("space")
ITEMS = WhichFiles("items", ask=N_("Which items? Send their numbers, for example: 2 5-7"))


@router.command(
    "bin",
    "回收站",
    "recycle bin",
    usage="bin [space]",
    takes=(PLACE,),
    calls=N_("at most 2 for the latest 50, and 1 for a space that is named"),
    phrases=(
        "what is in the recycle bin",
        "what is in the recycle bin of {space}",
        "{space}的回收站里有什么",
        "what was deleted in {space}",
        "回收站里有什么",
        "{space}删除了哪些文件",
    ),
    looks=True,
    label=N_("Recycle bin"),
    wish=WishTexts(thing=N_("List what the recycle bin has of %(space)s.")),
)
async def show_bin(cmd: Command, svc: Services) -> Card:
    """List what you can see in the recycle bin, the latest first."""
    where = cmd[PLACE]
    space = await _space(cmd, svc, where.place) if where.place else None
    viewer = await svc.viewer(cmd)
    page = await svc.recycling.page(viewer)
    gone = await svc.deletions.last(viewer, cmd.conversation.id)
    items = as_deleted(
        tuple(each for each in page.items if space is None or each.space_id == space.id), gone
    )
    pages = max(1, -(-len(items) // ROWS))
    number = min(max(where.page, 1), pages)
    first = (number - 1) * ROWS
    targets = [each.target for each in items]
    data = {
        "space_name": space.name if space else "",
        "rows": items[first : first + ROWS],
        "who": await svc.people.names({each.who for each in items}),
        "spaces": await _spaces(svc, viewer, gone),
        "page": number,
        "pages": pages,
        "first": first + 1,
        "total": len(items),
        "size": known_size(targets),
        "sized": is_sized(targets),
        "more": bool(page.following),
        "unread": page.unread,
        "at": svc.now(),
    }
    words = space.id if space else ""

    def turn(other: int) -> Offer:
        raw = {"space": f"{words} page {other}".strip()}
        return Offer("bin", raw, said(cmd.language, "回收站", "bin", words, page=other))

    return Card("bin", data, turns(number, pages, turn), kept=shown_bin(viewer, items))


@router.command(
    "bin restore",
    "恢复文件",
    "restore files",
    "restore file",
    usage="bin restore <items>",
    takes=(ITEMS,),
    calls=N_("1 for every 30, and at most 2 to read the bin"),
    changes=True,
    confirms=True,
    phrases=("restore {items}", "恢复{items}", "bring back {items} from the recycle bin"),
    label=N_("Restore from the bin"),
    wish=WishTexts(thing=N_("Restore %(space)s from the recycle bin.")),
)
async def restore(cmd: Command, svc: Services) -> Card:
    """Restore files from the recycle bin, by their numbers in the list."""
    viewer = await svc.viewer(cmd)
    plan = await svc.file_changes.begun(cmd)
    if plan is None:
        wanted = await _wanted(cmd, svc)
        deleted = await _deleted(cmd, svc, viewer, wanted)
        if deleted is not None:
            return asks_back(deleted)
        spaces = await _spaces(svc, viewer)
        plan = await _plan(cmd, svc, viewer, wanted, spaces)
        if cmd.heard or wanted is not None:
            return asks_back(plan, spaces=spaces)
    fates = await svc.file_changes.make(cmd, viewer, plan)
    await remembered(svc, cmd, viewer, plan, fates)
    for space_id, ids in came_back(fates).items():
        await svc.walks.back(viewer, space_id, ids)
    return changed(plan, fates, cmd.language)


async def _space(cmd: Command, svc: Services, said: str) -> Space:
    """Give the space, also where a file in it is said, which is in no bin of its own."""
    try:
        return await svc.space(cmd, said)
    except NoSuchSpace:
        head, sign, _ = said.partition("/")
        if not sign:
            raise
        return await svc.space(cmd, head)


async def _spaces(svc: Services, viewer: str, gone: FilePlan | None = None) -> dict[str, str]:
    """Name spaces by their spaceIds without a call: the asker's own that are kept, however old, and
    the one of a deletion.
    """
    own = await svc.spaces.own.of(viewer)
    named = {gone.space_id: gone.place[0]} if gone and gone.place else {}
    return named | ({each.id: each.name for each in own.spaces} if own else {})


async def _wanted(cmd: Command, svc: Services) -> WantedBack | None:
    """Read which file is named, and where it was; None for numbers."""
    if ranges_said(cmd[ITEMS]) is not None:
        return None
    head, *rest = [each.strip() for each in unquoted(cmd[ITEMS]).replace("／", "/").split("/")]
    if not rest:
        return WantedBack(head)
    try:
        space = await svc.space(cmd, head)
    except NoSuchSpace:
        return WantedBack(rest[-1], folders=(head, *rest[:-1]))
    return WantedBack(rest[-1], space.id, space.name, tuple(rest[:-1]))


async def _deleted(
    cmd: Command, svc: Services, viewer: str, wanted: WantedBack | None
) -> FilePlan | None:
    """Give what is meant of the last deletion here: by a name, or by numbers where no bin was
    listed; None for nothing of it.
    """
    shown = await svc.kept(cmd.last_list)
    here = cmd.conversation.id
    listed_at = cmd.lists.get("bin", ("", svc.now()))[1]
    is_listed = isinstance(shown, ShownBin) and wanted is None
    if is_listed and listed_at >= svc.now() - await svc.deletions.age(viewer, here):
        return None
    gone = await svc.deletions.last(viewer, here)
    if gone is None or (wanted is not None and not wanted.is_of(gone)):
        return None
    files = await svc.kept(cmd.lists.get(FILES, ("", 0))[0] or None)
    listed = tuple(each.id for each in files.items) if isinstance(files, ShownFiles) else ()
    return of_deletion(wanted.name if wanted else cmd[ITEMS], gone, listed)


async def _plan(
    cmd: Command, svc: Services, viewer: str, wanted: WantedBack | None, spaces: Mapping[str, str]
) -> FilePlan:
    """Read the bin anew: what is not there any more is DingTalk's to refuse.

    Raises NotNumbers, for a name too that nothing in it has, or several have.
    """
    shown = await svc.kept(cmd.last_list)
    items = (await svc.recycling.page(viewer)).items
    there = {each.id: each for each in items}
    if wanted is not None:
        ids = [_only(wanted, items, cmd[ITEMS], shown, spaces)]
    else:
        ids = numbered(cmd[ITEMS], shown, viewer)
    targets = tuple(_target(each, there, shown) for each in ids)
    of = {each.space_id for each in targets}
    space_id = of.pop() if len(of) == 1 else ""
    place = (spaces[space_id],) if space_id in spaces else ()
    bin_id = await svc.recycling.bin_id(viewer)
    return FilePlan("restore", space_id, "", targets, place=place, bin_id=bin_id)


def _only(
    wanted: WantedBack,
    items: tuple[BinItem, ...],
    asked: str,
    shown: object,
    spaces: Mapping[str, str],
) -> str:
    """Give the id of the one item that is wanted back; raises NotNumbers for none or several."""
    found = wanted.in_bin(items)
    if len(found) == 1:
        return found[0].id
    alike = called_so(wanted.name, items)
    nameless = not found and (bool(alike) or looks_like_file(normalise(wanted.name)))
    raise NotNumbers(
        asked,
        numbers=len(shown.ids) if isinstance(shown, ShownBin) else 0,
        in_bin=True,
        name=wanted.name if found else "",  # what was typed in vain is repeated nowhere
        nameless=nameless,
        space=wanted.space if nameless else "",
        places=named_places(found or alike, spaces),
    )


def _target(item_id: str, there: dict[str, BinItem], shown: object) -> FileTarget:
    """Give one as it is now; of what is gone nothing but the number it had is left."""
    if item_id in there:
        return there[item_id].target
    number = shown.ids.index(item_id) + 1 if isinstance(shown, ShownBin) else ""
    return FileTarget(item_id, f"#{number}")
