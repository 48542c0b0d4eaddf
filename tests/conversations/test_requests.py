"""Asking the admins for something: on the page, by press, whoever presses, and whatever dies."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.conversations.crashes import held, hold, kill, made
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import space_id

CREATE = "POST /v1.0/drive/spaces"
PAINT = "PUT /v1.0/card/instances"
SHOW = "POST /v1.0/card/instances/createAndDeliver"
QUICK = {"watch_seconds": 0.5}


async def in_admins_group(stage: Stage, user: str = "manager01") -> Person:
    bob = await stage.in_group(user, 1)
    await bob.says("lang en")
    await bob.says("admin here")
    return bob


async def test_a_member_asks_and_an_admin_decides_with_one_press(stage: Stage) -> None:
    """Whoever may not decide changes nothing, also with a press that no client would send."""
    async with stage.bot(**QUICK):
        bob, ann = await in_admins_group(stage), await stage.alone("staff01")
        asked = await ann.says("request space Audit because the old one is full")
        card = await bob.reads("the old one is full")
        approve = card.button("Approve")
        await stage.sandbox.click(card.card, "staff01", approve, force=True)
        await stage.sandbox.click(
            card.card, "staff02", approve, force=True, params={"userId": "manager01"}
        )
        before = await stage.names()

        done = await bob.presses(card, "Approve")
        told = await ann.reads("The space is ready", asked.seq)
        shown = await ended(ann, asked.card)

        assert "Audit" not in before
        assert (await stage.names()).count("Audit") == 1
        assert "Approved by" in done.text
        assert done.labels == ()
        assert "Audit" in told.title
        assert shown.labels == ()


async def test_an_approver_who_is_no_admin_any_more_approves_nothing(stage: Stage) -> None:
    async with stage.bot(**QUICK):
        bob, ann = await in_admins_group(stage), await stage.alone("staff01")
        await ann.says("request space Audit")
        card = await bob.reads("“Audit”")
        await stage.sandbox.client.patch("/sandbox/users/manager01", json={"isAdmin": False})

        await bob.taps(card, "Approve")
        refused = await bob.reads("Only admins", card.seq)

        assert "Approve" in refused.labels
        assert "Audit" not in await stage.names()


STEPS = (
    ("after", SHOW, "ask"),
    ("after", CREATE, "approve"),
    ("before", PAINT, "approve"),
)
"""Where the bot is killed: what it waited for, and who has caused it. Each call of an approval, without
a process to kill, is in tests/handlers/test_request.py."""


async def test_killed_at_each_step_one_card_asks_and_one_space_is_made(stage: Stage) -> None:
    patient = {**QUICK, "call_seconds": 30, "interim_seconds": 30}
    ann = await stage.alone("staff01")
    async with stage.bot(**QUICK):
        bob = await in_admins_group(stage)
    for number, (when, call, what) in enumerate(STEPS):
        name = f"Kept {number}"
        async with stage.process(**patient) as process:
            if what == "ask":
                fault = await hold(stage.sandbox, when, call)
                asked = ann.card_of(await ann.sends(f"request space {name}"))
            else:
                asked = (await ann.says(f"request space {name}")).card
                card = await bob.reads(f"“{name}”")
                fault = await hold(stage.sandbox, when, call)
                await bob.taps(card, "Approve")
            await held(stage.sandbox, fault)
            await kill(stage, process)
        await stage.sandbox.clear_faults()
        async with stage.bot(**patient):
            if what == "ask":
                await ann.finished(asked)
                await bob.presses(await bob.reads(f"“{name}”"), "Approve")
            await ended(ann, asked)

        assert (await stage.names()).count(name) == 1, (when, call, what)
        cards = [each for each in (await bob.cards()).values() if f"“{name}”" in each.title]
        assert len(cards) == 1, (when, call, what)
    assert len(await made(stage.sandbox, CREATE)) >= len(STEPS)


async def ended(person: Person, card: str) -> Seen:
    """Wait until somebody's card says that it was approved."""
    after = 0
    while "✅" not in (shown := await person.finished(card, after)).text:
        after = shown.seq
    return shown


