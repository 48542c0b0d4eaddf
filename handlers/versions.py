"""The versions of a file: listed, and brought back."""

from dataclasses import dataclass, replace
from typing import ClassVar

from bot.cards import About, Card
from bot.errors import NoSuchVersion, NotAFile, Stale
from bot.files.arguments import WhichFile
from bot.files.dentry import Dentry
from bot.files.meaning import file_said, reference
from bot.files.reverting import WantedVersion
from bot.files.version_said import VersionNumber
from bot.files.versions import ROWS, ShownVersions, Version, VersionList
from bot.i18n import N_
from bot.language import is_number, normalise
from bot.messages import Command
from bot.routing import Anew, Press, Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel, Offer
from bot.shared_buttons import Agreed, CommandButton, said, turns

router = Router[Services]()
router.keeps(ShownVersions)

FILE = WhichFile("file", ask=N_("Which file? Send its number or its name."))
VERSION = VersionNumber("version")


@dataclass(frozen=True, slots=True)
class TurnVersions(CommandButton):
    """Show another page of the versions this card shows."""

    command = "历史版本", "versions"
    follows = ("page",)
    page: int


@dataclass(frozen=True, slots=True)
class ReadVersions(CommandButton):
    """Read the versions this card shows anew, or older ones."""

    command = "历史版本", "versions"
    follows = ("page",)
    page: int = 1


@dataclass(frozen=True, slots=True)
class ConfirmRevert(Agreed):
    """A version of a file may come back, while ``newest`` is the newest."""

    does: ClassVar[str] = "restore"
    space_id: str
    dentry_id: str
    version: int
    newest: int
    size: int | None = None


@router.command(
    "versions",
    "历史版本",
    "file versions",
    usage="versions <file>",
    takes=(FILE,),
    calls=N_(
        "1 for every 100 versions, at most 3 to find the file, and 1 for each folder above it"
    ),
    phrases=(
        "show me the versions of {file}",
        "which versions of {file} are there",
        "{file}有哪些版本",
        "{file}都有哪些版本",
        "看看{file}的历史版本",
    ),
    looks=True,
    label=N_("Versions"),
    wish=WishTexts(thing=N_("List the versions of %(space)s.")),
)
async def list_versions(cmd: Command, svc: Services) -> Card:
    """List the versions of a file."""
    said_file = await file_said(svc, cmd, cmd[FILE])
    viewer = await svc.viewer(cmd)
    found = await svc.versions.read(viewer, _file(said_file.dentry), svc.now())
    card = await _shown(found, viewer, cmd, svc)
    return replace(card, data={**card.data, "names": said_file.folder.names})


@router.action(ReadVersions, looks=True, words="versions")
async def read_versions(action: ReadVersions, cmd: Command, svc: Services) -> Card:
    """Read the versions anew, or older ones besides."""
    last = await svc.kept(cmd.card)
    if not isinstance(last, ShownVersions):
        raise Stale
    viewer = await svc.viewer(cmd)
    known = await svc.versions.kept(viewer, last.space_id, last.dentry_id)
    name = known.name if known else ""
    dentry = Dentry(last.dentry_id, last.space_id, name, is_folder=False)
    if known is None:
        dentry = await svc.dentries.one(viewer, last.space_id, last.dentry_id)
    older = known if action.page > 1 else None
    found = await svc.versions.read(viewer, dentry, svc.now(), older)
    return await _shown(found, viewer, cmd, svc, action.page)


@router.fast(TurnVersions, looks=True, words="versions")
async def turn_versions(action: TurnVersions, press: Press, svc: Services) -> Card:
    """Turn to another page of what was read; read on where that is not enough."""
    last = press.kept
    if not isinstance(last, ShownVersions):
        raise Stale
    known = await svc.versions.kept(last.viewer, last.space_id, last.dentry_id)
    if known is None or action.page > known.pages:
        raise Anew(ReadVersions(action.page))
    return _card(known, last.viewer, press.language, action.page)


