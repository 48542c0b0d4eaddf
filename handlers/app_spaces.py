"""Spaces of the app's own: made for good, and listed with what they hold."""

from dataclasses import dataclass
from typing import ClassVar

from bot.access import Role
from bot.cards import Card
from bot.drive.space import Space
from bot.errors import NotAuthorized, SpaceMissing, Stale, Unavailable
from bot.i18n import N_
from bot.language import Text, normalise
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel
from bot.shared_buttons import Agreed

router = Router[Services]()

NAME = Text("name", ask=N_("What should the app space be called?"))
MOST = 8
"""So many are looked at for one card, a call each."""


@dataclass(frozen=True, slots=True)
class ConfirmAppSpace(Agreed):
    """The app space that was shown may be made, for good."""

    does: ClassVar[str] = "create"
    name: str
    known: bool = False


@router.command(
    "app space create",
    "新建应用空间",
    "创建应用空间",
    usage="app space create <name>",
    takes=(NAME,),
    calls=N_("1"),
    role=Role.ADMIN,
    changes=True,
    confirms=True,
    phrases=("create an app space called {name}", "新建一个叫{name}的应用空间"),
    label=N_("Create an app space"),
    wish=WishTexts(value=N_("Create an app space called %(value)s.")),
)
async def create(cmd: Command, svc: Services) -> Card:
    """Create an app space, which cannot be deleted later."""
    known = {normalise(each.name) for each in await svc.app_spaces.all()}
    confirm = ConfirmAppSpace(cmd[NAME], normalise(cmd[NAME]) in known)
    data = {"name": cmd[NAME], "known": confirm.known}
    return Card("app_space_confirm", data, {"create": confirm, "cancel": Cancel()}, then=confirm)


@router.action(
    ConfirmAppSpace, role=Role.ADMIN, destructive=True, words="app space create", changes=True
)
async def confirm_create(action: ConfirmAppSpace, cmd: Command, svc: Services) -> Card:
    """Make the app space that was shown."""
    space = await svc.app_spaces.create(cmd, action.name, await svc.union_id(cmd))
    data = {"space": space, "name": action.name, "known": action.known}
    return Card("app_space_created", data)


@router.state(ConfirmAppSpace, role=Role.ADMIN, words="app space create", changes=True)
async def confirm_in_words(state: ConfirmAppSpace, text: str, cmd: Command, svc: Services) -> Card:
    """Make it for somebody who types instead of pressing."""
    if not state.expects(text):
        raise Stale
    return await confirm_create(state, cmd, svc)


@router.command(
    "app spaces",
    "应用空间",
    calls=N_("1 for each, at most 8"),
    phrases=("list the app spaces", "有哪些应用空间"),
    looks=True,
    label=N_("App spaces"),
)
async def app_spaces(cmd: Command, svc: Services) -> Card:
    """List the app spaces created here, and what they hold."""
    made, viewer = await svc.app_spaces.all(), await svc.viewer(cmd)
    rows: list[Space] = []
    hidden = unread = 0
    for each in made[:MOST]:
        try:
            rows.append(await svc.hidden.read(viewer, each.id))
        except (NotAuthorized, SpaceMissing):
            hidden += 1  # not theirs to see, by any name
        except Unavailable as broken:
            if broken.code:
                raise
            unread += 1  # an answer came, which says of no space what it should
    data = {"rows": rows, "hidden": hidden, "unread": unread, "more": len(made) > MOST}
    return Card("app_spaces", {**data, "at": svc.now()})
