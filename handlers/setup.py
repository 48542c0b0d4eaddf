"""Set-up: what an installation still needs, each with a button that does what its command does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.access import Role
from bot.cards import Card
from bot.errors import PlatformError, ScopeMissing, Stale, UserError
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Router
from bot.services import Services
from bot.shared_buttons import CommandButton, said

router = Router[Services]()

STEPS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "operator": ("由我值守", "operator me", {}),
    "admins": ("管理员会话", "admin here", {}),
    "alerts": ("在此提醒", "alert here", {}),
    "digest": ("周报 周一 09:00", "digest weekly", {"day and time": "mon 09:00"}),
}
"""What is said for each step in Chinese, the command, and what it takes."""

SCOPES = {
    "operator": "Drive.Space.Read",
    "query": "Drive.SpaceManage.Read",
    "capacity": "Storage.Org.Read",
    "events": "Storage.Event.Write",
}
"""The permission behind each trouble of the watch."""
LACKING = ("Forbidden.AccessDenied.AccessTokenPermissionDenied", "60011")
"""What DingTalk answers where the app lacks a permission (page `error-codes`)."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """Do one step here."""

    step: str

    @property
    def of_command(self) -> str:
        """Name the command that it does."""
        return STEPS[self.step][1] if self.step in STEPS else "setup"

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        chinese, words, raw = STEPS[self.step]
        return said(language, chinese, " ".join((words, *raw.values())))


@dataclass(frozen=True, slots=True)
class LookAgain(CommandButton):
    """Show how far set-up is by now."""

    command = "设置向导", "setup"


@router.command("setup", "set up", "设置向导", role=Role.ADMIN, looks=True, label=N_("Set-up"))
async def setup(cmd: Command, svc: Services) -> Card:
    """Show what still needs to be set up, each with a button."""
    return await _shown(cmd, svc)


@router.action(LookAgain, role=Role.ADMIN, words="setup")
async def look_again(_: LookAgain, cmd: Command, svc: Services) -> Card:
    """Show it as it is now."""
    return await _shown(cmd, svc)


@router.action(SetUp, role=Role.ADMIN, words="setup", changes=True)
async def do_step(action: SetUp, cmd: Command, svc: Services) -> Card:
    """Do a step as its command does, answered in a message of its own."""
    lacking: tuple[str, ...] = ()
    try:
        card = await _done(action, cmd, svc)
    except (UserError, PlatformError) as refused:
        card = Card(refused.template, refused.data())
        lacking = refused.scopes if isinstance(refused, ScopeMissing) else ()
    here = await _shown(cmd, svc, lacking)
    return replace(card, apart=True, elsewhere={**card.elsewhere, cmd.card: here})


async def _done(action: SetUp, cmd: Command, svc: Services) -> Card:
    _, words, raw = STEPS[action.step]
    route = next((each for each in svc.commands() if each.words == words), None)
    if route is None:
        raise Stale
    as_said = replace(cmd, words=words, values=route.read(dict(raw)))
    return await route.handler(as_said, svc)


async def _shown(cmd: Command, svc: Services, lacking: tuple[str, ...] = ()) -> Card:
    """Say what is done and what is not; what needs the operator is offered once there is one."""
    operator = await svc.organisation.operator()
    place = await svc.organisation.admins_place()
    chosen = [each for each in (await svc.alerts.subscriptions()).values() if not each.ended]
    troubles = (await svc.watch.progress()).troubles
    refused = [SCOPES[kind] for kind, each in troubles.items() if _is_lacking(kind, each.code)]
    data = {
        "operator": operator.name if operator else "",
        "admins": place is not None,
        "title": place.conversation.title if place else "",
        "alerts": sum(each.alerts for each in chosen),
        "digests": sum(each.digest is not None for each in chosen),
        "missing": sorted({*refused, *lacking}),
        "group": cmd.conversation.is_group,
    }
    steps = ["operator", "admins", *(("alerts", "digest") if operator else ())]
    done = {
        "operator": operator is not None,
        "admins": place is not None,
        "alerts": bool(data["alerts"]),
        "digest": bool(data["digests"]),
    }
    actions: dict[str, object] = {step: SetUp(step) for step in steps if not done[step]}
    if not all(done.values()):
        actions["again"] = LookAgain()
    return Card("setup", data, actions)


def _is_lacking(kind: str, code: str) -> bool:
    return kind in SCOPES and code in LACKING