@router.command(
    "version restore",
    "恢复版本",
    "restore version",
    usage="version restore <file> <version>",
    takes=(FILE, VERSION),
    calls=N_("at most 3, at most 3 to find the file, and 1 for each folder above it"),
    changes=True,
    confirms=True,
    phrases=(
        "bring back version {version} of {file}",
        "restore version {version} of {file}",
        "把{file}恢复到版本{version}",
        "恢复{file}的版本{version}",
    ),
    label=N_("Restore a version"),
    wish=WishTexts(
        thing=N_("Bring an earlier version of %(space)s back."),
        value=N_("Bring back version %(value)s of a file."),
        both=N_("Bring back version %(value)s of %(space)s."),
    ),
)
async def ask_revert(cmd: Command, svc: Services) -> Card:
    """Bring an earlier version of a file back."""
    which, number = cmd[FILE], cmd[VERSION]
    last = await svc.kept(cmd.last_list)
    if not number and isinstance(last, ShownVersions) and is_number(normalise(which)):
        which, number = reference(last.space_id, last.dentry_id), int(normalise(which)[:9])
    if not number:  # the list has a button for the one before, or tells that there is none
        return await list_versions(cmd, svc)
    dentry = _file((await file_said(svc, cmd, which)).dentry)
    return await _asked(dentry, number, cmd, svc)


async def _asked(dentry: Dentry, number: int, cmd: Command, svc: Services) -> Card:
    viewer = await svc.viewer(cmd)
    found = await svc.versions.until(viewer, dentry, number, svc.now())
    version = found.version(number)
    if version is None or number == found.newest:
        raise NoSuchVersion(number, found.newest, more=bool(found.unseen or found.following))
    confirm = ConfirmRevert(dentry.space_id, dentry.id, number, found.newest, version.size)
    data = {
        "name": dentry.name,
        "version": version,
        "newest": found.version(found.newest) or Version(found.newest, None),
        "who": await svc.people.names([version.who]),
    }
    actions = {"restore": confirm, "cancel": Cancel()}
    return Card("version_confirm", data, actions, then=confirm)


@router.action(ConfirmRevert, words="version restore", changes=True)
async def revert(action: ConfirmRevert, cmd: Command, svc: Services) -> Card:
    """Bring the version back that was shown, unless a newer one has come since."""
    viewer = await svc.viewer(cmd)
    dentry = await svc.dentries.one(viewer, action.space_id, action.dentry_id)
    is_new = dentry.version not in {None, action.newest} and not await svc.reverts.begun(cmd)
    if is_new:
        return await _asked(dentry, action.version, cmd, svc)
    version = Version(action.version, action.size)
    before = replace(dentry, version=action.newest)
    await svc.reverts.revert(cmd, WantedVersion(before, version, viewer))
    await svc.versions.forget(viewer, dentry.space_id, dentry.id)
    await svc.dentries.forget(viewer, dentry.space_id, dentry.parent_id)
    about = About("file", {"file": reference(dentry.space_id, dentry.id)}, svc.now())
    data = {"name": dentry.name, "version": action.version}
    return Card("version_restored", data, about=about)


@router.state(ConfirmRevert, words="version restore", changes=True)
async def revert_in_words(state: ConfirmRevert, text: str, cmd: Command, svc: Services) -> Card:
    """Bring it back, for somebody who types instead of pressing."""
    if not state.expects(text):
        raise Stale
    return await revert(state, cmd, svc)


async def _shown(
    found: VersionList, viewer: str, cmd: Command, svc: Services, page: int = 1
) -> Card:
    names = await svc.people.names({each.who for each in found.rows[: page * ROWS]})
    found = replace(found, who={**found.who, **names})
    await svc.versions.keep(viewer, found)
    return _card(found, viewer, cmd.language, page)


def _card(found: VersionList, viewer: str, language: str, page: int) -> Card:
    page = min(max(page, 1), found.pages)
    data = {
        "name": found.name,
        "rows": found.page(page),
        "newest": found.newest,
        "who": found.who,
        "page": page,
        "pages": found.pages,
        "total": len(found.rows),
        "more": bool(found.following),
        "at": found.read,
        "unread": found.unseen,
    }
    actions: dict[str, object] = turns(page, found.pages, TurnVersions, more=bool(found.following))
    earlier = sorted(each.number for each in found.rows if each.number != found.newest)
    if earlier and page == 1:
        actions["restore"] = _restore(found, earlier[-1], language)
    actions["refresh"] = ReadVersions()
    kept = ShownVersions(viewer, found.space_id, found.dentry_id, page)
    return Card("versions", data, actions, kept=kept)


def _restore(found: VersionList, number: int, language: str) -> Offer:
    raw = {"file": reference(found.space_id, found.dentry_id), "version": str(number)}
    return Offer("version restore", raw, said(language, "恢复版本", "version restore", str(number)))


def _file(dentry: Dentry) -> Dentry:
    if dentry.is_folder:
        raise NotAFile(dentry.name)
    return dentry
