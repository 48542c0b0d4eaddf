"""Whoever is refused, by role, by a rule or as a stranger, leaves one line in the trail, however
often they try the same.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.access import Role
from bot.audit import Entry
from bot.delivery import Record
from bot.errors import UserError
from bot.messages import Conversation, Sender, Tap
from bot.policy.rule import PolicyRule
from bot.sessions import Session
from bot.storage import Store
from handlers.create import ConfirmCreate
from tests.assembly import Assembly
from tests.bot.inbox.pressing import CORP, Desk
from tests.bot.inbox.test_refused_presses import BUTTONS, DAN, GUEST, ROUTES, button, desk_of_all
from tests.handlers.alerting import placed
from tests.parts import ANN, EVE, click
from tests.sandbox_server import SandboxHandle

STRANGER = Sender("manager02", "$:carol", "Carol")


async def trail(bot: Assembly, since: int) -> list[Entry]:
    """What was written down after the first so many lines, oldest first."""
    lines = [kept.entry async for kept in bot.services.audit.newest_first()]
    return lines[::-1][since:]


async def lines(bot: Assembly) -> int:
    return int(await bot.store.redis.xlen(bot.store.key("audit")))


async def says(bot: Assembly, text: str, sender: Sender, state: object = None) -> None:
    """Say it, in a turn that runs twice."""
    message = bot.message(text, sender, msg_id=f"{text}{sender.key}{state}")
    command = await bot.command("", sender, key=message.key, at=message.at)
    for _ in range(2):
        with suppress(UserError):
            await bot.to_message(message, Session(state=state), command)


async def presses(desk: Desk, record: Record, by: Sender, action: str = "") -> None:
    for _ in range(2):
        await desk.taps().answer(Tap(record.name, action or record.id_of(0), by.key, CORP))


async def test_each_refusal_of_what_is_said_is_written_down_once(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with desk_of_all(sandbox, store) as desk:
        bot = desk.bot
        await placed(bot, bot.group)
        await bot.services.policy.set(PolicyRule("files", "", "", "deny"))
        await bot.services.policy.set(PolicyRule("folder create", "", "", "ask"))
        staff, admins = "only members of the organisation may", "only admins may"
        tried: list[tuple[Sender, str, object, str, str]] = [
            (ANN, "audit", None, "audit", admins),
            (ANN, "pause", None, "pause", admins),
            (ANN, "space create X", None, "space create", admins),
            (ANN, "please create a space called X", None, "space create", admins),
            (ANN, "yes", ConfirmCreate("X"), "space create", admins),
            (ANN, "alert mute 2 h", None, "alert mute", admins),
            (ANN, "files Finance", None, "files", "a policy forbids it"),
            (ANN, "folder create X", None, "folder create", "an admin has to approve it"),
            (EVE, "spaces", None, "spaces", staff),
            (EVE, "and what is this", None, "", staff),
            (GUEST, "spaces", None, "spaces", staff),
            (GUEST, "what on earth is full", None, "", staff),
        ]
        for sender, text, state, words, why in tried:
            before = await lines(bot)
            await says(bot, text, sender, state)
            [entry] = await trail(bot, before)
            assert (entry.person, entry.outcome) == (sender.key, f"refused: {why}"), text
            assert entry.command == words, text


async def test_each_press_in_vain_is_written_down_once_for_each_who_presses(
    sandbox: SandboxHandle, store: Store
) -> None:
    """Of others' cards, and of what admins alone press on everybody's."""
    async with desk_of_all(sandbox, store) as desk:
        bot = desk.bot
        for member in (DAN, STRANGER):
            await bot.services.access.note(replace(member, is_admin=False), bot.group)
        for kind in BUTTONS:
            route: Any = ROUTES.fast_for(kind) or ROUTES.action_for(kind)
            if route.whose == "anybody" and route.role is not Role.ADMIN:
                continue
            record = await button(desk, kind, ANN.key if route.whose != "anybody" else "")
            before = await lines(bot)
            for who in (DAN, STRANGER, GUEST):
                await presses(desk, record, who)
            found = await trail(bot, before)
            assert [each.person for each in found] == [DAN.key, STRANGER.key, GUEST.key], kind
            assert all(each.outcome.startswith("refused: ") for each in found), kind


async def test_a_stranger_is_written_down_whatever_they_press(
    sandbox: SandboxHandle, store: Store
) -> None:
    """Also what no card offers, which may have any name, and a press that was let in before."""
    async with desk_of_all(sandbox, store) as desk:
        bot = desk.bot
        await sandbox.client.patch("/sandbox/users/manager02", json={"isAdmin": False})
        other = Conversation("cidOther", "group")
        shared = replace(await button(desk, ConfirmCreate, ""), conversation=other, face=2)
        assert await bot.delivery.records.save(shared, instead_of=1)
        before = await lines(bot)
        for forged in ("x1", "x2", "x3"):
            await presses(desk, shared, STRANGER, forged)
        confirm = bot.types.dump(ConfirmCreate("X"))
        pressed = click(ANN, action=confirm, at=bot.clock())
        for _ in range(2):
            with suppress(UserError):
                await bot.replies.to_click(pressed, shared, await bot.fence())

        found = await trail(bot, before)
        assert [(each.person, each.command, each.outcome) for each in found] == [
            (STRANGER.key, "", "refused: they were not seen in this group"),
            (ANN.key, "space create", "refused: only admins may"),
        ]
