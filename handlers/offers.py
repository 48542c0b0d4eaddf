"""Commands that were offered because they may be meant: one is done once it is pressed or said."""

from dataclasses import replace

from bot.access import Role
from bot.cards import Card
from bot.errors import Stale
from bot.messages import Command
from bot.routing import Router
from bot.services import Services
from bot.sessions import Offer, Offering
from bot.shared_buttons import ReadList

router = Router[Services]()


@router.action(Offer, role=Role.OUTSIDER)
async def do_it(action: Offer, cmd: Command, svc: Services) -> Card:
    """Run the command as if it had been typed by whoever pressed, who is asked what they may."""
    command = replace(
        cmd,
        last_list=action.last_list,
        mentions=action.mentions,
        strangers=action.strangers,
    )
    return await svc.run(command, action.words, action.raw)


@router.action(ReadList)
async def read_list(action: ReadList, cmd: Command, svc: Services) -> Card:
    """Run the command that asked, now that the price of its list is agreed to."""
    await svc.prices.agree(action.calls)
    return await svc.run(replace(cmd, last_list=action.last_list), action.words, action.raw)


@router.state(ReadList)
async def agree(state: ReadList, text: str, cmd: Command, svc: Services) -> Card:
    """Run it for somebody who types instead of pressing."""
    if not state.expects(text):
        raise Stale
    return await read_list(state, cmd, svc)


@router.state(Offering, role=Role.OUTSIDER)
async def take_it(state: Offering, text: str, cmd: Command, svc: Services) -> Card:
    """Run the command whose number was said."""
    chosen = state.chosen(text)
    if chosen is None:
        raise Stale
    return await do_it(chosen, cmd, svc)
