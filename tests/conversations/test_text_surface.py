"""The surface ``markdown``: no cards at all, every button a command to type."""

import pytest

from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import SHOW, UPDATE, WEBHOOK, spent

GROUP = "POST /v1.0/robot/groupMessages/send"
PERSON = "POST /v1.0/robot/oToMessages/batchSend"


async def test_spaces_are_created_and_deleted_by_typing_alone(stage: Stage) -> None:
    async with stage.bot(card_surface="markdown"):
        bob = await stage.in_group("manager01")

        asked = await _answer(bob, "space create Typed")
        made = await _answer(bob, "yes")
        confirm = await _answer(bob, "space delete Typed")
        holding = await _answer(bob, "yes")
        undone = await _answer(bob, "undo")

        assert "Create → yes" in asked.text
        assert "Cancel → cancel" in asked.text
        assert "Created: Typed" in made.text
        assert "Delete → yes" in confirm.text
        assert "Undo → undo" in holding.text
        assert "Kept: Typed" in undone.text
        assert "Typed" in await stage.names()
        assert {SHOW, UPDATE}.isdisjoint(await spent(stage))
        await bob.sends("help")
        await bob.reads("What I can do")
        assert len(await bob.looks()) == 6


async def test_a_full_space_goes_after_its_name_was_typed(stage: Stage) -> None:
    """There is no card to change, so the end of the hold is a message of its own."""
    async with stage.bot(card_surface="markdown", hold_seconds=0.3):
        bob = await stage.in_group("manager01")

        asked = await _answer(bob, "space delete Finance")
        wrong = await _answer(bob, "finance?")
        await bob.sends("Finance")
        gone = await bob.reads("Deleted: Finance")

        assert "exactly" in asked.text
        assert "does not match" in wrong.text
        assert gone.card == ""
        assert "Finance" not in await stage.names()


async def test_a_list_says_how_to_refresh_and_how_to_see_one(stage: Stage) -> None:
    async with stage.bot(card_surface="markdown"):
        ann = await stage.alone("staff01")

        listed = await _answer(ann, "空间列表")
        third = await _answer(ann, "3")

        assert "刷新 → 空间列表" in listed.text
        assert "设计资料" in third.text
        assert (await spent(stage))[WEBHOOK] == 2


async def test_the_rest_of_a_list_can_be_typed_for(stage: Stage) -> None:
    """Every button has a command that does the same, the next page too."""
    async with stage.bot(card_surface="markdown"):
        ann = await stage.alone("staff01")
        first = await _answer(ann, "spaces")
        line = next(line for line in first.text.splitlines() if line.startswith("Next → "))

        second = await _answer(ann, line.removeprefix("Next → ").strip())

        assert "Page 2 of 2" in second.text


@pytest.mark.parametrize(("place", "api"), [("group", GROUP), ("single", PERSON)])
async def test_after_the_webhook_the_robot_answers(stage: Stage, place: str, api: str) -> None:
    async with stage.bot(card_surface="markdown"):
        ann = await (stage.in_group if place == "group" else stage.alone)("staff01")
        await stage.sandbox.fault("webhook-expired", WEBHOOK)

        listed = await _answer(ann, "spaces")

        assert "Finance" in listed.text
        assert (await spent(stage))[api] == 1


async def test_a_webhook_close_to_its_end_is_not_used(stage: Stage) -> None:
    async with stage.bot(card_surface="markdown"):
        ann = await stage.in_group("staff01")
        await stage.sandbox.settings(webhookSeconds=299)

        await _answer(ann, "spaces")

        assert WEBHOOK not in await spent(stage)
        assert (await spent(stage))[GROUP] == 1


async def test_somebody_elses_undo_is_told_where_the_deletion_was_asked_for(stage: Stage) -> None:
    async with stage.bot(card_surface="markdown"):
        bob = await stage.in_group("manager01")
        eve = await stage.alone("manager02")
        await _answer(bob, "space delete Finance")
        await _answer(bob, "Finance")

        await _answer(eve, "undo Finance")
        await _answer(eve, "yes")
        told = await bob.reads("Kept: Finance")

        assert "管理员乙" in told.text


async def _answer(person: Person, text: str) -> Seen:
    """Say something and wait for the message that comes next."""
    before = await person.looks()
    after = before[-1].seq if before else 0
    await person.sends(text)
    return await person.reads("####", after)
