"""What one person may do with a file: whoever asks, or, for admins, somebody else."""

from dataclasses import dataclass, replace

from bot.access import Role
from bot.cards import Card
from bot.errors import MissingArgument, NotAuthorized
from bot.i18n import N_
from bot.messages import Command
from bot.rights.arguments import SomeWords, WhichPlace, parted
from bot.rights.holders import holders
from bot.rights.judging import Judged
from bot.rights.permissions import FileRights
from bot.rights.place import place_said
from bot.rights.plan import RightsPlace
from bot.rights.role import role_in
from bot.rights.whom import whom_said
from bot.routing import Router, WishTexts
from bot.services import Services

router = Router[Services]()

PLACE = WhichPlace("place")
ASK = N_("Who, what and which file? For example: can Li Lei edit plan.docx")
_NOBODY_ELSE = frozenset({"i", "we", "you", "u", "it", "the bot", "anybody", "anyone", "somebody"})


@dataclass(frozen=True, slots=True)
class Asked(SomeWords):
    """Somebody, what they may do, and with which file; a phrase takes nothing else for it."""

    def could_be(self, text: str) -> bool:
        """Tell whether there is somebody before what they may do, and a file behind it."""
        found = role_in(text)
        return (
            found is not None
            and bool(found.before and found.behind)
            and found.before.lower() not in _NOBODY_ELSE
            and found.before.lower().split()[0] not in _NOBODY_ELSE
        )


ASKED = Asked("person", ask=ASK)


@router.command(
    "my rights",
    "我的文件权限",
    "my permissions",
    usage="my rights [file or folder]",
    takes=(PLACE,),
    calls=N_("1 for every 30 members, at most 4 to find it, and 1 for each folder above it"),
    looks=True,
    label=N_("My permissions"),
    wish=WishTexts(thing=N_("Show what you may do with %(space)s.")),
)
async def my_rights(cmd: Command, svc: Services) -> Card:
    """Show what you may do with a file, a folder or a space."""
    place, viewer = await place_said(svc, cmd, cmd[PLACE]), await svc.viewer(cmd)
    try:
        rights = await svc.permissions.query(viewer, place.uuid)
    except NotAuthorized:
        return _card(place, "", asked="", is_known=False)
    judged = await svc.judging.judge(rights, cmd.user_id, cmd.conversation)
    return await _judged(cmd, svc, place, rights, judged)


@router.command(
    "can",
    "能否",
    usage="can <person> edit <place>",
    takes=(ASKED,),
    calls=N_("1 for every 30 members, at most 4 to find it, and 1 for each folder above it"),
    role=Role.ADMIN,
    bare=True,
    phrases=("can {person}", "能否{person}"),
    looks=True,
    label=N_("Check a permission"),
    wish=WishTexts(value=N_("Check whether this is allowed: %(value)s.")),
)
async def can(cmd: Command, svc: Services) -> Card:
    """Show whether somebody may view, edit or manage a file, and why."""
    wish = parted(cmd[ASKED], "", "")
    if wish.role is None or not (wish.who or cmd.mentions_somebody):
        raise MissingArgument(ASKED.name, ASK)
    (member, *_) = await whom_said(svc, cmd, wish.who)
    place, viewer = await place_said(svc, cmd, PLACE.read(wish.place)), await svc.viewer(cmd)
    rights = await svc.permissions.query(viewer, place.uuid)
    judged = await svc.judging.judge(rights, member.id)
    card = await _judged(cmd, svc, place, rights, judged)
    may = judged.may(wish.role)
    return replace(card, data={**card.data, "name": member.name, "asked": wish.role, "may": may})


async def _judged(
    cmd: Command, svc: Services, place: RightsPlace, rights: FileRights, judged: Judged
) -> Card:
    async def shown(*some: object) -> tuple[object, ...]:
        rows = tuple(each for each in rights.rows if each in some)
        return await holders(replace(rights, rows=rows), cmd.conversation.id, svc.people.name)

    by = await shown(judged.right) if judged.right else ()
    card = _card(place, judged.role, asked="", is_known=True)
    return replace(
        card,
        data={
            **card.data,
            "by": by[0] if by else None,
            "open": await shown(*judged.open),
            "unread": rights.unread,
            "untold": not place.is_space and all(map(rights.is_own, rights.rows)),
        },
    )


def _card(place: RightsPlace, role: str, *, asked: str, is_known: bool) -> Card:
    data = {
        "names": place.names,
        "is_space": place.is_space,
        "name": "",
        "asked": asked,
        "may": None,
        "role": role,
        "by": None,
        "open": (),
        "is_known": is_known,
        "unread": 0,
        "untold": False,
    }
    return Card("rights_of", data)
