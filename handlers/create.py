"""Making a space: named, shown, confirmed, made."""

from dataclasses import dataclass, replace
from typing import ClassVar

from typing_extensions import override

from bot.access import Role
from bot.cards import About, Card
from bot.i18n import N_
from bot.language import Text, called_instead, is_yes, without_size
from bot.messages import Command
from bot.routing import Router
from bot.services import Services
from bot.sessions import Cancel
from bot.shared_buttons import Agreed

router = Router[Services]()

NAME = Text("name", ask=N_("What should the new space be called?"))


@dataclass(frozen=True, slots=True)
class ConfirmCreate(Agreed):
    """The space that was shown may be made; ``others`` are asked about after it, one by one."""

    does: ClassVar[str] = "create"
    name: str
    others: tuple[str, ...] = ()

    def parts(self, _now: int) -> dict[str, str]:
        """Give what would be typed for the same."""
        return {NAME.name: self.name}

    @override
    def expects(self, text: str) -> bool:
        """Whether a message agrees, or gives another name."""
        return is_yes(text, self.does) or bool(called_instead(text))


@router.command(
    "space create",
    "create space",
    "新建空间",
    "创建空间",
    usage="space create <name>",
    takes=(NAME,),
    calls=N_("at most 4 with the change itself"),
    role=Role.ADMIN,
    changes=True,
    phrases=(
        "create a space called {name}",
        "make a space called {name}",
        "建一个叫{name}的空间",
        "新建一个叫{name}的空间",
    ),
    confirms=True,
)
async def create(cmd: Command, svc: Services) -> Card:
    """Create a space."""
    return await _asked(cmd[NAME], cmd, svc)


async def _asked(said: str, cmd: Command, svc: Services) -> Card:
    """Show the space that would be made; a size that was said behind its name is none of it."""
    name, size = without_size(said)
    like, unread = await svc.alike(cmd, name)
    confirm = ConfirmCreate(name)
    return Card(
        "create_confirm",
        {"name": name, "alike": like, "unread": unread, "size": size},
        {"create": confirm, "cancel": Cancel()},
        then=confirm,
    )


@router.action(ConfirmCreate, role=Role.ADMIN, destructive=True, words="space create", changes=True)
async def confirm_create(action: ConfirmCreate, cmd: Command, svc: Services) -> Card:
    """Make the space that was shown."""
    space = await svc.changes.create(cmd, action.name, await svc.union_id(cmd))
    about = About("space", {"space": space.name}, svc.now())
    made = Card("created", {"space": space, "next": ""}, about=about)
    if not action.others:
        return made
    following = ConfirmCreate(action.others[0], action.others[1:])
    return replace(
        made,
        data={**made.data, "next": following.name},
        actions={"create": following, "cancel": Cancel()},
        then=following,
    )


@router.state(ConfirmCreate, role=Role.ADMIN, words="space create", changes=True)
async def confirm_in_words(state: ConfirmCreate, text: str, cmd: Command, svc: Services) -> Card:
    """Make the space that was shown, for somebody who types instead of pressing; another name is
    shown and asked about anew.
    """
    if instead := called_instead(text):
        return await _asked(instead, cmd, svc)
    if not state.expects(text):
        data = {"name": state.name, "does": "create"}
        return Card("say_yes", data, {"create": state, "cancel": Cancel()}, then=state)
    return await confirm_create(state, cmd, svc)
