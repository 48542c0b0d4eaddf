"""Whoever may not do something by themselves is led to the request that stands for it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.alerts.cards.actions import OfferSoftQuota
from bot.cards import Card
from bot.dispatch import said_of
from bot.dispatch.by_request import parts_of, request_for
from bot.errors import NotAllowed, UserError
from bot.files.meaning import reference
from bot.inbox import Pressers
from bot.messages import Sender
from bot.policy.rule import MEMBERS, PolicyRule
from bot.rights.member import Member
from bot.rights.plan import RightsPlace, RightsPlan, RightWish
from bot.sessions import Session
from bot.storage import Store
from handlers.create import ConfirmCreate
from handlers.grant import ConfirmGrant
from tests.assembly import Assembly, assembled
from tests.bot.inbox.pressing import CORP, Desk
from tests.parts import ANN, BOB, EVE, click
from tests.sandbox_server import SandboxHandle

PLACE = RightsPlace("uuid1", "s1", "d1", ("Finance", "plan.docx"), is_folder=False)
ANNS = Member("USER", "staff01", "Ann")


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store) as core:
        await core.services.organisation.learn(CORP)
        for each in (ANN, BOB):
            await core.services.access.note(each, core.group)
        yield core


async def refused(bot: Assembly, text: str, sender: Sender = ANN, state: object = None) -> Any:
    """The button that a refusal of what was typed or said offers; None for none."""
    message = bot.message(text, sender)
    command = await bot.command("", sender, key=message.key, at=message.at)
    with pytest.raises(UserError) as raised:
        await bot.to_message(message, Session(state=state), command)
    return said_of(raised.value).actions.get("ask")


async def test_whom_their_role_refuses_may_ask_for_it(bot: Assembly) -> None:
    typed = await refused(bot, "space create Audit")
    spoken = await refused(bot, "please create a space called Audit")
    agreed = await refused(bot, "yes", state=ConfirmCreate("Audit"))
    room = await refused(bot, "quota set Finance 500 GB")
    part = await refused(bot, "quota set Finance")

    for each in (typed, spoken, agreed):
        assert (each.words, each.raw, each.line) == (
            "request space",
            {"name": "Audit"},
            "request space Audit",
        )
    assert (room.words, room.raw) == ("request room", {"space": "Finance", "size": "500 GB"})
    assert (part.words, part.raw) == ("request room", {})  # what is not whole may be anything


async def test_no_request_is_offered_that_none_stands_for_or_a_rule_keeps_away(
    bot: Assembly,
) -> None:
    assert await refused(bot, "pause") is None
    assert await refused(bot, "audit") is None
    assert await refused(bot, "quota set Finance off") is None
    await bot.services.policy.set(PolicyRule("request room", MEMBERS, "", "deny"))
    await bot.services.policy.set(PolicyRule("space create", MEMBERS, "", "deny"))
    assert await refused(bot, "quota set Finance 500 GB") is None
    assert await refused(bot, "space create Audit") is None
    assert await refused(bot, "space create Audit", EVE) is None


async def test_whoever_presses_in_vain_is_told_what_to_send(bot: Assembly) -> None:
    """In the turn of a press by its button, in an acknowledgement in words."""
    record = await bot.delivery.show(Card("cancelled"), bot.target())
    confirm = bot.types.dump(ConfirmCreate("Audit"))
    pressed = click(ANN, action=confirm, at=bot.clock())
    with pytest.raises(NotAllowed) as raised:
        await bot.replies.to_click(pressed, record, await bot.fence())
    offer: Any = raised.value.ask
    assert offer.raw == {"name": "Audit"}

    pressers = Pressers(bot.services.access, seconds=20)
    asking = asyncio.get_running_loop().create_task(pressers.run())
    desk = Desk(bot, [], pressers)
    soft = await desk.card(OfferSoftQuota("key", "Finance"))
    assert "request room Finance" in str(await desk.press(soft, by=ANN))
    asking.cancel()
    await asyncio.wait({asking})


async def test_a_press_repeats_what_was_shown(bot: Assembly) -> None:
    command = await bot.command("grant", ANN)
    wish = RightWish(ANNS, "", "EDITOR")
    week = command.at + 7 * 24 * 3_600_000 - 1
    one = ConfirmGrant(RightsPlan(PLACE, (wish,)), until=week)
    others = (
        ConfirmGrant(RightsPlan(PLACE, (wish, wish))),
        ConfirmGrant(RightsPlan(PLACE, (RightWish(Member("USER", "staff02"), "", "EDITOR"),))),
        ConfirmGrant(RightsPlan(PLACE, (RightWish(Member("ORG", "corp1"), "", "EDITOR"),))),
        ConfirmGrant(RightsPlan(PLACE, (RightWish(ANNS, "EDITOR", ""),))),
    )

    assert request_for("grant", parts_of(one, command), command) == (
        "request access",
        {"access": f"{reference('s1', 'd1')} can edit 7 days"},
    )
    for each in others:
        assert request_for("grant", parts_of(each, command), command) is None, each
