"""Making a space: named, shown, confirmed, made."""

from dataclasses import dataclass, replace
from typing import ClassVar

from typing_extensions import override

from bot.access import Role
from bot.cards import About, Card
from bot.drive.spaces import Space
from bot.errors import BadArgument, Stale
from bot.files.file_buttons import quoted
from bot.i18n import N_
from bot.language import (
    Size,
    Text,
    is_yes,
    let_in,
    name_put_forward,
    owner_in,
    size_in,
    without_size,
)
from bot.messages import Command
from bot.rights.group_space import make_here, without_here
from bot.rights.whom import NO_GROUP
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel, Offer
from bot.shared_buttons import Agreed, said

router = Router[Services]()

SIZE = Size("size")
NAME = Text("name", ask=N_("What should the new space be called?"))


@dataclass(frozen=True, slots=True)
class ConfirmCreate(Agreed):
    """The space that was shown may be made; ``others`` are asked about after it, one by one; made
    ``here`` it is for the group. A ``limit`` that was said with it, such as 20 GB, is offered once
    it is there; who was to be let ``into`` it is told then that nobody is.
    """

    does: ClassVar[str] = "create"
    name: str
    others: tuple[str, ...] = ()
    here: bool = False
    limit: str = ""
    into: str = ""

    def parts(self, _now: int) -> dict[str, str]:
        """Give what would be typed for the same."""
        limit = f", with {self.limit}" if self.limit else ""
        return {NAME.name: f"{self.name}{limit}"}

    @override
    def expects(self, text: str) -> bool:
        """Whether a message agrees, or gives another name."""
        return is_yes(text, self.does) or bool(name_put_forward(text))


@router.command(
    "space create",
    "create space",
    "新建空间",
    "创建空间",
    usage="space create <name>",
    takes=(NAME,),
    calls=N_("at most 4 with the change itself, and at most 5 more for this group"),
    role=Role.ADMIN,
    changes=True,
    phrases=(
        "create a space called {name}",
        "make a space called {name}",
        "建一个叫{name}的空间",
        "新建一个叫{name}的空间",
    ),
    confirms=True,
    label=N_("Create a space"),
    wish=WishTexts(value=N_("Create a space called %(value)s.")),
)
async def create(cmd: Command, svc: Services) -> Card:
    """Create a space."""
    return await _asked(cmd[NAME], cmd, svc)


async def _asked(typed: str, cmd: Command, svc: Services, *, here: bool = False) -> Card:
    """Show the space that would be made, maybe for this group; a size that was said behind its name
    is none of it.
    """
    name, size = without_size(typed)
    name, is_here = without_here(name)
    here = here or is_here
    if here and not cmd.conversation.is_group:
        raise BadArgument(NAME.name, typed, NO_GROUP)
    like, unread = await svc.alike(cmd, name)
    limit = size_in(size)
    into = let_in(size)
    confirm = ConfirmCreate(name, here=here, limit=limit, into=into)
    return Card(
        "create_confirm",
        {
            "name": name,
            "alike": like,
            "unread": unread,
            "size": size,
            "owner": owner_in(size),
            "into": into,
            "limit": SIZE.read(limit) if limit else None,
            "here": here,
            "shares": here and await _may_share(cmd, svc),
            "whole": await _whole(cmd, svc) if here else None,
        },
        {"create": confirm, "cancel": Cancel()},
        then=confirm,
        heard=_line(name, cmd) if cmd.heard else "",
    )


def _line(name: str, cmd: Command) -> str:
    """Write what was understood, without what is none of the name."""
    return said(cmd.language, "新建空间", "space create", quoted(name, cmd.language))


async def _whole(cmd: Command, svc: Services) -> bool | None:
    """Tell whether a group can be let into a whole space; None where nobody knows."""
    kept = await svc.kept_listing(cmd)
    own = kept.spaces[0].id if kept and kept.spaces else ""
    example = own or next(iter(await svc.watch.seen()), "")
    return await svc.roots.can_be_had(await svc.viewer(cmd), example)


@router.action(ConfirmCreate, role=Role.ADMIN, destructive=True, words="space create", changes=True)
async def confirm_create(action: ConfirmCreate, cmd: Command, svc: Services) -> Card:
    """Make the space that was shown."""
    viewer = await svc.union_id(cmd)
    space = await svc.changes.create(cmd, action.name, viewer)
    about = About("space", {"space": space.name}, svc.now())
    if action.here:
        return replace(await _made_here(space, action.limit, cmd, svc), about=about)
    limit = _limit(space, action.limit, cmd)
    data = {"space": space, "next": "", "limit": SIZE.read(action.limit), "into": action.into}
    made = Card("created", data, {"limit": limit} if limit else {}, about=about)
    if not action.others:
        return made
    following = ConfirmCreate(action.others[0], action.others[1:])
    return replace(
        made,
        data={**made.data, "next": following.name},
        actions={**made.actions, "create": following, "cancel": Cancel()},
        then=following,
    )


async def _made_here(space: Space, limit: str, cmd: Command, svc: Services) -> Card:
    """Make what this group needs of it, and say of each step what came of it."""
    viewer, may_share = await svc.viewer(cmd), await _may_share(cmd, svc)
    steps = await make_here(svc, cmd, viewer, space, may_share=may_share)
    rows = [{"what": each.what, "outcome": each.outcome, "code": each.code} for each in steps]
    line = said(cmd.language, "在此提醒", "alert here", quoted(space.name, cmd.language))
    alerts = Offer("alert here", {"space": space.id}, line)
    wished = _limit(space, limit, cmd)
    actions = {"alerts": alerts, **({"limit": wished} if wished else {})}
    return Card("space_here", {"space": space, "rows": rows, "limit": SIZE.read(limit)}, actions)


def _limit(space: Space, limit: str, cmd: Command) -> Offer | None:
    """Offer the limit that was said with a new space; None where none was."""
    if not limit:
        return None
    line = said(cmd.language, "设置容量", "quota set", quoted(space.name, cmd.language), limit)
    return Offer("quota set", {"space": space.id, "size": limit}, line)


async def _may_share(cmd: Command, svc: Services) -> bool:
    """Tell whether the rules let whoever asks give a group a permission."""
    ruled = await svc.policy.verdicts(("grant", "share"), cmd.sender, cmd.conversation)
    return all(each.outcome == "allow" for each in ruled.values())


@router.state(ConfirmCreate, role=Role.ADMIN, words="space create", changes=True)
async def confirm_in_words(state: ConfirmCreate, text: str, cmd: Command, svc: Services) -> Card:
    """Make the space that was shown, for somebody who types instead of pressing; another name is
    shown and asked about anew.
    """
    if instead := name_put_forward(text):
        return await _asked(instead, cmd, svc, here=state.here)
    if not state.expects(text):
        raise Stale
    return await confirm_create(state, cmd, svc)
