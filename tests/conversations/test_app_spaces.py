"""The app's own spaces: made once and for good, whatever dies in between."""

from tests.conversations.crashes import held, hold, kill
from tests.conversations.stage import Stage

ADD = "POST /v1.0/storage/spaces"
SHOW = "PUT /v1.0/card/instances"
PATIENT = {"call_seconds": 30, "interim_seconds": 30}


async def app_spaces(stage: Stage) -> list[str]:
    spaces = (await stage.sandbox.state())["spaces"]
    return [each["spaceName"] for each in spaces if each.get("kind") == "app"]


async def test_an_app_space_is_made_once_and_listed(stage: Stage) -> None:
    async with stage.bot():
        bob, ann = await stage.alone("manager01"), await stage.alone("staff01")
        asked = await bob.says("app space create Receipts")
        none = await app_spaces(stage)
        made = await bob.presses(asked, "Create")
        again = await bob.presses(await bob.says("app space create receipts"), "Create")
        listed = await bob.says("app spaces")
        refused = await ann.says("app space create Mine")
        hers = await ann.says("app spaces")

        assert "final" in asked.text
        assert none == []
        assert made.title == "Created: Receipts"
        assert again.title == "Already there: receipts"
        assert await app_spaces(stage) == ["Receipts"]
        assert "Receipts" in listed.text
        assert "Created" not in refused.title
        assert "Receipts" not in hers.text


async def test_killed_at_any_step_one_space_is_made_and_told_once(stage: Stage) -> None:
    bob = await stage.alone("manager01")
    for number, (when, call) in enumerate((("before", ADD), ("after", ADD), ("before", SHOW))):
        async with stage.process(**PATIENT) as process:
            asked = await bob.says(f"app space create Kept {number}")
            fault = await hold(stage.sandbox, when, call)
            await bob.taps(asked, "Create")
            await held(stage.sandbox, fault)
            await kill(stage, process)
        await stage.sandbox.clear_faults()
        async with stage.bot(**PATIENT):
            done = await bob.finished(asked.card, asked.seq)

        assert done.title == f"Created: Kept {number}", (when, call)
        assert await app_spaces(stage) == [f"Kept {each}" for each in range(number + 1)]
