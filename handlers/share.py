"""A file or folder is shared with the group that one is in: a permission of the whole group."""

from bot.cards import Card
from bot.i18n import N_
from bot.messages import Command
from bot.rights.role import CALLED
from bot.rights.shared_here import SharedHere
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.shared_buttons import said

router = Router[Services]()

SHARED = SharedHere(
    N_("what to share"),
    ask=N_("Which file or folder, and as what? For example: report.docx can view"),
)


@router.command(
    "share",
    "共享到本群",
    "分享到本群",
    usage="share <place> here [role] [time]",
    takes=(SHARED,),
    calls=N_(
        "2 to 4, 1 more for a time and for every 30 members there are, at most 3 to find it, and 1 "
        "for each folder above it"
    ),
    acts=True,
    confirms=True,
    label=N_("Share with the group"),
    wish=WishTexts(thing=N_("Give this group a permission for %(space)s.")),
)
async def share(cmd: Command, svc: Services) -> Card:
    """Give this whole group a permission for a file, a folder or a space."""
    if not cmd.conversation.is_group or cmd.mentions_somebody:
        return Card("not_shared", {"group": cmd.conversation.is_group})
    wish = cmd[SHARED]
    raw = {
        "person": said(cmd.language, "本群", "this group"),
        "role": CALLED[wish.role],
        "place": wish.place,
        "time": wish.time,
    }
    return await svc.run(cmd, "grant", {name: text for name, text in raw.items() if text})
