"""What fills up of all that is told of in a conversation: paged at no call while DingTalk was asked
lately whether it is still seen.
"""

from bot.alerts.cards.actions import OpenAgain, OpenAlerts, OpenPage
from bot.alerts.cards.alert import open_of
from bot.alerts.elsewhere import none_here
from bot.alerts.errors import AlertsEnded
from bot.cards import Card
from bot.i18n import N_
from bot.language import Page
from bot.messages import Command
from bot.routing import Anew, Press, Router
from bot.services import Services

router = Router[Services]()
router.keeps(OpenAlerts)

PAGE = Page("page")


@router.command(
    "alert open",
    "当前提醒",
    usage="alert open",
    takes=(PAGE,),
    phrases=("what is filling up", "哪些提醒没处理"),
    looks=True,
    label=N_("Open alerts"),
)
async def show_open(cmd: Command, svc: Services) -> Card:
    """Show the open alerts here."""
    return await _open(cmd, svc, cmd[PAGE])


@router.action(OpenAgain, words="alert open")
async def open_again(action: OpenAgain, cmd: Command, svc: Services) -> Card:
    """Ask whether it is still seen, and show that page of it."""
    return await _open(cmd, svc, action.page)


@router.fast(OpenPage, words="alert open")
async def turn_open(action: OpenPage, press: Press, svc: Services) -> Card:
    """Show another page of all that is open here."""
    situation = await svc.alerts.situation(press.conversation.id)
    if situation is None or not situation.subscription.is_active:
        raise AlertsEnded
    if await svc.alerts.shown.doubtful(situation):
        raise Anew(OpenAgain(action.page))
    return open_of(situation, action.page)


async def _open(cmd: Command, svc: Services, page: int) -> Card:
    await svc.alerts.visibility.confirm(cmd.conversation.id)
    situation = await svc.alerts.situation(cmd.conversation.id)
    if situation is None or not situation.subscription.is_active:
        raise await none_here(svc, cmd)
    return open_of(situation, page)
