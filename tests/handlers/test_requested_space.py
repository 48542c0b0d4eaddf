"""A space that was asked for, and what whoever asked gets in it."""

import asyncio
import re

from bot.cards import Card
from bot.requests.cards import facts_of
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.conversations.crashes import held, hold
from tests.handlers.calling import trail
from tests.handlers.requesting import (
    CREATE,
    GIVE,
    QUERY,
    admins_sit,
    approves,
    asked,
    role_of_ann_in,
)
from tests.handlers.test_request import FILE, OPEN, STOOD
from tests.handlers.watching import learns
from tests.sandbox_server import SandboxHandle

EXAMPLES = {
    **{
        f"decide_request{name}": Card(
            "decide_request",
            {**facts_of(each), "does": does, "why": why, "left_out": left, "line": line},
            {"do": None, "cancel": None},
        )
        for name, each, does, why, left, line in (
            ("", STOOD["-room"], "approve", "", "", "request approve 12"),
            (
                "-declined",
                FILE,
                "decline",
                "use the old one",
                "",
                "request decline 12 use the old one",
            ),
            ("-withdrawn", OPEN, "withdraw", "", "", "request cancel 12"),
            ("-left_out", OPEN, "approve", "", "3 days", "request approve 12"),
        )
    },
}

ROOT = "GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid"
KILLED = [(when, call) for call in (CREATE, ROOT, GIVE) for when in ("before", "after")]
"""Where an approval of a space is killed: each call that it makes, not made or made and unanswered."""


async def test_whoever_asked_for_a_space_gets_a_role_in_it_or_hears_why_not(
    sandbox: SandboxHandle, store: Store
) -> None:
    """Where nobody knows a way to the space's own folder, where DingTalk refuses or does not say
    what it did, the space is made all the same.
    """
    refusal = '{"code":"permissionDenied","message":"no"}'
    refused = {"times": 1, "status": 403, "message": refusal}
    rows = (
        ("beyond", None, "beyond"),
        ("given", None, "given"),
        ("refused", ("respond", GIVE, refused), "refused"),
        ("unsaid", ("server-error", GIVE, {"times": 9}), "unknown"),
        ("unlooked", ("server-error", QUERY, {"times": 9}), "given"),
    )
    async with assembled(sandbox, store, requested_space_role="manager") as bot:
        await learns(bot)
        admins = await admins_sit(bot)
        spent = []
        for name, fault, right in rows:
            await sandbox.settings(rootUuid=name != "beyond")
            if fault:
                await sandbox.fault(fault[0], fault[1], **fault[2])
            before = len(await bot.calls())
            card = await approves(bot, await asked(bot, f"request space {name}"))
            spent.append(
                [c for c in (await bot.calls())[before:] if re.search("/drive/|/storage/|/doc/", c)]
            )
            await sandbox.clear_faults()
            role = "MANAGER" if right == "given" else ""

            assert (card.data["state"], card.data["right"]) == ("approved", right), name
            assert await role_of_ann_in(bot, name) == role, name
        await bot.services.requests.look()

        assert [len(each) for each in spent[:2]] == [3, 3], spent
        assert ("grant", "given", "done") in await trail(bot)
        assert "应用无法授予" in str(await sandbox.messages(admins))
        assert "has “manager” in the whole space" in str(
            await sandbox.messages(bot.group.id)
        ).replace("\u00a0", " ")


async def test_killed_at_each_call_a_space_is_made_once_with_one_role_in_it(bot: Assembly) -> None:
    await learns(bot)
    await admins_sit(bot)
    await bot.sandbox.settings(rootUuid=True)
    for number, (when, call) in enumerate(KILLED):
        name, where = f"Kept {number}", f"{when} {call}"
        request = await asked(bot, f"request space {name}")
        fault = await hold(bot.sandbox, when, call)
        run = asyncio.get_running_loop().create_task(approves(bot, request, key=name))
        await held(bot.sandbox, fault)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
        await bot.sandbox.clear_faults()

        card = await approves(bot, request, key=name)

        spaces = [each["spaceName"] for each in (await bot.sandbox.state())["spaces"]]
        assert (card.data["state"], card.data["right"]) == ("approved", "given"), where
        assert spaces.count(name) == 1, where
        assert await role_of_ann_in(bot, name) == "EDITOR", where
        lines = [each for each in await trail(bot) if each[1] == name]
        assert sorted(lines) == [
            ("grant", name, "done"),
            ("request approve", name, "done"),
            ("space create", name, "done"),
        ], where
