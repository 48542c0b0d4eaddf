"""The undo window: taking back, pausing, and what is checked again at its end."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.conversations.watching import DELETE, cost, settled, space_id, spent
from tests.moments import a_moment

Happens = Callable[[Stage], Awaitable[None]]


async def test_whoever_asked_may_undo_by_command_and_the_card_changes(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        holding = await _held(bob)

        answer = await bob.says("undo")
        after = await bob.finished(holding.card, holding.seq)

        assert answer.title == after.title == "Kept: Finance"
        assert after.buttons == ()
        assert "Nothing is waiting" in (await bob.says("pending")).title
        assert "Finance" in await stage.names()


async def test_another_admin_may_undo_and_is_named(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        eve = await stage.in_group("manager02")
        await eve.says("whoami")
        holding = await _held(bob)

        after = await eve.presses(holding, "Undo")

        assert after.title == "Kept: Finance"
        assert "管理员乙" in after.text
        assert "管理员乙" in (await bob.says("/audit Finance")).text


async def test_another_admin_may_undo_by_command_from_elsewhere(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        eve = await stage.alone("manager02")
        holding = await _held(bob)

        listed = await eve.says("pending")
        asked = await eve.says("undo Finance")
        assert asked.title == "Keep “Finance”?"
        assert "管理员甲" in asked.text
        assert "Finance" in (await eve.says("pending")).text
        asked = await eve.says("undo")
        await eve.presses(asked, "Undo deletion")
        after = await bob.finished(holding.card, holding.seq)

        assert "Finance" in listed.text
        assert after.title == "Kept: Finance"


async def test_a_member_cannot_undo_for_an_admin(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        ann, alone = await stage.in_group("staff01"), await stage.alone("staff01")
        await _held(bob)

        assert "Finance" in (listed := await ann.says("pending")).text
        assert "undo" not in listed.text
        assert (await ann.says("undo Finance")).title == "Nothing to undo"
        assert "Nothing is waiting" in (await alone.says("pending")).title
        assert "Finance" in (await bob.says("pending")).text


async def test_undo_after_the_end_says_that_it_is_too_late(stage: Stage) -> None:
    async with stage.bot(hold_seconds=0.2):
        bob = await stage.in_group("manager01")
        gone = await _ended(bob)

        typed = await bob.says("undo")
        for action in ("10", "20"):
            await stage.sandbox.click(gone.card, "manager01", action)

        assert typed.title == "Nothing to undo"
        assert (await bob.cards())[gone.card].title == "Deleted: Finance"


async def test_two_holds_are_undone_by_name(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await _held(bob)
        await bob.says("space delete Legal 法务")
        await bob.says("yes")

        await bob.says("undo Finance")
        pending = await bob.says("pending")

        assert "Finance" not in pending.text
        assert "Legal" in pending.text


async def test_several_that_begin_so_are_asked_about_and_a_number_chooses(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        names = ("Team Alpha", "Team Beta")
        for name in names:
            await stage.sandbox.make_space(name)
        for name in names:
            await bob.says(f"space delete {name}")
            await bob.says("yes")

        asked = await bob.says("undo Team")
        before = await bob.says("pending")
        chosen = await bob.says("undo Team")
        kept = await bob.says("2")
        unknown = await bob.says("undo nosuch")

        assert asked.title == "Which “Team”?"
        assert ("Team Alpha" in asked.text, "Team Beta" in asked.text) == (True, True)
        assert ("Team Alpha" in before.text, "Team Beta" in before.text) == (True, True)
        assert chosen.title == asked.title
        assert kept.title == "Kept: Team Beta"
        assert (unknown.title, "Team Alpha" in unknown.text) == ("Nothing to undo", True)


async def test_undo_on_the_card_costs_no_call(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        holding = await _held(bob)
        await settled(bob)
        before = await spent(stage)

        await bob.presses(holding, "Undo")

        assert await cost(stage, before) == {}


async def test_pause_stops_new_changes_and_says_who_and_since_when(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        eve = await stage.in_group("manager02")
        shown = await bob.says("space create Before the pause")
        await eve.says("/pause")
        await eve.says("/pause")

        refused = [
            await bob.presses(shown, "Create"),
            await bob.says("space create X"),
            await bob.says("space delete Finance"),
            await bob.says("/admin add staff01"),
        ]
        listed = await bob.says("spaces")
        audit = await bob.says("/audit")
        await eve.says("/resume")
        asked = await bob.says("space create After the pause")

        for answer in refused:
            assert answer.title == "Changes are paused"
            assert "管理员乙" in answer.text
        assert listed.title.startswith("Spaces")
        assert audit.text.count("refused") >= 4
        assert (await bob.presses(asked, "Create")).title == "Created: After the pause"
        assert "Before the pause" not in await stage.names()
        assert (await eve.says("/resume")).title == "Changes are not paused"


async def test_a_question_that_waits_is_refused_while_paused(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await bob.says("space delete Finance")
        await (await stage.in_group("manager02")).says("/pause")

        refused = await bob.says("Finance")

        assert "paused" in refused.title
        assert refused.buttons == ()
        assert "Nothing is waiting" in (await bob.says("pending")).title


async def test_a_hold_that_ends_while_paused_waits_for_resume(stage: Stage) -> None:
    with capture_logs() as logs:
        async with stage.bot(hold_seconds=8):
            bob = await stage.in_group("manager01")
            holding = await _held(bob)
            await bob.says("/pause")
            await _logged(stage, logs, "hold_waits_for_resume")

            pending = await bob.says("pending")
            spent_before = await spent(stage)
            await bob.says("/resume")
            gone = await bob.finished(holding.card, holding.seq)

    assert "Finance" in pending.text
    assert DELETE not in spent_before
    assert gone.title == "Deleted: Finance"
    assert "Finance" not in await stage.names()


async def test_undo_and_cancel_work_while_paused(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        holding = await _held(bob)
        asked = await bob.says("space create Cancelled")
        await (await stage.in_group("manager02")).says("/pause")

        cancelled = await bob.presses(asked, "Cancel")

        assert cancelled.title == "Cancelled, but a deletion is still waiting"
        assert (await bob.presses(holding, "Undo")).title == "Kept: Finance"


async def test_status_tells_of_pause_and_holds(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await _held(bob)
        await bob.says("/pause")

        status = await bob.says("/status")

        assert "DingTalk: connected" in status.text
        assert "Other requests waiting: 0" in status.text
        assert "Deletions waiting: 1" in status.text
        assert "管理员甲" in status.text


async def _more_in_it(stage: Stage) -> None:
    space = next(s for s in (await stage.sandbox.state())["spaces"] if s["spaceName"] == "Finance")
    await stage.sandbox.change_space(space["spaceId"], usedQuota=space["usedQuota"] + 1)


async def _renamed(stage: Stage) -> None:
    await stage.sandbox.change_space(await space_id(stage, "Finance"), name="Finance 2")


async def _gone(stage: Stage) -> None:
    await stage.sandbox.delete_space(await space_id(stage, "Finance"))


@pytest.mark.parametrize(
    ("happens", "words"),
    [(_more_in_it, "has changed"), (_renamed, "been renamed"), (_gone, "no longer exists")],
)
async def test_a_deletion_stops_when_the_space_changed_meanwhile(
    stage: Stage, happens: Happens, words: str
) -> None:
    """Changed behind the bot's back, between what was shown and the end of the hold."""
    async with stage.bot(hold_seconds=0.2):
        bob = await stage.in_group("manager01")
        await bob.says("space delete Finance")
        await happens(stage)
        await bob.sends("Finance")

        stopped = await bob.reads("Not deleted: Finance")

        assert words in stopped.text
        assert stopped.buttons == ()
        assert DELETE not in await spent(stage)
        assert "refused" in (await bob.says("/audit Finance")).text


