"""What fills a space: its largest and oldest files, what is there twice, kinds and folders.

All from one walk of the space as whoever asks, which is kept for them for a day.
"""

from bot.alerts.meant import notified_last
from bot.cards import Card
from bot.drive.space import Space
from bot.errors import BadArgument, MissingArgument, Stale
from bot.files.meaning import last_shown
from bot.files.shown import FoundFiles
from bot.files.shown_walk import ShownWalk
from bot.files.walk_views import View
from bot.files.walking import OFFERED, ReadOn, ShowView, TurnWalk, Walking
from bot.files.walks import Walk
from bot.i18n import N_
from bot.language import Text, Which, paged
from bot.messages import Command
from bot.routing import Anew, Press, Router, WishTexts
from bot.services import Services

router = Router[Services]()
router.keeps(ShownWalk)
router.keeps(Walking)

WHICH_ASK = N_("Which space? Send its name.")
WHICH = Which("space", ask=None)
WALKED = N_(
    "1 for the space and 1 for its first 50 files, then as many as you agree to; while a walk of "
    "today is kept, 1 for the space and after ten minutes 1 more"
)
DRAWN = N_(
    "1 for the space, 1 for its first 50 files, then as many as you agree to, and 1 for the "
    "picture; while a walk of today is kept, 1 for the space and after ten minutes 1 more"
)
OTHER_PAGES = N_("It reads on 20 or 100 pages at a time.")
PAGES = Text(N_("pages"), ask=None)


@router.command(
    "largest",
    "最大文件",
    "largest files",
    "大文件",
    usage="largest [space]",
    takes=(WHICH,),
    calls=WALKED,
    phrases=(
        "what fills up {space}",
        "what fills {space}",
        "what is filling {space}",
        "largest files in {space}",
        "what takes up the room in {space}",
        "{space}里最大的文件",
        "什么占满了{space}",
        "{space}里什么最占地方",
    ),
    looks=True,
    label=N_("Largest files"),
    wish=WishTexts(thing=N_("Show the largest files of %(space)s.")),
)
async def largest(cmd: Command, svc: Services) -> Card:
    """Show the largest files of a space."""
    return await _view(cmd, svc, "largest")


@router.command(
    "oldest",
    "最旧文件",
    "oldest files",
    "旧文件",
    usage="oldest [space]",
    takes=(WHICH,),
    calls=WALKED,
    phrases=("oldest files in {space}", "{space}里最旧的文件", "{space}里最老的文件"),
    looks=True,
    label=N_("Oldest files"),
    wish=WishTexts(thing=N_("Show the oldest files of %(space)s.")),
)
async def oldest(cmd: Command, svc: Services) -> Card:
    """Show the files of a space that nobody has changed for longest."""
    return await _view(cmd, svc, "oldest")


@router.command(
    "duplicates",
    "重复文件",
    "duplicate files",
    usage="duplicates [space]",
    takes=(WHICH,),
    calls=WALKED,
    phrases=("duplicates in {space}", "duplicate files in {space}", "{space}里的重复文件"),
    looks=True,
    label=N_("Duplicates"),
    wish=WishTexts(thing=N_("Show the duplicate files of %(space)s.")),
)
async def duplicates(cmd: Command, svc: Services) -> Card:
    """Show the files of a space that have the same name and size."""
    return await _view(cmd, svc, "duplicates")


@router.command(
    "by kind",
    "按类型",
    "文件类型",
    usage="by kind [space]",
    takes=(WHICH,),
    calls=WALKED,
    phrases=("kinds of files in {space}", "{space}里有哪些类型的文件"),
    looks=True,
    label=N_("Kinds of files"),
    wish=WishTexts(thing=N_("Show what kinds of files fill %(space)s.")),
)
async def by_kind(cmd: Command, svc: Services) -> Card:
    """Show how much each kind of file takes up in a space."""
    return await _view(cmd, svc, "kinds")


