"""Buttons of alerts that may take a call: the trend, and asking for more room.

By command they are of :mod:`handlers.alert`.
"""

from dataclasses import replace

from bot.alerts.cards.actions import AskForRoom, ShowTrend
from bot.alerts.incident import Actor
from bot.alerts.room_requests import Asked
from bot.cards import Card
from bot.messages import Command, Sender
from bot.routing import Press, Router
from bot.services import Services

router = Router[Services]()


async def trend_at_once(action: ShowTrend, press: Press, svc: Services) -> Card | None:
    """Say how it has grown, where nothing can be drawn."""
    return await svc.alerts.at_once.trend(press.conversation.id, action.key)


@router.action(ShowTrend, whose="anybody", at_once=trend_at_once)
async def show_trend(action: ShowTrend, cmd: Command, svc: Services) -> Card:
    """Draw how it has grown."""
    return replace(await svc.alerts.trend(cmd.conversation.id, action.key), aside=True)


async def asked_at_once(action: AskForRoom, press: Press, svc: Services) -> Card | None:
    """Say who has asked before."""
    here, by = press.conversation.id, _person(press.sender)
    asked = await svc.alerts.at_once.asked(here, action.key, by)
    return None if asked is None else _answer(asked)


@router.action(AskForRoom, whose="anybody", at_once=asked_at_once)
async def ask_for_room(action: AskForRoom, cmd: Command, svc: Services) -> Card:
    """Ask the admins; the card says so by and by."""
    here, by = cmd.conversation.id, _person(cmd.sender)
    return _answer(await svc.alerts.ask_for_room(here, action.key, by, cmd.key))


def _answer(asked: Asked) -> Card:
    before = asked.earlier()
    data = {"nowhere": not (asked or before), "people": asked.people, "before": before}
    return Card("alert_room_asked", data, aside=True)


def _person(sender: Sender) -> Actor:
    return Actor(sender.key, sender.nick)