async def test_a_deletion_stops_when_whoever_asked_is_no_admin_any_more(stage: Stage) -> None:
    async with stage.bot(hold_seconds=6):
        bob = await stage.in_group("manager01")
        eve = await stage.in_group("manager02")
        await _held(bob)
        client = stage.sandbox.client
        (await client.patch("/sandbox/users/manager01", json={"isAdmin": False})).raise_for_status()

        stopped = await bob.reads("Not deleted: Finance")

        assert "no longer an admin" in stopped.text
        assert DELETE not in await spent(stage)
        assert "refused" in (await eve.says("/audit Finance")).text


async def test_what_cannot_be_checked_at_the_end_is_not_deleted(stage: Stage) -> None:
    async with stage.bot(hold_seconds=0.2):
        bob = await stage.in_group("manager01")
        await bob.says("space delete Finance")
        for api in ("GET /v1.0/drive/spaces", "POST /v1.0/drive/managements/spaces/query"):
            await stage.sandbox.fault("respond", api, status=403, code="no.priviledge")
        await bob.sends("Finance")

        told = await bob.reads("does not let 管理员甲 do this")

        assert told.buttons == ()
        assert "Finance" in await stage.names()
        assert DELETE not in await spent(stage)


async def _held(person: Person) -> Seen:
    await person.says("space delete Finance")
    holding = await person.says("Finance")
    assert holding.labels == ("Undo",)
    return holding


async def _ended(person: Person) -> Seen:
    await person.says("space delete Finance")
    await person.sends("Finance")
    return await person.reads("Deleted: Finance")


async def _logged(stage: Stage, logs: Sequence[MutableMapping[str, Any]], event: str) -> None:
    """Wait until the bot has logged an event."""
    async with asyncio.timeout(PATIENCE):
        while not any(entry["event"] == event for entry in logs):
            await a_moment()