@router.command(
    "biggest folders",
    "最大文件夹",
    usage="biggest folders [space]",
    takes=(WHICH,),
    calls=DRAWN,
    phrases=("biggest folders in {space}", "{space}里最大的文件夹"),
    looks=True,
    label=N_("Largest folders"),
    wish=WishTexts(thing=N_("Show the largest folders of %(space)s.")),
)
async def biggest_folders(cmd: Command, svc: Services) -> Card:
    """Show the folders of a space that hold most."""
    return await _view(cmd, svc, "folders")


@router.command(
    "read on",
    "继续读取",
    usage="read on 20|100",
    takes=(PAGES,),
    calls=N_("1 for the space, and 1 for every 50 files that are read on"),
    acts=True,
    label=N_("Read more"),
)
async def read_on_said(cmd: Command, svc: Services) -> Card:
    """Read more of the space that was listed last."""
    said = cmd[PAGES].strip()
    if said and said not in map(str, OFFERED):
        raise BadArgument(PAGES.name, said, OTHER_PAGES)
    last = await svc.kept(cmd.last_list)
    if not isinstance(last, ShownWalk):
        raise MissingArgument(WHICH.name, WHICH_ASK)
    pages = int(said) if said else OFFERED[0]
    return await _read_on(ReadOn(last.space_id, last.view, pages), cmd, svc)


@router.action(ReadOn, words="read on")
async def read_on(action: ReadOn, cmd: Command, svc: Services) -> Card:
    """Read so many pages more, in the background."""
    return await _read_on(action, cmd, svc)


@router.action(ShowView, looks=True, words="largest")
async def show_view(action: ShowView, cmd: Command, svc: Services) -> Card:
    """Look at it in another way, or read it anew."""
    space = await svc.space(cmd, action.space_id)
    viewer = await svc.viewer(cmd)
    walk = await _walk(viewer, space, svc, anew=action.anew)
    return await svc.walk_cards.pictured(walk, action.view, cmd.language, action.page)


@router.fast(TurnWalk, looks=True, words="largest")
async def turn_walk(action: TurnWalk, press: Press, svc: Services) -> Card:
    """Turn to another page of what was read."""
    if not isinstance(press.kept, ShownWalk):
        raise Stale
    walk = await svc.walks.kept(press.kept.viewer, press.kept.space_id)
    if walk is None or not await svc.walks.is_believed(walk):
        raise Anew(ShowView(press.kept.view, press.kept.space_id, action.page))
    kept = press.kept
    return await svc.walk_cards.card(walk, kept.view, action.page, picture=kept.picture)


async def _view(cmd: Command, svc: Services, view: View) -> Card:
    said, page = paged(cmd[WHICH])
    space = await svc.space(cmd, said or await _here(cmd, svc))
    viewer = await svc.viewer(cmd)
    walk = await _walk(viewer, space, svc)
    return await svc.walk_cards.pictured(walk, view, cmd.language, page)


async def _walk(viewer: str, space: Space, svc: Services, *, anew: bool = False) -> Walk:
    """Give the walk that is kept, if they may see it still; else read the first page."""
    kept = None if anew else await svc.walks.kept(viewer, space.id)
    if kept is None:
        return await svc.walks.begin(viewer, space.id, space.name)
    return await svc.walks.still(kept)


async def _here(cmd: Command, svc: Services) -> str:
    """Give the space that is meant where none is named: the one whose files were shown last, else
    that of the last alert here, else the default one.
    """
    last = await last_shown(svc, cmd)
    space_id = "" if last is None or isinstance(last, FoundFiles) else last.space_id
    which = space_id or notified_last(await svc.alerts.situation(cmd.conversation.id))
    which = which or (await svc.conversations.default_space(cmd.conversation.id) or "")
    if not which:
        raise MissingArgument(WHICH.name, WHICH_ASK)
    return which


async def _read_on(action: ReadOn, cmd: Command, svc: Services) -> Card:
    walk = await _kept(action.space_id, cmd, svc)
    plan = Walking(walk.viewer, walk.space_id, walk.begun, walk.pages + action.pages, action.view)
    return await svc.jobs.card(await svc.jobs.begin(cmd, plan, action.pages))


async def _kept(space_id: str, cmd: Command, svc: Services) -> Walk:
    space = await svc.space(cmd, space_id)
    return await _walk(await svc.viewer(cmd), space, svc)
