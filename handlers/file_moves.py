"""Files and folders go to another folder, or a copy of them does."""

from bot.cards import Card
from bot.errors import AlreadyThere, IntoItself, NoSuchFile
from bot.files.arguments import WhichFile
from bot.files.changed_card import changed
from bot.files.dentry import Folder
from bot.files.fates import FilePlan, What, emptied
from bot.files.meaning import folder_said
from bot.files.several import MeantFiles, files_said, parted
from bot.files.way_back import remembered
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services

router = Router[Services]()

FILES = WhichFile("files", ask=N_("Which files? Send their numbers, for example: 2 5-7"))
TO_PLACE = WhichFile("place", ask=N_("To which folder? Send its name, its number or its space."))


@router.command(
    "file move",
    "移动文件",
    "移动",
    "move files",
    "move",
    usage="file move <files> <place>",
    takes=(FILES, TO_PLACE),
    calls=N_(
        "1 for every 30 files and 1 to read them, at most 3 to find where they go, and 1 for each "
        "folder above that"
    ),
    changes=True,
    phrases=(
        "move {files} to {place}",
        "move file {files} into {place}",
        "把{files}移动到{place}",
        "把{files}移到{place}",
        "移动文件{files}到{place}",
    ),
    label=N_("Move"),
    wish=WishTexts(
        thing=N_("Move %(space)s to another folder."),
        value=N_("Move files to %(value)s."),
        both=N_("Move %(space)s to %(value)s."),
    ),
)
async def move(cmd: Command, svc: Services) -> Card:
    """Move files or folders to another folder."""
    return await _taken("move", cmd, svc)


@router.command(
    "file copy",
    "复制文件",
    "复制",
    "copy files",
    "copy",
    usage="file copy <files> <place>",
    takes=(FILES, TO_PLACE),
    calls=N_(
        "1 for every 3 files, 1 for every 30 to read them, at most 3 to find where they go, and 1 "
        "for each folder above that"
    ),
    changes=True,
    phrases=(
        "copy {files} to {place}",
        "copy file {files} into {place}",
        "把{files}复制到{place}",
        "复制文件{files}到{place}",
    ),
    label=N_("Copy"),
    wish=WishTexts(
        thing=N_("Copy %(space)s to another folder."),
        value=N_("Copy files to %(value)s."),
        both=N_("Copy %(space)s to %(value)s."),
    ),
)
async def copy(cmd: Command, svc: Services) -> Card:
    """Copy files or folders to another folder."""
    return await _taken("copy", cmd, svc)


async def _taken(what: What, cmd: Command, svc: Services) -> Card:
    plan = await svc.file_changes.begun(cmd)
    if plan is None:
        files, place = await parted(svc, cmd, cmd[FILES], cmd[TO_PLACE])
        found = await files_said(svc, cmd, files)
        plan = _plan(what, found, await _into(svc, cmd, place))
    viewer = await svc.viewer(cmd)
    fates = await svc.file_changes.make(cmd, viewer, plan)
    if what == "move":
        await svc.watch.changed(emptied(plan, fates))
    back = await remembered(svc, cmd, viewer, plan, fates)
    return changed(plan, fates, cmd.language, back)


async def _into(svc: Services, cmd: Command, place: str) -> Folder:
    """Find the folder that something goes into; raises as :func:`folder_said` does, and says which
    of the two is not there.
    """
    try:
        return await folder_said(svc, cmd, place)
    except NoSuchFile as none:
        none.goes = True
        raise


def _plan(what: What, found: MeantFiles, to: Folder) -> FilePlan:
    """Raise IntoItself and AlreadyThere before a call is spent on it."""
    folder = found.folder
    above = {step.id for step in to.trail}
    for each in found.targets:
        if each.is_folder and each.id in above:
            raise IntoItself(each.name)
    is_there = (folder.space_id, folder.id) == (to.space_id, to.id) and not found.scattered
    if what == "move" and is_there:
        raise AlreadyThere(to.name)
    return FilePlan(
        what,
        folder.space_id,
        folder.id,
        found.targets,
        to_space=to.space_id,
        to_folder=to.id,
        place=to.names,
        from_place=() if found.scattered else folder.names,
    )