async def test_what_a_rule_keeps_for_approval_is_asked_for_by_its_button(stage: Stage) -> None:
    """With what was typed; what no request stands for has no button, and others press in vain."""
    async with stage.bot(**QUICK):
        bob, ann = await stage.alone("manager01"), await stage.alone("staff01")
        decides = await stage.alone("manager02")
        for each in (bob, ann, decides):
            await each.says("lang en")
        by_role = await ann.presses(await ann.says("create a space called Plans"), "Ask an admin")
        for what in ("space create", "quota set", "grant", "file delete"):
            await ruled(bob, what, "ask")
        refused = await bob.says("space create Audit")
        await stage.sandbox.click(
            refused.card, "manager02", refused.button("Ask an admin"), force=True
        )
        asked = await bob.presses(refused, "Ask an admin")
        done = await decides.presses(
            await decides.reads("asks for the new space “Audit”"), "Approve"
        )

        room = await bob.presses(await bob.says("quota set Finance 500 GB"), "Ask an admin")
        access = await ann.presses(await ann.says("grant me editor Finance 7 days"), "Ask an admin")
        others = [
            await ann.says("grant manager01 editor Finance"),
            await bob.says("quota set Finance off"),
            await bob.says("file delete 1"),
        ]

        assert "needs approval" in refused.text
        assert "Request 1: new space “Plans”" in by_role.title
        assert "Request 2: new space “Audit”" in asked.title
        assert "Approved by" in done.text
        assert (await stage.names()).count("Audit") == 1
        assert "500 GB for “Finance”" in room.title
        assert "Finance" in access.title, access
        assert {each.labels for each in others} == {()}


async def test_access_is_approved_for_another_length_which_is_typed(stage: Stage) -> None:
    """What has no length is approved for none; the same may be asked for again afterwards."""
    async with stage.bot(**QUICK):
        bob, ann = await stage.alone("manager01"), await stage.alone("staff01")
        for each in (bob, ann):
            await each.says("lang en")
        space = await space_id(stage, "设计资料")
        made = await stage.sandbox.make_file(space, "plan.docx", "manager01", size=3)
        await stage.sandbox.take(space, "ORG", (await stage.sandbox.state())["corpId"])
        link = f"https://alidocs.dingtalk.com/i/nodes/{made['uuid']}"
        await bob.says("operator me")
        await ann.says(f"request access {link} can edit 7 days")
        days = [in_three_days()]
        done = await bob.says("request approve 1 3 days")
        days.append(in_three_days())
        grants = await bob.says("grants")
        again = await ann.says(f"request access {link} can edit 7 days")
        await ann.says("request space Audit")
        refused = await bob.says("request approve 3 3 days")
        both = await bob.says("approve everything")
        which = await bob.says("approve it")
        first = await bob.says("decline Audit's request, please, they should use the old one")
        declined = await bob.says("yes")
        waits = await bob.says("who still wants something from me?")
        limited = await bob.says("ok but give him only 2 days")
        withdrawn = await ann.says("never mind, forget about that request")
        await ann.says("yes")
        nothing = await bob.says("approve it")

        assert "for 3 days" in done.text
        assert "Approved by" in done.text
        assert any(f"can edit · until {day} " in grants.text for day in days), grants
        assert "Request 2" in again.title
        assert "Only access to a file" in refused.text
        assert "Audit" not in await stage.names()
        assert "Each request is decided by itself" in both.text
        assert "Approve the request of 员工甲 for a new space Audit" in which.text, which
        assert "Decline request 3?" in first.title
        assert "Reason for declining: “they should use the old one”" in declined.text
        assert "on a file for 7 days" in waits.text
        assert "Approve request 2?" in limited.title
        assert "“can edit” on a file for 2 days" in limited.text
        assert "Cancel request 2?" in withdrawn.title
        assert "Approve" not in nothing.title


def in_three_days() -> str:
    """As cards say it, where it is Shanghai's time."""
    return f"{datetime.now(ZoneInfo('Asia/Shanghai')) + timedelta(days=3):%b %-d}"


async def test_whom_a_rule_denies_a_command_approves_no_request_for_it(stage: Stage) -> None:
    """By the button or by its number; another admin does, and nothing was done before."""
    async with stage.bot(**QUICK):
        bob, ann = await stage.alone("manager01"), await stage.alone("staff01")
        decides = await stage.alone("manager02")
        for each in (bob, ann, decides):
            await each.says("lang en")
        await ruled(bob, "space create", "deny", "manager01")
        await ann.says("request space Audit")
        card = await bob.reads("asks for the new space")
        pressed = await bob.presses(card, "Approve")
        typed = await bob.says("request approve 1")
        before = await stage.names()
        done = await decides.presses(await decides.reads("asks for the new space"), "Approve")

        assert "you cannot approve it" in pressed.text + typed.text
        assert "you cannot approve it" in typed.text
        assert "Audit" not in before
        assert "Approved by" in done.text
        assert (await stage.names()).count("Audit") == 1


async def ruled(admin: Person, what: str, outcome: str, who: str = "everybody") -> None:
    await admin.says(f"policy set {what} {who} everywhere {outcome}")
