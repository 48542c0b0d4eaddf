"""Who may do what with a file, a folder or a space."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards import Card
from bot.files.meaning import reference
from bot.i18n import N_
from bot.language import paged
from bot.messages import Command
from bot.rights.arguments import WhichPlace
from bot.rights.holders import Holder, named, ordered
from bot.rights.place import place_said
from bot.rights.who_lists import WhoList
from bot.routing import Anew, Press, Router, WishTexts
from bot.services import Services
from bot.shared_buttons import CommandButton, turns

router = Router[Services]()

PLACE = WhichPlace("place")
_COMMAND = ("谁能看", "who")


@dataclass(frozen=True, slots=True)
class TurnWho(CommandButton):
    """Show another page of who may do what with ``place``, which a command may name so, as it was
    read for the unionId of a ``viewer``. It is no list whose rows have numbers, so the card keeps
    none.
    """

    command = _COMMAND
    follows = "place", "page"
    viewer: str
    place: str
    page: int


@dataclass(frozen=True, slots=True)
class ReadWho(CommandButton):
    """Read who may do what with ``place`` anew, or name the people of another page."""

    command = _COMMAND
    follows = ("place",)
    place: str
    page: int = 1


@router.command(
    "who",
    "谁能看",
    "who can see",
    usage="who [file or folder]",
    takes=(PLACE,),
    calls=N_(
        "1 for every 30 members, 1 for what is inherited, at most 4 to find it, and 1 for each "
        "folder above it"
    ),
    looks=True,
    label=N_("Who can open"),
    wish=WishTexts(thing=N_("See who can open %(space)s.")),
)
async def who(cmd: Command, svc: Services) -> Card:
    """Show who can see and change a file, a folder or a space."""
    place, page = paged(cmd[PLACE])
    if place.startswith("file:") and page > 1:
        return await _another_page(cmd, svc, place, page)
    return await _shown(await _read(cmd, svc, cmd[PLACE]), cmd, svc)


@router.action(ReadWho, looks=True, words="who")
async def read_who(action: ReadWho, cmd: Command, svc: Services) -> Card:
    """Read it anew, as whoever pressed."""
    if action.page > 1:
        return await _another_page(cmd, svc, action.place, action.page)
    return await _shown(await _read(cmd, svc, action.place), cmd, svc)


@router.fast(TurnWho, looks=True, words="who")
async def turn_who(action: TurnWho, press: Press, svc: Services) -> Card:
    """Turn to another page of what was read; read it anew where that is over."""
    known = await svc.who_lists.get(action.viewer, press.conversation.id, action.place)
    if known is None or action.page not in known.named:
        raise Anew(ReadWho(action.place, action.page))
    return _card(known, action.viewer, action.page)


async def _another_page(cmd: Command, svc: Services, place: str, page: int) -> Card:
    known = await svc.who_lists.get(await svc.viewer(cmd), cmd.conversation.id, place)
    return await _shown(known or await _read(cmd, svc, place), cmd, svc, page)


async def _read(cmd: Command, svc: Services, said: str) -> WhoList:
    place, viewer = await place_said(svc, cmd, said), await svc.viewer(cmd)
    rights = await svc.permissions.query(viewer, place.uuid)
    inherits = None if place.is_space else await svc.permissions.inherits(viewer, place.uuid)
    await svc.managed.note(place, rights, viewer)
    rows = ordered(rights, cmd.conversation.id)
    ends = await _ends(svc, place.uuid, rows)
    return WhoList(place, rows, inherits, svc.now(), rights.unread, ends)


async def _shown(found: WhoList, cmd: Command, svc: Services, page: int = 1) -> Card:
    """Name the people of a page, and keep what was read."""
    page, viewer = min(max(page, 1), found.pages), await svc.viewer(cmd)
    if page not in found.named:
        names = {each.member: each for each in await named(found.page(page), svc.people.name)}
        rows = tuple(names.get(each.member, each) for each in found.rows)
        found = replace(found, rows=rows, named=(*found.named, page))
        await svc.who_lists.keep(viewer, cmd.conversation.id, _reference(found), found, svc.now())
    return _card(found, viewer, page)


def _reference(found: WhoList) -> str:
    return reference(found.place.space_id, found.place.dentry_id)


def _card(found: WhoList, viewer: str, page: int) -> Card:
    place, rows = _reference(found), found.page(page)
    data = {
        "names": found.place.names,
        "rows": rows,
        "ends": found.ends,
        "inherits": found.inherits,
        "is_space": found.place.is_space,
        "unread": found.unread,
        "at": found.read,
        "page": page,
        "pages": found.pages,
        "total": len(found.rows),
        "many": any(each.kind not in {"USER", "ORG"} for each in rows),
        "untold": not any(each.is_above for each in found.rows),
    }
    actions: dict[str, object] = turns(
        page, found.pages, lambda other: TurnWho(viewer, place, other)
    )
    actions["refresh"] = ReadWho(place)
    return Card("who", data, actions)


async def _ends(svc: Services, uuid: str, rows: Sequence[Holder]) -> dict[str, int]:
    """Give until when members have a role that I am to end, by their keys."""
    own = {each.member.key: each.role for each in rows if not each.is_above}
    lent = await svc.grants.of(uuid, [each.member for each in rows])
    return {
        key: each.until
        for key, each in lent.items()
        if each.until is not None and own.get(key) == each.role
    }
