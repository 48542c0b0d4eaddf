"""Who may do what with a file, a folder or a space."""

from bot.cards import Card
from bot.i18n import N_
from bot.messages import Command
from bot.rights.arguments import WhichPlace
from bot.rights.holders import holders
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
    data = {
        "names": place.names,
        "rows": await holders(rights, cmd.conversation.id, svc.people.name),
        "inherits": inherits,
        "is_space": place.is_space,
        "unread": rights.unread,
        "at": svc.now(),
    }
    return Card("who", data)
