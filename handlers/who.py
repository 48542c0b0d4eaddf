"""Who may do what with a file, a folder or a space."""

from collections.abc import Sequence

from bot.cards import Card
from bot.i18n import N_
from bot.messages import Command
from bot.rights.arguments import WhichPlace
from bot.rights.holders import Holder, holders
from bot.rights.place import place_said
from bot.routing import Router
from bot.services import Services

router = Router[Services]()

PLACE = WhichPlace("place")


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
)
async def who(cmd: Command, svc: Services) -> Card:
    """Show who can see and change a file, a folder or a space."""
    place, viewer = await place_said(svc, cmd, cmd[PLACE]), await svc.viewer(cmd)
    rights = await svc.permissions.query(viewer, place.uuid)
    inherits = None if place.is_space else await svc.permissions.inherits(viewer, place.uuid)
    await svc.managed.note(place, rights)
    rows = await holders(rights, cmd.conversation.id, svc.people.name)
    data = {
        "names": place.names,
        "rows": rows,
        "ends": await _ends(svc, place.uuid, rows),
        "inherits": inherits,
        "is_space": place.is_space,
        "unread": rights.unread,
        "at": svc.now(),
    }
    return Card("who", data)


async def _ends(svc: Services, uuid: str, rows: Sequence[Holder]) -> dict[str, int]:
    """Give until when members have a role that I am to end, by their keys."""
    own = {each.member.key: each.role for each in rows if not each.is_above}
    lent = await svc.grants.of(uuid, [each.member for each in rows])
    return {
        key: each.until
        for key, each in lent.items()
        if each.until is not None and own.get(key) == each.role
    }
