"""What DingTalk does not say, over the whole wire: shown as not known, and nothing done on it."""

import pytest

from tests.conversations.stage import Stage
from tests.conversations.test_alerts import fills, placed, told
from tests.conversations.watching import DELETE
from tests.sandbox_server import SandboxHandle
from tests.sweeping import tried

LIST = "GET /v1.0/drive/spaces"
QUERY = "POST /v1.0/drive/managements/spaces/query"
PERSON = "POST /topapi/v2/user/get"
QUICK = {"watch_seconds": 0.1}
UNREADABLE = [
    ("atUsers", "null"),
    ("atUsers.0", "null"),
    ("conversationType", "number"),
    ("conversationType", "absent"),
    ("createAt", "text"),
    ("robotCode", "absent"),
    ("msgId", "null"),
    ("isAdmin", "unknown"),
    ("sessionWebhookExpiredTime", "huge"),
]


async def unsaid(sandbox: SandboxHandle, api: str, member: str, how: str = "absent") -> None:
    await sandbox.fault("malform", api, message=member, code=how)


@pytest.mark.parametrize("how", ["absent", "null", "negative"])
async def test_a_space_of_unknown_use_is_deleted_by_its_typed_name_alone(
    stage: Stage, how: str
) -> None:
    async with stage.bot(hold_seconds=0):
        bob = await stage.in_group("manager01")
        await unsaid(stage.sandbox, QUERY, "spaces.*.usedQuota", how)

        asked = await bob.says("space delete Legal 法务")
        kept = await bob.says("yes")
        assert "DingTalk does not report what is in this space" in asked.text
        assert "Delete" not in asked.labels
        assert "does not match" in kept.text
        assert "Legal 法务" in await stage.names()

        await bob.says("Legal 法务")
        gone = await bob.reads("The space and everything in it were deleted.")
        assert gone.title == "Deleted: Legal 法务"
        assert "Legal 法务" not in await stage.names()


async def test_a_row_that_cannot_be_read_costs_that_row_and_is_told(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        names = await stage.names()
        await unsaid(stage.sandbox, LIST, "spaces.1", "null")

        listed = await ann.says("spaces")
        lost = await ann.says(f"space {names[1]}")

        assert f"{len(names) - 1} spaces" in listed.text
        assert "1 space could not be read" in listed.text
        assert "has this name" in lost.text
        assert "1 space could not be read" in lost.text


async def test_an_answer_without_spaces_is_not_no_spaces(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await unsaid(stage.sandbox, LIST, "spaces")

        answer = await ann.says("spaces")

        assert "No spaces" not in answer.title
        assert "no space" not in answer.text


async def test_the_alert_of_a_full_space_is_not_resolved_by_a_number_that_is_absent(
    stage: Stage,
) -> None:
    async with stage.bot(**QUICK):
        bob = await placed(stage)
        await fills(stage, bob, 96)
        card = await told(bob, "96%")
        for member in ("usedQuota", "quota"):
            await stage.sandbox.clear_faults()
            await unsaid(stage.sandbox, QUERY, f"spaces.*.{member}")
            for _ in range(3):
                look = await bob.says("/watch now Marketing")
                assert "96%" in look.text
            shown = (await bob.cards())[card.card]
            assert "Take" in " ".join(shown.labels)
            assert "96%" in shown.text


async def test_a_message_with_an_odd_member_is_answered(stage: Stage) -> None:
    async with stage.bot():
        for member, how in UNREADABLE:
            with tried(member, how):
                ann = await stage.in_group("staff01")
                await stage.sandbox.stream_fault("malform-push", message=member, code=how, times=1)

                await ann.sends("whoami")  # the card's name follows from what may be the odd member

                assert (await ann.reads("staff01")).title


async def test_what_does_not_say_where_it_was_said_is_counted_and_the_rest_goes_on(
    stage: Stage,
) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.stream_fault(
            "malform-push", message="conversationId", code="null", times=1
        )
        lost = await ann.sends("whoami")
        answer = await ann.says("whoami")

        pushes = await stage.sandbox.pushes()
        assert answer.title
        assert [push["code"] for push in pushes if push["msgId"] == lost] == [400]


async def test_an_admin_of_whom_dingtalk_does_not_say_so_is_not_refused_as_none(
    stage: Stage,
) -> None:
    async with stage.bot(hold_seconds=0):
        bob = await stage.in_group("manager01")
        asked = await bob.says("space delete Legal 法务")
        await unsaid(stage.sandbox, PERSON, "result.admin")

        answer = await bob.presses(asked, "Delete")

        assert "only admins" not in answer.text.lower()
        assert "Legal 法务" in await stage.names()
        assert DELETE not in [
            f"{call['method']} {call['template']}" for call in await stage.sandbox.calls()
        ]
