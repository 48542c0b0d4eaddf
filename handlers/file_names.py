"""New folders, and new names of files and folders."""

from dataclasses import replace

from bot.cards import Card
from bot.files.arguments import FileName, FolderPath, WhichFile
from bot.files.changed_card import changed
from bot.files.dentry import Folder
from bot.files.fates import FilePlan, FileTarget
from bot.files.meaning import file_said, folder_said
from bot.files.naming import other_ending, parted, with_ending
from bot.files.way_back import remembered
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services

router = Router[Services]()

FILE = WhichFile("file", ask=N_("Which file? Send its number or its name."))
NEW_NAME = FileName("name", ask=N_("What should it be called?"))
FOLDER_NAME = FolderPath("name", ask=N_("What should the new folder be called?"))


@router.command(
    "folder create",
    "新建文件夹",
    "创建文件夹",
    "create folder",
    "new folder",
    usage="folder create <name>",
    takes=(FOLDER_NAME,),
    calls=N_("1, at most 3 to find where, and 1 for each folder above it"),
    changes=True,
    phrases=(
        "create a folder called {name}",
        "make a folder called {name}",
        "建一个叫{name}的文件夹",
        "新建一个叫{name}的文件夹",
    ),
    label=N_("Create a folder"),
    wish=WishTexts(value=N_("Create a folder called %(value)s.")),
)
async def create_folder(cmd: Command, svc: Services) -> Card:
    """Create a folder in the one you are looking at, or where its path says."""
    plan = await svc.file_changes.begun(cmd)
    if plan is None:
        above, name = parted(cmd[FOLDER_NAME])
        plan = _new(await folder_said(svc, cmd, above), name)
    viewer = await svc.viewer(cmd)
    fates = await svc.file_changes.make(cmd, viewer, plan)
    await remembered(svc, cmd, viewer, plan, fates)
    return changed(plan, fates, cmd.language)


@router.command(
    "file rename",
    "重命名文件",
    "重命名",
    "rename file",
    "rename",
    usage="file rename <file> <name>",
    takes=(FILE, NEW_NAME),
    calls=N_("1, at most 3 to find the file, and 1 for each folder above it"),
    changes=True,
    phrases=(
        "rename the file {file} to {name}",
        "rename {file} to {name}",
        "把文件{file}改名为{name}",
        "把{file}重命名为{name}",
    ),
    label=N_("Rename"),
    wish=WishTexts(
        thing=N_("Give %(space)s another name."),
        value=N_("Give a file the name %(value)s."),
        both=N_("Rename %(space)s to %(value)s."),
    ),
)
async def rename(cmd: Command, svc: Services) -> Card:
    """Give a file or a folder another name."""
    name = cmd[NEW_NAME]
    plan = await svc.file_changes.begun(cmd)
    if plan is None:
        found = await file_said(svc, cmd, cmd[FILE])
        dentry, folder = found.dentry, found.folder
        target = FileTarget(dentry.id, dentry.name, dentry.is_folder, dentry.size)
        full = name if dentry.is_folder else with_ending(name, dentry.name)
        plan = FilePlan(
            "rename", folder.space_id, folder.id, (target,), name=full, place=folder.names
        )
    viewer = await svc.viewer(cmd)
    fates = await svc.file_changes.make(cmd, viewer, plan)
    back = await remembered(svc, cmd, viewer, plan, fates)
    card = changed(plan, fates, cmd.language, back)
    ends = other_ending(plan.targets[0].name, plan.name)
    data = {**card.data, "kept": plan.name.removeprefix(name), "ends": ends}
    return replace(card, data=data)


def _new(folder: Folder, name: str) -> FilePlan:
    return FilePlan(
        "create",
        folder.space_id,
        folder.id,
        (FileTarget("", name, is_folder=True),),
        to_space=folder.space_id,
        to_folder=folder.id,
        place=folder.names,
    )
